"""A service in simulated time for tests of `Plan`, with a table of jobs and scripted failures."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import httpx
from attrs import define, field

from perplexity_jobs import Job, JobPage
from perplexity_jobs._apis.sonar import SonarApi
from perplexity_jobs._core.effects import Sleep
from perplexity_jobs._core.poll_policy import PollPolicy
from perplexity_jobs._core.response import Answer, Refusal, judge
from perplexity_jobs._values.call import Call, Reply
from perplexity_jobs._values.errors import APIConnectionError, PerplexityJobsError
from perplexity_jobs._values.job_data import Sighting
from perplexity_jobs._waiting.looks import GetJob, GetPage, Look, Wave
from perplexity_jobs._waiting.plan import Plan

from ..snapshots import RESULT, read

API = SonarApi()
EPOCH = 1_000


def refusal(status: int, **headers: str) -> Refusal:
    """What a client makes of an answer with an error status."""
    reply = Reply(status, httpx.Headers({name.replace("_", "-"): value for name, value in headers.items()}))
    verdict = judge(Call("get", "GET", "/jobs"), reply, lambda body: body, wall=0.0)
    assert isinstance(verdict, Refusal)
    return verdict


def no_answer() -> Refusal:
    """What a client makes of a connection that fails."""
    return Refusal(APIConnectionError("no connection"))


@define
class Service:
    """Jobs with known ends.

    Attributes:
        now: the time in seconds; every job was submitted at 0.
        ends: when each job ends, in the order of the list.
        page_size: the most jobs on a page.
        list_lags: seconds by which the list is behind the truth.
        list_stands_at: the moment of which the list tells for ever, or None.
        hidden: jobs that no page shows.
        refuse: gives the refusal of a look, or None.
        waves: the looks so far, with their times.
    """

    now: float = 0.0
    ends: dict[str, float] = field(factory=dict)
    page_size: int = 100
    list_lags: float = 0.0
    list_stands_at: float | None = None
    hidden: set[str] = field(factory=set)
    refuse: Callable[[Look], Refusal | None] = lambda look: None
    waves: list[tuple[float, tuple[Look, ...]]] = field(factory=list)

    def job(self, job_id: str, at: float, *, partial: bool = False) -> Job:
        """A job as it stood at a moment."""
        body: dict[str, Any] = {
            "id": job_id,
            "model": "sonar-deep-research",
            "created_at": EPOCH,
            "status": "IN_PROGRESS",
        }
        if at >= self.ends[job_id]:
            body |= {"status": "COMPLETED", "completed_at": EPOCH + self.ends[job_id]}
            body |= {} if partial else {"response": RESULT}
        data = API.read_page({"requests": [body]}).items[0] if partial else read(body)
        return Job(data, API, sighting=Sighting(self.now, self.now))

    def answer(self, look: Look) -> Answer[Any] | Refusal:
        """The outcome of a poll now."""
        refused = self.refuse(look)
        if refused is not None:
            return refused
        if isinstance(look, GetJob):
            return Answer(self.job(look.job_id, self.now))
        at = self.now - self.list_lags if self.list_stands_at is None else self.list_stands_at
        listed = [job_id for job_id in self.ends if job_id not in self.hidden]
        start, size = int(look.token or 0), min(self.page_size, look.limit or 20)
        items = listed[start : start + size]
        token = str(start + size) if start + size < len(listed) else None
        return Answer(JobPage(tuple(self.job(job_id, at, partial=True) for job_id in items), token, {}))

    def run(self, plan: Plan[Job], *, steps: int = 20_000, latency: float = 0.05) -> Run:
        """Do what the plan says until nothing is left."""
        run = Run()
        for _ in range(steps):
            step = plan.step(now=self.now)
            match step:
                case None:
                    return run
                case Job():
                    run.ended[step.id] = self.now
                case PerplexityJobsError():
                    run.lost[str(step.job_id)] = step
                case Sleep(seconds):
                    assert seconds > 0, "a sleep of no time keeps the caller busy"
                    self.now += seconds
                case Wave(looks, budget):
                    self.waves.append((self.now, looks))
                    took = min(latency, budget)
                    self.now += took
                    came = [(look, no_answer() if took < latency else self.answer(look)) for look in looks]
                    plan.observe(came, now=self.now, took=took)
        raise AssertionError(f"the plan has not come to an end in {steps} steps")

    @property
    def gets(self) -> list[str]:
        """The jobs that were asked for by themselves."""
        return [look.job_id for _, looks in self.waves for look in looks if isinstance(look, GetJob)]

    @property
    def pages(self) -> list[GetPage]:
        """The pages that were asked for."""
        return [look for _, looks in self.waves for look in looks if isinstance(look, GetPage)]


@define
class Run:
    """What came of a plan: when each job was delivered, and which were lost."""

    ended: dict[str, float] = field(factory=dict)
    lost: dict[str, Exception] = field(factory=dict)


def plan_for(service: Service, *, timeout: float | None = None, **options: Any) -> Plan[Job]:
    """A plan that waits for every job of a service, knowing their ages."""
    plan: Plan[Job] = Plan(**options)
    for job_id in service.ends:
        known = service.job(job_id, -1.0)
        plan.add(job_id, known, now=service.now, timeout=timeout)
    return plan


def evenly(count: int, *, first: float = 120.0, last: float = 320.0) -> dict[str, float]:
    """Jobs that end one after the other."""
    step = (last - first) / max(1, count - 1)
    return {f"job-{number:04d}": first + step * number for number in range(count)}


def quick(**changes: Any) -> PollPolicy:
    """A policy of a caller's own."""
    return PollPolicy(**{"initial": 20.0, "multiplier": 1.0, "maximum": 20.0, "jitter": 0.0, **changes})
