"""An item on its way: what the ledger knows of it, and what its result takes from it."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any

from attrs import frozen

from ..questions.items import wanted_model
from ..results.result import BatchResult, ResultStatus


@frozen
class Task:
    """An item that is to be worked on, as far as it has got; times in epoch seconds."""

    seq: int
    id: str
    request: str
    metadata: str
    attempt: int
    key: str | None
    job_id: str | None
    submitted: float | None
    intended: float | None

    @property
    def wanted_model(self) -> str | None:
        """The effort level or model asked for: what costs are counted by, whatever the service calls it."""
        return wanted_model(json.loads(self.request))

    def identity(self) -> dict[str, Any]:
        """What every result of the item carries."""
        return {
            "id": self.id,
            "attempt": self.attempt,
            "question": json.loads(self.request)["question"],
            "metadata": json.loads(self.metadata),
        }

    def without_answer(self, status: ResultStatus, error: str) -> BatchResult:
        """The result where there is none from the service."""
        return BatchResult(
            **self.identity(), status=status, job_id=self.job_id, model=self.wanted_model, error=error
        )

    def uncertain(self, why: str, sent: float | None) -> BatchResult:
        """The result where a job may have been bought although no job id arrived.

        It exists only where the API has no idempotency key: elsewhere the same request is sent again. It is
        reported once, counts as bought in every budget, and is never submitted again by itself. `sent` is
        when the request left, in epoch seconds, or None.
        """
        when = "at an unknown time"
        if sent is not None:
            when = datetime.fromtimestamp(sent, UTC).isoformat(timespec="seconds")
        return self.without_answer(
            ResultStatus.UNCERTAIN,
            f"{why} Sent {when}. Look at the account's usage; resubmit_uncertain (--resubmit-uncertain) "
            "submits it again, knowingly.",
        )
