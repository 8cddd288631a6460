"""What requests of threads and of asyncio share: how one is built, and what its answer or its failure means.

Requests go to one server: a redirect is followed within it and reported where it leads elsewhere, so the
key goes nowhere else.
"""

from __future__ import annotations

import contextlib
import os
import time
from http.cookiejar import CookieJar
from typing import Any

import httpx

from ._body import Body, BodyLostError, plain_headers
from ._config import Config
from ._connections import MAX_CONNECTIONS, proxy_of
from ._wire import Call, Failure, Outcome, Reply

# One connection for each client of httpx; `_connections` says why.
ONE = httpx.Limits(max_connections=1, max_keepalive_connections=1, keepalive_expiry=60.0)
# A socket must not be told to wait for no time at all: that means something else to it.
_AT_LEAST = 0.001
MAX_REDIRECTS = 3
_PHASES = ("pool", "connect", "write", "read")
# Who is about to be stopped at the end of its time gets this long (seconds) to say by itself how far it came.
GRACE = 0.1
# Shorter ones are made up, and may be words of an answer.
_REAL_KEY = 16


#: What httpx raises of its own; a bad address in a redirect is among it.
HTTPX_ERRORS = (httpx.HTTPError, httpx.StreamError, httpx.InvalidURL)


class NoCookies(CookieJar):
    """A jar that stays empty: the API knows no cookies, and headers grow with each that a server sets."""

    def extract_cookies(self, response: Any, request: Any) -> None:
        """Keep none."""

    def add_cookie_header(self, request: Any) -> None:
        """Send none."""


class NotNowError(Exception):
    """A request may not enter its next phase: nothing of that phase has been done."""


class Timeouts(dict[str, float | None]):
    """httpx's timeouts of one request; None for no limit.

    `get`, which httpcore asks as each phase begins, gives the time left until the end of the whole request.
    Transports that read the values in another way find the time of the whole for each phase.

    Attributes:
        end: of the request, on the monotonic clock; None for no limit.
        sending: whether a byte of the request may have gone out.
        head: status and headers, where they have come.
        may_connect: whether a connection may be opened.
        may_go_on: whether any phase may begin.
    """

    def __init__(self, budget: float | None) -> None:
        super().__init__(dict.fromkeys(_PHASES, None if budget is None else max(_AT_LEAST, budget)))
        self.end = None if budget is None else time.monotonic() + budget
        self.sending = False
        self.head: Reply | None = None
        self.may_connect = True
        self.may_go_on = True

    def get(self, phase: str, default: Any = None, /) -> Any:
        if phase not in self:
            return default
        if phase == "connect" and not self.may_connect:
            raise NotNowError
        if phase == "write" and not self.sending and self.over:
            raise httpx.ConnectTimeout("no connection in time")
        if phase in ("write", "read"):
            self.sending = True
        # In this order: who forbids it first, and asks for `sending` then, is never told too little.
        if not self.may_go_on:
            raise NotNowError
        return None if self.end is None else max(_AT_LEAST, self.end - time.monotonic())

    @property
    def over(self) -> bool:
        """Whether the time is up."""
        return self.end is not None and time.monotonic() > self.end


class Sender:
    """What both transports share: building requests, and telling replies and failures apart."""

    def __init__(self, config: Config, http_client: Any) -> None:
        self._config = config
        self._given = http_client
        self._cookies = None if http_client is None else httpx.Cookies(http_client.cookies)
        self.closed = False
        self._begin()

    def _request(self, client: Any, call: Call, timeouts: Timeouts) -> httpx.Request:
        headers: Any = call.headers or None
        by_hand = False
        # Clients of our own hold the headers of every request already.
        if self._given is not None:
            headers = httpx.Headers(self._config.headers)
            headers.update(call.headers)
            by_hand = "cookie" in headers or "cookie" in client.headers
        try:
            request: httpx.Request = client.build_request(
                call.method,
                self._config.base_url + call.path,
                params=call.query or None,
                json=call.json,
                headers=headers,
                extensions={"timeout": timeouts},
            )
        except httpx.InvalidURL as error:
            raise httpx.UnsupportedProtocol(str(error)) from error
        return request if by_hand else self._with_own_cookies(request)

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
        for secret in self._secrets(call):
            if reply.is_success and len(secret) < _REAL_KEY:
                continue
            if secret.encode() in body:
                body = body.replace(secret.encode(), b"[key]")
            if secret in "\n".join(headers.values()):
                headers = {name: value.replace(secret, "[key]") for name, value in headers.items()}
        return Reply(reply.status, headers, body, self._config.base_url)

    def _with_head(self, call: Call, outcome: Outcome, timeouts: Timeouts) -> Outcome:
        """A failure with what was known by then."""
        if isinstance(outcome, Reply) or timeouts.head is None:
            return outcome
        return outcome._replace(head=self._hidden(call, timeouts.head))

    def _secrets(self, call: Call) -> set[str]:
        keys = {self._config.api_key}
        for name, value in call.headers.items():
            if name.lower() == "authorization" and value:
                keys.add(value.split()[-1])
        return keys

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
        not_sent = isinstance(
            error, httpx.ConnectError | httpx.ConnectTimeout | httpx.PoolTimeout | httpx.UnsupportedProtocol
        )
        # httpx-aiohttp 0.2 says ConnectTimeout for connections that were lost after the request had gone out;
        # its real ones have a cause of this name.
        cause = type(error.__cause__)
        if isinstance(error, httpx.ConnectTimeout) and cause.__module__.startswith("aiohttp"):
            not_sent = cause.__name__ == "ConnectionTimeoutError"
        kind = "timeout" if isinstance(error, httpx.TimeoutException) else "connection"
        where = self._config.base_url
        if not_sent and self._given is None and (proxy := proxy_of(where)):
            where += f" through the proxy {proxy}"
        return Failure(kind, error, not not_sent, where)  # type: ignore[arg-type]  # one of two literals

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


def followed(response: httpx.Response, left: int) -> httpx.Request | None:
    """The request that a redirect asks for, where it is the same one at another path of the same server."""
    again, first = response.next_request, response.request
    if again is None or left == 0 or again.method != first.method:
        return None
    here, there = first.url, again.url
    same = (here.scheme, here.host, here.port) == (there.scheme, there.host, there.port)
    return again if same else None
