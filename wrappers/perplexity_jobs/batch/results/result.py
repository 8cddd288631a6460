"""`BatchResult`, the result of one item, and its JSON line in the results file.

A result is serialised once, when the end is known, and stored as text: every report, in this run or a later
one, is that text, byte for byte.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Mapping, Sequence
from datetime import datetime
from enum import StrEnum
from typing import Any

import attrs
from attrs import field, frozen

from ..._answers.result import Citation
from ..._core.job import JobBase, answer_of
from ..._values.errors import JobFailedError, JobResultMissingError
from ..._values.status import JobStatus


class ResultStatus(StrEnum):
    """How an item ended."""

    COMPLETED = "completed"
    """With an answer."""
    FAILED = "failed"
    """The service worked on it and failed."""
    NO_RESULT = "no_result"
    """The job ended without a usable answer: none was sent, it is incomplete, or the job waits for functions
    of the caller. What was sent is in the ledger."""
    REJECTED = "rejected"
    """The service, or this package, refused the request: nothing was bought."""
    EXPIRED = "expired"
    """The service does not know the job any more: chat completions are kept 7 days."""
    UNFINISHED = "unfinished"
    """The job had not ended within its timeout; a retry polls the same job and buys nothing."""
    UNCERTAIN = "uncertain"
    """The request was sent and no job id arrived, on an API without idempotency keys: it may be bought."""


_SETTLED = (ResultStatus.COMPLETED, ResultStatus.UNCERTAIN)
RETRYABLE = tuple(status for status in ResultStatus if status not in _SETTLED)
"""Statuses that `retry_failed` retries; uncertain items need `resubmit_uncertain`."""


@frozen(kw_only=True)
class BatchResult:
    """The result of one item; times are ISO 8601 in UTC, costs USD, durations seconds.

    Attributes:
        id: the caller's own name for the item.
        status: how it ended.
        attempt: 1, and one more with each retry; of several results of an id the last one counts.
        job_id: the service's id, or None where no job was made.
        model: that worked on it.
        question: what was asked: a text or messages.
        text: the answer, without the reasoning in front of it.
        citations: its sources.
        cost: as the service says.
        elapsed: from the creation of the job to its end.
        error: what went wrong, for people.
        metadata: the item's own.
        raw: the job's whole body, where it was asked for.
    """

    id: str
    status: ResultStatus
    attempt: int = 1
    job_id: str | None = None
    model: str | None = None
    question: str | Sequence[Mapping[str, Any]] = ""
    text: str | None = field(default=None, repr=False)
    citations: Sequence[Citation] = field(default=(), repr=False)
    usage: Mapping[str, Any] | None = field(default=None, repr=False)
    cost: float | None = None
    created_at: str | None = None
    ended_at: str | None = None
    elapsed: float | None = None
    error: str | None = None
    metadata: Mapping[str, Any] = field(factory=dict)
    raw: Mapping[str, Any] | None = field(default=None, repr=False)

    @property
    def ok(self) -> bool:
        """Whether there is an answer."""
        return self.status is ResultStatus.COMPLETED

    def to_json(self) -> str:
        """One line of JSON, without `raw`; what is not known is null."""
        value = attrs.asdict(self, recurse=False, filter=lambda a, _: a.name != "raw")
        value["citations"] = [
            {name: getattr(c, name) for name in ("number", "title", "url", "published", "snippet")}
            for c in self.citations
        ]
        text = json.dumps(value, ensure_ascii=False, allow_nan=False)
        # Half of a surrogate pair, which JSON can escape and UTF-8 cannot encode, is escaped.
        return text.encode("utf-8", "backslashreplace").decode()

    @classmethod
    def from_json(cls, line: str, raw: bytes | None = None) -> BatchResult:
        """The result that `to_json` wrote.

        Args:
            line: as written.
            raw: the body as the ledger keeps it.
        """
        value = json.loads(line)
        return cls(
            **{
                **value,
                "status": ResultStatus(value["status"]),
                "citations": tuple(Citation(**citation) for citation in value["citations"]),
                "raw": None if raw is None else json.loads(zlib.decompress(raw)),
            }
        )


def of_job(job: JobBase, *, id: str, attempt: int, question: Any, metadata: Mapping[str, Any]) -> BatchResult:
    """The result of a job that has ended."""
    status, error = ResultStatus.COMPLETED, None
    try:
        answer_of(job)
    except JobFailedError as problem:
        status, error = ResultStatus.FAILED, job.error_message or problem.message
    except JobResultMissingError as problem:
        status, error = ResultStatus.NO_RESULT, problem.message
        if job.status is JobStatus.UNKNOWN and job.error_message:
            status, error = ResultStatus.FAILED, job.error_message
    return BatchResult(
        id=id,
        status=status,
        attempt=attempt,
        job_id=job.id,
        model=job.model,
        question=question,
        text=job.text,
        citations=job.citations,
        usage=None if job.usage is None else attrs.asdict(job.usage),
        cost=_plausible(job.cost),
        created_at=_iso(job.created_at),
        ended_at=_iso(job.completed_at or job.failed_at),
        elapsed=_plausible(job.elapsed),
        error=error,
        metadata=metadata,
    )


def _plausible(value: float | None) -> float | None:
    """A plausible cost or duration; None for one that is negative, infinite or NaN."""
    return value if value is not None and 0 <= value <= 1e9 else None


def _iso(moment: datetime | None) -> str | None:
    return None if moment is None else moment.isoformat()
