"""Canonical forms are equal for schemas of equal meaning, and for no others."""

from __future__ import annotations

from typing import Any

import pytest

from openapi_build.document.canonical import canonical, differences

NULL = {"type": "null"}


def test_a_hint_of_what_a_key_looks_like_is_no_difference() -> None:
    """It is one for people, as OpenAPI says of `bearerFormat`."""
    key = {"type": "http", "scheme": "bearer"}
    assert canonical({**key, "bearerFormat": "JWT"}, "security_scheme") == key


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ({"type": "string", "title": "A"}, {"description": "B", "type": "string"}),
        ({"type": "string", "example": 1}, {"type": "string", "examples": [2]}),
        ({"type": ["string", "null"]}, {"anyOf": [NULL, {"type": "string"}]}),
        ({"type": ["string"]}, {"type": "string"}),
        ({"enum": ["a", "b"]}, {"enum": ["b", "a"]}),
        ({"const": "a"}, {"enum": ["a"]}),
        ({"required": ["a", "b"]}, {"required": ["b", "a"]}),
        ({"required": []}, {}),
        ({"additionalProperties": True}, {}),
        ({"allOf": [{"$ref": "#/x"}]}, {"$ref": "#/x", "description": "words"}),
        (
            {"properties": {"a": {"type": "string", "title": "A"}, "b": {}}},
            {"properties": {"b": {}, "a": {"type": "string"}}},
        ),
        ({"anyOf": [{"type": "integer", "title": "I"}, NULL]}, {"type": ["integer", "null"]}),
    ],
)
def test_these_mean_the_same(one: dict[str, Any], other: dict[str, Any]) -> None:
    """Order, descriptions and equivalent forms make no difference."""
    assert canonical(one, "schema") == canonical(other, "schema")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ({"type": "string"}, {"type": "integer"}),
        ({"type": "integer", "format": "int64"}, {"type": "integer"}),
        ({"enum": ["a"]}, {"enum": ["a", "b"]}),
        ({"properties": {"title": {}}}, {"properties": {}}),
        ({"properties": {"example": {"type": "string"}}}, {"properties": {"example": {"type": "integer"}}}),
        ({"default": 1}, {"default": 2}),
        ({"enum": [1]}, {"enum": [True]}),
        ({"minimum": 0}, {"minimum": False}),
        ({"additionalProperties": False}, {}),
        ({"deprecated": True}, {}),
    ],
)
def test_these_do_not(one: dict[str, Any], other: dict[str, Any]) -> None:
    """A property that is named like an annotation is a property; true is not one."""
    assert differences(canonical(one, "schema"), canonical(other, "schema"))
