"""The rate limiter: how many requests of one kind may be sent, and when the next one. It waits for nothing.

    submits = RateLimiter(rate_or_none, tiers=SUBMIT_TIERS)   # or RateLimiter(6000), for any other kind
    while delay := submits.claim(now()):                    # 0.0: the request is counted, send it
        sleep(delay)
    submits.refused(now(), reply.headers, retry_after)      # after a 429
    submits.pause(now(), retry_after)                       # after any other answer with a Retry-After
    submits.per_minute                                      # what is allowed at present

All times are seconds of one monotonic clock. A rate is told by the caller, or learned from refusals: by
``x-ratelimit-limit``, for the window that ``x-ratelimit-reset`` shows, or a minute. A refusal without that
header lowers the rate: to the tier below where there are tiers, else to nine tenths of what was sent in the
last minute. The rate rises again by one step after a time in which it was used up and not refused. No window
ever holds more requests than the rate allows. Headers of a success slow nobody.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Mapping
from math import inf

from attrs import define, field

from .._core.content import MAX_RETRY_AFTER, rate_limit
from .._values.call import Purpose, Reply

SUBMIT_TIERS = (5, 10, 20, 40, 60, 100)
"""Submits per minute by usage tier 0 to 5, as the service publishes them."""

_MINUTE = 60.0
# Requests take different times to arrive: a window that is longer by this (seconds) keeps the service's own.
_SLACK = 1.0
# Without a word from the service a refusal is followed by this pause (seconds), doubled each time.
_PAUSE = 2.0
# After a refusal without a limit: this share of what was sent, and this factor after each clean minute.
_BACK, _FORTH = 0.9, 1.1
# A tier is up to twice the one before: after a refusal it is not tried again for this time (seconds).
_TIER_REFUSED = 600.0
# The shortest delay, so that a rounding error cannot keep the caller busy.
_SHORTEST = 0.001


@define
class RateLimiter:
    """The requests of one kind.

    Attributes:
        told: requests a minute at most, as the caller says; infinite for no limit; None where nobody said,
            which begins with the lowest tier, or without a limit where there are no tiers.
        tiers: the rates a minute that the service may allow, in rising order, or none.
        asked_until: until when the service, refusing, has asked not to be asked.
    """

    told: float | None = None
    tiers: tuple[int, ...] = ()
    asked_until: float = field(default=-inf, init=False)
    _learned: float = field(default=inf, init=False)
    _window: float = field(default=_MINUTE, init=False)
    _settled: bool = field(default=False, init=False)
    _sent: deque[float] = field(factory=deque, init=False)
    _closed_until: float = field(default=-inf, init=False)
    _refusals: int = field(default=0, init=False)
    _clean_since: float = field(default=-inf, init=False)
    _lowered_until: float = field(default=-inf, init=False)
    _used: int = field(default=0, init=False)

    def __attrs_post_init__(self) -> None:
        if self.told is not None and not self.told > 0:
            raise ValueError(
                "a rate is in requests per minute and greater than 0; None means that none is told."
            )
        if self.told is None and self.tiers:
            self._learned = float(self.tiers[0])

    @property
    def per_minute(self) -> float:
        """The requests per minute that are allowed now; infinite where there is no limit."""
        return min(self.told or inf, self._learned)

    def claim(self, now: float) -> float:
        """Count a request as sent now: 0.0; or else, not counting it, the seconds until it may be sent."""
        self._grow(now)
        opens = self.opens(now)
        if opens > now:
            return max(_SHORTEST, opens - now)
        self._used += 1
        oldest = now - max(seconds for _, seconds in self._limits())
        while self._sent and self._sent[0] <= oldest:
            self._sent.popleft()
        self._sent.append(now)
        return 0.0

    def opens(self, now: float) -> float:
        """When the next request may be sent: `now`, or later."""
        opens = max(now, self._closed_until)
        for count, seconds in self._limits():
            if len(self._sent) >= count:
                opens = max(opens, self._sent[-int(count)] + seconds)
        return opens

    def pause(self, now: float, seconds: float | None) -> None:
        """Send nothing for some seconds, as an answer asks."""
        if seconds:
            self._closed_until = max(self._closed_until, now + min(seconds, MAX_RETRY_AFTER))

    def refused(self, now: float, headers: Mapping[str, str], wait: float | None) -> None:
        """Learn from a 429, by its headers (names in lower case) and the seconds that it asks to wait."""
        if now >= self._closed_until:
            # Requests that were under way together are refused together, and say one thing only.
            self._refusals = 1 if now > self._closed_until + _MINUTE else self._refusals + 1
            limit, window = rate_limit(headers)
            if limit is not None:
                self._obey(limit, window)
            elif now >= self._lowered_until:
                self._lower(now)
            self._clean_since, self._used = now + (_TIER_REFUSED if self.tiers else 0.0), 0
        if wait:
            self.asked_until = max(self.asked_until, now + min(wait, MAX_RETRY_AFTER))
        self.pause(now, wait or _PAUSE * 2.0 ** min(self._refusals - 1, 10))

    def hurry(self, now: float, last: float) -> None:
        """Open at `last` at the latest, for a last look, as far as the service has not forbidden it."""
        if now < last < self.opens(now):
            if not self._settled:
                self._learned = inf
            self._closed_until = max(last, self.asked_until)

    def _limits(self) -> tuple[tuple[float, float], tuple[float, float]]:
        """How many requests in how many seconds: what was told, and what was learned."""
        return _in_window(self.told or inf, _MINUTE), _in_window(self._learned, self._window)

    def _obey(self, limit: int, window: float) -> None:
        """Take over the limit of a refusal."""
        # What is refused although the last window was kept has a longer one than the headers show.
        kept = min(_MINUTE, 2 * self._window) if self._settled else 0.0
        self._window = min(max(window, kept), MAX_RETRY_AFTER)
        self._learned, self._settled = limit * _MINUTE / self._window, True

    def _lower(self, now: float) -> None:
        """Go one step down after a refusal that names no limit, once a minute at most."""
        if self.tiers:
            lower = [float(tier) for tier in self.tiers if tier < self.per_minute]
            rate = lower[-1] if lower else self.per_minute / 2
        else:
            rate = int(_BACK * sum(1 for at in self._sent if at > now - _MINUTE - _SLACK))
        self._learned, self._window, self._settled = max(1.0, rate), _MINUTE, False
        self._lowered_until = now + _MINUTE

    def _grow(self, now: float) -> None:
        """Go one step up after a minute in which the rate was used up and not refused."""
        if self._settled or self._learned == inf or now < self._clean_since + _MINUTE:
            return
        if self._used >= int(self._learned):
            if self.tiers:
                higher = [float(tier) for tier in self.tiers if tier > self._learned]
                rate = higher[0] if higher else self.told or self._learned
            else:
                rate = int(self._learned * _FORTH) + 1.0
            self._learned = min(rate, self.told or inf)
        self._clean_since, self._used = now, 0


def _in_window(rate: float, window: float) -> tuple[float, float]:
    """A rate per minute as a number of requests and the seconds in which so many may be sent."""
    if rate == inf:
        return inf, window
    # A rate that is a whole number but for rounding is that number.
    count = rate * window / _MINUTE + 1e-9
    if count < 1:
        return 1.0, window / count + _SLACK
    return float(int(count)), window + _SLACK


@define
class Rates:
    """A rate limiter for each kind of look, with the numbers a minute that the service publishes."""

    get: RateLimiter = field(factory=lambda: RateLimiter(6000))
    list: RateLimiter = field(factory=lambda: RateLimiter(3000))

    def observe(self, purpose: Purpose, reply: Reply, wait: float | None, *, now: float) -> None:
        """Learn from an answer; `wait` is what the service asks to wait, in seconds."""
        limiter = self.list if purpose == "list" else self.get
        if reply.status == 429:
            limiter.refused(now, reply.headers, wait)
        else:
            limiter.pause(now, wait)
