"""The retries of a single request, and its answer; the base of `Core`. The polls of a wait have no retries.

`Attempts` decides whether a request is made again, and keeps a submit from being paid for twice.
"""

from __future__ import annotations

import math
import random
from collections.abc import Callable
from typing import Any, Generic

from attrs import define, frozen

from .._values.call import Call, Outcome, Reply
from .._values.clock import Clock
from .._values.errors import APIError, SubmitUncertainError
from .._values.job_data import JobData, Sighting
from .._values.log import logger
from .._values.settings import Config
from .api import Api
from .content import MAX_RETRY_AFTER
from .effects import Flow, Send, Sleep, T
from .job import J_co, JobBase
from .poll_policy import PollPolicy
from .response import Answer, Refusal, judge

# In seconds. The clocks of some systems know no longer time.
_FOR_EVER = 1e9
_INITIAL, _MAXIMUM = 0.5, 8.0


@define
class Attempts:
    """The attempts at one request, and the backoff between them.

    The delays grow from 0.5 s to 8 s, as in the official SDK, each changed at random by up to a quarter.

    Attributes:
        random: numbers from 0 to 1, for the jitter.
        uncertain: whether one of them may have done its work although no answer said so.
        accepted: whether the last answer was a success, though not a usable one.
    """

    call: Call
    max_retries: int
    random: Callable[[], float]
    made: int = 0
    uncertain: bool = False
    accepted: bool = False

    def observe(self, refusal: Refusal, *, left: float) -> float:
        """Seconds until the next attempt, `left` seconds before the caller's deadline.

        Raises:
            APIError: that of the refusal, where there is to be no other attempt; `SubmitUncertainError`
                where the request must not be repeated and nothing says that it did not do its work.
        """
        error = refusal.error
        self.made += 1
        self.accepted = refusal.accepted
        self.uncertain = self.uncertain or not refusal.did_nothing
        if self.call.resend_unsafe and not refusal.did_nothing and isinstance(error, APIError):
            raise SubmitUncertainError(
                f"{self.call} may have made a job whose id did not arrive (attempt {self.made}): "
                f"{error.message.rstrip('.')}. "
                "This API has neither an idempotency key nor a list to look it up in, so the request was not "
                "repeated; submitting again may pay for a second job.",
                request=str(self.call),
                attempts=self.made,
                headers=error.headers,
            ) from error
        if not refusal.transient or self.made > self.max_retries:
            raise error
        pause = min(_MAXIMUM, _INITIAL * 2.0 ** (self.made - 1)) * (1 + 0.25 * (2 * self.random() - 1))
        delay = max(pause, min(refusal.wait or 0.0, MAX_RETRY_AFTER))
        if delay >= left:
            raise error
        return delay


@frozen
class Requests(Generic[J_co]):
    """Requests over an API, with the settings and the clock of a client.

    Attributes:
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

    def attempts(self, call: Call) -> Attempts:
        """The attempts at a request, none made so far."""
        return Attempts(call, self.config.max_retries, self.random)

    def request(
        self, attempts: Attempts, read: Callable[[Any], T], deadline: float = math.inf
    ) -> Flow[Answer[T]]:
        """Make a request until it has a usable answer; the error of the last attempt where it has none."""
        while True:
            left = max(deadline - self.clock.monotonic(), 0.1)
            verdict = yield from self.look(attempts.call, read, left)
            if isinstance(verdict, Answer):
                return verdict
            delay = attempts.observe(verdict, left=deadline - self.clock.monotonic())
            logger.debug("%s: attempt %d failed; the next in %.1f s", attempts.call, attempts.made, delay)
            yield Sleep(delay)

    def look(self, call: Call, read: Callable[[Any], T], left: float) -> Flow[Answer[T] | Refusal]:
        """Make a request once, with so many seconds left."""
        began = self.clock.monotonic()
        outcome: Outcome = yield Send(call, self.budget(left))
        return self.judge(call, outcome, read, took=self.clock.monotonic() - began)

    def budget(self, left: float) -> float | None:
        """Seconds that one request may take where so many are left; None for no limit."""
        limit = self.config.request_timeout
        least = left if limit is None else min(limit, left)
        return None if least >= _FOR_EVER else least

    def judge(
        self, call: Call, outcome: Outcome, read: Callable[[Any], T], *, took: float
    ) -> Answer[T] | Refusal:
        """What an outcome means; its request is logged."""
        if isinstance(outcome, Reply):
            logger.debug("%s: %d, %d bytes in %.3f s", call, outcome.status, len(outcome.body), took)
        else:
            logger.debug("%s: no answer (%s) in %.3f s", call, type(outcome.error).__name__, took)
        return judge(call, outcome, read, wall=self.clock.time())

    def reader(self, job_id: str | None) -> Callable[[Any], JobData]:
        """Reads a body as the job with this id; None reads any job."""
        return lambda body: self.api.read_job(body, job_id)

    def seen(self, verdict: Answer[JobData] | Refusal, known: JobBase | None) -> Answer[J_co] | Refusal:
        """A look at a job, with its snapshot in place of what was read."""
        if isinstance(verdict, Refusal):
            return verdict
        return Answer(self.snapshot(verdict.value, verdict, known), verdict.wait)

    def snapshot(self, data: JobData, answer: Answer[Any], known: JobBase | None) -> J_co:
        """The job that an answer brings, with what an earlier snapshot of it tells.

        A wrong local clock does not matter where the answer tells its time.
        """
        dated, sighting = data.dated(
            (known._data, known._sighting) if known else None,
            at=self.clock.monotonic(),
            wall=answer.time or self.clock.time(),
            anew=self.api.of(data.id).dates_anew,
            request_id=answer.request_id,
        )
        return self.make_job(dated, known.idempotency_key if known else None, sighting)
