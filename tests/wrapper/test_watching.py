"""The shared wait to which jobs are added while it goes on."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable

import pytest

from perplexity_jobs import AsyncPerplexityJobs, AuthenticationError, JobExpiredError, JobTimeoutError
from perplexity_jobs._watching import Watched, Watching
from perplexity_jobs.simulator import ManualClock, Simulator

Main = Callable[[AsyncPerplexityJobs, Watching], Awaitable[None]]


def run(simulator: Simulator, clock: ManualClock, main: Main, *, key: str = "sim-key") -> None:
    """Run a scenario with a client and a shared wait."""

    async def around() -> None:
        async with AsyncPerplexityJobs(api_key=key, base_url=simulator.url, clock=clock) as client:
            waiting = Watching(client)
            try:
                await main(client, waiting)
            finally:
                await waiting.close()

    asyncio.run(around())


def test_jobs_may_be_added_while_it_waits(simulator: Simulator, clock: ManualClock) -> None:
    """Each comes once, those that were added late included."""

    async def main(client: AsyncPerplexityJobs, waiting: Watching) -> None:
        jobs = [await client.submit(f"question {number}") for number in range(6)]
        for job in jobs[:3]:
            assert waiting.watch(job.id, job, timeout=3600)
        assert not waiting.watch(jobs[0].id, jobs[0], timeout=3600), "once is enough"
        ended = [await waiting.next()]
        for job in jobs[3:]:
            waiting.watch(job.id, job, timeout=3600)
        ended += [await waiting.next() for _ in range(5)]
        assert {each.job_id for each in ended} == {job.id for job in jobs}
        assert all(each.job is not None and each.job.text and each.error is None for each in ended)

    run(simulator, clock, main)


def test_a_new_job_is_not_kept_waiting_by_the_rest_of_the_others() -> None:
    """A job that is added during a long rest is looked at when it is due, not after the rest."""

    class Stuck(ManualClock):
        async def async_sleep(self, seconds: float) -> None:
            if seconds > 20:
                await asyncio.Event().wait()
            await super().async_sleep(seconds)

    async def main(client: AsyncPerplexityJobs, waiting: Watching) -> None:
        slow = await client.submit("a")
        waiting.watch(slow.id, slow, timeout=None, after=1000.0)
        taken = asyncio.ensure_future(waiting.next())
        await asyncio.sleep(0)
        quick = await client.submit("b", "sonar")
        waiting.watch(quick.id, quick, timeout=3600)
        assert (await taken).job_id == quick.id

    clock = Stuck()
    with Simulator(clock=clock) as simulator:
        run(simulator, clock, main)


def test_what_happens_to_one_job_is_told_of_that_job(simulator: Simulator, clock: ManualClock) -> None:
    """Expired and late jobs come with their errors, and the others go on."""

    async def main(client: AsyncPerplexityJobs, waiting: Watching) -> None:
        late, fine = await client.submit("a"), await client.submit("b")
        waiting.watch("gone", None, timeout=3600)
        waiting.watch(late.id, late, timeout=20)
        waiting.watch(fine.id, fine, timeout=3600)
        told: dict[str, Watched] = {}
        while len(told) < 3:
            each = await waiting.next()
            told[each.job_id] = each
        assert isinstance(told["gone"].error, JobExpiredError)
        assert isinstance(told[late.id].error, JobTimeoutError)
        assert told[fine.id].job is not None

    run(simulator, clock, main)


def test_what_concerns_all_jobs_is_told_of_each(simulator: Simulator, clock: ManualClock) -> None:
    """After that it waits for what is added anew."""

    async def main(client: AsyncPerplexityJobs, waiting: Watching) -> None:
        for _ in range(2):
            for job_id in ("a", "b"):
                waiting.watch(job_id, None, timeout=3600)
            told = [await waiting.next(), await waiting.next()]
            assert {each.job_id for each in told} == {"a", "b"}
            assert all(isinstance(each.error, AuthenticationError) for each in told)

    run(simulator, clock, main, key="revoked")


def test_a_closed_client_is_told_to_who_waits(simulator: Simulator, clock: ManualClock) -> None:
    """Nobody waits for ever for a task that has died."""

    async def main(client: AsyncPerplexityJobs, waiting: Watching) -> None:
        await client.aclose()
        waiting.watch("a", None, timeout=3600)
        with pytest.raises(RuntimeError, match="closed"):
            await waiting.next()

    run(simulator, clock, main)
