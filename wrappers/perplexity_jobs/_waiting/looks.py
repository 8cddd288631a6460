"""The requests of a wave (`GetJob`, `GetPage`), and `WaitingJob`: when a job is next asked for."""

from __future__ import annotations

import math
from typing import Generic, TypeAlias

from attrs import define, frozen

from .._core.poll import FIRST_LOOK, J, Poll


@frozen
class GetJob:
    """A request for one job."""

    job_id: str


@frozen
class GetPage:
    """A request for a page of the list; a token of None is the first page."""

    limit: int | None
    token: str | None


Look: TypeAlias = GetJob | GetPage


@frozen
class Wave:
    """Requests to make at the same time, each within `budget` seconds; `Plan.observe` takes the outcomes."""

    looks: tuple[Look, ...]
    budget: float


@define(eq=False)
class WaitingJob(Generic[J]):
    """One waiting job.

    Attributes:
        poll: counts its looks and failures, with the rules of a single wait.
        due: when to look next.
        ended: whether the list says that it has ended; only its result is missing.
        alone: whether the next look is a request for this job alone, since no page would do.
        listed_age: its age when a page last showed it as unfinished, or None.
    """

    poll: Poll[J]
    due: float
    ended: bool
    alone: bool
    listed_age: float | None = None

    @property
    def end(self) -> float:
        """Until when the job may be looked at."""
        first = -math.inf if self.poll.polls else self.poll.started + FIRST_LOOK
        return max(self.poll.deadline, first)
