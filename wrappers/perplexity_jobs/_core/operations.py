"""The operations of both clients: submit, get, cancel, wait, run, and the pages of the list.

Those that need the service are generators: each yields what it needs done (`Send`, `Sleep` or `Tell`, see
`effects`) and receives what came of it. None does input or output itself, so that the two clients differ only
in how they do these.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from typing import Any, cast

from attrs import evolve

from .._values.call import Call
from .._values.errors import (
    BadRequestError,
    PerplexityJobsError,
    pick_up,
)
from .._values.extras import NO_EXTRAS, Extras
from .._values.log import logger
from .._values.text import in_polls, shown
from .api import JobPage
from .effects import Flow, Sleep, Tell
from .job import J_co, JobBase, answer_of
from .pages import Pager, check_page, resume
from .poll import Poll
from .poll_policy import PollPolicy, check_wait, policy_for
from .progress import Progress
from .response import Refusal
from .submit import Submits

# Seconds for the request to cancel the job of an interrupted wait: whoever interrupts wants to go.
_CALL_OFF = 5.0


class Core(Submits[J_co]):
    """The operations of a client."""

    def run(
        self,
        question: Any,
        model: str | None,
        idempotency_key: str | None,
        options: Mapping[str, Any],
        timeout: float | None,
        policy: PollPolicy | None,
        on_update: Callable[[Progress[Any]], object] | None,
        cancel_on_interrupt: bool = False,
    ) -> Flow[J_co]:
        """Submit and wait within one deadline; the job has a result, unless `on_update` ended the wait."""
        extras = Extras.of_submit(options)
        check_wait(timeout, policy, on_update)
        deadline = math.inf if timeout is None else self.clock.monotonic() + timeout
        core = evolve(self, api=self.api.that_cancels()) if cancel_on_interrupt else self
        job = yield from core.submit(question, model, idempotency_key, options, deadline=deadline)
        left = None if timeout is None else max(0.0, deadline - self.clock.monotonic())
        done = yield from self.wait(job, left, policy, on_update, cancel_on_interrupt, extras)
        if done.is_terminal:
            answer_of(done)
        return done

    def get(self, target: str | JobBase, *, extras: Extras = NO_EXTRAS) -> Flow[J_co]:
        """Ask for a job once, with the retries of a single request."""
        job_id, known = target_of(target)
        call = extras.add_to(self.api.get(job_id))
        answer = yield from self.request(self.attempts(call), self.reader(job_id))
        return self.snapshot(answer.value, answer, known)

    def cancel(self, target: str | JobBase, *, extras: Extras = NO_EXTRAS) -> Flow[J_co]:
        """Ask for the end of a job, then look at it; a job that has ended meanwhile is no error."""
        job_id, _ = target_of(target)
        refused: BadRequestError | None = None
        try:
            call = extras.add_to(self.api.cancel(job_id))
            yield from self.request(self.attempts(call), lambda body: None)
        except BadRequestError as error:
            refused = error
        job = yield from self.get(target, extras=extras)
        if refused is not None and not job.is_terminal:
            raise refused
        return job

    def handle(self, job_id: str, created_at: float | None = None) -> J_co:
        """A job of which nothing but the id is known yet, or else when it was submitted; no request."""
        job_id, _ = target_of(job_id)
        data = self.api.read_job({"id": job_id}, job_id)
        return self.make_job(evolve(data, created_at=created_at), None, None)

    def wait(
        self,
        target: str | JobBase,
        timeout: float | None,
        policy: PollPolicy | None,
        on_update: Callable[[Progress[Any]], object] | None,
        cancel_on_interrupt: bool = False,
        extras: Extras = NO_EXTRAS,
    ) -> Flow[J_co]:
        """Poll a job until it has ended, or `on_update` returns False; the rules are those of `Poll`."""
        check_wait(timeout, policy, on_update)
        job_id, known = target_of(target)
        now = self.clock.monotonic()
        poll = Poll(
            job_id,
            policy_for,
            now,
            math.inf if timeout is None else now + timeout,
            cast("J_co | None", known),
            self.random,
            policy or self.poll,
        )
        call = extras.add_to(self.api.get(job_id))
        cancel = extras.add_to(self.api.cancel(job_id)) if cancel_on_interrupt else None
        try:
            delay = poll.first_delay(now=now)
            while delay is not None:
                if delay:
                    yield Sleep(delay)
                began = self.clock.monotonic()
                budget = self.budget(poll.budget(now=began))
                verdict = self.seen((yield from self.look(call, self.reader(job_id), budget)), poll.job)
                now = self.clock.monotonic()
                delay = poll.observe(verdict, now=now, took=now - began)
                logger.debug(
                    "job %s: %s after %d polls; %s",
                    job_id,
                    poll.job.raw_status if poll.job else "not seen yet",
                    poll.polls,
                    "it has ended" if delay is None else f"next poll in {delay:.1f} s",
                )
                if on_update is not None:
                    elapsed = now - poll.started
                    told = yield Tell(on_update, Progress(poll.job, poll.polls, elapsed, delay, poll.error))
                    if told is False:
                        break
            return poll.job or self.handle(job_id)
        except PerplexityJobsError:
            raise
        except BaseException as error:
            state = shown(poll.job.raw_status) if poll.job else "not seen"
            last = f"last: {state}, {in_polls(poll.polls)} in {self.clock.monotonic() - poll.started:.0f} s"
            goes_on = "goes on at the service"
            try:
                # Not when the flow is thrown away: then nothing more can be sent.
                if cancel is not None and not isinstance(error, Exception | GeneratorExit):
                    goes_on = yield from self._call_off(cancel)
            finally:
                error.add_note(f"Job {shown(job_id)} {goes_on} ({last}): {pick_up(job_id)} picks it up.")
            raise

    def _call_off(self, cancel: Call) -> Flow[str]:
        """Ask once for the end of a job whose wait was interrupted; what becomes of the job, for a note."""
        verdict = yield from self.look(cancel, lambda body: None, self.budget(_CALL_OFF))
        if isinstance(verdict, Refusal):
            return f"goes on at the service, which could not be asked to cancel it: {verdict.error.message}"
        return "is being cancelled by the service"

    def page(self, limit: int | None, next_token: str | None, extras: Extras) -> Flow[JobPage[J_co]]:
        """Fetch one page of the list."""
        check_page(limit, next_token)
        call = extras.add_to(self.api.list(limit, next_token))
        answer = yield from self.request(self.attempts(call), self.api.read_page)
        page = answer.value
        items = [self.snapshot(data, answer, None) for data in page.items]
        return JobPage(items, page.next_token, page.raw)

    def pager(
        self,
        limit: int | None,
        next_token: str | None,
        max_items: int | None,
        first: JobPage[J_co] | None = None,
    ) -> Pager:
        """The walk through the list; what names no page, and an API without a list, are refused at once.

        Its first page may be there already.
        """
        check_page(limit, next_token)
        self.api.list(limit, next_token)  # raises NotOfferedError where there is none
        pager = Pager(next_token, max_items, limit)
        if first is not None:
            pager.jobs.extend(pager.observe(first).items)
        return pager

    def next_page(self, pager: Pager, *, extras: Extras = NO_EXTRAS) -> Flow[JobPage[J_co] | None]:
        """The page that the pager is at, or None at the end; every error carries the token to go on from."""
        if pager.done:
            return None
        try:
            page = yield from self.page(pager.limit, pager.token, extras)
            return pager.observe(page)
        except PerplexityJobsError as error:
            error.next_token = pager.token
            error.add_note(f"{resume(pager.token)} goes on with this page.")
            raise

    def next_job(self, pager: Pager, *, extras: Extras = NO_EXTRAS) -> Flow[J_co | None]:
        """The next job of the list, or None at the end."""
        while not pager.jobs:
            left = pager.max_items
            page = yield from self.next_page(pager, extras=extras)
            if page is None:
                return None
            pager.jobs.extend(page.items[:left])
        return cast("J_co", pager.jobs.popleft())


def target_of(target: str | JobBase) -> tuple[str, JobBase | None]:
    """The id that is meant, and its snapshot if it is one; TypeError or ValueError where it is no id."""
    if isinstance(target, JobBase):
        return target.id, target
    if not isinstance(target, str):
        raise TypeError(f"a job or its id is needed, not {type(target).__name__}")
    # An empty id would ask for the list, and dots would climb up the path.
    if not target.strip() or target in (".", ".."):
        raise ValueError(f"{target!r} is not the id of a job")
    return target, None
