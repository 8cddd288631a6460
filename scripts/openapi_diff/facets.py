"""What changed in those parts of a schema that lead no further: its types, its values, its bounds, its
discriminator.

Each function yields kind and text of every difference; where it was found is the caller's knowledge.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from openapi_diff.rules import Kind
from openapi_diff.shape import EXACT, LOWER, UPPER, Shape

Facet = tuple[Kind, str]
_LISTED = 4  # more values than this make a line nobody reads


def compare_deprecation(before: bool, after: bool) -> Iterator[Facet]:
    """Whether something is deprecated."""
    if before is not after:
        said = "is deprecated now" if after else "is no longer deprecated"
        yield (Kind.DEPRECATED if after else Kind.UNDEPRECATED), said


def compare_requirement(before: bool, after: bool, called: str = "") -> Iterator[Facet]:
    """Whether something has to be sent, or is always there; `called` begins the sentence."""
    if before is not after:
        words = "was required, is optional" if before else "was optional, is required"
        yield (Kind.BECAME_REQUIRED if after else Kind.BECAME_OPTIONAL), called + words


def compare_types(before: Shape, after: Shape) -> Iterator[Facet]:
    """Types that appeared or went; an integer is a number too."""
    old, new = before.types, after.types
    said = f"was {_types(old)}, is {_types(new)}"
    if old == new:
        return
    if not new or (old and _covers(new, old)):
        yield Kind.TYPE_WIDENED, said
    elif not old or _covers(old, new):
        yield Kind.TYPE_NARROWED, said
    else:
        yield Kind.TYPE_CHANGED, said


def compare_enums(before: Shape, after: Shape) -> Iterator[Facet]:
    """Values that appeared or went, and lists that were opened, closed, introduced or dropped."""
    old, new = before.enum, after.enum
    if old is None or new is None:
        if new is not None and not after.enum_open:
            yield Kind.ENUM_INTRODUCED, f"only {_values(new)} from now on"
        if old is not None and not before.enum_open:
            yield Kind.ENUM_DROPPED, f"any value, no longer only {_values(old)}"
        return
    open_ = before.enum_open and after.enum_open
    for value in new:
        if value not in old:
            kind = Kind.ENUM_VALUE_ADDED if open_ else Kind.CLOSED_ENUM_VALUE_ADDED
            yield kind, f"value {value!r} appeared"
    for value in old:
        if value not in new:
            kind = Kind.ENUM_VALUE_REMOVED if open_ else Kind.CLOSED_ENUM_VALUE_REMOVED
            yield kind, f"value {value!r} disappeared"
    if after.enum_open and not before.enum_open:
        yield Kind.ENUM_OPENED, "values beyond the list are allowed now"
    elif before.enum_open and not after.enum_open:
        yield Kind.ENUM_CLOSED, "only the listed values are allowed now"


def compare_limits(before: Shape, after: Shape) -> Iterator[Facet]:
    """Lengths, ranges, patterns and formats; a bound that appears is tighter, one that goes is looser."""
    for word in (*LOWER, *UPPER, *EXACT):
        old, new = before.limits.get(word), after.limits.get(word)
        if old != new and not (word == "uniqueItems" and bool(old) is bool(new)):
            yield _limit_kind(word, old, new), _limit_text(word, old, new)


def compare_discriminators(before: Shape, after: Shape) -> Iterator[Facet]:
    """The field that tells variants apart, and the words that stand in it."""
    old, new = before.discriminator or {}, after.discriminator or {}
    if old.get("propertyName") != new.get("propertyName"):
        names = f"{old.get('propertyName')!r} to {new.get('propertyName')!r}"
        yield Kind.DISCRIMINATOR_CHANGED, f"the field that tells the variants apart changed from {names}"
    was, is_ = old.get("mapping") or {}, new.get("mapping") or {}
    for word in sorted(was.keys() | is_.keys()):
        if word not in was:
            yield Kind.VARIANT_ADDED, f"the word {word!r} appeared in the mapping"
        elif word not in is_:
            yield Kind.VARIANT_REMOVED, f"the word {word!r} disappeared in the mapping"
        elif was[word] != is_[word]:
            yield Kind.DISCRIMINATOR_CHANGED, f"{word!r} now means {is_[word]}, it meant {was[word]}"


def _types(types: frozenset[str]) -> str:
    return " or ".join(sorted(types)) or "anything"


def _covers(wide: frozenset[str], narrow: frozenset[str]) -> bool:
    return narrow <= (wide | {"integer"} if "number" in wide else wide)


def _values(values: tuple[Any, ...]) -> str:
    shown = ", ".join(repr(value) for value in values[:_LISTED])
    return shown if len(values) <= _LISTED else f"{shown} and {len(values) - _LISTED} more"


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
