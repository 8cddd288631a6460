"""The one writer: it ends in good order, and nobody waits for ever for a change that cannot be made."""

from __future__ import annotations

import contextlib
import sqlite3
from concurrent.futures import Future
from pathlib import Path
from typing import Any

import pytest

from perplexity_jobs.batch.ledger.writer import Writer


def connect(path: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
    connection.execute("CREATE TABLE t (n)")
    return connection


def insert(connection: sqlite3.Connection) -> None:
    connection.execute("INSERT INTO t VALUES (1)")


def test_what_was_asked_for_before_the_end_is_written(tmp_path: Path) -> None:
    """Closing does not run ahead of the changes that wait for the disk."""
    with contextlib.closing(connect(tmp_path / "db")) as connection:
        writer = Writer(connection)
        waiting: list[Future[Any]] = []

        def while_the_disk_is_busy(_: sqlite3.Connection) -> None:
            waiting.append(writer.put(insert))
            writer._queue.put(None)  # what close() does first, here while the writer is at work

        writer.put(while_the_disk_is_busy).result()
        writer.close()
        assert waiting[0].done()
        assert connection.execute("SELECT count(*) FROM t").fetchone() == (1,)


def test_a_database_that_is_gone_is_an_error_for_each_change(tmp_path: Path) -> None:
    """With both things that went wrong; the next one who asks gets an answer as well."""
    connection = connect(tmp_path / "db")
    writer = Writer(connection)
    connection.close()
    for _ in range(2):
        with pytest.raises(sqlite3.ProgrammingError, match="closed database") as caught:
            writer.put(insert).result()
        assert "could not be taken back" in caught.value.__notes__[0]
    writer.close()
