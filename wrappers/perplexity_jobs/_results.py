"""What a finished job says, in one form for every API: text, reasoning, sources, tokens, cost."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, datetime
from functools import cached_property
from typing import Any

from attrs import field, frozen

from ._job_data import JobData
from ._status import JobStatus

_NOT_WHOLE = {
    JobStatus.FAILED: "it failed",
    JobStatus.CANCELLED: "it was cancelled",
    JobStatus.INCOMPLETE: "it ended before its answer was whole",
}


@frozen(slots=False)
class Citation:
    """One source of an answer.

    Attributes:
        number: the n of the ``[n]`` marks in the text, from 1.
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
    if not text:
        return None
    from dateutil import parser  # loaded late: most programs never look at these dates

    try:
        # Read once with each of two years, since the parser does not say whether it was given one.
        first, second = (
            parser.parse(text, default=datetime(year, 1, 1), ignoretz=True).date() for year in (2000, 2004)
        )
    except (ValueError, OverflowError):
        return None
    return first if first == second else None


def citation_of(number: int, url: str, source: Any) -> Citation:
    """A citation as `source` describes it: a generated model, the plain dict in its place, or None."""
    # Written out, since results have dozens of them, and each call costs as much as all it does.
    if isinstance(source, dict):
        title, published, snippet = source.get("title"), source.get("date"), source.get("snippet")
    else:
        title = getattr(source, "title", None)
        published, snippet = getattr(source, "date", None), getattr(source, "snippet", None)
    return Citation(
        number,
        title if title and isinstance(title, str) else url,
        url,
        published if isinstance(published, str) else None,
        snippet if isinstance(snippet, str) else "",
    )


@frozen
class Usage:
    """Tokens and searches of a job; None where the service did not say.

    `total_tokens` is what the service says: prompt and completion, without reasoning and citation tokens.
    """

    __module__ = "perplexity_jobs"  # where users import it from, for tracebacks and pickles

    prompt_tokens: int | None = None
    completion_tokens: int | None = None
    total_tokens: int | None = None
    reasoning_tokens: int | None = None
    citation_tokens: int | None = None
    num_search_queries: int | None = None


@frozen
class Result:
    """A usable result.

    `typed` is the generated model of it, `search_results` its sources as models; `incomplete` says why
    this is no whole answer, where it is none.
    """

    typed: Any
    text: str
    reasoning: str | None = None
    citations: Sequence[Citation] = ()
    search_results: Sequence[Any] = ()
    usage: Usage | None = None
    cost: float | None = field(default=None)
    incomplete: str | None = None


def not_whole(data: JobData) -> str:
    """Why the answer of a job that has ended in another way than it should is none to rely on."""
    why = _NOT_WHOLE.get(data.status, f"it ended as {data.raw_status!r}")
    details = f" ({data.error_message})" if data.error_message else ""
    return f"{why}{details}; job.text holds what there is of it"


_THINK = re.compile(r"\s*<think>(?P<reasoning>.*?)(?:</think>|\Z)", re.DOTALL)


def split_reasoning(text: str) -> tuple[str, str | None]:
    """The answer, and the ``<think>…</think>`` text in front of it, where there is one.

    Only in front: the same letters further on belong to the answer. A text that was cut off before the
    end mark is all reasoning.
    """
    match = _THINK.match(text)
    if match is None:
        return text, None
    return text[match.end() :].lstrip(), match["reasoning"].strip()
