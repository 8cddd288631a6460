"""One job as an adapter read it, and when it was seen: what a snapshot is made of.

Nobody changes one; they are not frozen for the reason given in `call`.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from attrs import define, evolve, field

from .status import JobStatus

# Seconds for which the service keeps a job: what seems older, or as far in the future, is misdated.
_KEPT = 7 * 86_400.0


def near(created: float | None, wall: float) -> float | None:
    """A time of creation that can be true at this time, else None."""
    return created if created is not None and abs(wall - created) <= _KEPT else None


@define
class Sighting:
    """When a snapshot was taken.

    Attributes:
        at: on the local monotonic clock, in seconds.
        age: of the job then, in seconds, by the service's clock where it told it; None where unknown.
        submitted_at: when this process submitted the job, on the local monotonic clock, or None.
        request_id: the ``x-request-id`` of the answer that brought it, or None.
    """

    at: float
    age: float | None
    submitted_at: float | None = None
    request_id: str | None = None


@define
class JobData:
    """One job as an API's adapter read it; times in epoch seconds.

    `ended` is the adapter's decision that nothing more will change, `partial` marks the summaries of
    lists, which never hold a result. `undated` says that `created_at` is no more than the time of the end.
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
    undated: bool = False

    def dated(
        self,
        past: tuple[JobData, Sighting | None] | None,
        *,
        at: float,
        wall: float,
        anew: bool,
        request_id: str | None = None,
    ) -> tuple[JobData, Sighting]:
        """The job with the earliest time known of it, and its age.

        Args:
            past: what an earlier snapshot of the same job was made of.
            at: the monotonic time.
            wall: the time of the body, in epoch seconds.
            anew: whether each body has a `created_at` of its own.
            request_id: of the answer that brought the job.
        """
        data, age = self, None
        first, seen = (past[0].created_at, past[1]) if past else (None, None)
        told = near(data.created_at, wall)
        if past and first is not None and (anew or told is None):
            told = min(first, told or first)
            data = evolve(data, created_at=told, undated=past[0].undated)
        if data.created_at is not None and not data.undated:
            # It grows whatever the service says, so that the looks become fewer.
            least = seen.age + at - seen.at if seen and seen.age is not None else 0.0
            age = max(least, wall - (told or wall))
        return data, Sighting(at, age, seen.submitted_at if seen else None, request_id)
