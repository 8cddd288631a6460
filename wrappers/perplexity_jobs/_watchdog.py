"""Ends the connections of blocking requests that outlast their time.

httpcore asks once how long it may read the headers of an answer, and once for its body, and waits as long
again for every part that comes. A thread that waits in its socket returns when that socket is shut down.
"""

from __future__ import annotations

import contextlib
import math
import socket
import threading
import time

from ._http import GRACE
from ._line import Line


class Guard:
    """One request that is under way.

    Attributes:
        end: when it is to be over, on the monotonic clock; None for never.
        line: on which it waits.
        cut: whether it was ended since its time was up.
    """

    __slots__ = ("cut", "end", "line")

    def __init__(self, end: float | None, line: Line) -> None:
        self.end = math.inf if end is None else end + GRACE
        self.line = line
        self.cut = False

    def fire(self) -> None:
        """End the connection, if it is known and still open."""
        stream = self.line.stream
        sock = stream.get_extra_info("socket") if stream is not None else None
        if sock is not None:
            # Not the method of an encrypted one, which takes its state from the thread that reads.
            with contextlib.suppress(OSError):
                socket.socket.shutdown(sock, socket.SHUT_RDWR)
                self.cut = True


class Watchdog:
    """Watches the requests of one client, in a thread that runs while there are any."""

    def __init__(self) -> None:
        self._changed = threading.Condition(threading.Lock())
        self._guards: set[Guard] = set()
        self._next = math.inf
        self._thread: threading.Thread | None = None

    def watch(self, guard: Guard) -> None:
        """From now on."""
        if guard.end == math.inf:
            return
        with self._changed:
            self._guards.add(guard)
            # A thread that was there before a fork is not there after it.
            if self._thread is None or not self._thread.is_alive():
                self._start()
            elif guard.end < self._next:
                self._changed.notify()

    def release(self, guard: Guard) -> None:
        """The request is over; its connection will not be touched any more."""
        with self._changed:
            self._guards.discard(guard)

    def rest(self) -> None:
        """Let the thread go, if nothing is watched."""
        with self._changed:
            self._changed.notify()

    def _start(self) -> None:
        self._next = math.inf
        self._thread = threading.Thread(target=self._run, name="perplexity_jobs-watchdog", daemon=True)
        # While the interpreter ends there are no new threads; requests must still be possible then.
        with contextlib.suppress(RuntimeError):
            self._thread.start()

    def _run(self) -> None:
        with self._changed:
            while self._guards:
                now = time.monotonic()
                for guard in [guard for guard in self._guards if guard.end <= now]:
                    self._guards.discard(guard)
                    guard.fire()
                self._next = min((guard.end for guard in self._guards), default=now)
                self._changed.wait(self._next - now)
            self._thread = None
