"""Benchmark of polling many unfinished jobs: how many job states a client learns per second of CPU time.

This client waits with `as_completed` and its default settings; where there is a list, one page gives the
states of a hundred jobs. Its clock skips the pauses, and everything else is real; the skipped time gives the
number of requests per minute in a real wait. The other clients get each job by itself, as fast as they can.

The wait is longer than most research, so that its rare requests (a get of a job that a page has shown) are in
the figures.
"""

from __future__ import annotations

import asyncio
import json
import sys
import time
from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from . import crowd, fresh, rivals
from .apis import APIS, Api
from .bodies import job_id
from .samples import Sample, paired
from .server import account_of

RATE = "states/s"
#: Times that the others ask for each job after their first answers.
_LAPS = 3
_ONE_BY_ONE = (rivals.HTTPX_POOL, rivals.AIOHTTP)
# What stands once in every state of a job, wherever it is told.
_STATE = b'"status"'


def measure(url: str, jobs: int, *, seconds: float, rounds: int, patience: float) -> list[Sample]:
    """Both APIs."""
    samples = []
    for api in APIS.values():
        asked = json.dumps([url, api.name, jobs, seconds])
        contestants: dict[str, Callable[[], Mapping[str, float]]] = {
            rivals.OURS: partial(fresh.run, "learning", [asked]),
            **{who: partial(_one_by_one, url, api, who, jobs, patience) for who in _ONE_BY_ONE},
        }
        samples += paired("learning", api.case(f"{jobs:,} jobs"), contestants, rounds)
    return samples


def _one_by_one(url: str, api: Api, who: str, jobs: int, patience: float) -> dict[str, float]:
    """Each answer tells the state of one job."""
    found = crowd.start(url, api, who, jobs, _LAPS * jobs, patience)
    return {RATE: found["requests/s"], "states a request": 1.0, "CPU a state, µs": found["CPU, µs"]}


class _SkippingClock:
    """A clock on which to sleep takes no time."""

    def __init__(self) -> None:
        self._slept = 0.0

    def monotonic(self) -> float:
        return time.monotonic() + self._slept

    def time(self) -> float:
        return time.time() + self._slept

    def sleep(self, seconds: float) -> None:
        self._slept += seconds

    async def async_sleep(self, seconds: float) -> None:
        self.sleep(seconds)
        await asyncio.sleep(0)


class _CountingTransport:
    """The client's own transport; counts what comes through it."""

    def __init__(self, transport: Any) -> None:
        self._transport = transport
        self.requests = self.states = 0

    async def send(self, call: Any, budget: float | None) -> Any:
        [outcome] = await self.send_all([call], budget)
        return outcome

    async def send_all(self, calls: Any, budget: float | None) -> Any:
        outcomes = await self._transport.send_all(calls, budget)
        self.requests += len(outcomes)
        self.states += sum(
            getattr(outcome, "body", b"").count(_STATE) for outcome in outcomes
        )  # a failure has none
        return outcomes

    async def close(self) -> None:
        await self._transport.close()


async def wait(url: str, api: str, jobs: int, seconds: float) -> dict[str, float]:
    """Inside the fresh process: wait for running jobs until the time is up."""
    from perplexity_jobs import AsyncPerplexityJobs, JobTimeoutError

    clock = _SkippingClock()
    async with AsyncPerplexityJobs("key", account_of(url, jobs), clock=clock, api=APIS[api].name) as client:
        await client.get(job_id(0))  # what is loaded once is not what is measured
        counting = client._transport = _CountingTransport(client._transport)  # type: ignore[assignment]  # all that is asked of it
        unfinished: tuple[str, ...] = ()
        cpu, wall = time.process_time(), time.perf_counter()
        try:
            async for job in client.as_completed([job_id(number) for number in range(jobs)], seconds):
                raise AssertionError(f"{job.id} ended, which none should")
        except JobTimeoutError as error:
            unfinished = error.job_ids
        cpu, wall = time.process_time() - cpu, time.perf_counter() - wall
    assert len(unfinished) == jobs
    return {
        RATE: counting.states / wall,
        "states a request": counting.states / counting.requests,
        "CPU a state, µs": cpu / counting.states * 1e6,
        "requests a minute with its pauses": counting.requests / seconds * 60.0,
    }


if __name__ == "__main__":
    sys.stdout.write(json.dumps(asyncio.run(wait(*json.loads(sys.argv[1])))) + "\n")
