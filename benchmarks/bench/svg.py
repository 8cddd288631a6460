"""Line plots as SVG with logarithmic axes, in a form whose differences can be reviewed."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from html import escape

_WIDTH, _HEIGHT = 720, 400
_LEFT, _RIGHT, _TOP, _BOTTOM = 70, 230, 40, 50
_COLOURS = ("#0b6e99", "#d9480f", "#2b8a3e", "#862e9c", "#c92a2a", "#5c940d", "#495057", "#e67700")

Point = tuple[float, float]


def line_plot(title: str, x_name: str, y_name: str, lines: Mapping[str, Sequence[Point]]) -> str:
    """The plot as an SVG document; points that are not positive have no place on it and are left out."""
    drawn = {
        name: kept
        for name, points in lines.items()
        if (kept := [(x, y) for x, y in sorted(points) if x > 0 and y > 0])
    }
    xs = [x for points in drawn.values() for x, _ in points] or [1.0]
    ys = [y for points in drawn.values() for _, y in points] or [1.0]
    x_low, x_high = _decades(xs)
    y_low, y_high = _decades(ys)
    width, height = _WIDTH - _LEFT - _RIGHT, _HEIGHT - _TOP - _BOTTOM

    def across(x: float) -> float:
        return _LEFT + width * (math.log10(x) - x_low) / (x_high - x_low)

    def up(y: float) -> float:
        return _TOP + height * (1 - (math.log10(y) - y_low) / (y_high - y_low))

    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {_HEIGHT}" font-family="sans-serif" '
        'font-size="12" role="img">',
        f"<title>{escape(title)}</title>",
        f'<rect width="{_WIDTH}" height="{_HEIGHT}" fill="#ffffff"/>',
        _text(_LEFT, _TOP - 16, title, size=14),
        _text(_LEFT + width / 2, _HEIGHT - 12, x_name, anchor="middle"),
        _text(_LEFT - 8, _TOP - 2, y_name, anchor="end"),
    ]
    for power in range(x_low, x_high + 1):
        at = across(10.0**power)
        parts.append(_rule(at, _TOP, at, _TOP + height))
        parts.append(_text(at, _TOP + height + 16, _number(power), anchor="middle"))
    for power in range(y_low, y_high + 1):
        at = up(10.0**power)
        parts.append(_rule(_LEFT, at, _LEFT + width, at))
        parts.append(_text(_LEFT - 8, at + 4, _number(power), anchor="end"))
    for position, (name, points) in enumerate(drawn.items()):
        colour = _COLOURS[position % len(_COLOURS)]
        path = " ".join(f"{across(x):.1f},{up(y):.1f}" for x, y in points)
        parts.append(f'<polyline points="{path}" fill="none" stroke="{colour}" stroke-width="2"/>')
        parts += [f'<circle cx="{across(x):.1f}" cy="{up(y):.1f}" r="3" fill="{colour}"/>' for x, y in points]
        parts.append(_text(_LEFT + width + 12, _TOP + 14 + 18 * position, name, colour=colour))
    return "\n".join([*parts, "</svg>"]) + "\n"


def _decades(values: Sequence[float]) -> tuple[int, int]:
    low, high = math.floor(math.log10(min(values))), math.ceil(math.log10(max(values)))
    return low, max(high, low + 1)


def _number(power: int) -> str:
    return f"{10**power:,}" if power >= 0 else f"{10.0**power:g}"


def _rule(x1: float, y1: float, x2: float, y2: float) -> str:
    return f'<line x1="{x1:.1f}" y1="{y1:.1f}" x2="{x2:.1f}" y2="{y2:.1f}" stroke="#dee2e6"/>'


def _text(
    x: float, y: float, words: str, *, anchor: str = "start", size: int = 12, colour: str = "#212529"
) -> str:
    return (
        f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}" font-size="{size}" fill="{colour}">'
        f"{escape(words)}</text>"
    )
