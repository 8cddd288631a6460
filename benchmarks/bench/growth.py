"""Benchmark of scaling: CPU time and memory for lists and batches of growing sizes.

Each size runs in a fresh process. The list comes from the benchmarks' server, page by page, and no job is
kept. The batch has a transport that responds at once, so that only the batch and its ledger are measured.
"""

from __future__ import annotations

import json
import math
import sys
import tempfile
import time
import uuid
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import Any

from . import bodies, fresh
from .apis import APIS, SONAR, Api, answered
from .samples import Sample


def measure(url: str, *, lists: Sequence[int], batches: Sequence[int]) -> list[Sample]:
    """Lists and batches of every size, once each: they are long."""
    samples = []
    kinds = [("list", SONAR, lists), *(("batch", api, batches) for api in APIS.values())]
    for kind, api, sizes in kinds:
        for size in sizes:
            found = fresh.run("growth", [json.dumps([kind, api.name, url, size])], timeout=1800)
            samples += [
                Sample("growth", api.case(kind), f"{size:,} jobs", metric, (value,))
                for metric, value in found.items()
            ]
    return samples


def _list(api: Api, url: str, size: int) -> None:
    from perplexity_jobs import PerplexityJobs

    with PerplexityJobs("key", url, api=api.name) as client:
        count = sum(1 for _ in client.iter(limit=bodies.PAGE, max_items=size))
    assert count == size


class _ImmediateTransport:
    """A transport that answers every submit with a job that has ended."""

    def __init__(self, api: Api) -> None:
        from perplexity_jobs._values.call import Reply

        self._reply, self._answer = Reply, answered(api)
        self._given = None

    def prepare(self) -> None:
        pass

    async def send(self, _call: Any, _budget: float | None) -> Any:
        return self._reply(200, {}, json.dumps({**self._answer, "id": str(uuid.uuid4())}).encode())

    async def close(self) -> None:
        pass


def _batch(api: Api, _url: str, size: int) -> None:
    from perplexity_jobs import AsyncPerplexityJobs
    from perplexity_jobs.batch import Batch

    client = AsyncPerplexityJobs("key", "http://127.0.0.1:9", api=api.name)
    client._transport = _ImmediateTransport(api)  # type: ignore[assignment]  # has what the client asks of a transport
    with tempfile.TemporaryDirectory() as folder:
        items = ({"id": f"item-{number}", "question": f"Question {number}?"} for number in range(size))
        batch = Batch(Path(folder, "bench.ledger"))
        summary = batch.run(items, client=client, submit_rate=math.inf, out=Path(folder, "results.jsonl"))
    assert sum(summary.counts.values()) == summary.jobs == size


_KINDS: dict[str, Callable[[Api, str, int], None]] = {"list": _list, "batch": _batch}


def main(kind: str, api: str, url: str, size: int) -> dict[str, float]:
    """Inside the fresh process."""
    from .machine import peak_memory

    act = partial(_KINDS[kind], APIS[api])
    act(url, min(size, bodies.PAGE))  # what is loaded once is no growth
    memory = peak_memory()
    cpu, wall = time.process_time(), time.perf_counter()
    act(url, size)
    return {
        "CPU per job, µs": (time.process_time() - cpu) / size * 1e6,
        "wall, s": time.perf_counter() - wall,
        "memory, MiB": peak_memory() - memory,
    }


if __name__ == "__main__":
    sys.stdout.write(json.dumps(main(*json.loads(sys.argv[1]))) + "\n")
