"""The writer of the ledger: changes share commits, and are reported as stored only when they are."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest

from perplexity_jobs.batch.ledger.writer import Writer


@pytest.fixture
def connection(tmp_path: Path) -> Iterator[sqlite3.Connection]:
    """A database with a table of unique numbers."""
    made = sqlite3.connect(tmp_path / "db", isolation_level=None, check_same_thread=False)
    made.execute("CREATE TABLE t (n UNIQUE)")
    yield made
    made.close()


def insert(connection: sqlite3.Connection, n: int) -> None:
    connection.execute("INSERT INTO t VALUES (?)", (n,))


def count(connection: sqlite3.Connection) -> int:
    return int(connection.execute("SELECT count(*) FROM t").fetchone()[0])


def test_changes_that_come_together_share_a_commit(connection: sqlite3.Connection) -> None:
    """A thousand writers do not wait for a thousand turns of the disk; closing waits for what was asked."""
    commits: list[str] = []
    connection.set_trace_callback(lambda sql: commits.append(sql) if sql == "COMMIT" else None)
    writer = Writer(connection)
    for n in range(1000):
        writer.put(partial(insert, n=n))
    writer.close()
    assert count(connection) == 1000
    assert len(commits) < 500


def test_a_change_that_fails_is_taken_back_alone_and_says_so(connection: sqlite3.Connection) -> None:
    """Those that shared its commit are on the disk all the same."""
    writer = Writer(connection)
    futures = [writer.put(partial(insert, n=n)) for n in (1, 1, 2)]
    writer.close()
    assert [isinstance(future.exception(), sqlite3.IntegrityError) for future in futures] == [
        False,
        True,
        False,
    ]
    assert count(connection) == 2


def test_a_database_that_is_gone_is_an_error_for_each_change(connection: sqlite3.Connection) -> None:
    """Each caller gets the error."""
    writer = Writer(connection)
    connection.close()
    for n in range(2):
        with pytest.raises(sqlite3.ProgrammingError, match="closed database"):
            writer.put(partial(insert, n=n)).result()
    writer.close()
