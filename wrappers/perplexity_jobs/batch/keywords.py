"""The types of what `Batch.run` takes; read by type checkers and editors only, never at run time."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from typing import Any, TypedDict

from distributed import Client

from .._client.asynchronous import AsyncPerplexityJobs
from .._client.blocking import PerplexityJobs
from .._core.poll_policy import PollPolicy
from .results.result import BatchResult
from .results.summary import BatchProgress


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
    """Model and fields of the request for items that do not say otherwise."""
    max_cost: float | None
    """USD that the ledger's jobs may cost together, earlier runs included."""
    max_jobs: int | None
    """Jobs that may be bought, earlier runs included."""
    concurrency: int
    """Jobs in flight at once, 1000 where left out."""
    submit_rate: float | None
    """Jobs per minute that are submitted at most, ``inf`` for no limit; learned where left out."""
    job_timeout: float
    """Seconds from its submission that a job may take, 7200 where left out."""
    give_up_after: float
    """Seconds without any success after which the run ends, 900 where left out."""
    retry_failed: bool
    """Begin items anew whose last result is no answer, the uncertain ones aside."""
    resubmit_uncertain: bool
    """Submit items again of which nobody knows whether they were bought; each may then be bought twice."""
    poll: PollPolicy | None
    """How often to look at a job; by its model where left out."""
    scheduler: str | Client | None
    """A Dask scheduler (extra `dask`), for `Batch` only: splits the items over its workers."""
    on_result: Callable[[BatchResult], object] | None
    """Called with each result in the order in which they end, and awaited where it returns an awaitable."""
    on_progress: Callable[[BatchProgress], object] | None
    """Called about twice a second while something changes."""
