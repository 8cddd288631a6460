"""The results of items that may have been bought although no job id arrived.

They exist only where the API has no idempotency key: elsewhere the same request is sent again. Such an item
has a result like any other, so that it is reported once, counts as bought in every budget, and is never
submitted again by itself.
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from ..results.result import BatchResult, ResultStatus

if TYPE_CHECKING:
    from ..._values.errors import SubmitUncertainError
    from ..ledger.task import Task

_DECIDE = (
    "Look at the account's usage; resubmit_uncertain (--resubmit-uncertain) submits it again, knowingly."
)


def without_id(task: Task, error: SubmitUncertainError) -> BatchResult:
    """The result of an item whose request left and got no usable answer."""
    return task.without_answer(
        ResultStatus.UNCERTAIN, f"{error.message} Sent {_when(error.sent_at)}. {_DECIDE}"
    )


def cut_off(task: Task) -> BatchResult:
    """The result of an item at whose submission an earlier run was ended."""
    return task.without_answer(
        ResultStatus.UNCERTAIN,
        f"A run was ended while it submitted this, {_when(task.intended)}: there may be a job whose id did "
        "not arrive, and this API has neither an idempotency key nor a list to look it up in. " + _DECIDE,
    )


def _when(moment: float | None) -> str:
    if moment is None:
        return "at an unknown time"
    return datetime.fromtimestamp(moment, UTC).isoformat(timespec="seconds")
