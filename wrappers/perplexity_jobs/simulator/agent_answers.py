"""`output` and `usage` of ended Agent API responses: search results, text with citations, tokens, cost."""

from __future__ import annotations

import functools
import json
import random
import re
from typing import TYPE_CHECKING, Any

from .agent_items import tool_calls, tool_items
from .answers import priced
from .instances import instance
from .prose import Report, long_report, marked, short_report, topic_of

if TYPE_CHECKING:
    from .store import SimulatedJob

_VARIANTS = 16
_CHARACTERS_PER_TOKEN = 4.4

# USD per million tokens read and written.
_PRICES = {
    "fast": (1.0, 3.0),
    "low": (2.0, 8.0),
    "medium": (2.0, 8.0),
    "high": (3.0, 15.0),
    "xhigh": (5.0, 25.0),
}


@functools.lru_cache(maxsize=128)
def output_and_usage(job: SimulatedJob) -> tuple[bytes, dict[str, Any]]:
    """The `output` of a finished response as JSON, and its `usage`."""
    items = output(job)
    return json.dumps(items, ensure_ascii=False, separators=(",", ":")).encode(), _usage(job, items)


def output(job: SimulatedJob) -> list[dict[str, Any]]:
    """The items of a finished response: searches, fetched pages, reasoning and the message."""
    report = _report(job)
    found = [searches(job, report)] if report.sources else []
    if is_long(job.model) and found:
        found.append(_readings(report))
    if calls_tools(job):
        found += tool_items(job.request, topic_of(job.question))
    return [*found, _message(job, report)]


def calls_tools(job: SimulatedJob) -> bool:
    """Whether a response may call any tool."""
    return bool(job.request.get("max_tool_calls", 1))


def is_long(model: str) -> bool:
    """Whether a level or model writes long reports."""
    return model in {"medium", "high", "xhigh"} or "deep-research" in model


def searches(job: SimulatedJob, report: Report | None = None) -> dict[str, Any]:
    """The search items with their results; a cancelled response has them too."""
    report, topic = report or _report(job), topic_of(job.question)
    results = [
        {
            "id": number,
            "url": source.url,
            "title": source.title,
            "snippet": source.snippet,
            "date": source.date,
            "last_updated": source.date,
            "source": "web",
        }
        for number, source in enumerate(report.sources, 1)
    ]
    return {"type": "search_results", "queries": [topic, f"{topic} overview"], "results": results}


def _report(job: SimulatedJob) -> Report:
    if job.answer and job.answer.report:
        return job.answer.report
    number = random.Random(f"agent answer {job.seed}").randrange(_VARIANTS)
    report = (long_report if is_long(job.model) else short_report)(number)
    return report if calls_tools(job) else Report(marked(report.template, lambda number: ""), ())


def _readings(report: Report) -> dict[str, Any]:
    contents = [{"url": s.url, "title": s.title, "snippet": s.snippet} for s in report.sources[:3]]
    return {"type": "fetch_url_results", "contents": contents}


def _message(job: SimulatedJob, report: Report) -> dict[str, Any]:
    wanted = job.request.get("response_format")
    if job.answer and job.answer.report:
        text = report.template
    elif isinstance(wanted, dict) and wanted.get("json_schema"):
        text = json.dumps(instance(wanted["json_schema"]["schema"]), ensure_ascii=False)
    else:
        text = report.about(topic_of(job.question))
        if job.model in {"low", "medium", "high", "xhigh"}:
            text = marked(text, lambda number: f"[web:{number}]")
    rng = random.Random(f"agent message {job.seed}")
    part = {"type": "output_text", "text": text, "annotations": _annotations(text, report)}
    return {
        "type": "message",
        "id": f"msg_{rng.getrandbits(64):016x}",
        "status": "completed",
        "role": "assistant",
        "content": [part],
    }


def _annotations(text: str, report: Report) -> list[dict[str, Any]]:
    """One citation for the first mark of each source."""
    first: dict[int, re.Match[str]] = {}
    for match in re.finditer(r"\[(?:web:)?(\d+)\]", text):
        first.setdefault(int(match[1]), match)
    return [
        {
            "type": "url_citation",
            "start_index": match.start(),
            "end_index": match.end(),
            "url": report.sources[number - 1].url,
            "title": report.sources[number - 1].title,
        }
        for number, match in first.items()
        if 0 < number <= len(report.sources)
    ]


def _usage(job: SimulatedJob, items: list[dict[str, Any]]) -> dict[str, Any]:
    rng = random.Random(f"agent usage {job.seed}")
    written = max(1, round(len(items[-1]["content"][0]["text"]) / _CHARACTERS_PER_TOKEN))
    read = rng.randint(60_000, 120_000) if is_long(job.model) else rng.randint(800, 6_000)
    searched = rng.randint(8, 20) if is_long(job.model) else rng.randint(1, 3)
    thought = round(written * rng.uniform(0.0, 0.6))  # a part of what is written
    cached = round(read * rng.uniform(0.0, 0.9))
    per_read, per_written = _PRICES.get(job.model, _PRICES["low"])
    details = tool_calls(items, searched)
    costs = {"input_cost": read * per_read / 1e6, "output_cost": written * per_written / 1e6}
    costs |= {name: told["cost_usd"] for name, told in details.items()}
    parts, total = priced(costs, job.answer)
    by_tool = {name: parts.pop(name) for name in details}
    return {
        "input_tokens": read,
        "input_tokens_details": {
            "cached_tokens": cached,
            "cache_creation_input_tokens": 0,
            "cache_read_input_tokens": cached,
        },
        "output_tokens": written,
        "output_tokens_details": {"reasoning_tokens": thought},
        "total_tokens": read + written,
        "tool_calls_details": {name: {**told, "cost_usd": by_tool[name]} for name, told in details.items()},
        "cost": {
            "currency": "USD",
            **parts,
            "tool_calls_cost": round(sum(by_tool.values()), 6),
            "cache_creation_cost": 0,
            "cache_read_cost": 0,
            "tool_calls_cost_details": by_tool,
            "total_cost": total,
        },
        **(job.answer.usage if job.answer else {}),
    }
