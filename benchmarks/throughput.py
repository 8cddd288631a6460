"""Benchmark of a batch's throughput against a simulator without rate limits; run by hand.

    python benchmarks/throughput.py --items 10000 --transport httpx
    python benchmarks/throughput.py --items 10000 --transport aiohttp --connections 50

The simulator runs in a process of its own. The figures are those of the batch's process, per item: requests,
CPU time, and memory beyond that of a small batch.
"""

from __future__ import annotations

import argparse
import asyncio
import multiprocessing
import resource
import tempfile
import time
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

import httpx

from perplexity_jobs import AsyncPerplexityJobs
from perplexity_jobs.batch import AsyncBatch
from perplexity_jobs.simulator import Simulator


def serve(pipe: Connection, durations: float) -> None:
    """Run a simulator until told to end; answers with its address, then with its counts."""
    with Simulator(durations=durations) as sim:
        pipe.send((sim.url, sim.api_key))
        while pipe.recv() == "count":
            pipe.send((len(sim.requests), len(sim.jobs)))


def http_client(transport: str, connections: int) -> httpx.AsyncClient | None:
    """A client of the transport that is to be measured; None is the package's own."""
    limits = httpx.Limits(max_connections=connections, max_keepalive_connections=connections)
    if transport == "aiohttp":
        from httpx_aiohttp import HttpxAiohttpClient

        return HttpxAiohttpClient(limits=limits)
    return None if connections == 10 else httpx.AsyncClient(limits=limits)


async def measure(url: str, key: str, arguments: argparse.Namespace, folder: Path) -> float:
    """Run a small batch, then the one to measure; seconds that it took."""
    http = http_client(arguments.transport, arguments.connections)
    async with AsyncPerplexityJobs(key, url, max_retries=0, http_client=http) as client:
        options: Any = {"client": client, "submit_rate": float("inf"), "concurrency": arguments.in_flight}
        model = {"model": arguments.model}
        await AsyncBatch(folder / "small").run([f"small {n}" for n in range(20)], defaults=model, **options)
        arguments.memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        arguments.cpu = time.process_time()
        began = time.perf_counter()
        items = [{"id": str(n), "question": f"What of {n}?"} for n in range(arguments.items)]
        summary = await AsyncBatch(folder / "ledger").run(
            items, defaults=model, out=folder / "results.jsonl", **options
        )
        took = time.perf_counter() - began
    if http is not None:
        await http.aclose()
    assert summary.completed == arguments.items, summary
    return took


def main() -> None:
    """Measure and print one line."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--items", type=int, default=10_000)
    parser.add_argument("--in-flight", type=int, default=10_000)
    parser.add_argument("--transport", choices=["httpx", "aiohttp"], default="httpx")
    parser.add_argument("--connections", type=int, default=10)
    parser.add_argument("--model", default="sonar", help="sonar has small answers, sonar-deep-research 70 kB")
    parser.add_argument("--durations", type=float, default=60.0, help="seconds that each job takes")
    arguments = parser.parse_args()
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe()
    server = context.Process(target=serve, args=(theirs, arguments.durations))
    server.start()
    url, key = ours.recv()
    with tempfile.TemporaryDirectory() as folder:
        took = asyncio.run(measure(url, key, arguments, Path(folder)))
    cpu = time.process_time() - arguments.cpu
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - arguments.memory
    ours.send("count")
    requests, _ = ours.recv()
    ours.send("end")
    server.join()
    count = arguments.items
    print(  # noqa: T201  # the result
        f"{arguments.transport}, {arguments.connections} connections: {count} items in {took:.1f} s, "
        f"{requests} requests ({requests / took:.0f}/s), CPU {cpu:.1f} s "
        f"({1000 * cpu / count:.2f} ms an item), memory {memory / count:.1f} kB an item"
    )


if __name__ == "__main__":
    main()
