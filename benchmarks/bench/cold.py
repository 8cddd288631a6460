"""Cold start: a fresh process imports a client and constructs it, and a second figure with its first answer.

What a client puts off until its first request costs nothing at the start and something then, so both are
shown. "Plain" is a process in which rich and click, which httpx loads where both are installed, are absent,
as in most installations.
"""

from __future__ import annotations

import json
import sys
import time

from . import fresh
from .samples import Sample, paired

NOTHING = "python alone"
BARE_HTTPX = "import httpx alone"
_KEY = "'key'"

STARTS = {
    NOTHING: ("pass", ""),
    BARE_HTTPX: ("import httpx", "httpx.Client().get(url)"),
    "perplexity-jobs": (
        f"import perplexity_jobs; client = perplexity_jobs.PerplexityJobs({_KEY}, base)",
        "client.get('running')",
    ),
    "generated client alone": (
        "from perplexity_openapi import AuthenticatedClient; "
        f"client = AuthenticatedClient(base, token={_KEY})",
        "from perplexity_openapi.api.jobs import get_job; get_job.sync('running', client=client)",
    ),
    "official SDK": (
        f"import perplexity; client = perplexity.Perplexity(api_key={_KEY}, base_url=base)",
        "client.async_.chat.completions.get('running')",
    ),
    "import aiohttp alone": ("import aiohttp", ""),
}


def measure(url: str, rounds: int) -> list[Sample]:
    """Every start, with and without the first answer."""
    samples = []
    for case, plain, answer in (
        ("import and construct", False, False),
        ("import and construct, plain", True, False),
        ("up to the first answer", False, True),
    ):
        contestants = {
            who: lambda who=who, plain=plain, answer=answer: fresh.run(
                "cold", [json.dumps({"who": who, "plain": plain, "answer": answer, "url": url})]
            )
            for who, (_, request) in STARTS.items()
            if request or not answer
        }
        samples += paired("cold", case, contestants, rounds)
    return samples


def main(arguments: str) -> dict[str, float]:
    """Inside the fresh process."""
    asked = json.loads(arguments)
    before = set(sys.modules)
    start, request = STARTS[asked["who"]]
    if asked["plain"]:
        sys.modules["click"] = sys.modules["rich"] = None  # type: ignore[assignment]  # how Python marks absence
    names = {"base": asked["url"], "url": f"{asked['url']}/async/chat/completions/running"}
    code = compile(start, "start", "exec")
    request_code = compile(request, "request", "exec")
    cpu, wall = time.process_time(), time.perf_counter()
    exec(code, names)
    if asked["answer"]:
        exec(request_code, names)
    cpu, wall = time.process_time() - cpu, time.perf_counter() - wall
    from .machine import peak_memory

    return {
        "wall, ms": wall * 1e3,
        "CPU, ms": cpu * 1e3,
        "peak memory, MiB": peak_memory(),
        "modules": len(set(sys.modules) - before),
    }


if __name__ == "__main__":
    sys.stdout.write(json.dumps(main(sys.argv[1])) + "\n")
