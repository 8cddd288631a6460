"""The clock that only moves when somebody sleeps."""

from __future__ import annotations

import threading
import time
from concurrent.futures import ThreadPoolExecutor

import anyio
import pytest

from perplexity_jobs.simulator import FastClock, ManualClock


def test_sleep_moves_both_readings() -> None:
    """After a sleep, the time of day and the monotonic time have moved by its length."""
    clock = ManualClock(start=1000.0)
    clock.sleep(2.5)
    assert (clock.time(), clock.monotonic()) == (1002.5, 2.5)


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


def test_sleeping_threads_overlap() -> None:
    """Threads that fall asleep together take as long as the longest of them."""
    clock = ManualClock(start=0)
    barrier = threading.Barrier(8)
    real = clock._reach

    def together(moment: float) -> None:
        barrier.wait()
        real(moment)

    clock._reach = together  # type: ignore[method-assign]  # all of them read the clock before one moves it
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(clock.sleep, range(1, 9)))
    assert clock.time() == 8


@pytest.mark.parametrize("backend", ["asyncio", "trio"])
def test_sleeping_tasks_overlap(backend: str) -> None:
    """So do tasks, under asyncio and under trio."""

    async def run() -> float:
        clock = ManualClock(start=0)
        async with anyio.create_task_group() as group:
            for seconds in (5, 1, 3):
                group.start_soon(clock.async_sleep, seconds)
        return clock.time()

    assert anyio.run(run, backend=backend) == 5


def test_repr_shows_how_far_it_is() -> None:
    """The repr helps in a failing test."""
    clock = ManualClock(start=10.0)
    clock.advance(1.5)
    assert repr(clock) == "ManualClock(start=10.0, elapsed=1.5)"


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


def test_a_fast_clock_sleeps_in_tasks() -> None:
    """A task sleeps a part of its seconds, too short to notice here."""
    clock = FastClock(1e9)
    anyio.run(clock.async_sleep, 3600)
    assert clock.monotonic() > 3600


def test_a_fast_clock_goes_forward() -> None:
    """A speed of zero is refused."""
    with pytest.raises(ValueError, match="greater than 0"):
        FastClock(0)
