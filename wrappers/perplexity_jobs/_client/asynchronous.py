"""`AsyncPerplexityJobs`, the client for asyncio and trio: it carries out operations in the task that awaits.

It has the same names as the blocking client, with ``await`` and ``async for``.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Coroutine
from typing import TYPE_CHECKING, Any, Self, Unpack

from .._core.api import JobPage
from .._core.effects import Flow, T
from .._core.submit import Submission
from .._transport.asynchronous import AsyncTransport
from .._transport.connections import AsyncHttpClient
from .._values.extras import Extras
from .base import ClientBase, shows_fields
from .drive import drive_async, each_async
from .jobs import AsyncJob, AsyncJobList

if TYPE_CHECKING:
    from .._apis.keywords import Question, RequestExtras, SubmitOptions
    from .._core.poll import Progress
    from .._core.poll_policy import PollPolicy


class AsyncPerplexityJobs(
    ClientBase[AsyncJob, AsyncHttpClient, AsyncIterator[AsyncJob], AsyncIterator[JobPage[AsyncJob]]]
):
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

    def _run(self, flow: Flow[T]) -> Coroutine[Any, Any, T]:
        return drive_async(flow, self._transport, self._core.clock)

    def _each(self, next_one: Callable[[], Flow[T | None]]) -> AsyncIterator[T]:
        return each_async(next_one, self._run)


def prepare(client: AsyncPerplexityJobs) -> None:
    """Make what the requests need; UsageError where a setting of the environment is wrong."""
    client._transport.prepare()


async def carry_out(client: AsyncPerplexityJobs, flow: Flow[T]) -> T:
    """Do an operation of the core with this client, for the rooms above."""
    return await client._run(flow)
