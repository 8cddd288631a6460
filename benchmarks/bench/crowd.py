"""Benchmark of many jobs in flight on one event loop, each combination in a fresh process.

One task per job polls without a pause. Counting begins once each has had a response, when all connections are
open, and ends after a number of responses; after a time limit the counts are taken as they are. One more task
only sleeps, and measures how long the event loop was blocked.
"""

from __future__ import annotations

import asyncio
import json
import os
import sys
import threading
import time
from collections.abc import Sequence
from contextlib import suppress
from functools import partial

from attrs import Factory, define, field

from . import fresh, rivals
from .apis import APIS, Api
from .samples import Sample, paired

_TICK = 0.002
# A flight ends after so many times its `patience`, even if its event loop is blocked.
LONGEST = 4
SLOW = "running-after-100"


def measure(
    url: str,
    api: Api,
    flights: Sequence[int],
    *,
    requests: int,
    rounds: int,
    patience: float,
    job: str = "running",
) -> list[Sample]:
    """Every client with every number of jobs; the largest number in two rounds less."""
    samples = []
    for jobs in flights:
        contestants = {
            who: partial(start, url, api, who, jobs, max(jobs, requests), patience, job)
            for who in rivals.ASYNC
        }
        few = max(1, rounds - 2) if jobs >= 10_000 else rounds
        answer = ", answers after 100 ms" if job == SLOW else ""
        samples += paired("crowd", api.case(f"{jobs:,} in flight{answer}"), contestants, few)
    return samples


def start(
    url: str, api: Api, who: str, jobs: int, requests: int, patience: float, job: str = "running"
) -> dict[str, float]:
    """One flight, in a fresh process."""
    return fresh.run("crowd", [json.dumps([url, api.name, who, jobs, requests, patience, job])])


@define
class Flight:
    """The counts of a flight so far.

    Attributes:
        jobs: in flight.
        memory: the peak before it began, in MiB.
        unanswered: jobs that have had no answer yet, since the start.
        done: answers since counting began, or since the start where it has not.
        failed: requests, since the start.
        longest: the most seconds for which the event loop was blocked since the start.
        cpu, wall: when counting began.
        ticked: when the event loop last ran the sleeping task.
    """

    jobs: int
    memory: float = 0.0
    unanswered: int = field(default=Factory(lambda self: self.jobs, takes_self=True))
    done: int = 0
    failed: int = 0
    longest: float = 0.0
    cpu: float = field(factory=time.process_time)
    wall: float = field(factory=time.perf_counter)
    ticked: float = field(factory=time.perf_counter)

    def begin(self) -> None:
        """Count from now on."""
        self.done, self.cpu, self.wall = 0, time.process_time(), time.perf_counter()

    def figures(self) -> dict[str, float]:
        """The figures so far; may be called from another thread while the event loop is blocked."""
        from .machine import peak_memory

        now = time.perf_counter()
        return {
            "requests/s": self.done / (now - self.wall),
            "CPU, µs": (time.process_time() - self.cpu) / max(1, self.done) * 1e6,
            "memory per job, KiB": max(0.0, peak_memory() - self.memory) / self.jobs * 1024,
            "longest stop of the loop, ms": max(self.longest, now - self.ticked - _TICK) * 1e3,
            "never answered": self.unanswered,
            "refused": self.failed,
        }


async def fly(url: str, api: str, who: str, jobs: int, requests: int, patience: float, job: str) -> None:
    """Inside the fresh process, which it ends."""
    from .machine import peak_memory

    client = rivals.ASYNC[who](url, APIS[api], jobs)
    await client.get(job)
    flight = Flight(jobs, peak_memory())
    opened, ended = asyncio.Event(), asyncio.Event()

    async def ask() -> None:
        first = True
        while True:
            try:
                await client.get(job)
            except Exception:  # whatever a client makes of an overload
                flight.failed += 1
                continue
            flight.done += 1
            if first:
                first, flight.unanswered = False, flight.unanswered - 1
            if not flight.unanswered:
                opened.set()
            if flight.done >= requests:
                ended.set()

    async def watch() -> None:
        while True:
            await asyncio.sleep(_TICK)
            now = time.perf_counter()
            flight.longest = max(flight.longest, now - flight.ticked - _TICK)
            flight.ticked = now

    # A blocked event loop does not notice that its time is over.
    threading.Timer(LONGEST * patience, finish, [flight]).start()
    tasks = [asyncio.create_task(watch())]
    await asyncio.sleep(0)
    flight.begin()
    tasks += [asyncio.create_task(ask()) for _ in range(jobs)]
    await _within(patience, opened)
    flight.begin()
    ended.clear()
    await _within(patience, ended)
    finish(flight)


async def _within(seconds: float, event: asyncio.Event) -> None:
    with suppress(TimeoutError):
        await asyncio.wait_for(event.wait(), seconds)


def finish(flight: Flight) -> None:
    """Print the figures and exit at once: some clients take over ten minutes to cancel 10,000 requests."""
    sys.stdout.write(json.dumps(flight.figures()) + "\n")
    sys.stdout.flush()
    os._exit(0)


if __name__ == "__main__":
    asyncio.run(fly(*json.loads(sys.argv[1])))
