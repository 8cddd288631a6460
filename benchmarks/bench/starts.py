"""The process that `cold` measures: import and construct one client, which nothing has loaded before.

This module must import almost nothing: the imports of a client that it had done would not be measured.
"""

from __future__ import annotations

import json
import sys
import time

NOTHING = "python alone"
BARE_HTTPX = "import httpx alone"
_KEY = "'key'"

#: Name to the statements that import and construct, and those that bring a first answer; "" for none.
STARTS = {
    NOTHING: ("pass", ""),
    BARE_HTTPX: ("import httpx", "httpx.Client().get(url)"),
    "perplexity-jobs": (
        f"import perplexity_jobs; client = perplexity_jobs.PerplexityJobs({_KEY}, base)",
        "client.get('running')",
    ),
    "perplexity-jobs, Agent API": (
        f"import perplexity_jobs; client = perplexity_jobs.PerplexityJobs({_KEY}, base, api='agent')",
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


def main(arguments: str) -> dict[str, float]:
    """Inside the fresh process."""
    asked = json.loads(arguments)
    before = set(sys.modules)
    start, request = STARTS[asked["who"]]
    if asked["plain"]:
        sys.modules["click"] = sys.modules["rich"] = None  # type: ignore[assignment]  # how Python marks absence
    names = {"base": asked["url"], "url": asked["job"]}
    code = compile(start, "start", "exec")
    request_code = compile(request, "request", "exec")
    cpu, wall = time.process_time(), time.perf_counter()
    exec(code, names)
    if asked["answer"]:
        exec(request_code, names)
    cpu, wall = time.process_time() - cpu, time.perf_counter() - wall
    loaded = len(set(sys.modules) - before)
    from .machine import peak_memory

    return {
        "wall, ms": wall * 1e3,
        "CPU, ms": cpu * 1e3,
        "peak memory, MiB": peak_memory(),
        "modules": loaded,
    }


if __name__ == "__main__":
    sys.stdout.write(json.dumps(main(sys.argv[1])) + "\n")
