"""Requests over a transport of either kind, told once for threads and for asyncio."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Iterator, Sequence
from typing import Any

import httpx

from perplexity_jobs._transport.asynchronous import AsyncTransport
from perplexity_jobs._transport.blocking import Transport
from perplexity_jobs._values.call import Call, Outcome
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
        cookies: dict[str, str] | None = None,
        **settings: Any,
    ) -> list[Outcome]:
        """What came of each; over a client of the caller's own where that is to answer by itself.

        Args:
            url: of the service.
            calls: one after another.
            answer: of a client of the caller's own.
            hook: of that client; it yields what is to be awaited under asyncio.
            cookies: of that client.
            settings: of ours.
        """
        settings = {"request_timeout": BUDGET, "max_retries": 0, **settings}
        config = Config("key", url, **settings)
        options: dict[str, Any] = {"cookies": cookies}
        if answer is not None:
            options["transport"] = httpx.MockTransport(answer)
        if self.kind == "threads":

            def called(response: httpx.Response) -> None:
                for _ in hook(response) if hook else ():
                    pass

            given = httpx.Client(event_hooks={"response": [called]}, **options) if answer else None
            return _blocking(Transport(config, given), calls)

        async def awaited(response: httpx.Response) -> None:
            for step in hook(response) if hook else ():
                await step

        async def main() -> list[Outcome]:
            given = httpx.AsyncClient(event_hooks={"response": [awaited]}, **options) if answer else None
            transport = AsyncTransport(config, given)
            try:
                return [await transport.send(call, BUDGET) for call in calls]
            finally:
                await transport.close()

        return asyncio.run(main())


def _blocking(transport: Transport, calls: Sequence[Call]) -> list[Outcome]:
    try:
        return [transport.send(call, BUDGET) for call in calls]
    finally:
        transport.close()


class Parts(httpx.SyncByteStream, httpx.AsyncByteStream):
    """A body that comes in parts; how many of them were asked for is in `read`."""

    def __init__(self, parts: Iterator[bytes]) -> None:
        self.parts = parts
        self.read = 0

    def __iter__(self) -> Iterator[bytes]:
        for part in self.parts:
            self.read += 1
            yield part

    async def __aiter__(self) -> AsyncIterator[bytes]:
        for part in self:
            yield part
