"""The passing of time, in one place, so that tests can bring their own."""

from __future__ import annotations

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
    """The machine's own clock."""

    def monotonic(self) -> float:
        """As ``time.monotonic``."""
        return time.monotonic()

    def time(self) -> float:
        """As ``time.time``."""
        return time.time()

    def sleep(self, seconds: float) -> None:
        """As ``time.sleep``."""
        time.sleep(seconds)

    async def async_sleep(self, seconds: float) -> None:
        """Suspend the task, under asyncio and under trio."""
        import anyio  # httpx brings it; loaded late, since only the asyncio client needs it

        await anyio.sleep(seconds)
