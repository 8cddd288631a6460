"""Several machines: the items split over the workers of a Dask cluster, each part with a ledger of its own.

A part ("shard") is one task. Dask gives the task of a worker that died to another one, which opens the same
ledger and goes on: the intents and job ids in it are as good there as they were here, and the lock of the
dead process is gone with it. The ledger of the batch itself gathers the results, each once, in one
transaction with the note how far the shard has been gathered.

The key is not sent along: tasks are shown on dashboards and travel unencrypted by default. Workers read it
from their own environment.
"""

from __future__ import annotations

import asyncio
import contextlib
import json
import uuid
import zlib
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from attrs import asdict, evolve, frozen

from ..._values.errors import PerplexityJobsError
from ..._values.settings import ApiName
from ..errors import BatchError, LedgerBusyError
from ..ledger.changes import Row, gather, set_setting
from ..ledger.file import folder_of
from ..ledger.ledger import Ledger
from ..options import Options
from ..questions.items import Entry, Item
from ..results.summary import Stop
from ..run.reporter import Reporter, ResultsFile
from ..run.run import Run

if TYPE_CHECKING:
    from distributed import Client

    from ..options import RunOptions

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
    rest, left, parts = sum(weights), total, []
    for weight in weights:
        part = left * weight // rest if rest else 0
        parts.append(part)
        left, rest = left - part, rest - weight
    return parts


def run_shard(
    path: str,
    api: ApiName,
    items: Sequence[Item],
    after: int,
    options: Mapping[str, Any],
    run: str | None = None,
) -> Part:
    """Work on one shard; runs on a worker.

    Args:
        path: of the shard's ledger.
        api: that is spoken.
        items: of the shard.
        after: the number of its last result that is gathered already.
        options: of `Batch.run`.
        run: names the run of the whole batch; None for one of its own.
    """
    stop, error = None, None
    try:
        with contextlib.ExitStack() as stack:
            given = cast("RunOptions", _in_this_attempt(path, run, options))
            stop, _ = asyncio.run(Run(Path(path), api, items, given, stack).work(signals=True))
    except LedgerBusyError:
        raise  # Dask tries again: the one that holds it was given up, and will be gone
    except PerplexityJobsError as problem:
        error = problem
    if not Path(path).exists():
        return Part((), stop, error)
    with Ledger(Path(path), write=False) as ledger:
        return Part(ledger.rows(after, -1, raw=True), stop, error)


def _in_this_attempt(path: str, run: str | None, options: Mapping[str, Any]) -> Mapping[str, Any]:
    """The options, without those that begin items anew where an attempt at this run was made before.

    What to begin anew was decided for the results that were there when the run began. A worker that goes on
    for a dead one would otherwise buy again what that one left uncertain or saw fail.
    """
    once = {"retry_failed": False, "resubmit_uncertain": False}
    if run is None or not any(options.get(name) for name in once):
        return options
    with Ledger(Path(path)) as ledger:
        first = ledger.change(set_setting, "run", run)
    return options if first else {**options, **once}


class Shards:
    """A batch on a cluster.

    Args:
        ledger: of the whole batch, open, with the items in it.
        scheduler: the address of a Dask scheduler, or a ``distributed.Client``.

    Raises:
        ValueError: the rate is not told; several learners of one account's rate would mislead each other.
    """

    def __init__(self, ledger: Ledger, scheduler: str | Client, options: Options, api: ApiName) -> None:
        if options.submit_rate is None:
            raise ValueError("with scheduler= say the submit_rate of the account: the workers share it.")
        self._ledger, self._scheduler, self._options = ledger, scheduler, options
        self._folder, self._api = folder_of(ledger.path), api

    def run(
        self,
        entries: Sequence[Entry],
        base_url: str | None,
        results: ResultsFile | None,
    ) -> tuple[Stop, int]:
        """Work until every shard has ended; why the run ended, and how many results it reported."""
        import distributed

        dask: Any = distributed  # its functions have no types
        reporter = Reporter(self._ledger, results, self._options.on_result)
        given = isinstance(self._scheduler, dask.Client)
        client: Any = self._scheduler if given else dask.Client(self._scheduler)
        parts: list[Part] = []
        try:
            workers = len(client.scheduler_info(n_workers=-1)["workers"])
            if not workers:
                raise BatchError("The cluster has no workers: start some, then run the same again.")
            count = self._count(workers)
            run = str(uuid.uuid4())
            futures = {
                client.submit(run_shard, *call, run, pure=False, retries=_RETRIES): number
                for number, call in self._calls(entries, count, base_url)
            }
            for future in dask.as_completed(futures):
                part: Part = future.result()
                parts.append(part)
                if part.results:
                    self._ledger.change(gather, _name(futures[future]), part.results)
                asyncio.run(reporter.deliver())
        finally:
            if not given:
                client.close()
        errors = [part.error for part in parts if part.error is not None]
        if errors:
            raise errors[0]
        stops = {part.stop for part in parts}
        return next(
            (stop for stop in Stop if stop in stops and stop is not Stop.DONE), Stop.DONE
        ), reporter.reported

    def _count(self, workers: int) -> int:
        """The number of shards: decided in the first run, since an item must not change its ledger."""
        self._folder.mkdir(exist_ok=True)
        note = self._folder / "count"
        if not note.exists():
            partial = self._folder / "count.partial"
            partial.write_text(str(workers))
            partial.replace(note)
        return int(note.read_text())

    def _calls(
        self, entries: Sequence[Entry], count: int, base_url: str | None
    ) -> list[tuple[int, tuple[str, ApiName, list[Item], int, dict[str, Any]]]]:
        groups: list[list[Item]] = [[] for _ in range(count)]
        for made in entries:
            groups[shard_of(made.id, count)].append(_item(made))
        weights = [len(group) for group in groups]
        jobs = None if self._options.max_jobs is None else shares(self._options.max_jobs, weights)
        calls = []
        for number, group in enumerate(groups):
            if not group:
                continue
            share = len(group) / len(entries)
            given = self._options
            part = evolve(
                given,
                submit_rate=(given.submit_rate or 0.0) * share,
                max_cost=None if given.max_cost is None else given.max_cost * share,
                max_jobs=None if jobs is None else jobs[number],
                concurrency=max(1, given.concurrency * len(group) // len(entries)),
                # The items hold them already, and functions stay where they are.
                defaults={},
                on_result=None,
                on_progress=None,
            )
            options = {"base_url": base_url, **asdict(part, recurse=False)}
            path = str(self._folder.resolve() / f"{number:04}.ledger")
            calls.append((number, (path, self._api, group, self._ledger.sink(_name(number))[0], options)))
        return calls


def _name(number: int) -> str:
    return f"shard:{number}"


def _item(made: Entry) -> Item:
    request = json.loads(made.request)
    return Item(
        id=made.id,
        question=request["question"],
        model=request["model"],
        fields=request["fields"],
        metadata=json.loads(made.metadata),
    )
