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
from ..._core.submit import Submission
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
                self._state.budget.of(task.wanted_model).open += 1
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
        try:
            await self._try(task, task.key or str(uuid.uuid4()))
        finally:
            self._state.in_flight -= 1
            self._state.changed()

    async def _try(self, task: Task, key: str) -> None:
        """Submit an item until it has a job, is refused, or the run ends."""
        state, model = self._state, task.wanted_model
        # Whether a request was sent that may have created a job.
        perhaps = task.key is not None
        if self._has_keys and not perhaps:
            await self._intend(task, key)
        # The rate limiter comes last: a delay between it and the request would distort the rate.
        while await self._wait_for_rate():
            try:
                job = await self._send(task, key)
            except SubmitUncertainError as error:
                state.budget.settle(model, None)
                await self._collector.write(task, key, task.uncertain(error.message, error.sent_at))
                if state.backoff.uncertain():
                    raise
                await state.pause(state.back_off(error))
                return
            except PerplexityJobsError as error:
                if not self._has_keys:
                    await self._ledger.write(changes.withdraw, task, key)
                elif passes(error) and not isinstance(error, RateLimitError):
                    perhaps = True
                whose = self._refusals.refused(task.seq) if may_concern_account(error) else "account"
                if isinstance(error, InputError) or concerns_request(error) or whose == "item":
                    state.budget.of(model).open -= 1
                    result = task.without_answer(ResultStatus.REJECTED, error.message)
                    await self._collector.write(task, key, result)
                    if state.backoff.refused():
                        raise
                    return
                if isinstance(error, RateLimitError):
                    # It ends a run only after `give_up_after` seconds without a usable answer.
                    state.rates.refused(state.clock.monotonic(), error.headers, error.retry_after)
                    state.back_off(error)
                elif passes(error):
                    few = self._refusals.failed(task.seq)
                    try:
                        delay = state.back_off(error)
                    except APIError:
                        if not few:
                            raise
                        # The others go on; the next run sends this request again with its key.
                        state.error = state.error or error
                        break
                    await state.pause(delay)
                elif whose == "unknown":
                    self._retry_later.append(task.seq)
                    break
                else:
                    # The account is refused, or, since all items were checked, a setting of the run is wrong.
                    state.refuse(error)
                    break
            else:
                state.backoff.submitted()
                self._refusals.answered()
                await self._accept(task, key, job)
                return
        if not perhaps:
            state.budget.of(model).open -= 1
            await self._ledger.write(changes.withdraw, task, key)

    async def _send(self, task: Task, key: str) -> AsyncJob:
        request = json.loads(task.request)
        question, model, fields = request["question"], request["model"], request["fields"]
        known = key if self._has_keys else None
        try:
            # An attached file may be missing since the check; what fails later may have been sent.
            self._core.request_for(Submission(question, model, known, fields))
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
        except (PerplexityJobsError, MemoryError):
            raise
        except Exception as problem:
            words = (
                f"The request left, and its answer could not be used ({type(problem).__name__}: {problem})."
            )
            raise SubmitUncertainError(words, attempts=1) from problem

    async def _intend(self, task: Task, key: str) -> None:
        await self._ledger.write(changes.intend, task, key, self._state.clock.time())

    async def _accept(self, task: Task, key: str, job: AsyncJob) -> None:
        # Half of a surrogate pair, which JSON can escape and SQLite cannot store, is escaped.
        job_id = job.id.encode("utf-8", "backslashreplace").decode()
        try:
            await self._ledger.write(changes.accept, task, key, job_id, self._state.clock.time())
        except Exception:
            self._state.lost.append(f"{task.id}: {job_id}")
            raise
        self._collector.watch(self._ledger.task(task.seq), job)
