"""The base of `Core`: one request of an operation, its repetitions where these are safe, and its answer.

It also makes the snapshots: a job from what the service said, with the earliest time that is known of it.
"""

from __future__ import annotations

import math
import random
import uuid
from collections.abc import Callable, Mapping
from typing import Any, Generic

from attrs import frozen

from .._values.call import Call, Outcome, Reply
from .._values.clock import Clock
from .._values.errors import UsageError
from .._values.extras import split_options
from .._values.job_data import JobData, Sighting
from .._values.log import logger
from .._values.settings import Config
from .api import Api
from .effects import Flow, Send, Sleep, T
from .job import J_co, JobBase
from .poll_policy import PollPolicy
from .response import Answer, Refusal, judge
from .retry import Attempts

# In seconds. The clocks of some systems know no longer time.
_FOR_EVER = 1e9


@frozen
class Requests(Generic[J_co]):
    """Requests over an API, with the settings and the clock of a client.

    Attributes:
        api: the service's adapter.
        config: the settings.
        clock: the passing of time.
        make_job: makes a job of the client's kind, from its data, its idempotency key and its sighting.
        random: numbers from 0 to 1, for the jitter.
        poll: how often to poll, where a wait does not say; None goes by the model.
    """

    api: Api
    config: Config
    clock: Clock
    make_job: Callable[[JobData, str | None, Sighting | None], J_co]
    random: Callable[[], float] = random.random
    poll: PollPolicy | None = None

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
            if attachments:
                from .._values.attachments import attach  # loaded late: most questions have none

                question = attach(question, **attachments)
            call = extras.add_to(self.api.submit(question, model=model, fields=fields, idempotency_key=key))
        except RecursionError:
            words = "The request is nested too deeply, or holds itself. Nothing was sent."
            raise UsageError(words) from None
        self.api.check(call)
        return call, key if self.api.has_keys else None

    def judge(
        self, call: Call, outcome: Outcome, read: Callable[[Any], T], *, took: float
    ) -> Answer[T] | Refusal:
        """What an outcome means; its request is logged."""
        if isinstance(outcome, Reply):
            logger.debug("%s: %d, %d bytes in %.3f s", call, outcome.status, len(outcome.body), took)
        else:
            logger.debug("%s: no answer (%s) in %.3f s", call, type(outcome.error).__name__, took)
        return judge(call, outcome, read, wall=self.clock.time())

    def snapshot(self, data: JobData, answer: Answer[Any], known: JobBase | None) -> J_co:
        """The job that an answer brings, with what an earlier snapshot of it tells.

        Args:
            data: the job as the adapter read it.
            answer: which brought it. A wrong local clock does not matter where it tells its time.
            known: the earlier snapshot.
        """
        past = (known._data, known._sighting) if known else None
        wall = answer.time or self.clock.time()
        dated, sighting = data.dated(
            past,
            at=self.clock.monotonic(),
            wall=wall,
            anew=self.api.of(data.id).dates_anew,
            request_id=answer.request_id,
        )
        return self.make_job(dated, known.idempotency_key if known else None, sighting)

    def seen(self, verdict: Answer[JobData] | Refusal, known: JobBase | None) -> Answer[J_co] | Refusal:
        """A look at a job, with its snapshot in place of what was read."""
        if isinstance(verdict, Refusal):
            return verdict
        return Answer(self.snapshot(verdict.value, verdict, known), verdict.wait)

    def attempts(self, call: Call) -> Attempts:
        """The attempts at a request, none made so far."""
        return Attempts(call, self.config.max_retries, self.random)

    def request(
        self, attempts: Attempts, read: Callable[[Any], T], deadline: float = math.inf
    ) -> Flow[Answer[T]]:
        """Make a request until it has a usable answer; the error of the last attempt where it has none."""
        while True:
            budget = self.budget(max(deadline - self.clock.monotonic(), 0.1))
            verdict = yield from self.look(attempts.call, read, budget)
            if isinstance(verdict, Answer):
                return verdict
            delay = attempts.observe(verdict, left=deadline - self.clock.monotonic())
            logger.debug("%s: attempt %d failed; the next in %.1f s", attempts.call, attempts.made, delay)
            yield Sleep(delay)

    def look(self, call: Call, read: Callable[[Any], T], budget: float | None) -> Flow[Answer[T] | Refusal]:
        """Make a request once, within `budget` seconds."""
        began = self.clock.monotonic()
        outcome: Outcome = yield Send(call, budget)
        return self.judge(call, outcome, read, took=self.clock.monotonic() - began)

    def reader(self, job_id: str | None) -> Callable[[Any], JobData]:
        """Reads a body as the job with this id; None reads any job."""
        return lambda body: self.api.read_job(body, job_id)

    def budget(self, left: float) -> float | None:
        """Seconds that one request may take where so many are left; None for no limit."""
        limit = self.config.request_timeout
        least = left if limit is None else min(limit, left)
        return None if least >= _FOR_EVER else least
