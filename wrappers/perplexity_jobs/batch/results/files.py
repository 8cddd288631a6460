"""Check that ledger, questions, results file and report are different files, and can be written.

Each is written in its own way, and would destroy the paid answers in another one.
"""

from __future__ import annotations

import os
import unicodedata
from itertools import combinations
from pathlib import Path

from ..errors import LedgerError, OutputError

_BESIDE_A_LEDGER = ("", ".lock", ".shards", "-wal", "-shm", "-journal")


def check_files(
    ledger: Path, *, questions: Path | None = None, out: Path | None = None, report: Path | None = None
) -> None:
    """Refuse, before anything is made or sent, files that cannot be those of one batch.

    Raises:
        OutputError: two of them are the same file, by path, by a link or on a case-insensitive file system;
            or the results file cannot be written.
        LedgerError: the folder of the ledger is missing, or the ledger is no file.
    """
    others = {"the questions": questions, "the results": out, "the report": report}
    files = [("the ledger", Path(f"{ledger}{end}")) for end in _BESIDE_A_LEDGER]
    files += [(name, path) for name, path in others.items() if path is not None]
    for (one, taken), (other, path) in combinations(files, 2):
        if one != other and _same(taken, path):
            raise OutputError(
                f"{path} would be {one} and {other} at once: name another file for one of them. Nothing "
                "was sent."
            )
    if not os.path.isdir(ledger.parent):
        # It is not created: where a disk is not mounted, a new ledger would buy everything again.
        raise LedgerError(
            f"There is no folder {ledger.parent} for the ledger: make it, or name a ledger in another one. "
            "Nothing was sent."
        )
    if os.path.exists(ledger) and not os.path.isfile(ledger):
        raise LedgerError(f"{ledger} is no file that could be a ledger: name one. Nothing was sent.")
    if out is None:
        return
    if os.path.exists(out):
        wrong = "" if os.path.isfile(out) else "is none that could keep results"
    else:
        wrong = "" if os.path.isdir(out.parent) else "would be in a folder that is missing"
    if wrong or not os.access(out if os.path.exists(out) else out.parent, os.W_OK):
        raise OutputError(
            f"The results file {out} {wrong or 'cannot be written'}: name another one. Nothing was sent, and "
            "every result of earlier runs is in the ledger."
        )


def sink_of(path: Path) -> str:
    """The name of a results file in the table of a ledger that says how far each is written."""
    return f"file:{path.resolve()}"


def _same(one: Path, other: Path) -> bool:
    there = [os.path.exists(one), os.path.exists(other)]
    if all(there):
        return os.path.samefile(one, other)
    return not any(there) and _spelt(one) == _spelt(other)


def _spelt(path: Path) -> str:
    """A path as the case-insensitive file systems of Windows and macOS compare it."""
    return unicodedata.normalize("NFC", os.path.realpath(path)).casefold()
