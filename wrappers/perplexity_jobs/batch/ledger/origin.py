"""The file of a ledger: how it is opened, where its shards are, and which API it was begun on."""

from __future__ import annotations

import contextlib
import sqlite3
from pathlib import Path

from .problems import explained


def api_of(path: Path) -> str | None:
    """The API of the ledger in a file, or None where there is none yet; nothing is checked or locked."""
    if not path.exists():
        return None
    try:
        with contextlib.closing(read_only(path)) as connection:
            return origin(connection)
    except sqlite3.Error as problem:
        raise explained(path, problem) from problem


def origin(connection: sqlite3.Connection) -> str | None:
    """The API of an open ledger, or None where it has none yet."""
    tables = {name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    if "settings" not in tables:
        # Of before this was remembered: there was but one.
        return "sonar" if "sinks" in tables else None
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
