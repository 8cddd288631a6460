"""The ledger's file: open it with SQLite, read which API it belongs to, and explain SQLite's errors."""

from __future__ import annotations

import contextlib
import os
import sqlite3
from glob import escape
from pathlib import Path

from ..errors import LedgerDamagedError, LedgerError
from .schema import is_made

_ANSWERED = (
    "SELECT 1 FROM jobs WHERE job_id IS NOT NULL OR (outcome IS NOT NULL AND outcome != 'rejected') LIMIT 1"
)
_HEADER = b"SQLite format 3\0"
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
    """The API from which a ledger's jobs were, or may have been, bought; None where there are no jobs.

    What cannot be read has none either: the reason is told where the ledger is opened.
    """
    if not path.is_file():
        return None
    with contextlib.suppress(sqlite3.Error), contextlib.closing(read_only(path)) as connection:
        begun = is_made(connection, path) and (
            folder_of(path).exists() or connection.execute("SELECT 1 FROM jobs LIMIT 1").fetchone()
        )
        return origin(connection) if begun else None
    return None


def mistaken(path: Path) -> str | None:
    """Why there is no ledger at a path, with the one that may be meant; None where there may be one."""
    if not path.exists():
        meant = sorted(path.parent.glob(f"{escape(path.stem)}.*.ledger"))
        return f"There is no ledger {path}." + (f" Is it {meant[0]}?" if meant else "")
    usual = path.with_name(f"{path.name}.ledger")
    if usual.is_file() and path.is_file():
        with path.open("rb") as file:
            if file.read(len(_HEADER)) != _HEADER:
                return f"{path} is no ledger; it may hold the questions of {usual}, which is one."
    return None


def has_answers(path: Path) -> bool:
    """Whether a ledger or one of its shards has a job, or an uncertain item."""
    for ledger in (path, *folder_of(path).glob("*.ledger")):
        try:
            with contextlib.closing(read_only(ledger)) as connection:
                if is_made(connection, ledger) and connection.execute(_ANSWERED).fetchone():
                    return True
        except sqlite3.Error as problem:
            raise explained(ledger, problem) from problem
    return False


def origin(connection: sqlite3.Connection) -> str | None:
    """The API of an open ledger, or None where it has none yet."""
    row = connection.execute("SELECT value FROM settings WHERE name = 'api'").fetchone()
    return row[0] if row else None


def read_only(path: Path) -> sqlite3.Connection:
    """A connection for queries only.

    Its mode is read-write all the same: SQLite can only read a file after it has rolled back the transaction
    that a killed process left unfinished. Where nothing can be written, a file without one is read as it is.
    """
    file = path.resolve()
    unfinished = any(Path(f"{file}{end}").exists() for end in ("-wal", "-journal"))
    mode = "mode=rw" if unfinished or os.access(file.parent, os.W_OK) else "immutable=1"
    connection = sqlite3.connect(f"{file.as_uri()}?{mode}", uri=True, isolation_level=None, timeout=30.0)
    connection.execute("PRAGMA query_only = ON")
    return connection


def read_write(path: Path) -> sqlite3.Connection:
    """A connection that creates the file where there is none; a commit returns once it is on the disk."""
    connection = sqlite3.connect(path, isolation_level=None, check_same_thread=False, timeout=30.0)
    connection.execute("PRAGMA synchronous = FULL")
    connection.execute("PRAGMA fullfsync = ON")  # macOS: reach the disk, not just its cache
    connection.execute("PRAGMA foreign_keys = ON")
    return connection


def folder_of(path: Path) -> Path:
    """The folder with the ledgers of its shards, if it has any; every worker must be able to write to it."""
    return Path(f"{path}.shards")


def explained(path: Path, problem: sqlite3.Error) -> LedgerError:
    """The `LedgerError` that says what to do about an error of SQLite."""
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
