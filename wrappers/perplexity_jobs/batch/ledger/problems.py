"""What SQLite says, in words that tell what to do."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from ..errors import LedgerDamagedError, LedgerError

_SAFE = "What was written stays, and no job that was bought is lost."


def explained(path: Path, problem: sqlite3.Error) -> LedgerError:
    """The error to raise for one of SQLite's."""
    code = getattr(problem, "sqlite_errorcode", None)
    primary = None if code is None else code & 0xFF
    if primary == sqlite3.SQLITE_FULL:
        return LedgerError(
            f"The disk that holds the ledger {path} is full: make room, then run the same again. {_SAFE}"
        )
    if primary in (sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_PERM):
        return LedgerError(
            f"The ledger {path} cannot be opened for writing ({problem}): name one in a folder of your own "
            "(--ledger)."
        )
    if primary == sqlite3.SQLITE_IOERR:
        return LedgerError(
            f"The disk that holds the ledger {path} reports an error ({problem}): see to it, then run the "
            f"same again. {_SAFE}"
        )
    if primary in (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB) or type(problem) is sqlite3.DatabaseError:
        return LedgerDamagedError(
            f"The ledger {path} is damaged, or no ledger ({problem}). Nothing was sent, and the file was "
            f"left as it is. `sqlite3 {path} .recover | sqlite3 repaired.ledger` saves what can be read; "
            "results that were reported are in the results file."
        )
    return LedgerError(f"The ledger {path}: {problem}.")
