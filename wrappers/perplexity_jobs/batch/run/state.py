"""`RunState`, shared by the tasks of a run: counts, budget, rate limit, backoff, and why and when it ends.

However a run ends early, nothing new is begun, requests in flight are stored in the ledger, and results that
are known are reported.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine, Sequence
from typing import TYPE_CHECKING, Any

from ..._client.base import core_of
from ..._values.errors import PerplexityJobsError
from ..._values.log import logger
from ..._waiting.rate_limit import LOWEST_TIER, RateLimiter
from ..ledger.ledger import Ledger
from ..money.costs import Budget
from ..options import Options
from ..results.result import BatchResult
from ..results.summary import BatchProgress, Stop, time_left
from .backoff import Backoff

if TYPE_CHECKING:
    from ..._client.asynchronous import AsyncPerplexityJobs
    from ..._values.clock import Clock


class RunState:
    """The shared state of one run; its counts include those of earlier runs in the ledger.

    Attributes:
        unsent: the items that have no job yet, in the order in which to submit them.
        in_flight: jobs that are being submitted, or are at the service.
        ending: whether the run is to end before everything has.
        lost: jobs that were bought and could not be stored in the ledger.
    """

    def __init__(
        self, ledger: Ledger, client: AsyncPerplexityJobs, options: Options, seqs: Sequence[int]
    ) -> None:
        core = core_of(client)
        self.ledger: Ledger = ledger
        self.client: AsyncPerplexityJobs = client
        self.options: Options = options
        self.clock: Clock = core.clock
        self.unsent: list[int] = ledger.unsent(seqs)
        self.rates: RateLimiter = RateLimiter(options.submit_rate, LOWEST_TIER)
        self.backoff: Backoff = Backoff(options.give_up_after)
        self.budget: Budget = Budget(options.max_cost, options.max_jobs, core.api.name, ledger.costs())
        self.in_flight = 0
        self.error: BaseException | None = None
        self.stop: Stop = Stop.DONE
        self.ending: bool = False
        self.lost: list[str] = []
        counts = ledger.counts()
        to_end = len(self.unsent) + counts.get("submitted", 0)
        self._total = max(len(seqs), to_end)
        self._ended = self._total - to_end
        self._failed = max(0, self._ended - counts.get("completed", 0))
        self._ended_here = 0
        self._begun = self._waited = core.clock.monotonic()
        self._closed, self._changed = asyncio.Event(), asyncio.Event()

    def ended(self, result: BatchResult) -> None:
        """Count an item that has its result."""
        self._ended += 1
        self._ended_here += 1
        self._failed += not result.ok

    def progress(self) -> BatchProgress:
        """The progress of the run."""
        now, rate = self.clock.monotonic(), self.rates.per_minute
        elapsed = now - self._begun
        # A job whose result is being stored counts as ended already.
        in_flight = min(self.in_flight, self._total - self._ended)
        waiting = max(0, self._total - self._ended - in_flight)
        left: float | None = time_left(
            waiting=waiting,
            in_flight=in_flight,
            per_minute=rate,
            seconds=self.budget.of(self.budget.wanted).duration,
            at_once=self.options.concurrency,
        )
        if waiting:
            self._waited = now
        elif left:
            # The last job is as old as that; one that takes longer than most is not foreseen.
            left = left - (now - self._waited) if left > now - self._waited else None
        return BatchProgress(
            total=self._total,
            ended=self._ended,
            failed=self._failed,
            in_flight=in_flight,
            waiting=waiting,
            jobs=self.budget.jobs,
            cost=self.budget.spent,
            submit_rate=rate,
            end_rate=self._ended_here / elapsed * 60 if elapsed > 0 else 0.0,
            left=left,
            elapsed=elapsed,
            trouble=self.backoff.trouble(now),
        )

    @property
    def submitting(self) -> bool:
        """Whether anything more may be submitted."""
        return not self._closed.is_set()

    def end(self, stop: Stop) -> None:
        """Ask the run to end."""
        self.stop, self.ending = stop, True
        self._close()

    def fail(self, error: BaseException) -> None:
        """End the run because of an error; the first one counts."""
        self.error, self.ending = self.error or error, True
        self._close()

    def refuse(self, error: PerplexityJobsError) -> None:
        """Stop submitting because the account is refused; jobs that are bought are waited for."""
        self.error = self.error or error
        self._close()

    def _close(self) -> None:
        self._closed.set()
        self._changed.set()

    async def guard(self, work: Callable[[], Coroutine[Any, Any, None]]) -> None:
        """Await some work; an error of any kind ends the run as `fail` does."""
        try:
            await work()
        except BaseException as error:
            task = asyncio.current_task()
            # A callback may raise CancelledError itself, which cancels no task.
            if isinstance(error, asyncio.CancelledError) and task is not None and task.cancelling():
                raise
            self.fail(error)

    def back_off(self, error: PerplexityJobsError) -> float:
        """The seconds to wait after a transient failure; raises it after `give_up_after` seconds of them."""
        delay = self.backoff.failed(self.clock.monotonic())
        self.backoff.error = error
        if delay is None:
            raise error
        logger.debug("batch: %s; again in %.0f s", error, delay)
        return delay

    def changed(self) -> None:
        """Wake `change`: a job has ended."""
        self._changed.set()

    async def change(self) -> None:
        """Wait until a job has ended since the last time, or the run is to end."""
        await self._changed.wait()
        self._changed.clear()

    async def pause(self, seconds: float, event: asyncio.Event | None = None) -> None:
        """Sleep until an event, by default the end of all submits, for so many seconds at most."""
        event = event or self._closed
        tasks = [asyncio.ensure_future(wait) for wait in (event.wait(), self.clock.async_sleep(seconds))]
        try:
            await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
        finally:
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)
