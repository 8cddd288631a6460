"""Requests of asyncio, and of trio where httpx runs on it; what takes longer than it may is cancelled."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, NamedTuple
from weakref import WeakKeyDictionary

import httpx

from .._values.call import Call, Outcome, Reply
from .._values.errors import PerplexityJobsError, UsageError
from .connections import MAX_CONNECTIONS, NO_TURN, Connections, last
from .requests import Exchange

if TYPE_CHECKING:
    import anyio

# Seconds after the deadline before a request over the caller's own client is cancelled, so that httpx can
# still report whether it was sent.
_GRACE = 0.1


class _Pool(NamedTuple):
    """The idle connections of one event loop, and the turns of those who wait for one."""

    idle: list[httpx.AsyncClient]
    turns: anyio.Semaphore


class AsyncTransport(Connections[httpx.AsyncClient]):
    """Requests for asyncio and trio; safe to use from many tasks, and from many event loops."""

    wanted = httpx.AsyncClient

    def _begin(self) -> None:
        super()._begin()
        # What waits on one event loop cannot be woken on another.
        self._pools: WeakKeyDictionary[Any, _Pool] = WeakKeyDictionary()
        # The loop of each connection of the caller's own client.
        self._loops: WeakKeyDictionary[Any, Any] = WeakKeyDictionary()

    async def send(self, call: Call, budget: float | None) -> Outcome:
        """Make one request within `budget` seconds, the wait for a free connection included."""
        import anyio  # httpx brings it; loaded late, since only the asyncio client needs it

        exchange = self._exchange(call, budget)
        given, has_turn = self._given, self._given is not None
        with anyio.move_on_after(budget if given is None or budget is None else budget + _GRACE):
            if given is not None:
                self._check_loop()
                return await self._sent(given, exchange)
            pool = self._pool()
            async with pool.turns:
                has_turn = True
                try:
                    return await self._sent_alone(pool, exchange, fresh=call.resend_unsafe)
                except UsageError as error:
                    return exchange.failure(error)
        if not has_turn:
            return exchange.failure(httpx.PoolTimeout(NO_TURN))
        # Past the grace nobody knows how far the caller's own client came; connections of our own tell.
        if given is not None or exchange.timeouts.sending:
            return exchange.failure(httpx.ReadTimeout("the answer did not end in time"))
        return exchange.failure(httpx.ConnectTimeout("no connection"))

    async def send_all(self, calls: Sequence[Call], budget: float | None) -> list[Outcome]:
        """Make requests at the same time, in tasks of their own; their outcomes in order."""
        import anyio

        outcomes: dict[int, Outcome] = {}
        errors: list[Exception] = []

        async def send(position: int, call: Call) -> None:
            try:
                outcomes[position] = await self.send(call, budget)
            except Exception as error:  # out of the group as itself, not as a group of one
                errors.append(error)

        async with anyio.create_task_group() as group:
            for position, call in enumerate(calls):
                group.start_soon(send, position, call)
        if errors:
            raise errors[0]
        return [outcomes[position] for position in range(len(calls))]

    async def close(self) -> None:
        """Close what this client opened on this event loop, and let go of what it opened on others.

        A request that is under way closes its own connection. A client that was passed in stays open.
        """
        self.closed = True
        idle = self._pool().idle
        with self._lock:
            self._pools.clear()
        while (client := last(idle)) is not None:
            await client.aclose()

    def _pool(self) -> _Pool:
        """That of the event loop that runs."""
        import anyio

        loop = _running_loop()
        with self._lock:
            if (pool := self._pools.get(loop)) is None:
                # Connections hold on to their loop, which would never be forgotten by itself.
                for other in [each for each in self._pools if getattr(each, "is_closed", bool)()]:
                    del self._pools[other]
                pool = self._pools[loop] = _Pool([], anyio.Semaphore(MAX_CONNECTIONS, fast_acquire=True))
            return pool

    def _check_loop(self) -> None:
        """Refuse the caller's own client where it has a connection of another event loop.

        That would carry the request, and fail before the answer.
        """
        here = _running_loop()
        for stream, loop in list(self._loops.items()):
            if loop is not here and (sock := stream.get_extra_info("socket")) and sock.fileno() != -1:
                raise PerplexityJobsError(
                    "http_client= has an open connection of another event loop, where alone it works: give "
                    "each event loop an httpx.AsyncClient of its own, or leave http_client= out."
                )

    async def _sent_alone(self, pool: _Pool, exchange: Exchange, *, fresh: bool) -> Outcome:
        """Send over a connection that nobody else uses; see the blocking transport."""
        import anyio

        client, outcome = last(pool.idle), None
        if client is not None and fresh:
            await client.aclose()
            client = None
        client = client or self._open()
        try:
            outcome = await self._sent(client, exchange)
            return outcome
        finally:
            if isinstance(outcome, Reply) and not self.closed:
                pool.idle.append(client)
            else:
                with anyio.CancelScope(shield=True):
                    await client.aclose()

    async def _sent(self, client: httpx.AsyncClient, exchange: Exchange) -> Outcome:
        try:
            request: httpx.Request | None = exchange.request(client)
            while request is not None:
                response = await client.send(request, stream=True, follow_redirects=False)
                stream = response.extensions.get("network_stream")
                if self._given is not None and stream is not None:
                    self._loops[stream] = _running_loop()
                body = exchange.body(response)
                try:
                    if not body.read:
                        async for chunk in response.aiter_raw():
                            body.add(chunk)
                finally:
                    await response.aclose()
                request = exchange.redirected(response)
            return exchange.answer(body)
        except Exception as error:
            return exchange.failure(error)


def _running_loop() -> Any:
    import asyncio

    try:
        return asyncio.get_running_loop()
    except RuntimeError:
        from trio.lowlevel import current_trio_token

        return current_trio_token()
