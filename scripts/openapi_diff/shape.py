"""The flat form of what one schema allows, and how its own keywords are read into it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import attrs

_TYPE_OF_JSON: Mapping[type, str] = {
    bool: "boolean",
    int: "integer",
    float: "number",
    str: "string",
    list: "array",
    dict: "object",
}

LOWER = ("minimum", "exclusiveMinimum", "minLength", "minItems", "minProperties")
UPPER = ("maximum", "exclusiveMaximum", "maxLength", "maxItems", "maxProperties")
EXACT = ("pattern", "format", "multipleOf", "uniqueItems", "contentEncoding", "contentMediaType")
# Rare keywords that no rule judges: they are compared word for word, and a difference is shown to a person.
VERBATIM = (
    *("not", "if", "then", "else", "patternProperties", "propertyNames", "prefixItems", "contains"),
    *("minContains", "maxContains", "dependentRequired", "dependentSchemas", "unevaluatedProperties"),
    "unevaluatedItems",
)

ABSENT = object()  # what `default` holds where a schema has none; None would be a default of its own


@attrs.define(eq=False)
class Shape:
    """The values that a schema allows. Empty `types` means any; `nullable` is None where nothing is said."""

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
    discriminator: Mapping[str, Any] | None = None
    limits: dict[str, Any] = attrs.field(factory=dict)
    verbatim: dict[str, Any] = attrs.field(factory=dict)
    default: Any = ABSENT
    deprecated: bool = False
    read_only: bool = False
    write_only: bool = False

    @property
    def is_scalar(self) -> bool:
        """True if the shape says no more than types, values and limits."""
        return bool(self.types) and not (
            self.fields
            or self.items is not None
            or self.additional is not None
            or self.variants
            or self.verbatim
        )

    @property
    def says_more_than_types(self) -> bool:
        """True if the shape restricts anything besides its types and null."""
        inside = (self.fields, self.required, self.variants, self.limits, self.verbatim)
        return any(inside) or self.enum is not None or self.items is not None or self.additional is not None


def is_leaf(schema: Any) -> bool:
    """True if the schema says everything in words of its own: no reference, no schema below it."""
    return isinstance(schema, dict) and not any(
        key == "$ref" or isinstance(value, dict | list) for key, value in schema.items()
    )


def read_keywords(schema: Mapping[str, Any]) -> Shape:
    """What the keywords of this schema say by themselves, its references and compositions left aside."""
    declared = schema.get("type")
    words = [declared] if isinstance(declared, str) else [t for t in declared or () if isinstance(t, str)]
    enum = [schema["const"]] if "const" in schema else schema.get("enum")
    values = None if not isinstance(enum, list) else tuple(value for value in enum if value is not None)
    types = frozenset(words) - {"null"} or _implied_types(schema, values)
    nullable: bool | None = None
    if words:
        nullable = "null" in words
    if isinstance(enum, list):
        nullable = None in enum and nullable is not False
    return Shape(
        types=types,
        nullable=nullable,
        enum=values,
        fields=dict(schema.get("properties") or {}),
        required=frozenset(schema.get("required") or ()),
        items=schema.get("items"),
        additional=schema.get("additionalProperties"),
        discriminator=schema.get("discriminator"),
        limits={word: schema[word] for word in (*LOWER, *UPPER, *EXACT) if word in schema},
        verbatim={word: schema[word] for word in VERBATIM if word in schema},
        default=schema.get("default", ABSENT),
        deprecated=schema.get("deprecated") is True,
        read_only=schema.get("readOnly") is True,
        write_only=schema.get("writeOnly") is True,
    )


def _implied_types(schema: Mapping[str, Any], values: tuple[Any, ...] | None) -> frozenset[str]:
    if values:
        return frozenset(_TYPE_OF_JSON.get(type(value), "object") for value in values)
    if "properties" in schema:
        return frozenset({"object"})
    return frozenset({"array"}) if "items" in schema else frozenset()
