"""What the body of an answer holds: JSON, or a text where it is none, and the words of an error in it."""

from __future__ import annotations

import json
import re
from typing import Any

from .._values.errors import ValidationDetail
from .._values.text import shown

# Printing, copying and pickling go down by recursion, a few steps for each level.
_DEEPEST = 100
# The beginning of a page, and a pattern that never goes over a letter twice: pages may be of any kind.
_HEAD = 20_000
_TITLE = re.compile(r"<title[^<>]*>([^<]{1,200})</title", re.IGNORECASE)
_MOST_PARTS = 20


def content_of(body: bytes) -> object:
    """The decoded JSON body, or the text where it is no JSON, or None where it is empty."""
    try:
        return json_of(body)
    except ValueError:
        return body.decode("utf-8", "replace") or None


def json_of(body: bytes) -> Any:
    """The decoded JSON body; ValueError where it is none, or nested too deeply to be passed on."""
    try:
        value = json.loads(body)
    except RecursionError:
        raise ValueError("the JSON is nested too deeply") from None
    except (json.JSONDecodeError, UnicodeDecodeError):
        raise
    except ValueError:
        # JSON knows no longest number; Python reads none of more than 4,300 digits.
        value = json.loads(body, parse_int=float)
    if body.count(b"[") + body.count(b"{") > _DEEPEST and _is_deep([value]):
        raise ValueError("the JSON is nested too deeply")
    return value


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


def error_words(body: object) -> set[str]:
    """The words for a kind of error: they have been seen in ``error.type`` and in ``error.code``."""
    error = body.get("error") if isinstance(body, dict) else None
    found = (error.get("type"), error.get("code")) if isinstance(error, dict) else (error,)
    return {word for word in found if isinstance(word, str)}


def error_fields(body: object) -> tuple[str | None, str]:
    """``error.type`` and the words for people, from any of the bodies seen."""
    if isinstance(body, dict):
        error = body.get("error")
        if isinstance(error, dict):
            kind = error.get("type")
            message = error.get("message")
            return (kind if isinstance(kind, str) else None), in_short(message or error)
        details = error_details(body)
        if details:
            places = (f"{'.'.join(map(str, d.loc))}: {d.message}" for d in details)
            return None, in_short("; ".join(places))
        return None, in_short(error or body.get("detail") or body.get("message") or body)
    return None, in_short(body)


def error_details(body: object) -> tuple[ValidationDetail, ...]:
    """The entries of a 422 answer, else none."""
    entries = body.get("detail") if isinstance(body, dict) else None
    if not isinstance(entries, list):
        return ()
    return tuple(
        ValidationDetail(
            loc=_place(entry.get("loc")),
            message=shown(entry.get("msg", ""), 1000),
            type=shown(entry.get("type", "")),
        )
        for entry in entries
        if isinstance(entry, dict)
    )


def _place(loc: object) -> tuple[str | int, ...]:
    parts = loc[:_MOST_PARTS] if isinstance(loc, list) else [loc]
    return tuple(
        shown(part) if isinstance(part, str) else part for part in parts if isinstance(part, str | int)
    )


def in_short(value: object) -> str:
    """A body in one short line: gateways answer with whole HTML pages, of which the title says enough."""
    if value is None:
        return "(empty body)"
    if isinstance(value, str) and (page := value[:_HEAD].lstrip()).startswith("<"):
        title = _TITLE.search(page)
        return f"an HTML page, {shown(title[1])!r}" if title else "an HTML page"
    return shown(value)
