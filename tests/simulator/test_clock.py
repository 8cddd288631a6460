"""`ManualClock`: only sleeps and `advance` move it."""

from __future__ import annotations

import time

import anyio
import pytest

from perplexity_jobs.simulator import FastClock, ManualClock


def test_advance_adds_and_never_goes_back() -> None:
    """`advance` adds up; a negative one is refused."""
    clock = ManualClock(start=0)
    clock.advance(3)
    clock.advance(4)
    assert clock.time() == 7
    with pytest.raises(ValueError, match="cannot go back"):
        clock.advance(-1)
    clock.sleep(-1)
    assert clock.time() == 7


@pytest.mark.parametrize("backend", ["asyncio", "trio"])
def test_sleeping_tasks_overlap(backend: str) -> None:
    """Tasks overlap as threads do, on asyncio and on trio."""

    async def run() -> float:
        clock = ManualClock(start=0)
        async with anyio.create_task_group() as group:
            for seconds in (5, 1, 3):
                group.start_soon(clock.async_sleep, seconds)
        return clock.time()

    assert anyio.run(run, backend=backend) == 5


def test_a_fast_clock_passes_faster(monkeypatch: pytest.MonkeyPatch) -> None:
    """Seconds on a fast clock are fractions of real ones, for both readings and for both sleeps."""
    now = [100.0]
    slept: list[float] = []
    monkeypatch.setattr(time, "monotonic", lambda: now[0])
    monkeypatch.setattr(time, "time", lambda: 5000.0)
    monkeypatch.setattr(time, "sleep", slept.append)
    clock = FastClock(60)
    now[0] += 2
    assert (clock.monotonic(), clock.time()) == (120, 5120)
    clock.sleep(30)
    assert slept == [0.5]
