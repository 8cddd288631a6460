"""`ManualClock`, simulated time for tests: a sleep moves the clock and returns at once.

A test gives the same `ManualClock` to the simulator and to the client. A demonstration gives both a
`FastClock`, which runs faster than real time.
"""

from __future__ import annotations

import threading

import anyio.lowlevel

from .._values.clock import Clock, FastClock, SystemClock


class ManualClock:
    """A clock that only moves in `sleep`, `async_sleep` and `advance`.

    Sleeps overlap: each moves the clock to its own end, unless the clock is past that already. Two threads
    that both sleep ten seconds therefore take ten seconds together.

    Args:
        start: the time at the beginning, in seconds since the epoch.
    """

    def __init__(self, start: float = 1_767_225_600.0) -> None:
        self._start = start
        self._now = start
        self._lock = threading.Lock()

    def __repr__(self) -> str:
        return f"ManualClock(start={self._start!r}, elapsed={self.monotonic():g})"

    def time(self) -> float:
        """Seconds since the epoch."""
        return self._now

    def monotonic(self) -> float:
        """Seconds since the clock was made."""
        return self._now - self._start

    def advance(self, seconds: float) -> None:
        """Move the clock by `seconds`.

        Raises:
            ValueError: when `seconds` is negative; deadlines rely on a clock that never goes back.
        """
        if seconds < 0:
            raise ValueError(f"a clock cannot go back, and advance({seconds!r}) asks for that")
        with self._lock:
            self._now += seconds

    def sleep(self, seconds: float) -> None:
        """Move the clock to the end of this sleep, and return at once."""
        self._reach(self._now + seconds)

    async def async_sleep(self, seconds: float) -> None:
        """Move the clock to the end of this sleep, after letting the other tasks run."""
        end = self._now + seconds
        # Others that fall asleep at this same moment have to read the clock before it moves.
        await anyio.lowlevel.checkpoint()
        self._reach(end)
        await anyio.lowlevel.checkpoint()

    def _reach(self, moment: float) -> None:
        with self._lock:
            self._now = max(self._now, moment)


__all__ = ["Clock", "FastClock", "ManualClock", "SystemClock"]
