"""What a finished job says, in one form for every API: text, reasoning, sources, tokens, cost."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from functools import cached_property
from typing import Any

from attrs import field, frozen

# What a generated class raises where a body is not as its document says.
_UNREADABLE = (KeyError, TypeError, ValueError, AttributeError, IndexError, RecursionError)

# The parser of dates is quadratic.
_LONGEST_DATE = 100

_THINK = re.compile(r"\s*<think>(?P<reasoning>.*?)(?:</think>|\Z)", re.DOTALL)
# Code, or a mark of reasoning outside of it. It goes back by few steps only, since a text is long. The group
# that is repeated is not possessive: Python 3.11.2, that of Debian 12, reads such a one wrongly.
_MARK = re.compile(
    r"^ {0,3}(?P<fence>`{3,}+|~{3,}+).*?(?:^ {0,3}(?P=fence)|\Z)"
    r"|(?<!`)(?P<ticks>`++)(?:[^`\n]++|(?!(?P=ticks)(?!`))`++){0,99}(?P=ticks)(?!`)|(?P<mark></?think>)",
    re.DOTALL | re.MULTILINE,
)


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


def split_reasoning(text: str) -> tuple[str, str | None]:
    """The answer, and the reasoning in front of it, or None where there is none.

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
    if "</think>" in answer and not is_json(answer):
        mark = next((match for match in _MARK.finditer(answer) if match["mark"]), None)
        if mark and mark["mark"] == "</think>":
            thoughts.append(answer[: mark.start()].strip())
            answer = answer[mark.end() :].lstrip()
    return answer, "\n\n".join(filter(None, thoughts)) if thoughts else None


def is_json(text: str) -> bool:
    """Whether a whole text is an object or a list in JSON."""
    if text.lstrip()[:1] not in ("{", "["):
        return False
    try:
        json.loads(text)
    except (ValueError, RecursionError):
        return False
    return True


@frozen
class ToolCalls:
    """How often a tool was called, and what that cost in USD; None where the service did not say."""

    __module__ = "perplexity_jobs"

    invocation: int | None = None
    cost_usd: float | None = None


@frozen
class Usage:
    """Tokens, searches and tools of a job; None where the service did not say.

    `total_tokens` is what the service says: prompt and completion. `reasoning_tokens` are a part of
    `completion_tokens` on the Agent API and stand beside them on the older one, as `citation_tokens` do.
    `cost_details` are the parts of ``job.cost`` in USD under the service's names, such as ``input_cost``.
    `cached_tokens` are a part of `prompt_tokens`; they, `tool_calls_cost` (USD, one of those parts) and
    `tool_calls_details`, by the name of the tool, are known on the Agent API only.
    """

    __module__ = "perplexity_jobs"

    prompt_tokens: int | None = None
    completion_tokens: int | None = None
    total_tokens: int | None = None
    reasoning_tokens: int | None = None
    citation_tokens: int | None = None
    num_search_queries: int | None = None
    cached_tokens: int | None = None
    cost_details: Mapping[str, float] = field(factory=dict, hash=False)
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
    _read_whole: Any = field(default=None, repr=False)
    _read_source: Any = field(default=None, repr=False)
    _sources: Sequence[Any] = field(default=(), repr=False)

    @cached_property
    def typed(self) -> Any:
        """The generated model of the whole; ValueError where the body does not fit it."""
        try:
            return self._read_whole()
        except _UNREADABLE as problem:
            raise ValueError(
                f"its response cannot be read ({type(problem).__name__}: {problem!s:.100}); "
                "job.text holds the answer"
            ) from problem

    @cached_property
    def search_results(self) -> Sequence[Any]:
        """The sources as generated models; the plain dict of one that does not fit."""
        return [self._source(source) for source in self._sources if isinstance(source, dict)]

    def _source(self, source: dict[str, Any]) -> Any:
        try:
            return self._read_source(source)
        except _UNREADABLE:
            return source
