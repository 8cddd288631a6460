"""The conversion from OpenAPI 3.0 to 3.1, in schemas only."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from tests.document.strategies import documents
from tests.document.support import document

from openapi_build.errors import BuildError
from openapi_build.nodes import operations, walk
from openapi_build.read.upgrade import upgrade

REF = {"$ref": "#/components/schemas/Other"}
NULL = {"type": "null"}


def upgraded(schema: dict[str, Any]) -> dict[str, Any]:
    """A schema after the upgrade of a document around it, be it 3.0, or 3.1 with a word left over."""
    old, new = (upgrade(document(version, schemas={"It": schema})) for version in ("3.0.3", "3.1.0"))
    assert old == new
    found: dict[str, Any] = new["components"]["schemas"]["It"]
    return found


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ({"type": "string", "nullable": True}, {"type": ["string", "null"]}),
        ({"type": "string", "nullable": False}, {"type": "string"}),
        (
            {"type": "integer", "format": "int64", "nullable": True},
            {"type": ["integer", "null"], "format": "int64"},
        ),
        ({"nullable": True, "title": "Any"}, {"title": "Any"}),
        (
            {"type": "string", "enum": ["a"], "nullable": True, "title": "T"},
            {"title": "T", "anyOf": [{"type": "string", "enum": ["a"]}, NULL]},
        ),
        (
            {"type": "string", "enum": ["a", None], "nullable": True},
            {"anyOf": [{"type": "string", "enum": ["a"]}, NULL]},
        ),
        ({**REF, "nullable": True, "description": "D"}, {"description": "D", "anyOf": [REF, NULL]}),
        (
            {"allOf": [REF], "nullable": True, "description": "D"},
            {"description": "D", "anyOf": [{"allOf": [REF]}, NULL]},
        ),
        ({"anyOf": [REF, {"type": "string"}], "nullable": True}, {"anyOf": [REF, {"type": "string"}, NULL]}),
        ({"oneOf": [REF], "nullable": True}, {"oneOf": [REF, NULL]}),
        ({"anyOf": [REF, NULL], "nullable": True}, {"anyOf": [REF, NULL]}),
        (
            {"type": "object", "properties": {"a": {"type": "string"}}, "nullable": True},
            {"anyOf": [{"type": "object", "properties": {"a": {"type": "string"}}}, NULL]},
        ),
        ({"minimum": 1, "exclusiveMinimum": True}, {"exclusiveMinimum": 1}),
        ({"minimum": 1, "exclusiveMinimum": False}, {"minimum": 1}),
        ({"maximum": 9, "exclusiveMaximum": True}, {"exclusiveMaximum": 9}),
        ({"type": "string", "example": "x"}, {"type": "string", "examples": ["x"]}),
    ],
)
def test_a_schema_keeps_its_meaning(before: dict[str, Any], after: dict[str, Any]) -> None:
    """Null is allowed where the author meant it, bounds and examples take their new form."""
    assert upgraded(before) == after


@pytest.mark.parametrize("name", ["nullable", "example", "default", "$ref", "exclusiveMinimum", "properties"])
def test_a_property_of_that_name_is_only_a_name(name: str) -> None:
    """Keywords are read in schemas, not among the names of properties."""
    schema = {"type": "object", "properties": {name: {"type": "boolean"}}, "required": [name]}
    assert upgraded(schema) == schema


def test_data_is_left_alone() -> None:
    """Defaults, enums and constants are data, not schemas."""
    schema = {"default": {"nullable": True, "type": "string"}, "enum": [{"nullable": True, "type": "string"}]}
    assert upgraded(schema) == schema


@pytest.mark.parametrize(
    ("top", "said"),
    [
        ({"swagger": "2.0"}, "Swagger 2.0"),
        ({"openapi": "3.3.0"}, "OpenAPI 3.3.0"),
        ({"openapi": 3.3}, "OpenAPI 3.3"),
        ({"openapi": "3.1."}, "OpenAPI 3.1."),
    ],
)
def test_other_versions_are_refused(top: dict[str, Any], said: str) -> None:
    """The error says which version it is."""
    with pytest.raises(BuildError, match=f"is {said}, and only 3.0 to 3.2 are read"):
        upgrade({**top, "info": {}, "paths": {}})


@pytest.mark.parametrize("version", ["3.0", "3.1", 3.0, 3.1, "3.0.3", "3.2.0"])
def test_a_version_of_two_numbers_is_read(version: object) -> None:
    """YAML reads an unquoted version as a number."""
    assert upgrade({"openapi": version, "info": {}, "paths": {}})["openapi"] == "3.1.0"


@given(documents(old=True))
def test_nothing_of_3_0_is_left_and_no_operation_lost(small: dict[str, Any]) -> None:
    """No schema carries a word that 3.1 does not know; all operations are there."""
    result = upgrade(small)
    for node in walk(result):
        if node.kind == "schema":
            assert "nullable" not in node.value
            assert not isinstance(node.value.get("exclusiveMinimum"), bool)
    assert [item[:2] for item in operations(result)] == [item[:2] for item in operations(small)]
