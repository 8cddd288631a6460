"""Any response body gives a job, or a documented error that can be printed, pickled and copied."""

from __future__ import annotations

import copy
import json
import pickle
from collections.abc import Callable
from typing import Any

import httpx
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from perplexity_jobs import APIStatusError, Job, JobPage, NotOfferedError, PerplexityJobs, PerplexityJobsError
from perplexity_jobs.simulator import ManualClock

from ..conftest import ClientFactory

LONG = "x" * 30_000
LONGEST = 5_000  # no message is longer, whatever was sent

FIELDS = st.sampled_from(
    [
        *("id", "status", "model", "created_at", "completed_at", "failed_at", "started_at", "error_message"),
        *("error", "message", "type", "code", "detail", "loc", "msg", "incomplete_details", "reason"),
        *("requests", "next_token", "response", "output", "usage", "response_id"),
    ]
)
SCALARS = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.floats(),
    st.sampled_from(
        [
            *("job-1", "", ".", "COMPLETED", "queued", "FAILED", "cancelled", "incomplete"),
            *(
                "insufficient_quota",
                "chat_completions_not_available",
                "\ud800",
                "\x1b[2J",
                "x" * 20_000,
                "<title" * 300,
            ),
            *(10**400, -(10**400), 1e308, -1e308, 2**63, 10**4_000),
        ]
    ),
)
BODIES = st.recursive(
    SCALARS,
    lambda inner: st.one_of(
        st.lists(inner, max_size=3),
        st.dictionaries(FIELDS, inner, max_size=5),
        # What looks like a job gets further.
        st.dictionaries(FIELDS, inner, max_size=5).map(
            lambda fields: {"id": "job-1", "status": "x", **fields}
        ),
    ),
    max_leaves=12,
)
STATUSES = st.sampled_from(
    [200, 200, 200, 201, 204, 302, 307, 400, 401, 403, 404, 409, 422, 429, 500, 503, 520]
)
HEADERS = st.dictionaries(
    st.sampled_from(["retry-after", "x-ratelimit-remaining", "x-ratelimit-reset", "x-request-id", "date"]),
    st.sampled_from(
        ["0", "-5", "1e999", "nan", "\u00b2", "5, 5", "Thu, 01 Jan 1 00:00:00 -0000", "x" * 9_000, "job-1"]
    ),
)

OPERATIONS: dict[str, Callable[[Any], object]] = {
    "submit": lambda client: client.submit("Why?"),
    "get": lambda client: client.get("job-1"),
    "list": lambda client: client.list(),
    "cancel": lambda client: client.cancel("job-1"),
    "wait": lambda client: client.wait("job-1", timeout=5.0),
}


def is_fit(found: object) -> None:
    """Whether a job or an error can be printed, sent to another process and copied, within reason."""
    if isinstance(found, PerplexityJobsError):
        texts = [str(found), found.message, *getattr(found, "__notes__", ())]
    else:
        texts = [repr(found)]
    for text in texts:
        assert len(text) < LONGEST
        assert text.encode()
    repr(found).encode()
    assert len(repr(found)) < 2 * LONGEST
    if not isinstance(found, JobPage):
        assert type(pickle.loads(pickle.dumps(found))) is type(found)
        assert type(copy.deepcopy(found)) is type(found)


def outcome(operation: str, api: Any, status: int, body: bytes, headers: dict[str, str]) -> object:
    """What a client makes of one answer, given for ever."""
    raw = [(name.encode(), value.encode("latin-1")) for name, value in headers.items()]

    def answer(request: httpx.Request) -> httpx.Response:
        return httpx.Response(status, headers=raw, content=body)

    with httpx.Client(transport=httpx.MockTransport(answer)) as given:
        client = PerplexityJobs("key", "http://a.example", http_client=given, api=api, clock=ManualClock())
        try:
            return OPERATIONS[operation](client)
        except PerplexityJobsError as error:
            return error


def check(operation: str, api: str, status: int, body: bytes, headers: dict[str, str]) -> None:
    """The outcome is a job, a page or a documented error."""
    found = outcome(operation, api, status, body, headers)
    assert isinstance(found, Job | JobPage | PerplexityJobsError)
    assert isinstance(found, NotOfferedError) is (
        (operation, api) in [("list", "agent"), ("cancel", "sonar")]
    )
    is_fit(found)


@given(
    st.sampled_from([*OPERATIONS]),
    st.sampled_from(["sonar", "agent"]),
    STATUSES,
    st.one_of(BODIES.map(lambda body: json.dumps(body).encode()), st.binary(max_size=60)),
    HEADERS,
)
@example("submit", "agent", 422, b'{"detail": [{"loc": 5}]}', {})
@example("submit", "sonar", 400, b'{"error": {"message": {"a": "%s"}, "type": 5}}' % LONG.encode(), {})
def test_any_answer_is_a_job_or_a_documented_error(
    operation: str, api: str, status: int, body: bytes, headers: dict[str, str]
) -> None:
    """With every status, through every operation of both APIs: JSON, pages, packed data, nothing at all."""
    check(operation, api, status, body, headers)


LARGE = {
    "a number of 5,000 digits": b'{"id": "job-1", "status": "queued", "created_at": 1%s}' % (b"0" * 5_000),
    "a number of 400 digits": b'{"id": "job-1", "status": "queued", "created_at": -1%s}' % (b"0" * 400),
    "1e400": b'{"id": "job-1", "status": "queued", "created_at": 1e400, "completed_at": NaN}',
    "half a pair": b'{"id": "job-1", "status": "\\ud800", "model": "\\udc00", "error_message": "\\ud800"}',
}


@pytest.mark.parametrize("how", LARGE)
def test_no_value_beside_the_id_costs_the_job(how: str, api: str, over: ClientFactory) -> None:
    """It is paid for; a time that is none is passed over."""
    job = over(lambda _: httpx.Response(200, content=LARGE[how]), api=api).submit("Why?")
    assert job.id == "job-1"
    assert job.completed_at is None
    assert repr(job).encode()


@pytest.mark.parametrize("odd", [LONG, "\ud800", ".", "..", "../../x", " ", "a b", "\x00", "a?b#c", "\n"])
def test_an_id_of_any_kind_is_an_error_of_its_own_job_only(odd: str, api: str, over: ClientFactory) -> None:
    """Other jobs are waited for, whatever id one of them has."""
    done = {"status": "COMPLETED", "completed_at": 2, "created_at": 1}

    def answer(request: httpx.Request) -> httpx.Response:
        if request.method == "POST":
            return httpx.Response(200, content=json.dumps({"id": odd, "status": "queued"}).encode())
        if request.url.path.endswith("/good"):
            return httpx.Response(200, json={"id": "good", **done})
        return httpx.Response(404)

    client = over(answer, api=api)
    job = client.submit("Why?")
    assert job.id == odd
    for ask in (lambda: job.wait(timeout=60.0), job.refresh, job.cancel):
        with pytest.raises(PerplexityJobsError) as caught:
            ask()
        is_fit(caught.value)
    jobs = client.as_completed([job, "good"], timeout=60.0)
    assert next(jobs).id == "good"
    with pytest.raises(PerplexityJobsError) as ended:
        next(jobs)
    assert ended.value.job_ids == (odd,)
    is_fit(ended.value)


@pytest.mark.parametrize("size", [99, 300, 900, 100_000])
@pytest.mark.parametrize("status", [200, 400])
def test_whatever_a_body_nests_can_be_passed_on(size: int, status: int, api: str) -> None:
    """Deeply nested bodies can be pickled and copied, also with a number of more digits than Python reads."""
    nest = b"[" * size + b"]" * size
    for number in (b"1", b"1" * 5_000):
        body = (
            b'{"id": "job-1", "status": "COMPLETED", "n": %s, "x": %s, "error": {"message": "no", "y": %s}}'
        )
        for operation in ("submit", "get", "wait"):
            check(operation, api, status, body % (number, nest, nest), {})


@pytest.mark.parametrize(
    "body",
    [
        {"id": LONG, "status": "queued"},
        {"id": "job-1", "status": LONG, "model": LONG},
        {"id": "job-1", "status": "failed", "error": LONG, "error_message": LONG},
        {"id": "job-1", "status": "incomplete", "incomplete_details": {"reason": LONG}},
        {"id": "\ud800" * 9_000, "status": "queued"},
        {"requests": [{"id": "job-1", "status": LONG}], "next_token": LONG},
        {"detail": [{"loc": [LONG, "b"], "msg": LONG, "type": LONG}]},
        {"error": {"message": LONG, "type": LONG, "code": LONG}},
        LONG,
    ],
)
@pytest.mark.parametrize("status", [200, 307, 422])
def test_a_long_body_is_no_long_message(body: object, status: int, api: str) -> None:
    """Long ids, states, tokens, reasons and URLs are shortened in messages."""
    headers = {"location": "http://b.example/" + LONG, "x-request-id": LONG}
    for operation in ("submit", "wait", "list" if api == "sonar" else "cancel"):
        check(operation, api, status, json.dumps(body).encode(), headers)


def test_a_page_that_begins_a_title_over_and_over_is_told_in_a_moment() -> None:
    """No pattern that is quadratic runs over what a server sends: this would take minutes."""
    found = outcome("get", "agent", 502, b"<title" * 100_000, {})
    assert isinstance(found, APIStatusError)
    assert found.message.endswith("an HTML page")
