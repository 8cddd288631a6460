"""Many jobs in flight on one event loop: each combination in a process of its own, for its memory.

As many tasks as jobs ask again and again until the requests are spent, after one call that is not counted.
What has not ended after a while is stopped and counted as it stands. A task that only sleeps sees how
long the loop was busy with something else.
"""

from __future__ import annotations

import asyncio
import json
import sys
import time
from collections.abc import Sequence
from functools import partial

from . import fresh, rivals
from .apis import APIS, Api
from .samples import Sample, paired

_TICK = 0.002
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


async def fly(
    url: str, api: str, who: str, jobs: int, requests: int, patience: float, job: str
) -> dict[str, float]:
    """Inside the fresh process."""
    from .machine import peak_memory

    client = rivals.ASYNC[who](url, APIS[api], jobs)
    await client.get(job)
    memory = peak_memory()
    done = failed = 0
    left = requests
    longest = 0.0

    async def ask() -> None:
        nonlocal done, failed, left
        while left > 0:
            left -= 1
            try:
                await client.get(job)
                done += 1
            except Exception:  # whatever a client makes of an overload
                failed += 1

    async def watch() -> None:
        nonlocal longest
        while True:
            before = time.perf_counter()
            await asyncio.sleep(_TICK)
            longest = max(longest, time.perf_counter() - before - _TICK)

    watching = asyncio.create_task(watch())
    await asyncio.sleep(0)
    cpu, wall = time.process_time(), time.perf_counter()
    tasks = [asyncio.create_task(ask()) for _ in range(jobs)]
    await asyncio.wait(tasks, timeout=patience)
    cpu, wall = time.process_time() - cpu, time.perf_counter() - wall
    for task in [*tasks, watching]:
        task.cancel()
    await asyncio.gather(*tasks, watching, return_exceptions=True)
    return {
        "requests/s": done / wall,
        "CPU, µs": cpu / max(1, done) * 1e6,
        "memory per job, KiB": max(0.0, peak_memory() - memory) / jobs * 1024,
        "longest stop of the loop, ms": longest * 1e3,
        "not answered": requests - done,
        "refused": failed,
    }


if __name__ == "__main__":
    found = asyncio.run(fly(*json.loads(sys.argv[1])))
    sys.stdout.write(json.dumps(found) + "\n")
    sys.stdout.flush()
    # A client with 10,000 requests under way may take minutes to close; nothing of it is measured any more.
    import os

    os._exit(0)
