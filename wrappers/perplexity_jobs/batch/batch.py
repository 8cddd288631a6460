"""`Batch` and `AsyncBatch`, the public classes: run, stream or estimate a batch, and read its results.

Both run on asyncio. The blocking `Batch` runs an event loop in the caller's thread, so that Ctrl-C reaches
the run directly and callbacks need no locks. Only the writer of the ledger has a thread of its own.
"""

from __future__ import annotations

import asyncio
import contextlib
import os
from collections.abc import AsyncGenerator, Iterator
from pathlib import Path
from typing import Unpack

from .._values.errors import EndpointRetiredError
from .._values.log import warn
from .._values.settings import ApiName
from .._values.signature import shows
from .errors import BatchError
from .ledger.file import mistaken
from .ledger.ledger import Ledger
from .ledger.totals import summary_of
from .money.estimate import Estimate, estimate
from .options import Options, RunOptions
from .questions.loading import load
from .questions.sources import Items, Located
from .results.result import BatchResult
from .results.summary import Summary
from .run.client import MOVED_ON, begin_with, move_on

_shows_options = shows(lambda: RunOptions)


class _BatchBase:
    """What both kinds of batch have in common."""

    def __init__(self, path: str | os.PathLike[str], *, api: ApiName | None = None) -> None:
        # Its lock and its shards lie beside the file itself, whatever link leads there.
        self.path: Path = Path(os.path.realpath(path) if os.path.islink(path) else path)
        self.api = api
        # Used once the service has answered that the other one is retired.
        self._successor: ApiName | None = None

    def __repr__(self) -> str:
        api = "" if self.api is None else f", api={self.api!r}"
        return f"{type(self).__name__}({str(self.path)!r}{api})"

    def results(self, *, raw: bool = False, last: bool = False) -> Iterator[BatchResult]:
        """Every result of the ledger in the order in which they became known, without any request.

        Args:
            raw: with the whole body of each job.
            last: only the last result of each item, in the order of the items.
        """
        with self._open() as ledger:
            n = 0
            while rows := ledger.rows(n, 100, raw=raw, last=last):
                yield from (BatchResult.from_json(row.record, row.raw) for row in rows)
                n = rows[-1].n

    def summary(self) -> Summary:
        """Counts, costs and failures from the ledger, without any request."""
        with self._open() as ledger:
            return summary_of(ledger)

    @_shows_options
    def estimate(self, items: Items, **options: Unpack[RunOptions]) -> Estimate:
        """What `run` with the same arguments would submit, cost and take; nothing is sent or written.

        Raises:
            BatchError: as `run`.
        """
        settings = Options.of(options)
        found, api = self._begin(items, options)
        loaded = load(found, settings.defaults, api)
        if not self.path.exists():
            return estimate(loaded, {}, {}, settings, api)
        with self._open() as ledger:
            return estimate(loaded, ledger.states(), ledger.costs(), settings, api)

    def _begin(self, items: Items, options: RunOptions) -> tuple[list[Located], ApiName]:
        return begin_with(self.path, self._successor or self.api, items, options)

    def _move_on(self, error: EndpointRetiredError, api: ApiName, options: RunOptions) -> ApiName:
        """The API to begin again with; raises the error where there is none."""
        self._successor = move_on(error, self.path, self.api, api, options)
        warn(MOVED_ON)
        return self._successor

    def _open(self) -> Ledger:
        if (problem := mistaken(self.path)) is not None:
            raise BatchError(problem)
        return Ledger(self.path, write=False)


class AsyncBatch(_BatchBase):
    """A batch for asyncio; as `Batch`, with ``await`` before `run`."""

    @_shows_options
    async def run(self, items: Items, **options: Unpack[RunOptions]) -> Summary:
        """Submit every item that has no answer yet, and wait for it; see `Batch.run`.

        Cancelling it loses nothing: submits in flight are awaited and written to the ledger first, unless it
        is cancelled a second time.
        """
        found, api = await asyncio.to_thread(self._begin, items, options)
        while True:
            try:
                return await self._run_on(api, found, options)
            except EndpointRetiredError as error:
                api = self._move_on(error, api, options)

    async def _run_on(self, api: ApiName, items: list[Located], options: RunOptions) -> Summary:
        from .run.run import Run  # loaded late, as its HTTP client is: a ledger is read without it

        with contextlib.ExitStack() as stack:
            run = await asyncio.to_thread(
                Run, self.path, api, items, options, stack, moved=self._successor is not None
            )
            stop, reported = await run.work()
            return summary_of(run.ledger, stop, reported)

    @_shows_options
    async def stream(self, items: Items, **options: Unpack[RunOptions]) -> AsyncGenerator[BatchResult, None]:
        """As `run`, but yields each result in the order in which they end.

        A result counts as delivered when the next one is asked for; one that was not is yielded again by
        the next run. Leaving the loop early ends the run; the next one goes on.
        """
        arrived: asyncio.Queue[BatchResult | None] = asyncio.Queue()

        async def deliver(result: BatchResult) -> None:
            arrived.put_nowait(result)
            await arrived.join()

        options["on_result"] = deliver
        running = asyncio.create_task(self.run(items, **options))
        running.add_done_callback(lambda _: arrived.put_nowait(None))
        try:
            while (result := await arrived.get()) is not None:
                yield result
                arrived.task_done()
            await running
        finally:
            running.cancel()
            await asyncio.gather(running, return_exceptions=True)


class Batch(_BatchBase):
    """Many questions, each submitted and paid for once.

        summary = Batch("questions.ledger").run([{"id": "a", "question": "…"}], out="results.jsonl")

    Args:
        path: of the ledger, a file that the first run creates. Whatever ends a run, the same call continues
            where it stopped: no item is lost, bought twice or reported twice.
        api: ``"sonar"`` or ``"agent"``; where left out, that of the client given, of ``PERPLEXITY_API`` or of
            the ledger. Where none of them says, it is ``"sonar"``, and ``"agent"`` once the service answers
            that the first is retired. A ledger stays with the API that its jobs were bought from.

    The Agent API has no idempotency key: an item whose request left without an answer becomes ``uncertain``
    there, and is submitted again only with `resubmit_uncertain`.
    """

    @_shows_options
    def run(self, items: Items, **options: Unpack[RunOptions]) -> Summary:
        """Submit every item that has no answer yet; returns when all have ended, or something ends the run.

        The first Ctrl-C (or SIGTERM) stops submitting, and writes requests in flight to the ledger; jobs go
        on at the service. A second one ends the run at once, which loses nothing either.

        Args:
            items: questions as texts, mappings or `Item`, or a Path to a file of them. All are checked before
                the first is sent.
            options: see `RunOptions`.

        Returns:
            a summary of the whole ledger, with the reason why the run ended.

        Raises:
            BatchError: the items, the ledger or the results file cannot be used, or an event loop runs in
                this thread already, as in a notebook: there it is `AsyncBatch`.
            APIError, JobPollError: the service refuses every request (key, credits, endpoint), or has not
                answered usably for `give_up_after` seconds. The same call goes on later.
        """
        with contextlib.suppress(RuntimeError):
            asyncio.get_running_loop()
            raise BatchError(
                "An event loop runs here already, as in a notebook: use "
                "`await AsyncBatch(path).run(...)` in the place of `Batch(path).run(...)`."
            )
        found, api = self._begin(items, options)
        while True:
            try:
                return self._run_on(api, found, options)
            except EndpointRetiredError as error:
                api = self._move_on(error, api, options)

    def _run_on(self, api: ApiName, items: list[Located], options: RunOptions) -> Summary:
        from .cluster import run_shards
        from .run.run import Run

        with contextlib.ExitStack() as stack:
            run = Run(self.path, api, items, options, stack, moved=self._successor is not None)
            scheduler = options.get("scheduler")
            if scheduler is None:
                stop, reported = asyncio.run(run.work(signals=True))
            elif options.get("client") is not None or options.get("api_key") is not None:
                raise ValueError(
                    "with scheduler= the workers read PERPLEXITY_API_KEY: leave out client and api_key."
                )
            else:
                stop, reported = run_shards(run, scheduler, options.get("base_url"))
            return summary_of(run.ledger, stop, reported)
