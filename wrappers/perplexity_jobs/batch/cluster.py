"""A batch on several machines (extra `dask`): the items split over the workers of a Dask cluster.

A part ("shard") is one task with a ledger of its own. Dask gives the task of a worker that died to another
one, which opens the same ledger and goes on: the intents and job ids in it are as good there as they were
here, and the lock of the dead process is gone with it. The ledger of the batch itself gathers the results,
each once, in one transaction with the note how far the shard has been gathered.

The key is not sent along: tasks are shown on dashboards and travel unencrypted by default. Workers read it
from their own environment.
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

# How often a shard is begun anew where its ledger is still held by a worker that was given up too early.
_RETRIES = 5


@frozen
class Part:
    """What a worker gives back: its new results, and why it stopped."""

    results: Sequence[Row]
    stop: Stop | None
    error: PerplexityJobsError | None


def shard_of(item_id: str, count: int) -> int:
    """The shard of an item: by its id alone, so that it stays the same in every run."""
    return zlib.crc32(item_id.encode()) % count


def shares(total: int, weights: Sequence[int]) -> list[int]:
    """A whole number split by weight, without losing or gaining one."""
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
) -> Part:
    """Work on one shard; runs on a worker.

    Args:
        path: of the shard's ledger.
        after: the number of its last result that is gathered already.
        run: names the run of the whole batch; None for one of its own.
    """
    stop, error = None, None
    try:
        with contextlib.ExitStack() as stack:
            stop, _ = asyncio.run(Run(Path(path), api, items, options, stack, run).work(signals=True))
    except LedgerBusyError:
        raise  # Dask tries again: the one that holds it was given up, and will be gone
    except PerplexityJobsError as problem:
        error = problem
    if not Path(path).exists():
        return Part((), stop, error)
    with Ledger(Path(path), write=False) as ledger:
        return Part(ledger.rows(after, -1, raw=True), stop, error)


def run_shards(run: Run, scheduler: str | Client, base_url: str | None) -> tuple[Stop, int]:
    """Work on all shards; why the run ended, and how many results it reported.

    Raises:
        ValueError: the rate is not told; several learners of one account's rate would mislead each other.
        BatchError: there are no workers.
    """
    if run.settings.submit_rate is None:
        raise ValueError("with scheduler= say the submit_rate of the account: the workers share it.")
    import distributed

    dask: Any = distributed  # its functions have no types
    reporter = Reporter(run.ledger, run.results, run.settings.on_result)
    given = isinstance(scheduler, dask.Client)
    client: Any = scheduler if given else dask.Client(scheduler)
    parts: list[Part] = []
    try:
        workers = len(client.scheduler_info(n_workers=-1)["workers"])
        if not workers:
            raise BatchError("The cluster has no workers: start some, then run the same again.")
        folder, name = folder_of(run.ledger.path).resolve(), str(uuid.uuid4())
        futures: dict[Any, str] = {}
        for number, items, options in _split(run, _count(folder, workers), base_url):
            sink, path = f"shard:{number}", str(folder / f"{number:04}.ledger")
            call = (path, run.api, items, run.ledger.sink(sink)[0], options, name)
            futures[client.submit(run_shard, *call, pure=False, retries=_RETRIES)] = sink
        for future in dask.as_completed(futures):
            parts.append(future.result())
            if parts[-1].results:
                run.ledger.change(gather, futures[future], parts[-1].results)
            asyncio.run(reporter.deliver())
    finally:
        if not given:
            client.close()
    for part in parts:
        if part.error is not None:
            raise part.error
    stops = {part.stop for part in parts} - {Stop.DONE}
    return next((stop for stop in Stop if stop in stops), Stop.DONE), reporter.reported


def _count(folder: Path, workers: int) -> int:
    """The number of shards: decided in the first run, since an item must not change its ledger."""
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
            # The items hold them already, and functions stay where they are.
            defaults={},
            on_result=None,
            on_progress=None,
        )
        yield number, group, cast("RunOptions", {"base_url": base_url, **asdict(part, recurse=False)})
