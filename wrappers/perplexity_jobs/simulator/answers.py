"""`Answer`, what a test prescribes for a job, and `Answers`, the queue from which jobs take theirs."""

from __future__ import annotations

import json
import math
import re
from collections.abc import Callable, Iterable, Mapping
from typing import Any, TypedDict

import attrs

from .fault import Active, parse
from .prose import Report, Source

Citations = str | Iterable[str] | Iterable[str | Mapping[str, str]]
Match = str | re.Pattern[str] | Callable[[dict[str, Any]], bool]

_FAULTS = {
    "completed": "",
    "failed": "fail",
    "incomplete": "incomplete, completed-length",  # the older API tells it by its `finish_reason`
    "cancelled": "cancelled",
    "requires_action": "requires-action",
    "in_progress": "never-ends",
    "queued": "never-starts",
    "created": "never-starts",
}
"""The faults by which a job gets a status, and keeps it."""


class AnswerOptions(TypedDict, total=False):
    """The keywords of an `Answer` besides its content."""

    match: Match | None
    citations: Citations
    cost: float | None
    usage: Mapping[str, Any]
    after: float | None
    status: str
    error: str | None
    fault: str
    times: int | None


class NoAnswerError(LookupError):
    """No prescribed answer is left for a submit, or a job of its API cannot end as prescribed."""


def _short(content: object) -> str:
    return f"{content!r:.60}"


def _lower(word: str) -> str:
    return str(word).lower()


def _sources(given: Citations) -> tuple[Source, ...]:
    several = [given] if isinstance(given, str) else given
    pairs = [{"url": one} if isinstance(one, str) else one for one in several]
    return tuple(Source(**{"title": pair.get("url", ""), **pair}) for pair in pairs)


@attrs.frozen(eq=False)
class Answer:
    """What a test prescribes for a job: an answer, a failure, or that it never ends.

    Attributes:
        content: the text; what is not a text becomes JSON, as a structured answer. None is a made-up answer.
        match: which jobs it is for: those whose question holds a text or fits a pattern, or for which a
            function of the request (a dict) says yes. None is any, after those that match.
        citations: the sources, as addresses or as dicts with `url`, `title`, `snippet`, `date`.
        cost: USD in all; the parts of the cost keep the proportions of the service.
        usage: fields of the usage in the words of the API, beside those that follow from the content.
        after: seconds until the job ends.
        status: where the job stays in the end: `"completed"`, `"failed"`, `"incomplete"`, `"cancelled"` and
            `"requires_action"` (these two on the Agent API only), or for ever `"in_progress"` or `"queued"`.
        error: what a failed job says; it fails with this alone.
        fault: what else goes wrong with the job, see `FAULTS`.
        times: for how many jobs it is; None for all. Without it, an answer with a `match` is for all and any
            other for one.

    Raises:
        TypeError: the content is no JSON, or a citation has a field of another name.
        UnknownFaultError: there is no such fault.
        ValueError: another option cannot be.
    """

    content: Any = attrs.field(default=None, repr=_short)
    match: Match | None = attrs.field(default=None, kw_only=True)
    citations: tuple[Source, ...] = attrs.field(default=(), converter=_sources, kw_only=True, repr=False)
    cost: float | None = attrs.field(default=None, kw_only=True)
    usage: Mapping[str, Any] = attrs.field(factory=dict, kw_only=True)
    after: float | None = attrs.field(default=None, kw_only=True)
    status: str = attrs.field(default="completed", kw_only=True, converter=_lower)
    error: str | None = attrs.field(default=None, kw_only=True)
    fault: str = attrs.field(default="", kw_only=True)
    times: int | None = attrs.field(kw_only=True)
    report: Report | None = attrs.field(init=False, repr=False)

    @times.default
    def _times(self) -> int | None:
        return 1 if self.match is None else None

    @report.default
    def _report(self) -> Report | None:
        if self.content is None:
            return None
        is_text = isinstance(self.content, str)
        text = self.content if is_text else json.dumps(self.content, ensure_ascii=False)
        return Report(text, self.citations)

    def __attrs_post_init__(self) -> None:
        if self.citations and self.report is None:
            raise ValueError("citations= belong to a text; give that first")
        for name in ("cost", "after"):
            number = getattr(self, name)
            if number is not None and not 0 <= number < math.inf:
                raise ValueError(f"{name}={number!r} is a number from 0")
        if self.status not in _FAULTS:
            raise ValueError(f"status={self.status!r} is none of {', '.join(_FAULTS)}")
        if self.error is not None and self.status not in {"completed", "failed"}:
            raise ValueError(f"error={self.error!r:.50} is of a job that failed, not of one {self.status}")
        if self.times is not None and self.times < 1:
            raise ValueError(f"times={self.times!r} is a number from 1, or None for all")
        if early := [a.fault.name for a in parse(self.fault) if a.fault.operation in {"submit", "list"}]:
            raise ValueError(f"fault={early[0]!r} strikes where there is no job yet: set it as sim.fault")

    def faults_on(self, api: str) -> list[Active]:
        """The faults that produce this answer's status on an API.

        Raises:
            NoAnswerError: no job of that API has such a status.
        """
        wanted = parse(_FAULTS["failed" if self.error is not None else self.status])
        known = [active for active in wanted if active.fault.api in {"any", api}]
        if wanted and not known:
            raise NoAnswerError(
                f"No job of this API has the status {self.status}, which its answer asks for."
            )
        return known + parse(self.fault)

    def is_for(self, question: str, request: dict[str, Any]) -> bool:
        """Whether this answer matches a job."""
        if self.match is None:
            return True
        if isinstance(self.match, str):
            return self.match in question
        return bool(
            self.match.search(question) if isinstance(self.match, re.Pattern) else self.match(request)
        )


class Answers:
    """A queue of prescribed answers."""

    def __init__(self, given: Iterable[Any]) -> None:
        self._left: list[tuple[Answer, int | None]] = []
        for one in [given] if isinstance(given, str | Mapping) else given:
            self.add(one if isinstance(one, Answer) else Answer(one))

    def add(self, answer: Answer) -> None:
        """Append an answer."""
        self._left.append((answer, answer.times))

    def take(self, question: str, request: dict[str, Any]) -> Answer | None:
        """The answer for a new job, or None; answers whose `match` fits the job come first."""
        fitting = [place for place, (answer, _) in enumerate(self._left) if answer.is_for(question, request)]
        if not fitting:
            return None
        place = min(fitting, key=lambda place: self._left[place][0].match is None)
        answer, left = self._left[place]
        self._left[place : place + 1] = [] if left == 1 else [(answer, left and left - 1)]
        return answer

    def left(self) -> list[Answer]:
        """The answers that no job has taken, without those for any number of jobs."""
        return [answer for answer, left in self._left if left is not None]


def priced(parts: Mapping[str, float], answer: Answer | None) -> tuple[dict[str, float], float]:
    """The parts of a cost and their total, in USD, scaled to the cost that an answer prescribes, if any."""
    total = sum(parts.values())
    cost = None if answer is None else answer.cost
    share = 1.0 if cost is None else cost / total
    rounded = {name: round(value * share, 6) for name, value in parts.items()}
    return rounded, round(sum(rounded.values()), 6) if cost is None else cost
