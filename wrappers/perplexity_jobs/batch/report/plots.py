"""Histograms as SVG text: pure, small, and readable without colours."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Sequence

# Small, so that letters are still read where it is drawn 330 pixels wide.
_WIDTH, _HEIGHT = 360, 150
_LEFT, _BOTTOM, _TOP = 34, 20, 10
# Fewer different values are listed: bars would show their gaps.
_FEW = 6


def histogram(values: Sequence[float], *, title: str, say: Callable[[float], str]) -> str:
    """A histogram, or a sentence where there are few different values; `say` puts a value into words."""
    ordered = sorted(values)
    written = Counter(map(say, ordered))
    if len(written) < _FEW:
        each = (f"{word} ({n:,} times)" if n > 1 else word for word, n in written.items())
        return f"<p>{title}: {', '.join(each) or 'none known'}.</p>"
    # Rice's rule: few values in narrow ranges would be a comb.
    bars = min(24, math.ceil(2 * len(values) ** (1 / 3)))
    low, high = ordered[0], ordered[-1]
    width = (high - low) / bars
    counts = Counter(min(bars - 1, int((value - low) / width)) for value in ordered)
    top, step, base = max(counts.values()), (_WIDTH - _LEFT) / bars, _HEIGHT - _BOTTOM
    drawn = ""
    for bar in range(bars):
        height = (base - _TOP) * counts[bar] / top
        begin, end = say(low + bar * width), say(low + (bar + 1) * width)
        drawn += (
            f'<rect x="{_LEFT + bar * step + 0.5:.1f}" y="{base - height:.1f}" width="{step - 1:.1f}" '
            f'height="{height:.1f}"><title>{begin} to {end}: {counts[bar]:,}</title></rect>'
        )
    median, most = (ordered[int(share * len(ordered))] for share in (0.5, 0.95))
    at = _LEFT + (median - low) / width * step
    return (
        f"<figure><figcaption>{title}: half up to {say(median)}, 95\u00a0% up to {say(most)}</figcaption>"
        f'<svg viewBox="0 0 {_WIDTH} {_HEIGHT}" aria-hidden="true">{drawn}'
        f'<path class="axis" d="M{_LEFT} {base}H{_WIDTH}"/>'
        f'<path class="median" d="M{at:.1f} {_TOP}V{base}"/>'
        f'<text x="{_LEFT - 5}" y="{_TOP + 8}" text-anchor="end">{top:,}</text>'
        f'<text x="{_LEFT}" y="{base + 15}">{say(low)}</text>'
        f'<text x="{_WIDTH}" y="{base + 15}" text-anchor="end">{say(high)}</text></svg></figure>'
    )
