"""What the clients do, written once for threads and for asyncio.

Each operation is a generator: it yields what it needs done (`Send`, `SendAll`, `Sleep`, `Tell`) and receives
what came of it. It does no input or output itself, so the blocking and the asyncio client differ only in how
they carry out these four.
"""

from __future__ import annotations

import logging
import math
import uuid
from collections.abc import Callable, Mapping
from typing import Any, Generic, cast

from attrs import evolve, frozen

from .._values.call import Call, Outcome, Reply
from .._values.errors import (
    BadRequestError,
    EndpointRetiredError,
    PerplexityJobsError,
    SubmitUncertainError,
    UsageError,
    pick_up,
)
from .._values.extras import NO_EXTRAS, Extras, split_options
from .._values.job_data import JobData, Sighting, near
from .._values.log import logger
from .._values.text import shown
from .api import Api
from .effects import Flow, Send, Sleep, T, Tell
from .headers import server_time
from .job import J_co, JobBase, JobPage
from .pages import Pager, resume
from .poll import Poll, Progress
from .poll_policy import PollPolicy, check_wait
from .response import Answer, Refusal, judge
from .retry import Attempts, RetryPolicy, maybe_created

# In seconds. The clocks of some systems know no longer time.
_FOR_EVER = 1e9


@frozen
class Core(Generic[J_co]):
    """The operations of a client, over an API, a clock and a way to make jobs of its kind."""

    api: Api
    request_timeout: float | None
    max_retries: int
    monotonic: Callable[[], float]
    time: Callable[[], float]
    random: Callable[[], float]
    make_job: Callable[[JobData, str | None, Sighting | None], J_co]

    def submit(
        self,
        question: Any,
        model: str | None,
        idempotency_key: str | None,
        options: Mapping[str, Any],
        *,
        deadline: float = math.inf,
    ) -> Flow[J_co]:
        """Create one job, whatever has to be repeated."""
        call, key = self.submission(question, model, idempotency_key, options)
        attempts = self._attempts(call)
        try:
            began = self.monotonic()
            try:
                answer = yield from self._request(attempts, self._job_reader(None), deadline)
            except SubmitUncertainError as error:
                job_id = self.api.job_id_in(error.headers) if attempts.accepted else None
                if job_id is None:
                    raise
                answer = yield from self._found(job_id, error, options, deadline)
        except BaseException as error:
            if isinstance(error, PerplexityJobsError):
                error.idempotency_key = key
            if isinstance(error, SubmitUncertainError):
                error.sent_at = self.time() - (self.monotonic() - began)
            elif attempts.uncertain or not isinstance(error, PerplexityJobsError):
                error.add_note(maybe_created(key))
            if isinstance(error, EndpointRetiredError) and logger.isEnabledFor(logging.DEBUG):
                words = self.api.in_other_words(call)
                if words is not None:
                    logger.debug("the same request for api='agent': %s", words)
            raise
        data, reply = answer.value
        logger.debug("job %s was created", data.id)
        told = evolve(data, created_at=near(data.created_at, wall := self._wall(reply)) or wall)
        first = self.make_job(told, key, Sighting(began, None, submitted_at=began))
        return self._job(told, reply, first)

    def _found(
        self, job_id: str, error: SubmitUncertainError, options: Mapping[str, Any], deadline: float
    ) -> Flow[Answer[tuple[JobData, Reply]]]:
        """Ask once for the job of a submit that was accepted, by the id in the headers of its answer."""
        # Over a fresh connection, as there is one look only: the service may close the one that it used.
        call = evolve(self.api.get(job_id), resend_unsafe=True)
        call = split_options(options)[0].without_body.add_to(call)
        # What is paid for is looked for even after the deadline, in a moment.
        budget = _smaller(self.request_timeout, max(1.0, deadline - self.monotonic()))
        try:
            verdict = yield from self._look(call, self._job_reader(job_id), budget)
        except BaseException as ended:
            ended.add_note(f"By the headers of its answer, the id of the job is {job_id}.")
            raise
        if isinstance(verdict, Answer):
            return verdict
        error.message += f" Its id would be {job_id}, which was asked for in vain: {verdict.error.message}"
        error.args = (error.message,)
        raise error

    def submission(
        self, question: Any, model: str | None, idempotency_key: str | None, options: Mapping[str, Any]
    ) -> tuple[Call, str | None]:
        """The request that creates a job, and its key where the API knows one.

        Raises:
            TypeError, ValueError: the request cannot be built; nothing was sent.
        """
        extras, attachments, fields = split_options(options)
        if idempotency_key is not None and not self.api.has_keys:
            raise ValueError(
                "idempotency_key is not possible here: the Agent API knows no such key, and a submit that is "
                "repeated may buy twice. Leave it out; SubmitUncertainError says where a job may exist."
            )
        if idempotency_key is not None and (
            not isinstance(idempotency_key, str) or not idempotency_key.strip()
        ):
            raise ValueError("idempotency_key is empty, or no text; leave it out for a random one.")
        key = idempotency_key or str(uuid.uuid4())
        try:
            messages = attachments.add_to(question)
            call = extras.add_to(self.api.submit(messages, model=model, fields=fields, idempotency_key=key))
        except RecursionError:
            words = "The request is nested too deeply, or holds itself. Nothing was sent."
            raise UsageError(words) from None
        self.api.check(call)
        return call, key if self.api.has_keys else None

    def run(
        self,
        question: Any,
        model: str | None,
        idempotency_key: str | None,
        options: Mapping[str, Any],
        *,
        timeout: float | None,
        policy: PollPolicy | None,
        on_update: Callable[[Progress[Any]], object] | None,
    ) -> Flow[J_co]:
        """Submit and wait within one deadline; the job has a result."""
        extras = split_options(options)[0].without_body
        check_wait(timeout, policy, on_update)
        deadline = math.inf if timeout is None else self.monotonic() + timeout
        job = yield from self.submit(question, model, idempotency_key, options, deadline=deadline)
        left = None if timeout is None else max(0.0, deadline - self.monotonic())
        done = yield from self.wait(job, timeout=left, policy=policy, on_update=on_update, extras=extras)
        done._answer()
        return done

    def get(self, target: str | JobBase, *, extras: Extras = NO_EXTRAS) -> Flow[J_co]:
        """Ask for a job once, with the retries of a single request."""
        job_id, known = _target(target)
        call = extras.add_to(self.api.get(job_id))
        answer = yield from self._request(self._attempts(call), self._job_reader(job_id))
        return self._job(*answer.value, known)

    def cancel(self, target: str | JobBase, *, extras: Extras = NO_EXTRAS) -> Flow[J_co]:
        """Ask for the end of a job, then look at it; a job that has ended meanwhile is no error."""
        job_id, _ = _target(target)
        refused: BadRequestError | None = None
        try:
            call = extras.add_to(self.api.cancel(job_id))
            yield from self._request(self._attempts(call), lambda body, reply: None)
        except BadRequestError as error:
            refused = error
        job = yield from self.get(target, extras=extras)
        if refused is not None and not job.is_terminal:
            raise refused
        return job

    def handle(self, job_id: str, created_at: float | None = None) -> J_co:
        """A job of which nothing but the id is known yet, or else when it was submitted; no request."""
        job_id, _ = _target(job_id)
        data = self.api.read_job({"id": job_id}, job_id)
        return self.make_job(evolve(data, created_at=created_at), None, None)

    def wait(
        self,
        target: str | JobBase,
        *,
        timeout: float | None,
        policy: PollPolicy | None,
        on_update: Callable[[Progress[Any]], object] | None,
        extras: Extras = NO_EXTRAS,
    ) -> Flow[J_co]:
        """Look at a job until it has ended; the rules are those of `Poll`."""
        check_wait(timeout, policy, on_update)
        job_id, known = _target(target)
        # The policy of the first model that is told of: the Agent API names the preset while a job is queued,
        # and a model that says less afterwards.
        chosen = policy or (self.api.policy_for(known.model) if known and known.model else None)
        poll = Poll.start(
            chosen or self.api.policy_for(None),
            job_id,
            now=self.monotonic(),
            timeout=timeout,
            known=cast("J_co | None", known),
            random=self.random,
        )
        call = extras.add_to(self.api.get(job_id))
        try:
            delay = poll.first_delay(now=self.monotonic())
            while delay is not None:
                if delay:
                    yield Sleep(delay)
                began = self.monotonic()
                budget = _smaller(self.request_timeout, poll.budget(now=began))
                seen = yield from self._look(call, self._job_reader(job_id), budget)
                now = self.monotonic()
                verdict: Answer[J_co] | Refusal
                if isinstance(seen, Answer):
                    data, reply = seen.value
                    verdict = Answer(self._job(data, reply, poll.job), seen.wait)
                    if chosen is None and verdict.value.model:
                        poll.policy = chosen = self.api.policy_for(verdict.value.model)
                else:
                    verdict = seen
                delay = poll.observe(verdict, now=now, took=now - began)
                logger.debug(
                    "job %s: %s after %d looks; %s",
                    job_id,
                    poll.job.raw_status if poll.job else "not seen yet",
                    poll.polls,
                    "it has ended" if delay is None else f"next look in {delay:.1f} s",
                )
                if on_update is not None:
                    yield Tell(on_update, poll.progress(now=now, next_look=delay))
            return cast("J_co", poll.job)
        except PerplexityJobsError:
            raise
        except BaseException as error:
            state = shown(poll.job.raw_status) if poll.job else "not seen"
            error.add_note(
                f"Job {shown(job_id)} goes on at the service (last: {state}, {poll.polls} looks in "
                f"{self.monotonic() - poll.started:.0f} s): {pick_up(job_id)} picks it up."
            )
            raise

    def require_list(self) -> None:
        """NotOfferedError at once, not at the first item, where the API has no list."""
        if not self.api.can_list:
            self.api.list(None, None)

    def page(
        self, *, limit: int | None, next_token: str | None, extras: Extras = NO_EXTRAS
    ) -> Flow[JobPage[J_co]]:
        """Fetch one page of the list."""
        call = extras.add_to(self.api.list(limit, next_token))
        answer = yield from self._request(
            self._attempts(call), lambda body, reply: (self.api.read_page(body), reply)
        )
        page, reply = answer.value
        items = [self._job(data, reply, None) for data in page.items]
        return JobPage(items, page.next_token, page.raw)

    def next_page(
        self, pager: Pager, *, limit: int | None, extras: Extras = NO_EXTRAS
    ) -> Flow[JobPage[J_co]]:
        """Fetch the page that the pager is at; every error carries the token to go on from."""
        try:
            return pager.observe((yield from self.page(limit=limit, next_token=pager.token, extras=extras)))
        except PerplexityJobsError as error:
            error.next_token = pager.token
            error.add_note(f"{resume(pager.token)} goes on with this page.")
            raise

    def _attempts(self, call: Call) -> Attempts:
        return RetryPolicy(self.max_retries).start(call, random=self.random)

    def _request(
        self, attempts: Attempts, read: Callable[[Any, Reply], T], deadline: float = math.inf
    ) -> Flow[Answer[T]]:
        while True:
            left = deadline - self.monotonic()
            verdict = yield from self._look(
                attempts.call, read, _smaller(self.request_timeout, max(left, 0.1))
            )
            if isinstance(verdict, Answer):
                return verdict
            delay = attempts.observe(verdict, left=deadline - self.monotonic())
            logger.debug("%s: attempt %d failed; the next in %.1f s", attempts.call, attempts.made, delay)
            yield Sleep(delay)

    def _look(
        self, call: Call, read: Callable[[Any, Reply], T], budget: float | None
    ) -> Flow[Answer[T] | Refusal]:
        began = self.monotonic()
        outcome: Outcome = yield Send(call, budget)
        return self._judge(call, outcome, read, took=self.monotonic() - began)

    def _judge(
        self, call: Call, outcome: Outcome, read: Callable[[Any, Reply], T], *, took: float
    ) -> Answer[T] | Refusal:
        reply = outcome if isinstance(outcome, Reply) else Reply(0)
        verdict = judge(call, outcome, lambda body: read(body, reply), wall=self.time())
        if isinstance(outcome, Reply):
            logger.debug("%s: %d, %d bytes in %.3f s", call, outcome.status, len(outcome.body), took)
        else:
            logger.debug("%s: no answer (%s) in %.3f s", call, type(outcome.error).__name__, took)
        return verdict

    def _job_reader(self, job_id: str | None) -> Callable[[Any, Reply], tuple[JobData, Reply]]:
        return lambda body, reply: (self.api.read_job(body, job_id), reply)

    def _job(self, data: JobData, reply: Reply, known: JobBase | None) -> J_co:
        """The snapshot that an answer brings, with what an earlier one of the same job tells."""
        past = (known._data, known._sighting) if known else None
        dated = data.dated(past, at=self.monotonic(), wall=self._wall(reply), anew=self.api.dates_anew)
        return self.make_job(dated[0], known.idempotency_key if known else None, dated[1])

    def _wall(self, reply: Reply) -> float:
        # The service's clock against the service's clock: a wrong local one does not matter.
        return server_time(reply.headers) or self.time()


def _target(target: str | JobBase) -> tuple[str, JobBase | None]:
    if isinstance(target, JobBase):
        return target.id, target
    if not isinstance(target, str):
        raise TypeError(f"a job or its id is needed, not {type(target).__name__}")
    # An empty id would ask for the list, and dots would climb up the path.
    if not target.strip() or target in (".", ".."):
        raise ValueError(f"{target!r} is not the id of a job")
    return target, None


def _smaller(limit: float | None, left: float) -> float | None:
    least = left if limit is None else min(limit, left)
    return None if least >= _FOR_EVER else least
