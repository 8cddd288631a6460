"""Every fault that the simulator knows for the Agent API, through both clients.

No key protects a submit here: a request is repeated only where it made no job for certain.
"""

from __future__ import annotations

from typing import Any

import pytest
from attrs import frozen

from perplexity_jobs import (
    APIStatusError,
    AuthenticationError,
    BadRequestError,
    ConflictError,
    InsufficientQuotaError,
    JobCancelledError,
    JobExpiredError,
    JobFailedError,
    JobPollError,
    JobResultMissingError,
    JobStatus,
    JobTimeoutError,
    NotFoundError,
    PermissionDeniedError,
    PerplexityJobsError,
    SubmitUncertainError,
    UnprocessableEntityError,
)
from perplexity_jobs.simulator import FAULTS, ManualClock, Simulator

from ..conftest import ClientFactory, patience

QUESTION = "What is known about tides?"


@frozen
class Row:
    """What a fault leads to: an answer (None) or an error; and how many jobs the service has then."""

    error: type[PerplexityJobsError] | None = None
    jobs: int = 1


HINTS = (
    *("seconds", "date", "past-date", "fractional", "negative", "absurd", "garbage"),
    *("missing", "epoch-reset", "message-only"),
)
DOUBTFUL = (408, 500, 502, 503, 504, 520, 521, 522, 523, 524, 525, 526, 530)
SPOILT = (
    *("200-html", "truncated-json", "empty-body", "null-body", "array-body"),
    *("bad-gzip", "bad-utf8", "half-body"),
)
REFUSALS: dict[str, type[PerplexityJobsError]] = {
    "400": BadRequestError,
    "403": PermissionDeniedError,
    "422": UnprocessableEntityError,
    "401-json": AuthenticationError,
    "401-html": AuthenticationError,
}

SUBMIT = {
    # Turned away at the door: sent again, one job.
    **{f"submit-429-{hint}": Row() for hint in HINTS},
    "submit-503-retry-after": Row(),
    # Nothing says whether a job was made, so that nothing is sent again.
    **{f"submit-{status}": Row(SubmitUncertainError, jobs=0) for status in DOUBTFUL},
    "submit-409": Row(SubmitUncertainError, jobs=0),
    **{f"submit-{status}-after-accept": Row(SubmitUncertainError) for status in (307, 409)},
    "redirect-other-host": Row(SubmitUncertainError, jobs=0),
    "redirect-same-host": Row(SubmitUncertainError, jobs=0),
    # The headers of what was accepted tell the id of the job, but not those of a page of a gateway.
    **{f"submit-{how}": Row() for how in (*SPOILT, "without-id")},
    "submit-200-html": Row(SubmitUncertainError),
    "submit-slow": Row(),
    **{
        f"submit-{how}-{when}-accept": Row(SubmitUncertainError, jobs=int(when == "after"))
        for how in ("reset", "disconnect", "timeout")
        for when in ("before", "after")
    },
    **{f"submit-{status}-after-accept": Row(SubmitUncertainError) for status in (500, 502, 504, 520)},
    # Refusals that stay.
    **{f"submit-{name}": Row(error, jobs=0) for name, error in REFUSALS.items()},
    "insufficient-quota": Row(InsufficientQuotaError, jobs=0),
    "out-of-credit": Row(APIStatusError, jobs=0),
    "organization-key": Row(PermissionDeniedError, jobs=0),
}

GET = {
    **{f"get-429-{hint}": Row() for hint in HINTS},
    "get-503-retry-after": Row(),
    "get-409": Row(JobPollError),
    **{f"get-{status}": Row() for status in DOUBTFUL},
    **{f"get-{how}": Row() for how in (*SPOILT, "slow")},
    **{f"get-{name}": Row(error) for name, error in REFUSALS.items()},
    **{f"get-{how}": Row() for how in ("reset", "disconnect", "timeout", "wrong-id", "list-body")},
    "get-404-early": Row(),
    "get-404-late": Row(JobExpiredError),
    "fail": Row(JobFailedError),
    "failed-without-message": Row(JobFailedError),
    "cancelled": Row(JobCancelledError),
    "incomplete": Row(JobResultMissingError),
    "incomplete-without-text": Row(JobResultMissingError),
    "requires-action": Row(JobResultMissingError),
    "unknown-items": Row(),
    "people-and-finance": Row(),
    "pages-only": Row(),
    "never-starts": Row(JobTimeoutError),
    "never-ends": Row(JobTimeoutError),
    **{f"status-{kind}": Row() for kind in ("unknown", "null", "missing", "backwards")},
    "unknown-status-ended": Row(JobResultMissingError),
    **{
        f"completed-{kind}": Row(JobResultMissingError)
        for kind in (
            "without-response",
            "bad-response",
            "empty-choices",
            "null-content",
        )
    },
}

CANCEL = {
    **{f"cancel-429-{hint}": Row() for hint in HINTS},
    "cancel-503-retry-after": Row(),
    "cancel-409": Row(ConflictError),
    **{f"cancel-{status}": Row() for status in DOUBTFUL},
    **{f"cancel-{how}": Row() for how in (*SPOILT, "slow", "reset", "disconnect", "timeout")},
    **{f"cancel-{name}": Row(error) for name, error in REFUSALS.items()},
    "cancel-404": Row(NotFoundError),
    "cancel-too-late": Row(BadRequestError),  # the simulator says so of a job that goes on
    "cancel-ignored": Row(),
}


def ours() -> list[str]:
    """The faults that this API can show."""
    return sorted(
        name for name, fault in FAULTS.items() if fault.api in ("any", "agent") and fault.operation != "list"
    )


def test_the_table_has_a_row_for_every_fault() -> None:
    """A fault that the simulator learns must be given an outcome here."""
    assert sorted([*SUBMIT, *GET, *CANCEL]) == ours()


def _attempt(work: Any) -> PerplexityJobsError | None:
    try:
        work()
    except PerplexityJobsError as error:
        return error
    return None


@pytest.mark.parametrize("fault", SUBMIT)
def test_a_fault_of_submit(fault: str, connect: ClientFactory, clock: ManualClock) -> None:
    """There is one job at most; a doubt about it is an error of its own, and ends the submit at once."""
    with Simulator(clock=clock, fault=fault) as sim:
        client = connect(sim, api="agent", request_timeout=patience(fault))
        error = _attempt(lambda: client.run(QUESTION))
        assert type(error) is (SUBMIT[fault].error or type(None)), error
        assert len(sim.jobs) == SUBMIT[fault].jobs
        if isinstance(error, SubmitUncertainError):
            # On a busy machine a first attempt may end before there is a connection; that one did nothing.
            assert sim.submits.total() == 1 <= error.attempts
            assert error.request == "POST /v1/agent"
            assert error.__cause__ is not None
            assert error.sent_at is not None
            assert QUESTION not in str(error)


@pytest.mark.parametrize("fault", GET)
def test_a_fault_of_a_wait(fault: str, connect: ClientFactory, clock: ManualClock) -> None:
    """A wait bears what passes; what ends it names the job and how to pick it up."""
    with Simulator(clock=clock, fault=fault) as sim:
        client = connect(sim, api="agent", request_timeout=patience(fault))
        job = client.submit(QUESTION)
        error = _attempt(lambda: job.wait(timeout=3600.0).result())
        assert type(error) is (GET[fault].error or type(None)), error
        assert len(sim.jobs) == 1
        if error is not None:
            assert error.job_id == job.id
            assert job.id in str(error) + "".join(getattr(error, "__notes__", ()))


@pytest.mark.parametrize("fault", CANCEL)
def test_a_fault_of_a_cancel(fault: str, connect: ClientFactory, clock: ManualClock) -> None:
    """Asking for the end may be repeated: what passes is borne, what stays is told."""
    with Simulator(clock=clock, fault=fault) as sim:
        client = connect(sim, api="agent", request_timeout=patience(fault))
        job = client.submit(QUESTION)
        error = _attempt(job.cancel)
        assert type(error) is (CANCEL[fault].error or type(None)), error
        if error is None and fault not in ("cancel-too-late", "cancel-ignored"):
            assert job.wait().status is JobStatus.CANCELLED
