"""What requests of threads and of asyncio share: how one is built, and what its answer or its failure means.

Requests go to one server: a redirect is followed within it and reported where it leads elsewhere, so the
key goes nowhere else.
"""

from __future__ import annotations

import os
import time
from typing import Any

import httpx

from ._config import Config
from ._connections import MAX_CONNECTIONS
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


class NotNowError(Exception):
    """A request may not enter its next phase: nothing of that phase has been done."""


class Timeouts(dict[str, float | None]):
    """httpx's timeouts of one request; None for no limit.

    `get`, which httpcore asks as each phase begins, gives the time left until the end of the whole request.
    Transports that read the values in another way find the time of the whole for each phase.

    Attributes:
        end: of the request, on the monotonic clock; None for no limit.
        sending: whether a byte of the request may have gone out.
        may_connect: whether a connection may be opened.
        may_go_on: whether any phase may begin.
        response: whose headers have come.
    """

    def __init__(self, budget: float | None) -> None:
        super().__init__(dict.fromkeys(_PHASES, None if budget is None else max(_AT_LEAST, budget)))
        self.end = None if budget is None else time.monotonic() + budget
        self.sending = False
        self.may_connect = True
        self.may_go_on = True
        self.response: httpx.Response | None = None

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
        self.closed = False
        self._begin()

    def _request(self, client: Any, call: Call, timeouts: Timeouts) -> httpx.Request:
        headers: Any = call.headers or None
        # Clients of our own hold the headers of every request already.
        if self._given is not None:
            headers = httpx.Headers(self._config.headers)
            headers.update(call.headers)
        request: httpx.Request = client.build_request(
            call.method,
            self._config.base_url + call.path,
            params=call.query or None,
            json=call.json,
            headers=headers,
            extensions={"timeout": timeouts},
        )
        return request

    def _reply(self, call: Call, response: httpx.Response, body: bytes, *, packed: bool = False) -> Reply:
        headers = plain_headers(response.headers.raw)
        if packed and "content-encoding" in headers:
            body = unpacked(response, body)
        # Services have been seen to repeat the key in the message that refuses it, gateways in debug pages.
        for secret in self._secrets(call):
            if response.is_success and len(secret) < _REAL_KEY:
                continue
            if secret.encode() in body:
                body = body.replace(secret.encode(), b"[key]")
            if secret in "\n".join(headers.values()):
                headers = {name: value.replace(secret, "[key]") for name, value in headers.items()}
        return Reply(response.status_code, headers, body)

    def _refused_by_hook(self, call: Call, error: httpx.HTTPStatusError) -> Reply:
        """What a hook of the caller's own client made an error of; its body is lost where nobody read it."""
        try:
            body = error.response.content
        except httpx.ResponseNotRead:
            body = b""
        return self._reply(call, error.response, body)

    def _secrets(self, call: Call) -> set[str]:
        keys = {self._config.api_key}
        for name, value in call.headers.items():
            if name.lower() == "authorization" and value:
                keys.add(value.split()[-1])
        return keys

    def _failure(self, error: httpx.RequestError) -> Failure:
        not_sent = isinstance(
            error, httpx.ConnectError | httpx.ConnectTimeout | httpx.PoolTimeout | httpx.UnsupportedProtocol
        )
        # httpx-aiohttp 0.2 says ConnectTimeout for connections that were lost after the request had gone out;
        # its real ones have a cause of this name.
        cause = type(error.__cause__)
        if isinstance(error, httpx.ConnectTimeout) and cause.__module__.startswith("aiohttp"):
            not_sent = cause.__name__ == "ConnectionTimeoutError"
        kind = "timeout" if isinstance(error, httpx.TimeoutException) else "connection"
        return Failure(kind, error, not not_sent, self._config.base_url)  # type: ignore[arg-type]  # one of two literals

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

    def _with_head(self, outcome: Outcome, call: Call, timeouts: Timeouts) -> Outcome:
        """A failure with the status and the headers that came before it."""
        if isinstance(outcome, Reply) or timeouts.response is None:
            return outcome
        return outcome._replace(head=self._reply(call, timeouts.response, b""))

    def _check_open(self) -> None:
        if self.closed:
            raise RuntimeError("This client is closed; make a new one.")
        if self._pid != os.getpid():
            # A child that was forked: the connections, and whoever holds the locks, are its parent's.
            self._begin()

    def _begin(self) -> None:
        """Start without any connection."""
        self._pid = os.getpid()


def redirects(call: Call) -> int:
    """How many redirects to follow: none where the request must not be made twice."""
    return 0 if call.resend_unsafe else MAX_REDIRECTS


def followed(response: httpx.Response, left: int) -> httpx.Request | None:
    """The request that a redirect asks for, where it is the same one at another path of the same server."""
    again, first = response.next_request, response.request
    if again is None or left == 0 or again.method != first.method:
        return None
    here, there = first.url, again.url
    same = (here.scheme, here.host, here.port) == (there.scheme, there.host, there.port)
    return again if same else None


def plain_headers(raw: list[tuple[bytes, bytes]]) -> dict[str, str]:
    """Headers as text by their names in lower case; those that come several times, joined.

    httpx does the same, at the price of a function call or two for each header.
    """
    headers: dict[str, str] = {}
    for name, value in raw:
        key = name.decode("latin-1").lower()
        try:
            text = value.decode()
        except UnicodeDecodeError:
            text = value.decode("latin-1")
        headers[key] = f"{headers[key]}, {text}" if key in headers else text
    return headers


def unpacked(response: httpx.Response, packed: bytes) -> bytes:
    """A packed body in plain bytes.

    Unpacking a whole body, instead of its chunks as they come, has a reason: a chunk that cannot be unpacked
    would leave httpx's generators half-read, to be closed by an event loop that may have ended by then.

    Raises:
        httpx.DecodingError: it is not packed as it says.
    """
    status, headers, request = response.status_code, response.headers, response.request
    return httpx.Response(status, headers=headers, content=packed, request=request).content
