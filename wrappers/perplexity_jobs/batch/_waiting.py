"""Waiting for the jobs of a batch: many at once, taking new ones while it runs."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Protocol

from attrs import frozen

from .._errors import PerplexityJobsError

if TYPE_CHECKING:
    from .._async_client import AsyncPerplexityJobs
    from .._job import AsyncJob
    from .._policy import PollPolicy


@frozen
class Ended:
    """One wait is over: with the job's end, or with why there is none."""

    tag: int
    job: AsyncJob | None
    error: PerplexityJobsError | None


class Waiting(Protocol):
    """What a batch needs of waiting."""

    def watch(self, tag: int, job: AsyncJob, timeout: float, after: float = 0.0) -> None:
        """Begin to wait for a job, for `timeout` seconds at most, after a pause of `after` seconds."""

    async def next(self) -> Ended:
        """The next job whose wait is over."""

    async def close(self) -> None:
        """Stop waiting; the jobs go on at the service."""


class TaskPerJob:
    """Waits for each job in a task of its own, by the client's own `wait`."""

    def __init__(self, client: AsyncPerplexityJobs, poll: PollPolicy | None) -> None:
        self._client = client
        self._poll = poll
        self._ended: asyncio.Queue[Ended] = asyncio.Queue()
        self._tasks: set[asyncio.Task[None]] = set()

    def watch(self, tag: int, job: AsyncJob, timeout: float, after: float = 0.0) -> None:
        task = asyncio.create_task(self._wait(tag, job, timeout, after))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def next(self) -> Ended:
        return await self._ended.get()

    async def close(self) -> None:
        for task in list(self._tasks):
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    async def _wait(self, tag: int, job: AsyncJob, timeout: float, after: float) -> None:
        try:
            if after:
                await self._client._clock.async_sleep(after)
            done = await self._client.wait(job, timeout=timeout, poll=self._poll)
        except PerplexityJobsError as error:
            self._ended.put_nowait(Ended(tag, None, error))
        else:
            self._ended.put_nowait(Ended(tag, done, None))
