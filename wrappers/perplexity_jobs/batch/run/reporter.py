"""`Reporter`: write each result of the ledger once, in order, to the results file and the caller's function.

The file holds the ledger's records in their order, one a line. After a crash it is compared with them from
where the ledger knows it to be on the disk: an incomplete line is completed, and nothing that was written is
removed, so that a reader who follows the file never sees a line twice.
"""

from __future__ import annotations

import asyncio
import contextlib
import inspect
import os
from collections.abc import Callable
from pathlib import Path
from typing import Self

from attrs import define, field

from ..errors import OutputError
from ..ledger.changes import Row, reported
from ..ledger.ledger import Ledger
from ..results.files import sink_of
from ..results.result import BatchResult

_CHUNK = 64
_CALLBACK = "on_result"


class ResultsFile:
    """The results file; it is created where it is missing, and then gets every result of the ledger.

    Raises:
        OutputError: the file cannot be written, or holds something else than this ledger's results.
    """

    def __init__(self, ledger: Ledger, path: Path) -> None:
        self._ledger = ledger
        self._path = path
        self._name = sink_of(path)
        try:
            with contextlib.ExitStack() as undo:
                self._file = undo.enter_context(open(path, "a+b", buffering=0))
                self._n, self._offset = self._go_on()
                undo.pop_all()
        except OSError as problem:
            raise self._error(problem) from problem

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._file.close()

    async def catch_up(self) -> int:
        """Write all results that the file does not have; returns how many these were."""
        count = 0
        while rows := self._ledger.rows(self._n, _CHUNK):
            data = b"".join(map(_line, rows))
            try:
                self._write(data)
                os.fsync(self._file.fileno())
            except OSError as problem:
                raise self._error(problem) from problem
            self._n, self._offset = rows[-1].n, self._offset + len(data)
            await self._ledger.write(reported, self._name, self._n, self._offset)
            count += len(rows)
        return count

    def _write(self, data: bytes) -> None:
        left = memoryview(data)
        while left:
            left = left[self._file.write(left) :]

    def _go_on(self) -> tuple[int, int]:
        """The number of the last result that is written, and where it ends; completes its line."""
        size = self._file.seek(0, os.SEEK_END)
        n, offset = self._ledger.sink(self._name)
        if size < offset:
            # It was moved, emptied or truncated since: all of it is in the ledger and is written again.
            n, offset = 0, 0
        self._file.seek(offset)
        while offset < size:
            rows = self._ledger.rows(n, 1)
            if not rows:
                raise self._foreign(offset)
            line = _line(rows[0])
            found = self._file.read(len(line))
            if found != line:
                # After a loss of power zeros may follow an incomplete line.
                same = next((i for i, byte in enumerate(found) if byte != line[i]), len(found))
                self._file.seek(offset + same)
                if self._file.read().strip(b"\0"):
                    raise self._foreign(offset)
                self._file.truncate(offset + same)
                self._write(line[same:])
                return rows[0].n, offset + len(line)
            n, offset = rows[0].n, offset + len(line)
        return n, offset

    def _foreign(self, offset: int) -> OutputError:
        return OutputError(
            f"{self._path} holds something else than the results of {self._ledger.path} (from byte "
            f"{offset} on). Nothing was sent and the file was left as it is: move it away, or name another "
            "one; every result is in the ledger and is written anew."
        )

    def _error(self, problem: OSError) -> OutputError:
        return OutputError(
            f"The results file {self._path} cannot be written ({problem.strerror or problem}). Every result "
            "is safe in the ledger: make room or name another file, then run the same again."
        )


def _line(row: Row) -> bytes:
    return row.record.encode() + b"\n"


@define(eq=False)
class Reporter:
    """Reports results once they are on the disk; to the function, once it has returned."""

    _ledger: Ledger
    _results: ResultsFile | None
    _on_result: Callable[[BatchResult], object] | None
    reported: int = field(default=0, init=False)
    _news: asyncio.Event = field(factory=asyncio.Event, init=False)
    _over: bool = field(default=False, init=False)

    def wake(self) -> None:
        """Tell the task that there is a new result."""
        self._news.set()

    def finish(self) -> None:
        """Tell the task to report what there is, and to end."""
        self._over = True
        self._news.set()

    async def run(self) -> None:
        """Report until told to finish."""
        while True:
            over = self._over
            await self.deliver()
            if over:
                return
            await self._news.wait()
            self._news.clear()

    async def deliver(self) -> None:
        """Report the results of the ledger that were not reported yet."""
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
                await self._ledger.write(reported, _CALLBACK, n, 0)
                called += 1
        self.reported += written or called
