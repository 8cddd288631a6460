"""`AsyncPerplexityJobs`, the client for asyncio and trio: it carries out operations in the task that awaits.

It has the same names as the blocking client, with ``await`` and ``async for``.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Coroutine, Iterable
from typing import TYPE_CHECKING, Any, Self, Unpack

from .._core.api import JobPage
from .._core.effects import Flow, T
from .._core.submit import Submission
from .._transport.asynchronous import AsyncTransport
from .._transport.libraries import AsyncHttpClient
from .._values.extras import Extras
from .base import ClientBase, shows_fields
from .drive import drive_async, each_async
from .jobs import AsyncJob
from .pages import AsyncJobList

if TYPE_CHECKING:
    from .._apis.keywords import Question, RequestExtras, SubmitOptions
    from .._core.poll import Progress
    from .._core.poll_policy import PollPolicy


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

    @shows_fields
    async def submit(
        self,
        question: Question,
        model: str | None = None,
        *,
        idempotency_key: str | None = None,
        **options: Unpack[SubmitOptions],
    ) -> AsyncJob:
        """As `PerplexityJobs.submit`."""
        return await self._run(self._core.submit(Submission(question, model, idempotency_key, options)))

    async def get(self, job_id: str, **extras: Unpack[RequestExtras]) -> AsyncJob:
        """As `PerplexityJobs.get`."""
        return await self._run(self._core.get(job_id, extras=Extras.of(extras)))

    def job(self, job_id: str) -> AsyncJob:
        """As `PerplexityJobs.job`."""
        return self._core.handle(job_id)

    async def cancel(self, job: AsyncJob | str, **extras: Unpack[RequestExtras]) -> AsyncJob:
        """As `PerplexityJobs.cancel`."""
        return await self._run(self._core.cancel(job, extras=Extras.of(extras)))

    async def wait(
        self,
        job: AsyncJob | str,
        timeout: float | None = 1800.0,
        poll: PollPolicy | None = None,
        on_update: Callable[[Progress[AsyncJob]], object] | None = None,
        cancel_on_interrupt: bool = False,
        **extras: Unpack[RequestExtras],
    ) -> AsyncJob:
        """As `PerplexityJobs.wait`; what `on_update` returns is awaited where it can be."""
        more = Extras.of(extras)
        return await self._run(self._core.wait(job, timeout, poll, on_update, cancel_on_interrupt, more))

    def as_completed(
        self,
        jobs: Iterable[AsyncJob | str],
        timeout: float | None = None,
        poll: PollPolicy | None = None,
        **extras: Unpack[RequestExtras],
    ) -> AsyncIterator[AsyncJob]:
        """As `PerplexityJobs.as_completed`."""
        from .._waiting.as_completed import Many, next_ended  # loaded late: many programs wait for one job

        many = Many.start(self._core, jobs, timeout, poll, Extras.of(extras))
        return each_async(lambda: next_ended(self._core, many), self._run)

    @shows_fields
    async def run(
        self,
        question: Question,
        model: str | None = None,
        *,
        timeout: float | None = 1800.0,
        poll: PollPolicy | None = None,
        on_update: Callable[[Progress[AsyncJob]], object] | None = None,
        cancel_on_interrupt: bool = False,
        idempotency_key: str | None = None,
        **options: Unpack[SubmitOptions],
    ) -> AsyncJob:
        """As `PerplexityJobs.run`."""
        asked = Submission(question, model, idempotency_key, options)
        return await self._run(self._core.run(asked, timeout, poll, on_update, cancel_on_interrupt))

    def list(
        self, limit: int | None = None, next_token: str | None = None, **extras: Unpack[RequestExtras]
    ) -> AsyncJobList:
        """As `PerplexityJobs.list`; ``await`` gives the first page, ``async for`` all jobs."""
        more = Extras.of(extras)
        return AsyncJobList(
            lambda: self._run(self._core.page(self._core.pager(limit, next_token, extras=more))),
            lambda: self.iter(limit, next_token, **extras),
        )

    def iter(
        self,
        limit: int | None = None,
        next_token: str | None = None,
        max_items: int | None = None,
        **extras: Unpack[RequestExtras],
    ) -> AsyncIterator[AsyncJob]:
        """As `PerplexityJobs.iter`."""
        pager = self._core.pager(limit, next_token, max_items, Extras.of(extras))
        return each_async(lambda: self._core.next_job(pager), self._run)

    def iter_pages(
        self,
        limit: int | None = None,
        next_token: str | None = None,
        max_items: int | None = None,
        **extras: Unpack[RequestExtras],
    ) -> AsyncIterator[JobPage[AsyncJob]]:
        """As `PerplexityJobs.iter_pages`."""
        pager = self._core.pager(limit, next_token, max_items, Extras.of(extras))
        return each_async(lambda: self._core.next_page(pager), self._run)

    def _run(self, flow: Flow[T]) -> Coroutine[Any, Any, T]:
        return drive_async(flow, self._transport, self._core.clock)


def prepare(client: AsyncPerplexityJobs) -> None:
    """Make what the requests need; UsageError where a setting of the environment is wrong."""
    client._transport.prepare()


async def carry_out(client: AsyncPerplexityJobs, flow: Flow[T]) -> T:
    """Do an operation of the core with this client, for the rooms above."""
    return await client._run(flow)
