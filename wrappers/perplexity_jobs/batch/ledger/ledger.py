"""`Ledger`, the open SQLite file that records what was sent, bought, received and reported for each item.

The order of writes makes a batch safe: the intent with its idempotency key is on the disk before the request
is sent, the job id before anything else is done for the item, and the result before it is reported. After a
kill between two of these, the next run continues: it sends an intent again with the same key, polls a job
again, and reports a result once. Where the API has no idempotency keys, an intent that is found is not sent
again: see `Task.uncertain`.
"""

from __future__ import annotations

import asyncio
import contextlib
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any, Concatenate, ParamSpec, Self, TypeVar

from filelock import FileLock, Timeout

from ..._apis.sonar import DEFAULT_MODEL
from ..errors import ApiChangedError, LedgerBusyError, LedgerError
from ..money.costs import ModelCosts
from ..questions.items import Entry
from . import changes as _changes
from . import schema as _schema
from .changes import Row
from .file import explained, has_answers, origin, read_only, read_write
from .task import Task
from .writer import Writer

P = ParamSpec("P")
T = TypeVar("T")

_TASK = """SELECT i.seq, i.id, i.request, i.metadata, i.attempt, j.key, j.job_id, j.submitted,
    j.intended FROM items i LEFT JOIN jobs j ON j.item = i.seq AND j.outcome IS NULL"""
# Requests that the service refused bought nothing.
_COSTS = f"""SELECT coalesce(model, '{DEFAULT_MODEL}'),
    sum(outcome IS NULL), sum(outcome IS NOT NULL AND cost IS NULL),
    count(cost), total(cost), coalesce(max(cost), 0.0), count(seconds), total(seconds)
    FROM jobs WHERE outcome IS NOT 'rejected' GROUP BY 1"""


class Ledger:
    """An open ledger; this process is the only one that writes to it.

    Use it as a context manager, or call `close()`.

    Args:
        path: of the file; it is made where there is none.
        write: False only reads: nothing is created, changed or locked.

    Raises:
        LedgerError: the file cannot be used; its subclass says why.
    """

    def __init__(self, path: Path, *, write: bool = True) -> None:
        self.path = path
        with contextlib.ExitStack() as undo:
            if write:
                undo.callback(self._lock().release)
            with self.problems():
                self._reader = undo.enter_context(
                    contextlib.closing((read_write if write else read_only)(path))
                )
                self._check()
                made = _schema.is_made(self._reader, path)
                if write:
                    # Not before the check: the database of another program stays as it is.
                    self._reader.execute("PRAGMA journal_mode = WAL")
                if not made:
                    if not write:
                        # A kill interrupted its creation: it holds nothing yet.
                        nothing = sqlite3.connect(":memory:", isolation_level=None)
                        self._reader = undo.enter_context(contextlib.closing(nothing))
                    self._reader.executescript(_schema.MAKE)
                if write:
                    connection = undo.enter_context(contextlib.closing(read_write(path)))
                    self.writer: Writer = Writer(connection)
                    undo.callback(self.writer.close)
            self._undo = undo.pop_all()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Finish pending writes, close the file and release its lock."""
        with self.problems():
            self._undo.close()

    @contextlib.contextmanager
    def problems(self) -> Iterator[None]:
        """Turns an error of SQLite or the disk into a `LedgerError` whose message says what to do."""
        try:
            yield
        except sqlite3.Error as problem:
            raise explained(self.path, problem) from problem
        except OSError as problem:
            raise LedgerError(f"The ledger {self.path}: {problem.strerror or problem}.") from problem

    def add(self, entries: Sequence[Entry]) -> list[int]:
        """Add the items of a run; returns their numbers, in their order.

        An item that is known keeps its state. One that was never sent takes over a changed question.

        Raises:
            ItemChangedError: an id that was sent already has another question now.
        """
        return self.change(_changes.add_items, entries, str(self.path))

    def api(self) -> str | None:
        """The API from which the jobs are bought; None where no run has begun."""
        with self.problems():
            return origin(self._reader)

    def claim(self, api: str, *, moved: bool = False) -> bool:
        """Store the API of this run; returns whether it was another one before.

        Where the service has ended that one (`moved`), intents of it are no obstacle.

        Raises:
            ApiChangedError: jobs were bought from another one; their ids and keys mean nothing there.
        """
        known = self.api()
        if known not in (None, api) and (has_answers(self.path) if moved else self.costs()):
            raise ApiChangedError(
                f"The ledger {self.path} was begun with api={known!r}: go on with that (--api {known}), "
                f"or give api={api!r} another ledger, with the questions that have no answer yet."
            )
        return self.change(_changes.set_setting, "api", api)

    def change(
        self, change: Callable[Concatenate[sqlite3.Connection, P], T], *args: P.args, **kwargs: P.kwargs
    ) -> T:
        """Make a change while no event loop runs; it is on the disk when this returns."""
        with self.problems():
            return self.writer.put(lambda connection: change(connection, *args, **kwargs)).result()

    async def write(
        self, change: Callable[Concatenate[sqlite3.Connection, P], T], *args: P.args, **kwargs: P.kwargs
    ) -> T:
        """Make a change; it is on the disk when this returns. Cancelling the caller does not undo it."""
        with self.problems():
            writing = asyncio.wrap_future(
                self.writer.put(lambda connection: change(connection, *args, **kwargs))
            )
            # A cancelled caller does not retrieve the exception, which asyncio would report.
            writing.add_done_callback(lambda done: done.cancelled() or done.exception())
            return await asyncio.shield(writing)

    def task(self, seq: int) -> Task:
        """An item with its request and its job, if any."""
        return Task(*self.read(f"{_TASK} WHERE i.seq = ?", seq)[0])

    def tasks(self, state: str) -> list[Task]:
        """Every item in a state, also those that this run does not ask for: their jobs may be paid for."""
        return [Task(*row) for row in self.read(f"{_TASK} WHERE i.state = ? ORDER BY i.seq", state)]

    def owners(self) -> dict[str, int]:
        """The item of each job id, the first one where several got the same."""
        sql = "SELECT job_id, item FROM jobs WHERE job_id IS NOT NULL ORDER BY rowid DESC"
        return dict(self.read(sql))

    def unsent(self, seqs: Sequence[int]) -> list[int]:
        """The items without a job, those first whose request may have been sent already."""
        states = dict(self.read("SELECT seq, state FROM items WHERE state IN ('new', 'intent')"))
        intents = [seq for seq, state in states.items() if state == "intent"]
        return intents + [seq for seq in seqs if states.get(seq) == "new"]

    def states(self) -> dict[str, str]:
        """The state of each item, by its id."""
        return dict(self.read("SELECT id, state FROM items"))

    def rows(self, after: int, limit: int, *, raw: bool = False, last: bool = False) -> list[Row]:
        """At most `limit` results after number `after`, in the order of their reports.

        With `last` only the last one of each item, in the order of the items, whose numbers count then.
        """
        number = "r.item" if last else "r.n"
        only = "r.attempt = (SELECT max(attempt) FROM results WHERE item = r.item)" if last else "TRUE"
        sql = (
            f"SELECT {number}, r.record, {'r.raw' if raw else 'NULL'}, r.key, j.cost, j.seconds "
            "FROM results r LEFT JOIN jobs j ON j.key = r.key "
            f"WHERE {number} > ? AND {only} ORDER BY 1 LIMIT ?"
        )
        return [Row(*row) for row in self.read(sql, after, limit)]

    def costs(self) -> dict[str, ModelCosts]:
        """The jobs of each model that were or may have been bought."""
        return {model: ModelCosts(*numbers) for model, *numbers in self.read(_COSTS)}

    def counts(self) -> dict[str, int]:
        """How many items there are in each state; the ended ones by the status of their last result."""
        return dict(
            self.read(
                "SELECT coalesce(r.status, i.state), count(*) FROM items i LEFT JOIN results r ON "
                "r.item = i.seq AND r.attempt = i.attempt GROUP BY 1"
            )
        )

    def sink(self, name: str) -> tuple[int, int]:
        """How far a receiver of results has got: the number of its last one, and its size in bytes."""
        found = self.read("SELECT n, offset FROM sinks WHERE name = ?", name)
        return found[0] if found else (0, 0)

    def read(self, sql: str, *values: object) -> list[Any]:
        """The rows of a query."""
        with self.problems():
            return self._reader.execute(sql, values).fetchall()

    def _lock(self) -> FileLock:
        """Lock this ledger; the kernel releases the lock when this process ends, however it ends."""
        lock = FileLock(f"{self.path}.lock", timeout=0, fallback_to_soft=False, thread_local=False)
        try:
            lock.acquire()
            return lock
        except Timeout as problem:
            raise LedgerBusyError(
                f"Another process works on the ledger {self.path}: wait until it has ended, or end it first."
            ) from problem
        except OSError as problem:
            raise LedgerError(
                f"The ledger {self.path} cannot be written ({problem.strerror or problem}): name one in a "
                "folder of your own (--ledger)."
            ) from problem

    def _check(self) -> None:
        found = self._reader.execute("PRAGMA quick_check(1)").fetchone()[0]
        if found != "ok":
            raise explained(self.path, sqlite3.DatabaseError(found))
