"""What a finished response of the Agent API says: text, sources, tokens and cost out of its output items.

Items of kinds that the document does not know are passed over here; they stay in the typed result, with all
their fields, and in ``job.raw``.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from perplexity_openapi.models import ResponsesResponse

from ._adapter import number, present, word
from ._job_data import JobData, ResultError
from ._results import Citation, Result, Usage, citation_of, not_whole, split_reasoning
from ._status import JobStatus


def read_result(data: JobData) -> Result:
    """The result in the body of a job; `ResultError` where there is none or it cannot be read."""
    if not data.ended:
        raise ResultError("it has not ended")
    try:
        typed = ResponsesResponse.from_dict(data.raw)
    except (KeyError, TypeError, ValueError, AttributeError) as problem:
        raise ResultError(f"its response cannot be read ({type(problem).__name__}: {problem})") from problem
    return _result(typed, data)


def _result(typed: ResponsesResponse, data: JobData) -> Result:
    items = _list(typed, "output")
    parts = [part for item in items if _kind(item) == "message" for part in _list(item, "content")]
    texts = [
        text for part in parts if _kind(part) == "output_text" and (text := word(part, "text")) is not None
    ]
    reason = _why_not_whole(data, items)
    if not texts:
        raise ResultError(reason or "its output has no text")
    text, reasoning = split_reasoning("".join(texts))
    sources = [
        (found, word(found, "url"))
        for item in items
        if _kind(item) == "search_results"
        for found in _list(item, "results")
    ]
    usage = present(typed, "usage")
    return Result(
        typed=typed,
        text=text,
        reasoning=reasoning,
        citations=_citations(sources, [*_fetched(items), *_annotated(parts)]),
        search_results=[source for source, url in sources if url],
        usage=None if usage is None else _usage(usage, items),
        cost=number(present(present(usage, "cost"), "total_cost")),
        incomplete=reason,
    )


def _why_not_whole(data: JobData, items: Iterable[Any]) -> str | None:
    if data.status is JobStatus.COMPLETED:
        return None
    if data.status is JobStatus.REQUIRES_ACTION:
        calls = [item for item in items if _kind(item) == "function_call"]
        names = ", ".join(f"{present(call, 'name')} ({present(call, 'call_id')})" for call in calls)
        return (
            f"it waits for the results of your functions: {names or 'see job.raw'}. "
            f"submit([{{'type': 'function_call_output', 'call_id': …, 'output': …}}], "
            f"previous_response_id={data.id!r}) goes on"
        )
    return not_whole(data)


def _kind(item: Any) -> str:
    return word(item, "type" if isinstance(item, dict) else "type_") or ""


def _list(model: Any, name: str) -> list[Any]:
    """A list in a body; empty where something else is there, which must not cost what stands beside it."""
    value = present(model, name)
    return value if isinstance(value, list) else []


def _citations(sources: Sequence[tuple[Any, str | None]], others: Iterable[Any]) -> list[Citation]:
    """Sources by the ids that the marks in the text name, or by their places where no source has one.

    The rest come after them, once for each address.

    Args:
        sources: what was found, each with its address.
        others: what was read or cited, in the order of its coming.
    """
    ids = [present(source, "id") for source, _ in sources]
    if not any(isinstance(place, int) for place in ids):
        ids = list(range(1, len(sources) + 1))
    numbered: dict[int, Citation] = {}
    left: list[tuple[Any, str | None]] = []
    for place, (source, url) in zip(ids, sources, strict=True):
        if url and isinstance(place, int) and place not in numbered:
            numbered[place] = citation_of(place, url, source)
        elif url and not (isinstance(place, int) and numbered[place].url == url):
            left.append((source, url))
    known = {citation.url for citation in numbered.values()}
    following = max((place for place in ids if isinstance(place, int)), default=0) + 1
    for source, url in [*left, *((other, word(other, "url")) for other in others)]:
        if url and url not in known:
            known.add(url)
            numbered[following] = citation_of(following, url, source)
            following += 1
    return list(numbered.values())


def _fetched(items: Iterable[Any]) -> Iterator[Any]:
    for item in items:
        if _kind(item) == "fetch_url_results":
            yield from _list(item, "contents")


def _annotated(parts: Iterable[Any]) -> Iterator[Any]:
    for part in parts:
        for note in _list(part, "annotations"):
            # `_kind`, written out: a result has dozens of these.
            kind = note.get("type") if isinstance(note, dict) else getattr(note, "type_", None)
            if kind == "url_citation":
                yield note


def _usage(usage: Any, items: Iterable[Any]) -> Usage:
    queries = [_list(item, "queries") for item in items if _kind(item) == "search_results"]
    return Usage(
        prompt_tokens=present(usage, "input_tokens"),
        completion_tokens=present(usage, "output_tokens"),
        total_tokens=present(usage, "total_tokens"),
        num_search_queries=sum(map(len, queries)) or None,
    )
