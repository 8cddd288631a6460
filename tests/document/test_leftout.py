"""What no client can say is left out and told; a parameter of any form is written rightly."""

from __future__ import annotations

from typing import Any

import pytest
from tests.document.support import Json, document, operation

from openapi_build.document.leftout import leave_out

STRING = {"type": "string"}
LIST = {"type": "array", "items": STRING}
PART = {"type": "object", "properties": {"a": STRING}}
OBJECT = {"type": "object", "properties": {"a": STRING, "b": LIST}}


def with_parameter(place: str, schema: Any = STRING, **more: Any) -> Json:
    """One operation with one parameter."""
    path = "/a/{p}" if place == "path" else "/a"
    parameter = {"name": "p", "in": place, "required": place == "path", "schema": schema, **more}
    return document(paths={path: {"get": operation(parameters=[parameter])}})


def with_schema(schema: Any) -> Json:
    """One operation that answers the component M."""
    return document(paths={"/a": {"get": operation(answers="M")}}, schemas={"M": schema})


def written(small: Json) -> list[tuple[str, Any]]:
    """The names and schemas of the parameters, of which nothing is to be told."""
    assert leave_out(small) == []
    [item] = small["paths"].values()
    return [(parameter["name"], parameter["schema"]) for parameter in item["get"]["parameters"]]


@pytest.mark.parametrize(
    ("small", "said"),
    [
        (with_parameter("query", LIST), [("p", LIST)]),
        (with_parameter("query", OBJECT), [("p", OBJECT)]),
        (with_parameter("path"), [("p", STRING)]),
        (with_parameter("path", {"type": "boolean"}), [("p", STRING)]),
        (with_parameter("path", {**STRING, "format": "date-time"}), [("p", STRING)]),
        (with_parameter("header", {"type": "integer"}), [("p", {"type": "integer"})]),
        (with_parameter("query", LIST, explode=False), [("p", STRING)]),
        (with_parameter("query", {"anyOf": [STRING, LIST]}, style="pipeDelimited"), [("p", STRING)]),
        (with_parameter("path", LIST), [("p", STRING)]),
        (with_parameter("query", content={"application/json": {}}), [("p", STRING)]),
        (with_parameter("query", PART, style="deepObject"), [("p[a]", STRING)]),
    ],
)
def test_a_parameter_is_one_that_the_generator_writes_rightly(small: Json, said: list[Any]) -> None:
    """Joined values and JSON are a text of the caller's, and each field of a deepObject a parameter."""
    assert written(small) == said


@pytest.mark.parametrize(
    ("place", "more", "how"),
    [
        ("query", {"explode": False}, "Which. One or several, with commas between them."),
        ("query", {"style": "pipeDelimited"}, "Which. One or several, with '|' between them."),
        ("query", {"content": {"application/json": {}}}, "Which. Text in the form application/json."),
    ],
)
def test_a_caller_reads_how_to_write_it(place: str, more: Json, how: str) -> None:
    """The description of the parameter goes on with its form."""
    small = with_parameter(place, LIST, description="Which.", **more)
    leave_out(small)
    assert small["paths"]["/a"]["get"]["parameters"][0]["description"] == how


CALLED = {"done": {"{$url}": {"post": operation("d")}}}
ELSEWHERE = [{"url": "https://other.test"}]


@pytest.mark.parametrize(
    ("small", "where", "said"),
    [
        ({**document(), "webhooks": {"done": {"post": operation()}}}, "#/webhooks", "webhooks"),
        (
            document(paths={"/a": {"get": operation(callbacks=CALLED)}}),
            "#/paths/~1a/get/callbacks",
            "callbacks",
        ),
        (
            document(paths={"/a": {"get": operation(servers=ELSEWHERE)}}),
            "#/paths/~1a/get",
            "a server of its own",
        ),
        (
            document(paths={"/a": {"get": operation(), "servers": ELSEWHERE}}),
            "#/paths/~1a/get",
            "a server of its own",
        ),
        (
            with_parameter("query", {"type": "object"}, style="deepObject"),
            "#/paths/~1a/get/parameters/0",
            "'p'",
        ),
        (with_parameter("cookie", LIST), "#/paths/~1a/get/parameters/0", "the cookie parameter 'p'"),
    ],
)
def test_what_no_client_can_say_is_left_out_and_told(small: Json, where: str, said: str) -> None:
    """The note has the place, and nothing of it is in the document."""
    [note] = leave_out(small)
    assert (note.where, note.do) == (where, "")
    assert said in note.what
    item = small["paths"].get("/a", {})
    assert "webhooks" not in small
    assert not {"callbacks", "servers"} & (item.keys() | item.get("get", {}).keys())
    assert not item.get("get", {}).get("parameters")


FORM = "application/x-www-form-urlencoded"


@pytest.mark.parametrize(
    ("content", "left"),
    [
        ({"application/json": {"schema": LIST}, FORM: {"schema": PART}}, {FORM: {"schema": PART}}),
        ({"application/json": {}, FORM: {"schema": {"properties": {"p": PART}}}}, {"application/json": {}}),
        ({FORM: {"schema": {"properties": {"parts": {"items": PART}}}}}, None),
    ],
)
def test_a_body_that_would_be_sent_wrongly_is_left_out(content: Json, left: Any) -> None:
    """An object in a form as Python prints it, one of two bodies not at all; without one, no operation."""
    small = document(paths={"/a": {"post": operation(requestBody={"content": dict(content)})}})
    [note] = leave_out(small)
    assert note.where.startswith("#/paths/~1a/post/requestBody/content/")
    assert small["paths"]["/a"].get("post", {}).get("requestBody", {}).get("content") == left


def test_a_field_of_a_deep_object_that_is_a_list_is_told() -> None:
    """Each framework writes it in another way; the other fields are parameters."""
    small = with_parameter("query", OBJECT, style="deepObject")
    [note] = leave_out(small)
    assert "fields of the query parameter 'p' that are lists or objects" in note.what
    assert [each["name"] for each in small["paths"]["/a"]["get"]["parameters"]] == ["p[a]"]


@pytest.mark.parametrize("style", ["label", "matrix"])
def test_a_path_that_cannot_be_written_is_an_error(style: str) -> None:
    """A client without it would call another path."""
    [error] = leave_out(with_parameter("path", style=style))
    assert error.do
    assert "the path parameter 'p' has a form that the generator does not write" in error.what


@pytest.mark.parametrize("name", ["to_dict", "d", "@type"])
def test_a_field_without_a_name_in_python_is_left_to_the_additional_ones(name: str) -> None:
    """It would overwrite a part of its class, or another field."""
    small = with_schema({"required": [name, "type"], "properties": {"type": {}, name: {}}})
    [note] = leave_out(small)
    assert note.where == f"#/components/schemas/M/properties/{name}"
    assert small["components"]["schemas"]["M"] == {"required": ["type"], "properties": {"type": {}}}


def test_a_union_beside_fields_is_an_error() -> None:
    """The class would have the fields of one of them only."""
    [error] = leave_out(with_schema({"properties": {"a": STRING}, "anyOf": [OBJECT, LIST]}))
    assert error.where == "#/components/schemas/M/anyOf"
    assert "say it in another way in an overlay" in str(error)


@pytest.mark.parametrize(
    ("values", "kind"),
    [
        (["txt", "TXT"], "string"),
        (["a_b", "a-b"], "string"),
        (["", "value_0"], "string"),
        (["a", 1], ["integer", "string"]),
        ([1.5], "number"),
    ],
)
def test_words_that_would_not_keep_their_value_are_plain(values: list[Any], kind: Any) -> None:
    """One of two would be lost, or another one compared."""
    small = with_schema({"enum": list(values)})
    assert [note.where for note in leave_out(small)] == ["#/components/schemas/M/enum"]
    assert small["components"]["schemas"]["M"] == {"type": kind}


@pytest.mark.parametrize("word", ["anyOf", "oneOf"])
def test_a_list_of_itself_holds_anything(word: str) -> None:
    """As any JSON does; an object may hold itself."""
    itself = {"$ref": "#/components/schemas/M"}
    fields = {"type": "object", "properties": {"a": itself}}
    small = with_schema({word: [STRING, {"type": "array", "items": itself}, fields]})
    assert [note.where for note in leave_out(small)] == ["#/components/schemas/M"]
    assert small["components"]["schemas"]["M"] == {word: [STRING, {"type": "array", "items": {}}, fields]}


def test_words_with_names_of_their_own_are_kept() -> None:
    """An overlay can give them."""
    small = with_schema({"enum": ["txt", "TXT"], "x-enum-varnames": ["small", "large"]})
    assert leave_out(small) == []
