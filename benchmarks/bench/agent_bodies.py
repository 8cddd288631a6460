"""Response bodies of the benchmarks' server for the Agent API, with the items and fields of real ones.

An unfinished response is about 0.6 kB, since it repeats the request; a finished one of the level
for deep research about 70 kB, with 60 search results, a citation for each, and three pages that were read.
"""

from __future__ import annotations

import random
import re
from typing import Any

from . import prose
from .bodies import BEGAN, ID

# Fields that real responses carry whatever their state, beyond those of the document.
_ECHOED: dict[str, Any] = {
    "background": True,
    "store": True,
    "instructions": None,
    "max_output_tokens": None,
    "metadata": None,
    "previous_response_id": None,
    "reasoning": None,
    "temperature": None,
    "top_p": None,
    "max_tool_calls": None,
    "parallel_tool_calls": True,
    "prompt_cache_key": None,
    "safety_identifier": None,
    "service_tier": "default",
    "text": {"format": {"type": "text"}},
    "tool_choice": "auto",
    "tools": [],
    "top_logprobs": 0,
    "truncation": "",
    "user": None,
}
_USAGE = {
    "input_tokens": 86_214,
    "input_tokens_details": {"cache_creation_input_tokens": 0, "cache_read_input_tokens": 0},
    "output_tokens": 10_902,
    "total_tokens": 97_116,
    "tool_calls_details": {"search_web": {"invocation": 14}},
    "cost": {
        "currency": "USD",
        "input_cost": 0.258642,
        "output_cost": 0.16353,
        "tool_calls_cost": 0.07,
        "cache_creation_cost": 0,
        "cache_read_cost": 0,
        "total_cost": 0.492172,
    },
}


def _response(status: str, model: str, **more: Any) -> dict[str, Any]:
    return {
        "id": ID,
        "object": "response",
        "created_at": BEGAN,
        "completed_at": None,
        "status": status,
        "model": model,
        "output": [],
        "usage": None,
        "error": None,
        "incomplete_details": None,
        **_ECHOED,
        **more,
    }


def _message(text: str, annotations: list[dict[str, Any]]) -> dict[str, Any]:
    return {
        "type": "message",
        "id": "msg_5f0c2b7a91d3e846",
        "status": "completed",
        "role": "assistant",
        "content": [{"type": "output_text", "text": text, "annotations": annotations}],
    }


def _output() -> list[dict[str, Any]]:
    rng = random.Random(7)
    results = [
        {
            "id": number,
            "url": url,
            "title": f"Report {number} on {prose.words(rng, 6)}",
            "snippet": prose.words(rng, 12),
            "date": "2025-06-01",
            "last_updated": "2025-06-01",
            "source": "web",
        }
        for number, url in enumerate(prose.urls(rng), 1)
    ]
    queries = [prose.words(rng, 5) for _ in range(14)]
    read = [{name: result[name] for name in ("url", "title", "snippet")} for result in results[:3]]
    text = prose.text(rng, 42_000, "[web:{}]".format)
    return [
        {"type": "search_results", "queries": queries, "results": results},
        {"type": "fetch_url_results", "contents": read},
        _message(text, _annotations(text, results)),
    ]


def _annotations(text: str, results: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """One citation for the first mark of each source."""
    first: dict[int, re.Match[str]] = {}
    for match in re.finditer(r"\[web:(\d+)\]", text):
        first.setdefault(int(match[1]), match)
    return [
        {
            "type": "url_citation",
            "start_index": match.start(),
            "end_index": match.end(),
            "url": results[number - 1]["url"],
            "title": results[number - 1]["title"],
        }
        for number, match in first.items()
    ]


def running() -> dict[str, Any]:
    """A response that has not ended; its model is still the level's name."""
    return _response("in_progress", "high")


def finished() -> dict[str, Any]:
    """A finished response of deep research."""
    return _response("completed", "provider/model", completed_at=BEGAN + 200, output=_output(), usage=_USAGE)


def answered() -> dict[str, Any]:
    """A short finished response: for batches, whose answers matter little."""
    output = [_message("Yes.", [])]
    return _response("completed", "provider/model", completed_at=BEGAN + 200, output=output, usage=_USAGE)
