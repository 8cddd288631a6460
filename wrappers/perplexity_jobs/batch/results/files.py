"""The files of one batch: no two of them may be one and the same, whatever names it goes by.

Each is written in its own way, and would destroy what the other one holds: answers that are paid for.
"""

from __future__ import annotations

import os
from itertools import combinations
from pathlib import Path

from ..errors import LedgerError, OutputError

_BESIDE_A_LEDGER = ("", ".lock", ".shards", "-wal", "-shm", "-journal")


def check_files(
    ledger: Path, *, questions: Path | None = None, out: Path | None = None, report: Path | None = None
) -> None:
    """Refuse, before anything is made or sent, files that cannot be those of one batch.

    Args:
        ledger: of the batch; the files that stand beside one belong to it.
        questions: the file that the items come from, if any.
        out: where results are written to, if anywhere.
        report: where a page is written to, if anywhere.

    Raises:
        OutputError: two of them are the same file: by path, by a link, or by letters that the disk does
            not tell apart; or results are to go where none can be kept.
        LedgerError: the folder of the ledger is missing, or the ledger is no file.
    """
    files = [
        ("the ledger", [Path(f"{ledger}{end}") for end in _BESIDE_A_LEDGER]),
        ("the questions", [questions] if questions else []),
        ("the results", [out] if out else []),
        ("the report", [report, partial_of(report)] if report else []),
    ]
    for (one, here), (other, there) in combinations(files, 2):
        for path in there:
            if any(_same(path, taken) for taken in here):
                raise OutputError(
                    f"{path} would be {one} and {other} at once: name another file for one of them. Nothing "
                    "was sent."
                )
    if not os.path.isdir(ledger.parent):
        # A lock would make it; but on a disk that is not there, a new ledger would buy everything again.
        raise LedgerError(
            f"There is no folder {ledger.parent} for the ledger: make it, or name a ledger in another one. "
            "Nothing was sent."
        )
    if os.path.exists(ledger) and not os.path.isfile(ledger):
        raise LedgerError(f"{ledger} is no file that could be a ledger: name one. Nothing was sent.")
    if out is not None and os.path.exists(out) and not (os.path.isfile(out) or os.path.isdir(out)):
        raise OutputError(
            f"{out} is no file that could keep results: name one. Nothing was sent, and every result of "
            "earlier runs is in the ledger."
        )


def partial_of(report: Path) -> Path:
    """Where a report is written before it is whole."""
    return Path(f"{report}.partial")


def _same(one: Path, other: Path) -> bool:
    if os.path.exists(one) and os.path.exists(other):
        return os.path.samefile(one, other)
    return os.path.realpath(one) == os.path.realpath(other)
