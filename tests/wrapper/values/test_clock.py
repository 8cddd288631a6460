"""The system clock; all other tests use a manual one."""

from __future__ import annotations

import anyio
import pytest

from perplexity_jobs._values.clock import SystemClock


@pytest.mark.parametrize("backend", ["asyncio", "trio"])
def test_it_suspends_a_task_under_asyncio_and_under_trio(backend: str) -> None:
    """Another task runs while one sleeps."""
    order: list[str] = []

    async def sleeper() -> None:
        await SystemClock().async_sleep(0)
        order.append("wakes up")

    async def other() -> None:
        order.append("runs")

    async def both() -> None:
        async with anyio.create_task_group() as tasks:
            tasks.start_soon(sleeper)
            tasks.start_soon(other)

    anyio.run(both, backend=backend)
    assert order.index("runs") < order.index("wakes up")
