"""What `batch` tells the person at the terminal: progress, estimate, summary."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import attrs

from .._values.text import plain_duration
from ..batch import BatchProgress, Estimate, Summary
from .display import EVERY, is_terminal
from .streams import note

_REASONS = 5
_NAMED = 20


@contextlib.contextmanager
def watched(quiet: bool) -> Iterator[Callable[[BatchProgress], None] | None]:
    """A function that shows progress: a bar for a terminal, a line now and then for a log."""
    if quiet:
        yield None
    elif is_terminal():
        with _bar() as show:
            yield show
    else:
        yield _lines()


def progress_line(at: BatchProgress) -> str:
    """Where a run stands, in one line."""
    failed = f" ({at.failed} without an answer)" if at.failed else ""
    left = "" if at.left is None else f", about {plain_duration(at.left)} left"
    return (
        f"{at.ended} of {at.total} ended{failed}, {at.in_flight} in flight, {at.waiting} to submit at "
        f"{at.submit_rate:g} a minute, {at.end_rate:.1f} ended a minute, USD {at.cost:.2f} so far "
        f"for {at.jobs} jobs bought{left}"
    )


def _lines() -> Callable[[BatchProgress], None]:
    due = 0.0

    def show(at: BatchProgress) -> None:
        nonlocal due
        if at.elapsed < due and at.ended < at.total:
            return
        due = at.elapsed + EVERY
        note(progress_line(at))

    return show


@contextlib.contextmanager
def _bar() -> Iterator[Callable[[BatchProgress], None]]:
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

    columns = (BarColumn(), MofNCompleteColumn(), TimeElapsedColumn(), TextColumn("{task.description}"))
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task("", total=None)

        def show(at: BatchProgress) -> None:
            words = progress_line(at).split(", ", 1)[1]
            progress.update(task, total=at.total, completed=at.ended, description=words)

        yield show


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
        lines.insert(1, f"What {unknown} cost is not known before one such job has ended.")
    lines.append(f"About {plain_duration(guess.seconds)} at {guess.submit_rate:g} submits a minute.")
    if guess.beyond_budget:
        lines.append(f"The budget leaves out {guess.beyond_budget}.")
    return lines


def summary_lines(summary: Summary, out: Path | None, ledger: Path) -> list[str]:
    """A summary for people."""
    lines = [
        f"{summary.total} items: {summary.completed} completed, {summary.failed} without an answer, "
        f"{summary.open} still open."
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
    unpriced = f" ({summary.unpriced} did not say what they cost)" if summary.unpriced else ""
    lines.append(f"Cost: USD {summary.cost:.2f} for {summary.jobs} jobs{unpriced}.")
    reasons = list(summary.failures.items())
    lines += [f"  {count} x {reason}" for reason, count in reasons[:_REASONS]]
    if len(reasons) > _REASONS:
        lines.append(f"  and {len(reasons) - _REASONS} other reasons")
    if out is not None:
        lines.append(f"Results: {out}")
    lines.append(f"Ledger: {ledger}")
    return lines


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
