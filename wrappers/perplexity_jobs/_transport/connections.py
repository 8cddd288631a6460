"""Which connection carries the next request, and who waits for one.

httpx searches its whole pool, and everybody who waits for it, at the begin and the end of each request: with
1,000 requests in flight that takes longer than all else, and stops the event loop for seconds. So each
connection is a client of httpx with a pool of one, and those that wait for a connection do so in a queue
in front of them, which costs the same however long it is.

The connection used last is used next: few requests open few connections.
"""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Generic, TypeVar
from urllib.parse import urlsplit
from weakref import WeakKeyDictionary

from .._values.environment import check_environment, opened
from .._values.errors import PerplexityJobsError, UsageError

if TYPE_CHECKING:
    import ssl

    import httpx

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

            check_environment()
            self._shared = opened(httpx.create_ssl_context)

    def another(self) -> Connections[C]:
        """As many again, for another event loop: reading what they share is not done again."""
        with contextlib.suppress(UsageError):  # told by whoever takes a connection
            self.prepare()
        made = Connections(self._make)
        made._shared = self._shared
        return made

    def take(self, *, fresh: bool = False) -> C:
        """A connection that nobody uses; whoever calls has made sure that there is to be one.

        Args:
            fresh: one that has never been used. A server may close a kept one just as a request goes out, and
                httpcore cannot see that: it asks whether the end of the connection has arrived, not whether
                it is on its way. No time is short enough to rule that out, since a server may close as soon
                as it has answered.

        Raises:
            UsageError: the environment's proxies or certificates cannot be used.
        """
        with self._lock:
            if self._idle and not fresh:
                return self._idle.pop()
            self._prepare()
            made = opened(lambda: self._make(self._shared))
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

    def spare(self) -> C | None:
        """The one that nobody has used for longest, to be closed: a fresh one takes its place."""
        with self._lock:
            if not self._idle:
                return None
            oldest = self._idle.pop(0)
            self.opened.remove(oldest)
            return oldest

    def drain(self) -> list[C]:
        """The connections that nobody uses, to be closed."""
        with self._lock:
            idle, self._idle = self._idle, []
            self.opened = [connection for connection in self.opened if connection not in idle]
            return idle


class Here:
    """What a client has on one event loop: connections, and the turns of those who wait for one."""

    def __init__(self, own: Connections[httpx.AsyncClient]) -> None:
        import anyio  # as in `AsyncTransport.send`

        self.own = own
        self.turns = anyio.Semaphore(MAX_CONNECTIONS, fast_acquire=True)


class Loops:
    """What a client has on each event loop: what waits on one cannot be woken on another."""

    def __init__(self, model: Connections[httpx.AsyncClient]) -> None:
        self._model = model
        self._lock = threading.Lock()
        self._all: WeakKeyDictionary[Any, Here] = WeakKeyDictionary()

    def here(self) -> Here:
        """What belongs to the event loop that runs."""
        loop = _running_loop()
        with self._lock:
            if (here := self._all.get(loop)) is None:
                # Connections hold on to their loop, which would never be forgotten by itself.
                for other in [each for each in self._all if getattr(each, "is_closed", bool)()]:
                    del self._all[other]
                here = self._all[loop] = Here(self._model.another())
            return here

    def forget(self) -> None:
        """Let go of all of it."""
        with self._lock:
            self._all.clear()


class Borrowed:
    """The open connections of a client of the caller's own, and the event loop that each belongs to.

    On another loop they would carry the request, and fail before the answer.
    """

    def __init__(self) -> None:
        self._loops: WeakKeyDictionary[Any, Any] = WeakKeyDictionary()

    def note(self, response: httpx.Response) -> None:
        """A connection has brought an answer; what is no connection (a test's, an application's) has none."""
        stream = response.extensions.get("network_stream")
        if stream is not None:
            self._loops[stream] = _running_loop()

    def check(self) -> None:
        """Refuse a request that might go over a connection of another loop.

        Raises:
            PerplexityJobsError: there is one; nothing was sent.
        """
        here = _running_loop()
        for stream, loop in list(self._loops.items()):
            if loop is not here and (sock := stream.get_extra_info("socket")) and sock.fileno() != -1:
                raise PerplexityJobsError(
                    "http_client= has an open connection of another event loop, where alone it works: give "
                    "each event loop an httpx.AsyncClient of its own, or leave http_client= out."
                )


def _running_loop() -> Any:
    import asyncio

    try:
        return asyncio.get_running_loop()
    except RuntimeError:
        from trio.lowlevel import current_trio_token

        return current_trio_token()


def proxy_of(url: str) -> str | None:
    """The proxy that the environment sets for an address, without a name and password; None for none."""
    from urllib.request import getproxies, proxy_bypass  # slow to load, and needed for a failure only

    parts, proxies = urlsplit(url), getproxies()
    proxy = proxies.get(parts.scheme) or proxies.get("all")
    if not proxy or proxy_bypass(parts.hostname or ""):
        return None
    return proxy.rpartition("@")[2].rpartition("//")[2].rstrip("/")
