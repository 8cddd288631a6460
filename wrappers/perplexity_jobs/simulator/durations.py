"""Random durations of jobs: seconds in the queue and seconds until the end, by model.

Deep research takes 200 to 300 seconds as a rule, with a long tail (published samples: 225 s; 230 to 321 s,
n=5; mean 212 s, n=29). A log-normal distribution with that mean has such a tail; the other models answer
in seconds.
"""

from __future__ import annotations

import math
import random
from collections.abc import Callable

Durations = float | Callable[[str, random.Random], float]
"""Seconds that every job takes, or a function of the model and the job's own random numbers."""


def natural(model: str, rng: random.Random) -> float:
    """Seconds from submit to result, distributed as those of the live service."""
    mean, sigma = _shape(model)
    return rng.lognormvariate(math.log(mean) - sigma * sigma / 2, sigma)


def timeline(model: str, rng: random.Random, durations: Durations | None) -> tuple[float, float]:
    """Seconds until a job starts, and seconds until it ends, both from its submission."""
    if durations is None:
        total = natural(model, rng)
    elif callable(durations):
        total = durations(model, rng)
    else:
        total = durations
    total = max(0.0, float(total))
    return min(2.0, total * 0.1), total


def _shape(model: str) -> tuple[float, float]:
    if "deep-research" in model or model == "xhigh":
        return 212.0, 0.35
    if model in {"high", "medium"}:
        return 120.0, 0.35
    if "reasoning" in model or model == "low":
        return 12.0, 0.4
    return 4.0, 0.4
