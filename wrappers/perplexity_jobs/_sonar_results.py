"""What a finished job of the asynchronous chat completions says: text, sources, tokens and cost."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from perplexity_openapi.models import CompletionResponse

from ._adapter import present
from ._job_data import JobData, ResultError
from ._results import Citation, Result, Usage, split_reasoning

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
    body = data.raw.get("response")
    if not isinstance(body, Mapping):
        raise ResultError("the service sent no response with it")
    try:
        return _result(CompletionResponse.from_dict(body))
    except (KeyError, TypeError, ValueError, AttributeError, IndexError) as problem:
        raise ResultError(f"its response cannot be read ({type(problem).__name__}: {problem})") from problem


def _result(typed: CompletionResponse) -> Result:
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
        cost=None if total is None else float(total),
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
    """Sources in the order of the marks: `citations` numbers them, `search_results` describes them."""
    results = {
        url: result for result in present(typed, "search_results") or () if (url := present(result, "url"))
    }
    return [
        Citation(
            number,
            title=present(results.get(url), "title") or url,
            url=url,
            published=present(results.get(url), "date"),
            snippet=present(results.get(url), "snippet") or "",
        )
        for number, url in enumerate(present(typed, "citations") or results, 1)
    ]
