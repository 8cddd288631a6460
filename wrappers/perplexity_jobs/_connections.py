"""Which connection carries the next request, and who waits for one.

httpx searches its whole pool, and everybody who waits for it, at the begin and the end of each request: with
1,000 requests in flight that takes longer than all else, and stops the event loop for seconds. So each
connection is a client of httpx with a pool of one, and those that wait for a connection do so in a queue
in front of them, which costs the same however long it is.

The connection used last is used next: few requests open few connections.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Generic, TypeVar

if TYPE_CHECKING:
    import ssl

C = TypeVar("C")

#: Requests under way at once; httpx's own default. Answers that take 0.3 s then come at 300 a second, and
#: the service allows 100.
MAX_CONNECTIONS = 100


class Connections(Generic[C]):
    """The connections of one client; safe to use from many threads.

    Args:
        make: a client of httpx with one connection, from what all of them share: reading the certificates
            takes longer than all else, so that is done once, at the first request.
    """

    def __init__(self, make: Callable[[ssl.SSLContext], C]) -> None:
        self._make = make
        self._shared: Any = None
        self._lock = threading.Lock()
        self._idle: list[C] = []
        self.opened: list[C] = []

    def prepare(self) -> None:
        """Read what all connections share, if that has not been done."""
        with self._lock:
            self._prepare()

    def _prepare(self) -> None:
        if self._shared is None:
            import httpx  # loaded by then: `make` makes a client of it

            self._shared = httpx.create_ssl_context()

    def take(self) -> C:
        """A connection that nobody uses; whoever calls has made sure that there is to be one."""
        with self._lock:
            if self._idle:
                return self._idle.pop()
            self._prepare()
            made = self._make(self._shared)
            self.opened.append(made)
            return made

    def give_back(self, connection: C) -> None:
        """The request is over."""
        with self._lock:
            self._idle.append(connection)

    def forget(self, connection: C) -> None:
        """The request is over, and so is the connection; whoever used it closes it."""
        with self._lock:
            self.opened.remove(connection)

    def drain(self) -> list[C]:
        """The connections that nobody uses, to be closed."""
        with self._lock:
            idle, self._idle = self._idle, []
            self.opened = [connection for connection in self.opened if connection not in idle]
            return idle
