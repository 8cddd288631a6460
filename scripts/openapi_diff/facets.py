"""Compare the parts of a schema that hold no further schemas: types, enums and limits.

Each function yields every difference; the caller adds the place.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from openapi_diff.changes import Facet, Kind
from openapi_diff.shape import EXACT, LOWER, UPPER, Shape

_LISTED = 4  # values that are listed at most
_CLASSES = ("date", "date-time", "uuid", "binary")  # formats that the generator makes other types of
_FROM_ZERO = ("uniqueItems", "minLength", "minItems", "minProperties")
_WIDE = ("int64", "float", "double")  # formats that every number of JSON fits


def compare_flags(before: Mapping[str, Any], after: Mapping[str, Any]) -> Iterator[Facet]:
    """Whether something has to be sent, or is always there, and whether it is deprecated."""
    required = after.get("required") is True
    if required is not (before.get("required") is True):
        kind = Kind.BECAME_REQUIRED if required else Kind.BECAME_OPTIONAL
        yield Facet(kind, f"became {'required' if required else 'optional'}")
    if after.get("deprecated") is True and before.get("deprecated") is not True:
        yield Facet(Kind.DEPRECATED, "became deprecated")


def compare_types(before: Shape, after: Shape) -> Iterator[Facet]:
    """Types that appeared or went; an integer is a number too, and a date is another type than a text."""
    old, new = before.types, after.types
    said = f"changed from {_types(old)} to {_types(new)}"
    if old == new:
        was, is_ = (shape.limits.get("format") for shape in (before, after))
        if was != is_ and (was in _CLASSES or is_ in _CLASSES):
            yield Facet(Kind.CHANGED, f"changed from format {was or 'none'} to {is_ or 'none'}")
    elif not new or (old and _covers(new, old)):
        yield Facet(Kind.WIDENED, said)
    else:
        yield Facet(Kind.NARROWED if not old or _covers(old, new) else Kind.CHANGED, said)


def compare_enums(before: Shape, after: Shape) -> Iterator[Facet]:
    """Values that appeared or went, and lists that were opened, closed, introduced or dropped."""
    old, new = before.enum, after.enum
    if old is None or new is None:
        if new is not None:
            narrowed = Facet(Kind.NARROWED, f"was restricted to {_values(new)}")
            listed = Facet(Kind.OPEN_ADDED, f"got a list of values: {_values(new)}")
            yield listed if after.enum_open else narrowed
        if old is not None and not before.enum_open:
            yield Facet(Kind.WIDENED, f"is no longer restricted to {_values(old)}")
        return
    added = Kind.OPEN_ADDED if before.enum_open else Kind.CLOSED_ADDED
    yield from (Facet(added, "appeared", "value", repr(value)) for value in new if value not in old)
    gone = (value for value in old if value not in new)
    yield from (Facet(Kind.NARROWED, "disappeared", "value", repr(value)) for value in gone)
    if after.enum_open is not before.enum_open:
        kind, word = (Kind.WIDENED, "opened") if after.enum_open else (Kind.NARROWED, "closed")
        yield Facet(kind, f"was {word} to values beyond the list")


def compare_limits(before: Shape, after: Shape) -> Iterator[Facet]:
    """Lengths, ranges, patterns and formats; a bound that appears is tighter, one that goes is looser."""
    for word in (*LOWER, *UPPER, *EXACT):
        old, new = _limit(before, word), _limit(after, word)
        if old == new or (word == "format" and (old in _CLASSES or new in _CLASSES)):
            continue
        if old is None:
            yield Facet(Kind.LIMIT_TIGHTENED, f"got the limit {word} {new}")
        elif new is None:
            yield Facet(Kind.LIMIT_LOOSENED, f"lost the limit {word} {old}")
        else:
            looser = word not in EXACT and (new < old) is (word in LOWER)
            kind = Kind.LIMIT_LOOSENED if looser else Kind.LIMIT_TIGHTENED
            yield Facet(kind, f"had its {word} changed from {old} to {new}")


def compare_defaults(before: Shape, after: Shape) -> Iterator[Facet]:
    """What is taken where nothing is sent; a default of null says what an absent one says."""
    old, new = (shape.notes.get("default") for shape in (before, after))
    if old != new:
        was, is_ = ("none" if value is None else repr(value) for value in (old, new))
        yield Facet(Kind.DEFAULT_CHANGED, f"had its default changed from {was} to {is_}")


def _types(types: frozenset[str]) -> str:
    return " or ".join(sorted(types)) or "anything"


def _covers(wide: frozenset[str], narrow: frozenset[str]) -> bool:
    return narrow <= (wide | {"integer"} if "number" in wide else wide)


def _values(values: Sequence[Any]) -> str:
    shown = ", ".join(repr(value) for value in values[:_LISTED])
    return shown if len(values) <= _LISTED else f"{shown} and {len(values) - _LISTED} more"


def _limit(shape: Shape, word: str) -> Any:
    """A limit; None for one that nothing can exceed."""
    limit = shape.limits.get(word)
    idle = (word == "format" and limit in _WIDE) or (word in _FROM_ZERO and limit == 0)
    return None if idle else limit
