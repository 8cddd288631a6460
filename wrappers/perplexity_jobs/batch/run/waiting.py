"""Waiting for the jobs of a batch: one shared `Plan` for all of them, that takes new ones while it runs."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING

from attrs import frozen

from ..._client.asynchronous import carry_out
from ..._client.base import core_of
from ..._core.effects import Sleep
from ..._values.errors import APIError, PerplexityJobsError
from ..._waiting.as_completed import make_requests
from ..._waiting.due_jobs import Wave
from ..._waiting.list_sharing import ListSharing
from ..._waiting.plan import Plan

if TYPE_CHECKING:
    from ..._client.asynchronous import AsyncPerplexityJobs
    from ..._client.jobs import AsyncJob
    from ..._core.poll_policy import PollPolicy


@frozen
class Ended:
    """One wait is over: with the job as it ended, or with why there is none."""

    tag: int
    outcome: AsyncJob | PerplexityJobsError


class Waiting:
    """Waits for jobs.

    Args:
        client: that asks the service.
        poll: how often to look; by the model of the job where None.
        sleep: sleeps for some seconds, or until an event.
    """

    def __init__(
        self,
        client: AsyncPerplexityJobs,
        poll: PollPolicy | None,
        sleep: Callable[[float, asyncio.Event], Awaitable[None]],
    ) -> None:
        self._client, self._core, self._poll, self._sleep = client, core_of(client), poll, sleep
        self._plan = self._new_plan()
        self._watched: dict[str, tuple[int, AsyncJob, float]] = {}
        self._ended: asyncio.Queue[Ended] = asyncio.Queue()
        self._added = asyncio.Event()

    def watch(self, tag: int, job: AsyncJob, timeout: float, after: float = 0.0) -> None:
        """Begin to wait for a job, for `timeout` seconds at most, with the first look after `after`."""
        now = self._core.clock.monotonic()
        self._watched[job.id] = tag, job, now + after + timeout
        self._plan.add(job.id, job, now=now, timeout=timeout, after=after)
        self._added.set()

    def lose(self, tag: int, error: PerplexityJobsError) -> None:
        """A job that cannot be waited for."""
        self._ended.put_nowait(Ended(tag, error))

    async def next(self) -> Ended:
        """The next job whose wait is over."""
        return await self._ended.get()

    async def run(self) -> None:
        """Do what the plan says, until cancelled; the jobs go on at the service."""
        while True:
            try:
                step = self._plan.step(now=self._core.clock.monotonic())
            except PerplexityJobsError as trouble:
                # Whether to go on is not for this module to decide.
                self._begin_again(trouble, now=self._core.clock.monotonic())
                continue
            match step:
                case None:
                    await self._added.wait()
                    self._added.clear()
                case Sleep(seconds):
                    # A job that is added may be due earlier.
                    await self._sleep(seconds, self._added)
                    self._added.clear()
                case Wave():
                    await carry_out(self._client, make_requests(self._core, self._plan, step))
                case PerplexityJobsError():
                    self._tell(str(step.job_id), step)
                case _:
                    self._tell(step.id, step)

    def _begin_again(self, trouble: PerplexityJobsError, *, now: float) -> None:
        """After an error that ends a plan: a refusal is told of its job alone, silence of all jobs."""
        ended, self._plan = self._plan, self._new_plan()
        for job_id in ended.waiting:
            _, job, until = self._watched[job_id]
            if isinstance(trouble, APIError) and job_id != trouble.job_id:
                self._plan.add(job_id, ended.known(job_id) or job, now=now, timeout=max(0.0, until - now))
            else:
                self._tell(job_id, trouble)

    def _new_plan(self) -> Plan[AsyncJob]:
        api = self._core.api
        return Plan(api.policy_for, self._poll, self._core.random, ListSharing(exists=api.can_list))

    def _tell(self, job_id: str, outcome: AsyncJob | PerplexityJobsError) -> None:
        self._ended.put_nowait(Ended(self._watched.pop(job_id)[0], outcome))
