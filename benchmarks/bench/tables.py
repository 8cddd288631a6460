"""Markdown tables of samples: medians, each with its ratio to the reference."""

from __future__ import annotations

from collections.abc import Sequence

from .samples import Sample, find, ratio

_NOTHING = "-"


def number(value: float) -> str:
    """A number with three significant digits, whole from 100 on."""
    if value == 0:
        return "0"
    if abs(value) >= 100:
        return f"{value:,.0f}"
    return f"{value:.3g}"


def by_case(
    samples: Sequence[Sample], figure: str, metric: str, reference: str, cases: Sequence[str] = ()
) -> str:
    """Contestants down, cases across: ``median (ratio to the reference)``."""
    chosen = [s for s in samples if s.figure == figure and s.metric == metric]
    across = list(cases) or list(dict.fromkeys(s.case for s in chosen))
    rows = []
    for who in dict.fromkeys(s.who for s in chosen):
        cells = [_cell(samples, figure, case, who, metric, reference) for case in across]
        if any(cell != _NOTHING for cell in cells):
            rows.append([who, *cells])
    return table([metric, *across], rows)


def by_metric(samples: Sequence[Sample], figure: str, case: str, reference: str | None) -> str:
    """Contestants down, metrics across, for one case."""
    chosen = [s for s in samples if s.figure == figure and s.case == case]
    metrics = list(dict.fromkeys(s.metric for s in chosen))
    rows = [
        [who, *(_cell(samples, figure, case, who, metric, reference) for metric in metrics)]
        for who in dict.fromkeys(s.who for s in chosen)
    ]
    return table([case, *metrics], rows)


def table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """A Markdown table; the first column to the left, the others to the right."""
    lines = ["| " + " | ".join(head) + " |", "|---|" + "---:|" * (len(head) - 1)]
    lines += ["| " + " | ".join(row) + " |" for row in rows]
    return "\n".join(lines) + "\n"


def _cell(
    samples: Sequence[Sample], figure: str, case: str, who: str, metric: str, reference: str | None
) -> str:
    found = find(samples, figure, case, who, metric)
    if found is None:
        return _NOTHING
    base = find(samples, figure, case, reference, metric) if reference else None
    share = ratio(found, base) if base is not None and who != reference else None
    return number(found.median) + (f" ({share:.2f})" if share is not None else "")
