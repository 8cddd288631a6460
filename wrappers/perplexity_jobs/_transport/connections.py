"""The clients of httpx that carry the requests: one connection each, and a queue in front of them.

httpx searches its whole pool, and everybody who waits for it, at the begin and the end of each request: with
1,000 requests in flight that takes longer than all else, and stops the event loop for seconds. So each
connection is a client of httpx with a pool of one, and those that wait for a connection do so in a queue
in front of them, which costs the same however long it is.

The connection used last is used next: few requests open few connections.
"""

from __future__ import annotations

import os
import threading
from collections.abc import Callable
from functools import partial
from http.cookiejar import CookieJar, DefaultCookiePolicy
from typing import TYPE_CHECKING, Any, ClassVar, Generic, Protocol, TypeVar

import httpx

from .._values.call import Call
from .._values.settings import Config
from .environment import CERTIFICATES, PROXIES, certificates, from_environment
from .requests import Exchange, named

if TYPE_CHECKING:
    import ssl

C = TypeVar("C", httpx.Client, httpx.AsyncClient)

#: Requests under way at once; httpx's own default. Answers that take 0.3 s then come at 300 a second, and
#: the service allows 100.
MAX_CONNECTIONS = 100
NO_TURN = f"all {MAX_CONNECTIONS} connections were in use for the whole time"
_ONE = httpx.Limits(max_connections=1, max_keepalive_connections=1, keepalive_expiry=60.0)


class HttpClient(Protocol):
    """What ``http_client=`` takes: an ``httpx.Client``, or one of httpx2, which need not be installed."""

    @property
    def build_request(self) -> Callable[..., Any]: ...
    @property
    def is_closed(self) -> bool: ...
    def close(self) -> None: ...


class AsyncHttpClient(Protocol):
    """The same for asyncio: an ``httpx.AsyncClient``, or one of httpx2."""

    @property
    def build_request(self) -> Callable[..., Any]: ...
    @property
    def is_closed(self) -> bool: ...
    async def aclose(self) -> None: ...


class Connections(Generic[C]):
    """What both transports have in common: the caller's own client, or else a client for each connection."""

    wanted: ClassVar[type]

    def __init__(self, config: Config, http_client: C | None) -> None:
        if http_client is not None:
            self._check(http_client)
        self._config = config
        self._given: C | None = http_client
        self._cookies = None if http_client is None else _copied(http_client.cookies.jar)
        self.closed = False
        self._begin()

    @property
    def is_lent(self) -> bool:
        """Whether the connections are those of a client of the caller's."""
        return self._given is not None

    def _check(self, given: Any) -> None:
        """Refuse a client that waits in the other way: it would send, and what it bought would be lost."""
        if not isinstance(given, named(self.wanted.__name__)):
            what = given.__name__ if isinstance(given, type) else f"an object of {type(given).__qualname__}"
            raise TypeError(
                f"http_client= takes an object of httpx.{self.wanted.__name__} here, not {what}: "
                "PerplexityJobs sends with an httpx.Client, AsyncPerplexityJobs with an httpx.AsyncClient."
            )

    def _begin(self) -> None:
        """Start without any connection."""
        self._pid = os.getpid()
        self._lock = threading.Lock()
        self._certificates: ssl.SSLContext | None = None

    def _exchange(self, call: Call, budget: float | None) -> Exchange:
        """Begin with a request.

        Raises:
            RuntimeError: the client is closed.
        """
        if self.closed:
            raise RuntimeError("This client is closed; make a new one.")
        if self._pid != os.getpid():
            # A child that was forked: the connections, and whoever holds the locks, are its parent's.
            self._begin()
        return Exchange(self._config, call, budget, self._cookies)

    def prepare(self) -> None:
        """Read what connections need; UsageError where the environment has what cannot be used."""
        if self._given is None:
            self._open()

    def _open(self) -> C:
        """A client of httpx that nobody uses; UsageError where proxies or certificates cannot be used."""
        with self._lock:
            # Reading the certificates takes longer than all else, so it is done once.
            if self._certificates is None:
                self._certificates = from_environment(certificates, CERTIFICATES)
            shared = self._certificates
        # The API knows no cookies, and headers grow with each that a server sets.
        none = CookieJar(DefaultCookiePolicy(allowed_domains=[]))
        headers = httpx.Headers(self._config.headers)
        make: Callable[[], C] = partial(
            self.wanted, verify=shared, limits=_ONE, headers=headers, cookies=none
        )
        return from_environment(make, PROXIES)


def _copied(jar: CookieJar) -> httpx.Cookies:
    copy = httpx.Cookies()
    for cookie in jar:
        copy.jar.set_cookie(cookie)
    return copy


def last(idle: list[C]) -> C | None:
    """Take the connection that was used last; None where all are in use."""
    try:
        return idle.pop()
    except IndexError:
        return None
