"""Shards: a batch split over the workers of a Dask cluster (extra `dask`).

A shard is a part of the items with a ledger of its own, and one Dask task. When a worker dies, Dask gives its
task to another one, which opens the same ledger and continues from the intents and job ids in it; the lock
was released when the process died. The results of every shard are copied into the batch's own ledger, in one
transaction with the position that was reached, so that each is copied once.

The API key is not sent along: Dask shows tasks on its dashboard and by default does not encrypt them. Workers
read the key from their own environment.
"""

from __future__ import annotations

import asyncio
import contextlib
import json
import uuid
import zlib
from collections.abc import Iterator, Sequence
from itertools import accumulate, pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from attrs import asdict, evolve, frozen

from .._values.errors import PerplexityJobsError
from .._values.settings import ApiName
from .errors import BatchError, LedgerBusyError
from .ledger.changes import Row, gather
from .ledger.file import folder_of
from .ledger.ledger import Ledger
from .questions.items import Item
from .results.summary import Stop
from .run.reporter import Reporter
from .run.run import Run

if TYPE_CHECKING:
    from distributed import Client

    from .options import RunOptions

# How often Dask retries a shard whose ledger is still locked by a worker that Dask took for dead.
_RETRIES = 5


@frozen
class ShardResult:
    """What a worker returns: the new results of its shard, and why its run ended."""

    results: Sequence[Row]
    stop: Stop | None
    error: PerplexityJobsError | None


def shard_of(item_id: str, count: int) -> int:
    """The shard of an item: by its id alone, so that it stays the same in every run."""
    return zlib.crc32(item_id.encode()) % count


def shares(total: int, weights: Sequence[int]) -> list[int]:
    """A whole number split in proportion to weights; the parts add up to it."""
    whole = sum(weights) or 1
    edges = [total * upto // whole for upto in accumulate(weights, initial=0)]
    return [end - begin for begin, end in pairwise(edges)]


def run_shard(
    path: str,
    api: ApiName,
    items: Sequence[Item],
    after: int,
    options: RunOptions,
    run: str | None = None,
    moved: bool = False,
) -> ShardResult:
    """Work on one shard; runs on a worker.

    Results up to number `after` are in the batch's ledger already. `run` names the run of the whole batch.
    """
    stop, error = None, None
    try:
        with contextlib.ExitStack() as stack:
            made = Run(Path(path), api, items, options, stack, run, moved=moved)
            stop, _ = asyncio.run(made.work(signals=True))
    except LedgerBusyError:
        raise  # Dask retries: the worker that holds the lock was taken for dead, and will end
    except PerplexityJobsError as problem:
        error = problem
    if not Path(path).exists():
        return ShardResult((), stop, error)
    with Ledger(Path(path), write=False) as ledger:
        return ShardResult(ledger.rows(after, -1, raw=True), stop, error)


def run_shards(run: Run, scheduler: str | Client, base_url: str | None) -> tuple[Stop, int]:
    """Run all shards on the cluster; returns why the run ended, and how many results it reported.

    Raises:
        ValueError: no `submit_rate` is given; workers that learn one account's rate would disturb each other.
        BatchError: there are no workers.
    """
    if run.settings.submit_rate is None:
        raise ValueError("with scheduler= say the submit_rate of the account: the workers share it.")
    import distributed

    dask: Any = distributed  # its functions have no types
    reporter = Reporter(run.ledger, run.results, run.settings.on_result)
    own = contextlib.nullcontext(scheduler) if isinstance(scheduler, dask.Client) else dask.Client(scheduler)
    parts: list[ShardResult] = []
    with own as client:
        workers = len(client.scheduler_info(n_workers=-1)["workers"])
        if not workers:
            raise BatchError("The cluster has no workers: start some, then run the same again.")
        folder, name = folder_of(run.ledger.path).resolve(), str(uuid.uuid4())
        futures: dict[Any, str] = {}
        for number, items, options in _split(run, _count(folder, workers), base_url):
            sink, path = f"shard:{number}", str(folder / f"{number:04}.ledger")
            call = (path, run.api, items, run.ledger.sink(sink)[0], options, name, run.moved)
            futures[client.submit(run_shard, *call, pure=False, retries=_RETRIES)] = sink
        for future in dask.as_completed(futures):
            parts.append(future.result())
            if parts[-1].results:
                run.ledger.change(gather, futures[future], parts[-1].results)
            asyncio.run(reporter.deliver())
    for part in parts:
        if part.error is not None:
            raise part.error
    stops = {part.stop for part in parts} - {Stop.DONE}
    return next((stop for stop in Stop if stop in stops), Stop.DONE), reporter.reported


def _count(folder: Path, workers: int) -> int:
    """The number of shards, fixed by the first run: an item must stay in the ledger that it is in."""
    folder.mkdir(exist_ok=True)
    note = folder / "count"
    if not note.exists():
        partial = folder / "count.partial"
        partial.write_text(str(workers))
        partial.replace(note)
    return int(note.read_text())


def _split(run: Run, count: int, base_url: str | None) -> Iterator[tuple[int, list[Item], RunOptions]]:
    """The shards that have items: each with its number, its items, and its share of the limits."""
    groups: list[list[Item]] = [[] for _ in range(count)]
    for made in run.entries:
        request, metadata = json.loads(made.request), json.loads(made.metadata)
        groups[shard_of(made.id, count)].append(Item(id=made.id, metadata=metadata, **request))
    given = run.settings
    jobs = shares(given.max_jobs or 0, [len(group) for group in groups])
    for number, group in enumerate(groups):
        if not group:
            continue
        share = len(group) / len(run.entries)
        part = evolve(
            given,
            submit_rate=(given.submit_rate or 0.0) * share,
            max_cost=None if given.max_cost is None else given.max_cost * share,
            max_jobs=None if given.max_jobs is None else jobs[number],
            concurrency=max(1, int(given.concurrency * share)),
            # The items have the defaults already; functions are called here, not on the workers.
            defaults={},
            on_result=None,
            on_progress=None,
        )
        yield number, group, cast("RunOptions", {"base_url": base_url, **asdict(part, recurse=False)})
