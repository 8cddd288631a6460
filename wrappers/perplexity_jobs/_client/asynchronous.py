"""`AsyncPerplexityJobs`, the client for asyncio and trio, and what carries its operations out.

It has the same names as the blocking client, with ``await`` and ``async for``.
"""

from __future__ import annotations

import inspect
from collections.abc import AsyncIterator, Callable, Iterable, Sequence
from typing import TYPE_CHECKING, Self, Unpack

from .._core.effects import Effect, Flow, Send, SendAll, Sleep, T, Tell
from .._core.job import JobPage
from .._core.pages import Pager
from .._transport.asynchronous import AsyncHttpClient, AsyncTransport
from .._values.extras import Extras
from .._values.log import logger
from .base import ClientBase
from .jobs import AsyncJob

if TYPE_CHECKING:
    from .._apis.keywords import Question, RequestExtras, SubmitOptions
    from .._core.poll import Progress
    from .._core.poll_policy import PollPolicy
    from .._values.call import Outcome
    from .._waiting.as_completed import Many


class AsyncPerplexityJobs(ClientBase[AsyncJob, AsyncHttpClient]):
    """Perplexity's background jobs: submit, wait, page through.

    May be used from many tasks and event loops at once; each loop has connections of its own. Use it with
    ``async with``, or await `close()`. Every method that asks the service takes `extra_headers` and
    `extra_query`, for all of its requests.
    """

    __module__ = "perplexity_jobs"  # where users import it from, for tracebacks and pickles
    _job_class = AsyncJob
    _transport_class = AsyncTransport
    _transport: AsyncTransport
    _sleep = "async_sleep"

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *exc_info: object) -> None:
        await self.close()

    async def close(self) -> None:
        """Close the connections that this client opened; those of another event loop end with it.

        Jobs at the service go on.
        """
        await self._transport.close()

    aclose = close

    async def submit(
        self,
        question: Question,
        model: str | None = None,
        *,
        idempotency_key: str | None = None,
        **options: Unpack[SubmitOptions],
    ) -> AsyncJob:
        """As `PerplexityJobs.submit`."""
        return await self._run(self._core.submit(question, model, idempotency_key, options))

    async def get(self, job_id: str, **extras: Unpack[RequestExtras]) -> AsyncJob:
        """As `PerplexityJobs.get`."""
        return await self._run(self._core.get(job_id, extras=Extras.of(extras)))

    async def cancel(self, job: AsyncJob | str, **extras: Unpack[RequestExtras]) -> AsyncJob:
        """As `PerplexityJobs.cancel`."""
        return await self._run(self._core.cancel(job, extras=Extras.of(extras)))

    async def wait(
        self,
        job: AsyncJob | str,
        timeout: float | None = 1800.0,
        poll: PollPolicy | None = None,
        on_update: Callable[[Progress[AsyncJob]], object] | None = None,
        **extras: Unpack[RequestExtras],
    ) -> AsyncJob:
        """As `PerplexityJobs.wait`; what `on_update` returns is awaited where it can be."""
        flow = self._core.wait(
            job, timeout=timeout, policy=poll, on_update=on_update, extras=Extras.of(extras)
        )
        return await self._run(flow)

    def as_completed(
        self,
        jobs: Iterable[AsyncJob | str],
        timeout: float | None = None,
        poll: PollPolicy | None = None,
        **extras: Unpack[RequestExtras],
    ) -> AsyncIterator[AsyncJob]:
        """As `PerplexityJobs.as_completed`."""
        from .._waiting.as_completed import Many  # loaded late: many programs wait for one job at a time

        return self._ended(Many.start(self._core, jobs, timeout, poll, Extras.of(extras)))

    async def _ended(self, many: Many[AsyncJob]) -> AsyncIterator[AsyncJob]:
        from .._waiting.as_completed import next_ended

        while (job := await self._run(next_ended(self._core, many))) is not None:
            yield job
            del job  # results are large, and the next one may take a while

    async def run(
        self,
        question: Question,
        model: str | None = None,
        *,
        timeout: float | None = 1800.0,
        poll: PollPolicy | None = None,
        on_update: Callable[[Progress[AsyncJob]], object] | None = None,
        idempotency_key: str | None = None,
        **options: Unpack[SubmitOptions],
    ) -> AsyncJob:
        """As `PerplexityJobs.run`."""
        flow = self._core.run(
            question, model, idempotency_key, options, timeout=timeout, policy=poll, on_update=on_update
        )
        return await self._run(flow)

    async def list(
        self,
        limit: int | None = None,
        next_token: str | None = None,
        **extras: Unpack[RequestExtras],
    ) -> JobPage[AsyncJob]:
        """As `PerplexityJobs.list`."""
        flow = self._core.page(limit=limit, next_token=next_token, extras=Extras.of(extras))
        return await self._run(flow)

    def iter(
        self,
        limit: int | None = None,
        next_token: str | None = None,
        max_items: int | None = None,
        **extras: Unpack[RequestExtras],
    ) -> AsyncIterator[AsyncJob]:
        """As `PerplexityJobs.iter`."""
        return self._items(self.iter_pages(limit, next_token, max_items, **extras), max_items)

    def iter_pages(
        self,
        limit: int | None = None,
        next_token: str | None = None,
        max_items: int | None = None,
        **extras: Unpack[RequestExtras],
    ) -> AsyncIterator[JobPage[AsyncJob]]:
        """As `PerplexityJobs.iter_pages`."""
        return self._pages(self._core.pager(limit, next_token, max_items), Extras.of(extras))

    async def _pages(self, pager: Pager, extras: Extras) -> AsyncIterator[JobPage[AsyncJob]]:
        while not pager.done:
            yield await self._run(self._core.next_page(pager, extras=extras))

    async def _items(
        self, pages: AsyncIterator[JobPage[AsyncJob]], left: int | None
    ) -> AsyncIterator[AsyncJob]:
        async for page in pages:
            for job in page.items[:left]:
                yield job
            left = None if left is None else left - len(page.items)

    async def _run(self, flow: Flow[T]) -> T:
        try:
            effect = next(flow)
            while True:
                try:
                    outcome = await self._perform(effect)
                except BaseException as error:
                    effect = flow.throw(error)
                else:
                    effect = flow.send(outcome)
        except StopIteration as stop:
            return stop.value  # type: ignore[no-any-return]  # the flow's own return value

    async def _perform(self, effect: Effect) -> Outcome | Sequence[Outcome] | None:
        match effect:
            case Send(call, budget):
                return await self._transport.send(call, budget)
            case SendAll(calls, budget):
                from .._waiting.as_completed import async_send_all

                return await async_send_all(self._transport, calls, budget)
            case Sleep(seconds):
                await self._core.clock.async_sleep(seconds)
            case Tell(callback, progress):
                try:
                    answer = callback(progress)
                    if inspect.isawaitable(answer):
                        await answer
                except Exception:
                    logger.exception("on_update raised; the wait goes on")
        return None


def prepare(client: AsyncPerplexityJobs) -> None:
    """Make what the requests need; UsageError where a setting of the environment is wrong."""
    client._transport.prepare()


async def carry_out(client: AsyncPerplexityJobs, flow: Flow[T]) -> T:
    """Do an operation of the core with this client, for the rooms above."""
    return await client._run(flow)
