"""Histograms as SVG text: pure, small, and readable without colours."""

from __future__ import annotations

import math
from collections.abc import Sequence
from html import escape

_WIDTH, _HEIGHT = 640, 220
_LEFT, _BOTTOM, _TOP = 40, 36, 12
_STEPS = (1.0, 2.0, 2.5, 5.0, 10.0)


def bins(values: Sequence[float], wanted: int = 24) -> list[tuple[float, float, int]]:
    """Ranges of round width that cover the values, as (from, to, count); empty for no values.

    Args:
        values: finite numbers.
        wanted: about how many ranges.
    """
    if not values:
        return []
    low, high = min(values), max(values)
    raw = (high - low) / wanted or abs(high) / wanted or 1.0
    magnitude = 10.0 ** math.floor(math.log10(raw))
    width = next(step * magnitude for step in (*_STEPS, 20.0) if step * magnitude >= raw)
    first = math.floor(low / width)
    count = math.floor(high / width) - first + 1
    counts = [0] * count
    for value in values:
        counts[min(count - 1, max(0, math.floor(value / width) - first))] += 1
    return [((first + i) * width, (first + i + 1) * width, number) for i, number in enumerate(counts)]


def histogram(values: Sequence[float], *, title: str, unit: str) -> str:
    """A histogram; a sentence instead where there is nothing to show."""
    ranges = bins(values)
    if not ranges:
        return f"<p>{escape(title)}: none known.</p>"
    top = max(count for _, _, count in ranges)
    step = (_WIDTH - _LEFT) / len(ranges)
    bars = []
    for index, (low, high, count) in enumerate(ranges):
        height = (_HEIGHT - _BOTTOM - _TOP) * count / top
        x, y = _LEFT + index * step, _HEIGHT - _BOTTOM - height
        bars.append(
            f'<rect x="{x + 1:.1f}" y="{y:.1f}" width="{max(1.0, step - 2):.1f}" height="{height:.1f}">'
            f"<title>{low:g} to {high:g} {escape(unit)}: {count}</title></rect>"
        )
    ordered = sorted(values)
    median = ordered[len(ordered) // 2]
    span = ranges[-1][1] - ranges[0][0]
    at = _LEFT + (median - ranges[0][0]) / span * (_WIDTH - _LEFT)
    base = _HEIGHT - _BOTTOM
    label = f"{title}: {len(values)} values from {ordered[0]:g} to {ordered[-1]:g} {unit}, median {median:g}"
    return (
        f'<svg viewBox="0 0 {_WIDTH} {_HEIGHT}" role="img" aria-label="{escape(label)}">'
        f"{''.join(bars)}"
        f'<line class="axis" x1="{_LEFT}" y1="{base}" x2="{_WIDTH}" y2="{base}"/>'
        f'<line class="median" x1="{at:.1f}" y1="{_TOP}" x2="{at:.1f}" y2="{base}"/>'
        f'<text x="{_LEFT - 6}" y="{_TOP + 8}" text-anchor="end">{top}</text>'
        f'<text x="{_LEFT - 6}" y="{base}" text-anchor="end">0</text>'
        f'<text x="{_LEFT}" y="{base + 16}">{ranges[0][0]:g}</text>'
        f'<text x="{_WIDTH}" y="{base + 16}" text-anchor="end">{ranges[-1][1]:g} {escape(unit)}</text>'
        f'<text x="{(_LEFT + _WIDTH) / 2:.0f}" y="{base + 16}" text-anchor="middle">'
        f"{escape(title)}, median {median:.4g} {escape(unit)}</text></svg>"
    )
