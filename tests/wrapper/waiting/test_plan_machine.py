"""`Plan` as a state machine, against a service with arbitrary responses."""

from __future__ import annotations

import math
from typing import Any

import hypothesis.strategies as st
from hypothesis import settings
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from perplexity_jobs import Job, JobTimeoutError, PerplexityJobsError
from perplexity_jobs._core.effects import Sleep
from perplexity_jobs._core.response import Answer, Refusal
from perplexity_jobs._waiting.looks import GetJob, GetPage, Look, Wave
from perplexity_jobs._waiting.plan import CONCURRENCY, Plan
from perplexity_jobs._waiting.rate_limit import RateLimiter, Rates

from .plan_service import Service, no_answer, refusal

_GETS, _LISTS = 60, 30
_HEADERS = {"retry_after": "7", "x_ratelimit_limit": "40"}
_TROUBLE = {
    "none": None,
    "no answer": no_answer,
    "500": lambda: refusal(500),
    "520": lambda: refusal(520),
    "429": lambda: refusal(429),
    "429 with a wish": lambda: refusal(429, **_HEADERS),
    "400": lambda: refusal(400),
    "403": lambda: refusal(403),
    "404": lambda: refusal(404),
    "501": lambda: refusal(501),
}


class PlanMachine(RuleBasedStateMachine):
    """Jobs come, end and are asked for; the service answers, refuses, is behind, or says nothing."""

    def __init__(self) -> None:
        super().__init__()
        self.service = Service(page_size=3)
        self.plan: Plan[Job] = Plan(rates=Rates(get=RateLimiter(_GETS), list=RateLimiter(_LISTS)))
        self.deadlines: dict[str, float] = {}
        self.told: list[str] = []
        self.sent: list[tuple[float, Look]] = []
        self.fatal = False
        self.busy = 0

    @rule(
        count=st.integers(1, 8),
        lasts=st.floats(0, 500),
        timeout=st.one_of(st.none(), st.floats(0, 900)),
        handle=st.booleans(),
        after=st.sampled_from([0.0, 0.0, 30.0]),
    )
    def add(self, count: int, lasts: float, timeout: float | None, handle: bool, after: float) -> None:
        """Jobs come, as handles or as ids; some have ended."""
        now = self.service.now
        for _ in range(count):
            job_id = f"job-{len(self.service.ends)}"
            self.service.ends = {job_id: now + lasts, **self.service.ends}
            known = self.service.job(job_id, now) if handle else None
            self.plan.add(job_id, known, now=now, timeout=timeout, after=after)
            self.deadlines[job_id] = math.inf if timeout is None else now + after + timeout

    @precondition(lambda self: self.deadlines)
    @rule()
    def add_again(self) -> None:
        """The same job twice is one job."""
        for job_id in self.plan.jobs:
            self.plan.add(job_id, None, now=self.service.now)

    @rule(data=st.data(), steps=st.integers(1, 12), lags=st.sampled_from([0.0, 0.0, 4.0, 60.0]))
    def go_on(self, data: st.DataObject, steps: int, lags: float) -> None:
        """The plan runs for some steps, with trouble for any of its requests."""
        self.service.list_lags = lags
        kinds = data.draw(st.lists(st.sampled_from(sorted(_TROUBLE)), min_size=1, max_size=4))
        drawn = iter(range(10**6))

        def trouble(look: Look) -> Refusal | None:
            make: Any = _TROUBLE[kinds[next(drawn) % len(kinds)]]
            return None if make is None else make()

        self.service.refuse = trouble
        for _ in range(steps):
            self._step()

    @rule(hidden=st.booleans(), page_size=st.integers(1, 12))
    def change_the_list(self, hidden: bool, page_size: int) -> None:
        """The list forgets jobs, and its pages change."""
        self.service.hidden = set(list(self.service.ends)[::2]) if hidden else set()
        self.service.page_size = page_size

    @invariant()
    def every_job_is_in_one_place(self) -> None:
        """Each job is waited for or delivered, never both, never twice."""
        assert not set(self.told) & set(self.plan.jobs)

    @invariant()
    def the_rates_are_kept(self) -> None:
        """No minute has more requests than the rate limit."""
        for kind, most in ((GetJob, _GETS), (GetPage, _LISTS)):
            times = [at for at, look in self.sent if isinstance(look, kind)]
            assert all(later - first >= 60 for first, later in zip(times, times[most:], strict=False))

    def teardown(self) -> None:
        """Once the service works again and all jobs end, every job is delivered."""
        self.service.refuse = lambda look: None
        self.service.list_lags, self.service.hidden = 0.0, set()
        for job_id, end in self.service.ends.items():
            self.service.ends[job_id] = min(end, self.service.now + 10)
        for _ in range(2_000):
            if self.fatal or not self._step():
                break
        assert self.fatal or sorted(self.told) == sorted(self.deadlines)

    def _step(self) -> bool:
        if self.fatal:
            return False
        try:
            step = self.plan.step(now=self.service.now)
        except PerplexityJobsError:
            self.fatal = True
            return False
        match step:
            case None:
                return False
            case Sleep(seconds):
                # A rest of next to nothing is for rounding errors, not for a loop.
                self.busy = self.busy + 1 if seconds <= 0.001 else 0
                assert seconds > 0
                assert self.busy < 5
                self.service.now += seconds
            case Wave(looks, budget):
                self._wave(looks, budget)
            case Job() | PerplexityJobsError():
                job_id = step.id if isinstance(step, Job) else str(step.job_id)
                assert job_id not in self.told
                late = isinstance(step, JobTimeoutError)
                assert not late or self.service.now <= self.deadlines[job_id] + 1.2, "told at the deadline"
                self.told.append(job_id)
        return True

    def _wave(self, looks: tuple[Look, ...], budget: float) -> None:
        self.busy = 0
        service, latency = self.service, 0.05
        assert 0 < len(looks) <= CONCURRENCY
        assert len(set(looks)) == len(looks), "nothing is asked twice at the same time"
        assert budget > 0
        for look in looks:
            if isinstance(look, GetJob):
                assert service.now <= self.deadlines[look.job_id] + 1.2, "nothing after the deadline"
        self.sent += [(service.now, look) for look in looks]
        service.now += latency
        outcomes: list[tuple[Look, Answer[Any] | Refusal]] = []
        for look in looks:
            verdict = service.answer(look)
            outcomes.append((look, verdict))
            if isinstance(verdict, Refusal) and verdict.error.__class__.__name__ == "RateLimitError":
                window = self.plan.rates.get if isinstance(look, GetJob) else self.plan.rates.list
                window.refused(service.now, getattr(verdict.error, "headers", {}), verdict.wait)
        self.plan.observe(outcomes, now=service.now, took=latency)


TestPlan = PlanMachine.TestCase
TestPlan.settings = settings(max_examples=40, stateful_step_count=15, deadline=None)
