"""`Writer`, the thread that commits the changes of many tasks to the ledger together.

A commit waits once for the disk, however many changes it holds. Changes that arrive during a commit go into
the next one, so the cost per change falls as the load rises, and a change waits for two commits at most.
"""

from __future__ import annotations

import contextlib
import sqlite3
from collections import deque
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any, TypeAlias, TypeVar

T = TypeVar("T")
Change: TypeAlias = Callable[[sqlite3.Connection], T]

# Changes in one transaction at most, so that the first of them does not wait long.
_MOST = 1000


class Writer:
    """Makes changes on a connection through which nothing else writes.

    Args:
        connection: in autocommit mode, usable from another thread.
    """

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._waiting: deque[tuple[Change[Any], Future[Any]]] = deque()
        self._thread = ThreadPoolExecutor(1, "ledger writer")

    def put(self, change: Change[T]) -> Future[T]:
        """Queue a change; the future has its value once it is on the disk, or the sqlite3 error."""
        future: Future[T] = Future()
        self._waiting.append((change, future))
        self._thread.submit(self._commit_waiting)
        return future

    def close(self) -> None:
        """Commit the queued changes, and end the thread."""
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
            with contextlib.suppress(sqlite3.Error):
                self._connection.rollback()
            if len(batch) == 1:
                batch[0][1].set_exception(problem)
                return
            # One change that fails must not undo the others.
            for entry in batch:
                self._commit([entry])
        else:
            for (_, future), value in zip(batch, values, strict=True):
                future.set_result(value)
