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

from .._values.errors import (
    BadRequestError,
    PerplexityJobsError,
    pick_up,
)
from .._values.extras import NO_EXTRAS, Extras
from .._values.log import logger
from .._values.text import shown
from .api import JobPage
from .effects import Flow, Sleep, Tell
from .job import J_co, JobBase, answer_of
from .pages import Pager, check_page, resume
from .poll import Poll, Progress
from .poll_policy import PollPolicy, check_wait
from .submit import Submits


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
    ) -> Flow[J_co]:
        """Submit and wait within one deadline; the job has a result."""
        extras = Extras.of_submit(options)
        check_wait(timeout, policy, on_update)
        deadline = math.inf if timeout is None else self.clock.monotonic() + timeout
        job = yield from self.submit(question, model, idempotency_key, options, deadline=deadline)
        left = None if timeout is None else max(0.0, deadline - self.clock.monotonic())
        done = yield from self.wait(job, left, policy, on_update, extras)
        answer_of(done)
        return done

    def get(self, target: str | JobBase, *, extras: Extras = NO_EXTRAS) -> Flow[J_co]:
        """Ask for a job once, with the retries of a single request."""
        job_id, known = target_of(target)
        call = extras.add_to(self.api.get(job_id))
        answer = yield from self.request(self.attempts(call), self.reader(job_id))
        return self.snapshot(answer.value, answer.time, known)

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
        extras: Extras = NO_EXTRAS,
    ) -> Flow[J_co]:
        """Look at a job until it has ended; the rules are those of `Poll`."""
        check_wait(timeout, policy, on_update)
        job_id, known = target_of(target)
        now = self.clock.monotonic()
        poll = Poll(
            job_id,
            self.api.policy_for,
            now,
            math.inf if timeout is None else now + timeout,
            cast("J_co | None", known),
            self.random,
            policy,
        )
        call = extras.add_to(self.api.get(job_id))
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
                    "job %s: %s after %d looks; %s",
                    job_id,
                    poll.job.raw_status if poll.job else "not seen yet",
                    poll.polls,
                    "it has ended" if delay is None else f"next look in {delay:.1f} s",
                )
                if on_update is not None:
                    elapsed = now - poll.started
                    yield Tell(on_update, Progress(poll.job, poll.polls, elapsed, delay, poll.error))
            return cast("J_co", poll.job)
        except PerplexityJobsError:
            raise
        except BaseException as error:
            state = shown(poll.job.raw_status) if poll.job else "not seen"
            error.add_note(
                f"Job {shown(job_id)} goes on at the service (last: {state}, {poll.polls} looks in "
                f"{self.clock.monotonic() - poll.started:.0f} s): {pick_up(job_id)} picks it up."
            )
            raise

    def page(self, limit: int | None, next_token: str | None, extras: Extras) -> Flow[JobPage[J_co]]:
        """Fetch one page of the list."""
        check_page(limit, next_token)
        call = extras.add_to(self.api.list(limit, next_token))
        answer = yield from self.request(self.attempts(call), self.api.read_page)
        page = answer.value
        items = [self.snapshot(data, answer.time, None) for data in page.items]
        return JobPage(items, page.next_token, page.raw)

    def pager(self, limit: int | None, next_token: str | None, max_items: int | None) -> Pager:
        """The walk through the list; what names no page, and an API without a list, are refused at once."""
        check_page(limit, next_token)
        self.api.list(limit, next_token)  # raises NotOfferedError where there is none
        return Pager(next_token, max_items, limit)

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
