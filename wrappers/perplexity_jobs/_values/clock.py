"""The passing of time, in one place, so that tests can bring their own."""

from __future__ import annotations

import sys
import time
from typing import Protocol


class Clock(Protocol):
    """What a client asks of time; all values in seconds.

    A test passes one whose `sleep` only moves the time on, such as the simulator's ``ManualClock``.
    """

    def monotonic(self) -> float:
        """A time that only grows, for durations."""

    def time(self) -> float:
        """The time since 1970, to compare with the service's."""

    def sleep(self, seconds: float) -> None:
        """Block the thread."""

    async def async_sleep(self, seconds: float) -> None:
        """Suspend the task."""


class SystemClock:
    """The machine's own clock: the functions of the module ``time``."""

    monotonic = staticmethod(time.monotonic)
    sleep = staticmethod(time.sleep)
    time = staticmethod(time.time)

    async def async_sleep(self, seconds: float) -> None:
        """Suspend the task, under asyncio and under trio."""
        import anyio  # httpx brings it; loaded late, since only the asyncio client needs it

        await anyio.sleep(seconds)


def check_seconds(name: str, value: object, otherwise: str = "inf is no limit") -> None:
    """Refuse what is no time in seconds: TypeError or ValueError, with the name of the argument."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise TypeError(f"{name} is a number of seconds ({otherwise}), not {value!r:.50}.")
    # A whole number may be too large for a clock.
    if not value >= 0 or (isinstance(value, int) and value > sys.float_info.max):
        raise ValueError(f"{name} is in seconds and not negative, nor beyond all clocks; {otherwise}.")
