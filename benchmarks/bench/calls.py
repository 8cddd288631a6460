"""Benchmark of sequential calls: the time and CPU time that a client adds to a request."""

from __future__ import annotations

import asyncio
import contextlib
import time
from collections.abc import Awaitable, Callable
from functools import partial
from typing import Any

from . import blocking, rivals
from .apis import APIS, Api
from .samples import Sample, paired

LIST = "list of 100"
CASES: dict[str, Callable[[Any], Any]] = {
    "running job": lambda client: client.get("running"),
    "finished job": lambda client: client.get("finished"),
    LIST: lambda client: client.list(),
}
_WARM = 3
_ON_ASYNCIO = (
    rivals.OURS,
    rivals.OURS_AIOHTTP,
    rivals.GENERATED,
    rivals.SDK,
    rivals.SDK_AIOHTTP,
    rivals.HTTPX,
    rivals.AIOHTTP,
)


def cases(api: Api) -> list[str]:
    """What is measured on an API."""
    return [case for case in CASES if api.can_list or case != LIST]


def times(case: str, calls: int) -> int:
    """Large bodies are called less often."""
    return calls if case == "running job" else max(1, calls // 6)


def measure(url: str, rounds: int, calls: int) -> list[Sample]:
    """Every case with every client on both APIs, blocking and on asyncio."""
    samples = []
    with asyncio.Runner() as runner:
        for api in APIS.values():
            samples += _blocking(url, api, rounds, calls)
            samples += _on_asyncio(runner, url, api, rounds, calls)
    return samples


def _blocking(url: str, api: Api, rounds: int, calls: int) -> list[Sample]:
    samples = []
    with contextlib.ExitStack() as stack:
        clients = {name: make(url, api) for name, make in blocking.BLOCKING.items()}
        for client in clients.values():
            stack.callback(client.close)
        for case in cases(api):
            act, count = CASES[case], times(case, calls)
            contestants = {name: partial(_block, act, client, count) for name, client in clients.items()}
            for client in clients.values():
                _block(act, client, _WARM)
            samples += paired("calls", api.case(f"{case}, blocking"), contestants, rounds)
    return samples


def _block(act: Callable[[Any], object], client: Any, calls: int) -> dict[str, float]:
    cpu, wall = time.process_time(), time.perf_counter()
    for _ in range(calls):
        act(client)
    return _each(calls, time.process_time() - cpu, time.perf_counter() - wall)


def _on_asyncio(runner: asyncio.Runner, url: str, api: Api, rounds: int, calls: int) -> list[Sample]:
    samples = []

    async def make() -> dict[str, Any]:
        return {name: rivals.ASYNC[name](url, api, 1) for name in _ON_ASYNCIO}

    async def close(clients: dict[str, Any]) -> None:
        for client in clients.values():
            await client.close()

    def go(act: Callable[[Any], Any], client: Any, count: int) -> dict[str, float]:
        return runner.run(_await(act, client, count))

    clients = runner.run(make())
    try:
        for case in cases(api):
            act, count = CASES[case], times(case, calls)
            for client in clients.values():
                go(act, client, _WARM)
            contestants = {name: partial(go, act, client, count) for name, client in clients.items()}
            samples += paired("calls", api.case(f"{case}, asyncio"), contestants, rounds)
    finally:
        runner.run(close(clients))
    return samples


async def _await(act: Callable[[Any], Awaitable[object]], client: Any, calls: int) -> dict[str, float]:
    cpu, wall = time.process_time(), time.perf_counter()
    for _ in range(calls):
        await act(client)
    return _each(calls, time.process_time() - cpu, time.perf_counter() - wall)


def _each(calls: int, cpu: float, wall: float) -> dict[str, float]:
    return {"CPU, µs": cpu / calls * 1e6, "wall, µs": wall / calls * 1e6}
