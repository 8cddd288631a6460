"""One shared wait for asyncio to which jobs are added while it goes on, for a batch that submits meanwhile.

    waiting = Watching(client)
    waiting.watch(job.id, job, timeout=3600.0)        # at any time, from any task of the loop
    ended = await waiting.next()                      # from any task
    await waiting.close()

It is `as_completed` without an end: a task carries out what `Plan` says, and begins anew as soon as a job is
added, so that neither the submits nor the looks sleep away the other's time.
"""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from attrs import frozen

from ._as_completed import wave
from ._errors import PerplexityJobsError
from ._listing import Listing
from ._plan import Plan
from ._steps import Ended, Lost, Rest, Wave

if TYPE_CHECKING:
    from ._async_client import AsyncPerplexityJobs
    from ._job import AsyncJob
    from ._policy import PollPolicy


@frozen
class Watched:
    """The wait for one job is over: with its end, or with why there is none."""

    job_id: str
    job: AsyncJob | None
    error: PerplexityJobsError | None


class Watching:
    """Waits for many jobs at once, and takes more of them at any time.

    Args:
        client: that asks the service.
        poll: how often to look; by the model where left out.
    """

    def __init__(self, client: AsyncPerplexityJobs, poll: PollPolicy | None = None) -> None:
        self._client, self._core, self._poll = client, client._core, poll
        self._plan: Plan[AsyncJob] = self._new_plan(Listing(exists=self._core.api.can_list))
        self._news: asyncio.Queue[Watched | BaseException] = asyncio.Queue()
        self._added = asyncio.Event()
        self._driver: asyncio.Task[None] | None = None

    def watch(self, job_id: str, known: AsyncJob | None, timeout: float | None, after: float = 0.0) -> bool:
        """Begin to wait for a job, for `timeout` seconds from `after` seconds on; False where it is known."""
        new = self._plan.add(job_id, known, now=self._core.monotonic(), timeout=timeout, after=after)
        self._added.set()
        if self._driver is None:
            self._driver = asyncio.create_task(self._drive())
        return new

    async def next(self) -> Watched:
        """The next job whose wait is over; waits for ever where none is watched.

        An error that concerns every job (key, credits, nothing answers) comes once for each of them.
        """
        news = await self._news.get()
        if isinstance(news, BaseException):
            raise news
        return news

    async def close(self) -> None:
        """Stop waiting; the jobs go on at the service."""
        if self._driver is not None:
            self._driver.cancel()
            await asyncio.wait([self._driver])
            self._driver = None

    async def _drive(self) -> None:
        try:
            while True:
                await self._go_on()
        except Exception as error:  # told to who waits: nobody else looks at this task
            self._news.put_nowait(error)

    async def _go_on(self) -> None:
        self._added.clear()
        try:
            step = self._plan.step(now=self._core.monotonic())
        except PerplexityJobsError as error:
            for job_id in self._plan.waiting:
                self._news.put_nowait(Watched(job_id, None, error))
            # What was learned of the list holds; what was waited for is up to who is told of the error.
            self._plan = self._new_plan(self._plan.listing)
            return
        match step:
            case None:
                await self._added.wait()
            case Rest(seconds):
                await self._rest(seconds)
            case Wave(looks, budget):
                await self._client._run(wave(self._core, self._plan, looks, budget))
            case Ended(job):
                self._news.put_nowait(Watched(job.id, job, None))
            case Lost(reason):
                self._news.put_nowait(Watched(str(reason.job_id), None, reason))

    async def _rest(self, seconds: float) -> None:
        """Sleep until the time is over or a job is added."""
        sleep = asyncio.ensure_future(self._client._clock.async_sleep(seconds))
        added = asyncio.ensure_future(self._added.wait())
        try:
            await asyncio.wait([sleep, added], return_when=asyncio.FIRST_COMPLETED)
        finally:
            for task in (sleep, added):
                task.cancel()
            await asyncio.gather(sleep, added, return_exceptions=True)

    def _new_plan(self, listing: Listing) -> Plan[AsyncJob]:
        return Plan(self._core.api.policy_for, self._poll, self._core.random, listing)
