"""Taking in jobs that have ended: what each end means for its item, and writing it down."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from attrs import define, field

from ..._core.response import concerns_account, may_concern_account, passes
from ..._values.errors import (
    JobError,
    JobExpiredError,
    JobPollError,
    JobResultMissingError,
    PerplexityJobsError,
)
from ..ledger import changes as _changes
from ..ledger.ledger import Ledger
from ..ledger.task import Task
from ..results.result import BatchResult, ResultStatus, of_job
from .counts import Counts
from .course import Course
from .patience import Forbidden
from .waiting import Ended, Waiting

if TYPE_CHECKING:
    from ..._client.jobs import AsyncJob
    from ..._core.operations import Core

# A job that was submitted so recently (seconds) and is unknown has not arrived everywhere yet.
_NEW = 600.0
_NEW_PAUSE = 5.0


@define(eq=False)
class Collector:
    """Knows the jobs in flight; `on_result` is called when a result is on the disk."""

    _ledger: Ledger
    _core: Core[AsyncJob]
    _course: Course
    _counts: Counts
    _waiting: Waiting
    _job_timeout: float
    _on_result: Callable[[], None]
    _watched: dict[int, Task] = field(factory=dict, init=False)
    _owners: dict[str, int] = field(init=False)
    _forbidden: Forbidden = field(factory=Forbidden, init=False)
    _aside: dict[Task, PerplexityJobsError] = field(factory=dict, init=False)

    def __attrs_post_init__(self) -> None:
        self._owners = self._ledger.owners()

    @property
    def idle(self) -> bool:
        """Whether no job is in flight."""
        return not self._watched

    def resume(self) -> None:
        """Wait for the jobs of earlier runs."""
        for task in self._ledger.tasks("submitted"):
            self.watch(task)

    def watch(self, task: Task, job: AsyncJob | None = None, *, after: float = 0.0) -> None:
        """Wait for the job of an item, beginning `after` seconds from now."""
        # A retry of one that had not ended in time gets the whole time again.
        spent = self._age(task) if task.attempt == 1 else 0.0
        if task.seq not in self._watched:
            self._watched[task.seq] = task
            self._counts.in_flight += 1
        job_id = str(task.job_id)
        if self._owners.setdefault(job_id, task.seq) != task.seq:
            words = f"The service gave this item the job {job_id}, which is that of another item."
            self._waiting.lose(task.seq, JobResultMissingError(words, job_id=job_id))
            return
        try:
            if job is None or job.id != job_id:
                job = self._core.handle(job_id, task.submitted)
        except ValueError as problem:
            self._waiting.lose(task.seq, JobError(f"{problem}.", job_id=job_id))
        else:
            self._waiting.watch(task.seq, job, max(0.0, self._job_timeout - spent), after)

    async def run(self) -> None:
        """Take in what has ended, until cancelled; several of these share the work."""
        while True:
            await self._take_in(await self._waiting.next())

    def look_again(self) -> bool:
        """Look again at the jobs that were set aside, if others were answered; else it is the account."""
        if self._forbidden.any_answered:
            for task in list(self._aside):
                del self._aside[task]
                self.watch(task)
            return not self.idle
        for error in self._aside.values():
            self._course.refuse(error)
        return False

    async def write(self, task: Task, key: str | None, result: BatchResult, raw: Any = None) -> None:
        """Put a result on the disk."""
        change = _changes.end(
            task,
            key=key,
            status=result.status,
            record=result.to_json(),
            raw=raw,
            cost=result.cost,
            seconds=result.elapsed,
        )
        await self._ledger.write(change)
        self._counts.ended(result)
        self._on_result()

    async def _take_in(self, ended: Ended) -> None:
        task, outcome = self._watched[ended.tag], ended.outcome
        if not isinstance(outcome, PerplexityJobsError):
            self._course.patience.succeeded()
            self._forbidden.answered()
            try:
                await self._end(task, of_job(outcome, **task.identity()), outcome.raw)
            except (PerplexityJobsError, MemoryError):
                raise
            except Exception as problem:
                # What one answer does to this program is not to hold up the others.
                words = f"What the job sent cannot be kept ({type(problem).__name__}: {problem})."
                await self._end(task, task.without_answer(ResultStatus.UNFINISHED, words))
        elif isinstance(outcome, JobExpiredError) and self._age(task) < min(_NEW, self._job_timeout):
            self.watch(task, after=_NEW_PAUSE)
        elif isinstance(outcome, JobExpiredError):
            await self._end(task, task.without_answer(ResultStatus.EXPIRED, outcome.message))
        elif isinstance(outcome, JobResultMissingError):
            await self._end(task, task.without_answer(ResultStatus.NO_RESULT, outcome.message))
        elif isinstance(outcome, JobPollError) or passes(outcome):
            few = self._forbidden.failed(task.seq)
            try:
                after = self._course.bear(outcome)
            except PerplexityJobsError:
                if not few:
                    raise
                await self._end(task, task.without_answer(ResultStatus.UNFINISHED, outcome.message))
            else:
                self.watch(task, after=after)
        elif (concerns_account(outcome) or may_concern_account(outcome)) and (
            whose := self._forbidden.refused(task.seq)
        ) != "item":
            if whose == "account":
                self._course.fail(outcome)
            self._aside[task] = outcome
            self._leave(task)
        else:
            await self._end(task, task.without_answer(ResultStatus.UNFINISHED, outcome.message))

    async def _end(self, task: Task, result: BatchResult, raw: Any = None) -> None:
        await self.write(task, task.key, result, raw)
        self._counts.settle(task.wanted_model, result)
        self._leave(task)

    def _leave(self, task: Task) -> None:
        del self._watched[task.seq]
        self._counts.in_flight -= 1
        self._course.changed()

    def _age(self, task: Task) -> float:
        return self._course.clock.time() - (task.submitted or 0.0)
