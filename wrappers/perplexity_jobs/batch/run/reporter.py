"""Reporting: what the ledger has, in its order, to the results file and to the caller's function."""

from __future__ import annotations

import asyncio
import inspect
from collections.abc import Callable

from attrs import define, field

from ..ledger import changes as _changes
from ..ledger.ledger import Ledger
from ..results.result import BatchResult
from .sink import ResultsFile

_CALLBACK = "on_result"


@define(eq=False)
class Reporter:
    """Reports results once they are on the disk, to the results file or the caller's function, or to both.

    A result counts as reported to the function once that has returned.
    """

    _ledger: Ledger
    _results: ResultsFile | None
    _on_result: Callable[[BatchResult], object] | None
    reported: int = field(default=0, init=False)
    _news: asyncio.Event = field(factory=asyncio.Event, init=False)
    _over: bool = field(default=False, init=False)

    def wake(self) -> None:
        """There is something to report."""
        self._news.set()

    def finish(self) -> None:
        """Report what there is, and end."""
        self._over = True
        self._news.set()

    async def run(self) -> None:
        """Report until told to finish."""
        while True:
            over = self._over
            await self._deliver()
            if over:
                return
            await self._news.wait()
            self._news.clear()

    async def _deliver(self) -> None:
        written = called = 0
        if self._results is not None:
            written = await self._results.catch_up()
        if self._on_result is not None:
            n, _ = self._ledger.sink(_CALLBACK)
            while rows := self._ledger.rows(n, 1, raw=True):
                n = rows[0].n
                answer = self._on_result(BatchResult.from_json(rows[0].record, rows[0].raw))
                if inspect.isawaitable(answer):
                    await answer
                await self._ledger.write(_changes.reported(_CALLBACK, n, 0))
                called += 1
        self.reported += written or called
