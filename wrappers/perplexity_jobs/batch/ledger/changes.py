"""The changes of a ledger, one function for each step of an item's life.

Each function returns a change. The writer makes it in its thread and in a transaction: wholly, or not at all.
"""

from __future__ import annotations

import json
import sqlite3
import zlib
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any, TypeAlias

from ..errors import ItemChangedError
from ..questions.items import Entry
from ..questions.sources import listed
from ..results.result import BatchResult
from .task import Task

Change: TypeAlias = Callable[[sqlite3.Connection], None]


def want(entries: Sequence[Entry], path: str) -> Callable[[sqlite3.Connection], list[int]]:
    """Add items, or update those that were never sent; the change returns their numbers, in their order."""

    def change(connection: sqlite3.Connection) -> list[int]:
        numbers: list[int] = []
        changed: list[str] = []
        for entry in entries:
            known = connection.execute(
                "SELECT i.seq, i.fingerprint, i.state, r.status FROM items i LEFT JOIN results r ON "
                "r.item = i.seq AND r.attempt = i.attempt WHERE i.id = ?",
                (entry.id,),
            ).fetchone()
            values = (entry.fingerprint, entry.request, entry.metadata)
            if known is None:
                cursor = connection.execute(
                    "INSERT INTO items (id, fingerprint, request, metadata) VALUES (?, ?, ?, ?)",
                    (entry.id, *values),
                )
                numbers.append(cursor.lastrowid or 0)
                continue
            seq, fingerprint, state, status = known
            numbers.append(seq)
            if fingerprint != entry.fingerprint and status == "rejected":
                # Nothing was bought with the old question: this is the corrected one.
                connection.execute(
                    "UPDATE items SET state = 'new', attempt = attempt + 1 WHERE seq = ?", (seq,)
                )
            elif fingerprint != entry.fingerprint and state != "new":
                changed.append(repr(entry.id))
                continue
            connection.execute(
                "UPDATE items SET fingerprint = ?, request = ?, metadata = ? WHERE seq = ?", (*values, seq)
            )
        if changed:
            heading = (
                f"{path} knows these ids with another question, model or field, and has asked it: give them "
                "new ids, put the old question back, or use another ledger"
            )
            raise ItemChangedError(listed(heading, changed))
        return numbers

    return change


def retry(
    seqs: Sequence[int], statuses: Sequence[str], again: Sequence[str]
) -> Callable[[sqlite3.Connection], int]:
    """Begin items anew whose last result has one of the `statuses`; those in `again` keep their job."""

    def change(connection: sqlite3.Connection) -> int:
        count = 0
        for seq in seqs:
            last = connection.execute(
                "SELECT r.status, r.key FROM items i JOIN results r ON r.item = i.seq AND "
                "r.attempt = i.attempt WHERE i.seq = ? AND i.state = 'ended'",
                (seq,),
            ).fetchone()
            if last is None or last[0] not in statuses:
                continue
            status, key = last
            if status in again:
                connection.execute("UPDATE jobs SET outcome = NULL WHERE key = ?", (key,))
            connection.execute(
                "UPDATE items SET state = ?, attempt = attempt + 1 WHERE seq = ?",
                ("submitted" if status in again else "new", seq),
            )
            count += 1
        return count

    return change


def set_api(api: str) -> Change:
    """Note the API that the jobs are bought from."""

    def change(connection: sqlite3.Connection) -> None:
        connection.execute("INSERT OR REPLACE INTO settings (name, value) VALUES ('api', ?)", (api,))

    return change


def intend(task: Task, key: str, model: str | None, now: float) -> Change:
    """Note, before it is sent, a request with its idempotency key."""

    def change(connection: sqlite3.Connection) -> None:
        connection.execute(
            "INSERT INTO jobs (key, item, model, intended) VALUES (?, ?, ?, ?)", (key, task.seq, model, now)
        )
        connection.execute("UPDATE items SET state = 'intent' WHERE seq = ?", (task.seq,))

    return change


def withdraw(task: Task, key: str) -> Change:
    """Take back an intent whose request was not sent, or certainly bought nothing."""

    def change(connection: sqlite3.Connection) -> None:
        connection.execute("DELETE FROM jobs WHERE key = ?", (key,))
        connection.execute("UPDATE items SET state = 'new' WHERE seq = ?", (task.seq,))

    return change


def accept(task: Task, key: str, job_id: str, now: float) -> Change:
    """Note the job id of an item."""

    def change(connection: sqlite3.Connection) -> None:
        connection.execute("UPDATE jobs SET job_id = ?, submitted = ? WHERE key = ?", (job_id, now, key))
        connection.execute("UPDATE items SET state = 'submitted' WHERE seq = ?", (task.seq,))

    return change


def end(
    task: Task,
    *,
    key: str | None,
    status: str,
    record: str,
    raw: Mapping[str, Any] | None,
    cost: float | None,
    seconds: float | None,
) -> Change:
    """Add the result of an item; the same attempt never has two."""

    def change(connection: sqlite3.Connection) -> None:
        body = None if raw is None else zlib.compress(json.dumps(raw).encode(), 1)
        connection.execute(
            "INSERT INTO results (item, attempt, key, status, record, raw) VALUES (?, ?, ?, ?, ?, ?)",
            (task.seq, task.attempt, key, status, record, body),
        )
        connection.execute(
            "UPDATE jobs SET outcome = ?, cost = ?, seconds = ? WHERE key = ?", (status, cost, seconds, key)
        )
        connection.execute("UPDATE items SET state = 'ended' WHERE seq = ?", (task.seq,))

    return change


def without_job(task: Task, key: str | None, result: BatchResult) -> Change:
    """Add a result that no job brought."""
    return end(
        task, key=key, status=result.status, record=result.to_json(), raw=None, cost=None, seconds=None
    )


def reported(name: str, n: int, offset: int) -> Change:
    """Note how far a receiver of results has got."""
    return partial(_reported, name, n, offset)


def _reported(name: str, n: int, offset: int, connection: sqlite3.Connection) -> None:
    connection.execute(
        "INSERT INTO sinks (name, n, offset) VALUES (?, ?, ?) ON CONFLICT (name) DO UPDATE SET "
        "n = excluded.n, offset = excluded.offset",
        (name, n, offset),
    )
