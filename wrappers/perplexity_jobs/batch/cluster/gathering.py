"""Results of a shard on their way into the ledger of the whole batch: each once, in one transaction."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Sequence

from attrs import frozen

from ..ledger.changes import reported


@frozen
class Gathered:
    """One result of a shard, as its ledger has it."""

    n: int
    record: str
    raw: bytes | None
    key: str
    cost: float | None
    seconds: float | None


def gather(sink: str, results: Sequence[Gathered]) -> Callable[[sqlite3.Connection], None]:
    """Take over new results of a shard, and note how far it has been gathered."""

    def change(connection: sqlite3.Connection) -> None:
        for result in results:
            value = json.loads(result.record)
            (seq,) = connection.execute("SELECT seq FROM items WHERE id = ?", (value["id"],)).fetchone()
            connection.execute(
                "UPDATE items SET state = 'ended', attempt = ? WHERE seq = ?", (value["attempt"], seq)
            )
            connection.execute(
                "INSERT OR REPLACE INTO jobs (key, item, model, intended, job_id, outcome, cost, seconds) "
                "VALUES (?, ?, ?, 0, ?, ?, ?, ?)",
                (
                    result.key,
                    seq,
                    value["model"],
                    value["job_id"],
                    value["status"],
                    result.cost,
                    result.seconds,
                ),
            )
            connection.execute(
                "INSERT INTO results (item, attempt, key, status, record, raw) VALUES (?, ?, ?, ?, ?, ?)",
                (seq, value["attempt"], result.key, value["status"], result.record, result.raw),
            )
        reported(sink, results[-1].n, 0)(connection)

    return change
