"""`Outcome`, what a caller gets from a client under a fault, and whether that is what it should get."""

from __future__ import annotations

from enum import Enum
from typing import Final, Literal, TypeAlias

from attrs import frozen

from perplexity_jobs.simulator import FAULTS, Fault

Work: TypeAlias = Literal["submit", "wait", "list"]
"""What a client is asked for while the fault is on."""

WORKS: Final[tuple[Work, ...]] = ("submit", "wait", "list")


class Kind(Enum):
    """What the caller gets, from best to worst; the value is how the page says it."""

    ANSWER = "what was asked for"
    TOLD = "an error of the client's own"
    FOREIGN = "an error of Python's"
    NOTHING = "nothing, and no error"
    PART = "a part, and no error"
    ENDLESS = "no end"


@frozen
class Outcome:
    """The outcome of one client under one fault.

    Attributes:
        kind: what the caller got.
        words: details, such as the name of the client's error.
        jobs: how many jobs the service has then; for a submit there should be one at most.
        requests: how many requests arrived at the service for it, or None where there is no end of them.
    """

    kind: Kind
    words: str
    jobs: int
    requests: int | None


# Faults under which no client can succeed, and should raise its own error. All others are transient.
_REFUSALS = frozenset(
    f"{operation}-{status}"
    for operation in ("submit", "get", "list")
    for status in ("400", "401-html", "401-json", "403", "409", "422")
)
_LASTING = _REFUSALS | {
    *(
        "insufficient-quota",
        "out-of-credit",
        "endpoint-retired",
        "agent-migration-required",
        "organization-key",
    ),
    *("retired-in-code",),
    *("redirect-other-host", "get-404-late", "fail", "failed-without-message", "never-starts", "never-ends"),
    *("unknown-status-ended", "completed-without-response", "completed-bad-response"),
    *("completed-truncated-response", "completed-empty-choices", "completed-null-content"),
    *("completed-length", "completed-filtered"),
    *("list-token-loop", "list-abab-loop", "list-repeated-page", "list-page-401", "list-refused"),
}


def lasts(fault: str) -> bool:
    """Whether no client can succeed while this fault is on."""
    return fault in _LASTING


def holds(fault: str, outcome: Outcome) -> bool:
    """Whether a client did what it should: succeed where possible, else raise an error class of its own.

    In no case does it buy a second job.
    """
    wanted = Kind.TOLD if lasts(fault) else Kind.ANSWER
    return outcome.kind is wanted and outcome.jobs <= 1


def faults_of(work: Work) -> list[Fault]:
    """The faults of the first API under which this is tried, in the registry's order."""
    return [
        fault
        for fault in FAULTS.values()
        if fault.api in ("any", "sonar") and fault.operation != "cancel" and _work_of(fault) == work
    ]


def _work_of(fault: Fault) -> Work:
    # What strikes every operation strikes the submit first; what changes the state of a job shows in a wait.
    if fault.stage == "view" or fault.operation == "get":
        return "wait"
    return "list" if fault.operation == "list" else "submit"
