"""What a finished response of the Agent API says: text, sources, tokens and cost out of its output items.

Items of kinds that are not known are passed over here; they stay in the typed result, with all their fields,
and in ``job.raw``.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from perplexity_openapi.models import ResponsesResponse, SearchResult

from .._answers.result import Citation, Result, ToolCalls, Usage, citation_of, split_reasoning, why_incomplete
from .._values.job_data import JobData
from .._values.status import JobStatus
from .shared import count, list_of, usd, word

_SEARCHES = ("search_results", "people_search_results")


def read_result(data: JobData) -> Result:
    """The result in the body of a job, as far as it can be read."""
    if not data.ended:
        return Result("it has not ended")
    items = [item for item in list_of(data.raw, "output") if isinstance(item, dict)]
    parts = [part for item in items if _kind(item) == "message" for part in list_of(item, "content")]
    texts = [
        text for part in parts if _kind(part) == "output_text" and (text := word(part, "text")) is not None
    ]
    text, reasoning = split_reasoning("".join(texts)) if texts else (None, None)
    searches = [item for item in items if _kind(item) in _SEARCHES]
    sources = [source for item in searches for source in list_of(item, "results")]
    usage = data.raw.get("usage")
    return Result(
        _calls(data, items) or _why_incomplete(data, text, reasoning),
        text,
        reasoning,
        citations=_citations(sources, list(_pages(items)), _annotated(parts)),
        usage=_usage(usage, searches) if isinstance(usage, dict) else None,
        cost=usd(usage.get("cost"), "total_cost") if isinstance(usage, dict) else None,
        model=ResponsesResponse,
        body=data.raw,
        source_model=SearchResult,
        sources=[source for source in sources if word(source, "url")],
    )


def _why_incomplete(data: JobData, text: str | None, reasoning: str | None) -> str | None:
    cut = word(data.raw.get("incomplete_details"), "reason")
    return why_incomplete(data, text, reasoning, cut, well=(JobStatus.COMPLETED,))


def _calls(data: JobData, items: Iterable[Mapping[str, Any]]) -> str | None:
    """For what functions of the caller a job waits, or None where it waits for none."""
    if data.status is not JobStatus.REQUIRES_ACTION:
        return None
    calls = [item for item in items if _kind(item) == "function_call"]
    names = ", ".join(f"{call.get('name')} ({call.get('call_id')})" for call in calls)
    return (
        f"it waits for the results of your functions: {names or 'see job.raw'}. "
        f"submit([{{'type': 'function_call_output', 'call_id': …, 'output': …}}], "
        f"previous_response_id={data.id!r}) goes on"
    )


def _kind(item: Any) -> str | None:
    return word(item, "type")


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
    if not any(place is not None for place in ids):
        ids = list(range(first, first + len(sources)))
    numbered: dict[int, Citation] = {}
    left: list[Any] = []
    for place, source in zip(ids, sources, strict=True):
        url = word(source, "url")
        if url and place is not None and place not in numbered:
            numbered[place] = citation_of(place, url, source)
        elif url and not (place is not None and numbered[place].url == url):
            left.append(source)
    known = {citation.url for citation in numbered.values()}
    following = max((place for place in ids if place is not None), default=0) + 1
    for source in [*left, *pages, *notes]:
        url = word(source, "url")
        if url and url not in known:
            known.add(url)
            numbered[following] = citation_of(following, url, source)
            following += 1
    return list(numbered.values())


def _pages(items: Iterable[Mapping[str, Any]]) -> Iterator[Any]:
    for item in items:
        if _kind(item) == "fetch_url_results":
            yield from list_of(item, "contents")
        elif _kind(item) == "finance_results":
            for found in list_of(item, "results"):
                for source in list_of(found, "sources"):
                    yield {"url": source} if isinstance(source, str) else source


def _annotated(parts: Iterable[Any]) -> Iterator[Any]:
    return (note for part in parts for note in list_of(part, "annotations") if _kind(note) == "url_citation")


def _usage(usage: Mapping[str, Any], searches: Iterable[Any]) -> Usage:
    read, tools = usage.get("input_tokens_details"), usage.get("tool_calls_details")
    cached = count(read, "cached_tokens")
    return Usage(
        prompt_tokens=count(usage, "input_tokens"),
        completion_tokens=count(usage, "output_tokens"),
        total_tokens=count(usage, "total_tokens"),
        reasoning_tokens=count(usage.get("output_tokens_details"), "reasoning_tokens"),
        num_search_queries=sum(len(list_of(item, "queries")) for item in searches) or None,
        cached_tokens=count(read, "cache_read_input_tokens") if cached is None else cached,
        tool_calls_cost=usd(usage.get("cost"), "tool_calls_cost"),
        tool_calls_details={
            name: ToolCalls(count(calls, "invocation"), usd(calls, "cost_usd"))
            for name, calls in (tools.items() if isinstance(tools, dict) else ())
            if isinstance(calls, dict)
        },
    )
