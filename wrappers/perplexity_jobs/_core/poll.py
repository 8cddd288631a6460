"""One wait for one job: when to poll it again, and when to stop. No clock and no network of its own.

`PollPolicy` says how often to poll, `response` which refusals may pass; `Poll` counts those in a row. After a
lost connection it polls again in seconds, and counts a failure every three minutes (`OUTAGE_STEP`).
"""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any, Generic, TypeVar

from attrs import define, field, frozen

from .._values import errors
from .._values.errors import APIError, JobTimeoutError, pick_up
from .._values.job_data import Sighting
from .._values.status import JobStatus
from .._values.text import in_polls, plain_duration, shown
from .job import JobBase
from .poll_policy import OUTAGE_STEP, PollPolicy, policy_for
from .response import Answer, Refusal

J = TypeVar("J", bound=JobBase)

# A poll may take this long where no time is left for it: the first one (timeout=0 means "poll once"), and one
# that begins too late since a callback or the machine held the wait up.
FIRST_LOOK = 1.0
# The last poll begins this much before the deadline, so that its answer arrives by then (seconds).
_LAST_LOOK_MIN, LAST_LOOK = 0.1, 2.0


@frozen
class Progress(Generic[J]):
    """What a wait tells its ``on_update`` after each poll.

    Attributes:
        job: the newest snapshot, or None where none has arrived yet.
        polls: so far.
        elapsed: seconds since the wait began.
        next_look: seconds until the next poll, or None where the job has ended.
        error: what went wrong with this poll, where it is borne, or None.
    """

    job: J | None
    polls: int
    elapsed: float
    next_look: float | None
    error: APIError | None = None

    def __str__(self) -> str:
        """A line for people, so that ``on_update=print`` is a display."""
        state = shown(self.job.raw_status) if self.job else "not seen yet"
        then = "" if self.next_look is None else f", the next in {self.next_look:.0f} s"
        fault = f" ({self.error.message})" if self.error else ""
        return f"{state} after {self.elapsed:.0f} s, {in_polls(self.polls)}{then}{fault}"

    _repr_markdown_ = __str__  # a display in a notebook, which is updated with each


@define
class Poll(Generic[J]):
    """One wait for one job, from `started` to `deadline` on the monotonic clock.

    Attributes:
        job: the newest snapshot; one from earlier tells the age of the job.
        random: numbers from 0 to 1, for the jitter.
        given: the caller's own policy; without it the first model that is told of decides, as the Agent API
            names the level while a job is queued, and a model that says less afterwards.
        errors: failures in a row, of a lost connection one every three minutes.
        error: of the last poll, where it is borne.
    """

    job_id: str
    started: float
    deadline: float = math.inf
    job: J | None = None
    random: Callable[[], float] = lambda: 0.5
    given: PollPolicy | None = None
    policy: PollPolicy = field(init=False)
    polls: int = field(default=0, init=False)
    errors: int = field(default=0, init=False)
    error: APIError | None = field(default=None, init=False)
    _model: str | None = field(default=None, init=False)
    _slowest: float = field(default=0.0, init=False)
    _asked_again: bool = field(default=False, init=False)
    # Of failures in a row: all, when the first was, and from when on another lost connection counts.
    _tries: int = field(default=0, init=False)
    _since: float = field(default=0.0, init=False)
    _counted_until: float = field(default=-math.inf, init=False)

    def __attrs_post_init__(self) -> None:
        self._choose_policy()

    def _choose_policy(self) -> None:
        self._model = self.job.model if self.job else None
        self.policy = self.given or policy_for(self._model)

    def first_delay(self, *, now: float) -> float | None:
        """Seconds until the first poll: none for a job of which nothing is known; None where it has ended."""
        seen = self._sighting
        if self.job is None or seen is None:
            return 0.0
        if self.job.is_terminal or seen.age is None:
            return None if self._has_ended() else 0.0
        due = seen.at + self.policy.delay(seen.age, self.random())
        return max(0.0, min(due, self.last_look()) - now)

    def budget(self, *, now: float) -> float:
        """Seconds that a request beginning now may take."""
        left = self.deadline - now
        return max(left, FIRST_LOOK) if self.polls == 0 or left < _LAST_LOOK_MIN / 2 else left

    def observe(self, verdict: Answer[J] | Refusal, *, now: float, took: float = 0.0) -> float | None:
        """Take in what a poll brought, which took some seconds; the delay, or None where the job has ended.

        Raises:
            APIError: of a kind that does not pass.
            JobError: the wait is over without an end of the job.
        """
        self.polls += 1
        self._slowest = max(self._slowest, took)
        if isinstance(verdict, Refusal):
            return self._refused(verdict, now)
        self.job, self.error = verdict.value, None
        self.errors, self._tries, self._counted_until = 0, 0, -math.inf
        if self._model is None:
            self._choose_policy()
        if not self.job.is_terminal:
            delay = self.policy.delay(self._age(now), self.random())
            return self._until_next(max(delay, min(verdict.wait or 0.0, self.policy.max_retry_after)), now)
        # COMPLETED without its response has been seen: parts of a service may agree late, so poll once more.
        lacks_text = self.job.status is JobStatus.COMPLETED and self.job.text is None
        if lacks_text and not self._asked_again and now + self.policy.initial < self.last_look():
            self._asked_again = True
            return self.policy.initial
        return None

    def _refused(self, refusal: Refusal, now: float) -> float | None:
        error = refusal.error
        self.error = error if isinstance(error, APIError) else None
        if self._has_ended():
            return None  # the second poll for a missing result: the end is known already
        if isinstance(error, errors.NotFoundError) and not self._is_new(now):
            raise errors.JobExpiredError(
                f"The service does not know job {self.job_id}: results are kept for a while (chat "
                "completions: 7 days), and a job is seen only with a key of its own account. "
                f"{error.message}",
                **self._context(now),
            ) from error
        if not refusal.transient and not isinstance(error, errors.NotFoundError):
            if not isinstance(error, errors.EndpointRetiredError):
                error.add_note(f"Job {shown(self.job_id)} is not lost: {pick_up(self.job_id)} picks it up.")
            vars(error).update(self._context(now))
            raise error
        self._since = self._since if self._tries else now
        self._tries += 1
        lost = isinstance(error, errors.APIConnectionError)
        if not lost or now >= self._counted_until:
            self.errors, self._counted_until = self.errors + 1, now + OUTAGE_STEP
        if self.errors > self.policy.max_consecutive_errors:
            raise errors.JobPollError(
                f"No usable answer for {plain_duration(now - self._since)} ({in_polls(self._tries)}) "
                f"while waiting for job {self.job_id}, the last: {error.message} The job is not lost: "
                f"{pick_up(self.job_id)} picks it up.",
                **self._context(now),
            ) from error
        chance = self.random()
        delay = self._backoff(self.errors, chance)
        if not isinstance(error, errors.NotFoundError):  # one that is not known yet will be so in a moment
            delay = max(delay, self.policy.delay(self._age(now), chance))
        if lost:  # a connection may be back in seconds, and the job may have ended meanwhile
            delay = min(delay, self._backoff(self._tries, chance))
        wish = min(refusal.wait or 0.0, self.policy.max_retry_after)
        if now + wish >= self.deadline:
            raise self.timeout_error(now) from error
        return self._until_next(max(delay, wish), now)

    def _backoff(self, failures: int, chance: float) -> float:
        delay = min(self.policy.maximum, 2.0 ** min(failures, 10))
        return delay * (1 + self.policy.jitter * (2 * chance - 1))

    def _until_next(self, delay: float, now: float) -> float:
        last = self.last_look()
        if now >= last:
            raise self.timeout_error(now) from self.error
        return min(delay, last - now)

    def timeout_error(self, now: float) -> JobTimeoutError:
        """The error for a wait whose time is over."""
        state = self.job.raw_status if self.job else None
        span, polls = f"{now - self.started:.0f} s", in_polls(self.polls)
        text = f"is still {shown(state or 'in an unknown state')} after {span} of waiting ({polls})."
        if self.error is not None:
            seen = f" It was {shown(state)} before." if state else ""
            text = f"gave no answer within {span} ({polls}): {self.error.message}{seen}"
        early = " The service asks for a pause beyond the deadline." if now < self.last_look() else ""
        return JobTimeoutError(
            f"Job {self.job_id} {text}{early} It goes on at the service: {pick_up(self.job_id)} picks it up.",
            **self._context(now),
        )

    def _context(self, now: float) -> dict[str, Any]:
        """What every error of a wait carries."""
        elapsed = now - self.started
        return {"job_id": self.job_id, "job": self.job, "elapsed": elapsed, "polls": self.polls}

    @property
    def _sighting(self) -> Sighting | None:
        return self.job._sighting if self.job else None

    def _has_ended(self) -> bool:
        """Whether the job is known with its end and, unlike in a summary, its result."""
        return self.job is not None and self.job.is_terminal and not self.job._data.partial

    def _age(self, now: float) -> float:
        seen = self._sighting
        age = seen.age + now - seen.at if seen and seen.age is not None else 0.0
        return max(age, now - self.started, 0.0)

    def _is_new(self, now: float) -> bool:
        submitted = self._sighting.submitted_at if self._sighting else None
        return submitted is not None and now - submitted <= self.policy.not_found_grace

    def last_look(self) -> float:
        """When the last poll begins, so that its answer arrives before the deadline."""
        return self.deadline - min(LAST_LOOK, max(_LAST_LOOK_MIN, 1.5 * self._slowest))
