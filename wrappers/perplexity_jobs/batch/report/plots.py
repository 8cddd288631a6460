"""Histograms as SVG text: pure, small, and readable without colours."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Sequence

# Small, so that letters are still read where it is drawn 330 pixels wide.
_WIDTH, _HEIGHT = 360, 150
_LEFT, _BOTTOM, _TOP = 34, 20, 10
_STEPS = (1.0, 2.0, 2.5, 5.0, 10.0)
# Fewer different values are listed: bars would show their gaps.
_FEW = 6


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


def histogram(values: Sequence[float], *, title: str, say: Callable[[float], str], unit: float = 1.0) -> str:
    """A histogram, or a sentence where there are few values; ranges are round multiples of the unit."""
    ordered = sorted(values)
    written = Counter(map(say, ordered))
    if len(written) < _FEW:
        each = (f"{word} ({n:,} times)" if n > 1 else word for word, n in written.items())
        return f"<p>{title}: {', '.join(each) or 'none known'}.</p>"
    # Rice's rule: few values in narrow ranges would be a comb.
    ranges = bins([value / unit for value in ordered], min(24, math.ceil(2 * len(values) ** (1 / 3))))
    begin, end, top = ranges[0][0], ranges[-1][1], max(count for _, _, count in ranges)
    step, base = (_WIDTH - _LEFT) / len(ranges), _HEIGHT - _BOTTOM
    bars = ""
    for index, (low, high, count) in enumerate(ranges):
        height = (base - _TOP) * count / top
        bars += (
            f'<rect x="{_LEFT + index * step + 0.5:.1f}" y="{base - height:.1f}" width="{step - 1:.1f}" '
            f'height="{height:.1f}"><title>{say(low * unit)} to {say(high * unit)}: {count:,}</title></rect>'
        )
    median, most = (ordered[int(share * len(ordered))] for share in (0.5, 0.95))
    at = _LEFT + (median / unit - begin) / (end - begin) * (_WIDTH - _LEFT)
    return (
        f"<figure><figcaption>{title}: half up to {say(median)}, 95\u00a0% up to {say(most)}</figcaption>"
        f'<svg viewBox="0 0 {_WIDTH} {_HEIGHT}" aria-hidden="true">{bars}'
        f'<path class="axis" d="M{_LEFT} {base}H{_WIDTH}"/>'
        f'<path class="median" d="M{at:.1f} {_TOP}V{base}"/>'
        f'<text x="{_LEFT - 5}" y="{_TOP + 8}" text-anchor="end">{top:,}</text>'
        f'<text x="{_LEFT}" y="{base + 15}">{say(begin * unit)}</text>'
        f'<text x="{_WIDTH}" y="{base + 15}" text-anchor="end">{say(end * unit)}</text></svg></figure>'
    )
