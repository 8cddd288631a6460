"""Batches: thousands of questions, each bought once, with a ledger that survives a kill (extra: `batch`).

    from perplexity_jobs.batch import Batch

    summary = Batch("questions.ledger").run(
        [{"id": "a", "question": "What is known about ...?"}], out="results.jsonl", max_cost=20.0
    )

`perplexity-jobs batch` does the same on the command line. docs/batch.md says which mishaps a batch survives.

From the top down:

* `report`: an HTML page about a batch.
* `batch`: `Batch` and `AsyncBatch`.
* `cluster`: a batch on several machines.
* `run`: one run: its tasks submit, poll and report.
* `ledger`: the SQLite file with every item, job and result.
* `money`: costs, budget and estimate.
* `options`: the keywords of `Batch.run`.
* `results`, `questions`, `errors`: the values and exceptions that the others share.
"""

from __future__ import annotations

try:
    import filelock as _filelock  # noqa: F401  # only to see whether the extra is there
except ModuleNotFoundError as _missing:
    raise ModuleNotFoundError(
        f"batches need {_missing.name}: pip install 'perplexity-jobs[batch]'", name=_missing.name
    ) from None

from .batch import AsyncBatch, Batch
from .errors import (
    ApiChangedError,
    BatchError,
    InputError,
    ItemChangedError,
    LedgerBusyError,
    LedgerDamagedError,
    LedgerError,
    LedgerVersionError,
    OutputError,
)
from .money.estimate import Estimate
from .questions.items import Item
from .questions.sources import read_items
from .results.result import BatchResult, ResultStatus
from .results.summary import BatchProgress, Stop, Summary

__all__ = [
    "ApiChangedError",
    "AsyncBatch",
    "Batch",
    "BatchError",
    "BatchProgress",
    "BatchResult",
    "Estimate",
    "InputError",
    "Item",
    "ItemChangedError",
    "LedgerBusyError",
    "LedgerDamagedError",
    "LedgerError",
    "LedgerVersionError",
    "OutputError",
    "ResultStatus",
    "Stop",
    "Summary",
    "read_items",
]
