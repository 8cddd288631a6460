"""Submits whose response is lost: whether nothing was bought, and how the job is found."""

from __future__ import annotations

import gzip
from collections.abc import Callable
from typing import Any

import httpx
import pytest

from perplexity_jobs import SubmitUncertainError

from ..conftest import ClientFactory
from ..exchange import Parts

REQUEST_ID = "0b5e4d9c-51aa-4f0e-9a63-0d9c5f2c7b11"
JOB_ID = f"resp_{REQUEST_ID}"
HEADERS = {"x-request-id": REQUEST_ID, "x-place": "here"}


def broken(error: Exception) -> Parts:
    """A body that ends with an error after its first bytes."""
    return Parts(b'{"id": "resp', error=error)


def asking(over: ClientFactory, service: Service, api: str = "agent") -> Any:
    """A client of either kind for a service, with a small limit."""
    return over(service, max_response_bytes=4_000, api=api)


class Service:
    """Answers every submit in one way, and every other request in another; it takes down what came.

    Attributes:
        posts, gets: how many there were.
        asked: the last other request.
    """

    def __init__(self, submit: Callable[[], httpx.Response], get: Callable[[], httpx.Response]) -> None:
        self.submit, self.get = submit, get
        self.posts = self.gets = 0
        self.asked: httpx.Request | None = None

    def __call__(self, request: httpx.Request) -> httpx.Response:
        """The answer to one request."""
        if request.method == "POST":
            self.posts += 1
            return self.submit()
        self.gets, self.asked = self.gets + 1, request
        return self.get()


def job() -> httpx.Response:
    """The current job."""
    return httpx.Response(200, json={"id": JOB_ID, "status": "queued"})


LOST = {
    "cut": lambda: httpx.Response(200, headers=HEADERS, stream=broken(httpx.ReadError("reset"))),
    "late": lambda: httpx.Response(200, headers=HEADERS, stream=broken(httpx.ReadTimeout("late"))),
    "short": lambda: httpx.Response(201, headers=HEADERS, stream=broken(httpx.RemoteProtocolError("short"))),
    "packed badly": lambda: httpx.Response(
        200, headers={**HEADERS, "content-encoding": "gzip"}, stream=httpx.ByteStream(b"no gzip")
    ),
    "too large": lambda: httpx.Response(200, headers=HEADERS, content=b" " * 5_000),
    "too large unpacked": lambda: httpx.Response(
        200,
        headers={**HEADERS, "content-encoding": "gzip"},
        stream=httpx.ByteStream(gzip.compress(b" " * 5_000)),
    ),
    "empty": lambda: httpx.Response(202, headers=HEADERS),
    "no JSON": lambda: httpx.Response(200, headers=HEADERS, text='{"id": "resp'),
    "no object": lambda: httpx.Response(200, headers=HEADERS, json=[1]),
    "no id": lambda: httpx.Response(200, headers=HEADERS, json={"status": "queued"}),
    "an id that is none": lambda: httpx.Response(200, headers=HEADERS, json={"id": 5}),
}


@pytest.mark.parametrize("how", LOST)
def test_a_job_whose_answer_was_lost_is_found_by_the_request_id(how: str, over: ClientFactory) -> None:
    """One get by the request id finds it, with the caller's own headers."""
    service = Service(LOST[how], job)
    found = asking(over, service).submit("Why?", extra_headers={"x-mine": "1"}, extra_body={"user": "u"})
    assert found.id == JOB_ID
    assert (service.posts, service.gets) == (1, 1)
    assert service.asked is not None
    assert service.asked.url.path == f"/v1/agent/{JOB_ID}"
    assert service.asked.headers["x-mine"] == "1"
    assert service.asked.content == b""


@pytest.mark.parametrize("how", LOST)
@pytest.mark.parametrize("status", [404, 500])
def test_what_is_not_found_is_uncertain_with_all_that_came(
    how: str, status: int, over: ClientFactory
) -> None:
    """There is one get only; the error has the headers, the request id and the id to get."""
    service = Service(LOST[how], lambda: httpx.Response(status))
    with pytest.raises(SubmitUncertainError, match=f"{JOB_ID}.*{status}") as caught:
        asking(over, service).submit("Why?")
    assert (service.posts, service.gets) == (1, 1)
    assert caught.value.request_id == REQUEST_ID
    assert caught.value.headers["x-place"] == "here"
    assert caught.value.__cause__ is not None


@pytest.mark.parametrize("request_id", [None, "", "a/../b", "a?b", "x" * 5000, "a, a"])
def test_a_request_id_that_is_no_id_is_not_asked_for(request_id: str | None, over: ClientFactory) -> None:
    """What a proxy may write there must not become another request."""
    headers = {} if request_id is None else {"x-request-id": request_id}
    service = Service(lambda: httpx.Response(200, headers=headers), job)
    with pytest.raises(SubmitUncertainError) as caught:
        asking(over, service).submit("Why?")
    assert (service.posts, service.gets) == (1, 0)
    assert caught.value.request_id == request_id


def test_with_a_key_the_same_request_brings_the_job(over: ClientFactory) -> None:
    """With a key the submit is retried, and a redirect within the host is followed."""
    answers = iter([LOST["cut"](), httpx.Response(307, headers={"location": "/other"})])
    last = httpx.Response(200, json={"id": "job-1", "status": "CREATED"})
    service = Service(lambda: next(answers, last), job)
    assert asking(over, service, "sonar").submit("Why?").id == "job-1"
    assert (service.posts, service.gets) == (3, 0)


def test_ctrl_c_while_looking_tells_the_id(over: ClientFactory) -> None:
    """The note of the interrupt has the id."""

    def interrupt() -> httpx.Response:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt) as caught:
        asking(over, Service(LOST["empty"], interrupt)).submit("Why?")
    assert any(JOB_ID in note for note in caught.value.__notes__)
