"""Clocks: the real one and that of a faster simulator; tests bring their own. Checks seconds, too."""

from __future__ import annotations

import math
import os
import sys
import time
from typing import Protocol
from weakref import WeakValueDictionary

from .errors import UsageError

CLOCK_VARIABLE = "PERPLEXITY_CLOCK"
URL_VARIABLE = "PERPLEXITY_BASE_URL"


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

    monotonic: staticmethod[[], float] = staticmethod(time.monotonic)
    sleep: staticmethod[[float], None] = staticmethod(time.sleep)
    time: staticmethod[[], float] = staticmethod(time.time)

    async def async_sleep(self, seconds: float) -> None:
        """Suspend the task, under asyncio and under trio."""
        import anyio  # httpx brings it; loaded late, since only the asyncio client needs it

        await anyio.sleep(seconds)


class FastClock:
    """The real clock, sped up; give the same one to the simulator and to the client.

    Args:
        speed: seconds that pass on it for each real second.
        since: the real time, in seconds since 1970, at which it agrees with the real clock; now where left
            out. Two clocks with the same speed and `since` agree, in two processes as well.

    Raises:
        ValueError: `speed` is not a finite number above 0.
    """

    def __init__(self, speed: float, since: float | None = None) -> None:
        if not 0 < speed < math.inf:
            raise ValueError(f"speed={speed!r}: time has to go forward, so it must be greater than 0")
        self.speed = speed
        now = time.time()
        self.since: float = now if since is None else since
        self._began = time.monotonic() - (now - self.since)

    def monotonic(self) -> float:
        """Seconds on this clock from `since` on."""
        return (time.monotonic() - self._began) * self.speed

    def time(self) -> float:
        """Seconds since 1970."""
        return self.since + self.monotonic()

    def sleep(self, seconds: float) -> None:
        """Block the thread for a part of the seconds."""
        time.sleep(seconds / self.speed)

    async def async_sleep(self, seconds: float) -> None:
        """Suspend the task for a part of the seconds, under asyncio and under trio."""
        import anyio  # see above

        await anyio.sleep(seconds / self.speed)


_NAMED: WeakValueDictionary[str, Clock] = WeakValueDictionary()


def name_clock(clock: Clock) -> str:
    """What ``PERPLEXITY_CLOCK`` has to say so that clients find this clock; empty for the machine's own.

    A `FastClock` is found from other processes too, any other clock from this process alone.
    """
    if isinstance(clock, SystemClock):
        return ""
    if isinstance(clock, FastClock):
        return f"{clock.speed}@{clock.since}"
    name = f"process-{os.getpid()}-{id(clock)}"
    _NAMED[name] = clock
    return name


def resolve_clock(base_url: str) -> Clock:
    """The clock of a client: the one that ``PERPLEXITY_CLOCK`` names, for ``PERPLEXITY_BASE_URL`` alone.

    So a variable that is left over from the simulator does not hurry the looks at the real service.

    Raises:
        UsageError: it names no clock of this process.
    """
    name = os.environ.get(CLOCK_VARIABLE, "").strip()
    if not name or base_url != os.environ.get(URL_VARIABLE, "").strip().rstrip("/"):
        return SystemClock()
    # A forked process has a copy of it, which stands still while that of its parent moves.
    if name.startswith(f"process-{os.getpid()}-") and name in _NAMED:
        return _NAMED[name]
    if name.startswith("process-"):
        raise UsageError(
            f"{CLOCK_VARIABLE}={name} names a clock of another process, or of a simulator that is gone. A "
            "clock that several processes share is that of Simulator(speed=100)."
        )
    speed, _, since = name.partition("@")
    try:
        return FastClock(float(speed), float(since) if since else None)
    except ValueError:
        raise UsageError(
            f"{CLOCK_VARIABLE}={name!r:.50} is no clock; one is 20@1767225600, as the simulator prints it."
        ) from None


def check_seconds(name: str, value: object, otherwise: str = "inf is no limit") -> None:
    """Refuse what is no time in seconds: TypeError or ValueError, with the name of the argument."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise TypeError(f"{name} is a number of seconds ({otherwise}), not {value!r:.50}.")
    # A whole number may be too large for a clock.
    if not value >= 0 or (isinstance(value, int) and value > sys.float_info.max):
        raise ValueError(f"{name} is in seconds and not negative, nor beyond all clocks; {otherwise}.")
