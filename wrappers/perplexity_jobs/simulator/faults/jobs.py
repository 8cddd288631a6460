"""Faults of a job's state: statuses, times and errors that are wrong, unknown, missing or contradictory."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ..fault import register
from ..service import Context

if TYPE_CHECKING:
    from collections.abc import Callable

Fields = dict[str, Any]


def _in(*statuses: str) -> Callable[[Context], bool]:
    """A condition: the job really is in one of these phases."""

    def when(context: Context) -> bool:
        return context.job is not None and context.job.phase in statuses

    return when


ended: Callable[[Context], bool] = _in("ended")
"""A condition: the job has ended."""


def completed(context: Context) -> bool:
    """A condition: the job has a result."""
    return ended(context) and context.job is not None and context.job.cancelled_after is None


def of_agent(fields: Fields) -> bool:
    """Whether these are the fields of a response of the Agent API."""
    return fields.get("object") == "response"


_RUNNING = {
    "started_at": None,
    "completed_at": None,
    "failed_at": None,
    "error_message": None,
    "response": None,
}


def unended(context: Context, fields: Fields, *, started: bool) -> Fields:
    """The fields of a job that has not ended."""
    if of_agent(fields):
        status = "in_progress" if started else "queued"
        seen = fields["created_at"] if context.job is None else context.job.moment(context.job.age)
        return {
            **fields,
            "created_at": seen,
            "status": status,
            "model": fields["model"] if context.job is None else context.job.model,
            "completed_at": None,
            "output": [],
            "usage": None,
        }
    at = context.job.moment(context.job.starts_after) if started and context.job is not None else None
    status = "IN_PROGRESS" if started else "CREATED"
    return {**fields, **only(fields, _RUNNING), "started_at": at, "status": status}


def cut_at(context: Context) -> int | None:
    """The length to which a result's text is cut; None for a text that a test prescribes."""
    return None if context.job is not None and context.job.answer is not None else 400


def only(fields: Fields, changes: Fields) -> Fields:
    """The changes whose fields exist: a list has fewer fields than a get."""
    return {name: value for name, value in changes.items() if name in fields}


def _failed(fields: Fields, message: str | None) -> Fields:
    """The fields of a failed job."""
    if of_agent(fields):
        error = message and {"message": message, "type": "server_error", "code": "server_error"}
        return {**fields, "status": "failed", "output": [], "usage": None, "error": error}
    changes = {"completed_at": None, "response": None, "error_message": message}
    return {
        **fields,
        **only(fields, changes),
        "status": "FAILED",
        "failed_at": fields["completed_at"],
    }


@register("fail", "the job ends FAILED (failed), with a message", "any", "view", times=None, when=ended)
def _fail(context: Context, fields: Fields) -> Fields:
    own = None if context.job is None or context.job.answer is None else context.job.answer.error
    return _failed(fields, "The simulated research came to no result." if own is None else own)


@register(
    "failed-without-message",
    "the job ends FAILED, without a message",
    "any",
    "view",
    times=None,
    when=ended,
)
def _fail_silently(context: Context, fields: Fields) -> Fields:
    return _failed(fields, None)


@register(
    "never-starts",
    "the job stays CREATED (queued) for ever",
    "any",
    "view",
    times=None,
    when=_in("running", "ended"),
)
def _never_starts(context: Context, fields: Fields) -> Fields:
    return unended(context, fields, started=False)


@register("never-ends", "the job stays IN_PROGRESS for ever", "any", "view", times=None, when=ended)
def _never_ends(context: Context, fields: Fields) -> Fields:
    return unended(context, fields, started=True)


@register(
    "stale-get",
    "get says IN_PROGRESS twice after the list has said COMPLETED",
    "get",
    "view",
    times=2,
    api="sonar",
    when=ended,
)
def _stale(context: Context, fields: Fields) -> Fields:
    return unended(context, fields, started=True)


@register(
    "status-unknown",
    "a running job has the status `RETHINKING`",
    "any",
    "view",
    times=None,
    when=_in("running"),
)
def _unknown(context: Context, fields: Fields) -> Fields:
    return {**fields, "status": "RETHINKING"}


@register("status-lowercase", "every status is written in lower case", "any", "view", times=None, api="sonar")
def _lowercase(context: Context, fields: Fields) -> Fields:
    return {**fields, "status": fields["status"].lower()}


@register(
    "status-null",
    "the status of a running job is null",
    "any",
    "view",
    times=None,
    when=_in("waiting", "running"),
)
def _null(context: Context, fields: Fields) -> Fields:
    return {**fields, "status": None}


@register(
    "status-missing",
    "a running job has no `status` at all",
    "any",
    "view",
    times=None,
    when=_in("waiting", "running"),
)
def _missing(context: Context, fields: Fields) -> Fields:
    return {name: value for name, value in fields.items() if name != "status"}


@register(
    "status-backwards",
    "every second poll of a running job shows CREATED (queued)",
    "get",
    "view",
    times=None,
    when=_in("running"),
)
def _backwards(context: Context, fields: Fields) -> Fields:
    return unended(context, fields, started=False) if context.nth % 2 else fields


@register(
    "unknown-status-ended",
    "the job ends with the status `EXPIRED`, a time and a message",
    "any",
    "view",
    times=None,
    when=ended,
)
def _unknown_end(context: Context, fields: Fields) -> Fields:
    status = "expired" if of_agent(fields) else "EXPIRED"
    return {**_failed(fields, "The job was given up by the operator."), "status": status}
