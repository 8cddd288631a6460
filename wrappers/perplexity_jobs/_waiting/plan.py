"""The plan for many jobs: the one place that decides what to ask for next, without clock or network.

plan = Plan()
plan.add("job-1", None, now=clock())              # at any time, also while the plan runs
while (step := plan.step(now=clock())) is not None:
    match step:
        case Wave(looks, budget):                 # make these requests at the same time
            plan.observe([(look, outcome_of(look)), ...], now=clock(), took=...)
        case Sleep(seconds): sleep(seconds)
        case PerplexityJobsError() as error: ...  # the job `error.job_id` is waited for no longer
        case job: ...                             # it has ended; each job comes once, as one of the two
"""

from __future__ import annotations

import math
from collections import deque
from collections.abc import Callable, Sequence
from typing import Any, Generic, TypeAlias

from attrs import define, field

from .._core.api import JobPage
from .._core.effects import Sleep
from .._core.job import J_co
from .._core.poll import FIRST_LOOK, LAST_LOOK, J, Poll
from .._core.poll_policy import DEFAULT_POLICY, PollPolicy
from .._core.response import Answer, Refusal, concerns_account
from .._values.errors import JobPollError, PerplexityJobsError, RateLimitError
from .._values.text import in_polls, plain_duration
from .due_jobs import NOW, DueJobs, GetJob, Look, WaitingJob, Wave
from .list_sharing import ListSharing
from .outage import Outage
from .rate_limit import Rates

# Enough to keep up with thousands of jobs; most connections stay free for submits and for other waits.
CONCURRENCY = 10
# A job that the list shows as ended is asked for again so soon (seconds): parts of a service agree late.
_STALE = 4.0

Step: TypeAlias = Wave | Sleep | J_co | PerplexityJobsError


@define(eq=False)
class Plan(Generic[J]):
    """The waiting for many jobs.

    Attributes:
        policy: the caller's, for every model; sweeps then begin only for jobs that are due by it.
        random: numbers from 0 to 1, for the jitter.
        sharing: the use of the list.
        rates: how much may be sent.
        outage: whether anything is answered.
    """

    policy: PollPolicy | None = None
    random: Callable[[], float] = lambda: 0.5
    sharing: ListSharing = field(factory=ListSharing)
    rates: Rates = field(factory=Rates)
    outage: Outage = field(factory=Outage)
    _due: DueJobs[J] = field(init=False)
    _news: deque[J | PerplexityJobsError] = field(factory=deque, init=False)
    _fatal: PerplexityJobsError | None = field(default=None, init=False)
    _horizon: float = field(default=-math.inf, init=False)

    def __attrs_post_init__(self) -> None:
        self._due = DueJobs(self.sharing, self.rates, shortens=self.policy is None)

    @property
    def waiting(self) -> tuple[str, ...]:
        """The ids of the jobs that have neither ended nor been lost, in the order of their addition."""
        return tuple(self._due.jobs)

    def waits_for(self, job_id: str) -> bool:
        """Whether a job is among those waited for."""
        return job_id in self._due.jobs

    def known(self, job_id: str) -> J | None:
        """The last snapshot of a waiting job, or None."""
        job = self._due.jobs.get(job_id)
        return job.poll.job if job else None

    def add(
        self, job_id: str, known: J | None, *, now: float, timeout: float | None = None, after: float = 0.0
    ) -> None:
        """Wait for one more job, unless it is waited for already.

        Args:
            job_id: the job.
            known: a snapshot from earlier, or None. One that has ended with its result is news at once.
            now: the monotonic time.
            timeout: seconds until the job is given up, with a `JobTimeoutError`; None for never.
            after: seconds until the wait begins; the timeout counts from then.
        """
        if job_id in self._due.jobs:
            return
        begins = now + after
        deadline = math.inf if timeout is None else begins + timeout
        poll = Poll(job_id, begins, deadline, known, self.random, self.policy)
        delay = poll.first_delay(now=begins)
        if delay is None and known is not None:
            self._news.append(known)
            return
        job = WaitingJob(poll, ended=known is not None and known.is_terminal)
        self._horizon = max(self._horizon, poll.deadline, begins + FIRST_LOOK)
        self._due.put(job, begins + (delay or 0.0))

    def step(self, *, now: float) -> Step[J] | None:
        """The next thing to do, or None where nothing is left to wait for.

        Raises:
            APIError: the account is refused (key, credits, retired service), so that no job can be seen.
            JobPollError: nothing was answered for longer than the policy bears.
        """
        if not self._news and self._fatal is None:
            self._give_up_late(now)
        if self._news:
            return self._news.popleft()
        if self._fatal is not None:
            raise self._fatal
        if not self._due.jobs:
            return None
        outage = self.outage
        if now >= outage.quiet_until:
            looks = self._due.looks(now, 1 if outage.failures else CONCURRENCY)
            if looks:
                return Wave(looks, max(0.1, min(outage.patience, self._horizon - now)))
        # Never no time at all, so that a rounding error cannot keep the caller busy.
        return Sleep(max(NOW, self._due.wake(now, outage.quiet_until) - now))

    def observe(
        self, outcomes: Sequence[tuple[Look, Answer[Any] | Refusal]], *, now: float, took: float
    ) -> None:
        """Take in what came of a wave.

        Args:
            outcomes: of each look; an answer holds a job for `GetJob`, a `JobPage` for `GetPage`.
            now: the monotonic time.
            took: seconds that the wave took.
        """
        for look, verdict in outcomes:
            if isinstance(look, GetJob):
                self._observe_job(self._due.jobs[look.job_id], verdict, now, took)
            elif isinstance(verdict, Refusal):
                self.sharing.refused(getattr(verdict.error, "status_code", None), now)
            else:
                self._observe_page(verdict.value, now)
        if self.sharing.sweep is None:
            self._due.ask_held()
        verdicts = [verdict for _, verdict in outcomes]
        policy = self.policy or DEFAULT_POLICY
        # The plan's own pauses leave room for a last look before the last deadline.
        last = self._horizon - LAST_LOOK
        self.rates.get.hurry(now, last)
        answers = self.outage.observe(verdicts, policy, now=now, took=took, jitter=self._jitter(), last=last)
        if not answers and self._due.jobs:
            self._fatal = self._no_answer(now)

    def _observe_job(self, job: WaitingJob[J], verdict: Answer[J] | Refusal, now: float, took: float) -> None:
        job.asked = False
        if isinstance(verdict, Refusal) and isinstance(verdict.error, RateLimitError) and verdict.transient:
            # Not the job's fault: it keeps its turn until the rate allows it.
            self._due.ask(job, first=True)
            job.poll.error = verdict.error
            return
        delay = self._look(job, verdict, now, took)
        if delay is None:
            return
        if job.ended and isinstance(verdict, Answer) and not verdict.value.is_terminal:
            delay = min(delay, _STALE)
        self._due.come_back(job, delay, now)

    def _observe_page(self, page: JobPage[J], now: float) -> None:
        sweep = self.sharing.sweep
        if sweep is None:
            return
        found, running = 0, []
        for shown in page.items:
            if shown.id not in sweep.wanted:
                continue
            sweep.wanted.discard(shown.id)
            found += 1
            job = self._due.jobs[shown.id]
            if shown.is_terminal:
                self.sharing.ended(shown, job.listed_age, now)
                job.ended = True
                self._due.ask(job, first=True)
                continue
            delay = self._look(job, Answer(shown), now, 0.0)
            if delay is not None:
                job.listed_age = shown.elapsed
                sweep.delays.append(delay)
                self._due.come_back(job, delay, now)
                running.append(job)
        self.sharing.answered(
            found, page.next_token, now=now, jitter=self._jitter(), per_minute=self.rates.list.per_minute
        )
        if running and self.sharing.is_to_be_checked:
            self._due.ask(running[int(self.random() * (len(running) - 1))])

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
            if not job.ended:
                self.sharing.ended(poll.job, job.listed_age, now)
            self._drop(job, poll.job)
        return delay

    def _give_up_late(self, now: float) -> None:
        """Tell of the jobs whose deadline comes before their turn, or before a pause of the service ends."""
        late = self._due.gather(now)
        asked_until = max(self.outage.asked_until, self.rates.get.asked_until)
        if now < asked_until:
            late = [job for job in self._due.jobs.values() if job.end <= max(asked_until, now + NOW)]
        for job in late:
            error = job.poll.timeout_error(now)
            error.__cause__ = job.poll.error
            self._drop(job, error)

    def _drop(self, job: WaitingJob[J], news: J | PerplexityJobsError) -> None:
        self._due.drop(job)
        self._news.append(news)

    def _no_answer(self, now: float) -> JobPollError:
        outage, polls = self.outage, [job.poll for job in self._due.jobs.values()]
        span = f"{plain_duration(now - outage.since)} ({in_polls(outage.failures)})"
        words = f"No usable answer for {span} while waiting for {len(polls)} jobs"
        error = JobPollError(f"{words}, the last: {outage.error}", job_id=polls[0].job_id, job=polls[0].job)
        error.__cause__ = outage.error
        return error

    def _jitter(self) -> float:
        """A factor near 1, so that many clients do not keep step."""
        return 1.0 + 0.1 * (2.0 * self.random() - 1.0)
