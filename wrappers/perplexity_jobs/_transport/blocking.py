"""Requests of threads and of asyncio: a `Call` becomes a `Reply` or a `Failure`, within its time as a whole.

httpx's own limits hold for each phase only, so each phase gets the time that is left, and the clock is read
between the parts of a body. asyncio cancels what takes longer than the whole. A thread cannot be stopped: for
threads, the lookup of a name, each of its addresses and each part of the headers are bounded by themselves.
"""

from __future__ import annotations

from queue import Empty, SimpleQueue
from typing import TypeAlias

import httpx

from .._values.call import Call, Outcome, Reply
from .._values.errors import UsageError
from .body import Body
from .connections import MAX_CONNECTIONS, Borrowed, Connections, Loops
from .requests import (
    GRACE,
    HTTPX_ERRORS,
    MAX_REDIRECTS,
    ONE,
    NoCookies,
    Sender,
    Timeouts,
    unsent,
)

#: What `http_client=` takes, for the rooms that do not know httpx.
HttpClient: TypeAlias = httpx.Client
AsyncHttpClient: TypeAlias = httpx.AsyncClient

# Bytes that may be at hand already where no more are wanted; httpcore reads 64 kB at once.
_BEYOND = 1_048_576


class Transport(Sender):
    """Requests that block; safe to use from many threads."""

    wanted = httpx.Client

    def _begin(self) -> None:
        super()._begin()
        # Not a semaphore: that is Python code, and Ctrl-C in it may keep everybody waiting.
        self._turns: SimpleQueue[None] = SimpleQueue()
        for _ in range(MAX_CONNECTIONS):
            self._turns.put(None)
        headers = httpx.Headers(self._config.headers)  # which does not show the key, unlike a dict
        self._own = Connections(
            lambda shared: httpx.Client(verify=shared, limits=ONE, headers=headers, cookies=NoCookies())
        )

    def send(self, call: Call, budget: float | None) -> Outcome:
        """Make one request within `budget` seconds, the wait for a free connection included."""
        self._check_open()
        timeouts = Timeouts(budget)
        if self._given is not None:
            return self._exchange(self._given, call, timeouts)
        try:
            self._turns.get(timeout=budget)
        except Empty:
            return self._no_turn()
        try:
            if call.resend_unsafe and (spare := self._own.spare()) is not None:
                spare.close()
            client = self._own.take(fresh=call.resend_unsafe)
            outcome = None
            try:
                outcome = self._exchange(client, call, timeouts)
                return outcome
            finally:
                # httpx may hold on to a request that failed: nobody could use the connection again.
                if isinstance(outcome, Reply) and not self.closed:
                    self._own.give_back(client)
                else:
                    self._own.forget(client)
                    # After Ctrl-C httpcore may hold its locks for ever: closing would wait for them.
                    if outcome is not None:
                        client.close()
        except UsageError as error:
            return unsent(error)
        finally:
            self._turns.put(None)

    def close(self) -> None:
        """Close what this client opened; a request that is under way in another thread closes its own.

        A client that was passed in stays open.
        """
        self.closed = True
        for client in self._own.drain():
            client.close()

    def _exchange(self, client: httpx.Client, call: Call, timeouts: Timeouts) -> Outcome:
        left = MAX_REDIRECTS
        try:
            request: httpx.Request | None = self._request(client, call, timeouts)
            while request is not None:
                response = client.send(request, stream=True, follow_redirects=False)
                body = self._body(response, timeouts)
                try:
                    for chunk in () if body.read or body.over else response.iter_raw():
                        body.add(chunk)
                        if body.over:
                            break
                        if timeouts.over:
                            return self._with_head(call, self._too_late(sent=True), timeouts)
                finally:
                    response.close()
                request, left = self._next(call, response, left, timeouts), left - 1
            outcome = self._reply(call, body, timeouts)
        except UsageError as error:
            return unsent(error)
        except HTTPX_ERRORS as error:
            outcome = self._failure(call, error, timeouts)
        except Exception as error:
            outcome = self._unforeseen(call, error, timeouts)
        return self._with_head(call, outcome, timeouts)


class AsyncTransport(Sender):
    """Requests for asyncio, and for trio where httpx runs on it; safe to use from many tasks."""

    wanted = httpx.AsyncClient

    def _begin(self) -> None:
        super()._begin()
        headers = httpx.Headers(self._config.headers)  # which does not show the key, unlike a dict
        self._own = Connections(
            lambda shared: httpx.AsyncClient(verify=shared, limits=ONE, headers=headers, cookies=NoCookies())
        )
        self._loops, self._borrowed = Loops(self._own), Borrowed()

    def prepare(self) -> None:
        """Read what connections need; UsageError where the environment has what cannot be used."""
        if self._given is None:
            self._own.prepare()

    async def send(self, call: Call, budget: float | None) -> Outcome:
        """Make one request within `budget` seconds, the wait for a free connection included."""
        import anyio  # httpx brings it; loaded late, since only the asyncio client needs it

        self._check_open()
        client = self._given
        timeouts = Timeouts(budget)
        # Past the grace nobody knows whether it was sent; our own connections always tell.
        own = client is None
        with anyio.move_on_after(budget if own or budget is None else budget + GRACE):
            if client is not None:
                self._borrowed.check()
                return await self._exchange(client, call, timeouts)
            here = self._loops.here()
            await here.turns.acquire()
            try:
                if call.resend_unsafe and (spare := here.own.spare()) is not None:
                    await spare.aclose()
                client = here.own.take(fresh=call.resend_unsafe)
                outcome = None
                try:
                    outcome = await self._exchange(client, call, timeouts)
                    return outcome
                finally:
                    # As in the other transport.
                    if isinstance(outcome, Reply) and not self.closed:
                        here.own.give_back(client)
                    else:
                        here.own.forget(client)
                        with anyio.CancelScope(shield=True):
                            await client.aclose()
            except UsageError as error:
                return unsent(error)
            finally:
                here.turns.release()
        if client is None:
            return self._no_turn()
        return self._with_head(call, self._too_late(sent=timeouts.sending or not own), timeouts)

    async def close(self) -> None:
        """Close what this client opened on this event loop, and let go of what it opened on others.

        A client that was passed in stays open.
        """
        self.closed = True
        here = self._loops.here()
        self._loops.forget()
        for client in list(here.own.opened):
            await client.aclose()

    async def _exchange(self, client: httpx.AsyncClient, call: Call, timeouts: Timeouts) -> Outcome:
        left = MAX_REDIRECTS
        try:
            request: httpx.Request | None = self._request(client, call, timeouts)
            while request is not None:
                response = await client.send(request, stream=True, follow_redirects=False)
                if self._given is not None:
                    self._borrowed.note(response)
                body = self._body(response, timeouts)
                try:
                    if not (body.read or body.over):
                        await _read(response, body)
                finally:
                    await response.aclose()
                request, left = self._next(call, response, left, timeouts), left - 1
            outcome = self._reply(call, body, timeouts)
        except UsageError as error:
            return unsent(error)
        except HTTPX_ERRORS as error:
            outcome = self._failure(call, error, timeouts)
        except Exception as error:
            outcome = self._unforeseen(call, error, timeouts)
        return self._with_head(call, outcome, timeouts)


async def _read(response: httpx.Response, body: Body) -> None:
    import anyio

    beyond = 0
    with anyio.CancelScope() as scope:
        async for chunk in response.aiter_raw():
            body.add(chunk)
            if body.over:
                # Ends the reading from within, where it waits for more: a loop that is left here would leave
                # generators half-read, for an event loop to close that may have ended by then.
                scope.cancel()
                beyond += len(chunk) + 1
                if beyond > _BEYOND:
                    break
