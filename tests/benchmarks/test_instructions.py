"""The number of function calls per poll is bounded in comparison with httpx and json.loads."""

from __future__ import annotations

import asyncio
import contextlib
import sys
from collections import Counter
from collections.abc import Iterator

import pytest
from bench import blocking, rivals
from bench.apis import APIS, Api
from bench.server import served

_WARM, _COUNTED = 3, 20
_BOUND = 1.1


@contextlib.contextmanager
def counted(functions: Counter[str], who: str) -> Iterator[None]:
    """Count the calls of functions, of Python's own and of C's."""

    def watch(_frame: object, event: str, _argument: object) -> None:
        functions[who] += event in ("call", "c_call")

    sys.setprofile(watch)
    try:
        yield
    finally:
        sys.setprofile(None)


@pytest.mark.parametrize("api", APIS.values(), ids=list(APIS))
@pytest.mark.parametrize("way", ["blocking", "asyncio"])
def test_a_look_at_a_running_job_is_little_more_than_its_request(way: str, api: Api) -> None:
    """It needs at most a tenth more function calls than httpx and json.loads, the event loop's included."""
    functions: Counter[str] = Counter()

    def look(url: str, who: str) -> None:
        client = blocking.BLOCKING[who](url, api)
        for _ in range(_WARM):
            client.get("running")
        with counted(functions, who):
            for _ in range(_COUNTED):
                client.get("running")
        client.close()

    async def look_later(url: str, who: str) -> None:
        client = rivals.ASYNC[who](url, api, 1)
        for _ in range(_WARM):
            await client.get("running")
        with counted(functions, who):
            for _ in range(_COUNTED):
                await client.get("running")
        await client.close()

    with served() as url:
        for who in (rivals.OURS, rivals.HTTPX):
            if way == "asyncio":
                asyncio.run(look_later(url, who))
            else:
                look(url, who)
    assert functions[rivals.HTTPX] > 100 * _COUNTED
    assert functions[rivals.OURS] <= _BOUND * functions[rivals.HTTPX]
