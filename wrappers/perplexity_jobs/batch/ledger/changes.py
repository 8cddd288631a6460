"""The write operations of a ledger, one function for each step of an item.

The writer calls them in its thread and in a transaction: each change is made wholly, or not at all.
"""

from __future__ import annotations

import json
import sqlite3
import zlib
from collections.abc import Mapping, Sequence
from typing import Any

from attrs import frozen

from ..errors import ItemChangedError
from ..questions.items import Entry
from ..questions.sources import listed
from ..results.result import BatchResult, ResultStatus
from .task import Task


@frozen
class Row:
    """One result as stored: its number in the order of reports, its record as JSON text, and its job.

    `raw` is the compressed body, where it was asked for; cost in USD.
    """

    n: int
    record: str
    raw: bytes | None
    key: str | None
    cost: float | None
    seconds: float | None


# An item that is known takes over a changed question only where nothing was bought with the old one: it was
# never sent, or the service refused it.
_ADD = """INSERT INTO items (id, fingerprint, request, metadata) VALUES (?, ?, ?, ?)
    ON CONFLICT (id) DO UPDATE SET
        state = CASE fingerprint WHEN excluded.fingerprint THEN state ELSE 'new' END,
        attempt = attempt + (fingerprint != excluded.fingerprint AND state = 'ended'),
        fingerprint = excluded.fingerprint, request = excluded.request, metadata = excluded.metadata
    WHERE fingerprint = excluded.fingerprint OR state = 'new' OR 'rejected' =
        (SELECT status FROM results WHERE item = items.seq AND attempt = items.attempt)"""


def add_items(connection: sqlite3.Connection, entries: Sequence[Entry], path: str) -> list[int]:
    """Add items, or update those that were never sent; returns the numbers of all, in their order."""
    rows = [(made.id, made.fingerprint, made.request, made.metadata) for made in entries]
    changed = [repr(row[0]) for row in rows if not connection.execute(_ADD, row).rowcount]
    if changed:
        heading = (
            f"{path} knows these ids with another question, model or field, and has asked it: give them "
            "new ids, put the old question back, or use another ledger"
        )
        raise ItemChangedError(listed(heading, changed))
    numbers = dict(connection.execute("SELECT id, seq FROM items").fetchall())
    return [numbers[made.id] for made in entries]


def retry(connection: sqlite3.Connection, seqs: Sequence[int], statuses: Sequence[str]) -> None:
    """Reset items whose last result has one of the `statuses`; an unfinished one keeps its job."""
    last = connection.execute(
        "SELECT seq, status, key FROM items i JOIN results r ON r.item = i.seq AND r.attempt = i.attempt"
    )
    wanted = set(seqs)
    for seq, status, key in last.fetchall():
        if seq not in wanted or status not in statuses:
            continue
        state = "new"
        if status == ResultStatus.UNFINISHED:
            # Polling the same job costs nothing, and it may have ended in the meantime.
            state = "submitted"
            connection.execute("UPDATE jobs SET outcome = NULL WHERE key = ?", (key,))
        connection.execute("UPDATE items SET state = ?, attempt = attempt + 1 WHERE seq = ?", (state, seq))


def set_setting(connection: sqlite3.Connection, name: str, value: str) -> bool:
    """Store a setting of the ledger; returns whether its value changed."""
    known = connection.execute("SELECT value FROM settings WHERE name = ?", (name,)).fetchone()
    connection.execute("INSERT OR REPLACE INTO settings (name, value) VALUES (?, ?)", (name, value))
    return bool(known != (value,))


def intend(connection: sqlite3.Connection, task: Task, key: str, now: float) -> None:
    """Store a request with its idempotency key before it is sent."""
    connection.execute(
        "INSERT INTO jobs (key, item, model, intended) VALUES (?, ?, ?, ?)",
        (key, task.seq, task.wanted_model, now),
    )
    connection.execute("UPDATE items SET state = 'intent' WHERE seq = ?", (task.seq,))


def withdraw(connection: sqlite3.Connection, task: Task, key: str) -> None:
    """Delete an intent whose request was not sent, or certainly bought nothing."""
    connection.execute("DELETE FROM jobs WHERE key = ?", (key,))
    connection.execute("UPDATE items SET state = 'new' WHERE seq = ?", (task.seq,))


def accept(connection: sqlite3.Connection, task: Task, key: str, job_id: str, now: float) -> None:
    """Store the job id that the service gave for an item."""
    connection.execute("UPDATE jobs SET job_id = ?, submitted = ? WHERE key = ?", (job_id, now, key))
    connection.execute("UPDATE items SET state = 'submitted' WHERE seq = ?", (task.seq,))


def end(
    connection: sqlite3.Connection,
    task: Task,
    key: str | None,
    result: BatchResult,
    raw: Mapping[str, Any] | None = None,
) -> None:
    """Add the result of an item, and the body of its job where there is one; no attempt ever has two."""
    body = None if raw is None else zlib.compress(json.dumps(raw).encode(), 1)
    connection.execute(
        "INSERT INTO results (item, attempt, key, status, record, raw) VALUES (?, ?, ?, ?, ?, ?)",
        (task.seq, task.attempt, key, result.status, result.to_json(), body),
    )
    connection.execute(
        "UPDATE jobs SET outcome = ?, cost = ?, seconds = ? WHERE key = ?",
        (result.status, result.cost, result.elapsed, key),
    )
    connection.execute("UPDATE items SET state = 'ended' WHERE seq = ?", (task.seq,))


def gather(connection: sqlite3.Connection, sink: str, rows: Sequence[Row]) -> None:
    """Copy new results of a shard's ledger, and store the number of the last one copied."""
    for row in rows:
        value = json.loads(row.record)
        (seq,) = connection.execute("SELECT seq FROM items WHERE id = ?", (value["id"],)).fetchone()
        attempt, status = value["attempt"], value["status"]
        connection.execute("UPDATE items SET state = 'ended', attempt = ? WHERE seq = ?", (attempt, seq))
        connection.execute(
            "INSERT OR REPLACE INTO jobs (key, item, model, intended, job_id, outcome, cost, seconds) "
            "VALUES (?, ?, ?, 0, ?, ?, ?, ?)",
            (row.key, seq, value["model"], value["job_id"], status, row.cost, row.seconds),
        )
        connection.execute(
            "INSERT INTO results (item, attempt, key, status, record, raw) VALUES (?, ?, ?, ?, ?, ?)",
            (seq, attempt, row.key, status, row.record, row.raw),
        )
    reported(connection, sink, rows[-1].n, 0)


def reported(connection: sqlite3.Connection, name: str, n: int, offset: int) -> None:
    """Store how far a receiver of results has got: the number of its last one, and its size in bytes."""
    connection.execute("INSERT OR REPLACE INTO sinks (name, n, offset) VALUES (?, ?, ?)", (name, n, offset))
