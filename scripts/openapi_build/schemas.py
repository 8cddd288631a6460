"""What several steps ask of one schema: which of its keywords rule, and whether a class is made of it."""

from __future__ import annotations

from typing import Any

UNIONS = ("anyOf", "oneOf")
PROSE = {
    *("title", "description", "summary", "example", "examples"),
    *("externalDocs", "$comment", "xml", "bearerFormat"),
}
"""Keywords that explain and do not rule."""
ANNOTATIONS = PROSE | {"deprecated", "readOnly", "writeOnly", "default"}
"""Keywords that say nothing about what is allowed; they stay where a reader meets them."""
DEFAULT = "x-default"
"""Where the default of a page is kept: the client sends none, and ``make diff`` tells of a changed one."""
NAME_MARK = "x-component-name"
"""What an overlay wants a schema to be called; see ``document.marks``."""
CLOSED_MARK = "x-closed"
"""Set by ``document.rules`` on the words that tell the members of a union apart; ``marks`` takes it off."""

_KINDS = {bool: "boolean", int: "integer", float: "number", str: "string", type(None): "null", list: "array"}


def kind_of(value: Any) -> str:
    """The JSON type of a plain value."""
    return _KINDS.get(type(value), "object")


def is_annotation(key: str) -> bool:
    """True for a keyword that says nothing about what is allowed."""
    return key in ANNOTATIONS or key.startswith("x-")


def unions_of(schema: dict[str, Any]) -> list[str]:
    """The keywords of a schema that list alternatives."""
    return [union for union in UNIONS if isinstance(schema.get(union), list)]


def mapping_of(schema: dict[str, Any]) -> dict[str, Any]:
    """The mapping of a schema's discriminator, empty if there is none."""
    discriminator = schema.get("discriminator")
    mapping = discriminator.get("mapping") if isinstance(discriminator, dict) else None
    return mapping if isinstance(mapping, dict) else {}


def has_words(schema: dict[str, Any]) -> bool:
    """True if the generator makes an enum of this schema; it takes booleans and null for types."""
    values = schema.get("enum")
    return isinstance(values, list) and schema.get("type") != "boolean" and any(v is not None for v in values)


def is_object(schema: dict[str, Any]) -> bool:
    """True for a schema that says itself that it is an object."""
    return schema.get("type") == "object" or "properties" in schema


def makes_class(schema: Any) -> bool:
    """True if the generator makes a class of its own of this schema."""
    if not isinstance(schema, dict) or "$ref" in schema:
        return False
    parts = schema.get("allOf", ())
    alias = len(parts) == 1 and isinstance(parts[0], dict) and "$ref" in parts[0]
    return has_words(schema) or is_object(schema) or (bool(parts) and not alias)
