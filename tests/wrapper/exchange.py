"""Requests over a blocking or asyncio transport, with one interface for tests."""

from __future__ import annotations

import asyncio
import itertools
from collections.abc import AsyncIterator, Callable, Iterator, Sequence
from typing import Any

import httpx

from perplexity_jobs._transport.asynchronous import AsyncTransport
from perplexity_jobs._transport.blocking import Transport
from perplexity_jobs._values.call import Call, Failure, Outcome, Reply
from perplexity_jobs._values.settings import Config

GET = Call("get", "GET", "/jobs/1")
SUBMIT = Call("submit", "POST", "/v1/agent", json={"input": "q"}, resend_unsafe=True)
BUDGET = 30.0

Answer = Callable[[httpx.Request], httpx.Response]


class Exchange:
    """Send calls one after another.

    Args:
        kind: "threads" or "asyncio".
    """

    def __init__(self, kind: str) -> None:
        self.kind = kind

    def __call__(
        self,
        url: str,
        *calls: Call,
        answer: Answer | None = None,
        hook: Callable[[httpx.Response], Iterator[Any]] | None = None,
        cookies: dict[str, str] | httpx.Cookies | None = None,
        budget: float | None = BUDGET,
        **settings: Any,
    ) -> list[Outcome]:
        """What came of each; over a client of the caller's own where that is to answer by itself.

        Args:
            url: of the service.
            calls: one after another.
            budget: seconds for each.
            answer: of a client of the caller's own.
            hook: of that client; it yields what is to be awaited under asyncio.
            cookies: of that client.
            settings: of ours.
        """
        settings = {"request_timeout": BUDGET, "max_retries": 0, **settings}
        config = Config("key", url, **settings)
        options: dict[str, Any] = {"cookies": cookies, "follow_redirects": True}
        if answer is not None:
            options["transport"] = httpx.MockTransport(answer)
        if self.kind == "threads":

            def called(response: httpx.Response) -> None:
                for _ in hook(response) if hook else ():
                    pass

            given = httpx.Client(event_hooks={"response": [called]}, **options) if answer else None
            return _blocking(Transport(config, given), calls, budget)

        async def awaited(response: httpx.Response) -> None:
            for step in hook(response) if hook else ():
                await step

        async def main() -> list[Outcome]:
            given = httpx.AsyncClient(event_hooks={"response": [awaited]}, **options) if answer else None
            transport = AsyncTransport(config, given)
            transport.prepare()
            try:
                return [await transport.send(call, budget) for call in calls]
            finally:
                await transport.close()

        return asyncio.run(main())


def _blocking(transport: Transport, calls: Sequence[Call], budget: float | None) -> list[Outcome]:
    transport.prepare()  # reading certificates is not what a budget is for
    try:
        return [transport.send(call, budget) for call in calls]
    finally:
        transport.close()


def failed(outcome: Outcome) -> Failure:
    """The outcome, which is a failure."""
    assert isinstance(outcome, Failure)
    return outcome


def answered(outcome: Outcome) -> Reply:
    """The outcome, which is an answer."""
    assert isinstance(outcome, Reply)
    return outcome


class Parts(httpx.SyncByteStream, httpx.AsyncByteStream):
    """A body that comes in parts, and may end with an error; how many were asked for is in `read`."""

    def __init__(self, *parts: bytes, error: Exception | None = None, endless: bool = False) -> None:
        self.parts = itertools.cycle(parts) if endless else parts
        self.error = error
        self.read = 0

    def __iter__(self) -> Iterator[bytes]:
        for part in self.parts:
            self.read += 1
            yield part
        if self.error is not None:
            raise self.error

    async def __aiter__(self) -> AsyncIterator[bytes]:
        for part in self:
            yield part
