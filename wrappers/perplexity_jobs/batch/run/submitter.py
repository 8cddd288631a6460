"""`Submitter`: submit the items within rate limit, budget and concurrency; each intent is stored first."""

from __future__ import annotations

import asyncio
import json
import uuid
from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from ..._client.base import core_of
from ..._core.response import concerns_request, may_concern_account, passes
from ..._values.errors import APIError, PerplexityJobsError, RateLimitError, SubmitUncertainError, UsageError
from ..errors import InputError
from ..ledger import changes
from ..ledger.task import Task
from ..results.result import ResultStatus
from ..results.summary import Stop
from .backoff import Refusals
from .collector import Collector
from .state import RunState

if TYPE_CHECKING:
    from ..._client.jobs import AsyncJob

_AT_ONCE = 8  # submits in flight


class Submitter:
    """Submits what has no job yet, `concurrency` jobs in flight at most; the collector waits for them."""

    def __init__(self, state: RunState, collector: Collector) -> None:
        self._state, self._collector = state, collector
        self._ledger, self._client, self._core = state.ledger, state.client, core_of(state.client)
        self._has_keys = self._core.api.has_keys
        self._refusals = Refusals()
        self._retry_later: list[int] = []

    async def run(self, seqs: Sequence[int]) -> None:
        """Submit the items in their order; returns when all have a job, or the run is to end."""
        async with asyncio.TaskGroup() as group:
            # An error here must not cancel submits in flight.
            await self._state.guard(partial(self._begin, seqs, group))
        if self._retry_later:
            # These were forbidden once; the outcomes of the others show whether the account is.
            again, self._retry_later = self._retry_later, []
            await self.run(again)

    async def _begin(self, seqs: Sequence[int], group: asyncio.TaskGroup) -> None:
        places = asyncio.Semaphore(_AT_ONCE)
        for seq in seqs:
            await places.acquire()
            task = self._ledger.task(seq)
            if not await self._wait_for_budget(task):
                break
            if task.key is None:
                self._state.budget.buy(task.wanted_model)
            self._state.in_flight += 1
            submitting = group.create_task(self._state.guard(partial(self._submit, task)))
            submitting.add_done_callback(lambda _: places.release())

    async def _wait_for_budget(self, task: Task) -> bool:
        """Wait until the budget and `concurrency` allow another job; False where they never will."""
        while self._state.submitting:
            affordable = task.key is not None or self._state.budget.allows(task.wanted_model)
            if affordable and self._state.in_flight < self._state.options.concurrency:
                return True
            if not affordable and not self._state.in_flight:
                self._state.stop = Stop.BUDGET
                return False
            await self._state.change()
        return False

    async def _wait_for_rate(self) -> bool:
        """Wait for the rate limiter; False once nothing more is to be submitted."""
        while self._state.submitting:
            delay = self._state.rates.claim(self._state.clock.monotonic())
            if not delay:
                return True
            await self._state.pause(delay)
        return False

    async def _submit(self, task: Task) -> None:
        key = task.key or str(uuid.uuid4())
        try:
            if task.key is None and self._has_keys:
                await self._intend(task, key)
            job = await self._job(task, key)
            if job is not None:
                await self._accept(task, key, job)
        finally:
            self._state.in_flight -= 1
            self._state.changed()

    async def _accept(self, task: Task, key: str, job: AsyncJob) -> None:
        # Half of a surrogate pair, which JSON can escape and SQLite cannot store, is escaped.
        job_id = job.id.encode("utf-8", "backslashreplace").decode()
        try:
            await self._ledger.write(changes.accept, task, key, job_id, self._state.clock.time())
        except Exception:
            self._state.lost.append(f"{task.id}: {job_id}")
            raise
        self._collector.watch(self._ledger.task(task.seq), job)

    async def _job(self, task: Task, key: str) -> AsyncJob | None:
        """The job of an item; None where the item was refused, or the run ends."""
        # Whether a request was sent that may have created a job.
        perhaps = task.key is not None
        # The rate limiter comes last: a delay between it and the request would distort the rate.
        while await self._wait_for_rate():
            try:
                job = await self._send(task, key)
                self._state.backoff.submitted()
                self._refusals.answered()
                return job
            except SubmitUncertainError as error:
                await self._uncertain(task, key, error)
                return None
            except RateLimitError as error:
                # A 429 bought nothing; it ends a run only after `give_up_after` seconds without a success.
                self._state.rates.refused(self._state.clock.monotonic(), error.headers, error.retry_after)
                self._state.back_off(error)
            except UsageError:
                # All items were checked before the first was sent, so this is a setting of the whole run.
                if not perhaps:
                    await self._ledger.write(changes.withdraw, task, key)
                raise
            except InputError as problem:
                await self._refused(task, key, problem.message)
                return None
            except APIError as error:
                whose = self._refusals.refused(task.seq) if may_concern_account(error) else "account"
                if concerns_request(error) or whose == "item":
                    await self._refused(task, key, error.message)
                    if self._state.backoff.refused():
                        raise
                    return None
                if not passes(error):
                    if whose == "account":
                        self._state.refuse(error)
                    else:
                        self._retry_later.append(task.seq)
                    break
                perhaps = self._has_keys
                few = self._refusals.failed(task.seq)
                try:
                    delay = self._state.back_off(error)
                except APIError:
                    if not few:
                        raise
                    # The others go on; the next run sends this request again with its key.
                    self._state.error = self._state.error or error
                    break
                await self._state.pause(delay)
        if not perhaps:
            self._state.budget.refund(task.wanted_model)
            await self._ledger.write(changes.withdraw, task, key)
        return None

    async def _send(self, task: Task, key: str) -> AsyncJob:
        request = json.loads(task.request)
        question, model, fields = request["question"], request["model"], request["fields"]
        known = key if self._has_keys else None
        try:
            # An attached file may be missing since the check; what fails later may have been sent.
            self._core.submission(question, model, known, fields)
        except UsageError:
            raise
        except (TypeError, ValueError, OSError) as problem:
            raise InputError(str(problem)) from problem
        if not self._has_keys:
            # Without a key, an intent that a later run finds means "perhaps bought", so it is stored just
            # before the request and removed when that has certainly bought nothing.
            await self._intend(task, key)
        try:
            return await self._client.submit(question, model, idempotency_key=known, **fields)
        except SubmitUncertainError:
            raise
        except PerplexityJobsError:
            if not self._has_keys:
                await self._ledger.write(changes.withdraw, task, key)
            raise
        except MemoryError:
            raise
        except Exception as problem:
            words = (
                f"The request left, and its answer could not be used ({type(problem).__name__}: {problem})."
            )
            raise SubmitUncertainError(words, attempts=1) from problem

    async def _intend(self, task: Task, key: str) -> None:
        await self._ledger.write(changes.intend, task, key, self._state.clock.time())

    async def _uncertain(self, task: Task, key: str, error: SubmitUncertainError) -> None:
        self._state.budget.settle(task.wanted_model, None)
        await self._collector.write(task, key, task.uncertain(error.message, error.sent_at))
        if self._state.backoff.uncertain():
            raise error
        await self._state.pause(self._state.back_off(error))

    async def _refused(self, task: Task, key: str, why: str) -> None:
        self._state.budget.refund(task.wanted_model)
        await self._collector.write(task, key, task.without_answer(ResultStatus.REJECTED, why))
