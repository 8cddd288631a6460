"""Many questions, asked once each: a batch that can be killed at any instant and goes on (extra: `batch`).

    from perplexity_jobs.batch import Batch

    summary = Batch("questions.ledger").run(
        [{"id": "a", "question": "What is known about ...?"}], out="results.jsonl", max_cost=20.0
    )

`perplexity-jobs batch` does the same on the command line. docs/batch.md says what is safe against what.

From the top down:

* `report`: a page about a batch.
* `batch`: `Batch` and `AsyncBatch`.
* `cluster`: a batch on several machines.
* `run`: one run, from the submits to the results file.
* `ledger`: what was asked, sent, bought, received and reported, on the disk.
* `money`: costs, budget and estimate.
* `options`: the keywords of a run.
* `results`, `questions`, `errors`: the values that go through all of them.
"""

from __future__ import annotations

try:
    import filelock as _filelock  # noqa: F401  # only to see whether the extra is there
except ModuleNotFoundError as exc:
    raise ModuleNotFoundError(
        f"batches need {exc.name}: pip install 'perplexity-jobs[batch]'", name=exc.name
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
