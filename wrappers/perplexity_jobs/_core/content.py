"""What the body of an answer holds: JSON, or a text where it is none."""

from __future__ import annotations

import json
from typing import Any

# Printing, copying and pickling go down by recursion, a few steps for each level.
_DEEPEST = 100


def content_of(body: bytes) -> object:
    """The decoded JSON body, or the text where it is no JSON, or None where it is empty."""
    try:
        return json_of(body)
    except ValueError:
        return body.decode("utf-8", "replace") or None


def json_of(body: bytes) -> Any:
    """The decoded JSON body; ValueError where it is none, or nested too deeply to be passed on."""
    try:
        value = _decoded(body)
    except RecursionError:
        raise ValueError("the JSON is nested too deeply") from None
    if body.count(b"[") + body.count(b"{") > _DEEPEST and _is_deep([value]):
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
