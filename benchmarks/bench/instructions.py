"""Benchmark of the CPU instructions of one call, counted by valgrind: other load does not change them.

Only the calling process is counted, without the kernel and the server. Each process makes a few calls of
every case; each but the first makes more calls of one case. The difference, divided by these calls, leaves
out the start and everything that is done once.
"""

from __future__ import annotations

import asyncio
import json
import os
import re
import shutil
import sys
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from . import blocking, calls, fresh, rivals
from .apis import APIS, Api
from .samples import Sample

METRIC = "thousand instructions"
WAYS = ("blocking", "asyncio")
_CONTESTANTS = (rivals.OURS, rivals.SDK, rivals.HTTPX)
_FEW = 3
_COUNTING = ("--tool=cachegrind", "--cache-sim=no", "--cachegrind-out-file=/dev/null")
_TOTAL = re.compile(r"I +refs: +([\d,]+)")


def measure(url: str, more: int, tool: str | None = shutil.which("valgrind")) -> list[Sample]:
    """Every case with every client; nothing where valgrind is not installed.

    Args:
        url: of the server.
        more: calls with a small body; none for no measurement.
        tool: valgrind's path.
    """
    if tool is None or not more:
        return []
    contests = [(api, way, who) for api in APIS.values() for way in WAYS for who in _CONTESTANTS]

    def contest(api: Api, way: str, who: str) -> list[Sample]:
        few = dict.fromkeys(calls.cases(api), _FEW)
        # The first process after a change compiles modules, which must not be counted.
        fresh.process("instructions", [json.dumps([url, api.name, way, who, few])])
        least = count(tool, [url, api.name, way, who, few])
        found = []
        for body in few:
            added = calls.times(body, more)
            all_of_it = count(tool, [url, api.name, way, who, {**few, body: _FEW + added}])
            each = (all_of_it - least) / added / 1e3
            if each <= 0:
                raise RuntimeError(
                    f"{who}, {body}: more calls took no more instructions, {all_of_it} after {least}"
                )
            found.append(Sample("instructions", api.case(f"{body}, {way}"), who, METRIC, (each,)))
        return found

    # Processes that run at the same time do not change each other's counts.
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        return [sample for found in pool.map(contest, *zip(*contests, strict=True)) for sample in found]


def count(tool: str, asked: Iterable[Any]) -> int:
    """The instructions of one process.

    Raises:
        RuntimeError: it failed, or the tool told no count.
    """
    done = fresh.process("instructions", [json.dumps(list(asked))], under=(tool, *_COUNTING))
    found = _TOTAL.search(done.stderr)
    if found is None:
        raise RuntimeError(f"{tool} told no count: {done.stderr.strip()[-800:]}")
    return int(found[1].replace(",", ""))


def main(arguments: str) -> None:
    """Inside the counted process."""
    url, api, way, who, times = json.loads(arguments)
    acts = [calls.CASES[body] for body, calls_of_it in times.items() for _ in range(calls_of_it)]
    if way == "blocking":
        client = blocking.BLOCKING[who](url, APIS[api])
        for act in acts:
            act(client)
        return

    async def run() -> None:
        client = rivals.ASYNC[who](url, APIS[api], 1)
        for act in acts:
            await act(client)

    asyncio.run(run())


if __name__ == "__main__":
    main(sys.argv[1])
