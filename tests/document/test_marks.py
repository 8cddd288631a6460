"""Classes get names, open enums open, and nothing is copied out of a source."""

from __future__ import annotations

from typing import Any

import pytest
from tests.document.support import document, operation

from openapi_build.document.marks import apply_marks
from openapi_build.errors import BuildError

WORDS = {"type": "string", "enum": ["a", "b"]}
NULL = {"type": "null"}


def shaped(**schemas: Any) -> dict[str, Any]:
    """The components after the step."""
    result: dict[str, Any] = apply_marks(document(schemas=schemas))["components"]["schemas"]
    return result


def holder(**properties: Any) -> dict[str, Any]:
    """A component with some properties."""
    return {"type": "object", "properties": properties}


def test_a_marked_schema_becomes_the_component_of_that_name() -> None:
    """Its values move; its title and description stay where a reader meets them."""
    effort = {**WORDS, "title": "Effort", "description": "How hard.", "x-component-name": "ReasoningEffort"}
    assert shaped(Job=holder(effort=effort)) == {
        "Job": holder(
            effort={
                "$ref": "#/components/schemas/ReasoningEffort",
                "title": "Effort",
                "description": "How hard.",
            }
        ),
        "ReasoningEffort": {"title": "ReasoningEffort", **WORDS, "description": "How hard."},
    }


def test_an_inline_enum_is_named_after_its_place() -> None:
    """Also without a mark: a new field needs no overlay to have a good name."""
    result = shaped(Job=holder(search_mode={"anyOf": [dict(WORDS), NULL]}))
    assert result["Job"]["properties"]["search_mode"]["anyOf"][0] == {
        "$ref": "#/components/schemas/JobSearchMode"
    }
    assert result["JobSearchMode"]["enum"] == ["a", "b"]


def test_inline_objects_of_a_union_are_told_apart() -> None:
    """Two in one union are numbered, and what stands inside one is named after it."""
    inner = {"type": "object", "properties": {"mode": dict(WORDS)}}
    result = shaped(Job=holder(part={"anyOf": [inner, {"type": "object", "properties": {"x": {}}}]}))
    assert set(result) == {"Job", "JobPartOption1", "JobPartOption2", "JobPartOption1Mode"}


def test_inline_schemas_of_an_operation_are_named_after_it() -> None:
    """Parameters and bodies have no component around them."""
    parameter = {"name": "sort by", "in": "query", "schema": {"anyOf": [dict(WORDS), NULL]}}
    result = apply_marks(document(paths={"/a": {"get": operation("list_all", parameters=[parameter])}}))
    assert list(result["components"]["schemas"]) == ["ListAllSortBy"]


@pytest.mark.parametrize(
    ("use", "opened"),
    [
        (
            {"$ref": "#/components/schemas/Word"},
            {"anyOf": [{"$ref": "#/components/schemas/Word"}, {"type": "string"}]},
        ),
        (
            {"anyOf": [{"$ref": "#/components/schemas/Word"}, NULL]},
            {"anyOf": [{"$ref": "#/components/schemas/Word"}, NULL, {"type": "string"}]},
        ),
        (
            {"anyOf": [{"$ref": "#/components/schemas/Word"}, {"type": "string"}]},
            {"anyOf": [{"$ref": "#/components/schemas/Word"}, {"type": "string"}]},
        ),
    ],
)
def test_every_use_of_an_open_enum_opens(use: dict[str, Any], opened: dict[str, Any]) -> None:
    """As a property, in a union, and not twice where it is open already."""
    result = shaped(
        Word={**WORDS, "x-open-enum": True}, Job=holder(word=use, words={"type": "array", "items": use})
    )
    assert result["Job"]["properties"]["word"] == opened
    assert result["Job"]["properties"]["words"]["items"] == opened
    assert result["Word"] == WORDS


def test_an_open_enum_of_numbers_takes_other_numbers() -> None:
    """The plain type beside the enum is the enum's own."""
    result = shaped(Job=holder(code={"type": "integer", "enum": [1, 2], "x-open-enum": True}))
    assert result["Job"]["properties"]["code"]["anyOf"][1] == {"type": "integer"}


def test_equal_enums_share_a_name_and_unequal_ones_may_not() -> None:
    """Two places may be marked with one name only if they say the same."""
    mark = {"x-component-name": "Mode"}
    assert set(shaped(A=holder(x={**WORDS, **mark}), B=holder(x={**WORDS, **mark}))) == {"A", "B", "Mode"}
    with pytest.raises(BuildError, match="the name Mode for this schema is taken by a different one"):
        shaped(A=holder(x={**WORDS, **mark}), B=holder(x={"type": "string", "enum": ["c"], **mark}))


def test_a_name_of_a_component_that_is_there_is_refused() -> None:
    """Nothing is overwritten."""
    with pytest.raises(BuildError, match="the name Job"):
        shaped(Job=holder(x={**WORDS, "x-component-name": "Job"}))


def test_a_mark_that_is_no_name_is_refused() -> None:
    """It would become a key of the document and a class."""
    with pytest.raises(BuildError, match="is no name for a component"):
        shaped(Job=holder(x={**WORDS, "x-component-name": "9 lives"}))


def test_properties_named_like_keywords_are_left_alone() -> None:
    """A property called enum is no enum."""
    schema = holder(enum={"type": "string"}, anyOf={"type": "string"}, items={"type": "integer"})
    assert shaped(Job=schema) == {"Job": schema}


def test_an_open_word_may_fit_two_members_of_a_union() -> None:
    """A known word is both one of the enum and a plain text: oneOf would refuse every one of them."""
    enum = {**WORDS, "x-component-name": "Mode", "x-open-enum": True}
    result = shaped(Job=holder(mode={"oneOf": [enum, {"type": "object"}]}))
    union = result["Job"]["properties"]["mode"]
    assert "oneOf" not in union
    assert {"$ref": "#/components/schemas/Mode"} in union["anyOf"]
    assert {"type": "string"} in union["anyOf"]
