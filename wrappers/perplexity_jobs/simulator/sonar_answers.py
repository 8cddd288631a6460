"""The `response` of finished asynchronous chat completions, in the form that the live service sent.

Deep research: about 68,000 characters, 10 to 60 sources with null dates, USD 0.38 to 1.26. The same seed and
question give the same answer, byte for byte.
"""

from __future__ import annotations

import functools
import json
import random
import uuid
from typing import TYPE_CHECKING, Any

from .answers import priced
from .instances import instance
from .prose import Report, Source, long_report, short_report, thoughts, topic_of
from .replies import encode

if TYPE_CHECKING:
    from .store import SimulatedJob

_VARIANTS = 16
"""How many report bodies there are. Making one takes milliseconds, putting a topic into it does not."""

_CHARACTERS_PER_TOKEN = 4.4

# USD per million tokens and per request, as published in 2025.
_PRICES = {
    "sonar": (1.0, 1.0, 0.005),
    "sonar-pro": (3.0, 15.0, 0.006),
    "sonar-reasoning": (1.0, 5.0, 0.005),
    "sonar-reasoning-pro": (2.0, 8.0, 0.006),
}


@functools.lru_cache(maxsize=128)
def answer(job: SimulatedJob) -> bytes:
    """The `response` of a finished job, as JSON; built once for each job that is being asked for."""
    return encode(response(job))


def response(job: SimulatedJob) -> dict[str, Any]:
    """The same as a dict."""
    rng = random.Random(f"answer {job.seed}")
    deep = "deep-research" in job.model
    own = job.answer and job.answer.report
    report = own or (long_report if deep else short_report)(rng.randrange(_VARIANTS))
    content = own.template if own else _content(job, rng, report)
    body: dict[str, Any] = {
        "id": str(uuid.UUID(int=rng.getrandbits(128), version=4)),
        "model": job.model,
        "created": job.moment(job.end),
        "usage": _deep_usage(rng, job, content) if deep else _short_usage(job, content),
        "citations": [source.url for source in report.sources],
        "search_results": [_search_result(source, dated=bool(own) or not deep) for source in report.sources],
        "object": "chat.completion",
        "choices": [_choice(index, content) for index in range(int(job.request.get("n") or 1))],
        "type": None,
        "status": None,
    }
    if job.request.get("return_related_questions"):
        topic = topic_of(job.question)
        body["related_questions"] = [
            f"What else is simulated about {topic}?",
            f"Who would ask about {topic}?",
        ]
    if job.request.get("return_images"):
        body["images"] = [
            {
                "image_url": f"https://images.example.org/{n}.png",
                "origin_url": source.url,
                "title": source.title,
                "height": 480,
                "width": 640,
            }
            for n, source in enumerate(report.sources[:3], 1)
        ]
    return body


def _content(job: SimulatedJob, rng: random.Random, report: Report) -> str:
    topic = topic_of(job.question)
    wanted = job.request.get("response_format") or {}
    if wanted.get("type") == "json_schema":
        text = json.dumps(instance(wanted["json_schema"]["schema"]), ensure_ascii=False)
    else:
        text = report.about(topic)
    if "reasoning" in job.model or "deep-research" in job.model:
        return f"<think>\n{thoughts(rng, topic, steps=rng.randint(3, 8))}\n</think>\n\n{text}"
    return text


def _choice(index: int, content: str) -> dict[str, Any]:
    unused = {"reasoning_steps": None, "tool_calls": None, "tool_call_id": None}
    return {
        "index": index,
        "finish_reason": "stop",
        "message": {"role": "assistant", "content": content, **unused},
        "delta": {"role": "assistant", "content": "", **unused},
    }


def _search_result(source: Source, *, dated: bool) -> dict[str, Any]:
    return {
        "title": source.title,
        "url": source.url,
        "date": source.date if dated else None,
        "last_updated": source.date if dated else None,
        "snippet": source.snippet,
        "source": "web",
        "place_metadata": None,
    }


def _tokens(text: str) -> int:
    return max(1, round(len(text) / _CHARACTERS_PER_TOKEN))


def _deep_usage(rng: random.Random, job: SimulatedJob, content: str) -> dict[str, Any]:
    prompt, completion = _tokens(job.question), _tokens(content)
    citation, searches = rng.randint(8_000, 40_000), rng.randint(12, 30)
    parts = {
        "input_tokens_cost": prompt * 2e-6,
        "output_tokens_cost": completion * 8e-6,
        "citation_tokens_cost": citation * 2e-6,
        "search_queries_cost": searches * 0.005,
    }
    # Reasoning makes up the rest of a total that lies where the totals of real jobs did.
    reasoning = max(1_000, round((rng.uniform(0.40, 1.24) - sum(parts.values())) / 3e-6))
    parts["reasoning_tokens_cost"] = reasoning * 3e-6
    return {
        "prompt_tokens": prompt,
        "completion_tokens": completion,
        "total_tokens": prompt + completion,
        "search_context_size": None,
        "citation_tokens": citation,
        "num_search_queries": searches,
        "reasoning_tokens": reasoning,
        "cost": _cost(parts, job),
        **(job.answer.usage if job.answer else {}),
    }


def _short_usage(job: SimulatedJob, content: str) -> dict[str, Any]:
    prompt, completion = _tokens(job.question), _tokens(content)
    per_input, per_output, per_request = _PRICES.get(job.model, _PRICES["sonar"])
    size = (job.request.get("web_search_options") or {}).get("search_context_size", "low")
    parts = {
        "input_tokens_cost": prompt * per_input / 1e6,
        "output_tokens_cost": completion * per_output / 1e6,
        "request_cost": per_request,
    }
    return {
        "prompt_tokens": prompt,
        "completion_tokens": completion,
        "total_tokens": prompt + completion,
        "search_context_size": size,
        "cost": _cost(parts, job),
        **(job.answer.usage if job.answer else {}),
    }


def _cost(parts: dict[str, float], job: SimulatedJob) -> dict[str, Any]:
    rounded, total = priced(parts, job.answer)
    return {**rounded, "total_cost": total}
