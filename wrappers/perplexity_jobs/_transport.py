"""Requests of threads and of asyncio: a `Call` becomes a `Reply` or a `Failure`, within its time as a whole.

httpx's own limits hold for each phase only: a server that sends a byte now and then would never meet them,
and neither would a name with several addresses of which none answers. asyncio cancels what takes too long.
A thread cannot be stopped from outside, so what it waits for is ended instead: see `_line` and `_watchdog`.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Any

import httpx

from ._config import Config
from ._connections import MAX_CONNECTIONS, Connections
from ._http import GRACE, MAX_REDIRECTS, ONE, Sender, Timeouts, followed, unpacked
from ._line import Line
from ._watchdog import Guard, Watchdog
from ._wire import Call, Outcome


class Transport(Sender):
    """Requests that block; safe to use from many threads."""

    def __init__(self, config: Config, http_client: httpx.Client | None) -> None:
        super().__init__(config, http_client)
        self._turns = threading.Semaphore(MAX_CONNECTIONS)
        self._watchdog = Watchdog()
        headers = config.headers
        self._own = Connections(lambda shared: Line(httpx.Client(verify=shared, limits=ONE, headers=headers)))

    def send(self, call: Call, budget: float | None) -> Outcome:
        """Make one request within `budget` seconds, the wait for a free connection included."""
        self._check_open()
        timeouts = Timeouts(budget)
        if self._given is not None:
            return self._guarded(Line(self._given), call, timeouts)
        if not self._turns.acquire(timeout=budget):
            return self._no_turn()
        try:
            line = self._own.take()
            try:
                return self._guarded(line, call, timeouts)
            finally:
                self._own.forget(line) if line.lost else self._own.give_back(line)
        finally:
            self._turns.release()

    def close(self) -> None:
        """Close what this client opened; a client that was passed in stays open."""
        self.closed = True
        for line in self._own.opened:
            line.client.close()
        self._watchdog.rest()

    def _guarded(self, line: Line, call: Call, timeouts: Timeouts) -> Outcome:
        guard = Guard(timeouts.end, line)
        self._watchdog.watch(guard)
        try:
            outcome = self._exchange(line, call, timeouts)
        finally:
            self._watchdog.release(guard)
        # A connection that was cut may look like an answer that ended.
        return self._too_late(sent=True) if guard.cut else outcome

    def _exchange(self, line: Line, call: Call, timeouts: Timeouts) -> Outcome:
        request: httpx.Request | None = self._request(line.client, call, timeouts)
        send = line.send_plainly if self._given is not None else line.send
        left = MAX_REDIRECTS
        try:
            while request is not None:
                response = send(request, timeouts)
                try:
                    chunks = []
                    # A hook of the caller's own client may have read it already.
                    for chunk in () if (read := response.is_stream_consumed) else response.iter_raw():
                        chunks.append(chunk)
                        if timeouts.over:
                            return self._too_late(sent=True)
                finally:
                    response.close()
                request, left = followed(response, left), left - 1
            body = response.content if read else unpacked(response, b"".join(chunks))
            return self._reply(call, response, body)
        except httpx.HTTPStatusError as error:
            return self._refused_by_hook(call, error)
        except httpx.RequestError as error:
            return self._failure(error)


class AsyncTransport(Sender):
    """Requests for asyncio, and for trio where httpx runs on it; safe to use from many tasks."""

    def __init__(self, config: Config, http_client: httpx.AsyncClient | None) -> None:
        super().__init__(config, http_client)
        self._turns: Any = None
        headers = config.headers
        self._own = Connections(lambda shared: httpx.AsyncClient(verify=shared, limits=ONE, headers=headers))

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
        timeouts = Timeouts(budget)
        if self._turns is None:
            self._turns = anyio.Semaphore(MAX_CONNECTIONS, fast_acquire=True)
        # Past the grace nobody knows whether it was sent; our own connections always tell.
        own = client is None
        with anyio.move_on_after(budget if own or budget is None else budget + GRACE):
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

    async def _exchange(self, client: httpx.AsyncClient, call: Call, timeouts: Timeouts) -> Outcome:
        request: httpx.Request | None = self._request(client, call, timeouts)
        left = MAX_REDIRECTS
        try:
            while request is not None:
                response = await client.send(request, stream=True, follow_redirects=False)
                try:
                    read = response.is_stream_consumed
                    chunks = [] if read else [chunk async for chunk in response.aiter_raw()]
                finally:
                    await response.aclose()
                request, left = followed(response, left), left - 1
            body = response.content if read else unpacked(response, b"".join(chunks))
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
