"""What a finished job says, in one form for every API: text, reasoning, sources, tokens, cost."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from functools import cached_property
from typing import Any

from attrs import field, frozen

from .._values.job_data import JobData, ResultError
from .._values.status import JobStatus

# What a generated class raises where a body is not as its document says.
_UNREADABLE = (KeyError, TypeError, ValueError, AttributeError, IndexError, RecursionError)

# The parser of dates is quadratic.
_LONGEST_DATE = 100

_NOT_WHOLE = {
    JobStatus.FAILED: "it failed",
    JobStatus.CANCELLED: "it was cancelled",
    JobStatus.INCOMPLETE: "it ended before its answer was whole",
}


@frozen(slots=False)
class Citation:
    """One source of an answer.

    Attributes:
        number: the n of the ``[n]`` marks in the text: from 1, or from 0 where pages were fetched and none
            was searched for.
        title: of the page; the URL where the service gave none.
        url: of the page.
        published: the date as the service wrote it, or None.
        snippet: an extract of the page, or "".
    """

    __module__ = "perplexity_jobs"  # where users import it from, for tracebacks and pickles

    number: int
    title: str
    url: str
    published: str | None = None
    snippet: str = ""

    @cached_property
    def date(self) -> date | None:
        """`published` as a date; a missing month or day counts as the first.

        None where it is no date, or one without its year.
        """
        return _parse_date(self.published)


def _parse_date(text: str | None) -> date | None:
    if not text or len(text) > _LONGEST_DATE:
        return None
    from dateutil import parser  # loaded late: most programs never look at these dates

    try:
        # Read once with each of two years, since the parser does not say whether it was given one.
        first, second = (
            parser.parse(text, default=datetime(year, 1, 1), ignoretz=True).date() for year in (2000, 2004)
        )
    except (ValueError, ArithmeticError):
        return None
    return first if first == second else None


def citation_of(number: int, url: str, source: Any) -> Citation:
    """A citation as `source` describes it: an object of the body, or anything else where nothing is known."""
    described = source if isinstance(source, dict) else {}
    title, published, snippet = described.get("title"), described.get("date"), described.get("snippet")
    return Citation(
        number,
        title if title and isinstance(title, str) else url,
        url,
        published if isinstance(published, str) else None,
        snippet if isinstance(snippet, str) else "",
    )


@frozen
class ToolCalls:
    """How often a tool was called, and what that cost in USD; None where the service did not say."""

    __module__ = "perplexity_jobs"  # where users import it from, for tracebacks and pickles

    invocation: int | None = None
    cost_usd: float | None = None


@frozen
class Usage:
    """Tokens, searches and tools of a job; None where the service did not say.

    `total_tokens` is what the service says: prompt and completion. `reasoning_tokens` are a part of
    `completion_tokens` on the Agent API and stand beside them on the older one, as `citation_tokens` do.
    `cached_tokens` are a part of `prompt_tokens`; they, `tool_calls_cost` (USD, a part of ``job.cost``) and
    `tool_calls_details`, by the name of the tool, are known on the Agent API only.
    """

    __module__ = "perplexity_jobs"  # where users import it from, for tracebacks and pickles

    prompt_tokens: int | None = None
    completion_tokens: int | None = None
    total_tokens: int | None = None
    reasoning_tokens: int | None = None
    citation_tokens: int | None = None
    num_search_queries: int | None = None
    cached_tokens: int | None = None
    tool_calls_cost: float | None = None
    tool_calls_details: Mapping[str, ToolCalls] = field(factory=dict, hash=False)


@frozen(slots=False, eq=False)
class Result:
    """What a job that has ended says, each part by itself; None or empty where it says nothing.

    `incomplete` says why this is no whole answer, where it is none. The generated models are made when they
    are asked for: what stands beside the answer must not cost the answer.
    """

    incomplete: str | None = None
    text: str | None = None
    reasoning: str | None = None
    citations: Sequence[Citation] = ()
    usage: Usage | None = None
    cost: float | None = None
    _model: Any = field(default=None, repr=False)
    _body: Any = field(default=None, repr=False)
    _source_model: Any = field(default=None, repr=False)
    _sources: Sequence[Any] = field(default=(), repr=False)

    @cached_property
    def typed(self) -> Any:
        """The generated model of the whole; `ResultError` where the body does not fit it."""
        try:
            return self._model.from_dict(self._body)
        except _UNREADABLE as problem:
            raise ResultError(
                f"its response cannot be read ({type(problem).__name__}: {problem!s:.100}); "
                "job.text holds the answer"
            ) from problem

    @cached_property
    def search_results(self) -> Sequence[Any]:
        """The sources as generated models; the plain dict of one that does not fit."""
        return [self._source(source) for source in self._sources if isinstance(source, dict)]

    def _source(self, source: dict[str, Any]) -> Any:
        try:
            return self._source_model.from_dict(source)
        except _UNREADABLE:
            return source


def why_incomplete(
    data: JobData, text: str | None, reasoning: str | None, cut: object, *, well: Sequence[JobStatus]
) -> str | None:
    """Why the answer of a job that has ended is none to rely on, or None where it is whole.

    Args:
        data: of the job.
        text, reasoning: what it said.
        cut: the service's word for what ended the text early, or None.
        well: the states in which an answer is whole.
    """
    if data.status not in well:
        why = _NOT_WHOLE.get(data.status, f"it ended as {data.raw_status!r}")
        why += f" ({data.error_message})" if data.error_message else ""
    elif cut:
        why = f"its answer was cut off ({cut})"
    elif text is None:
        why = "the service sent no text with it"
    elif reasoning is not None and not text:
        why = "it ended within its reasoning, before the answer"
    else:
        return None
    return f"{why}; job.text holds what there is of it" if text else why


_THINK = re.compile(r"\s*<think>(?P<reasoning>.*?)(?:</think>|\Z)", re.DOTALL)
# Code, or a mark of reasoning outside of it. Read once from front to end, and never back: a text is long.
_MARK = re.compile(
    r"^ {0,3}(?P<fence>`{3,}+|~{3,}+).*?(?:^ {0,3}(?P=fence)|\Z)"
    r"|(?<!`)(?P<ticks>`++)(?:[^`\n]++|(?!(?P=ticks)(?!`))`++){0,99}+(?P=ticks)(?!`)|(?P<mark></?think>)",
    re.DOTALL | re.MULTILINE,
)


def split_reasoning(text: str) -> tuple[str, str | None]:
    """The answer, and the reasoning in front of it, where there is some.

    Reasoning is each ``<think>…</think>`` in front, and what stands before a ``</think>`` that nothing
    opened: models leave the first mark out. The same letters further on, in code or in JSON belong to the
    answer. A text that was cut off before the end mark is all reasoning.
    """
    text = text.removeprefix("\ufeff")
    thoughts: list[str] = []
    start = 0
    while match := _THINK.match(text, start):
        thoughts.append(match["reasoning"].strip())
        start = match.end()
    answer = text[start:].lstrip() if thoughts else text
    end = _unopened_end(answer)
    if end is not None:
        thoughts.append(answer[: end.start()].strip())
        answer = answer[end.end() :].lstrip()
    return answer, "\n\n".join(filter(None, thoughts)) if thoughts else None


def _unopened_end(text: str) -> re.Match[str] | None:
    """The ``</think>`` that ends reasoning which nothing opened, or None."""
    if "</think>" not in text:
        return None
    mark = next((match for match in _MARK.finditer(text) if match["mark"]), None)
    if mark is None or mark["mark"] != "</think>" or _within_json(text, mark.start()):
        return None
    return mark


def _within_json(text: str, position: int) -> bool:
    """Whether a text begins with JSON that holds this position, even where it is cut off behind it."""
    begin = len(text) - len(text.lstrip())
    if text[begin : begin + 1] not in ("{", "["):
        return False
    try:
        return json.JSONDecoder().raw_decode(text, begin)[1] > position
    except json.JSONDecodeError as problem:
        return problem.pos > position or problem.msg.startswith("Unterminated string")
    except (ValueError, RecursionError):  # a number of any length, or too deep: JSON at any rate
        return True
