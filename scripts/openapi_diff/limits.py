"""What changed between the bounds of two schemas: lengths, ranges, patterns, formats."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from openapi_diff.rules import Kind
from openapi_diff.shape import EXACT, LOWER, UPPER


def compare_limits(before: Mapping[str, Any], after: Mapping[str, Any]) -> Iterator[tuple[Kind, str]]:
    """Kind and text of each difference; a bound that appears is tighter, one that goes is looser."""
    for word in (*LOWER, *UPPER, *EXACT):
        old, new = before.get(word), after.get(word)
        if old != new and not (word == "uniqueItems" and bool(old) is bool(new)):
            yield _limit_kind(word, old, new), _limit_text(word, old, new)


def _limit_kind(word: str, old: Any, new: Any) -> Kind:
    if old is None or (word == "uniqueItems" and new):
        return Kind.LIMIT_TIGHTENED
    if new is None or word == "uniqueItems":
        return Kind.LIMIT_LOOSENED
    if word in EXACT:
        return Kind.LIMIT_CHANGED
    return Kind.LIMIT_TIGHTENED if (new > old) is (word in LOWER) else Kind.LIMIT_LOOSENED


def _limit_text(word: str, old: Any, new: Any) -> str:
    if old is None:
        return f"{word} {new} appeared"
    return f"{word} {old} disappeared" if new is None else f"{word} was {old}, is {new}"
