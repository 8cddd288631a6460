"""`Task`, an item as read from the ledger, and the results that it can have without an answer."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any

from attrs import frozen

from ..questions.items import wanted_model
from ..results.result import BatchResult, ResultStatus


@frozen
class Task:
    """An item of the ledger with its request, idempotency key and job id; times in epoch seconds."""

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
        """The effort level or model asked for; costs are counted by it, even if the service names another."""
        return wanted_model(json.loads(self.request))

    def identity(self) -> dict[str, Any]:
        """The fields that every result of the item has."""
        return {
            "id": self.id,
            "attempt": self.attempt,
            "question": json.loads(self.request)["question"],
            "metadata": json.loads(self.metadata),
        }

    def without_answer(self, status: ResultStatus, error: str) -> BatchResult:
        """The result of an item that ends without an answer from the service."""
        return BatchResult(
            **self.identity(), status=status, job_id=self.job_id, model=self.wanted_model, error=error
        )

    def uncertain(self, why: str, sent: float | None) -> BatchResult:
        """The result of an item for which a job may have been bought although no job id arrived.

        It exists only where the API has no idempotency key, counts as bought in every budget, and is never
        submitted again by itself. `sent` is when the request left, in epoch seconds, or None.
        """
        when = "at an unknown time"
        if sent is not None:
            when = datetime.fromtimestamp(sent, UTC).isoformat(timespec="seconds")
        return self.without_answer(
            ResultStatus.UNCERTAIN,
            f"{why} Sent {when}. Look at the account's usage; resubmit_uncertain (--resubmit-uncertain) "
            "submits it again, knowingly.",
        )
