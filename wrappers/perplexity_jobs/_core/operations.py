"""The operations of both clients: submit, get, cancel, wait, run, and the pages of the list.

Those that need the service are generators: each yields what it needs done (`Send`, `Sleep` or `Tell`, see
`effects`) and receives what came of it. None does input or output itself, so that the two clients differ only
in how they do these.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any, cast

from attrs import evolve

from .._values.call import Call
from .._values.errors import BadRequestError, PerplexityJobsError, pick_up
from .._values.extras import NO_EXTRAS, Extras
from .._values.log import logger
from .._values.text import in_polls, shown
from .api import JobPage
from .effects import Flow, Sleep, Tell
from .job import J_co, JobBase, answer_of
from .pages import RESUME, Pager
from .poll import Poll, Progress
from .poll_policy import PollPolicy, check_wait
from .response import Refusal
from .submit import Submission, Submits

# Seconds for the request to cancel the job of an interrupted wait: whoever interrupts wants to go.
_CALL_OFF = 5.0


class Core(Submits[J_co]):
    """The operations of a client."""

    def run(
        self,
        asked: Submission,
        timeout: float | None,
        policy: PollPolicy | None,
        on_update: Callable[[Progress[Any]], object] | None,
        cancel_on_interrupt: bool = False,
    ) -> Flow[J_co]:
        """Submit and wait within one deadline; the job has a result, unless `on_update` ended the wait."""
        extras = Extras.of_submit(asked.options)
        check_wait(timeout, policy, on_update)
        deadline = math.inf if timeout is None else self.clock.monotonic() + timeout
        core = evolve(self, api=self.api.that_cancels()) if cancel_on_interrupt else self
        job = yield from core.submit(asked, deadline)
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
        deadline = math.inf if timeout is None else now + timeout
        poll = Poll(job_id, now, deadline, cast("J_co | None", known), self.random, policy or self.poll)
        call = extras.add_to(self.api.get(job_id))
        cancel = extras.add_to(self.api.cancel(job_id)) if cancel_on_interrupt else None
        try:
            delay = poll.first_delay(now=now)
            while delay is not None:
                if delay:
                    yield Sleep(delay)
                began = self.clock.monotonic()
                read = yield from self.look(call, self.reader(job_id), poll.budget(now=began))
                verdict = self.seen(read, poll.job)
                now = self.clock.monotonic()
                delay = poll.observe(verdict, now=now, took=now - began)
                state = poll.job.raw_status if poll.job else "not seen yet"
                then = "it has ended" if delay is None else f"next poll in {delay:.1f} s"
                logger.debug("job %s: %s after %d polls; %s", job_id, state, poll.polls, then)
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
        verdict = yield from self.look(cancel, lambda body: None, _CALL_OFF)
        if isinstance(verdict, Refusal):
            return f"goes on at the service, which could not be asked to cancel it: {verdict.error.message}"
        return "is being cancelled by the service"

    def pager(
        self,
        limit: int | None,
        next_token: str | None,
        max_items: int | None = None,
        extras: Extras = NO_EXTRAS,
        first: JobPage[J_co] | None = None,
    ) -> Pager:
        """The walk through the list, checked before any request; its first page may be there already."""
        pager = Pager(next_token, max_items, limit, extras)
        self.api.list(limit, next_token)  # raises NotOfferedError where there is none
        if first is not None:
            pager.observe(first)
        return pager

    def page(self, pager: Pager) -> Flow[JobPage[J_co]]:
        """The page that the pager is at; every error carries the token to go on from."""
        call = pager.extras.add_to(self.api.list(pager.limit, pager.token))
        try:
            answer = yield from self.request(self.attempts(call), self.api.read_page)
        except PerplexityJobsError as error:
            error.next_token = pager.token
            error.add_note(f"{RESUME} goes on with this page.")
            raise
        items = [self.snapshot(data, answer, None) for data in answer.value.items]
        return JobPage(items, answer.value.next_token, answer.value.raw)

    def next_page(self, pager: Pager) -> Flow[JobPage[J_co] | None]:
        """The next page of the list, or None at the end."""
        return None if pager.done else pager.observe((yield from self.page(pager)))

    def next_job(self, pager: Pager) -> Flow[J_co | None]:
        """The next job of the list, or None at the end."""
        while not pager.jobs:
            if (yield from self.next_page(pager)) is None:
                return None
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
