"""Schemas that the generator reads wrongly are rewritten: nullable classes, constants, references."""

from __future__ import annotations

from typing import Any

import pytest
from tests.document.support import document

from openapi_build.document.marks import apply_marks
from openapi_build.document.spelling import respell
from openapi_build.errors import BuildError, raise_all
from openapi_build.read.upgrade import upgrade
from openapi_build.schemas import CLOSED_MARK

NULL = {"type": "null"}
OBJECT = {"type": "object", "properties": {"x": {"type": "string"}}}
CAT = {"$ref": "#/components/schemas/Cat"}


def spelled(**schemas: Any) -> dict[str, Any]:
    """The components after upgrade, spelling and shape."""
    small = document("3.0.3", schemas=schemas)
    small = respell(upgrade(small))
    found: list[BuildError] = []
    apply_marks(small, found)
    raise_all(found)
    result: dict[str, Any] = small["components"]["schemas"]
    return result


@pytest.mark.parametrize(
    "schema",
    [
        {**OBJECT, "nullable": True},
        {"anyOf": [OBJECT, NULL]},
        {**OBJECT, "type": ["object", "null"]},
        {"type": "string", "enum": ["a"], "nullable": True},
        {"type": ["string", "null"], "enum": ["a", None]},
        {"enum": ["a", None]},
        {"nullable": True, "allOf": [CAT, OBJECT]},
        {"oneOf": [{"type": "string"}, OBJECT]},
        {"anyOf": [{"anyOf": [OBJECT, NULL]}, {"type": "string"}]},
    ],
)
def test_the_part_of_a_component_has_a_name_of_its_own(schema: dict[str, Any]) -> None:
    """The component that may be null keeps its name, and what it may be besides gets one."""
    result = spelled(C=schema, Cat=OBJECT)
    [part] = set(result) - {"C", "Cat"}
    assert part == ("CValue" if "enum" in result[part] else "CObject")
    assert f"#/components/schemas/{part}" in str(result["C"])


def test_a_reference_that_may_be_null_is_not_wrapped() -> None:
    """Older frameworks write a nullable `allOf` of one reference."""
    assert spelled(C={"nullable": True, "allOf": [CAT]}, Cat=OBJECT)["C"] == {"anyOf": [CAT, NULL]}


@pytest.mark.parametrize(
    ("schema", "read"),
    [
        ({"type": "array"}, {"type": "array", "items": {}}),
        ({"type": "array", "nullable": True}, {"anyOf": [{"type": "array", "items": {}}, NULL]}),
        ({"items": CAT}, {"type": "array", "items": CAT}),
        ({"additionalProperties": CAT}, {"type": "object", "additionalProperties": CAT}),
        ({"required": True, "type": "string"}, {"type": "string"}),
    ],
)
def test_a_list_or_map_is_one_however_little_is_said(schema: dict[str, Any], read: dict[str, Any]) -> None:
    """The generator would leave the field, or the class, without its type."""
    assert spelled(C=schema, Cat=OBJECT)["C"] == read


def test_the_fields_beside_a_reference_are_fields() -> None:
    """OpenAPI 3.1 lets both hold, and the generator would read the reference alone."""
    more = {"properties": {"y": {"type": "string"}}}
    assert spelled(C={**CAT, **more}, Cat=OBJECT)["C"] == {"allOf": [CAT, {"type": "object", **more}]}


def test_a_name_that_is_taken_is_left_to_its_owner() -> None:
    """The new component gets another name."""
    result = spelled(C={"anyOf": [OBJECT, NULL]}, CObject={"type": "string"})
    assert result["CObject"] == {"type": "string"}
    assert result["CObjectObject"]["properties"] == OBJECT["properties"]


def test_types_of_one_schema_are_told_apart() -> None:
    """Each type takes the rules and values that are its own."""
    result = spelled(C={"type": ["string", "object", "null"], "maxLength": 3, "properties": {"x": {}}})
    option = {"$ref": "#/components/schemas/CObject"}
    assert result["C"]["anyOf"] == [{"maxLength": 3, "type": "string"}, option, NULL]
    values = spelled(C={"type": ["string", "integer"], "enum": ["a", 1, 2]})
    assert [values[name]["enum"] for name in ("CWord", "CNumber")] == [["a"], [1, 2]]


@pytest.mark.parametrize(
    ("schema", "said"),
    [
        ({"enum": [None]}, {"type": "null"}),
        ({"const": None}, {"type": "null"}),
        ({"enum": [True]}, {"enum": [True], "type": "boolean"}),
        ({"type": "string", "enum": ["a", "a"]}, {"type": "string", "enum": ["a"]}),
        ({"enum": [1, True]}, {"enum": [1, True]}),
        ({"const": "a"}, {"enum": ["a"], "type": "string"}),
        ({"oneOf": [{"const": 1}, {"const": 2}]}, {"type": "integer", "enum": [1, 2]}),
    ],
)
def test_values_are_said_as_the_generator_reads_them(schema: dict[str, Any], said: dict[str, Any]) -> None:
    """Null is a type, values are unique, and alternative constants are one enum."""
    assert spelled(C=schema)["C"] == said


def test_a_constant_beside_an_object_is_a_word_of_a_list() -> None:
    """As a constant it would refuse the object before it is tried."""
    result = spelled(C={"type": "object", "properties": {"f": {"anyOf": [{"const": "fixed"}, OBJECT]}}})
    assert sorted(name for name in result if name.startswith("CF")) == ["CFObject", "CFValue"]
    words = [schema.get("enum") for schema in result.values() if "enum" in schema]
    assert words == [["fixed"]]


def test_a_constant_with_a_quotation_mark_is_a_word_of_a_list() -> None:
    """Constants are escaped twice, words once; any other that tells kinds apart stays a constant."""
    f, g = {"const": 'a"b', CLOSED_MARK: True}, {"enum": ["ab"], CLOSED_MARK: True}
    result = spelled(C={"type": "object", "properties": {"f": f, "g": g, "h": {"const": "ab"}}})
    assert result["CF"]["enum"] == ['a"b']
    assert result["C"]["properties"]["g"] == {"const": "ab"}
    assert {"type": "string"} in result["C"]["properties"]["h"]["anyOf"]


def test_fields_beside_a_reference_join_it() -> None:
    """An `allOf` of one reference passes for the reference alone."""
    result = spelled(
        Cat=OBJECT, C={"allOf": [CAT], "required": ["x"], "properties": {"y": {}}, "description": "d"}
    )
    assert result["C"] == {
        "allOf": [CAT, {"type": "object", "properties": {"y": {}}, "required": ["x"]}],
        "description": "d",
    }


PETS = {
    "Pet": {
        "oneOf": [CAT, {"$ref": "#/components/schemas/my.Dog"}],
        "discriminator": {
            "propertyName": "kind",
            "mapping": {
                "cat": CAT["$ref"],
                "tom": "Cat",
                "dog": "my.Dog",
                "pup": "#/components/schemas/my.Dog",
            },
        },
    },
    "Cat": {"x-component-name": "BigCat", **OBJECT},
    "my.Dog": {"x-component-name": "BigDog", **OBJECT},
    "Tail": {"$ref": "#/components/schemas/Cat/properties/x"},
}


def test_a_renamed_component_is_renamed_in_every_reference() -> None:
    """This covers unions, both forms of a discriminator's mapping, and references into it."""
    result = spelled(**PETS)
    assert result["Pet"]["discriminator"]["mapping"] == {
        "cat": "#/components/schemas/BigCat",
        "tom": "#/components/schemas/BigCat",
        "dog": "#/components/schemas/BigDog",
        "pup": "#/components/schemas/BigDog",
    }
    assert result["Tail"] == {"$ref": "#/components/schemas/BigCat/properties/x"}
    assert "my.Dog" not in str(result)
