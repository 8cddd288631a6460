"""The bodies that the benchmarks' server answers with: made up here, of the sizes that real ones have.

A running job is about 0.3 kB, a finished deep-research job about 70 kB with 60 sources, a summary in the
list about 0.2 kB. The same bytes for every client and every run.
"""

from __future__ import annotations

import json
import random
from functools import cache
from typing import Any

SOURCES = 60
PAGE = 100
_ID = "ID-OF-THE-JOB"
_BEGAN = 1_760_000_000
_WORDS = [
    "the",
    "measured",
    "rate",
    "of",
    "growth",
    "was",
    "lower",
    "than",
    "expected",
    "because",
    "a",
    "second",
    "cause",
    "acts",
    "against",
    "it",
    "and",
    "its",
    "share",
    "differs",
    "between",
    "regions",
    "seasons",
    "methods",
    "samples",
    "and",
    "years",
    "so",
    "that",
    "a",
    "mean",
    "alone",
    "says",
    "little",
    "about",
    "them",
]


def _job(status: str, **more: Any) -> dict[str, Any]:
    return {
        "id": _ID,
        "model": "sonar-deep-research",
        "created_at": _BEGAN,
        "started_at": _BEGAN + 1,
        "completed_at": None,
        "failed_at": None,
        "error_message": None,
        "status": status,
        "response": None,
        **more,
    }


def _text(rng: random.Random, length: int) -> str:
    paragraphs, size = [], 0
    while size < length:
        sentences = []
        for _ in range(rng.randint(3, 7)):
            words = " ".join(rng.choices(_WORDS, k=rng.randint(8, 24)))
            sentences.append(f"{words.capitalize()}[{rng.randint(1, SOURCES)}].")
        paragraphs.append(" ".join(sentences))
        size += len(paragraphs[-1]) + 2
    return "\n\n".join(paragraphs)[:length]


def _response() -> dict[str, Any]:
    rng = random.Random(6)
    urls = [
        f"https://source-{number}.example/reports/{rng.getrandbits(40):010x}" for number in range(SOURCES)
    ]
    return {
        "id": _ID,
        "model": "sonar-deep-research",
        "created": _BEGAN + 200,
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
                "title": f"Report {number} on {' '.join(rng.choices(_WORDS, k=6))}",
                "url": url,
                "date": "2025-06-01",
                "last_updated": None,
                "snippet": " ".join(rng.choices(_WORDS, k=12)),
                "source": "web",
            }
            for number, url in enumerate(urls)
        ],
        "choices": [
            {
                "index": 0,
                "message": {
                    "role": "assistant",
                    "content": _text(rng, 49_000),
                    "reasoning_steps": None,
                    "tool_calls": None,
                    "tool_call_id": None,
                },
                "delta": {"role": "assistant", "content": ""},
                "finish_reason": "stop",
            }
        ],
    }


@cache
def _parts(finished: bool) -> list[bytes]:
    body = (
        _job("COMPLETED", completed_at=_BEGAN + 200, response=_response())
        if finished
        else _job("IN_PROGRESS")
    )
    return json.dumps(body).encode().split(_ID.encode())


def running(job_id: str = "running") -> bytes:
    """A job that has not ended."""
    return job_id.encode().join(_parts(False))


def finished(job_id: str = "finished") -> bytes:
    """A finished deep-research job."""
    return job_id.encode().join(_parts(True))


@cache
def answered() -> dict[str, Any]:
    """A short finished job, as a dict that still needs its id: for batches, whose answers matter little."""
    response = {**_response(), "search_results": [], "citations": []}
    response["choices"] = [
        {"index": 0, "message": {"role": "assistant", "content": "Yes."}, "finish_reason": "stop"}
    ]
    return _job("COMPLETED", completed_at=_BEGAN + 200, model="sonar", response=response)


def page(start: int = 0, count: int = PAGE) -> bytes:
    """A page of the list; every page has another one after it."""
    summary = {name: value for name, value in _job("COMPLETED").items() if name not in {"response"}}
    before, after = json.dumps(summary).split(_ID)
    items = ", ".join(f"{before}job-{number}{after}" for number in range(start, start + count))
    return f'{{"next_token": "{start + count}", "requests": [{items}]}}'.encode()
