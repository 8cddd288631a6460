"""What an answer holds: the clock, a wish to wait and the rate limit in its headers; JSON in its body.

A body that is no JSON is a text, and that of an error has words for its kind and for people.
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Mapping
from email.utils import parsedate_to_datetime
from functools import lru_cache
from typing import Any

from .._values.errors import ValidationDetail
from .._values.text import shown

#: Seconds for which a wish of the service to wait is obeyed at most, where the caller does not say.
MAX_RETRY_AFTER = 120.0
_MINUTE = 60.0
# Printing, copying and pickling go down by recursion, a few steps for each level.
_DEEPEST = 100
# The beginning of a page, and a pattern that never goes over a letter twice: pages may be of any kind.
_HEAD = 20_000
_TITLE = re.compile(r"<title[^<>]*>([^<]{1,200})</title", re.IGNORECASE)
_MOST_PARTS = 20


def server_time(headers: Mapping[str, str]) -> float | None:
    """The service's own clock in epoch seconds, from the Date header."""
    return _http_date(headers.get("date"))


def retry_after(headers: Mapping[str, str], *, wall: float) -> float | None:
    """Seconds that the service asks to wait, or None where it does not say or the value makes no sense.

    Where ``Retry-After`` says nothing and no request is left (``x-ratelimit-remaining`` 0), it is the time
    until ``x-ratelimit-reset``. Dates are compared with the service's own clock where it sends one, else with
    `wall`, the local time in epoch seconds. The names of headers are in lower case.
    """
    now = server_time(headers) or wall
    asked = asked_pause(headers, now)
    if asked is None and _number(headers.get("x-ratelimit-remaining")) == 0:
        left = _until_reset(headers, now)
        return None if left is None else max(0.0, left)
    return asked


def asked_pause(headers: Mapping[str, str], now: float = 0.0) -> float | None:
    """Seconds in ``Retry-After``, which may be a date; rate headers do not count: every answer has them."""
    value = headers.get("retry-after", "")
    seconds = _number(value.rpartition(",")[2])  # a header that came twice is one with a comma; so is a date
    if seconds is not None:
        return seconds if seconds >= 0 else None
    date = _http_date(value)
    return None if date is None else max(0.0, date - now)


def rate_limit(headers: Mapping[str, str]) -> tuple[int | None, float]:
    """How many requests the service allows (None: it does not say), and in how many seconds.

    That is the time from ``date`` to ``x-ratelimit-reset``, both in whole seconds; a minute without them.
    """
    limit = _number(headers.get("x-ratelimit-limit"))
    left = _until_reset(headers, server_time(headers))
    window = _MINUTE if left is None or left < 0 else max(1.0, left)
    return (int(limit), window) if limit is not None and limit >= 1 else (None, window)


def _until_reset(headers: Mapping[str, str], now: float | None) -> float | None:
    """Seconds until ``x-ratelimit-reset`` (epoch seconds), below 0 where that is past; None without it."""
    reset = _number(headers.get("x-ratelimit-reset"))
    return None if reset is None or now is None else reset - now


def _number(text: str | None) -> float | None:
    try:
        value = float(text or "")
    except ValueError:
        return None
    return value if math.isfinite(value) else None


# One answer is dated several times (each entry of a page by itself), and answers of one second are alike.
@lru_cache(maxsize=8)
def _http_date(text: str | None) -> float | None:
    try:
        return parsedate_to_datetime(text or "").timestamp()
    except (ValueError, OverflowError):
        return None


def content_of(body: bytes) -> object:
    """The decoded JSON body, or the text where it is no JSON, or None where it is empty."""
    try:
        return json_of(body)
    except ValueError:
        return body.decode("utf-8", "replace") or None


def json_of(body: bytes) -> Any:
    """The decoded JSON body; ValueError where it is none, or nested too deeply to be passed on."""
    try:
        try:
            value = json.loads(body)
        except ValueError:
            # Python reads no whole number of more than 4,300 digits; such a one must not cost the rest.
            value = json.loads(body, parse_int=float)
    except RecursionError:
        raise ValueError("the JSON is nested too deeply") from None
    if body.count(b"[") + body.count(b"{") > _DEEPEST and _is_deep(value):
        raise ValueError("the JSON is nested too deeply")
    return value


def _is_deep(value: Any) -> bool:
    level = [value]
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


def error_words(body: object) -> set[str]:
    """The words for a kind of error: they have been seen in ``error.type`` and in ``error.code``."""
    error = body.get("error") if isinstance(body, dict) else None
    found = (error.get("type"), error.get("code")) if isinstance(error, dict) else (error,)
    return {word for word in found if isinstance(word, str)}


def error_fields(body: object) -> tuple[str | None, str, tuple[ValidationDetail, ...]]:
    """``error.type``, the words for people and the entries of a 422, from any of the bodies seen."""
    if not isinstance(body, dict):
        return None, in_short(body), ()
    error, entries = body.get("error"), body.get("detail")
    listed = entries if isinstance(entries, list) else []
    details = tuple(_detail(entry) for entry in listed if isinstance(entry, dict))
    if isinstance(error, dict):
        kind = error.get("type")
        return (kind if isinstance(kind, str) else None), in_short(error.get("message") or error), details
    if details:
        places = (f"{'.'.join(map(str, each.loc))}: {each.message}" for each in details)
        return None, in_short("; ".join(places)), details
    return None, in_short(error or entries or body.get("message") or body), ()


def _detail(entry: dict[str, Any]) -> ValidationDetail:
    loc = entry.get("loc")
    parts = loc[:_MOST_PARTS] if isinstance(loc, list) else [loc]
    return ValidationDetail(
        tuple(
            shown(part) if isinstance(part, str) else part for part in parts if isinstance(part, str | int)
        ),
        message=shown(entry.get("msg", ""), 1000),
        type=shown(entry.get("type", "")),
    )


def in_short(value: object) -> str:
    """A body in one short line: gateways answer with whole HTML pages, of which the title says enough."""
    if value is None:
        return "(empty body)"
    if isinstance(value, str) and (page := value[:_HEAD].lstrip()).startswith("<"):
        title = _TITLE.search(page)
        return f"an HTML page, {shown(title[1])!r}" if title else "an HTML page"
    return shown(value)
