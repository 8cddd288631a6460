"""The database schema of a ledger: its tables, its version, and the check that a file has them.

* ``items``: the questions. ``state`` is new, intent (the request may have left), submitted (the job id is
  known) or ended; ``attempt`` is 1, and one more with each retry.
* ``jobs``: one row for each idempotency key ever sent, or for each request that may have bought a job where
  the API has no keys. Cost in USD, duration in seconds.
* ``results``: in the order in which they are reported; ``raw`` is the job's whole body, compressed.
* ``sinks``: how far each receiver of results has got.
* ``settings``: ``api``, from which all jobs were bought; in the ledger of a shard also ``run``, the
  last run of the whole batch that reset items for a retry.
"""

from __future__ import annotations

import sqlite3
from pathlib import Path

from ..errors import LedgerDamagedError, LedgerVersionError

APPLICATION_ID = 0x506A4C31
"""Marks the file as a ledger of this package, for ``file`` and for this module."""

VERSION = 3
"""What ``user_version`` of a ledger says; it grows with every change of the tables."""

MAKE = f"""
    BEGIN IMMEDIATE;
    CREATE TABLE items (
        seq INTEGER PRIMARY KEY,
        id TEXT NOT NULL UNIQUE,
        fingerprint TEXT NOT NULL,
        request TEXT NOT NULL,
        metadata TEXT NOT NULL,
        state TEXT NOT NULL DEFAULT 'new',
        attempt INTEGER NOT NULL DEFAULT 1
    );
    CREATE INDEX items_by_state ON items (state) WHERE state != 'ended';
    CREATE TABLE jobs (
        key TEXT PRIMARY KEY,
        item INTEGER NOT NULL REFERENCES items (seq),
        model TEXT,
        intended REAL NOT NULL,
        job_id TEXT,
        submitted REAL,
        outcome TEXT,
        cost REAL,
        seconds REAL
    );
    CREATE INDEX jobs_by_item ON jobs (item);
    CREATE TABLE results (
        n INTEGER PRIMARY KEY AUTOINCREMENT,
        item INTEGER NOT NULL REFERENCES items (seq),
        attempt INTEGER NOT NULL,
        key TEXT,
        status TEXT NOT NULL,
        record TEXT NOT NULL,
        raw BLOB,
        UNIQUE (item, attempt)
    );
    CREATE TABLE sinks (name TEXT PRIMARY KEY, n INTEGER NOT NULL, offset INTEGER NOT NULL);
    CREATE TABLE settings (name TEXT PRIMARY KEY, value TEXT NOT NULL);
    PRAGMA application_id = {APPLICATION_ID};
    PRAGMA user_version = {VERSION};
    COMMIT;
"""
"""Makes the tables in an empty file, in one transaction."""


def is_made(connection: sqlite3.Connection, path: Path) -> bool:
    """Whether a file has the tables; False where it is empty, since its creation was interrupted.

    Raises:
        LedgerDamagedError: the file is a database of something else.
        LedgerVersionError: another version of this package wrote it.
    """
    version, application, tables = connection.execute(
        "SELECT user_version, application_id, (SELECT count(*) FROM sqlite_master) "
        "FROM pragma_user_version, pragma_application_id"
    ).fetchone()
    if not (version or application or tables):
        return False
    if application != APPLICATION_ID:
        raise LedgerDamagedError(f"{path} is a database of another program, not a ledger; name another file.")
    if version != VERSION:
        raise LedgerVersionError(
            f"{path} was written by another version of perplexity-jobs (ledger version {version}, this one "
            f"knows {VERSION}): update perplexity-jobs, or go on with the version that began it."
        )
    return True
