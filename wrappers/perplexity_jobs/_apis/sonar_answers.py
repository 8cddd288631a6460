"""What a finished job of the asynchronous chat completions says: text, sources, tokens and cost."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from perplexity_openapi import models

from .._answers.result import Citation, Result, Usage, citation_of, split_reasoning
from .._values.job_data import JobData
from .._values.status import JobStatus
from .reading import cost_parts, count, item, list_of, usd, why_incomplete, word

# A word that is not known says nothing against a response that is there.
_WELL = (JobStatus.COMPLETED, JobStatus.UNKNOWN)
_CUT = ("length", "content_filter")


def read_result(data: JobData) -> Result:
    """The result in the body of a job, as far as it can be read."""
    if not data.ended:
        return Result("it has not ended")
    body: Any = data.raw.get("response")
    choice = next(iter(list_of(body, "choices")), None)
    usage, finish = item(body, "usage"), word(choice, "finish_reason")
    cut = f"finish_reason: {finish}" if finish in _CUT else None
    said = _text(choice)
    text, reasoning = (None, None) if said is None else split_reasoning(said)
    return Result(
        why_incomplete(data, text, reasoning, well=_WELL, cut=cut),
        text,
        reasoning,
        citations=_citations(body),
        usage=_usage(usage) if isinstance(usage, dict) else None,
        cost=usd(item(usage, "cost"), "total_cost"),
        read_whole=lambda: models.CompletionResponse.from_dict(body),
        read_source=lambda source: models.ApiPublicSearchResult.from_dict(source),
        sources=list_of(body, "search_results"),
    )


def _text(choice: Any) -> str | None:
    message = item(choice, "message")
    content = word(message, "content")
    if content is not None:
        return content
    chunks = [text for chunk in list_of(message, "content") if (text := word(chunk, "text")) is not None]
    return "".join(chunks) if chunks else None


def _usage(usage: Any) -> Usage:
    return Usage(
        prompt_tokens=count(usage, "prompt_tokens"),
        completion_tokens=count(usage, "completion_tokens"),
        total_tokens=count(usage, "total_tokens"),
        reasoning_tokens=count(usage, "reasoning_tokens"),
        citation_tokens=count(usage, "citation_tokens"),
        num_search_queries=count(usage, "num_search_queries"),
        cost_details=cost_parts(item(usage, "cost")),
    )


def _citations(body: Any) -> Sequence[Citation]:
    """Sources in the order of the marks: `citations` numbers them, `search_results` describes them.

    Without `citations` the places of the search results count, those of repeated addresses too: to pass over
    one would lead every later mark to another source.
    """
    results = list_of(body, "search_results")
    described = {url: result for result in results if (url := word(result, "url"))}
    for entries in (list_of(body, "citations"), results):
        found = [
            citation_of(number, url, described.get(url, entry))
            for number, entry in enumerate(entries, 1)
            if (url := entry if isinstance(entry, str) else word(entry, "url"))
        ]
        if found:
            return found
    return []
