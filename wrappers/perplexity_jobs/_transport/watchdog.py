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

from .line import Line, started
from .requests import GRACE, Timeouts


class Guard:
    """One request that is under way.

    Attributes:
        line: on which it waits; None once its answer is there.
        timeouts: of the request.
        end: when it is to be over, on the monotonic clock.
        cut: whether it was ended since its time was up.
    """

    __slots__ = ("cut", "end", "line", "timeouts")

    def __init__(self, line: Line, timeouts: Timeouts) -> None:
        self.line: Line | None = line
        self.timeouts = timeouts
        self.end = math.inf if timeouts.end is None else timeouts.end + GRACE
        self.cut = False

    def fire(self) -> None:
        """End the connection, if it is known and still open."""
        line = self.line
        stream = line.stream if line is not None else None
        sock = stream.get_extra_info("socket") if stream is not None else None
        if isinstance(sock, socket.socket):
            # Not the method of an encrypted one, which takes its state from the thread that reads.
            with contextlib.suppress(OSError):
                socket.socket.shutdown(sock, socket.SHUT_RDWR)
                self.cut = True


class Watchdog:
    """Watches the requests of one client, in a thread that runs while there are any with an end."""

    def __init__(self) -> None:
        # Taken by itself, never through the condition: that is Python code, which Ctrl-C may end half-way.
        self._lock = threading.Lock()
        self._changed = threading.Condition(self._lock)
        self._guards: set[Guard] = set()
        self._next = math.inf
        self._thread: threading.Thread | None = None

    def watch(self, guard: Guard) -> None:
        """From now on."""
        with self._lock:
            self._guards.add(guard)
            if guard.end == math.inf:
                return
            if self._thread is None or not self._thread.is_alive():
                self._start()
            elif guard.end < self._next:
                self._changed.notify()

    def release(self, guard: Guard) -> None:
        """The request is over; its connection will not be touched any more."""
        with self._lock:
            self._guards.discard(guard)

    def loosen(self, guard: Guard) -> None:
        """The answer is there: the connection may be somebody else's from now on."""
        with self._lock:
            guard.line = None

    def rest(self) -> None:
        """Let the thread go, if nothing is watched."""
        with self._lock:
            self._changed.notify()

    def end_all(self) -> None:
        """End every request that is under way, and let the thread go."""
        with self._lock:
            for guard in self._guards:
                guard.timeouts.may_go_on = False
                guard.fire()
                guard.end = math.inf
            self._changed.notify()

    def _start(self) -> None:
        self._next = math.inf
        self._thread = threading.Thread(target=self._run, name="perplexity_jobs-watchdog", daemon=True)
        started(self._thread)

    def _run(self) -> None:
        with self._lock:
            while (until := min((guard.end for guard in self._guards), default=math.inf)) < math.inf:
                now = time.monotonic()
                for guard in [guard for guard in self._guards if guard.end <= now]:
                    guard.fire()
                    # Until it is released: its connection may not have been known yet.
                    guard.end = now + GRACE
                self._next = until
                self._changed.wait(max(0.0, until - now))
            self._thread = None
