"""A clock that runs faster than time, for demonstrations: minutes of deep research in seconds."""

from __future__ import annotations

import time

import anyio


class FastClock:
    """The real clock, sped up; give the same one to the simulator and to the client.

    Args:
        speed: seconds that pass on it for each real second.
    """

    def __init__(self, speed: float) -> None:
        if not speed > 0:
            raise ValueError("speed is greater than 0: time has to go forward")
        self.speed = speed
        self._start = time.time()
        self._began = time.monotonic()

    def monotonic(self) -> float:
        """Seconds since the clock was made."""
        return (time.monotonic() - self._began) * self.speed

    def time(self) -> float:
        """Seconds since the epoch."""
        return self._start + self.monotonic()

    def sleep(self, seconds: float) -> None:
        """Block the thread for a part of the seconds."""
        time.sleep(seconds / self.speed)

    async def async_sleep(self, seconds: float) -> None:
        """Suspend the task for a part of the seconds."""
        await anyio.sleep(seconds / self.speed)
