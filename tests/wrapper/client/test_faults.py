"""Every fault that the simulator knows, through both clients: what passes is borne, what stays is told."""

from __future__ import annotations

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
    JobExpiredError,
    JobFailedError,
    JobPollError,
    JobResultMissingError,
    JobTimeoutError,
    PaginationError,
    PermissionDeniedError,
    PerplexityJobsError,
    UnprocessableEntityError,
)
from perplexity_jobs.simulator import FAULTS, ManualClock, Simulator

from ..conftest import ClientFactory, patience


@frozen
class Row:
    """What a fault leads to: an answer (None) or an error; and how many jobs the service has then."""

    error: type[PerplexityJobsError] | None = None
    jobs: int = 1
    requests: int | None = None


def _statuses(operation: str) -> dict[str, Row]:
    """The rows that every operation has; an error status comes once, 409 and the refusals for ever."""
    jobs = 0 if operation == "submit" else 1
    passing = [
        *(f"{status}" for status in (408, 500, 502, 503, 504, 520, 521, 522, 523, 524, 525, 526, 530)),
        *(
            f"429-{hint}"
            for hint in (
                *("seconds", "date", "past-date", "fractional", "negative", "absurd", "garbage"),
                *("missing", "epoch-reset", "message-only"),
            )
        ),
        *("503-retry-after", "200-html", "truncated-json", "empty-body", "null-body", "array-body"),
        *("bad-gzip", "bad-utf8", "half-body", "slow"),
    ]
    staying: dict[str, type[PerplexityJobsError]] = {
        "400": BadRequestError,
        "403": PermissionDeniedError,
        "422": UnprocessableEntityError,
        "401-json": AuthenticationError,
        "401-html": AuthenticationError,
        "409": JobPollError if operation == "get" else ConflictError,
    }
    return {
        **{f"{operation}-{name}": Row() for name in passing},
        **{f"{operation}-{name}": Row(error, jobs=jobs) for name, error in staying.items()},
    }


SUBMIT = {
    **_statuses("submit"),
    **{
        f"submit-{how}-{when}-accept": Row()
        for how in ("reset", "disconnect", "timeout")
        for when in ("before", "after")
    },
    **{f"submit-{status}-after-accept": Row() for status in (307, 409, 500, 502, 504, 520)},
    "submit-without-id": Row(),
    "insufficient-quota": Row(InsufficientQuotaError, jobs=0, requests=1),
    "out-of-credit": Row(APIStatusError, jobs=0, requests=1),
    "endpoint-retired": Row(EndpointRetiredError, jobs=0, requests=1),
    "agent-migration-required": Row(EndpointRetiredError, jobs=0, requests=1),
    "retired-in-code": Row(EndpointRetiredError, jobs=0, requests=1),
    "organization-key": Row(PermissionDeniedError, jobs=0, requests=1),
    "redirect-other-host": Row(APIStatusError, jobs=0, requests=1),
    "redirect-same-host": Row(),
}

GET = {
    **_statuses("get"),
    **{f"get-{how}": Row() for how in ("reset", "disconnect", "timeout", "list-body", "wrong-id")},
    "get-404-early": Row(),
    "get-404-late": Row(JobExpiredError),
    "fail": Row(JobFailedError),
    "failed-without-message": Row(JobFailedError),
    "never-starts": Row(JobTimeoutError),
    "never-ends": Row(JobTimeoutError),
    "stale-get": Row(),
    **{f"status-{kind}": Row() for kind in ("unknown", "lowercase", "null", "missing", "backwards")},
    "unknown-status-ended": Row(JobFailedError),
    **{
        f"completed-{kind}": Row(JobResultMissingError)
        for kind in (
            "without-response",
            "bad-response",
            "truncated-response",
            "empty-choices",
            "null-content",
            "length",
            "filtered",
        )
    },
    **{f"completed-{kind}": Row() for kind in ("old-body", "new-body")},
}

LIST = {
    **_statuses("list"),
    **{f"list-{how}": Row() for how in ("reset", "disconnect", "timeout", "get-body")},
    **{
        f"list-{kind}": Row()
        for kind in (
            *("empty-page", "page-500", "short-page", "unordered", "null-requests", "reused-token"),
            *("without-token-field", "empty-token", "bad-item", "unicode-token", "without-parameters"),
        )
    },
    **{f"list-{kind}": Row(PaginationError) for kind in ("token-loop", "abab-loop", "repeated-page")},
    "list-page-401": Row(AuthenticationError),
    "list-refused": Row(PermissionDeniedError),
}

# This API cannot cancel; `test_agent_faults` holds the faults of that.
OURS = sorted(
    name for name, fault in FAULTS.items() if fault.api in ("any", "sonar") and fault.operation != "cancel"
)


def test_the_table_has_a_row_for_every_fault() -> None:
    """A fault that the simulator learns must be given an outcome here."""
    assert sorted([*SUBMIT, *GET, *LIST]) == OURS


def _attempt(work: Any) -> PerplexityJobsError | None:
    try:
        work()
    except PerplexityJobsError as error:
        return error
    return None


def _check(error: PerplexityJobsError | None, row: Row, sim: Simulator) -> None:
    assert type(error) is (row.error or type(None)), error
    assert len(sim.jobs) == row.jobs
    assert row.requests in (None, len(sim.requests))


@pytest.mark.parametrize("fault", SUBMIT)
def test_a_fault_of_submit(fault: str, connect: ClientFactory, clock: ManualClock) -> None:
    """Whatever happens to a submit, the service has exactly one job, or none and the reason is told."""
    with Simulator(clock=clock, fault=fault) as sim:
        client = connect(sim, request_timeout=patience(fault))
        error = _attempt(lambda: client.run("What is known about tides?"))
        _check(error, SUBMIT[fault], sim)
        assert len(sim.submits) <= 1, "every repetition carries the same key"
        assert error is None or error.idempotency_key in sim.submits


@pytest.mark.parametrize("fault", GET)
def test_a_fault_of_a_wait(fault: str, connect: ClientFactory, clock: ManualClock) -> None:
    """A wait bears what passes; what ends it names the job and how to pick it up."""
    with Simulator(clock=clock, fault=fault) as sim:
        client = connect(sim, request_timeout=patience(fault))
        job = client.submit("What is known about tides?")
        error = _attempt(lambda: job.wait(timeout=3600.0).result())
        _check(error, GET[fault], sim)
        if error is not None:
            assert error.job_id == job.id
            assert job.id in str(error) + "".join(getattr(error, "__notes__", ()))


@pytest.mark.parametrize("fault", LIST)
def test_a_fault_of_the_list(fault: str, connect: ClientFactory, clock: ManualClock) -> None:
    """Every job is listed once, or the error carries the token to go on from."""
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
        error = _attempt(lambda: client.submit("What is known about tides?"))
        assert isinstance(error, expected)
        assert len(sim.requests) == 3, "one attempt and two retries"
        assert "cannot buy a second one" in "".join(error.__notes__)
        sim.fault = None
        client.submit("What is known about tides?", idempotency_key=error.idempotency_key)
        assert len(sim.jobs) == 1


def test_nobody_listens(connect: ClientFactory, clock: ManualClock) -> None:
    """A refused connection is told as such, after the retries."""
    with Simulator(clock=clock) as sim:
        address = sim.url
    error = _attempt(lambda: connect(address).submit("What is known about tides?"))
    assert type(error) is APIConnectionError
    assert clock.monotonic() > 0, "it was tried again after a pause"
    assert not hasattr(error, "__notes__"), "nothing was sent, so there is no job"


def test_a_service_that_comes_back_during_a_wait(connect: ClientFactory, clock: ManualClock) -> None:
    """A restart of the service in the middle of a wait does not end it."""
    with Simulator(clock=clock) as sim:
        client = connect(sim)
        job = client.submit("What is known about tides?")

        def restart(progress: Any) -> None:
            if progress.polls == 1:
                sim.stop()
            elif progress.error is not None:
                sim.start()

        assert job.wait(on_update=restart).text
