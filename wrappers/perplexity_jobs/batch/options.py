"""`RunOptions`, the keywords of `Batch.run`, and `Options`, the same with defaults and checked."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from math import isnan
from typing import TYPE_CHECKING, Any, TypedDict

from attrs import field, frozen

from .._values.clock import check_seconds
from .results.result import BatchResult
from .results.summary import BatchProgress

if TYPE_CHECKING:
    import os

    from distributed import Client

    from .._client.asynchronous import AsyncPerplexityJobs
    from .._client.blocking import PerplexityJobs
    from .._core.poll_policy import PollPolicy


class RunOptions(TypedDict, total=False):
    """Every keyword of a run."""

    client: AsyncPerplexityJobs | PerplexityJobs | None
    """Whose settings and API are used; a client of its own with `api_key` and `base_url` where left out."""
    api_key: str | None
    """As for a client."""
    base_url: str | None
    """As for a client."""
    out: str | os.PathLike[str] | None
    """A file to which each result is written as one line of JSON, exactly once."""
    defaults: Mapping[str, Any]
    """Model or effort level and fields of the request for items that do not say otherwise."""
    max_cost: float | None
    """USD that the ledger's jobs may cost together, earlier runs included."""
    max_jobs: int | None
    """Jobs that may be bought, earlier runs included."""
    concurrency: int
    """Jobs in flight at once, 1000 where left out."""
    submit_rate: float | None
    """Jobs per minute that are submitted at most, ``inf`` for no limit; learned from 429s where left out."""
    job_timeout: float
    """Seconds from its submission that a job may take, 7200 where left out."""
    give_up_after: float
    """Seconds without a usable answer after which the run ends, 900 where left out."""
    retry_failed: bool
    """Retry items whose last result is no answer, except the uncertain ones."""
    resubmit_uncertain: bool
    """Submit the uncertain items again; a job that was bought after all is then bought twice."""
    poll: PollPolicy | None
    """How often to poll a job; as the client where left out, else by the model."""
    scheduler: str | Client | None
    """A Dask scheduler (extra `dask`), for `Batch` only: splits the items over its workers."""
    on_result: Callable[[BatchResult], object] | None
    """Called with each result in the order in which they end, and awaited where it returns an awaitable."""
    on_progress: Callable[[BatchProgress], object] | None
    """Called at the beginning, twice a second, and at the end."""


# Keywords that only the opening of a run needs.
_OPENING = ("client", "api_key", "base_url", "out", "scheduler")


@frozen(kw_only=True)
class Options:
    """The settings of a run with their defaults; `RunOptions` says what each of them is."""

    defaults: Mapping[str, Any] = field(factory=dict)
    max_cost: float | None = None
    max_jobs: int | None = None
    concurrency: int = 1000
    submit_rate: float | None = None
    job_timeout: float = 7200.0
    give_up_after: float = 900.0
    retry_failed: bool = False
    resubmit_uncertain: bool = False
    poll: PollPolicy | None = None
    on_result: Callable[[BatchResult], object] | None = None
    on_progress: Callable[[BatchProgress], object] | None = None

    @classmethod
    def of(cls, given: RunOptions) -> Options:
        """The settings among the keywords of a run; ValueError or TypeError where one is wrong."""
        return cls(**{name: value for name, value in given.items() if name not in _OPENING})  # type: ignore[arg-type]

    def __attrs_post_init__(self) -> None:
        if self.concurrency < 1:
            raise ValueError("concurrency is the number of jobs in flight, at least 1.")
        if self.submit_rate is not None and not self.submit_rate > 0:
            raise ValueError("submit_rate is in jobs per minute and greater than 0; None learns it.")
        if self.max_cost is not None and (isnan(self.max_cost) or self.max_cost < 0):
            raise ValueError("max_cost is in USD and not negative; None means no limit.")
        if self.max_jobs is not None and self.max_jobs < 0:
            raise ValueError("max_jobs is not negative; None means no limit.")
        check_seconds("job_timeout", self.job_timeout)
        check_seconds("give_up_after", self.give_up_after)
        if not self.job_timeout > 0:
            raise ValueError("job_timeout is in seconds and greater than 0; inf is no limit.")
