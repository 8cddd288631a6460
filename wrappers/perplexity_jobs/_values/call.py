"""Requests and what became of them, as plain values: nothing here does input or output.

The shells turn a `Call` into a `Reply` or a `Failure`; everything else decides on these.
"""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from email.utils import parsedate_to_datetime
from functools import lru_cache
from typing import Any, Literal, NamedTuple, TypeAlias

from attrs import field, frozen

Purpose: TypeAlias = Literal["submit", "get", "list", "cancel"]

# Smaller numbers in a rate header are seconds from now; epoch seconds passed this value in 2001.
_EPOCH_FROM = 1_000_000_000
_MINUTE = 60.0
# No header that means something is longer: what reads it may take much more time for more.
_MOST = 100
# Printing, copying and pickling go down by recursion, a few steps for each level.
_DEEPEST = 100


@frozen
class Call:
    """One request to make; the shell adds the server, the key and the caller's extras."""

    purpose: Purpose
    method: str
    path: str
    query: Mapping[str, Any] = field(factory=dict)
    json: Any = field(default=None, repr=False)
    headers: Mapping[str, str] = field(factory=dict, repr=False)
    resend_unsafe: bool = False
    """Sending it again after it may have arrived would do its work twice."""
    hint: str = field(default="", repr=False)
    """What to say where the service does not know what is asked for."""

    def __str__(self) -> str:
        return f"{self.method} {self.path}"


@frozen
class Reply:
    """An answer: status, headers (names in lower case) and the whole body."""

    status: int
    headers: Mapping[str, str] = field(factory=dict, repr=False)
    body: bytes = field(default=b"", repr=False)
    where: str = ""
    """The address of the server, where it is known."""

    @property
    def is_success(self) -> bool:
        return 200 <= self.status < 300

    def content(self) -> object:
        """The decoded JSON body, or the text where it is no JSON, or None where it is empty."""
        try:
            return self.json()
        except ValueError:
            return self.body.decode("utf-8", "replace") or None

    def json(self) -> Any:
        """The decoded JSON body; raises ValueError where it is none, or nested too deeply to be passed on."""
        try:
            value = _decoded(self.body)
        except RecursionError:
            raise ValueError("the JSON is nested too deeply") from None
        if self.body.count(b"[") + self.body.count(b"{") > _DEEPEST and _is_deep([value]):
            raise ValueError("the JSON is nested too deeply")
        return value


def _decoded(body: bytes) -> Any:
    try:
        return json.loads(body)
    except (json.JSONDecodeError, UnicodeDecodeError):
        raise
    except ValueError:
        # JSON knows no longest number; Python reads none of more than 4,300 digits.
        return json.loads(body, parse_int=_whole)


def _whole(digits: str) -> float:
    try:
        return int(digits)
    except ValueError:
        return float(digits)


def _is_deep(level: list[Any]) -> bool:
    for _ in range(_DEEPEST):
        level = [
            inner
            for item in level
            for inner in (item.values() if type(item) is dict else item)
            if (kind := type(inner)) is dict or kind is list
        ]
        if not level:
            return False
    return True


class Failure(NamedTuple):
    """No whole answer from the server at `where`.

    ``sent`` is False where the request cannot have arrived; ``head`` holds the status and the headers of an
    answer whose body was lost, and is always there for the kind "body": one that cannot be used.
    """

    kind: Literal["connection", "timeout", "body"]
    error: Exception
    sent: bool = True
    where: str = ""
    head: Reply | None = None


Outcome: TypeAlias = Reply | Failure


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
    if value is None or len(value) > _MOST:
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
    if not text or len(text) > _MOST or "_" in text or not text.isascii():
        return None
    try:
        value = float(text)
    except ValueError:
        return None
    return value if math.isfinite(value) else None


# One answer is dated several times (each entry of a page by itself), and answers of one second are alike.
@lru_cache(maxsize=8)
def _http_date(text: str | None) -> float | None:
    if not text or len(text) > _MOST or not text.isascii():
        return None
    try:
        return parsedate_to_datetime(text).timestamp()
    except (ValueError, OverflowError):
        return None
