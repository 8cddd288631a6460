"""The one writer of a ledger: changes from many tasks, committed together.

A commit costs one wait for the disk, however many changes it holds. Whatever is asked for while the disk is
busy goes into the next commit, so the cost of a change falls as the load rises, and none waits longer than
for two commits. It is a thread because the disk must not hold up the event loop.
"""

from __future__ import annotations

import asyncio
import sqlite3
from collections import deque
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any, TypeAlias, TypeVar

T = TypeVar("T")
Change: TypeAlias = Callable[[sqlite3.Connection], T]

# One transaction holds at most this many changes, so that the first of them is not kept waiting.
_MOST = 1000


class Writer:
    """Carries out changes on a connection that nobody else writes with.

    Args:
        connection: in autocommit mode, usable from another thread.
    """

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._waiting: deque[tuple[Change[Any], Future[Any]]] = deque()
        self._thread = ThreadPoolExecutor(1, "ledger writer")

    def put(self, change: Change[T]) -> Future[T]:
        """Ask for a change; the future has its value once it is on the disk, or the sqlite3 error."""
        future: Future[T] = Future()
        self._waiting.append((change, future))
        self._thread.submit(self._commit_waiting)
        return future

    async def write(self, change: Change[T]) -> T:
        """Make a change; returns once it is on the disk. A cancelled caller does not take it back."""
        writing = asyncio.wrap_future(self.put(change))
        # Where the caller is cancelled, nobody else asks how it ended.
        writing.add_done_callback(lambda done: done.cancelled() or done.exception())
        return await asyncio.shield(writing)

    def close(self) -> None:
        """Finish what was asked for, and end the thread."""
        self._thread.shutdown()

    def _commit_waiting(self) -> None:
        if batch := [self._waiting.popleft() for _ in range(min(_MOST, len(self._waiting)))]:
            self._commit(batch)

    def _commit(self, batch: list[tuple[Change[Any], Future[Any]]]) -> None:
        try:
            self._connection.execute("BEGIN IMMEDIATE")
            values = [change(self._connection) for change, _ in batch]
            self._connection.execute("COMMIT")
        except BaseException as problem:
            try:
                self._connection.rollback()
            except sqlite3.Error as further:
                problem.add_note(f"and it could not be taken back: {further}")
            if len(batch) == 1:
                batch[0][1].set_exception(problem)
                return
            # What one of them cannot do must not take back the others.
            for entry in batch:
                self._commit([entry])
        else:
            for (_, future), value in zip(batch, values, strict=True):
                future.set_result(value)
