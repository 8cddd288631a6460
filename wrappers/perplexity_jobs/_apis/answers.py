"""What both adapters need to read the answer of a job that has ended."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from .._values.job_data import JobData
from .._values.status import JobStatus
from .reading import item, number

_NOT_WHOLE = {
    JobStatus.FAILED: "it failed",
    JobStatus.CANCELLED: "it was cancelled",
    JobStatus.INCOMPLETE: "it ended before its answer was whole",
}


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
        why = _NOT_WHOLE.get(data.status, f"it ended as {data.raw_status!r}")
        why += f" ({data.error_message})" if data.error_message else ""
    elif cut:
        why = f"its answer was cut off ({cut})"
    elif text is None:
        why = "the service sent no text with it"
    elif reasoning is not None and not text:
        why = "it ended within its reasoning, before the answer"
    else:
        return None
    return f"{why}; job.text holds what there is of it" if text else why


def count(body: Any, name: str) -> int | None:
    """A field that holds a whole number from 0; None where it is absent or holds something else."""
    value = item(body, name)
    return value if isinstance(value, int) and not isinstance(value, bool) and value >= 0 else None


def usd(body: Any, name: str) -> float | None:
    """A field that holds a cost; None where it is absent or holds something else."""
    value = number(item(body, name))
    return None if value is None or value < 0 else value


def list_of(body: Any, name: str) -> list[Any]:
    """A field that holds a list; empty where it is absent or holds something else."""
    value = item(body, name)
    return value if isinstance(value, list) else []
