"""The file of a ledger: how it is opened, which API it was begun on, and what SQLite's errors mean."""

from __future__ import annotations

import contextlib
import sqlite3
from pathlib import Path

from ..errors import LedgerDamagedError, LedgerError
from .schema import is_made

_DAMAGED = (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB)
_NO_PLACE = (
    "The ledger {path} cannot be opened for writing ({problem}): name one in a folder of your own (--ledger)."
)
_SAFE = "then run the same again. What was written stays, and no job that was bought is lost."
_WORDS = {
    sqlite3.SQLITE_FULL: "The disk that holds the ledger {path} is full: make room, " + _SAFE,
    sqlite3.SQLITE_IOERR: "The disk under the ledger {path} reports an error ({problem}): see to it, "
    + _SAFE,
    sqlite3.SQLITE_READONLY: _NO_PLACE,
    sqlite3.SQLITE_CANTOPEN: _NO_PLACE,
    sqlite3.SQLITE_PERM: _NO_PLACE,
}


def api_of(path: Path) -> str | None:
    """The API that the jobs of a ledger were, or may be, bought from; None where there are none."""
    if not path.exists():
        return None
    try:
        with contextlib.closing(read_only(path)) as connection:
            begun = is_made(connection, path) and (
                folder_of(path).exists() or connection.execute("SELECT 1 FROM jobs LIMIT 1").fetchone()
            )
            return origin(connection) if begun else None
    except sqlite3.Error as problem:
        raise explained(path, problem) from problem


def origin(connection: sqlite3.Connection) -> str | None:
    """The API of an open ledger, or None where it has none yet."""
    row = connection.execute("SELECT value FROM settings WHERE name = 'api'").fetchone()
    return row[0] if row else None


def read_only(path: Path) -> sqlite3.Connection:
    """A connection that changes nothing of what was committed.

    It is open for writing where the file is: what a killed process had begun has to be rolled back by whoever
    comes first, and SQLite gives nothing out before.
    """
    uri = f"{path.resolve().as_uri()}?mode=rw"
    connection = sqlite3.connect(uri, uri=True, isolation_level=None, timeout=30.0)
    connection.execute("PRAGMA query_only = ON")
    return connection


def read_write(path: Path) -> sqlite3.Connection:
    """A connection that makes the file where there is none, and whose commits are on the disk."""
    connection = sqlite3.connect(path, isolation_level=None, check_same_thread=False, timeout=30.0)
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = FULL")
    connection.execute("PRAGMA fullfsync = ON")  # macOS: reach the disk, not just its cache
    connection.execute("PRAGMA foreign_keys = ON")
    return connection


def folder_of(path: Path) -> Path:
    """Where the ledgers of its shards are, if it has any; a folder that every worker sees."""
    return Path(f"{path}.shards")


def explained(path: Path, problem: sqlite3.Error) -> LedgerError:
    """The error of this package that says what to do about one of SQLite's."""
    # The lowest byte is the kind of an error, the others are its details.
    code = getattr(problem, "sqlite_errorcode", 0) & 0xFF
    if code in _DAMAGED or type(problem) is sqlite3.DatabaseError:
        return LedgerDamagedError(
            f"The ledger {path} is damaged, or no ledger ({problem}). Nothing was sent, and the file was "
            f"left as it is. `sqlite3 {path} .recover | sqlite3 repaired.ledger` saves what can be read; "
            "results that were reported are in the results file."
        )
    words = _WORDS.get(code, "The ledger {path}: {problem}.")
    return LedgerError(words.format(path=path, problem=problem))
