"""What both adapters need to read a body: each field by itself, so that none of them costs the others."""

from __future__ import annotations

import sys
from collections.abc import Collection
from typing import Any

from .._core.response import BodyError
from .._values.job_data import JobData
from .._values.status import JobStatus
from .._values.text import shown

# The year 2100 in epoch seconds: what lies beyond it is in other units, or no time.
_NO_TIME = 4_102_444_800

_NOT_WHOLE = {
    JobStatus.FAILED: "it failed",
    JobStatus.CANCELLED: "it was cancelled",
    JobStatus.INCOMPLETE: "it ended before its answer was whole",
}


def job_of(
    body: Any, asked: str | None, *, ends: tuple[str, ...], error: object, partial: bool = False
) -> JobData:
    """A job from a decoded body; `BodyError` where it is none, or another one than asked for.

    A field that the document types differently is passed over rather than refused: the id of a job that is
    paid for must come through whatever stands beside it.

    Args:
        body: the decoded body.
        asked: the id that was asked for, or None after a submit.
        ends: fields that show an end where they are filled in and the status is not known.
        error: why the job failed, in the service's words, or None.
        partial: whether this is an entry of a list.
    """
    found = body.get("id", asked) if isinstance(body, dict) else None
    if not isinstance(found, str) or not found or ("id" not in body and "status" not in body):
        raise BodyError(f"{'an entry of the list' if partial else 'the body'} is no job: it has no id")
    if asked is not None and found != asked:
        raise BodyError(f"the body is that of another job, {shown(found)}")
    raw_status = body.get("status")
    status = JobStatus.read(raw_status)
    # A number is taken for a time: one that is none, such as Go's zero, shows no end.
    filled = (moment(value) if isinstance(value, int | float) else value for value in map(body.get, ends))
    shows_end = status is JobStatus.UNKNOWN and any(filled)
    return JobData(
        id=found,
        raw_status=raw_status if raw_status is None else str(raw_status),
        status=status,
        ended=status.is_terminal or shows_end,
        raw=body,
        model=word(body, "model") or None,
        created_at=moment(body.get("created_at")),
        started_at=moment(body.get("started_at")),
        completed_at=moment(body.get("completed_at")),
        failed_at=moment(body.get("failed_at")),
        error_message=error if error is None else str(error),
        partial=partial,
    )


def why_incomplete(
    data: JobData, text: str | None, reasoning: str | None, *, well: Collection[JobStatus], cut: str | None
) -> str | None:
    """Why the answer of a job that has ended is none to rely on, or None where it is whole.

    Args:
        data: of the job.
        text, reasoning: what it said.
        well: the states in which an answer is whole.
        cut: the service's word for what ended the text early, or None.
    """
    if data.status not in well:
        why = _NOT_WHOLE.get(data.status, f"it ended as {shown(data.raw_status)!r}")
        why += f" ({shown(data.error_message, 1000)})" if data.error_message else ""
    elif cut:
        why = f"its answer was cut off ({cut})"
    elif text is None:
        why = "the service sent no text with it"
    elif reasoning is not None and not text:
        why = "it ended within its reasoning, before the answer"
    else:
        return None
    return f"{why}; job.text holds what there is of it" if text else why


def moment(value: Any) -> float | None:
    """A time in epoch seconds, or None where the value makes no sense as one; 0 means that none was set."""
    return float(value) if type(value) in (int, float) and 0 < value < _NO_TIME else None


def item(body: Any, name: str) -> Any:
    """A field of an object; None where it is absent or the body is no object."""
    return body.get(name) if isinstance(body, dict) else None


def word(body: Any, name: str) -> str | None:
    """A field that holds text; None where it is absent or holds something else."""
    value = body.get(name) if isinstance(body, dict) else None  # asked often: without a call of `item`
    return value if isinstance(value, str) else None


def count(body: Any, name: str) -> int | None:
    """A field that holds a whole number from 0; None where it is absent or holds something else."""
    value = item(body, name)
    return value if type(value) is int and value >= 0 else None


def usd(body: Any, name: str) -> float | None:
    """A field that holds a cost; None where it is absent or holds something else."""
    value = item(body, name)
    return float(value) if type(value) in (int, float) and 0 <= value <= sys.float_info.max else None


def cost_parts(cost: Any) -> dict[str, float]:
    """The parts of a cost in USD under the service's names, without the sum."""
    names = cost if isinstance(cost, dict) else ()
    return {name: part for name in names if name != "total_cost" and (part := usd(cost, name)) is not None}


def list_of(body: Any, name: str) -> list[Any]:
    """A field that holds a list; empty where it is absent or holds something else."""
    value = item(body, name)
    return value if isinstance(value, list) else []
