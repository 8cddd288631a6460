"""Every fault of the simulator, through both clients and APIs: transient ones are retried, others raised.

A key protects a submit of the older API. The Agent API has none, so that a submit is retried there only where
it certainly made no job.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import pytest
from attrs import frozen

from perplexity_jobs import (
    APIConnectionError,
    APIResponseValidationError,
    APIStatusError,
    APITimeoutError,
    AuthenticationError,
    BadRequestError,
    ConflictError,
    EndpointRetiredError,
    InsufficientQuotaError,
    JobCancelledError,
    JobExpiredError,
    JobFailedError,
    JobPollError,
    JobResultMissingError,
    JobStatus,
    JobTimeoutError,
    NotFoundError,
    PaginationError,
    PermissionDeniedError,
    PerplexityJobsError,
    SubmitUncertainError,
    UnprocessableEntityError,
)
from perplexity_jobs.simulator import FAULTS, ManualClock, Simulator

from ..conftest import ClientFactory, by_turns, patience

QUESTION = "What is known about tides?"


@frozen
class Row:
    """What a fault leads to: an answer (None) or an error; how many jobs the service has then."""

    error: type[PerplexityJobsError] | None = None
    jobs: int = 1
    requests: int | None = None


Rows = dict[str, Row]


def rows(
    prefix: str, names: Iterable[object], error: type[PerplexityJobsError] | None = None, **more: Any
) -> Rows:
    """The same for several faults."""
    return {f"{prefix}{name}": Row(error, **more) for name in names}


DOUBTFUL = (408, 500, 502, 503, 504, 520, 521, 522, 523, 524, 525, 526, 530)
LIMITED = tuple(
    f"429-{hint}"
    for hint in (
        *("seconds", "date", "past-date", "fractional", "negative", "absurd", "garbage"),
        *("missing", "epoch-reset", "message-only"),
    )
)
SPOILT = (
    *("200-html", "truncated-json", "empty-body", "null-body", "array-body"),
    *("bad-gzip", "bad-utf8", "half-body"),
)
CUT = ("reset", "disconnect", "timeout")
CUT_SUBMITS = {when: [f"{how}-{when}-accept" for how in CUT] for when in ("before", "after")}
BROKEN_AFTER = [f"{status}-after-accept" for status in (500, 502, 504, 520)]
REFUSALS: dict[str, type[PerplexityJobsError]] = {
    "400": BadRequestError,
    "403": PermissionDeniedError,
    "422": UnprocessableEntityError,
    "401-json": AuthenticationError,
    "401-html": AuthenticationError,
}


def common(operation: str) -> Rows:
    """What every request must have, and what its outcome must be."""
    jobs = int(operation != "submit")
    conflict = JobPollError if operation == "get" else ConflictError
    return {
        **rows(f"{operation}-", [*DOUBTFUL, *LIMITED, *SPOILT, "503-retry-after", "slow"]),
        **{f"{operation}-{name}": Row(error, jobs=jobs) for name, error in REFUSALS.items()},
        f"{operation}-409": Row(conflict, jobs=jobs),
    }


SUBMIT = {
    "sonar": {
        **common("submit"),
        **rows("submit-", [*CUT_SUBMITS["before"], *CUT_SUBMITS["after"], *BROKEN_AFTER]),
        **rows("submit-", ["307-after-accept", "409-after-accept", "without-id"]),
        "redirect-same-host": Row(),
        **rows("", ["insufficient-quota", "out-of-credit"], InsufficientQuotaError, jobs=0, requests=1),
        "organization-key": Row(PermissionDeniedError, jobs=0, requests=1),
        "redirect-other-host": Row(APIStatusError, jobs=0, requests=1),
        **rows(
            "",
            ["endpoint-retired", "agent-migration-required", "retired-in-code"],
            EndpointRetiredError,
            jobs=0,
            requests=1,
        ),
    },
    "agent": {
        # Turned away at the door, sent again: one job. A body that is lost: its headers tell the id.
        **common("submit"),
        "submit-without-id": Row(),
        # A page of a gateway does not tell the id; and nothing says whether a job was made.
        "submit-200-html": Row(SubmitUncertainError),
        **rows("submit-", [*DOUBTFUL, 409, *CUT_SUBMITS["before"]], SubmitUncertainError, jobs=0),
        **rows("redirect-", ["other-host", "same-host"], SubmitUncertainError, jobs=0),
        **rows("submit-", [*CUT_SUBMITS["after"], *BROKEN_AFTER], SubmitUncertainError),
        **rows("submit-", ["307-after-accept", "409-after-accept"], SubmitUncertainError),
        **rows("", ["insufficient-quota", "out-of-credit"], InsufficientQuotaError, jobs=0),
        "organization-key": Row(PermissionDeniedError, jobs=0),
    },
}

GET = {
    **common("get"),
    **rows("get-", [*CUT, "list-body", "wrong-id", "404-early"]),
    "get-404-late": Row(JobExpiredError),
    **rows("", ["fail", "failed-without-message"], JobFailedError),
    **rows("", ["never-starts", "never-ends"], JobTimeoutError),
    **rows("status-", ["unknown", "lowercase", "null", "missing", "backwards"]),
    **rows(
        "completed-",
        ["without-response", "bad-response", "truncated-response", "empty-choices", "null-content", "length"],
        JobResultMissingError,
    ),
    "completed-filtered": Row(JobResultMissingError),
    **rows("completed-", ["old-body", "new-body"]),
    "stale-get": Row(),
    "unknown-status-ended": Row(JobFailedError),
}
OF_THE_AGENT_API = {
    "cancelled": Row(JobCancelledError),
    **rows("", ["incomplete", "incomplete-without-text", "requires-action"], JobResultMissingError),
    **rows("", ["unknown-items", "people-and-finance", "pages-only"]),
    "unknown-status-ended": Row(JobResultMissingError),
}

LIST = {
    **common("list"),
    **rows("list-", [*CUT, "get-body", "empty-page", "page-500", "short-page", "unordered", "null-requests"]),
    **rows("list-", ["reused-token", "without-token-field", "empty-token", "bad-item", "unicode-token"]),
    "list-without-parameters": Row(),
    **rows("list-", ["token-loop", "abab-loop", "repeated-page"], PaginationError),
    "list-page-401": Row(AuthenticationError),
    "list-refused": Row(PermissionDeniedError),
}

CANCEL = {
    **common("cancel"),
    **rows("cancel-", [*CUT, "ignored"]),
    "cancel-404": Row(NotFoundError),
    "cancel-too-late": Row(BadRequestError),  # the simulator says so of a job that goes on
}


def shown(api: str) -> list[str]:
    """The faults that an API can show."""
    return [name for name, fault in FAULTS.items() if fault.api in ("any", api)]


def each(table: dict[str, Rows]) -> dict[str, tuple[str, str, Row]]:
    """The rows of both APIs that can be shown."""
    return {
        f"{api}-{fault}": (api, fault, row)
        for api, of_api in table.items()
        for fault, row in of_api.items()
        if fault in shown(api)
    }


WAITS = {"sonar": GET, "agent": {**GET, **OF_THE_AGENT_API}}


def test_the_table_has_a_row_for_every_fault() -> None:
    """A fault that the simulator learns must be given an outcome here."""
    assert {*SUBMIT["sonar"], *WAITS["sonar"], *LIST} >= {
        name for name in shown("sonar") if FAULTS[name].operation != "cancel"
    }
    assert {*SUBMIT["agent"], *WAITS["agent"], *CANCEL} >= {
        name for name in shown("agent") if FAULTS[name].operation != "list"
    }
    assert {*SUBMIT["sonar"], *SUBMIT["agent"], *WAITS["agent"], *LIST, *CANCEL} == set(FAULTS)


def _attempt(work: Any) -> PerplexityJobsError | None:
    try:
        work()
    except PerplexityJobsError as error:
        return error
    return None


@pytest.mark.parametrize(("api", "fault", "row"), each(SUBMIT).values(), ids=each(SUBMIT))
def test_a_fault_of_submit(
    api: str, fault: str, row: Row, connect: ClientFactory, clock: ManualClock
) -> None:
    """There is one job, or an error with the reason; without a key a doubt is raised at once."""
    with Simulator(clock=clock, fault=fault) as sim:
        client = connect(sim, api=api, request_timeout=patience(fault))
        error = _attempt(lambda: client.run(QUESTION, "sonar"))
        assert type(error) is (row.error or type(None)), error
        assert len(sim.jobs) == row.jobs
        assert row.requests in (None, len(sim.requests))
        if api == "sonar":
            assert len(sim.submits) <= 1, "every repetition carries the same key"
            assert error is None or error.idempotency_key in sim.submits
        elif isinstance(error, SubmitUncertainError):
            # On a busy machine a first attempt may end before there is a connection; that one did nothing.
            assert sim.submits.total() == 1 <= error.attempts
            assert error.request == "POST /v1/agent"
            assert error.__cause__ is not None
            assert error.sent_at is not None
            assert QUESTION not in str(error)


@pytest.mark.parametrize(("concurrency", "api", "fault", "row"), by_turns(each(WAITS)))
def test_a_fault_of_a_wait(
    api: str, fault: str, row: Row, connect: ClientFactory, clock: ManualClock
) -> None:
    """A wait bears what passes; what ends it names the job and how to pick it up."""
    with Simulator(clock=clock, fault=fault) as sim:
        client = connect(sim, api=api, request_timeout=patience(fault))
        job = client.submit(QUESTION, "sonar")
        error = _attempt(lambda: job.wait(timeout=3600.0).result())
        assert type(error) is (row.error or type(None)), error
        assert len(sim.jobs) == 1
        if error is not None:
            assert error.job_id == job.id
            assert job.id in str(error) + "".join(getattr(error, "__notes__", ()))


@pytest.mark.parametrize(("concurrency", "fault"), by_turns({fault: (fault,) for fault in LIST}))
def test_a_fault_of_the_list(fault: str, connect: ClientFactory, clock: ManualClock) -> None:
    """Every job is listed once, or the error has the token to continue with."""
    with Simulator(clock=clock) as sim:
        client = connect(sim, request_timeout=patience(fault))
        made = {client.submit(f"Question {n}", "sonar").id for n in range(12)}
        sim.fault = fault
        seen: list[str] = []
        error = _attempt(lambda: seen.extend(job.id for job in client.iter(limit=5)))
        assert type(error) is (LIST[fault].error or type(None)), error
        assert len(seen) == len(set(seen))
        if error is None:
            assert set(seen) == made
        elif not isinstance(error, PaginationError):
            sim.fault = None
            seen.extend(job.id for job in client.iter(limit=5, next_token=error.next_token))
            assert set(seen) == made


@pytest.mark.parametrize(("concurrency", "fault"), by_turns({fault: (fault,) for fault in CANCEL}))
def test_a_fault_of_a_cancel(fault: str, connect: ClientFactory, clock: ManualClock) -> None:
    """A cancel is retried: transient faults pass, others are raised."""
    with Simulator(clock=clock, fault=fault) as sim:
        client = connect(sim, api="agent", request_timeout=patience(fault))
        job = client.submit(QUESTION)
        error = _attempt(job.cancel)
        assert type(error) is (CANCEL[fault].error or type(None)), error
        if error is None and fault not in ("cancel-too-late", "cancel-ignored"):
            assert job.wait().status is JobStatus.CANCELLED


@pytest.mark.parametrize(
    ("fault", "expected"),
    [
        ("submit-500-always", APIStatusError),
        ("submit-reset-before-accept-always", APIConnectionError),
        ("submit-timeout-after-accept-always", APITimeoutError),
        ("submit-200-html-always", APIResponseValidationError),
    ],
)
def test_a_submit_that_never_answers_can_be_taken_up_again(
    fault: str, expected: type[PerplexityJobsError], connect: ClientFactory, clock: ManualClock
) -> None:
    """After the retries the error holds the key, and the same key later brings the one job."""
    with Simulator(clock=clock, fault=fault) as sim:
        client = connect(sim, request_timeout=patience(fault))
        error = _attempt(lambda: client.submit(QUESTION))
        assert isinstance(error, expected)
        assert len(sim.requests) == 3, "one attempt and two retries"
        assert "cannot buy a second one" in "".join(error.__notes__)
        sim.fault = None
        client.submit(QUESTION, idempotency_key=error.idempotency_key)
        assert len(sim.jobs) == 1


def test_nobody_listens(connect: ClientFactory, clock: ManualClock) -> None:
    """A refused connection is raised as such, after the retries."""
    with Simulator(clock=clock) as sim:
        address = sim.url
    error = _attempt(lambda: connect(address).submit(QUESTION))
    assert type(error) is APIConnectionError
    assert clock.monotonic() > 0, "it was tried again after a pause"
    assert not hasattr(error, "__notes__"), "nothing was sent, so there is no job"


def test_a_service_that_comes_back_during_a_wait(connect: ClientFactory, clock: ManualClock) -> None:
    """A restart of the service in the middle of a wait does not end it."""
    with Simulator(clock=clock) as sim:
        client = connect(sim)
        job = client.submit(QUESTION)

        def restart(progress: Any) -> None:
            if progress.polls == 1:
                sim.stop()
            elif progress.error is not None:
                sim.start()

        assert job.wait(on_update=restart).text
