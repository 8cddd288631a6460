"""How many requests of each kind may be sent, and when the next one: pure, exact in every minute.

A rate is told by the caller, or learned from a refusal: by its ``x-ratelimit-limit``, else by how many
requests it took to get it. ``Retry-After`` closes the window for a while, and so does ``x-ratelimit-reset``
where nothing remains.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Mapping

from attrs import define, field

from .._core.headers import rate_limit
from .._values.call import Purpose, Reply

# The service counts by the minute. One second more, since requests travel for unequal times.
_SPAN = 61.0
# Without a word from the service a refusal closes the window this long (seconds), doubled each time.
_PAUSE, _LONGEST = 2.0, 120.0
# After a refusal: this share of what was sent in the last minute; a tenth more for each minute that is clean.
_BACK, _FORTH = 0.9, 1.1


@define
class Window:
    """The requests of one kind.

    Attributes:
        told: requests a minute at most, by the caller's word; None for no limit.
        learned: requests at most in each `span` seconds, by the service's.
        asked_until: until when the service has refused to be asked, on the monotonic clock.
    """

    told: int | None = None
    learned: int | None = None
    span: float = field(default=_SPAN, init=False)
    asked_until: float = field(default=float("-inf"), init=False)
    _sent: deque[float] = field(factory=deque, init=False)
    _closed_until: float = field(default=float("-inf"), init=False)
    _refusals: int = field(default=0, init=False)
    _guessed_at: float | None = field(default=None, init=False)

    def __attrs_post_init__(self) -> None:
        if self.told is not None and self.told < 1:
            raise ValueError("a rate is at least 1 request a minute; None means no limit.")

    def opens(self, now: float) -> float:
        """When the next request may be sent, on the monotonic clock: `now`, or later."""
        opens = max(now, self._closed_until)
        for limit, span in ((self.told, _SPAN), (self.learned, self.span)):
            if limit is not None and len(self._sent) >= limit:
                opens = max(opens, self._sent[-limit] + span)
        return opens

    def take(self, now: float) -> None:
        """Count a request that is sent now."""
        while self._sent and self._sent[0] <= now - max(_SPAN, self.span):
            self._sent.popleft()
        self._sent.append(now)

    def accepted(self, now: float, wait: float | None) -> None:
        """Learn from an answer that is no 429; `wait` is what the service asks to wait, in seconds."""
        self._refusals = 0
        if wait:
            self._close(now, wait)
        if self._guessed_at is not None and self.learned is not None and now - self._guessed_at > _SPAN:
            self.learned, self._guessed_at = int(self.learned * _FORTH) + 1, now

    def refused(self, now: float, headers: Mapping[str, str], wait: float | None) -> None:
        """Learn from a 429."""
        if now >= self._closed_until:
            # Requests that were under way together are refused together, and say one thing only.
            self._refusals += 1
            limit, span = rate_limit(headers)
            if limit is None:
                sent = sum(1 for at in self._sent if at > now - _SPAN)
                self.learned, self.span, self._guessed_at = max(1, int(_BACK * sent)), _SPAN, now
            else:
                # What is refused although the last window was kept has a longer one than the headers show.
                kept = 2 * self.span if self.learned is not None and self._guessed_at is None else 0.0
                span = max(min(span + 1.0, _LONGEST), min(kept, _SPAN))
                self.learned, self.span, self._guessed_at = limit, span, None
        if wait:
            self.asked_until = max(self.asked_until, now + min(wait, _LONGEST))
        self._close(now, wait or _PAUSE * 2.0 ** (self._refusals - 1))

    def hurry(self, now: float, last: float) -> None:
        """Open at `last` at the latest, for a last look, as far as the service has not forbidden it."""
        if now < last < self.opens(now):
            if self._guessed_at is not None:
                self.learned = self._guessed_at = None
                self._closed_until = last
            self._closed_until = max(min(self._closed_until, last), self.asked_until)

    def _close(self, now: float, seconds: float) -> None:
        self._closed_until = max(self._closed_until, now + min(seconds, _LONGEST))


@define
class Rates:
    """A window for each kind of look; the numbers are those that the service publishes, a minute."""

    get: Window = field(factory=lambda: Window(6000))
    list: Window = field(factory=lambda: Window(3000))

    def observe(self, purpose: Purpose, reply: Reply, wait: float | None, *, now: float) -> None:
        """Learn from an answer; `wait` is what the service asks to wait, in seconds."""
        window = self.list if purpose == "list" else self.get
        if reply.status == 429:
            window.refused(now, reply.headers, wait)
        else:
            window.accepted(now, wait)
