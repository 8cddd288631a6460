"""The tables of a ledger and how an older one becomes a newer one.

* ``items``: what is wanted. ``state`` is new, intent (the request may have left), submitted (the job id is
  known) or ended; ``attempt`` counts how often it has been begun anew.
* ``jobs``: what was bought, one row for each idempotency key ever sent, or for each request that may have
  bought something where the API knows no key.
* ``results``: what is to be reported, in the order in which it became known.
* ``sinks``: how far each receiver of results has got.
* ``settings``: ``api``, the one that all of this was bought from; in the ledger of a shard also ``run``, the
  last run of the whole batch that asked for items to be begun anew.

A step is never changed once released: a ledger carries the number of steps it has taken in
``user_version``.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence

from ..errors import LedgerDamagedError, LedgerVersionError

APPLICATION_ID = 0x506A4C31
"""Marks the file as a ledger of this package, for ``file`` and for this module."""

STEPS: Sequence[Sequence[str]] = (
    (
        """CREATE TABLE items (
            seq INTEGER PRIMARY KEY,
            id TEXT NOT NULL UNIQUE,
            fingerprint TEXT NOT NULL,
            request TEXT NOT NULL,
            metadata TEXT NOT NULL,
            state TEXT NOT NULL DEFAULT 'new',
            attempt INTEGER NOT NULL DEFAULT 1
        )""",
        "CREATE INDEX items_by_state ON items (state) WHERE state != 'ended'",
        """CREATE TABLE jobs (
            key TEXT PRIMARY KEY,
            item INTEGER NOT NULL REFERENCES items (seq),
            model TEXT,
            intended REAL NOT NULL,
            job_id TEXT,
            submitted REAL,
            outcome TEXT,
            cost REAL
        )""",
        "CREATE INDEX jobs_by_item ON jobs (item)",
        """CREATE TABLE results (
            n INTEGER PRIMARY KEY AUTOINCREMENT,
            item INTEGER NOT NULL REFERENCES items (seq),
            attempt INTEGER NOT NULL,
            key TEXT,
            status TEXT NOT NULL,
            record TEXT NOT NULL,
            UNIQUE (item, attempt)
        )""",
        "CREATE TABLE sinks (name TEXT PRIMARY KEY, n INTEGER NOT NULL, offset INTEGER NOT NULL)",
    ),
    (
        # The whole body of a job, for what the records leave out; and durations, to plan by in later runs.
        "ALTER TABLE results ADD COLUMN raw BLOB",
        "ALTER TABLE jobs ADD COLUMN seconds REAL",
    ),
    (
        "CREATE TABLE settings (name TEXT PRIMARY KEY, value TEXT NOT NULL)",
        # Until now there was but one.
        "INSERT INTO settings SELECT 'api', 'sonar' WHERE EXISTS (SELECT 1 FROM items)",
    ),
)


def is_current(connection: sqlite3.Connection) -> bool:
    """Whether an open file has all the tables of this version."""
    return bool(connection.execute("PRAGMA user_version").fetchone()[0] == len(STEPS))


def prepare(connection: sqlite3.Connection, path: str) -> None:
    """Make the tables, or bring older ones up to date, in one transaction.

    Raises:
        LedgerDamagedError: the file is a database of something else.
        LedgerVersionError: a newer version of this package wrote it.
    """
    version = connection.execute("PRAGMA user_version").fetchone()[0]
    application = connection.execute("PRAGMA application_id").fetchone()[0]
    tables = connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]
    if application != APPLICATION_ID and (tables or version or application):
        raise LedgerDamagedError(f"{path} is a database of another program, not a ledger; name another file.")
    if version > len(STEPS):
        raise LedgerVersionError(
            f"{path} was written by a newer version of perplexity-jobs (ledger version {version}, this one "
            f"knows up to {len(STEPS)}): update perplexity-jobs."
        )
    if version == len(STEPS):
        return
    connection.execute("BEGIN IMMEDIATE")
    try:
        for step in STEPS[version:]:
            for statement in step:
                connection.execute(statement)
        connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        connection.execute(f"PRAGMA user_version = {len(STEPS)}")
        connection.execute("COMMIT")
    except BaseException:
        connection.rollback()
        raise
