"""What is worth another try, and when: decided from what happened, without a network or a clock."""

from __future__ import annotations

import email.utils
from collections.abc import Mapping

import attrs

_TRANSIENT = frozenset({408, 425, 429, 500, 502, 503, 504, *range(520, 531)})


@attrs.frozen
class RetryPolicy:
    """How often and how long: `attempts` in all; seconds `initial`, doubled each time, never over
    `maximum`.
    """

    attempts: int = 4
    initial: float = 0.5
    maximum: float = 20.0

    def delay(self, attempt: int, *, retry_after: float | None, spread: float) -> float | None:
        """Seconds before the next try after attempt number `attempt` (from 1) failed; None to give up.

        `retry_after` is what the server asked for in seconds, `spread` a random number from 0 to 1, so that
        several pages do not knock again at the same moment.
        """
        if attempt >= self.attempts:
            return None
        own: float = self.initial * 2.0 ** (attempt - 1) * (0.5 + spread)
        return min(max(own, retry_after or 0.0), self.maximum)


def is_transient(status: int) -> bool:
    """True if the same request may be answered otherwise in a moment."""
    return status in _TRANSIENT


def retry_after_seconds(headers: Mapping[str, str], *, now: float) -> float | None:
    """The wait that `Retry-After` asks for, in seconds from `now` (epoch seconds); None if it says nothing
    usable.
    """
    text = headers.get("retry-after", "").strip()
    if text.isdigit():
        return float(text)
    try:
        when = email.utils.parsedate_to_datetime(text)
    except ValueError:
        return None
    return max(0.0, when.timestamp() - now)
