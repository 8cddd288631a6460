"""The settings of a run, checked before anything is opened or sent."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from math import isnan
from typing import TYPE_CHECKING, Any

from attrs import field, frozen

from .._values.clock import check_seconds
from .results.result import BatchResult
from .results.summary import BatchProgress

if TYPE_CHECKING:
    from .._core.poll_policy import PollPolicy


@frozen(kw_only=True)
class Options:
    """What `Batch.run` was asked for; it documents each of them."""

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
