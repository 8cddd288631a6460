"""The timeouts of one request: every phase gets the time that is left for the whole."""

from __future__ import annotations

import time
from typing import Any

import httpx

_PHASES = ("pool", "connect", "write", "read")
# A timeout of zero means something else to a socket.
_AT_LEAST = 0.001


class Timeouts(dict[str, float | None]):
    """httpx's timeouts of one request; None for no limit.

    httpcore calls `get` as each phase begins, which gives the time that is left then. A transport that reads
    the values in another way finds the time of the whole for each phase.

    Attributes:
        sending: whether a byte of the request may have gone out.
    """

    def __init__(self, budget: float | None) -> None:
        super().__init__(dict.fromkeys(_PHASES, None if budget is None else max(_AT_LEAST, budget)))
        self._deadline = None if budget is None else time.monotonic() + budget
        self.sending = False

    def get(self, phase: str, default: Any = None, /) -> Any:
        """The time that is left; raises ConnectTimeout where none is and nothing has been sent."""
        if phase not in self:
            return default
        if phase == "write" and not self.sending and self.over:
            raise httpx.ConnectTimeout("no connection in time")
        if phase in ("write", "read"):
            self.sending = True
        return None if self._deadline is None else max(_AT_LEAST, self._deadline - time.monotonic())

    @property
    def over(self) -> bool:
        """Whether the time is up."""
        return self._deadline is not None and time.monotonic() > self._deadline
