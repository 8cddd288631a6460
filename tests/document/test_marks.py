"""Names of classes, open enums, and marks of overlays."""

from __future__ import annotations

from typing import Any

import pytest
from tests.document.support import document, operation

from openapi_build.document.marks import apply_marks
from openapi_build.errors import BuildError, raise_all
from openapi_build.schemas import CLOSED_MARK

PREFIX = "#/components/schemas/"
WORDS = {"type": "string", "enum": ["a", "b"]}
NULL = {"type": "null"}
TEXT = {"type": "string"}


def named(small: dict[str, Any]) -> dict[str, Any]:
    """The components after the step."""
    found: list[BuildError] = []
    apply_marks(small, found)
    raise_all(found)
    result: dict[str, Any] = small["components"]["schemas"]
    return result


def shaped(**schemas: Any) -> dict[str, Any]:
    """The components of a document of some, after the step."""
    return named(document(schemas=schemas))


def holder(**properties: Any) -> dict[str, Any]:
    """A component with some properties."""
    return {"type": "object", "properties": properties}


def test_a_marked_schema_becomes_the_component_of_that_name() -> None:
    """Its values move; its title and description stay where a reader meets them."""
    effort = {**WORDS, "title": "Effort", "description": "How hard.", "x-component-name": "ReasoningEffort"}
    result = shaped(Job=holder(effort=effort))
    use = result["Job"]["properties"]["effort"]
    assert use["anyOf"] == [{"$ref": PREFIX + "ReasoningEffort"}, TEXT]
    assert (use["title"], use["description"]) == ("Effort", "How hard.")
    assert result["ReasoningEffort"] == {"title": "ReasoningEffort", **WORDS, "description": "How hard."}


PART = holder(kind={"const": "text"})
OTHER = holder(kind={"const": "image"}, size={"type": "integer"})


@pytest.mark.parametrize(
    ("inline", "names"),
    [
        ({"anyOf": [dict(WORDS), NULL]}, {"JobMode"}),
        ({**WORDS, "title": "Mode"}, {"JobMode"}),
        ({**WORDS, "title": "Way of Work"}, {"WayOfWork"}),
        (holder(a=dict(WORDS)), {"JobMode", "JobModeA"}),
        ({**holder(a=dict(WORDS)), "title": "Own Name"}, {"OwnName", "OwnNameA"}),
        ({**holder(a=dict(WORDS)), "x-component-name": "Marked"}, {"Marked", "MarkedA"}),
        ({"type": "array", "items": dict(WORDS)}, {"JobModeItem"}),
        ({"anyOf": [PART, OTHER]}, {"JobModeText", "JobModeImage"}),
        ({"anyOf": [holder(a=TEXT), holder(b=TEXT)]}, {"JobModeA", "JobModeB"}),
        ({"anyOf": [dict(WORDS), holder(b=TEXT)]}, {"JobModeValue", "JobModeObject"}),
        ({"allOf": [holder(a=dict(WORDS)), holder(b=TEXT)]}, {"JobMode", "JobModeA"}),
    ],
)
def test_an_inline_class_is_named_without_a_position(inline: dict[str, Any], names: set[str]) -> None:
    """The name is its title, unless that repeats the field, else its place or what distinguishes it."""
    assert set(shaped(Job=holder(mode=inline))) - {"Job"} == names


@pytest.mark.parametrize(
    ("several", "one"),
    [("results", "Result"), ("queries", "Query"), ("boxes", "Box"), ("status", "StatusItem")],
)
def test_an_item_is_named_as_one_of_several(several: str, one: str) -> None:
    """A plural name of a list gives the singular."""
    inline = {"type": "array", "items": holder(a=TEXT)}
    assert set(shaped(Job=holder(**{several: inline}))) == {"Job", "Job" + one}


def test_inline_schemas_of_an_operation_are_named_after_it() -> None:
    """Parameters, bodies and answers have no component around them, and no status is in a name."""
    parameter = {"name": "sort by", "in": "query", "schema": {"anyOf": [dict(WORDS), NULL]}}
    small = document(paths={"/a": {"get": operation("list_all", parameters=[parameter])}})
    responses = small["paths"]["/a"]["get"]["responses"]
    for status, field in (("200", "word"), ("404", "code"), ("500", "code")):
        body = {"application/json": {"schema": holder(**{field: dict(WORDS)})}}
        responses[status] = {"description": "d", "content": body}
    assert set(named(small)) == {
        *("ListAllSortBy", "ListAllResponse", "ListAllResponseWord", "ListAllError", "ListAllErrorCode")
    }


@pytest.mark.parametrize(
    ("use", "opened"),
    [
        ({"$ref": PREFIX + "Word"}, {"anyOf": [{"$ref": PREFIX + "Word"}, TEXT]}),
        ({"anyOf": [{"$ref": PREFIX + "Word"}, NULL]}, {"anyOf": [{"$ref": PREFIX + "Word"}, NULL, TEXT]}),
        ({"anyOf": [{"$ref": PREFIX + "Word"}, TEXT]}, {"anyOf": [{"$ref": PREFIX + "Word"}, TEXT]}),
        # A known word is both one of the enum and a plain text: oneOf would refuse every one of them.
        ({"oneOf": [{"$ref": PREFIX + "Word"}, NULL]}, {"anyOf": [{"$ref": PREFIX + "Word"}, NULL, TEXT]}),
    ],
)
def test_every_use_of_an_enum_opens(use: dict[str, Any], opened: dict[str, Any]) -> None:
    """This holds for properties and unions, and an open enum is not opened twice."""
    result = shaped(Word=dict(WORDS), Job=holder(word=use, words={"type": "array", "items": use}))
    assert result["Job"]["properties"]["word"] == opened
    assert result["Job"]["properties"]["words"]["items"] == opened
    assert result["Word"] == WORDS


def test_a_union_of_an_enum_and_a_list_of_types_opens() -> None:
    """It takes any text already where the list has that type."""
    union = {"anyOf": [{"$ref": PREFIX + "Word"}, {"type": ["string", "null"]}]}
    assert shaped(Word=dict(WORDS), Job=holder(word=union))["Job"]["properties"]["word"] == union


def test_an_enum_of_numbers_takes_other_numbers_and_a_closed_one_nothing() -> None:
    """The plain type is added to it; enums that tell union members apart stay closed."""
    result = shaped(Job=holder(code={"type": "integer", "enum": [1, 2]}, kind={**WORDS, CLOSED_MARK: True}))
    assert result["Job"]["properties"]["code"]["anyOf"][1] == {"type": "integer"}
    assert result["Job"]["properties"]["kind"] == {"$ref": PREFIX + "JobKind"}
    assert result["JobKind"] == {"title": "JobKind", **WORDS}


def test_equal_enums_share_a_name_and_unequal_ones_may_not() -> None:
    """Two places may be marked with one name only if they say the same."""
    mark = {"x-component-name": "Mode"}
    assert set(shaped(A=holder(x={**WORDS, **mark}), B=holder(x={**WORDS, **mark}))) == {"A", "B", "Mode"}
    with pytest.raises(BuildError, match="the name Mode for this schema is taken by a different one"):
        shaped(A=holder(x={**WORDS, **mark}), B=holder(x={"type": "string", "enum": ["c"], **mark}))


def test_a_name_by_place_gives_way() -> None:
    """A component of the page keeps the name, and the inline class gets another one."""
    assert set(shaped(Job=holder(mode=dict(WORDS)), JobMode=holder())) == {"Job", "JobMode", "JobModeValue"}


def test_a_title_gives_way_to_a_class_of_that_name() -> None:
    """GitHub has a component `simple-user`, and the same title on an inline schema that says less."""
    user = {**holder(id=dict(TEXT), email=dict(TEXT)), "title": "Simple User"}
    result = shaped(
        **{"simple-user": user, "Job": holder(by={**holder(id=dict(TEXT)), "title": "Simple User"})}
    )
    assert set(result) == {"simple-user", "Job", "JobBy"}


def test_what_is_inside_a_titled_schema_gives_way_to_a_class_of_that_name() -> None:
    """It is named after its place then, whatever it stands in is called."""
    cause, reason = ({"title": "Error", "anyOf": [holder(**{field: dict(TEXT)}), NULL]} for field in "ab")
    result = shaped(Error=holder(c=dict(TEXT)), Job=holder(cause=cause, reason=reason))
    assert set(result) == {"Error", "Job", "JobCause", "JobReason"}


def test_components_with_one_title_are_called_by_their_names() -> None:
    """FastAPI gives one title to the two directions of a model."""
    result = shaped(**{"M-Input": {**holder(), "title": "M"}, "M-Output": {**holder(), "title": "M"}})
    assert {schema["title"] for schema in result.values()} == {"M-Input", "M-Output"}


def test_a_marked_component_gets_another_name_everywhere() -> None:
    """Its title with it, which is where the class name comes from."""
    choice = {"title": "Choice", "type": "object", "x-component-name": "OtherChoice"}
    result = shaped(User=holder(choice={"$ref": PREFIX + "Choice"}), Choice=choice)
    assert result["User"]["properties"]["choice"] == {"$ref": PREFIX + "OtherChoice"}
    assert result["OtherChoice"] == {"title": "OtherChoice", "type": "object"}
    assert "Choice" not in result


@pytest.mark.parametrize(
    ("schemas", "said"),
    [
        ({"Job": holder(x={**WORDS, "x-component-name": "Job"})}, ["the name Job"]),
        ({"Job": holder(x={**WORDS, "x-component-name": "9 lives"})}, ["is no name for a component"]),
        ({"A": {**holder(), "x-component-name": "B"}, "B": holder()}, ["taken by another component"]),
        (
            {"A": {**holder(), "x-component-name": "-"}, "B": holder(x={**WORDS, "x-component-name": "A"})},
            ["'-' is no name", "the name A"],
        ),
    ],
)
def test_every_name_that_cannot_be_is_told(schemas: dict[str, Any], said: list[str]) -> None:
    """Nothing is overwritten, and one fault does not hide another."""
    with pytest.raises(BuildError) as caught:
        shaped(**schemas)
    assert all(words in str(caught.value) for words in said)
    assert len(caught.value.errors) == len(said)


def test_a_mark_on_what_may_be_null_names_what_is_there() -> None:
    """However the page says null."""
    result = shaped(Job=holder(a={"anyOf": [holder(x=dict(TEXT)), NULL], "x-component-name": "Part"}))
    assert result["Job"]["properties"]["a"] == {"anyOf": [{"$ref": PREFIX + "Part"}, NULL]}
    assert result["Part"]["properties"] == {"x": TEXT}


@pytest.mark.parametrize(
    ("name", "title"),
    [("Page[File]", "PageFile"), ("Response", "ResponseModel"), ("File", "FileModel"), ("D", "DModel")],
)
def test_a_component_gets_a_name_that_python_can_use(name: str, title: str) -> None:
    """Some frameworks write brackets, and the generated modules have names of their own."""
    result = shaped(**{name: holder(), "Job": holder(a={"$ref": PREFIX + name})})
    component = result["Job"]["properties"]["a"]["$ref"].removeprefix(PREFIX)
    assert result[component]["title"] == title
