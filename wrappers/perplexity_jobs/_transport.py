"""The one module that knows httpx: it makes a `Call` and reports a `Reply` or a `Failure`.

Requests go to one server and follow no redirect, so the key goes nowhere else. A request is bounded as a
whole: httpx's own limits hold for each phase only, and a server that sends a byte now and then would
never meet them.
"""

from __future__ import annotations

import threading
import time
from typing import Any

import httpx

from ._config import Config
from ._wire import Call, Failure, Outcome, Reply

# More connections are slower, not faster: httpx 0.28 made 600 requests a second with 10 connections and 64
# with 1,000, because each one searches the whole pool. Waiting for one of them is bounded by the request.
LIMITS = httpx.Limits(max_connections=10, max_keepalive_connections=10, keepalive_expiry=60.0)
# A socket must not be told to wait for no time at all: that means something else to it.
_AT_LEAST = 0.001


class _Left(dict[str, float]):
    """httpx's timeouts, each the time left until the end of the whole request."""

    def __init__(self, budget: float) -> None:
        super().__init__()
        self.end = time.monotonic() + budget

    def get(self, _phase: str, _default: Any = None, /) -> float:
        return max(_AT_LEAST, self.end - time.monotonic())


class _Sender:
    """What both transports share: building requests, and telling replies and failures apart."""

    def __init__(self, config: Config, http_client: Any) -> None:
        self._config = config
        self._headers = httpx.Headers(config.headers)
        self._given = http_client
        self._own: Any = None
        self.closed = False

    def _request(self, client: Any, call: Call, budget: float | None) -> httpx.Request:
        headers = self._headers
        if call.headers:
            headers = httpx.Headers(headers)
            headers.update(call.headers)
        request: httpx.Request = client.build_request(
            call.method,
            self._config.base_url + call.path,
            params=call.query or None,
            json=call.json,
            headers=headers,
            extensions={"timeout": {} if budget is None else _Left(budget)},
        )
        return request

    def _reply(self, response: httpx.Response, body: bytes) -> Reply:
        if not response.is_success:
            # Services have been seen to repeat the key in the message that refuses it.
            body = body.replace(self._config.api_key.encode(), b"[key]")
        return Reply(response.status_code, response.headers, body)

    def _check_open(self) -> None:
        if self.closed:
            raise RuntimeError("This client is closed; make a new one.")


def _failure(error: httpx.RequestError) -> Failure:
    not_sent = isinstance(
        error, httpx.ConnectError | httpx.ConnectTimeout | httpx.PoolTimeout | httpx.UnsupportedProtocol
    )
    kind = "timeout" if isinstance(error, httpx.TimeoutException) else "connection"
    return Failure(kind, error, sent=not not_sent)  # type: ignore[arg-type]  # one of two literals


class Transport(_Sender):
    """Requests that block; safe to use from many threads."""

    def __init__(self, config: Config, http_client: httpx.Client | None) -> None:
        super().__init__(config, http_client)
        self._lock = threading.Lock()

    def send(self, call: Call, budget: float | None) -> Outcome:
        """Make one request within `budget` seconds."""
        client = self._client()
        request = self._request(client, call, budget)
        end = None if budget is None else time.monotonic() + budget
        try:
            response = client.send(request, stream=True, follow_redirects=False)
            try:
                chunks = []
                for chunk in response.iter_bytes():
                    chunks.append(chunk)
                    if end is not None and time.monotonic() > end:
                        raise httpx.ReadTimeout("the answer did not end in time", request=request)
            finally:
                response.close()
        except httpx.RequestError as error:
            return _failure(error)
        return self._reply(response, b"".join(chunks))

    def close(self) -> None:
        """Close what this client opened; a client that was passed in stays open."""
        self.closed = True
        if self._own is not None:
            self._own.close()

    def _client(self) -> httpx.Client:
        self._check_open()
        if self._given is not None:
            return self._given  # type: ignore[no-any-return]  # given as httpx.Client
        with self._lock:
            # Made at the first request: reading the certificates takes longer than all else at the start.
            if self._own is None:
                self._own = httpx.Client(limits=LIMITS)
            return self._own  # type: ignore[no-any-return]  # made as httpx.Client


class AsyncTransport(_Sender):
    """Requests for asyncio, and for trio where httpx runs on it; safe to use from many tasks."""

    async def send(self, call: Call, budget: float | None) -> Outcome:
        """Make one request within `budget` seconds."""
        import anyio  # httpx brings it; loaded late, since only the asyncio client needs it

        client = self._client()
        request = self._request(client, call, budget)
        response: httpx.Response | None = None
        body = b""
        with anyio.move_on_after(budget) as scope:
            try:
                response = await client.send(request, stream=True, follow_redirects=False)
                try:
                    body = await response.aread()
                finally:
                    await response.aclose()
            except httpx.RequestError as error:
                return _failure(error)
        if scope.cancelled_caught or response is None:
            return Failure("timeout", httpx.ReadTimeout("the answer did not end in time", request=request))
        return self._reply(response, body)

    async def close(self) -> None:
        """Close what this client opened; a client that was passed in stays open."""
        self.closed = True
        if self._own is not None:
            await self._own.aclose()

    def _client(self) -> httpx.AsyncClient:
        self._check_open()
        if self._given is not None:
            return self._given  # type: ignore[no-any-return]  # given as httpx.AsyncClient
        if self._own is None:
            self._own = httpx.AsyncClient(limits=LIMITS)
        return self._own  # type: ignore[no-any-return]  # made as httpx.AsyncClient
