"""What `batch` tells the person at the terminal: progress, estimate, summary."""

from __future__ import annotations

import contextlib
import sys
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import attrs

from .._values.text import plain_duration
from .display import is_terminal, live

if TYPE_CHECKING:
    from ..batch import BatchProgress, Estimate, Summary

_REASONS = 5
_NAMED = 20


@contextlib.contextmanager
def watched(quiet: bool) -> Iterator[Callable[[BatchProgress], None] | None]:
    """A function that shows progress: a line with a bar on a terminal, a line now and then in a log."""
    if quiet:
        yield None
        return
    last: BatchProgress | None = None

    def line(columns: int) -> str:
        if last is None:
            return "opening the ledger"
        return bar_line(last, columns) if is_terminal() else progress_line(last)

    with live(line) as changed:

        def show(at: BatchProgress) -> None:
            nonlocal last
            last = at
            changed()

        yield show


def bar_line(at: BatchProgress, columns: int) -> str:
    """Where a run stands, in one line of so many columns."""
    failed = f", {at.failed:,} failed" if at.failed else ""
    left = "" if at.left is None else f", {plain_duration(at.left)} left"
    ended, flying = f"{at.ended:,}/{at.total:,}{failed}", f", {at.in_flight:,} in flight"
    if at.trouble:
        return f"{ended}, {at.trouble}"[:columns]
    rest = f", USD {at.cost:,.2f}{left}"
    words = ended + flying + rest
    if len(words) > columns:
        words = ended + rest
    room = min(30, columns - len(words) - 1)
    if room < 5:
        return words
    full, empty = "█░" if (sys.stderr.encoding or "").lower().startswith("utf") else "#."
    done = room * at.ended // max(1, at.total)
    return f"{full * done}{empty * (room - done)} {words}"


def progress_line(at: BatchProgress) -> str:
    """Where a run stands, for a log."""
    failed = f" ({at.failed:,} without an answer)" if at.failed else ""
    left = "" if at.left is None else f", about {plain_duration(at.left)} left"
    return (
        f"{at.ended:,} of {at.total:,} ended{failed}, {at.in_flight:,} in flight, "
        f"{at.waiting:,} to submit at {at.submit_rate:g} a minute, {at.end_rate:.1f} ended a minute, "
        f"USD {at.cost:,.2f} so far for {at.jobs:,} jobs bought{left}"
        f"{at.trouble and f'; {at.trouble}'}"
    )


def estimate_lines(guess: Estimate) -> list[str]:
    """An estimate for people."""
    repeated = f", {guess.repeated} of them repeated and asked once" if guess.repeated else ""
    unknown = ", ".join(f"{count} with {model}" for model, count in guess.unknown.items())
    lines = [
        f"{guess.items} items{repeated}: {guess.done} have a result, {guess.in_flight} have a job, "
        f"{guess.to_submit} would be submitted."
    ]
    if guess.to_submit > sum(guess.unknown.values()) or not unknown:
        which = "The others" if unknown else "They"
        lines.append(
            f"{which} may cost USD {guess.low:.2f} to {guess.high:.2f}, likely {guess.likely:.2f}; USD "
            f"{guess.spent:.2f} is spent already."
        )
    if unknown:
        lines.insert(1, f"The price of {unknown} is not known before one such job has ended.")
    lines.append(f"About {plain_duration(guess.seconds)} at {guess.submit_rate:g} submits a minute.")
    if guess.beyond_budget:
        lines.append(f"The budget leaves out {guess.beyond_budget}.")
    return lines


def summary_lines(summary: Summary, out: Path | None, ledger: Path) -> list[str]:
    """A summary for people."""
    lines = [
        f"{summary.total:,} items: {summary.completed:,} completed, {summary.failed:,} without an answer, "
        f"{summary.open:,} still open."
    ]
    if summary.uncertain:
        more = len(summary.uncertain) - _NAMED
        named = ", ".join(summary.uncertain[:_NAMED]) + (f" and {more} more" if more > 0 else "")
        lines.append(
            f"Uncertain, {len(summary.uncertain)} of them: {named}. Each may have been bought although no "
            "job id arrived; --resubmit-uncertain submits them again, at the price of a second job."
        )
    median, most = summary.quantile(0.5), summary.quantile(0.95)
    if median is not None and most is not None:
        lines.append(f"Durations: half within {plain_duration(median)}, 95 % within {plain_duration(most)}.")
    unpriced = f" ({summary.unpriced:,} did not say what they cost)" if summary.unpriced else ""
    lines.append(f"Cost: USD {summary.cost:,.2f} for {summary.jobs:,} jobs{unpriced}.")
    reasons = list(summary.failures.items())
    lines += [f"  {count:,} x {reason}" for reason, count in reasons[:_REASONS]]
    if len(reasons) > _REASONS:
        lines.append(f"  and {len(reasons) - _REASONS} other reasons")
    if out is not None:
        lines.append(f"Results: {out}")
    lines.append(f"Ledger: {ledger}")
    return lines


def status_lines(summary: Summary, ledger: Path) -> list[str]:
    """A summary with what is still to come, and what was asked when."""
    first, *more = summary_lines(summary, None, ledger)
    lines = [first]
    if summary.open:
        sent = summary.counts.get("submitted", 0) + summary.counts.get("intent", 0)
        lines.append(f"Open: {sent:,} at the service, {summary.open - sent:,} not sent.")
    lines += [
        f"Asked with {words}: {count:,} of {summary.total:,} items" for words, count in summary.asked.items()
    ]
    if summary.active is not None:
        lines.append(f"API: {summary.api}. Last submit or end of a job: {summary.active:%Y-%m-%d %H:%M} UTC.")
    return lines + more


def summary_json(summary: Summary) -> dict[str, Any]:
    """A summary for programs."""
    counted = ("total", "completed", "failed", "open")
    return {
        **attrs.asdict(
            summary,
            filter=lambda a, _: a.name != "durations",
            value_serializer=lambda _, __, value: value.isoformat() if isinstance(value, datetime) else value,
        ),
        **{name: getattr(summary, name) for name in counted},
        "median_seconds": summary.quantile(0.5),
        "p95_seconds": summary.quantile(0.95),
    }
