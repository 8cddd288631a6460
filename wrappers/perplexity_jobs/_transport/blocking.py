"""`Transport`: sends requests in the thread of the caller.

httpx's own limits hold for each phase only, so each phase gets the time that is left, and the clock is read
between the parts of a body. A thread cannot be stopped: the lookup of a name, each of its addresses and each
part of the headers are bounded by themselves.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import repeat
from queue import Empty, SimpleQueue

import httpx

from .._values.call import Call, Outcome, Reply
from .._values.errors import UsageError
from .connections import MAX_CONNECTIONS, NO_TURN, Connections, last
from .requests import Exchange


class Transport(Connections[httpx.Client]):
    """Requests that block; safe to use from many threads."""

    wanted = httpx.Client

    def _begin(self) -> None:
        super()._begin()
        self._idle: list[httpx.Client] = []
        # Not a semaphore: that is Python code, and Ctrl-C in it may keep everybody waiting.
        self._turns: SimpleQueue[None] = SimpleQueue()
        for _ in range(MAX_CONNECTIONS):
            self._turns.put(None)

    def send(self, call: Call, budget: float | None) -> Outcome:
        """Make one request within `budget` seconds, the wait for a free connection included."""
        exchange = self._exchange(call, budget)
        if self._given is not None:
            return _sent(self._given, exchange)
        try:
            self._turns.get(timeout=budget)
        except Empty:
            return exchange.failure(httpx.PoolTimeout(NO_TURN))
        try:
            return self._sent_alone(exchange, fresh=call.resend_unsafe)
        except UsageError as error:
            return exchange.failure(error)
        finally:
            self._turns.put(None)

    def send_all(self, calls: Sequence[Call], budget: float | None) -> list[Outcome]:
        """Make requests at the same time, in threads of their own; their outcomes in order."""
        if len(calls) == 1:
            return [self.send(calls[0], budget)]
        from concurrent.futures import ThreadPoolExecutor  # loaded late: most waits are for one job

        with ThreadPoolExecutor(len(calls), thread_name_prefix="perplexity_jobs") as pool:
            return list(pool.map(self.send, calls, repeat(budget)))

    def close(self) -> None:
        """Close what this client opened; a request that is under way in another thread closes its own.

        A client that was passed in stays open.
        """
        self.closed = True
        while (client := last(self._idle)) is not None:
            client.close()

    def _sent_alone(self, exchange: Exchange, *, fresh: bool) -> Outcome:
        """Send over a connection that nobody else uses."""
        client, outcome = last(self._idle), None
        if client is not None and fresh:
            client.close()
            client = None
        client = client or self._open()
        try:
            outcome = _sent(client, exchange)
            return outcome
        finally:
            # httpx may hold on to a request that failed: nobody could use the connection again.
            if isinstance(outcome, Reply) and not self.closed:
                self._idle.append(client)
            # After Ctrl-C httpcore, which closes the connection then, may hold its locks for ever.
            elif outcome is not None:
                client.close()


def _sent(client: httpx.Client, exchange: Exchange) -> Outcome:
    try:
        request: httpx.Request | None = exchange.request(client)
        while request is not None:
            response = client.send(request, stream=True, follow_redirects=False)
            body = exchange.body(response)
            try:
                for chunk in () if body.read else response.iter_raw():
                    body.add(chunk)
                    if exchange.timeouts.are_over():
                        raise httpx.ReadTimeout("the answer did not end in time")
            finally:
                response.close()
            request = exchange.redirected(response)
        return exchange.answer(body)
    except Exception as error:
        return exchange.failure(error)
