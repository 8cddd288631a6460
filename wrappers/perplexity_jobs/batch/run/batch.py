"""`Batch` and `AsyncBatch`: a ledger's path, and what can be done with it.

The work is done by asyncio in either case. The blocking `Batch` runs an event loop of its own in the
caller's thread rather than in another one: Ctrl-C then reaches the run directly, and callbacks need no
locks. Only the disk has a thread of its own.
"""

from __future__ import annotations

import asyncio
import contextlib
import os
from collections.abc import AsyncGenerator, Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, Unpack

from ..._client.asynchronous import AsyncPerplexityJobs, prepare
from ..._client.base import adapter_of, core_of, has_http_client
from ..._client.blocking import PerplexityJobs
from ..._values.secret import veil
from ..cluster.shards import Shards, folder_of
from ..errors import BatchError
from ..ledger.changes import without_job
from ..ledger.ledger import Ledger
from ..ledger.origin import api_of
from ..money.estimate import Estimate, estimate
from ..options import Options
from ..questions.items import ItemLike
from ..questions.loading import load
from ..questions.sources import Located
from ..results.files import check_files
from ..results.result import RETRYABLE, BatchResult, ResultStatus
from ..results.sink import ResultsFile
from ..results.summary import Summary, failures
from .choice import choose
from .runner import Runner
from .signals import stopping
from .uncertain import cut_off

if TYPE_CHECKING:
    from distributed import Client

    from ..._values.settings import ApiName
    from ..keywords import RunOptions

# Looking at these again costs nothing: the job may have ended in the meantime.
_SAME_JOB = (ResultStatus.UNFINISHED,)


class _Books:
    """What both kinds of batch have in common."""

    def __init__(self, path: str | os.PathLike[str], *, api: ApiName | None = None) -> None:
        self.path = Path(path)
        self.api = api

    def __repr__(self) -> str:
        api = "" if self.api is None else f", api={self.api!r}"
        return f"{type(self).__name__}({str(self.path)!r}{api})"

    def results(self, *, raw: bool = False) -> Iterator[BatchResult]:
        """Every result of the ledger in the order in which they became known, without any request.

        Args:
            raw: with the whole body of each job.
        """
        with self._look() as ledger:
            n = 0
            while rows := ledger.rows(n, 100, raw=raw):
                yield from (BatchResult.from_json(row.record, row.raw) for row in rows)
                n = rows[-1].n

    def summary(self) -> Summary:
        """What the ledger says, without any request."""
        with self._look() as ledger:
            return _summary(ledger)

    def estimate(self, items: Iterable[ItemLike | Located] | Path, **options: Unpack[RunOptions]) -> Estimate:
        """What `run` with the same arguments would submit, cost and take; nothing is sent or written.

        Raises:
            InputError: as `run`.
        """
        settings = _options(options)
        api = choose(self.api, options.get("client"), api_of(self.path))
        loaded = load(items, settings.defaults, api)
        if not self.path.exists():
            return estimate(loaded.entries, {}, (), settings, api, repeated=loaded.repeated)
        with self._look() as ledger:
            states = ledger.states([made.id for made in loaded.entries])
            return estimate(
                loaded.entries, states, ledger.purchases(), settings, api, repeated=loaded.repeated
            )

    def _look(self) -> Ledger:
        if not self.path.exists():
            raise BatchError(f"There is no ledger {self.path}.")
        return Ledger(self.path, write=False)


class AsyncBatch(_Books):
    """A batch for asyncio; as `Batch`, with ``await`` before `run`."""

    async def run(self, items: Iterable[ItemLike | Located] | Path, **options: Unpack[RunOptions]) -> Summary:
        """Ask everything that has no answer yet; see `Batch.run`.

        Cancelling it loses nothing: submits that are under way are awaited and written down first, unless it
        is cancelled a second time.
        """
        with contextlib.ExitStack() as stack:
            run = await asyncio.to_thread(_Run, self.path, self.api, items, options, stack)
            return await run.work()

    async def stream(
        self, items: Iterable[ItemLike | Located] | Path, **options: Unpack[RunOptions]
    ) -> AsyncGenerator[BatchResult, None]:
        """As `run`, but yields each result in the order in which they end.

        A result counts as delivered when the next one is asked for; one that was not is yielded again by
        the next run. Leaving the loop early ends the run; the next one goes on.
        """
        arrived: asyncio.Queue[BatchResult] = asyncio.Queue(maxsize=1)

        async def deliver(result: BatchResult) -> None:
            await arrived.put(result)
            await arrived.join()

        options["on_result"] = deliver
        running = asyncio.create_task(self.run(items, **options))
        try:
            while True:
                coming = asyncio.create_task(arrived.get())
                await asyncio.wait({running, coming}, return_when=asyncio.FIRST_COMPLETED)
                if not coming.done():
                    coming.cancel()
                    break
                yield coming.result()
                arrived.task_done()
            await running
        finally:
            running.cancel()
            await asyncio.gather(running, return_exceptions=True)


class Batch(_Books):
    """Many questions, asked once each.

        summary = Batch("questions.ledger").run([{"id": "a", "question": "…"}], out="results.jsonl")

    Args:
        path: of the ledger, a file that is made at the first run. Whatever ends a run, the same call goes
            on where it stopped: no item is lost, bought twice or reported twice.
        api: ``"sonar"`` or ``"agent"``; where left out, that of the client given, of ``PERPLEXITY_API``, of
            the ledger, else ``"sonar"``. A ledger stays with the API that its jobs were bought from.

    The Agent API has no idempotency key: an item whose request left without an answer becomes ``uncertain``
    there, and is submitted again only with `resubmit_uncertain`.
    """

    def run(self, items: Iterable[ItemLike | Located] | Path, **options: Unpack[RunOptions]) -> Summary:
        """Ask everything that has no answer yet; returns when all has ended, or something ends the run.

        The first Ctrl-C (or SIGTERM) ends it in good order: nothing more is submitted, what is under way is
        written down, jobs go on at the service. A second one ends it at once, which loses nothing either.

        Args:
            items: questions as texts, mappings or `Item`, or a Path to a file of them. They are all looked
                at before the first is sent.
            options: see `RunOptions`.

        Returns:
            a summary of the whole ledger, with the reason for which the run ended.

        Raises:
            BatchError: the items, the ledger or the results file cannot be used, or an event loop runs in
                this thread already, as in a notebook: there it is `AsyncBatch`.
            APIError: the service refuses all of it (key, credits, endpoint), or has not answered for
                `give_up_after` seconds. The same call goes on later.
        """
        with contextlib.suppress(RuntimeError):
            asyncio.get_running_loop()
            raise BatchError(
                "An event loop runs here already, as in a notebook: use "
                "`await AsyncBatch(path).run(...)` in the place of `Batch(path).run(...)`."
            )
        with contextlib.ExitStack() as stack:
            run = _Run(self.path, self.api, items, options, stack)
            scheduler = options.get("scheduler")
            if scheduler is not None:
                return run.spread(scheduler)
            with asyncio.Runner() as runner:
                return runner.run(run.work(signals=True))


class _Run:
    """Everything that a run needs, opened in an order in which nothing is sent before all is well."""

    def __init__(
        self,
        path: Path,
        api: ApiName | None,
        items: Iterable[ItemLike | Located] | Path,
        options: RunOptions,
        stack: contextlib.ExitStack,
    ) -> None:
        veil(options, "api_key")
        self._options = options
        self._settings = settings = _options(options)
        out = None if (given := options.get("out")) is None else Path(given)
        check_files(path, questions=items if isinstance(items, Path) else None, out=out)
        self._api = chosen = choose(api, options.get("client"), api_of(path))
        self._loaded = loaded = load(items, settings.defaults, chosen)
        if options.get("scheduler") is None and folder_of(path).exists():
            raise BatchError(
                f"{path} is split over the ledgers in {folder_of(path)}, which know what is bought already: "
                "run it with scheduler= again."
            )
        self._client = None
        if options.get("scheduler") is None:
            # What is wrong with a setting is told before there is a ledger.
            self._client, self._own = _client(options, chosen)
            prepare(self._client)
        self._ledger = ledger = stack.enter_context(Ledger(path))
        ledger.claim(chosen)
        self._results = None
        if out is not None:
            self._results = stack.enter_context(contextlib.closing(ResultsFile(ledger, out)))
        self._seqs = ledger.add(loaded.entries)
        if options.get("scheduler") is None:
            self._begin_anew()

    def _begin_anew(self) -> None:
        ledger = self._ledger
        if not adapter_of(self._api).has_keys:
            results = [(task, cut_off(task)) for task in ledger.intents()]
            ledger.apply([without_job(task, task.key, result) for task, result in results])
        if self._settings.resubmit_uncertain:
            ledger.retry(self._seqs, (ResultStatus.UNCERTAIN,), ())
        if self._settings.retry_failed:
            ledger.retry(self._seqs, RETRYABLE, _SAME_JOB)

    def spread(self, scheduler: str | Client) -> Summary:
        if self._options.get("client") is not None or self._options.get("api_key") is not None:
            raise ValueError(
                "with scheduler= the workers read PERPLEXITY_API_KEY: leave out client and api_key."
            )
        shards = Shards(self._ledger, scheduler, self._settings, self._api)
        stop, reported = shards.run(self._loaded.entries, self._options.get("base_url"), self._results)
        return _summary(self._ledger, stop=stop, reported=reported)

    async def work(self, *, signals: bool = False) -> Summary:
        client = self._client
        assert client is not None
        try:
            runner = Runner(self._ledger, client, self._seqs, self._settings, self._results)
            with stopping(runner.stop) if signals else contextlib.nullcontext():
                stop = await runner.run()
        finally:
            if self._own:
                await client.close()
        return _summary(self._ledger, stop=stop, reported=runner.reported)


def _client(options: RunOptions, api: ApiName) -> tuple[AsyncPerplexityJobs, bool]:
    """The client to use, and whether it is to be closed."""
    given = options.get("client")
    if isinstance(given, AsyncPerplexityJobs):
        return given, False
    if isinstance(given, PerplexityJobs):
        if has_http_client(given):
            raise ValueError("a batch runs on asyncio: give it an AsyncPerplexityJobs with its http_client.")
        core = core_of(given)
        config = core.config
        return (
            AsyncPerplexityJobs(
                config.api_key.reveal(),
                config.base_url,
                config.request_timeout,
                config.max_retries,
                clock=core.clock,
                api=api,
                max_response_bytes=config.max_response_bytes,
            ),
            True,
        )
    # Failures come back at once: the batch itself knows when to try again, and what to slow down meanwhile.
    return (
        AsyncPerplexityJobs(options.get("api_key"), options.get("base_url"), max_retries=0, api=api),
        True,
    )


def _options(options: RunOptions) -> Options:
    apart = {"client", "api_key", "base_url", "out", "scheduler"}
    rest: dict[str, Any] = {name: value for name, value in options.items() if name not in apart}
    return Options(**rest)


def _summary(ledger: Ledger, **run: Any) -> Summary:
    purchases = list(ledger.purchases())
    counts = ledger.counts()
    doubtful: tuple[str, ...] = ()
    if counts.get(ResultStatus.UNCERTAIN):
        doubtful = ledger.ids(ResultStatus.UNCERTAIN)
    return Summary(
        counts=counts,
        cost=sum(p.cost for p in purchases if p.cost is not None),
        unpriced=sum(p.cost is None for p in purchases),
        jobs=len(purchases),
        durations=tuple(
            sorted(p.seconds for p in purchases if p.seconds is not None and p.outcome == "completed")
        ),
        failures=failures(BatchResult.from_json(record) for record in ledger.latest()),
        uncertain=doubtful,
        **run,
    )
