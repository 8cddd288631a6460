"""The server that all benchmarks use: a bare ASGI application, run by granian in a process of its own.

It does as little as possible, so that mainly the clients are measured; `ceiling` measures its own limit. The
id of a job decides on the response: ``finished…`` is a finished job, others are running; ``…-after-N`` delays
it by N milliseconds. Below ``/account-of-N`` the list has N jobs that never end; elsewhere it is an endless
list of finished jobs.
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

from .apis import APIS, SONAR
from .bodies import PAGE, page

_ACCOUNT = "/account-of-"
_ROUTES = [(path, api) for api in APIS.values() for path in api.paths]
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
    status, body = await _answer(scope["path"], scope["query_string"])
    headers = [(b"content-type", b"application/json"), (b"content-length", str(len(body)).encode())]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": body})


async def _answer(asked: str, query_string: bytes) -> tuple[int, bytes]:
    for path, api in _ROUTES:
        account, found, rest = asked.partition(path)
        if not found:
            continue
        name = rest[1:]
        if name:
            pause = name.rpartition("-after-")[2]
            if pause != name:
                await asyncio.sleep(int(pause) / 1000)
            return 200, api.body(name)
        if api.can_list:
            return 200, _page(query_string, account)
    return 404, b"{}"


def _page(query_string: bytes, account: str) -> bytes:
    query = parse_qs(query_string.decode())
    token, limit = (int(query.get(name, ["0"])[0]) for name in ("next_token", "limit"))
    if account:
        return page(token, min(PAGE, limit or PAGE), jobs=int(account.removeprefix(_ACCOUNT)))
    return page(token, limit or PAGE) if token else _FIRST_PAGE


def account_of(url: str, jobs: int) -> str:
    """The address of an account with so many jobs, none of which ever ends."""
    return f"{url}{_ACCOUNT}{jobs}"


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
        _await_answer(process, f"{url}{SONAR.path}/running", time.monotonic() + patience)
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
