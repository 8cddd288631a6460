"""What a finished job of the asynchronous chat completions says: text, sources, tokens and cost."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from perplexity_openapi.models import CompletionResponse

from ._adapter import number, present
from ._job_data import JobData, ResultError
from ._results import Citation, Result, Usage, citation_of, not_whole, split_reasoning
from ._status import JobStatus

_USAGE = (
    "prompt_tokens",
    "completion_tokens",
    "total_tokens",
    "reasoning_tokens",
    "citation_tokens",
    "num_search_queries",
)


def read_result(data: JobData) -> Result:
    """The result in the body of a job; `ResultError` where there is none or it cannot be read."""
    if not data.ended:
        raise ResultError("it has not ended")
    body = data.raw.get("response")
    if not isinstance(body, Mapping):
        raise ResultError("the service sent no response with it")
    try:
        return _result(CompletionResponse.from_dict(body), data)
    except (KeyError, TypeError, ValueError, AttributeError, IndexError) as problem:
        raise ResultError(f"its response cannot be read ({type(problem).__name__}: {problem})") from problem


def _result(typed: CompletionResponse, data: JobData) -> Result:
    text, reasoning = split_reasoning(_text(present(typed.choices[0], "message")))
    usage = present(typed, "usage")
    total = present(present(usage, "cost"), "total_cost")
    return Result(
        typed=typed,
        text=text,
        reasoning=reasoning,
        citations=_citations(typed),
        search_results=present(typed, "search_results") or (),
        usage=None if usage is None else Usage(**{name: present(usage, name) for name in _USAGE}),
        cost=number(total),
        # A word that is not known says nothing against a response that is there.
        incomplete=None if data.status in (JobStatus.COMPLETED, JobStatus.UNKNOWN) else not_whole(data),
    )


def _text(message: Any) -> str:
    content = present(message, "content")
    if isinstance(content, str):
        return content
    chunks = [text for chunk in content or () if isinstance(text := present(chunk, "text"), str)]
    if not chunks:
        raise ValueError("the message has no text")
    return "".join(chunks)


def _citations(typed: CompletionResponse) -> Sequence[Citation]:
    """Sources in the order of the marks: `citations` numbers them, `search_results` describes them.

    Without `citations` the places of the search results count, those of repeated addresses too: to pass over
    one would lead every later mark to another source.
    """
    results = present(typed, "search_results") or ()
    described = {url: result for result in results if (url := present(result, "url"))}
    return [
        citation_of(number, url, described.get(url))
        for number, url in enumerate(
            present(typed, "citations") or [present(result, "url") for result in results], 1
        )
        if url
    ]
