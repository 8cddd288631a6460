"""One job as an adapter read it, and when it was seen: what a snapshot is made of."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from attrs import field, frozen

from ._status import JobStatus


class ResultError(ValueError):
    """The result in this body does not fit the document; the text says why."""


@frozen
class JobData:
    """One job as an API's adapter read it; times in epoch seconds.

    `ended` is the adapter's decision that nothing more will change, `partial` marks the summaries of
    lists, which never hold a result.
    """

    id: str
    raw_status: str | None
    status: JobStatus
    ended: bool
    raw: Mapping[str, Any] = field(repr=False)
    model: str | None = None
    created_at: float | None = None
    started_at: float | None = None
    completed_at: float | None = None
    failed_at: float | None = None
    error_message: str | None = field(default=None, repr=False)
    partial: bool = False


@frozen
class Sighting:
    """When a snapshot was taken.

    Attributes:
        at: on the local monotonic clock, in seconds.
        age: of the job then, in seconds, by the service's clock where it told it; None where unknown.
        submitted_at: when this process submitted the job, on the local monotonic clock, or None.
    """

    at: float
    age: float | None
    submitted_at: float | None = None
