"""What a finished response of the Agent API says: text, sources, tokens and cost out of its output items.

Items of kinds that are not known are passed over here; they stay in the typed result, with all their fields,
and in ``job.raw``.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from perplexity_openapi import models

from .._answers.result import Citation, Result, ToolCalls, Usage, citation_of, split_reasoning
from .._values.job_data import JobData
from .._values.status import JobStatus
from .reading import cost_parts, count, item, list_of, usd, why_incomplete, word

_SEARCHES = ("search_results", "people_search_results")


def read_result(data: JobData) -> Result:
    """The result in the body of a job, as far as it can be read."""
    if not data.ended:
        return Result("it has not ended")
    items = list_of(data.raw, "output")
    parts = [part for message in _of_kind(items, "message") for part in list_of(message, "content")]
    texts = [text for part in _of_kind(parts, "output_text") if (text := word(part, "text")) is not None]
    searches = _of_kind(items, *_SEARCHES)
    sources = [source for search in searches for source in list_of(search, "results")]
    notes = [note for part in parts for note in _of_kind(list_of(part, "annotations"), "url_citation")]
    usage = data.raw.get("usage")
    text, reasoning = split_reasoning("".join(texts)) if texts else (None, None)
    if data.status is JobStatus.REQUIRES_ACTION:
        why: str | None = _awaited(data.id, items)
    else:
        cut = word(data.raw.get("incomplete_details"), "reason")
        why = why_incomplete(data, text, reasoning, well=(JobStatus.COMPLETED,), cut=cut)
    return Result(
        why,
        text,
        reasoning,
        citations=_citations(sources, _pages(items), notes),
        usage=_usage(usage, searches) if isinstance(usage, dict) else None,
        cost=usd(item(usage, "cost"), "total_cost"),
        read_whole=lambda: models.ResponsesResponse.from_dict(data.raw),
        read_source=lambda source: models.SearchResult.from_dict(source),
        sources=[source for source in sources if word(source, "url")],
    )


def _of_kind(items: Sequence[Any], *kinds: str) -> list[Any]:
    return [found for found in items if word(found, "type") in kinds]


def _awaited(job_id: str, items: Sequence[Any]) -> str:
    """What a job waits for, functions of the caller or approvals, and how it goes on."""
    calls = _of_kind(items, "function_call", "mcp_approval_request")
    names = ", ".join(f"{call.get('name')} ({call.get('call_id') or call.get('id')})" for call in calls)
    answer = "{'type': 'function_call_output', 'call_id': …, 'output': …}"
    if calls and not _of_kind(items, "function_call"):
        answer = "{'type': 'mcp_approval_response', 'approval_request_id': …, 'approve': True}"
    return (
        f"it waits for the results of your functions, or your approval: {names or 'see job.raw'}. "
        f"submit([{answer}], previous_response_id={job_id!r}) goes on"
    )


def _citations(sources: Sequence[Any], pages: Sequence[Any], notes: Iterable[Any]) -> list[Citation]:
    """Sources by the ids that the marks in the text name, or by their places where no source has one.

    The rest come after them, once for each address. Where nothing was searched, the marks count the fetched
    pages, from 0.

    Args:
        sources: what was found.
        pages: what was fetched, in the order of its coming.
        notes: what was cited.
    """
    first = 1
    if pages and not any(word(source, "url") for source in sources):
        first, sources, pages = 0, pages, ()
    ids = [count(source, "id") for source in sources]
    if all(place is None for place in ids):
        ids = list(range(first, first + len(sources)))
    found: dict[int, Citation] = {}
    for place, source in zip(ids, sources, strict=True):
        if place is not None and place not in found and (url := word(source, "url")):
            found[place] = citation_of(place, url, source)
    known = {citation.url for citation in found.values()}
    last = max((place for place in ids if place is not None), default=0)
    for source in [*sources, *pages, *notes]:
        if (url := word(source, "url")) and url not in known:
            known.add(url)
            last += 1
            found[last] = citation_of(last, url, source)
    return list(found.values())


def _pages(items: Sequence[Any]) -> list[Any]:
    """What was fetched, and what finance data came from, in the order of its coming."""
    found: list[Any] = []
    for entry in items:
        if word(entry, "type") == "fetch_url_results":
            found += list_of(entry, "contents")
        elif word(entry, "type") == "finance_results":
            sources = [
                source for result in list_of(entry, "results") for source in list_of(result, "sources")
            ]
            found += [{"url": source} if isinstance(source, str) else source for source in sources]
    return found


def _usage(usage: Mapping[str, Any], searches: Iterable[Any]) -> Usage:
    read, tools, cost = (usage.get(name) for name in ("input_tokens_details", "tool_calls_details", "cost"))
    cached = count(read, "cached_tokens")
    priced = cost_parts(item(cost, "tool_calls_cost_details"))
    calls = {name: item(tools, name) for name in (*(tools if isinstance(tools, dict) else ()), *priced)}
    return Usage(
        prompt_tokens=count(usage, "input_tokens"),
        completion_tokens=count(usage, "output_tokens"),
        total_tokens=count(usage, "total_tokens"),
        reasoning_tokens=count(usage.get("output_tokens_details"), "reasoning_tokens"),
        num_search_queries=sum(len(list_of(search, "queries")) for search in searches) or None,
        cached_tokens=count(read, "cache_read_input_tokens") if cached is None else cached,
        cost_details=cost_parts(cost),
        tool_calls_cost=usd(cost, "tool_calls_cost"),
        tool_calls_details={
            name: ToolCalls(count(told, "invocation"), usd(told, "cost_usd") or priced.get(name))
            for name, told in calls.items()
        },
    )
