"""`Shape`, the flat form of a schema, and comparisons of its parts that hold no further schemas."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import attrs

from openapi_build.schemas import DEFAULT, kind_of
from openapi_diff.changes import Facet, Kind

LOWER = ("minimum", "exclusiveMinimum", "minLength", "minItems", "minProperties")
UPPER = ("maximum", "exclusiveMaximum", "maxLength", "maxItems", "maxProperties")
EXACT = ("pattern", "format", "multipleOf", "uniqueItems", "contentEncoding", "contentMediaType")
_LIMITS = dict.fromkeys(EXACT, (str, bool)) | dict.fromkeys((*LOWER, *UPPER, "multipleOf"), (int, float))
# Rare keywords that no rule judges: they are compared word for word, and a difference is shown to a person.
_VERBATIM = (
    *("not", "if", "then", "else", "patternProperties", "propertyNames", "prefixItems", "contains"),
    *("minContains", "maxContains", "dependentRequired", "dependentSchemas", "unevaluatedProperties"),
    "unevaluatedItems",
)
NOTES = {word: word for word in ("default", "deprecated", "readOnly", "writeOnly")} | {DEFAULT: "default"}
_LISTED = 4  # values that are listed at most
_CLASSES = ("date", "date-time", "uuid", "binary")  # formats that the generator makes other types of
_FROM_ZERO = ("uniqueItems", "minLength", "minItems", "minProperties")
_WIDE = ("int64", "float", "double")  # formats that every number of JSON fits


@attrs.define(eq=False)
class Shape:
    """The values that a schema allows. Empty `types` means any; `nullable` is None where nothing is said;
    `additional` is None where other fields may be there with any value.
    """

    name: str | None = None
    types: frozenset[str] = frozenset()
    nullable: bool | None = None
    enum: tuple[Any, ...] | None = None
    enum_open: bool = False
    fields: dict[str, Any] = attrs.field(factory=dict)
    required: frozenset[str] = frozenset()
    items: Any = None
    additional: Any = None
    variants: tuple[Any, ...] = ()
    limits: dict[str, Any] = attrs.field(factory=dict)
    verbatim: dict[str, Any] = attrs.field(factory=dict)
    notes: dict[str, Any] = attrs.field(factory=dict)

    @property
    def says_more_than_types(self) -> bool:
        """True if the shape restricts anything besides its types and null."""
        inside = (self.fields, self.required, self.variants, self.limits, self.verbatim)
        return any(inside) or any(part is not None for part in (self.enum, self.items, self.additional))

    @property
    def is_scalar(self) -> bool:
        """True if the shape says no more than types and values."""
        return bool(self.types) and not attrs.evolve(self, enum=None).says_more_than_types

    @property
    def allows_null(self) -> bool:
        """True if null is a value of the shape."""
        return self.is_any if self.nullable is None else self.nullable

    @property
    def is_any(self) -> bool:
        """True if the shape is of any type."""
        return not self.types and not self.variants and self.enum is None


def read_keywords(schema: Mapping[str, Any]) -> Shape:
    """What the keywords of this schema say by themselves, its references and compositions left aside."""
    declared = schema.get("type")
    words = [t for t in (declared if isinstance(declared, list) else [declared]) if isinstance(t, str)]
    enum = [schema["const"]] if "const" in schema else schema.get("enum")
    values = None if enum is None else tuple(value for value in enum if value is not None)
    nullable = "null" in words if words else None
    if enum is not None:
        nullable = None in enum and nullable is not False
    additional = schema.get("additionalProperties")
    return Shape(
        types=frozenset(words) - {"null"} or _implied_types(schema, values),
        nullable=nullable,
        enum=values,
        fields=dict(schema.get("properties", {})),
        required=frozenset(name for name in schema.get("required", ()) if isinstance(name, str)),
        items=schema.get("items"),
        additional=None if additional in (True, {}) else additional,
        limits={word: schema[word] for word, kind in _LIMITS.items() if isinstance(schema.get(word), kind)},
        verbatim={word: schema[word] for word in _VERBATIM if word in schema},
        notes={NOTES[word]: schema[word] for word in NOTES if word in schema},
    )


def _implied_types(schema: Mapping[str, Any], values: tuple[Any, ...] | None) -> frozenset[str]:
    if values:
        return frozenset(kind_of(value) for value in values)
    if "properties" in schema:
        return frozenset({"object"})
    return frozenset({"array"}) if "items" in schema else frozenset()


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
