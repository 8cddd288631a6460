"""One asyncio client in several event loops, one after another and at the same time."""

from __future__ import annotations

import asyncio
import gc
import threading
from collections.abc import Iterator
from typing import Any

import anyio
import httpx
import pytest

from perplexity_jobs import AsyncPerplexityJobs, PerplexityJobsError
from perplexity_jobs._transport.connections import MAX_CONNECTIONS
from perplexity_jobs.simulator import Simulator

# asyncio warns of the connections of a loop that ended without closing them, as it does for every client.
pytestmark = [
    pytest.mark.filterwarnings("ignore::ResourceWarning"),
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
]


@pytest.fixture(autouse=True)
def collected() -> Iterator[None]:
    """What the loops leave behind is collected here, where its warnings belong."""
    yield
    gc.collect()


@pytest.mark.parametrize("api", ["sonar", "agent"])
@pytest.mark.parametrize("loops", [("asyncio",) * 3, ("trio",) * 3, ("asyncio", "trio", "asyncio")])
def test_a_client_goes_on_in_another_event_loop(
    api: Any, loops: tuple[str, ...], simulator: Simulator
) -> None:
    """Each submit makes one job and brings its id; closing works in a loop that has opened nothing."""
    client = AsyncPerplexityJobs(simulator.api_key, simulator.url, clock=simulator.clock, api=api)
    ids: list[str] = []

    async def submit() -> None:
        for _ in range(2):
            ids.append((await client.submit("q")).id)

    for backend in loops:
        anyio.run(submit, backend=backend)
    anyio.run(client.close, backend=loops[-1])
    assert sorted(ids) == sorted(job.id for job in simulator.jobs)
    with pytest.raises(RuntimeError, match="closed"):
        anyio.run(submit, backend=loops[0])


@pytest.mark.parametrize("api", ["sonar", "agent"])
def test_two_loops_use_a_client_at_the_same_time(api: Any, simulator: Simulator) -> None:
    """With more requests than connections, neither loop waits for the other."""
    client = AsyncPerplexityJobs(simulator.api_key, simulator.url, clock=simulator.clock, api=api)
    together = threading.Barrier(2)
    ids: list[str] = []

    async def submit_many() -> None:
        together.wait()
        jobs = await asyncio.gather(*(client.submit(f"q{n}") for n in range(MAX_CONNECTIONS + 9)))
        ids.extend(job.id for job in jobs)

    threads = [threading.Thread(target=asyncio.run, args=(submit_many(),)) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    asyncio.run(client.close())
    assert len(ids) == 2 * (MAX_CONNECTIONS + 9)
    assert sorted(ids) == sorted(job.id for job in simulator.jobs)


@pytest.mark.parametrize("api", ["sonar", "agent"])
@pytest.mark.parametrize("loops", [("asyncio", "asyncio"), ("trio", "trio"), ("asyncio", "trio")])
def test_a_client_of_the_callers_own_is_refused_before_anything_is_sent(
    api: Any, loops: tuple[str, str], simulator: Simulator
) -> None:
    """Its open connections only work in their own loop; without open ones it is accepted."""
    given = httpx.AsyncClient(trust_env=False)
    client = AsyncPerplexityJobs(
        simulator.api_key, simulator.url, clock=simulator.clock, api=api, http_client=given
    )
    first, second = loops

    async def submit() -> None:
        await client.submit("q")

    anyio.run(submit, backend=first)
    with pytest.raises(PerplexityJobsError, match="of another event loop") as caught:
        anyio.run(submit, backend=second)
    assert not getattr(caught.value, "__notes__", [])
    assert len(simulator.requests) == len(simulator.jobs) == 1


def test_a_client_of_the_callers_own_that_keeps_no_connection_goes_on(simulator: Simulator) -> None:
    """A client without kept-alive connections works in any loop."""
    given = httpx.AsyncClient(trust_env=False, limits=httpx.Limits(max_keepalive_connections=0))
    client = AsyncPerplexityJobs(simulator.api_key, simulator.url, clock=simulator.clock, http_client=given)
    for _ in range(3):
        asyncio.run(client.submit("q"))
    assert len(simulator.jobs) == 3
