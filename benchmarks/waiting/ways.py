"""The compared polling strategies: the shared `Plan`, and a task per job with fixed or growing intervals."""

from __future__ import annotations

import itertools
import random
import statistics
from collections.abc import Callable, Iterator

from attrs import frozen
from world import World

from perplexity_jobs import Job
from perplexity_jobs._core.effects import Sleep
from perplexity_jobs._core.poll_policy import PollPolicy
from perplexity_jobs._waiting.list_sharing import INTERVAL, ListSharing
from perplexity_jobs._waiting.looks import Wave
from perplexity_jobs._waiting.plan import Plan


@frozen
class Outcome:
    """The requests and delays of a strategy, per job.

    Attributes:
        requests: all of them.
        beyond: those beyond the one that brought the body.
        mean, p95: seconds from the end of a job to its delivery.
        busiest: requests in the busiest minute.
    """

    requests: float
    beyond: float
    mean: float
    p95: float
    busiest: int


def plan(
    world: World, *, policy: PollPolicy | None = None, interval: float = INTERVAL, seed: int = 7
) -> Outcome:
    """`as_completed`: the shared plan."""
    now = min(world.submitted)
    waiting: Plan[Job] = Plan(policy, random.Random(seed).random, ListSharing(interval=interval))
    for number, submitted in enumerate(world.submitted):
        waiting.add(world.job_id(number), world.job(number, submitted), now=now)
    delays: list[float] = []
    sent: list[float] = []
    while (step := waiting.step(now=now)) is not None:
        match step:
            case Wave(looks, _budget):
                outcomes = [(look, world.answer(look, now)) for look in looks]
                sent += [now] * len(looks)
                now += world.latency
                waiting.observe(outcomes, now=now, took=world.latency)
            case Sleep(seconds):
                now += seconds
            case Job() as job:
                delays.append(now - world.end_of(job.id))
            case other:
                raise AssertionError(f"{other} in a world in which nothing fails")
    assert len(delays) == len(world.ends), "every job is delivered once"
    return _outcome(sent, delays)


def fixed(world: World, *, every: float = 5.0) -> Outcome:
    """A task per job that sleeps as long each time."""
    return _one_by_one(world, lambda: itertools.repeat(every))


def backoff(world: World, *, first: float = 1.0, factor: float = 1.5, longest: float = 30.0) -> Outcome:
    """A task per job that sleeps longer each time."""

    def pauses() -> Iterator[float]:
        pause = first
        while True:
            yield pause
            pause = min(longest, pause * factor)

    return _one_by_one(world, pauses)


def _one_by_one(world: World, pauses: Callable[[], Iterator[float]]) -> Outcome:
    """A task per job that sleeps before each poll; none is needed right after the submit."""
    sent: list[float] = []
    delays: list[float] = []
    for submitted, end in zip(world.submitted, world.ends, strict=True):
        now, pause = submitted, pauses()
        while True:
            now += next(pause)
            sent.append(now)
            done = now + world.latency / 2 >= end
            now += world.latency
            if done:
                break
        delays.append(now - end)
    return _outcome(sent, delays)


def _outcome(sent: list[float], delays: list[float]) -> Outcome:
    minutes: dict[int, int] = {}
    for at in sent:
        minutes[int(at // 60)] = minutes.get(int(at // 60), 0) + 1
    ordered = sorted(delays)
    return Outcome(
        requests=len(sent) / len(delays),
        beyond=len(sent) / len(delays) - 1.0,
        mean=statistics.fmean(delays),
        p95=ordered[min(len(ordered) - 1, int(0.95 * len(ordered)))],
        busiest=max(minutes.values()),
    )
