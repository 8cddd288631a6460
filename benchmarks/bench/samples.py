"""`Sample`, the values of one metric by round, and the comparison of two samples.

Rounds are paired: in each, every client is measured once, in a new order. A disturbance of the machine then
affects all of them, and the median of the rounds' ratios is more stable than the values.
"""

from __future__ import annotations

import statistics
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from attrs import asdict, frozen


@frozen
class Sample:
    """The values of one metric for one contestant in one case, in the order of the rounds.

    Attributes:
        figure: the benchmark, such as ``calls``.
        case: what was done.
        who: with what.
        metric: what was measured, with its unit, such as ``CPU, µs``.
    """

    figure: str
    case: str
    who: str
    metric: str
    values: Sequence[float]

    @property
    def median(self) -> float:
        """The value to show."""
        return statistics.median(self.values)

    @property
    def spread(self) -> float:
        """The interquartile range as a share of the median: the noise."""
        if len(self.values) < 2 or not self.median:
            return 0.0
        first, _, third = statistics.quantiles(self.values, n=4, method="inclusive")
        return (third - first) / abs(self.median)

    def to_json(self) -> dict[str, Any]:
        """For the raw results."""
        return asdict(self)


def ratio(one: Sample, other: Sample) -> float | None:
    """The median of the rounds' ratios of one sample to another; None where they cannot be paired."""
    pairs = [(a, b) for a, b in zip(one.values, other.values, strict=False) if b]
    return statistics.median(a / b for a, b in pairs) if pairs else None


def find(samples: Iterable[Sample], figure: str, case: str, who: str, metric: str) -> Sample | None:
    """One sample, or None where it was not measured."""
    wanted = (figure, case, who, metric)
    return next((s for s in samples if (s.figure, s.case, s.who, s.metric) == wanted), None)


def paired(
    figure: str,
    case: str,
    contestants: Mapping[str, Callable[[], Mapping[str, float]]],
    rounds: int,
) -> list[Sample]:
    """Measure every contestant once in each round.

    Args:
        figure, case: as in `Sample`.
        contestants: name to a measurement that returns a value for each metric.
        rounds: how often.
    """
    values: dict[tuple[str, str], list[float]] = {}
    names = list(contestants)
    for turn in range(rounds):
        for name in names[turn % len(names) :] + names[: turn % len(names)]:
            for metric, value in contestants[name]().items():
                values.setdefault((name, metric), []).append(value)
    order = {name: position for position, name in enumerate(names)}
    return [
        Sample(figure, case, who, metric, tuple(found))
        for (who, metric), found in sorted(values.items(), key=lambda item: order[item[0][0]])
    ]
