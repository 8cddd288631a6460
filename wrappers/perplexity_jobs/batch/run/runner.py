"""The tasks of a run: one submits, one waits, several write results down, one reports.

Each step of an item begins when the ledger has the step before. `Course` says how a run ends early.
"""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from typing import TYPE_CHECKING

from ..._client.base import core_of
from ..._waiting.rate_limit import SUBMIT_TIERS, RateLimiter
from ..errors import LedgerError
from ..ledger.ledger import Ledger
from ..options import Options
from ..results.summary import Stop
from .collector import Collector
from .counts import Counts
from .course import TELL_EVERY, Course
from .patience import Patience
from .reporter import Reporter
from .sink import ResultsFile
from .submitter import Submitter
from .waiting import Waiting

if TYPE_CHECKING:
    from ..._client.asynchronous import AsyncPerplexityJobs

# Results that wait for the disk together share one commit.
_COLLECTORS = 16
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
        self._options, self._clock = options, core.clock
        self._unsent = ledger.unsent(seqs)
        rates = RateLimiter(options.submit_rate, SUBMIT_TIERS)
        self._counts = Counts(
            ledger, options, rates, core.api.name, total=len(seqs), unsent=len(self._unsent)
        )
        self._course = course = Course(self._clock, Patience(options.give_up_after))
        self._waiting = Waiting(client, options.poll, course.sleep)
        self._reporter = Reporter(ledger, results, options.on_result)
        self._collector = Collector(
            ledger, core, course, self._counts, self._waiting, options.job_timeout, self._reporter.wake
        )
        self._submitter = Submitter(
            ledger,
            client,
            course,
            self._counts,
            rates,
            options.concurrency,
            self._collector.watch,
            self._collector.write,
        )
        self._begun = self._told = self._clock.monotonic()
        self._reporting: asyncio.Task[None] | None = None
        if options.on_progress is not None:
            course.tell = self._tell

    @property
    def reported(self) -> int:
        """Results that this run reported."""
        return self._reporter.reported

    def stop(self) -> None:
        """Ask the run to end: nothing more is submitted, and no job is waited for any longer."""
        self._course.end(Stop.INTERRUPTED)

    async def run(self) -> Stop:
        """Work until everything has ended, or something ends the run.

        Whatever ends it early, submits that are under way are awaited and written down first: they are
        bought. Only a second cancellation, or one after `stop`, cuts them off.

        Raises:
            BaseException: what ended it early; the ledger is in order all the same.
        """
        self._tell(always=True)
        course = self._course
        working = asyncio.create_task(self._work())
        try:
            await asyncio.wait({working})
        except asyncio.CancelledError:
            if not course.ending:
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
        self._tell(always=True)
        if course.lost:
            jobs = ", ".join(course.lost)
            raise LedgerError(f"{course.error} Bought, and not written down: {jobs}.") from course.error
        if course.error is not None:
            raise course.error
        return course.stop

    async def _work(self) -> None:
        course = self._course
        async with asyncio.TaskGroup() as group:
            workers = [
                group.create_task(course.guard(work))
                for work in (self._waiting.run, *[self._collector.run] * _COLLECTORS)
            ]
            workers.append(group.create_task(self._beat()))
            self._reporting = group.create_task(course.guard(self._reporter.run))
            await course.guard(self._submit)
            while not course.ending and (not self._collector.idle or self._collector.look_again()):
                await course.change()
            for worker in workers:
                worker.cancel()
            self._reporter.finish()

    async def _submit(self) -> None:
        self._collector.resume()
        await self._submitter.run(self._unsent)

    async def _beat(self) -> None:
        """Tell where the run stands while requests are not answered, too."""
        while self._options.on_progress is not None:
            await asyncio.sleep(TELL_EVERY)
            self._tell()

    def _tell(self, *, always: bool = False) -> None:
        callback, now = self._options.on_progress, self._clock.monotonic()
        if callback is None or not (always or now - self._told >= _PROGRESS_EVERY):
            return
        self._told = now
        try:
            callback(self._counts.progress(elapsed=now - self._begun))
        except BaseException as error:
            # It is called in the middle of the work, which is to end in good order.
            self._course.fail(error)
