"""Measure waits for one job of the Agent API: polls and delay by effort level, on a manual clock."""

from __future__ import annotations

import statistics
from typing import Any

from perplexity_jobs import PerplexityJobs
from perplexity_jobs.simulator import ManualClock, Simulator

LEVELS = (("medium", 300.0), ("high", 212.0), ("xhigh", 1200.0))


def levels(repeats: int) -> list[dict[str, Any]]:
    """Polls and delay by level: of a new job, and of one resumed by its id half way."""
    rows = []
    for level, seconds in LEVELS:
        for way, age in (("submitted", 0.0), ("picked up by its id", seconds / 2)):
            found = [_wait(level, seconds, age) for _ in range(repeats)]
            rows.append(
                {
                    "level": level,
                    "seconds": seconds,
                    "way": way,
                    "requests": round(statistics.fmean(looks for looks, _ in found), 2),
                    "mean": round(statistics.fmean(delay for _, delay in found), 2),
                }
            )
    return rows


def _wait(level: str, seconds: float, age: float) -> tuple[int, float]:
    clock = ManualClock()
    with (
        Simulator(clock=clock, durations=seconds) as simulator,
        PerplexityJobs(simulator.api_key, simulator.url, clock=clock, api="agent") as client,
    ):
        job = client.submit("What is known about tides?", effort=level)
        if age:
            clock.advance(age)
            job = client.job(job.id)
        client.wait(job, timeout=None)
        return sum(r.operation == "get" for r in simulator.requests), clock.monotonic() - seconds
