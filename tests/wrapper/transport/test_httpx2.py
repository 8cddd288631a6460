"""Clients of httpx2 as `http_client=`; their classes are not those of httpx."""

from __future__ import annotations

import asyncio
import inspect
import subprocess
import sys
from typing import Any

import httpx
import httpx2
import pytest

from perplexity_jobs import AsyncPerplexityJobs, PerplexityJobs
from perplexity_jobs._transport.asynchronous import AsyncTransport
from perplexity_jobs._transport.blocking import Transport
from perplexity_jobs._values.call import Call, Failure, Outcome, Reply
from perplexity_jobs._values.settings import Config
from perplexity_jobs.simulator import Simulator

from ..conftest import ClientFactory
from ..exchange import GET, SUBMIT

ERRORS = [
    name
    for name, kind in inspect.getmembers(httpx, inspect.isclass)
    if issubclass(kind, httpx.RequestError | httpx.InvalidURL)
]


def own(library: Any, concurrency: str, answer: Any, **options: Any) -> Any:
    """A client of the caller's own, of either library."""
    kind = library.Client if concurrency == "threads" else library.AsyncClient
    return kind(transport=library.MockTransport(answer), **options)


def send(concurrency: str, given: Any, *calls: Call) -> Outcome:
    """What comes of requests over it, one after the other: that of the last."""
    config = Config("key", "http://service.example", 30.0, 0)
    if concurrency == "threads":
        blocking = Transport(config, given)
        return [blocking.send(call, 30.0) for call in calls][-1]

    async def main() -> Outcome:
        transport = AsyncTransport(config, given)
        return [await transport.send(call, 30.0) for call in calls][-1]

    return asyncio.run(main())


def test_a_question_is_answered_over_httpx2(
    connect: ClientFactory, concurrency: str, simulator: Simulator, api: str
) -> None:
    """Over a real socket, the headers are those of this package and the settings the caller's."""
    kind: Any = httpx2.Client if concurrency == "threads" else httpx2.AsyncClient
    given = kind(headers={"X-Mine": "1"})
    client = connect(simulator, api=api, http_client=given)
    assert client.run("Why?", "sonar").text
    seen = simulator.requests[0].headers
    assert (seen["x-mine"], seen["accept"]) == ("1", "application/json")
    client.close()
    assert not given.is_closed, "closing it stays with the caller"
    if concurrency == "threads":
        given.close()
    else:
        client._loop.run_until_complete(given.aclose())


def test_the_cookies_of_the_caller_are_sent_and_those_of_the_service_are_not(concurrency: str) -> None:
    """As with httpx, the cookies are those that the client had when it was passed in."""
    seen: list[str | None] = []

    def answer(request: Any) -> Any:
        seen.append(request.headers.get("cookie"))
        return httpx2.Response(200, json={}, headers={"set-cookie": "theirs=2"})

    given = own(httpx2, concurrency, answer, cookies={"mine": "1"})
    send(concurrency, given, GET, GET)
    assert seen == ["mine=1", "mine=1"]


@pytest.mark.parametrize("name", ERRORS)
def test_an_error_means_the_same_in_both(name: str, concurrency: str) -> None:
    """Whether it was sent, and of which kind it is, decide whether a submit may be repeated."""

    def outcome(library: Any) -> tuple[str, bool]:
        def fail(request: Any) -> Any:
            raise getattr(library, name)("lost")

        found = send(concurrency, own(library, concurrency, fail), SUBMIT)
        assert isinstance(found, Failure)
        assert isinstance(found.error, getattr(library, name))
        return found.kind, found.sent

    assert outcome(httpx2) == outcome(httpx)


@pytest.mark.parametrize(
    ("status", "headers", "reached"),
    [(307, {"location": "/there"}, 200), (307, {"location": "http://other.example/"}, 307), (500, {}, 500)],
)
def test_answers_and_redirects_are_read_alike(
    status: int, headers: dict[str, str], reached: int, concurrency: str
) -> None:
    """A redirect is followed within the server alone, in either library."""
    for library in (httpx, httpx2):

        def answer(request: Any, library: Any = library) -> Any:
            if request.url.path == "/there":
                return library.Response(200, json={})
            return library.Response(status, headers=headers)

        found = send(concurrency, own(library, concurrency, answer), GET)
        assert isinstance(found, Reply)
        assert found.status == reached


def test_a_hook_that_raises_for_a_status_says_no_more(concurrency: str) -> None:
    """The answer counts, as with httpx."""

    def threads(response: Any) -> None:
        response.raise_for_status()

    async def tasks(response: Any) -> None:
        response.raise_for_status()

    hooks = {"response": [threads if concurrency == "threads" else tasks]}
    found = send(
        concurrency,
        own(
            httpx2,
            concurrency,
            lambda request: httpx2.Response(404, json={"error": "gone"}),
            event_hooks=hooks,
        ),
        GET,
    )
    assert isinstance(found, Reply)
    assert (found.status, found.body) == (404, b'{"error":"gone"}')


def test_a_client_that_waits_in_the_other_way_is_refused() -> None:
    """It would send, and what it bought would be lost."""
    with pytest.raises(TypeError, match=r"an object of httpx\.Client here"):
        PerplexityJobs("key", http_client=httpx2.AsyncClient())  # type: ignore[arg-type]
    with pytest.raises(TypeError, match=r"an object of httpx\.AsyncClient here"):
        AsyncPerplexityJobs("key", http_client=httpx2.Client())  # type: ignore[arg-type]


def test_httpx2_need_not_be_installed() -> None:
    """A client works where importing httpx2 fails."""
    program = (
        "import sys; sys.modules['httpx2'] = None\n"
        "import httpx\n"
        "from perplexity_jobs import APIConnectionError, PerplexityJobs\n"
        "def refuse(request): raise httpx.ConnectError('nobody')\n"
        "own = httpx.Client(transport=httpx.MockTransport(refuse))\n"
        "try:\n"
        "    PerplexityJobs('key', max_retries=0, http_client=own).get('j')\n"
        "except APIConnectionError:\n"
        "    print('told')\n"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout == "told\n"
