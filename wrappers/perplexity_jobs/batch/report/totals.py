"""The head of a report: when and what was asked, the numbers, the plots, and the reasons of failures."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime

from ..._values.text import plain_duration
from ..results.summary import Summary
from .item import bdi, usd
from .plots import histogram

_REASONS = 30


def totals(summary: Summary, costs: Sequence[float]) -> Iterator[str]:
    """Everything above the items; `costs` in USD of the jobs that said what they cost."""
    yield _about(summary)
    yield _numbers(summary)
    jobs = f"{len(summary.durations):,} completed jobs"
    yield '<div class="plots">'
    yield histogram(summary.durations, title=f"Duration of {jobs}", say=plain_duration)
    yield histogram(costs, title=f"Cost of {len(costs):,} jobs", say=usd)
    yield f"</div>{_failures(summary)}"


def _about(summary: Summary) -> str:
    asked = (f"{bdi(words)}, {count:,} of {summary.total:,} items" for words, count in summary.asked.items())
    lines = {
        "When (UTC)": " to ".join(_day(moment) for moment in (summary.began, summary.active) if moment),
        "API": summary.api,
        "Settings": "<br>".join(asked),
    }
    return f"<dl>{''.join(f'<dt>{name}</dt><dd>{value}</dd>' for name, value in lines.items() if value)}</dl>"


def _day(moment: datetime) -> str:
    return f"{moment.day} {moment:%B %Y, %H:%M}"


def _numbers(summary: Summary) -> str:
    cells = {
        "items": summary.total,
        "completed": summary.completed,
        "without an answer": summary.failed,
        "uncertain": len(summary.uncertain),
        "still open": summary.open,
        "jobs bought": summary.jobs,
    }
    lines = [f"<li><b>{n:,}</b> {name}</li>" for name, n in cells.items() if n or name == "items"]
    return f'<ul class="numbers">{"".join(lines)}<li><b>{usd(summary.cost)}</b> cost</li></ul>'


def _failures(summary: Summary) -> str:
    if not summary.failures:
        return ""
    reasons = [(f"{count:,}", bdi(reason)) for reason, count in summary.failures.items()]
    if len(reasons) > _REASONS:
        reasons[_REASONS:] = [("", f"and {len(reasons) - _REASONS:,} other reasons")]
    rows = "".join(f"<tr><td>{count}</td><td>{reason}</td></tr>" for count, reason in reasons)
    return f"<h2>Without an answer</h2><table><tr><th>Items</th><th>Reason</th></tr>{rows}</table>"
