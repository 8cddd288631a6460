"""`Collector`: poll the jobs of a run with one shared `Plan`, and store the result of each in the ledger."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping
from functools import partial
from typing import TYPE_CHECKING, Any

from ..._client.asynchronous import carry_out
from ..._client.base import core_of
from ..._core.effects import Sleep
from ..._core.response import concerns_account, may_concern_account, passes
from ..._values.errors import (
    APIError,
    JobError,
    JobExpiredError,
    JobPollError,
    JobResultMissingError,
    PerplexityJobsError,
)
from ..._waiting.as_completed import make_requests
from ..._waiting.list_sharing import ListSharing
from ..._waiting.looks import Wave
from ..._waiting.plan import Plan
from ..ledger import changes
from ..ledger.task import Task
from ..results.result import BatchResult, ResultStatus, of_job
from .backoff import Refusals
from .state import RunState

if TYPE_CHECKING:
    from ..._client.jobs import AsyncJob

# Seconds after its submission for which a 404 of a job does not count, and between the polls meanwhile.
_NEW = 600.0
_NEW_PAUSE = 5.0


class Collector:
    """Waits for the jobs in flight; `on_result` is called when a result is on the disk."""

    def __init__(self, state: RunState, on_result: Callable[[], None]) -> None:
        self._state, self._on_result = state, on_result
        self._ledger, self._options = state.ledger, state.options
        self._client, self._core = state.client, core_of(state.client)
        self._plan = self._new_plan()
        self._added = asyncio.Event()
        self._open: set[int] = set()
        self._waiting: dict[str, tuple[Task, AsyncJob, float]] = {}
        self._owners = self._ledger.owners()
        self._refusals = Refusals()
        self._refused: dict[Task, PerplexityJobsError] = {}

    @property
    def idle(self) -> bool:
        """Whether no job is in flight."""
        return not self._open

    def start(self, group: asyncio.TaskGroup) -> None:
        """Begin to poll the jobs of earlier runs; tasks of the group store what has ended."""
        self._group = group
        for task in self._ledger.tasks("submitted"):
            self.watch(task)

    def watch(self, task: Task, job: AsyncJob | None = None, *, after: float = 0.0) -> None:
        """Poll the job of an item, beginning `after` seconds from now."""
        if task.seq not in self._open:
            self._open.add(task.seq)
            self._state.in_flight += 1
        job_id = str(task.job_id)
        if self._owners.setdefault(job_id, task.seq) != task.seq:
            words = f"The service gave this item the job {job_id}, which is that of another item."
            self._ended(task, JobResultMissingError(words, job_id=job_id))
            return
        try:
            if job is None or job.id != job_id:
                job = self._core.handle(job_id, task.submitted)
        except ValueError as problem:
            self._ended(task, JobError(f"{problem}.", job_id=job_id))
            return
        # A retried item that was unfinished gets the whole timeout again.
        spent = self._age(task) if task.attempt == 1 else 0.0
        timeout, now = max(0.0, self._options.job_timeout - spent), self._core.clock.monotonic()
        self._waiting[job_id] = task, job, now + after + timeout
        self._plan.add(job_id, job, now=now, timeout=timeout, after=after)
        self._added.set()

    async def run(self) -> None:
        """Carry out the steps of the plan until cancelled; the jobs go on at the service."""
        while True:
            try:
                step = self._plan.step(now=self._core.clock.monotonic())
            except PerplexityJobsError as error:
                self._plan_again(error, now=self._core.clock.monotonic())
                continue
            match step:
                case None:
                    await self._added.wait()
                    self._added.clear()
                case Sleep(seconds):
                    # A job that is added may be due earlier.
                    await self._state.pause(seconds, self._added)
                    self._added.clear()
                case Wave():
                    await carry_out(self._client, make_requests(self._core, self._plan, step))
                    self._observe_outage()
                case PerplexityJobsError():
                    self._ended(self._waiting.pop(str(step.job_id))[0], step)
                case _:
                    self._ended(self._waiting.pop(step.id)[0], step)

    def _observe_outage(self) -> None:
        """Count an outage from its beginning, and end it after `give_up_after` seconds."""
        plan, backoff, now = self._plan, self._state.backoff, self._core.clock.monotonic()
        if plan.outage is not None:
            backoff.error = plan.outage.error
            backoff.failed(plan.outage.started)
            if backoff.failed(now) is None:
                plan.give_up(now)
        elif plan.jobs:
            backoff.answered()

    def look_again(self) -> bool:
        """Poll refused jobs again if others were answered; returns whether there is any to poll."""
        if self._refusals.any_answered:
            for task in list(self._refused):
                del self._refused[task]
                self.watch(task)
            return not self.idle
        for error in self._refused.values():
            self._state.refuse(error)
        return False

    async def write(
        self, task: Task, key: str | None, result: BatchResult, raw: Mapping[str, Any] | None = None
    ) -> None:
        """Store a result in the ledger."""
        await self._ledger.write(changes.end, task, key, result, raw)
        self._state.ended(result)
        self._on_result()

    def _new_plan(self) -> Plan[AsyncJob]:
        sharing = ListSharing(exists=self._core.api.can_list)
        policy = self._options.poll or self._core.poll
        return Plan(policy, self._core.random, sharing)

    def _plan_again(self, error: PerplexityJobsError, *, now: float) -> None:
        """Make a new plan after an error ended one: an `APIError` concerns its job, any other all jobs."""
        ended, self._plan = self._plan, self._new_plan()
        for job_id, waiting in ended.jobs.items():
            task, job, until = self._waiting[job_id]
            if isinstance(error, APIError) and job_id != error.job_id:
                self._plan.add(job_id, waiting.poll.job or job, now=now, timeout=max(0.0, until - now))
            else:
                del self._waiting[job_id]
                self._ended(task, error)

    def _ended(self, task: Task, outcome: AsyncJob | PerplexityJobsError) -> None:
        """Store the outcome of a job in a task of its own, so that several share one commit."""
        self._group.create_task(self._state.guard(partial(self._store, task, outcome)))

    async def _store(self, task: Task, outcome: AsyncJob | PerplexityJobsError) -> None:
        if not isinstance(outcome, PerplexityJobsError):
            self._state.backoff.succeeded()
            self._refusals.answered()
            try:
                await self._end(task, of_job(outcome, **task.identity()), outcome.raw)
            except (PerplexityJobsError, MemoryError):
                raise
            except Exception as problem:
                # An answer that cannot be read must not stop the others.
                words = f"What the job sent cannot be kept ({type(problem).__name__}: {problem})."
                await self._end(task, task.without_answer(ResultStatus.UNFINISHED, words))
            return
        status = ResultStatus.UNFINISHED
        if isinstance(outcome, JobExpiredError):
            status = ResultStatus.EXPIRED
            if self._age(task) < min(_NEW, self._options.job_timeout):
                self.watch(task, after=_NEW_PAUSE)
                return
        elif isinstance(outcome, JobResultMissingError):
            status = ResultStatus.NO_RESULT
        elif isinstance(outcome, JobPollError) or passes(outcome):
            few = self._refusals.failed(task.seq)
            try:
                self.watch(task, after=self._state.back_off(outcome))
                return
            except PerplexityJobsError:
                if not few:
                    raise
        elif concerns_account(outcome) or may_concern_account(outcome):
            whose = self._refusals.refused(task.seq)
            if whose == "account":
                self._state.fail(outcome)
            if whose != "item":
                self._refused[task] = outcome
                self._leave(task)
                return
        await self._end(task, task.without_answer(status, outcome.message))

    async def _end(self, task: Task, result: BatchResult, raw: Mapping[str, Any] | None = None) -> None:
        await self.write(task, task.key, result, raw)
        seconds = result.elapsed if result.ok else None
        self._state.budget.settle(task.wanted_model, result.cost, seconds)
        self._leave(task)

    def _leave(self, task: Task) -> None:
        self._open.discard(task.seq)
        self._state.in_flight -= 1
        self._state.changed()

    def _age(self, task: Task) -> float:
        return self._state.clock.time() - (task.submitted or 0.0)
