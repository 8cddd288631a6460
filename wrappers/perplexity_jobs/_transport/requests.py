"""What requests of threads and of asyncio share: how one is built, and what its answer or its failure means.

Requests go to one server: a redirect is followed within it and reported where it leads elsewhere, so the
key goes nowhere else.
"""

from __future__ import annotations

import contextlib
import inspect
import os
import time
from http.cookiejar import CookieJar
from typing import Any, ClassVar, Literal

import httpx

from .._values.call import Call, Failure, Outcome, Reply
from .._values.errors import UsageError
from .._values.secret import Secrets
from .._values.sendable import OF_THE_BODY, check, encoded
from .._values.settings import Config
from .body import Body, BodyLostError, plain_headers
from .connections import MAX_CONNECTIONS, proxy_of

# One connection for each client of httpx; `_connections` says why.
ONE = httpx.Limits(max_connections=1, max_keepalive_connections=1, keepalive_expiry=60.0)
# A socket must not be told to wait for no time at all: that means something else to it.
_AT_LEAST = 0.001
MAX_REDIRECTS = 3
_PHASES = ("pool", "connect", "write", "read")
# Who is about to be stopped at the end of its time gets this long (seconds) to say by itself how far it came.
GRACE = 0.1
# After these nothing of a request has left: connections, tunnels included, are opened before.
NOT_SENT = (
    httpx.ConnectError,
    httpx.ConnectTimeout,
    httpx.PoolTimeout,
    httpx.ProxyError,
    httpx.UnsupportedProtocol,
)


#: What httpx raises of its own; a bad address in a redirect is among it.
HTTPX_ERRORS = (httpx.HTTPError, httpx.StreamError, httpx.InvalidURL)


class NoCookies(CookieJar):
    """A jar that stays empty: the API knows no cookies, and headers grow with each that a server sets."""

    def extract_cookies(self, response: Any, request: Any) -> None:
        """Keep none."""

    def add_cookie_header(self, request: Any) -> None:
        """Send none."""


class Timeouts(dict[str, float | None]):
    """httpx's timeouts of one request; None for no limit.

    `get`, which httpcore asks as each phase begins, gives the time left until the end of the whole request.
    Transports that read the values in another way find the time of the whole for each phase.

    Attributes:
        end: of the request, on the monotonic clock; None for no limit.
        sending: whether a byte of the request may have gone out.
        head: status and headers, where they have come.
    """

    def __init__(self, budget: float | None) -> None:
        super().__init__(dict.fromkeys(_PHASES, None if budget is None else max(_AT_LEAST, budget)))
        self.end = None if budget is None else time.monotonic() + budget
        self.sending = False
        self.head: Reply | None = None

    def get(self, phase: str, default: Any = None, /) -> Any:
        if phase not in self:
            return default
        if phase == "write" and not self.sending and self.over:
            raise httpx.ConnectTimeout("no connection in time")
        if phase in ("write", "read"):
            self.sending = True
        return None if self.end is None else max(_AT_LEAST, self.end - time.monotonic())

    @property
    def over(self) -> bool:
        """Whether the time is up."""
        return self.end is not None and time.monotonic() > self.end


class Sender:
    """What both transports share: building requests, and telling replies and failures apart."""

    wanted: ClassVar[type]

    def __init__(self, config: Config, http_client: Any) -> None:
        if http_client is not None:
            self._check_kind(http_client)
        self._config = config
        self._given = http_client
        self._cookies = None if http_client is None else httpx.Cookies(getattr(http_client, "cookies", None))
        self.closed = False
        self._begin()

    def _check_kind(self, given: Any) -> None:
        """Refuse a client that waits in the other way: it would send, and what it bought would be lost."""
        send, is_async = getattr(given, "send", None), self.wanted is httpx.AsyncClient
        fits = isinstance(given, self.wanted)
        if not fits and callable(send) and hasattr(given, "build_request"):
            fits = (inspect.iscoroutinefunction(send) or hasattr(given, "aclose")) is is_async
        if not fits or isinstance(given, type):
            what = given.__name__ if isinstance(given, type) else f"an object of {type(given).__qualname__}"
            raise TypeError(
                f"http_client= takes an object of httpx.{self.wanted.__name__} here, not {what}: "
                "PerplexityJobs sends with an httpx.Client, AsyncPerplexityJobs with an httpx.AsyncClient."
            )

    def _request(self, client: Any, call: Call, timeouts: Timeouts) -> httpx.Request:
        """The request as httpx sends it; UsageError where it cannot be sent."""
        if getattr(client, "is_closed", False) is True:
            raise UsageError("The http_client is closed; nothing was sent. Make a new one.")
        check(call.headers.items(), call.query)
        body = None if call.json is None else encoded(call.json)
        headers = httpx.Headers(call.headers)
        by_hand = False
        # Clients of our own hold the headers of every request already.
        if self._given is not None:
            headers = httpx.Headers(self._config.headers)
            headers.update(call.headers)
            by_hand = "cookie" in headers or "cookie" in getattr(client, "headers", ())
        try:
            request: httpx.Request = client.build_request(
                call.method,
                self._config.base_url + call.path,
                params=call.query or None,
                content=body,
                headers=headers,
                extensions={"timeout": timeouts},
            )
        except (httpx.InvalidURL, TypeError, ValueError) as error:
            words = str(error)
        else:
            if body is not None:
                request.headers.setdefault("Content-Type", "application/json")
            if self._given is not None:
                names = ((name.decode("latin-1"), value) for name, value in request.headers.raw)
                check(pair for pair in names if pair[0].lower() not in OF_THE_BODY)
            return request if by_hand else self._with_own_cookies(request)
        raise UsageError(f"{call!s:.200} cannot be built: {words:.200}. Nothing was sent.")

    def _with_own_cookies(self, request: httpx.Request) -> httpx.Request:
        """Send what the caller's client had when it was passed in, and nothing that a server set since."""
        if self._cookies is not None:
            request.headers.pop("cookie", None)
            self._cookies.set_cookie_header(request)
        return request

    def _body(self, response: httpx.Response, timeouts: Timeouts) -> Body:
        """Begin with an answer whose headers have come; a hook of the caller's client may have read it."""
        headers = plain_headers(response.headers.raw)
        timeouts.head = Reply(response.status_code, headers)
        body = Body(headers, self._config.max_response_bytes, read=response.is_stream_consumed)
        if body.read:
            body.add(response.content)
        return body

    def _next(
        self, call: Call, response: httpx.Response, left: int, timeouts: Timeouts
    ) -> httpx.Request | None:
        """The request that a redirect asks for; one that may do its work twice is never sent again."""
        request = None if call.resend_unsafe else followed(response, left)
        if request is None:
            return None
        timeouts.head = None
        return self._with_own_cookies(request)

    def _reply(self, call: Call, body: Body, timeouts: Timeouts) -> Outcome:
        try:
            return self._with_body(call, timeouts, body.whole(timeouts))
        except BodyLostError as error:
            return self._without_body(call, timeouts, error)

    def _with_body(self, call: Call, timeouts: Timeouts, body: bytes) -> Reply:
        assert timeouts.head is not None
        return self._hidden(call, Reply(timeouts.head.status, timeouts.head.headers, body))

    def _without_body(self, call: Call, timeouts: Timeouts, error: BodyLostError) -> Outcome:
        if timeouts.head is not None and not timeouts.head.is_success:
            return self._with_body(call, timeouts, f"({error})".encode())  # the status says enough
        return Failure("body", error, where=self._config.base_url)

    def _hidden(self, call: Call, reply: Reply) -> Reply:
        headers, body = reply.headers, reply.body
        # Services have been seen to repeat the key in the message that refuses it, gateways in debug pages.
        secrets, success = self._secrets(call), reply.is_success
        headers = {name: secrets.hide_in(value, success=success) for name, value in headers.items()}
        return Reply(reply.status, headers, secrets.hide(body, success=success), self._config.base_url)

    def _with_head(self, call: Call, outcome: Outcome, timeouts: Timeouts) -> Outcome:
        """A failure with what was known by then."""
        if isinstance(outcome, Reply) or timeouts.head is None:
            return outcome
        return outcome._replace(head=self._hidden(call, timeouts.head))

    def _secrets(self, call: Call) -> Secrets:
        return Secrets(self._config.api_key, call.headers)

    def _failure(self, call: Call, error: Exception, timeouts: Timeouts) -> Outcome:
        """What an error of httpx means; of `HTTPX_ERRORS`."""
        if isinstance(error, httpx.HTTPStatusError):
            # A hook of the caller's own client makes it of a status; the body is lost where nobody read it.
            with contextlib.suppress(httpx.StreamError):
                return self._reply(call, self._body(error.response, timeouts), timeouts)
            return self._with_body(call, timeouts, b"")
        if isinstance(error, httpx.StreamError) and timeouts.head is not None:
            lost = BodyLostError(
                "a hook of http_client= has taken its body; response.read() would leave it there"
            )
            return self._without_body(call, timeouts, lost)
        return self._lost(call, error)

    def _lost(self, call: Call, error: Exception, *, sent: bool = True) -> Failure:
        if isinstance(error, NOT_SENT):
            sent = False
        # httpx-aiohttp 0.2 says ConnectTimeout for connections that were lost after the request had gone out;
        # its real ones have a cause of this name.
        cause = type(error.__cause__)
        if isinstance(error, httpx.ConnectTimeout) and cause.__module__.startswith("aiohttp"):
            sent = cause.__name__ != "ConnectionTimeoutError"
        # Over HTTP/1.1, only a request itself is refused by the own side; over HTTP/2, whatever follows it.
        if isinstance(error, httpx.LocalProtocolError) and _comes_from(error, "h11"):
            sent = False
        kind: Literal["connection", "timeout"] = "connection"
        if isinstance(error, httpx.TimeoutException):
            kind = "timeout"
        self._secrets(call).forget(error)
        where = self._config.base_url
        if not sent and self._given is None and (proxy := proxy_of(where)):
            where += f" through the proxy {proxy}"
        return Failure(kind, error, sent, where)

    def _unforeseen(self, call: Call, error: Exception, timeouts: Timeouts) -> Failure:
        """The failure for what httpx lets through of the layers below it; raises what is not theirs.

        A client of the caller's own calls functions of the caller, and a RuntimeError says that something was
        closed: these are told as they are.
        """
        if self._given is not None or isinstance(error, RuntimeError):
            raise error
        return self._lost(call, error, sent=timeouts.sending)

    def _no_turn(self) -> Failure:
        error = httpx.PoolTimeout(f"all {MAX_CONNECTIONS} connections were in use for the whole time")
        return Failure("timeout", error, sent=False, where=self._config.base_url)

    def _too_late(self, *, sent: bool) -> Failure:
        error = (
            httpx.ReadTimeout("the answer did not end in time")
            if sent
            else httpx.ConnectTimeout("no connection")
        )
        return Failure("timeout", error, sent=sent, where=self._config.base_url)

    def _check_open(self) -> None:
        if self.closed:
            raise RuntimeError("This client is closed; make a new one.")
        if self._pid != os.getpid():
            # A child that was forked: the connections, and whoever holds the locks, are its parent's.
            self._begin()

    def _begin(self) -> None:
        """Start without any connection."""
        self._pid = os.getpid()


def _comes_from(error: BaseException | None, module: str) -> bool:
    while error is not None and not type(error).__module__.startswith(module):
        error = error.__cause__
    return error is not None


def unsent(error: UsageError) -> Failure:
    """The outcome of a request that could not be made, without the frames, which hold what was to be sent."""
    return Failure("connection", error.with_traceback(None), sent=False)


def followed(response: httpx.Response, left: int) -> httpx.Request | None:
    """The request that a redirect asks for, where it is the same one at another path of the same server."""
    again, first = response.next_request, response.request
    if again is None or left == 0 or again.method != first.method:
        return None
    here, there = first.url, again.url
    same = (here.scheme, here.host, here.port) == (there.scheme, there.host, there.port)
    return again if same else None
