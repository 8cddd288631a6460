"""The tasks of a run: one submits, one waits, one reports, one tells progress.

Each step of an item begins when the ledger has the step before. `RunState` says how a run ends early.
"""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from ..._client.base import core_of
from ..._waiting.rate_limit import SUBMIT_TIERS, RateLimiter
from ..errors import LedgerError
from ..ledger.ledger import Ledger
from ..options import Options
from ..results.summary import Stop
from .backoff import Backoff
from .collector import Collector
from .counts import Counts
from .reporter import Reporter, ResultsFile
from .state import RunState
from .submitter import Submitter

if TYPE_CHECKING:
    from ..._client.asynchronous import AsyncPerplexityJobs

# Seconds between two calls of `on_progress`.
_PROGRESS_EVERY = 0.5


class Runner:
    """Works through the items of one run; used once.

    Args:
        ledger: open, with the items in it.
        client: that asks the service.
        seqs: the items wanted, in the order in which to submit them.
        options: of the run.
        results: the file to write results to, or None.
    """

    def __init__(
        self,
        ledger: Ledger,
        client: AsyncPerplexityJobs,
        seqs: Sequence[int],
        options: Options,
        results: ResultsFile | None,
    ) -> None:
        core = core_of(client)
        self._clock, self._on_progress, self._unsent = core.clock, options.on_progress, ledger.unsent(seqs)
        rates = RateLimiter(options.submit_rate, SUBMIT_TIERS)
        self._counts = counts = Counts(
            ledger, options, rates, core.api.name, total=len(seqs), unsent=len(self._unsent)
        )
        self._state = state = RunState(core.clock, Backoff(options.give_up_after))
        self.reporter = Reporter(ledger, results, options.on_result)
        self._collector = Collector(ledger, client, state, counts, options, self.reporter.wake)
        self._submitter = Submitter(
            ledger, client, state, counts, rates, options.concurrency, self._collector
        )
        self._begun = self._clock.monotonic()
        self._reporting: asyncio.Task[None] | None = None

    def stop(self) -> None:
        """Ask the run to end: nothing more is submitted, and no job is waited for any longer."""
        self._state.end(Stop.INTERRUPTED)

    async def run(self) -> Stop:
        """Work until everything has ended, or something ends the run.

        Whatever ends it early, submits that are under way are awaited and written down first: they are
        bought. Only a second cancellation, or one after `stop`, cuts them off.

        Raises:
            BaseException: what ended it early; the ledger is in order all the same.
        """
        state = self._state
        working = asyncio.create_task(self._work())
        try:
            await asyncio.wait({working})
        except asyncio.CancelledError:
            if not state.ending:
                self.stop()
                # Whoever takes the results may be the one who has gone.
                if self._reporting is not None:
                    self._reporting.cancel()
                await asyncio.wait({working})
            raise
        finally:
            working.cancel()
            await asyncio.gather(working, return_exceptions=True)
        working.result()
        if state.lost:
            jobs = ", ".join(state.lost)
            raise LedgerError(f"{state.error} Bought, and not written down: {jobs}.") from state.error
        if state.error is not None:
            raise state.error
        return state.stop

    async def _work(self) -> None:
        guard, state, collector = self._state.guard, self._state, self._collector
        await guard(self._tell)
        async with asyncio.TaskGroup() as group:
            collector.start(group)
            workers = [group.create_task(guard(work)) for work in (collector.run, self._tell_regularly)]
            self._reporting = group.create_task(guard(self.reporter.run))
            await guard(partial(self._submitter.run, self._unsent))
            while not state.ending and (not collector.idle or collector.look_again()):
                await state.change()
            for worker in workers:
                worker.cancel()
            self.reporter.finish()
        await guard(self._tell)

    async def _tell(self) -> None:
        if self._on_progress is not None:
            self._on_progress(self._counts.progress(elapsed=self._clock.monotonic() - self._begun))

    async def _tell_regularly(self) -> None:
        while self._on_progress is not None:
            await asyncio.sleep(_PROGRESS_EVERY)
            await self._tell()
