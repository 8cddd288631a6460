"""The plan for many jobs: the one place that decides what to ask for next, without clock or network.

`step` gives what to do: a `Wave` of requests, whose outcomes `observe` takes, a `Sleep`, a job that has
ended, or the error of a job that is waited for no longer. Each job comes once, as one of the last two.
"""

from __future__ import annotations

import heapq
import math
from collections import deque
from collections.abc import Callable, Sequence
from typing import Any, Generic, TypeAlias

from attrs import define, field

from .._core.api import JobPage
from .._core.effects import Sleep
from .._core.job import J_co
from .._core.poll import LAST_LOOK, J, Poll
from .._core.poll_policy import DEFAULT_POLICY, PollPolicy
from .._core.response import Answer, Refusal, concerns_account
from .._values.errors import JobPollError, JobTimeoutError, PerplexityJobsError, RateLimitError
from .._values.text import in_polls, plain_duration
from .list_sharing import ListSharing
from .looks import GetJob, Look, WaitingJob, Wave
from .rate_limit import Rates

# Enough to keep up with thousands of jobs; most connections stay free for submits and for other waits.
CONCURRENCY = 10
# A request that takes longer than this (seconds) is given up, so that it does not hold up the others; the
# limit grows where whole waves take as long, and shrinks again afterwards.
_PATIENCE = 5.0

Step: TypeAlias = Wave | Sleep | J_co | PerplexityJobsError


@define(eq=False)
class Plan(Generic[J]):
    """The waiting for many jobs.

    Attributes:
        policy: the caller's, for every model; sweeps then begin only for jobs that are due by it.
        random: numbers from 0 to 1, for the jitter.
        sharing: the use of the list.
        rates: how much may be sent.
        jobs: those that have neither ended nor been lost, in the order of their addition.
        outage: the wait for any answer while none comes, by the rules of a wait for one job; else None.
    """

    policy: PollPolicy | None = None
    random: Callable[[], float] = lambda: 0.5
    sharing: ListSharing = field(factory=ListSharing)
    rates: Rates = field(factory=Rates)
    jobs: dict[str, WaitingJob[J]] = field(factory=dict, init=False)
    outage: Poll[J] | None = field(default=None, init=False)
    _news: deque[J | PerplexityJobsError] = field(factory=deque, init=False)
    _fatal: PerplexityJobsError | None = field(default=None, init=False)
    # The first deadline, and the last one.
    _first_end: float = field(default=math.inf, init=False)
    _horizon: float = field(default=-math.inf, init=False)
    _quiet_until: float = field(default=-math.inf, init=False)
    _patience: float = field(default=_PATIENCE, init=False)

    def add(
        self, job_id: str, known: J | None, *, now: float, timeout: float | None = None, after: float = 0.0
    ) -> None:
        """Wait for one more job, unless it is waited for, for `timeout` seconds from `after` seconds on.

        One that is `known` to have ended, with its result, is news at once.
        """
        if job_id in self.jobs:
            return
        begins = now + after
        deadline = math.inf if timeout is None else begins + timeout
        poll = Poll(job_id, begins, deadline, known, self.random, self.policy)
        delay = poll.first_delay(now=begins)
        if delay is None and known is not None:
            self._news.append(known)
            return
        ended = known is not None and known.is_terminal
        job = self.jobs[job_id] = WaitingJob(poll, begins + (delay or 0.0), ended, alone=ended)
        self._first_end, self._horizon = min(self._first_end, job.end), max(self._horizon, job.end)

    def step(self, *, now: float) -> Step[J] | None:
        """The next thing to do, or None where nothing is left to wait for.

        Raises:
            APIError: the account is refused (key, credits, retired service), so that no job can be seen.
            JobPollError: nothing was answered for longer than the policy bears.
        """
        if not self._news and self._fatal is None:
            self._drop_late(now)
        if self._news:
            return self._news.popleft()
        if self._fatal is not None:
            raise self._fatal
        if not self.jobs:
            return None
        looks = self._looks(now) if now >= self._quiet_until else ()
        if looks:
            return Wave(looks, max(0.1, min(self._patience, self._horizon - now)))
        # Never no time at all, so that a rounding error cannot keep the caller busy.
        return Sleep(max(0.001, self._wake(now) - now))

    def _looks(self, now: float) -> tuple[Look, ...]:
        """The requests to send now."""
        sharing, calm = self.sharing, self.outage is None
        if calm:
            sharing.begin_if_due(self.jobs.values(), now, self.rates.list.opens(now))
        else:
            sharing.stop()
        sweep = sharing.sweep
        due = [job for job in self.jobs.values() if job.due <= now and (job.alone or sweep is None)]
        # One place is kept for a page, so that single jobs cannot crowd it out.
        places = (CONCURRENCY if calm else 1) - (sweep is not None)
        looks: list[Look] = []
        # In an outage all take turns: one that fails for ever must not pass for the service.
        for job in heapq.nsmallest(places, due, key=lambda job: (calm and not job.ended, job.due)):
            if self.rates.get.claim(now):
                break
            looks.append(GetJob(job.poll.job_id))
        if sweep is not None and not self.rates.list.claim(now):
            looks.append(sharing.page(sweep))
        return tuple(looks)

    def _wake(self, now: float) -> float:
        """When there is something to do again."""
        sharing, jobs = self.sharing, self.jobs.values()
        due = min((job.due for job in jobs if sharing.sweep is None or job.alone), default=math.inf)
        page = sharing.next_sweep if sharing.sweep is None else self.rates.list.opens(now)
        request = min(page, max(due, self.rates.get.opens(now)))
        return min(max(request, self._quiet_until), self._first_end)

    def observe(
        self, outcomes: Sequence[tuple[Look, Answer[Any] | Refusal]], *, now: float, took: float
    ) -> None:
        """Take in what came of a wave that took so many seconds: jobs of `GetJob`, pages of `GetPage`."""
        self._patience = max(_PATIENCE, self._patience / 2.0, 2.0 * took)
        for look, verdict in outcomes:
            if isinstance(look, GetJob):
                self._observe_job(self.jobs[look.job_id], verdict, now, took)
            elif isinstance(verdict, Refusal):
                self.sharing.refused(getattr(verdict.error, "status_code", None), now)
            else:
                self._observe_page(verdict.value, now, took)
        failed = [verdict for _, verdict in outcomes if isinstance(verdict, Refusal) and verdict.transient]
        if len(failed) < len(outcomes) or not self.jobs:
            self.outage = None
        elif isinstance(outcomes[0][0], GetJob):  # a page that fails by itself says nothing of the jobs
            # The rate limiter keeps to what the service asks for.
            self._bear(failed[0]._replace(wait=None), now)

    def _bear(self, refusal: Refusal, now: float) -> None:
        """Pause after a wave of which nothing was answered, or give up where that has lasted too long."""
        if self.outage is None:
            # The pauses leave room for a last look before the last deadline.
            policy, deadline = self.policy or DEFAULT_POLICY, self._horizon - LAST_LOOK
            self.outage = Poll("", now, deadline, None, self.random, policy)
        try:
            self._quiet_until = now + (self.outage.observe(refusal, now=now) or 0.0)
        except JobTimeoutError:
            self._quiet_until = self._horizon
        except JobPollError:
            if any(job.poll.error for job in self.jobs.values()):
                self.give_up(now)
            else:
                self.outage = None  # all of these polls were of one job, which is given up by now

    def give_up(self, now: float) -> None:
        """Bear the outage no longer: after the news of its jobs, `step` raises its error."""
        outage, polls = self.outage, [job.poll for job in self.jobs.values()]
        assert outage is not None
        span = f"{plain_duration(now - outage.started)} ({in_polls(outage.polls)})"
        words = f"No usable answer for {span} while waiting for {len(polls)} jobs"
        error = JobPollError(f"{words}, the last: {outage.error}", job_id=polls[0].job_id, job=polls[0].job)
        error.__cause__ = outage.error
        self._fatal = error

    def _observe_job(self, job: WaitingJob[J], verdict: Answer[J] | Refusal, now: float, took: float) -> None:
        if isinstance(verdict, Refusal) and isinstance(verdict.error, RateLimitError) and verdict.transient:
            # Not the job's fault: it keeps its turn until the rate allows it.
            job.poll.error = verdict.error
            return
        delay = self._look(job, verdict, now, took)
        if delay is None:
            return
        if job.ended and isinstance(verdict, Answer):
            # Parts of a service agree late: the list has shown its end already.
            delay = min(delay, job.poll.policy.initial)
        job.alone, job.due = job.ended, now + delay

    def _observe_page(self, page: JobPage[J], now: float, took: float) -> None:
        sweep = self.sharing.sweep
        if sweep is None:
            return
        found, running = 0, []
        for shown in page.items:
            if shown.id not in sweep.wanted or shown.id not in self.jobs:
                continue
            sweep.wanted.discard(shown.id)
            found += 1
            job = self.jobs[shown.id]
            if shown.is_terminal:
                job.ended, job.alone, job.due = True, True, now
            elif (delay := self._look(job, Answer(shown), now, 2.0 * took)) is not None:  # the result, too
                job.listed_age, job.due = shown.elapsed, now + delay
                running.append(job)
        self.sharing.answered(found, page.next_token, now, self.rates.list.per_minute)
        if self.policy is not None:
            self.sharing.next_sweep = math.inf
        if self.sharing.sweep is None:
            for job_id in sweep.wanted & self.jobs.keys():
                self.jobs[job_id].alone = True
        if running and self.sharing.is_to_be_checked:
            checked = running[int(self.random() * (len(running) - 1))]
            checked.alone, checked.due = True, now

    def _look(
        self, job: WaitingJob[J], verdict: Answer[J] | Refusal, now: float, took: float
    ) -> float | None:
        """The delay by the rules of a single wait, or None where the job is waited for no longer."""
        poll = job.poll
        try:
            delay = poll.observe(verdict, now=now, took=took)
        except PerplexityJobsError as error:
            if concerns_account(error):
                self._fatal = error
            else:
                self._drop(job, error)
            return None
        if delay is None and poll.job is not None:
            self.sharing.ended(poll.job, job.listed_age, now)
            self._drop(job, poll.job)
        return delay

    def _drop_late(self, now: float) -> None:
        """Tell of the jobs that cannot be asked for before their deadline."""
        late = max(now, self.rates.get.opens(now))
        if late < self._first_end:
            return
        for job in [job for job in self.jobs.values() if job.end <= late]:
            error = job.poll.timeout_error(now)
            error.__cause__ = job.poll.error
            self._drop(job, error)
        self._first_end = min((job.end for job in self.jobs.values()), default=math.inf)

    def _drop(self, job: WaitingJob[J], news: J | PerplexityJobsError) -> None:
        del self.jobs[job.poll.job_id]
        self._news.append(news)
