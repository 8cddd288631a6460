"""`Shape`, the flat form of a schema: the types, values, limits and fields that it allows."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import attrs

from openapi_build.schemas import DEFAULT, kind_of

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
