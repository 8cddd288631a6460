"""The one module that knows httpx: it makes a `Call` and reports a `Reply` or a `Failure`.

Requests go to one server: a redirect is followed within it and reported where it leads elsewhere, so the
key goes nowhere else. A request is bounded as a whole: httpx's own limits hold for each phase only, and a
server that sends a byte now and then would never meet them. Threads cannot be stopped from outside, so for
them one thing is left: a server that sends the *headers* of its answer a byte at a time.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from typing import Any

import httpx

from ._config import Config
from ._connections import MAX_CONNECTIONS, Connections
from ._wire import Call, Failure, Outcome, Reply

# One connection for each client of httpx; `_connections` says why.
_ONE = httpx.Limits(max_connections=1, max_keepalive_connections=1, keepalive_expiry=60.0)
# A socket must not be told to wait for no time at all: that means something else to it.
_AT_LEAST = 0.001
_MAX_REDIRECTS = 3


_PHASES = ("pool", "connect", "write", "read")
# What is not ours may not tell how far it came; it gets this long to say by itself what it had no time for.
_GRACE = 0.1
# Shorter ones are made up, and may be words of an answer.
_REAL_KEY = 16


class _Timeouts(dict[str, float | None]):
    """httpx's timeouts of one request; None for no limit.

    `get`, which httpcore asks as each phase begins, gives the time left until the end of the whole request.
    Transports that read the values in another way find the time of the whole for each phase.
    """

    def __init__(self, budget: float | None) -> None:
        super().__init__(dict.fromkeys(_PHASES, None if budget is None else max(_AT_LEAST, budget)))
        self._end = None if budget is None else time.monotonic() + budget
        self.sending = False

    def get(self, phase: str, default: Any = None, /) -> Any:
        if phase not in self:
            return default
        if phase in ("write", "read"):
            self.sending = True
        return None if self._end is None else max(_AT_LEAST, self._end - time.monotonic())

    @property
    def over(self) -> bool:
        """Whether the time is up."""
        return self._end is not None and time.monotonic() > self._end


class _Sender:
    """What both transports share: building requests, and telling replies and failures apart."""

    def __init__(self, config: Config, http_client: Any) -> None:
        self._config = config
        self._given = http_client
        self.closed = False

    def _request(self, client: Any, call: Call, timeouts: _Timeouts) -> httpx.Request:
        # Clients of our own hold the headers of every request already.
        headers = httpx.Headers() if self._given is None else httpx.Headers(self._config.headers)
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

    def _reply(self, call: Call, response: httpx.Response, body: bytes) -> Reply:
        # Read once: each look into httpx's headers decodes and compares all of them.
        headers = dict(response.headers.items())
        # Services have been seen to repeat the key in the message that refuses it, gateways in debug pages.
        for secret in self._secrets(call):
            if response.is_success and len(secret) < _REAL_KEY:
                continue
            if secret.encode() in body:
                body = body.replace(secret.encode(), b"[key]")
            if any(secret in value for value in headers.values()):
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

    def _check_open(self) -> None:
        if self.closed:
            raise RuntimeError("This client is closed; make a new one.")


def _followed(response: httpx.Response, left: int) -> httpx.Request | None:
    """The request that a redirect asks for, where it is the same one at another path of the same server."""
    again, first = response.next_request, response.request
    if again is None or left == 0 or again.method != first.method:
        return None
    here, there = first.url, again.url
    same = (here.scheme, here.host, here.port) == (there.scheme, there.host, there.port)
    return again if same else None


def _unpacked(response: httpx.Response, packed: bytes) -> bytes:
    """The body in plain bytes.

    Unpacking a whole body, instead of its chunks as they come, has a reason: a chunk that cannot be unpacked
    would leave httpx's generators half-read, to be closed by an event loop that may have ended by then.

    Raises:
        httpx.DecodingError: it is not packed as it says.
    """
    if "content-encoding" not in response.headers:
        return packed
    status, headers, request = response.status_code, response.headers, response.request
    return httpx.Response(status, headers=headers, content=packed, request=request).content


class Transport(_Sender):
    """Requests that block; safe to use from many threads."""

    def __init__(self, config: Config, http_client: httpx.Client | None) -> None:
        super().__init__(config, http_client)
        self._turns = threading.Semaphore(MAX_CONNECTIONS)
        headers = config.headers
        self._own = Connections(lambda shared: httpx.Client(verify=shared, limits=_ONE, headers=headers))

    def send(self, call: Call, budget: float | None) -> Outcome:
        """Make one request within `budget` seconds, the wait for a free connection included."""
        self._check_open()
        timeouts = _Timeouts(budget)
        if self._given is not None:
            return self._exchange(self._given, call, timeouts)
        if not self._turns.acquire(timeout=budget):
            return self._no_turn()
        try:
            client = self._own.take()
            try:
                return self._exchange(client, call, timeouts)
            finally:
                self._own.give_back(client)
        finally:
            self._turns.release()

    def close(self) -> None:
        """Close what this client opened; a client that was passed in stays open."""
        self.closed = True
        for client in self._own.opened:
            client.close()

    def _exchange(self, client: httpx.Client, call: Call, timeouts: _Timeouts) -> Outcome:
        request: httpx.Request | None = self._request(client, call, timeouts)
        left = _MAX_REDIRECTS
        try:
            while request is not None:
                response = client.send(request, stream=True, follow_redirects=False)
                try:
                    chunks = []
                    # A hook of the caller's own client may have read it already.
                    for chunk in () if (read := response.is_stream_consumed) else response.iter_raw():
                        chunks.append(chunk)
                        if timeouts.over:
                            return self._too_late(sent=True)
                finally:
                    response.close()
                request, left = _followed(response, left), left - 1
            body = response.content if read else _unpacked(response, b"".join(chunks))
            return self._reply(call, response, body)
        except httpx.HTTPStatusError as error:
            return self._refused_by_hook(call, error)
        except httpx.RequestError as error:
            return self._failure(error)


class AsyncTransport(_Sender):
    """Requests for asyncio, and for trio where httpx runs on it; safe to use from many tasks."""

    def __init__(self, config: Config, http_client: httpx.AsyncClient | None) -> None:
        super().__init__(config, http_client)
        self._turns: Any = None
        headers = config.headers
        self._own = Connections(lambda shared: httpx.AsyncClient(verify=shared, limits=_ONE, headers=headers))

    def prepare(self) -> None:
        """Load and read what the first request needs; blocks, so it is for a thread."""
        import anyio  # noqa: F401  # as in `send`

        if self._given is None:
            self._own.prepare()

    async def send(self, call: Call, budget: float | None) -> Outcome:
        """Make one request within `budget` seconds, the wait for a free connection included."""
        import anyio  # httpx brings it; loaded late, since only the asyncio client needs it

        self._check_open()
        client = self._given
        timeouts = _Timeouts(budget)
        if self._turns is None:
            self._turns = anyio.Semaphore(MAX_CONNECTIONS, fast_acquire=True)
        # Past the grace nobody knows whether it was sent; our own connections always tell.
        own = client is None
        with anyio.move_on_after(budget if own or budget is None else budget + _GRACE):
            if client is not None:
                return await self._exchange(client, call, timeouts)
            await self._turns.acquire()
            try:
                client = self._own.take()
                try:
                    return await self._exchange(client, call, timeouts)
                finally:
                    self._own.give_back(client)
            finally:
                self._turns.release()
        return self._no_turn() if client is None else self._too_late(sent=timeouts.sending or not own)

    async def close(self) -> None:
        """Close what this client opened; a client that was passed in stays open."""
        self.closed = True
        for client in self._own.opened:
            await client.aclose()

    async def _exchange(self, client: httpx.AsyncClient, call: Call, timeouts: _Timeouts) -> Outcome:
        request: httpx.Request | None = self._request(client, call, timeouts)
        left = _MAX_REDIRECTS
        try:
            while request is not None:
                response = await client.send(request, stream=True, follow_redirects=False)
                try:
                    read = response.is_stream_consumed
                    chunks = [] if read else [chunk async for chunk in response.aiter_raw()]
                finally:
                    await response.aclose()
                request, left = _followed(response, left), left - 1
            body = response.content if read else _unpacked(response, b"".join(chunks))
            return self._reply(call, response, body)
        except httpx.HTTPStatusError as error:
            return self._refused_by_hook(call, error)
        except httpx.RequestError as error:
            return self._failure(error)


async def in_thread(work: Callable[[], None]) -> None:
    """Do what blocks in a thread, on whatever event loop this is."""
    import asyncio

    try:
        asyncio.get_running_loop()
    except RuntimeError:
        from anyio import to_thread  # under trio; loading it here stops the loop for a moment

        await to_thread.run_sync(work)
    else:
        await asyncio.to_thread(work)
