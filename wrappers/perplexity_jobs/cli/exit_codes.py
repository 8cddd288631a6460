"""Exit codes, and which error means which; docs/command-line.md lists them for people."""

from __future__ import annotations

from enum import IntEnum

from .._values.errors import (
    APIError,
    JobError,
    JobPollError,
    JobTimeoutError,
    NotFoundError,
    PerplexityJobsError,
    SubmitUncertainError,
)
from .streams import NoOutputError


class Code(IntEnum):
    """What a script learns from the exit code."""

    OK = 0
    NO_ANSWER = 1
    USAGE = 2
    BUDGET = 3
    SERVICE = 4
    STORAGE = 5
    TIME_OVER = 6
    UNCERTAIN = 7
    INTERRUPTED = 130
    UNREAD = 141


# A 404 to these is about the address, not about a job.
_OF_NO_JOB = ("ask", "submit", "list", "batch")


def code_of(error: BaseException, command: str = "") -> Code:
    """The exit code for an error that ended a command."""
    if isinstance(error, JobTimeoutError):
        return Code.TIME_OVER
    if isinstance(error, SubmitUncertainError):
        return Code.UNCERTAIN
    if isinstance(error, NotFoundError) and command not in _OF_NO_JOB:
        return Code.NO_ANSWER
    if isinstance(error, APIError | JobPollError):
        return Code.SERVICE
    if isinstance(error, JobError):
        return Code.NO_ANSWER
    if isinstance(error, NoOutputError) and error.unread:
        return Code.UNREAD
    if isinstance(error, OSError | NoOutputError):
        return Code.STORAGE
    if isinstance(error, PerplexityJobsError):
        # By name: the batch is an extra, and most commands need nothing of it.
        names = {kind.__name__ for kind in type(error).__mro__}
        return Code.STORAGE if names & {"LedgerError", "OutputError"} else Code.USAGE
    return Code.USAGE
