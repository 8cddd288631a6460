"""What the headers of an answer mean: the service's clock, when to come again, and the rate limit."""

from __future__ import annotations

import math
from collections.abc import Mapping
from email.utils import parsedate_to_datetime
from functools import lru_cache

# Smaller numbers in a rate header are seconds from now; epoch seconds passed this value in 2001.
_EPOCH_FROM = 1_000_000_000
_MINUTE = 60.0
#: Seconds for which a wish of the service to wait is obeyed at most, where the caller does not say.
MAX_RETRY_AFTER = 120.0
# No header that means something is longer, and reading a longer one may take much more time.
_LONGEST_HEADER = 100


def server_time(headers: Mapping[str, str]) -> float | None:
    """The service's own clock in epoch seconds, from the Date header."""
    return _http_date(headers.get("date"))


def retry_after(headers: Mapping[str, str], *, wall: float) -> float | None:
    """Seconds that the service asks to wait, or None where it does not say or the value makes no sense.

    Reads ``Retry-After`` (seconds, fractions included, or an HTTP date); else, where no request is left
    (``x-ratelimit-remaining`` 0), the time until ``x-ratelimit-reset`` (epoch seconds on this service).
    Dates are compared with the service's own clock where it sends one, so that a wrong local clock does
    not matter.

    Args:
        headers: of the answer, names in lower case.
        wall: the local time in epoch seconds.
    """
    now = server_time(headers) or wall
    asked = _asked(headers.get("retry-after"), now)
    if asked is not None:
        return asked
    if _number(headers.get("x-ratelimit-remaining")) == 0:
        left = _until_reset(headers, now)
        return None if left is None else max(0.0, left)
    return None


def rate_limit(headers: Mapping[str, str]) -> tuple[int | None, float]:
    """How many requests the service allows (None: it does not say), and in how many seconds.

    That is the time from ``date`` to ``x-ratelimit-reset``, both in whole seconds; a minute without them.
    """
    limit = _number(headers.get("x-ratelimit-limit"))
    left = _until_reset(headers, server_time(headers))
    window = _MINUTE if left is None or left < 0 else max(1.0, left)
    return (int(limit), window) if limit is not None and limit >= 1 else (None, window)


def _until_reset(headers: Mapping[str, str], now: float | None) -> float | None:
    """Seconds until ``x-ratelimit-reset``, below 0 where that is past; None where it says nothing."""
    reset = _number(headers.get("x-ratelimit-reset"))
    if reset is None or 0 <= reset < _EPOCH_FROM:
        return reset
    return None if reset < 0 or now is None else reset - now


def says_when(headers: Mapping[str, str]) -> bool:
    """Whether ``Retry-After`` says when to come again; rate headers do not count: every answer has them."""
    return _asked(headers.get("retry-after"), 0.0) is not None


def _asked(value: str | None, now: float) -> float | None:
    if value is None or len(value) > _LONGEST_HEADER:
        return None
    # A header that came twice is one with a comma; so is a date.
    seconds = [_number(part) for part in value.split(",")]
    if None in seconds:
        date = _http_date(value)
        return None if date is None else max(0.0, date - now)
    longest = max(found for found in seconds if found is not None)
    return longest if longest >= 0 else None


def _number(text: str | None) -> float | None:
    # Python also reads what no header means by a number: underscores, and the digits of every script.
    if not text or len(text) > _LONGEST_HEADER or "_" in text or not text.isascii():
        return None
    try:
        value = float(text)
    except ValueError:
        return None
    return value if math.isfinite(value) else None


# One answer is dated several times (each entry of a page by itself), and answers of one second are alike.
@lru_cache(maxsize=8)
def _http_date(text: str | None) -> float | None:
    if not text or len(text) > _LONGEST_HEADER or not text.isascii():
        return None
    try:
        return parsedate_to_datetime(text).timestamp()
    except (ValueError, OverflowError):
        return None
