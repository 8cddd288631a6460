"""What SQLite says, in words that tell what to do: real errors of SQLite, one of each kind."""

from __future__ import annotations

import contextlib
import errno
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest

from perplexity_jobs.batch import LedgerDamagedError, LedgerError
from perplexity_jobs.batch.ledger.file import explained
from perplexity_jobs.batch.ledger.ledger import Ledger


def full(path: Path) -> None:
    """A database that has no room for one page more."""
    with contextlib.closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE TABLE t (value)")
        connection.execute("PRAGMA max_page_count = 2")
        connection.execute("INSERT INTO t VALUES (zeroblob(100000))")


def write_protected(path: Path) -> None:
    """A database that may be read only."""
    path.touch()
    uri = f"{path.as_uri()}?mode=ro"
    with contextlib.closing(sqlite3.connect(uri, uri=True)) as connection:
        connection.execute("CREATE TABLE t (value)")


def held_by_another(path: Path) -> None:
    """A database in which another program is in the middle of a change."""
    with (
        contextlib.closing(sqlite3.connect(path, isolation_level=None)) as other,
        contextlib.closing(sqlite3.connect(path, isolation_level=None, timeout=0)) as connection,
    ):
        other.execute("BEGIN EXCLUSIVE")
        connection.execute("BEGIN IMMEDIATE")


def no_database(path: Path) -> None:
    """A file of something else."""
    path.write_text("my notes\n" * 200)
    with contextlib.closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA quick_check")


@pytest.mark.parametrize(
    ("cause", "words", "kind"),
    [
        (full, "make room, then run the same again. What was written stays", LedgerError),
        (write_protected, r"cannot be opened for writing .*\(--ledger\)", LedgerError),
        (held_by_another, r"q\.ledger: database is locked\.", LedgerError),
        (no_database, "is damaged, or no ledger .* was left as it is", LedgerDamagedError),
    ],
)
def test_each_kind_of_trouble_says_what_to_do(
    tmp_path: Path, cause: Callable[[Path], None], words: str, kind: type[LedgerError]
) -> None:
    """One sentence with the file's name, and no kind that promises more than is known."""
    path = tmp_path / "q.ledger"
    with pytest.raises(sqlite3.Error) as caught:
        cause(path)
    error = explained(path, caught.value)
    assert type(error) is kind
    with pytest.raises(kind, match=words):
        raise error
    assert str(path) in str(error)


def test_trouble_with_the_folder_itself_is_one_sentence_too(tmp_path: Path) -> None:
    """A network drive that goes away shows as an error of the system, not of SQLite."""
    path = tmp_path / "q.ledger"
    with Ledger(path) as ledger:
        with pytest.raises(LedgerError) as caught, ledger.problems():
            raise OSError(errno.ESTALE, "Stale file handle")
        assert caught.value.message == f"The ledger {path}: Stale file handle."
