"""`World`, a service in simulated time for the strategies: jobs with known ends, and a list in pages."""

from __future__ import annotations

import math
import random
from collections.abc import Sequence

from attrs import define, field

from perplexity_jobs import Job, JobPage
from perplexity_jobs._apis.sonar import SonarApi
from perplexity_jobs._core.response import Answer
from perplexity_jobs._values.job_data import JobData, Sighting
from perplexity_jobs._values.status import JobStatus
from perplexity_jobs._waiting.looks import GetJob, GetPage, Look

MEAN, SIGMA = 212.0, 0.35
_API = SonarApi()
_MODEL = "sonar-deep-research"
_RESPONSE = {
    "id": "r",
    "model": _MODEL,
    "created": 0,
    "object": "chat.completion",
    "choices": [{"index": 0, "message": {"role": "assistant", "content": "yes"}, "finish_reason": "stop"}],
    "usage": {"prompt_tokens": 1, "completion_tokens": 1, "total_tokens": 2},
}


def durations(count: int, *, mean: float = MEAN, sigma: float = SIGMA, seed: int = 1) -> list[float]:
    """Seconds from submit to end, log-normal; the same seed gives the same ones."""
    rng = random.Random(seed)
    return [rng.lognormvariate(math.log(mean) - sigma * sigma / 2, sigma) for _ in range(count)]


@define
class World:
    """An account with jobs.

    Attributes:
        submitted: when each job was submitted, in seconds; the list shows the newest first.
        ends: when each job ends.
        page_size: the most that a page holds, whatever is asked for.
        latency: seconds from a request to its answer; the state is that of half way.
        gets, pages, bodies: requests so far, and gets among them that brought a result.
    """

    submitted: Sequence[float]
    ends: Sequence[float]
    page_size: int = 100
    latency: float = 0.0
    gets: int = 0
    pages: int = 0
    bodies: int = 0
    _number: dict[str, int] = field(factory=dict, init=False)
    _order: list[int] = field(factory=list, init=False)

    def __attrs_post_init__(self) -> None:
        self._number = {self.job_id(number): number for number in range(len(self.ends))}
        self._order = sorted(range(len(self.ends)), key=lambda number: -self.submitted[number])

    @staticmethod
    def job_id(number: int) -> str:
        """The id of a job by its number."""
        return f"job-{number:06d}"

    def end_of(self, job_id: str) -> float:
        """When a job ends."""
        return self.ends[self._number[job_id]]

    def job(self, number: int, at: float, *, partial: bool = False, seen: float | None = None) -> Job:
        """The snapshot of a job at a moment, received at `seen`."""
        created, end = self.submitted[number], self.ends[number]
        done = at >= end
        status = JobStatus.COMPLETED if done else JobStatus.IN_PROGRESS
        data = JobData(
            id=self.job_id(number),
            raw_status=str(status),
            status=status,
            ended=done,
            raw={"response": _RESPONSE} if done and not partial else {},
            model=_MODEL,
            created_at=created,
            completed_at=end if done else None,
            partial=partial,
        )
        return Job(data, _API, None, None, Sighting(at if seen is None else seen, max(0.0, at - created)))

    def answer(self, look: Look, now: float) -> Answer[Job] | Answer[JobPage[Job]]:
        """The outcome of a request that is sent now."""
        at, seen = now + self.latency / 2, now + self.latency
        if isinstance(look, GetJob):
            self.gets += 1
            job = self.job(self._number[look.job_id], at, seen=seen)
            self.bodies += job.is_terminal
            return Answer(job)
        assert isinstance(look, GetPage)
        self.pages += 1
        start = int(look.token or 0)
        size = min(self.page_size, look.limit or 20)
        numbers = self._order[start : start + size]
        jobs = tuple(self.job(number, at, partial=True, seen=seen) for number in numbers)
        more = start + size < len(self._order)
        return Answer(JobPage(jobs, str(start + size) if more else None, {}))
