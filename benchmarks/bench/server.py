"""The server under every measurement: a bare ASGI application, run by granian in a process of its own.

It does as little as possible, so that the clients are what is measured; `ceiling` shows how far from the
limit they are. Ids say what is answered: ``finished…`` a finished job, all others a running one; an id that
ends in ``-after-N`` is answered after N milliseconds.
"""

from __future__ import annotations

import asyncio
import contextlib
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Awaitable, Callable, Iterator, MutableMapping
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs

from .bodies import PAGE, finished, page, running

JOBS = "/async/chat/completions"
_FIRST_PAGE = page()
# Twice the largest number of connections that is measured.
_BACKLOG = 20_000

Message = MutableMapping[str, Any]


async def app(
    scope: Message, _receive: Callable[[], Awaitable[Message]], send: Callable[[Message], Awaitable[None]]
) -> None:
    """Answer one request."""
    if scope["type"] != "http":
        return
    name = scope["path"][len(JOBS) + 1 :]
    if not name:
        body = _page(scope["query_string"])
    else:
        pause = name.rpartition("-after-")[2]
        if pause != name:
            await asyncio.sleep(int(pause) / 1000)
        body = finished(name) if name.startswith("finished") else running(name)
    headers = [(b"content-type", b"application/json"), (b"content-length", str(len(body)).encode())]
    await send({"type": "http.response.start", "status": 200, "headers": headers})
    await send({"type": "http.response.body", "body": body})


def _page(query_string: bytes) -> bytes:
    query = parse_qs(query_string.decode())
    if not query.get("next_token"):
        return _FIRST_PAGE
    return page(int(query["next_token"][0]), int(query.get("limit", [str(PAGE)])[0]))


@contextlib.contextmanager
def served(*, patience: float = 30.0) -> Iterator[str]:
    """Run the server; the address of it.

    Raises:
        RuntimeError: it did not answer within `patience` seconds.
    """
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [
        *(sys.executable, "-m", "granian", "--interface", "asgi", "--no-ws", "--loop", "asyncio"),
        *("--host", "127.0.0.1", "--port", str(port), "--log-level", "critical", "--no-access-log"),
        *("--backlog", str(_BACKLOG), "--backpressure", str(_BACKLOG), "--http", "1"),
        *("--working-dir", str(Path(__file__).parents[1]), "bench.server:app"),
    ]
    process = subprocess.Popen(command)
    try:
        url = f"http://127.0.0.1:{port}"
        _await_answer(process, f"{url}{JOBS}/running", time.monotonic() + patience)
        yield url
    finally:
        process.terminate()
        process.wait()


def _await_answer(process: subprocess.Popen[bytes], url: str, end: float) -> None:
    direct = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    while True:
        try:
            with direct.open(url, timeout=5):
                return
        except OSError as problem:
            if process.poll() is not None or time.monotonic() > end:
                raise RuntimeError("the benchmarks' server did not start") from problem
            time.sleep(0.05)
