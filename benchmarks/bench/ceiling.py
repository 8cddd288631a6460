"""Benchmark of the server itself: how many requests per second it answers, with responses left unparsed."""

from __future__ import annotations

import asyncio
import time
from functools import partial
from urllib.parse import urlsplit

from .apis import APIS
from .samples import Sample, paired


class _Asker(asyncio.Protocol):
    """A connection that sends the next request as soon as a response is complete."""

    def __init__(self, request: bytes, requests: int) -> None:
        self._request, self._left = request, requests
        self._got = self._size = 0
        self.done: asyncio.Future[None] = asyncio.get_running_loop().create_future()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport
        transport.write(self._request)

    def data_received(self, data: bytes) -> None:
        if not self._size:
            head, _, _ = data.lower().partition(b"\r\n\r\n")
            length = int(head.partition(b"content-length:")[2].split(b"\r\n")[0])
            self._size = len(head) + 4 + length
        self._got += len(data)
        if self._got >= self._size:
            self._got = self._size = 0
            self._left -= 1
            if self._left:
                self._transport.write(self._request)
            else:
                self._transport.close()
                self.done.set_result(None)


def measure(url: str, rounds: int, requests: int, connections: int = 20) -> list[Sample]:
    """Requests a second for a running and for a finished job of each API."""
    each = max(1, requests // connections)
    samples = []
    for api in APIS.values():
        for name in ("running", "finished"):
            run = partial(_run, url, f"{api.path}/{name}", each, connections)
            case = api.case(f"{name} job")
            samples += paired("ceiling", case, {f"the server, {connections} connections": run}, rounds)
    return samples


def _run(url: str, path: str, each: int, connections: int) -> dict[str, float]:
    return asyncio.run(_ask(url, path, each, connections))


async def _ask(url: str, path: str, each: int, connections: int) -> dict[str, float]:
    host = urlsplit(url)
    assert host.hostname is not None
    assert host.port is not None
    request = f"GET {path} HTTP/1.1\r\nHost: {host.netloc}\r\n\r\n".encode()
    loop = asyncio.get_running_loop()
    began = time.perf_counter()
    askers = [
        (await loop.create_connection(lambda: _Asker(request, each), host.hostname, host.port))[1]
        for _ in range(connections)
    ]
    await asyncio.gather(*(asker.done for asker in askers))
    return {"requests/s": each * connections / (time.perf_counter() - began)}
