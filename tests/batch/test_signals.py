"""Ctrl-C and cancellation: the first signal stops a run in order, the second one at once."""

from __future__ import annotations

import asyncio
import signal
import threading
from collections.abc import Callable

import pytest

from perplexity_jobs.batch import Stop
from perplexity_jobs.batch.run.signals import stopping

from .conftest import THREE, World


def handlers() -> list[object]:
    return [signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM)]


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_the_first_asks_and_the_second_ends(number: signal.Signals) -> None:
    """A hanging run can be ended, and the program's own handlers are restored."""
    asked: list[bool] = []

    async def work() -> None:
        with stopping(lambda: asked.append(True)):
            signal.raise_signal(number)
            await asyncio.sleep(0)  # lets the loop hear of the signal
            assert asked == [True]
            signal.raise_signal(number)
            await asyncio.Event().wait()

    before = handlers()
    with pytest.raises(KeyboardInterrupt):
        asyncio.run(work())
    assert asked == [True]
    assert handlers() == before


def test_another_thread_leaves_the_signals_alone() -> None:
    """Only the main thread may handle them."""
    seen: list[list[object]] = []

    async def work() -> None:
        with stopping(lambda: None):
            seen.append(handlers())

    thread = threading.Thread(target=lambda: asyncio.run(work()))
    thread.start()
    thread.join()
    assert seen == [handlers()]


def test_ctrl_c_ends_a_run_in_good_order_and_the_next_one_goes_on(
    make_world: Callable[..., World], monkeypatch: pytest.MonkeyPatch
) -> None:
    """What waits for its turn is not submitted and not counted as bought; nothing is bought twice."""
    # The clock runs on while the disk is busy: the first job must not end meanwhile.
    world = make_world(durations=2000)
    sleep, pressed = world.clock.async_sleep, [signal.SIGINT]

    async def interrupted(seconds: float) -> None:
        # With one submit in ten minutes the second item sleeps that long.
        if seconds > 500 and pressed:
            signal.raise_signal(pressed.pop())
        await sleep(seconds)

    with monkeypatch.context() as patch:
        patch.setattr(world.clock, "async_sleep", interrupted)
        summary = world.run(THREE, submit_rate=0.1)
    assert (summary.stop, summary.jobs) == (Stop.INTERRUPTED, 1)
    assert summary.counts["new"] == 2
    assert world.run(THREE).counts == {"completed": 3}
    assert len(world.sim.jobs) == 3
