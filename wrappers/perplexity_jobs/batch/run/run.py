"""`Run`, one run of a batch: check and open everything, then start the tasks that do the work.

One task submits, one polls, one reports, and one calls `on_progress`. Each step of an item begins once the
ledger has stored the step before. `RunState` decides how a run ends early.
"""

from __future__ import annotations

import asyncio
import contextlib
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from ..._apis.either import adapter_of
from ..._client.asynchronous import prepare
from ..._values.secret import veil
from ..errors import BatchError, LedgerError
from ..ledger import changes
from ..ledger.file import folder_of
from ..ledger.ledger import Ledger
from ..options import Options
from ..questions.items import Entry
from ..questions.loading import load
from ..questions.sources import Items
from ..results.files import check_files
from ..results.result import RETRYABLE, ResultStatus
from ..results.summary import Stop
from .client import client_for
from .collector import Collector
from .reporter import Reporter, ResultsFile
from .signals import stopping
from .state import RunState
from .submitter import Submitter

if TYPE_CHECKING:
    from ..._values.settings import ApiName
    from ..options import RunOptions

# Seconds between two calls of `on_progress`.
_PROGRESS_EVERY = 0.5
_ENDED = (
    "A run was ended while it submitted this, and the service has ended that API since: there may be a "
    "job, which nobody can ask for."
)
_CUT_OFF = (
    "A run was ended while it submitted this: there may be a job whose id did not arrive, and this API has "
    "neither an idempotency key nor a list to look it up in."
)


class Run:
    """One run of a batch, used once; the stack closes what it opens.

    Args:
        name: of a shard's run; where its ledger has that name already, another worker has begun this run, and
            no item is reset for a retry again.
        moved: whether the API is spoken because the service has ended the other one.
    """

    def __init__(
        self,
        path: Path,
        api: ApiName,
        items: Items,
        options: RunOptions,
        stack: contextlib.ExitStack,
        name: str | None = None,
        *,
        moved: bool = False,
    ) -> None:
        veil(options, "api_key")
        self.settings: Options = Options.of(options)
        spread = options.get("scheduler") is not None
        out = None if (given := options.get("out")) is None else Path(given)
        check_files(path, out=out)
        self.api = api
        self.moved: bool = moved
        loaded = load(items, self.settings.defaults, self.api)
        self.entries: list[Entry] = loaded.entries
        if folder_of(path).exists() and not spread:
            raise BatchError(
                f"{path} is split over the ledgers in {folder_of(path)}, which know what is bought already: "
                "run it with scheduler= again."
            )
        if not spread:
            # A wrong setting is reported before a ledger is created.
            self._client, self._own = client_for(options, self.api)
            prepare(self._client)
        self.ledger: Ledger = stack.enter_context(Ledger(path))
        changed = self.ledger.claim(self.api, moved=moved)
        self.results: ResultsFile | None = (
            None if out is None else stack.enter_context(ResultsFile(self.ledger, out))
        )
        self._seqs = self.ledger.add(loaded.entries)
        if not spread:
            self._reset_for_retry(name, _ENDED if changed else _CUT_OFF)

    def _reset_for_retry(self, name: str | None, why: str) -> None:
        if not adapter_of(self.api).has_keys:
            for task in self.ledger.tasks("intent"):
                self.ledger.change(changes.end, task, task.key, task.uncertain(why, task.intended))
        # A worker that replaces a dead one must not buy again what failed or became uncertain in this run.
        if name is not None and not self.ledger.change(changes.set_setting, "run", name):
            return
        if self.settings.resubmit_uncertain:
            self.ledger.change(changes.retry, self._seqs, (ResultStatus.UNCERTAIN,))
        if self.settings.retry_failed:
            self.ledger.change(changes.retry, self._seqs, RETRYABLE)

    async def work(self, *, signals: bool = False) -> tuple[Stop, int]:
        """Submit, poll and report; returns why the run ended, and how many results it reported.

        Whatever ends it early, and is raised then, submits in flight are awaited and stored first, since they
        are paid for. Only a second cancellation, or one after the first signal, cancels them.
        """
        self._state = state = RunState(self.ledger, self._client, self.settings, self._seqs)
        self._reporter = Reporter(self.ledger, self.results, self.settings.on_result)
        self._reporting: asyncio.Task[None] | None = None
        try:
            with stopping(self._stop) if signals else contextlib.nullcontext():
                await self._finish(asyncio.create_task(self._work()))
        finally:
            if self._own:
                await self._client.close()
        if state.lost:
            jobs = ", ".join(state.lost)
            raise LedgerError(f"{state.error} Bought, and not written down: {jobs}.") from state.error
        if state.error is not None:
            raise state.error
        return state.stop, self._reporter.reported

    def _stop(self) -> None:
        """Ask the run to end: nothing more is submitted, and no job is waited for any longer."""
        self._state.end(Stop.INTERRUPTED)

    async def _finish(self, working: asyncio.Task[None]) -> None:
        """Await the work; after a cancellation, until requests in flight are stored."""
        try:
            await asyncio.wait({working})
        except asyncio.CancelledError:
            if not self._state.ending:
                self._stop()
                # The consumer of the results may be the one that was cancelled, and would block the reporter.
                if self._reporting is not None:
                    self._reporting.cancel()
                await asyncio.wait({working})
            raise
        finally:
            working.cancel()
            await asyncio.gather(working, return_exceptions=True)
        working.result()

    async def _work(self) -> None:
        state, guard = self._state, self._state.guard
        collector = Collector(state, self._reporter.wake)
        await guard(self._report_progress)
        async with asyncio.TaskGroup() as group:
            collector.start(group)
            workers = [
                group.create_task(guard(work)) for work in (collector.run, self._report_progress_regularly)
            ]
            self._reporting = group.create_task(guard(self._reporter.run))
            await guard(partial(Submitter(state, collector).run, state.unsent))
            while not state.ending and (not collector.idle or collector.look_again()):
                await state.change()
            for worker in workers:
                worker.cancel()
            self._reporter.finish()
        await guard(self._report_progress)

    async def _report_progress(self) -> None:
        if self.settings.on_progress is not None:
            self.settings.on_progress(self._state.progress())

    async def _report_progress_regularly(self) -> None:
        while True:
            await asyncio.sleep(_PROGRESS_EVERY)
            await self._report_progress()
