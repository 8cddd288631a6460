"""When the next job may be submitted: the rate of the account's tier, told or learned.

The service publishes submits per minute by tier: 5, 10, 20, 40, 60, 100. Where the caller does not say
which, the pace begins with the lowest and takes the next step after a full minute without a refusal; a
refusal (which costs nothing) brings it back by one step, for good ten minutes, and ``x-ratelimit-limit``
in it settles the matter, with the window that its reset shows (a minute where it shows none). No such window
ever holds more submits than the pace allows.
"""

from __future__ import annotations

from collections.abc import Mapping
from math import inf

from attrs import define, field
from pyrate_limiter import Duration, InMemoryBucket, Rate, RateItem

from ..._core.headers import rate_limit

TIERS = (5, 10, 20, 40, 60, 100)
"""Submits per minute by usage tier 0 to 5, as the service publishes them."""

_MINUTE = 60.0
# Requests take different times to arrive: a window this much longer (seconds) keeps the service's own.
_SLACK = 1.0
_CAUTION = 600.0


@define
class Pace:
    """Says how long to wait before the next submit; all times are monotonic seconds.

    Attributes:
        told: submits per minute that the caller asked for, ``inf`` for no limit; None learns it.
    """

    told: float | None = None
    _rate: float = field(init=False)
    _window: float = field(init=False, default=_MINUTE)
    _since: float = field(init=False, default=0.0)
    _used: int = field(init=False, default=0)
    _blocked_until: float = field(init=False, default=0.0)
    _careful_until: float = field(init=False, default=0.0)
    _settled: bool = field(init=False, default=False)
    _bucket: InMemoryBucket = field(init=False, factory=lambda: InMemoryBucket([Rate(1, Duration.MINUTE)]))

    def __attrs_post_init__(self) -> None:
        if self.told is not None and not self.told > 0:
            raise ValueError("submit_rate is in jobs per minute and greater than 0.")
        self._set(float(TIERS[0]) if self.told is None else self.told)

    @property
    def per_minute(self) -> float:
        """The submits per minute that are allowed now."""
        return self._rate

    def claim(self, now: float) -> float:
        """Take the right to submit now: 0.0, or else the seconds to wait before asking again."""
        if now < self._blocked_until:
            return self._blocked_until - now
        self._grow(now)
        if self._rate == inf:
            return 0.0
        stamp = RateItem("submit", int(now * 1000))
        self._bucket.leak(stamp.timestamp)
        if self._bucket.put(stamp):
            self._used += 1
            return 0.0
        wait = self._bucket.waiting(stamp)
        return max(0.001, float(wait if isinstance(wait, int) else 1000) / 1000)

    def refused(self, now: float, wait: float | None, headers: Mapping[str, str]) -> None:
        """The service refused a submit as one too many.

        Args:
            now: the time.
            wait: seconds that it asked to wait.
            headers: of the refusal, names in lower case.
        """
        late = now >= self._blocked_until
        self._blocked_until = max(
            self._blocked_until, now + (wait if wait is not None else _MINUTE / self._rate)
        )
        limit, window = rate_limit(headers)
        if limit is not None:
            # What is refused although the last window was kept has a longer one than the headers show.
            if self._settled and late:
                window = max(window, min(_MINUTE, 2 * self._window))
            self._settled, self._window = True, min(window, _CAUTION)
            rate = limit * _MINUTE / self._window
            if self.told is not None and self.told <= rate:
                self._set(self.told)
            else:
                self._set(rate, self._window)
        elif now >= self._careful_until:
            # A told rate gives way too: another program may share the account.
            lower = [tier for tier in TIERS if tier < self._rate]
            self._set(float(lower[-1]) if lower else max(1.0, self._rate / 2))
            self._careful_until = now + _MINUTE
        self._since, self._used = now + _CAUTION, 0

    def _grow(self, now: float) -> None:
        if now - self._since < _MINUTE:
            return
        ceiling = self.told if self.told is not None else float(TIERS[-1])
        if not self._settled and self._rate < ceiling and self._used >= self._rate:
            self._set(min(ceiling, float(next((tier for tier in TIERS if tier > self._rate), ceiling))))
        self._since, self._used = now, 0

    def _set(self, rate: float, window: float = _MINUTE) -> None:
        self._rate = rate
        if rate == inf:
            return
        # Rates below one in the window are one in a longer window.
        limit = rate * window / _MINUTE
        limit, window = (int(limit + 1e-9), window) if limit >= 1 else (1, window / limit)
        self._bucket.rates = [Rate(limit, int(1000 * (window + _SLACK)))]
