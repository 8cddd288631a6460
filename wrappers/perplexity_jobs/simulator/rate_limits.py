"""Rate limits of the service: per operation and usage tier, as leaky buckets."""

from __future__ import annotations

import math
import threading
from typing import TYPE_CHECKING

import attrs

from .replies import Reply, error

if TYPE_CHECKING:
    from collections.abc import Mapping

    from .clock import Clock

SUBMITS_PER_MINUTE = (5, 10, 20, 40, 60, 100)
"""By usage tier 0 to 5, as published in 2026; lists and gets do not depend on the tier."""


def per_minute(limits: int | Mapping[str, float]) -> dict[str, float]:
    """Requests per minute for each operation, from a tier or from a mapping of operations.

    Raises:
        ValueError: for a tier that does not exist.
    """
    if not isinstance(limits, int):
        return dict(limits)
    if not 0 <= limits < len(SUBMITS_PER_MINUTE):
        raise ValueError(f"rate_limits={limits!r}: there are the tiers 0 to {len(SUBMITS_PER_MINUTE) - 1}")
    return {"submit": SUBMITS_PER_MINUTE[limits], "list": 3000, "get": 6000}


@attrs.define
class _Bucket:
    level: float
    at: float


class Limits:
    """Counts requests per operation; `check` refuses those beyond the rate limit."""

    def __init__(self, clock: Clock, limits: int | Mapping[str, float] | None) -> None:
        self._clock = clock
        self._limits = {} if limits is None else per_minute(limits)
        self._buckets: dict[str, _Bucket] = {}
        self._lock = threading.Lock()

    def check(self, operation: str) -> tuple[Reply | None, dict[str, str]]:
        """The 429 for a request beyond the limit, or None, and the rate limit headers of the reply."""
        limit = self._limits.get(operation)
        if limit is None:
            return None, {}
        leak = limit / 60.0
        with self._lock:
            now = self._clock.monotonic()
            bucket = self._buckets.setdefault(operation, _Bucket(0.0, now))
            bucket.level = max(0.0, bucket.level - (now - bucket.at) * leak)
            bucket.at = now
            # The tolerance keeps a client that waits exactly the announced time from being refused by
            # rounding.
            refused = bucket.level + 1.0 > limit + 1e-6
            if not refused:
                bucket.level += 1.0
            level = bucket.level
        wait = max(0.0, (level + 1.0 - limit) / leak)
        headers = {
            "x-ratelimit-limit": f"{limit:g}",
            "x-ratelimit-remaining": str(max(0, math.floor(limit - level))),
            "x-ratelimit-used": str(math.ceil(level)),
            "x-ratelimit-reset": str(math.ceil(self._clock.time() + wait)),
        }
        if not refused:
            return None, headers
        headers["retry-after"] = str(max(1, math.ceil(wait)))
        message = f"Rate limit of {limit:g} requests per minute exceeded for this operation."
        return error(429, "rate_limit_exceeded", message), headers
