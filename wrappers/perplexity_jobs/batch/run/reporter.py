"""Reporting: what the ledger has, in its order, to the results file and to the caller's function."""

from __future__ import annotations

import asyncio
import inspect
from collections.abc import Callable

from ..ledger import changes as _changes
from ..ledger.ledger import Ledger
from ..results.result import BatchResult
from .sink import ResultsFile

_CALLBACK = "on_result"


class Reporter:
    """Reports results once they are on the disk.

    Args:
        ledger: whose results are reported.
        results: the file to write them to, or None.
        on_result: the caller's function, or None. A result counts as reported once it has returned.
    """

    def __init__(
        self,
        ledger: Ledger,
        results: ResultsFile | None,
        on_result: Callable[[BatchResult], object] | None,
    ) -> None:
        self._ledger, self._results, self._on_result = ledger, results, on_result
        self._news = asyncio.Event()
        self._over = False
        self.reported = 0

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
