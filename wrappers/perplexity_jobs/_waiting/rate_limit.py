"""The rate limiter: how many requests of one kind may be sent, and when the next one. It waits for nothing.

A refusal teaches the limit of its ``x-ratelimit-limit``, for the window that ``x-ratelimit-reset`` shows, or
a minute. One without that header halves the rate, which doubles again after each minute in which it was used
up and not refused. No window ever holds more requests than the rate allows. Of a
success only what it asks to wait pauses requests.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Mapping
from math import inf

from attrs import define, field

from .._core.content import MAX_RETRY_AFTER, rate_limit
from .._values.call import Purpose, Reply

LOWEST_TIER = 5.0
"""Submits per minute of the lowest usage tier, as the service publishes them."""

_MINUTE = 60.0
# Requests take different times to arrive: a window that is longer by this (seconds) keeps the service's own.
_SLACK = 1.0
# Without a word from the service a refusal is followed by this pause (seconds).
_PAUSE = 2.0


@define
class RateLimiter:
    """The requests of one kind.

    Attributes:
        told: requests a minute at most, as the caller says; infinite for no limit; None where nobody said.
        begin: the rate to begin with where none was told.
    """

    told: float | None = None
    begin: float = inf
    _rate: float = field(init=False)
    # What the service has said: so many requests in so many seconds.
    _limit: float = field(default=inf, init=False)
    _window: float = field(default=0.0, init=False)
    _sent: deque[float] = field(factory=deque, init=False)
    _closed_until: float = field(default=-inf, init=False)
    # Since when the rate has neither been refused nor changed; infinite before the first request.
    _clean_since: float = field(default=inf, init=False)

    def __attrs_post_init__(self) -> None:
        if self.told is not None and not self.told > 0:
            raise ValueError(
                "a rate is in requests per minute and greater than 0; None means that none is told."
            )
        self._rate = self.told or self.begin

    @property
    def per_minute(self) -> float:
        """The requests per minute that are allowed now; infinite where there is no limit."""
        return self._rate if self._limit == inf else min(self._rate, self._limit * _MINUTE / self._window)

    def claim(self, now: float) -> float:
        """Count a request as sent now: 0.0; or else, not counting it, the seconds until it may be sent."""
        opens = self.opens(now)
        if opens > now and now >= max(self._clean_since + _MINUTE, self._closed_until):
            self._rate = min(2.0 * self._rate, self.told or inf)
            self._clean_since, opens = now, self.opens(now)
        if opens > now:
            return opens - now
        oldest = now - max(seconds for _, seconds in self._limits())
        while self._sent and self._sent[0] <= oldest:
            self._sent.popleft()
        self._sent.append(now)
        self._clean_since = min(self._clean_since, now)
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
        # Requests that were under way together are refused together, and say one thing only.
        if now >= self._closed_until:
            limit, window = rate_limit(headers)
            if limit is None:
                self._rate = min(self._rate, max(1.0, self.per_minute / 2.0))
            else:
                # What is refused although the last window was kept has a longer one than the headers show.
                window = max(window, min(_MINUTE, 2.0 * self._window))
                self._limit, self._window, self._rate = limit, min(window, MAX_RETRY_AFTER), self.told or inf
            self._clean_since = now
        self.pause(now, wait or _PAUSE)

    def _limits(self) -> tuple[tuple[float, float], tuple[float, float]]:
        """How many requests in how many seconds: by the rate, and as the service has said."""
        said = self._limit, self._window + _SLACK
        if self._rate == inf:
            return (inf, _MINUTE), said
        # A rate that is a whole number but for rounding is that number.
        return (float(max(1, int(self._rate + 1e-9))), max(_MINUTE, _MINUTE / self._rate) + _SLACK), said


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
