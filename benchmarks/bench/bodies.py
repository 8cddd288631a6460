"""Response bodies of the benchmarks' server for the asynchronous chat completions, as large as real ones.

A running job is about 0.3 kB, a finished deep-research job about 70 kB with 60 sources, a summary in the
list about 0.2 kB. Every client and run gets the same bytes.
"""

from __future__ import annotations

import json
import random
from functools import cache
from typing import Any

from . import prose

PAGE = 100
ID = "ID-OF-THE-JOB"
BEGAN = 1_760_000_000


def _job(status: str, **more: Any) -> dict[str, Any]:
    return {
        "id": ID,
        "model": "sonar-deep-research",
        "created_at": BEGAN,
        "started_at": BEGAN + 1,
        "completed_at": None,
        "failed_at": None,
        "error_message": None,
        "status": status,
        "response": None,
        **more,
    }


def _response() -> dict[str, Any]:
    rng = random.Random(6)
    urls = prose.urls(rng)
    return {
        "id": ID,
        "model": "sonar-deep-research",
        "created": BEGAN + 200,
        "object": "chat.completion",
        "usage": {
            "prompt_tokens": 26,
            "completion_tokens": 11_532,
            "total_tokens": 11_558,
            "reasoning_tokens": 193_947,
            "citation_tokens": 20_016,
            "num_search_queries": 28,
            "search_context_size": "low",
            "cost": {
                "input_tokens_cost": 0.0001,
                "output_tokens_cost": 0.0923,
                "citation_tokens_cost": 0.04,
                "reasoning_tokens_cost": 0.5818,
                "search_queries_cost": 0.14,
                "request_cost": None,
                "total_cost": 0.8542,
            },
        },
        "citations": urls,
        "search_results": [
            {
                "title": f"Report {number} on {prose.words(rng, 6)}",
                "url": url,
                "date": "2025-06-01",
                "last_updated": None,
                "snippet": prose.words(rng, 12),
                "source": "web",
            }
            for number, url in enumerate(urls)
        ],
        "choices": [
            {
                "index": 0,
                "message": {
                    "role": "assistant",
                    "content": prose.text(rng, 49_000, "[{}]".format),
                    "reasoning_steps": None,
                    "tool_calls": None,
                    "tool_call_id": None,
                },
                "delta": {"role": "assistant", "content": ""},
                "finish_reason": "stop",
            }
        ],
    }


def running() -> dict[str, Any]:
    """A job that has not ended."""
    return _job("IN_PROGRESS")


def finished() -> dict[str, Any]:
    """A finished deep-research job."""
    return _job("COMPLETED", completed_at=BEGAN + 200, response=_response())


def answered() -> dict[str, Any]:
    """A short finished job: for batches, whose answers matter little."""
    response = {**_response(), "search_results": [], "citations": []}
    response["choices"] = [
        {"index": 0, "message": {"role": "assistant", "content": "Yes."}, "finish_reason": "stop"}
    ]
    return _job("COMPLETED", completed_at=BEGAN + 200, model="sonar", response=response)


@cache
def _summary(status: str) -> list[str]:
    """The text before and after the id of a job in the list."""
    summary = {name: value for name, value in _job(status).items() if name not in {"response"}}
    return json.dumps(summary).split(ID)


def page(start: int = 0, count: int = PAGE, *, jobs: int | None = None) -> bytes:
    """A page of the list.

    Args:
        start, count: the first job of it, and how many.
        jobs: how many jobs there are, none of which has ended; None for a list of finished jobs that never
            ends.
    """
    before, after = _summary("COMPLETED" if jobs is None else "IN_PROGRESS")
    end = start + count if jobs is None else min(start + count, jobs)
    items = ", ".join(f"{before}{job_id(number)}{after}" for number in range(start, end))
    token = "null" if end == jobs else f'"{end}"'
    return f'{{"next_token": {token}, "requests": [{items}]}}'.encode()


def job_id(number: int) -> str:
    """The id of a job of the list."""
    return f"job-{number}"
