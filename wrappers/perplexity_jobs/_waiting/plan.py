"""Waiting for many jobs: the one place that decides what to ask for next, without clock or network.

    plan = Plan(api.policy_for)
    plan.add("job-1", None, now=clock())              # at any time, also while the plan runs
    while (step := plan.step(now=clock())) is not None:
        match step:
            case Wave(looks, budget):                 # make these requests at the same time
                plan.observe([(look, outcome_of(look)), ...], now=clock(), took=...)
            case Rest(seconds): sleep(seconds)
            case Ended(job) | Lost(error): ...        # each job comes once, as one of the two

`Poll` keeps the rules of a single job, `Queue` knows who is due and `Pace` how much sooner a shared look may
come, `Round` walks the pages, `Listing` knows what the list is worth, `Rates` how much may be sent, `Health`
whether answers come.
"""

from __future__ import annotations

import math
from collections import deque
from collections.abc import Callable, Sequence
from typing import Any, Generic

from attrs import Factory, define, field

from .._core.poll import LAST_LOOK, J, Poll
from .._core.poll_policy import DEFAULT_POLICY, PollPolicy
from .._core.response import Answer, Refusal, concerns_account
from .._values.errors import (
    JobPollError,
    PerplexityJobsError,
    RateLimitError,
)
from .due_jobs import FIRST_LOOK, NOW, Queue, end_of
from .list_sharing import Listing
from .outage import Health
from .rate_limit import Rates
from .steps import Ended, GetJob, GetPage, Look, Lost, PageView, Rest, Step, Wave
from .watch import Pace, Watch

# Enough to keep up with thousands of jobs; most connections stay free for submits and for other waits.
CONCURRENCY = 10


@define(eq=False)
class Plan(Generic[J]):
    """The waiting for many jobs.

    Attributes:
        policy_for: how to wait for a model.
        policy: the caller's, for every model; pages then never shorten its delays. None: by model.
        random: numbers from 0 to 1, for the jitter.
        listing: what is known of the list.
        rates: how much may be sent.
        pace: how much sooner than alone the jobs may be looked at.
        requests: how many requests were asked for so far.
    """

    policy_for: Callable[[str | None], PollPolicy]
    policy: PollPolicy | None = None
    random: Callable[[], float] = lambda: 0.5
    listing: Listing = field(factory=Listing)
    rates: Rates = field(factory=Rates)
    pace: Pace = field(factory=Pace)
    requests: int = field(default=0, init=False)
    _added: int = field(default=0, init=False)
    _queue: Queue[J] = field(
        default=Factory(lambda self: Queue(self.listing, self.rates, self.pace), takes_self=True), init=False
    )
    _health: Health = field(factory=Health, init=False)
    _news: deque[Ended[J] | Lost] = field(factory=deque, init=False)
    _fatal: PerplexityJobsError | None = field(default=None, init=False)
    _pages: int = field(default=0, init=False)
    _horizon: float = field(default=-math.inf, init=False)
    _asked_until: float = field(default=-math.inf, init=False)

    @property
    def waiting(self) -> tuple[str, ...]:
        """The ids of the jobs that have neither ended nor been lost, in the order of their addition."""
        return tuple(self._queue.watches)

    def waits_for(self, job_id: str) -> bool:
        """Whether a job is among those waited for."""
        return job_id in self._queue.watches

    def known(self, job_id: str) -> J | None:
        """The last snapshot of a waiting job, or None."""
        watch = self._queue.watches.get(job_id)
        return watch.poll.job if watch else None

    def add(
        self, job_id: str, known: J | None, *, now: float, timeout: float | None = None, after: float = 0.0
    ) -> bool:
        """Wait for one more job; False where it is waited for already.

        Args:
            job_id: the job.
            known: a snapshot from earlier, or None. One that has ended with its result is news at once.
            now: the monotonic time.
            timeout: seconds until the job is given up, with a `JobTimeoutError`; None for never.
            after: seconds until the wait begins; the timeout counts from then.
        """
        if job_id in self._queue.watches:
            return False
        begins = now + after
        policy = self.policy or self.policy_for(known.model if known else None)
        poll = Poll.start(policy, job_id, now=begins, timeout=timeout, known=known, random=self.random)
        delay = poll.first_delay(now=begins)
        if delay is None and known is not None:
            self._news.append(Ended(known))
            return True
        self._added += 1
        watch = Watch(poll, self._added, now, begins)
        if known is not None:
            watch.ended, watch.told = known.is_terminal, known.model is not None
        self._horizon = max(self._horizon, poll.deadline, begins + FIRST_LOOK)
        self._queue.add(watch, begins + (delay or 0.0))
        return True

    def step(self, *, now: float) -> Step[J] | None:
        """The next thing to do, or None where nothing is left to wait for.

        Raises:
            APIError: the account is refused (key, credits, retired service), so that no job can be seen.
            JobPollError: nothing was answered for as many times in a row as the policy bears.
        """
        if not self._news and self._fatal is None:
            self._queue.gather(now, self._health.quiet_until)
            self._give_up(self._queue.take_late(), now)
            self._give_up(self._hopeless(now), now)
        if self._news:
            return self._news.popleft()
        if self._fatal is not None:
            raise self._fatal
        if not self._queue.watches:
            return None
        looks: tuple[Look, ...] = ()
        if now >= self._health.quiet_until:
            looks = self._queue.looks(now, 1 if self._health.failures else CONCURRENCY)
        if looks:
            self.requests += len(looks)
            return Wave(looks, max(0.1, min(self._health.patience, self._horizon - now)))
        # Never no time at all, so that a rounding error cannot keep the caller busy.
        return Rest(max(NOW, self._queue.wake(now, self._health.quiet_until) - now))

    def observe(
        self, outcomes: Sequence[tuple[Look, Answer[Any] | Refusal]], *, now: float, took: float
    ) -> None:
        """Take in what came of a wave.

        Args:
            outcomes: of each look; an answer holds a job for `GetJob`, a `PageView` for `GetPage`.
            now: the monotonic time.
            took: seconds that the wave took.
        """
        for look, verdict in outcomes:
            if isinstance(look, GetJob):
                self._observe_job(self._queue.watches[look.job_id], verdict, now, took)
            elif isinstance(verdict, Refusal):
                self._page_refused(look, verdict, now)
            else:
                self._observe_page(look, verdict.value, now)
        self._queue.ask_left(now)
        policy = self.policy or DEFAULT_POLICY
        verdicts = [verdict for _, verdict in outcomes]
        if not self._health.observe(verdicts, policy=policy, factor=self._factor(), now=now, took=took):
            self._fatal = self._no_answer()
        # Pauses of our own making leave room for a last look before the last deadline.
        self._health.hurry(now, self._horizon - LAST_LOOK)
        self.rates.get.hurry(now, self._horizon - LAST_LOOK)

    def _observe_job(self, watch: Watch[J], verdict: Answer[J] | Refusal, now: float, took: float) -> None:
        watch.queued = watch.asked = False
        if isinstance(verdict, Refusal) and isinstance(verdict.error, RateLimitError) and verdict.transient:
            # Not the job's fault: the window is closed, and the job keeps its turn.
            self._queue.ask(watch, first=True)
            watch.poll.error = verdict.error
            return
        delay = self._look(watch, verdict, now, took)
        if delay is None:
            return
        job = watch.poll.job
        watch.listed = 0
        if isinstance(verdict, Answer) and job is not None and not job.is_terminal:
            if watch.ended:
                watch.asked_again += 1
                delay = min(delay, 2.0 ** min(watch.asked_again, 10))
            else:
                if not self.pace.is_quiet(watch):
                    self.pace.spend(len(self._queue.watches))
                delay = self._paced(watch, delay, 1, self._factor(), now)
        watch.looked = now
        self._queue.schedule(watch, delay, now)

    def _observe_page(self, look: GetPage, view: PageView[J], now: float) -> None:
        self.listing.page(look.limit, view.count, last=view.next_token is None)
        shown = [(self._queue.watches[job.id], job) for job in view.jobs if job.id in self._queue.watches]
        shown = [(watch, job) for watch, job in shown if not watch.ended]
        running = [watch for watch, job in shown if not job.is_terminal]
        if not all(self.pace.is_quiet(watch) for watch in running):
            self.pace.spend(len(self._queue.watches))
        factor = self._factor()
        for watch, job in shown:
            self._queue.round.seen(job.id)
            watch.shown_on(look.token)
            if job.is_terminal:
                self._compare(watch, job, now)
                watch.ended = True
                self._queue.ask(watch, first=True)
            else:
                self._still_running(watch, job, len(running), factor, now)
        self._pages += 1
        left = [watch for watch in running if watch.poll.job_id in self._queue.watches]
        if left and self.listing.is_to_be_checked(self._pages):
            self._queue.ask(left[min(int(self.random() * len(left)), len(left) - 1)])
        self._queue.round.answered(look.token, len(shown), view.next_token)

    def _still_running(self, watch: Watch[J], job: J, share: int, factor: float, now: float) -> None:
        delay = self._look(watch, Answer(job), now, 0.0)
        if delay is None:
            return
        watch.listed += 1
        watch.listed_age = job._sighting.age if job._sighting else None
        delay = self._paced(watch, delay, share, factor, now)
        watch.looked = now
        if not watch.asked:
            self._queue.schedule(watch, delay, now)
            if self.listing.is_to_be_checked_for(watch.listed):
                self._queue.ask(watch)

    def _paced(self, watch: Watch[J], alone: float, share: int, factor: float, now: float) -> float:
        may_spend = self.policy is None and self.listing.usable(now)
        return self.pace.delay(watch, alone, share=share, factor=factor, now=now, may_spend=may_spend)

    def _page_refused(self, look: GetPage, refusal: Refusal, now: float) -> None:
        if isinstance(refusal.error, RateLimitError):
            self._queue.round.refused(look.token, again=True)
            return
        status = getattr(refusal.error, "status_code", 0)
        if refusal.transient:
            again = self.listing.failed(now)
        else:
            again = look.token is None and self.listing.refused(look.limit, status, now)
        fresh = self._queue.round.refused(look.token, again=again)
        if look.token is not None and not refusal.transient:
            self.listing.token_refused(fresh=fresh, now=now)

    def _look(self, watch: Watch[J], verdict: Answer[J] | Refusal, now: float, took: float) -> float | None:
        """The delay by the rules of a single wait, or None where the job is waited for no longer."""
        poll = watch.poll
        if isinstance(verdict, Answer) and verdict.value.model and not watch.told:
            # The first model that is told of: a queued job may name its preset, and something else later.
            poll.policy, watch.told = self.policy or self.policy_for(verdict.value.model), True
        try:
            delay = poll.observe(verdict, now=now, took=took)
        except PerplexityJobsError as error:
            if concerns_account(error):
                self._fatal = error
            else:
                self._drop(watch, Lost(error))
            return None
        if delay is None and poll.job is not None:
            self._compare(watch, poll.job, now)
            self._drop(watch, Ended(poll.job))
        return delay

    def _give_up(self, late: list[Watch[J]], now: float) -> None:
        for watch in late:
            error = watch.poll._timeout(now)
            error.__cause__ = watch.poll.error
            self._drop(watch, Lost(error))

    def _hopeless(self, now: float) -> list[Watch[J]]:
        """The jobs whose time ends before the service wants to be asked again; looked for once a pause."""
        asked_until = max(self._health.asked_until, self.rates.get.asked_until)
        if asked_until <= now or asked_until == self._asked_until:
            return []
        self._asked_until = asked_until
        return [watch for watch in self._queue.watches.values() if end_of(watch) <= asked_until]

    def _drop(self, watch: Watch[J], news: Ended[J] | Lost) -> None:
        self._queue.drop(watch)
        self._news.append(news)

    def _compare(self, watch: Watch[J], job: J, now: float) -> None:
        """Whether a page showed the job as unfinished after its end."""
        if not watch.ended and watch.listed_age is not None and job.completed_at and job.elapsed is not None:
            self.listing.ended(watch.listed_age - job.elapsed, now)

    def _no_answer(self) -> PerplexityJobsError | None:
        if not self._queue.watches:
            return None
        first = next(iter(self._queue.watches.values())).poll
        error = JobPollError(
            f"Nothing was answered {self._health.failures} times in a row while waiting for "
            f"{len(self._queue.watches)} jobs, the last: {self._health.error}",
            job_id=first.job_id,
            job=first.job,
        )
        error.__cause__ = self._health.error
        return error

    def _factor(self) -> float:
        """Near 1, so that many clients do not keep step."""
        return 1.0 + 0.1 * (2.0 * self.random() - 1.0)
