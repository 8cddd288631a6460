"""What a `Plan` asks for and tells: plain values.

A plan says one `Step` at a time: something to do (`Wave`, `Rest`) or news (`Ended`, `Lost`).
"""

from __future__ import annotations

from typing import Generic, TypeAlias

from attrs import frozen

from .._core.job import J_co
from .._values.errors import PerplexityJobsError


@frozen
class GetJob:
    """Ask for one job."""

    job_id: str


@frozen
class GetPage:
    """Ask for a page of the list; a token of None is the first page."""

    limit: int | None
    token: str | None


Look: TypeAlias = GetJob | GetPage


@frozen
class PageView(Generic[J_co]):
    """A page as a plan needs it.

    Attributes:
        jobs: those that the plan waits for.
        count: how many jobs the page holds, those of others included.
        next_token: of the next page, or None on the last.
    """

    jobs: tuple[J_co, ...]
    count: int
    next_token: str | None


@frozen
class Wave:
    """Requests to make at the same time, each within `budget` seconds; `Plan.observe` takes the outcomes."""

    looks: tuple[Look, ...]
    budget: float


@frozen
class Rest:
    """Nothing to do for some seconds, unless a job is added."""

    seconds: float


@frozen
class Ended(Generic[J_co]):
    """A job has ended, or had before."""

    job: J_co


@frozen
class Lost:
    """A job is waited for no longer, for the reason that the error gives; it carries the `job_id`."""

    error: PerplexityJobsError


Step: TypeAlias = Wave | Rest | Ended[J_co] | Lost
