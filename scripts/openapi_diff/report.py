"""How a comparison is shown: to people in the terminal and in Markdown, to tools as JSON."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from openapi_diff.model import Change, Direction, Severity
from openapi_diff.result import Comparison, advice
from openapi_diff.rules import RULES, Kind, Rule

_HALVES = (("The document", "document"), ("The Python API", "python"))


def print_report(comparison: Comparison, console: Console) -> None:
    """Write the report to a terminal, or as plain text where the output is no terminal."""
    console.print(escape(comparison.headline), style="bold", highlight=False, soft_wrap=True)
    for title, changes in _halves(comparison):
        console.print(f"\n{title}", style="bold", highlight=False)
        table = Table(box=None, padding=(0, 2, 0, 0), show_header=False)
        table.add_column(no_wrap=True)
        table.add_column(overflow="fold")
        table.add_column(overflow="fold")
        for change in changes:
            word = "[red]breaks[/red]" if change.is_breaking else "[green]ok[/green]"
            table.add_row(
                word, escape(change.where), f"{escape(change.what)}\n[dim]{escape(_why(change))}[/dim]"
            )
        console.print(table, highlight=False)
    steps = advice(comparison)
    if steps:
        console.print("\nWhat to do", style="bold")
        for step in steps:
            console.print(f"- {step}", markup=False, highlight=False)


def markdown(comparison: Comparison) -> str:
    """The report as Markdown, ready for a pull request or release notes."""
    lines = ["# What changed", "", f"{_cell(comparison.headline)}.", ""]
    for title, changes in _halves(comparison):
        lines += [f"## {title}", ""]
        for word, chosen in (
            ("Breaking", [change for change in changes if change.is_breaking]),
            ("Compatible", [change for change in changes if not change.is_breaking]),
        ):
            if chosen:
                lines += [f"### {word}", "", "| where | what | why so judged |", "| --- | --- | --- |"]
                lines += [f"| `{_cell(c.where)}` | {_cell(c.what)} | {_cell(_why(c))} |" for c in chosen]
                lines.append("")
    steps = advice(comparison)
    if steps:
        lines += ["## What to do", "", *(f"- {step}" for step in steps), ""]
    return "\n".join(lines)


def rules_table() -> str:
    """Every rule as a Markdown table, as the documentation holds it."""
    columns = (Direction.REQUEST, Direction.RESPONSE, Direction.CALL)
    lines = ["| change | in what callers send | in what callers receive | in the call |", "|---|---|---|---|"]
    for kind in Kind:
        cells = [_rule_cell(RULES.get((kind, direction))) for direction in columns]
        lines.append(f"| {kind} | {' | '.join(cells)} |")
    return "\n".join(lines) + "\n"


def as_json(comparison: Comparison) -> str:
    """The report as one JSON object."""
    return json.dumps(comparison.to_dict(), indent=2, ensure_ascii=False) + "\n"


def _halves(comparison: Comparison) -> Iterator[tuple[str, Sequence[Change]]]:
    for title, name in _HALVES:
        changes: Sequence[Change] = getattr(comparison, name) or ()
        if changes:
            yield title, changes


def _rule_cell(rule: Rule | None) -> str:
    if rule is None:
        return ""
    return f"**breaks**: {rule.reason}" if rule.severity is Severity.BREAKING else f"ok: {rule.reason}"


def _why(change: Change) -> str:
    seen = {"request": "request", "response": "response"}.get(str(change.direction))
    told = [f"{seen}: {change.reason}" if seen else change.reason]
    if any(not change.where.startswith(label) for label in change.operations):
        told.append(f"reached by {', '.join(change.operations)}")
    return "; ".join(told)


def _cell(text: str) -> str:
    return text.replace("\\", "\\\\").replace("|", "\\|").replace("\n", " ")
