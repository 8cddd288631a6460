"""What the generator would omit or change is reported with its place."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from tests.document.support import ROOT, Json, document, operation

from openapi_build.client.faithful import check_read
from openapi_build.client.generate import generate_client
from openapi_build.document.forms import check_forms
from openapi_build.errors import BuildError, raise_all
from openapi_build.layout import Layout

STRING = {"type": "string"}
LIST = {"type": "array", "items": STRING}
LAYOUT = Layout(ROOT)


def with_parameter(place: str, schema: Any = STRING, **more: Any) -> Json:
    """One operation with one parameter."""
    path = "/a/{p}" if place == "path" else "/a"
    parameter = {"name": "p", "in": place, "required": place == "path", "schema": schema, **more}
    return document(paths={path: {"get": operation(tags=["x"], parameters=[parameter])}})


def answering(schemas: Json) -> Json:
    """One operation that answers the component M."""
    return document(paths={"/a": {"get": operation(tags=["x"], answers="M")}}, schemas=schemas)


def refusal(small: Json, target: Path) -> BuildError:
    """Why the document cannot become a package."""
    with pytest.raises(BuildError) as caught:
        generate_client(small, target / "package", LAYOUT)
    assert "object at 0x" not in str(caught.value)
    return caught.value


@pytest.mark.parametrize(
    ("small", "said"),
    [
        (with_parameter("query", content={"application/json": {}}), "written as application/json"),
        (with_parameter("query", LIST, explode=False), "'form, joined'"),
        (with_parameter("query", LIST, style="pipeDelimited"), "'pipeDelimited'"),
        (with_parameter("query", {"type": "object"}, style="deepObject"), "'deepObject'"),
        (with_parameter("query", {"anyOf": [STRING, LIST]}, explode=False), "takes an array"),
        (with_parameter("path", LIST), "the path parameter 'p' takes an array"),
        (with_parameter("path", style="label"), "'label'"),
        (with_parameter("path", {"type": "boolean"}), "as Python writes it"),
        (with_parameter("path", {**STRING, "format": "date-time"}), "as Python writes it"),
        (with_parameter("header", LIST), "the header parameter 'p'"),
        (with_parameter("cookie", LIST), "the cookie parameter 'p'"),
    ],
)
def test_a_form_that_the_generator_does_not_write_is_refused(small: Json, said: str) -> None:
    """The error has the parameter's name and place."""
    with pytest.raises(BuildError, match=said) as caught:
        raise_all(check_forms(small))
    assert caught.value.where.endswith("/get/parameters/0")


@pytest.mark.parametrize(
    "small", [with_parameter("query", LIST), with_parameter("path"), with_parameter("header")]
)
def test_the_usual_forms_are_taken(small: Json) -> None:
    """Lists one by one, scalars everywhere."""
    assert check_forms(small) == []


FORM = "application/x-www-form-urlencoded"
PART = {"type": "object", "properties": {"a": STRING}}


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ({FORM: {"schema": {"properties": {"part": PART}}}}, "the field 'part' takes an object"),
        ({FORM: {"schema": {"properties": {"parts": {"items": PART}}}}}, "the field 'parts' takes an object"),
        ({"application/json": {"schema": LIST}, FORM: {"schema": PART}}, "takes a list"),
    ],
)
def test_a_body_that_the_generator_does_not_write_is_refused(content: Json, said: str) -> None:
    """An object in a form would be sent as Python prints it, and one of two bodies not at all."""
    small = document(paths={"/a": {"post": operation(requestBody={"content": content})}})
    with pytest.raises(BuildError, match=said) as caught:
        raise_all(check_forms(small))
    assert caught.value.where.startswith("#/paths/~1a/post/requestBody/content/")


def test_a_server_of_one_operation_is_told() -> None:
    """The client would call another host."""
    small = document(paths={"/a": {"get": operation(servers=[{"url": "https://other.test"}])}})
    with pytest.raises(BuildError, match="a server of its own"):
        raise_all(check_forms(small))


CALLED = {"done": {"{$url}": {"post": operation("d")}}}


@pytest.mark.parametrize(
    ("small", "where"),
    [
        ({**document(), "webhooks": {"done": {"post": operation("done")}}}, "#/webhooks"),
        (document(paths={"/a": {"get": operation(callbacks=CALLED)}}), "#/paths/~1a/get/callbacks"),
    ],
)
def test_calls_of_the_service_are_not_left_out_without_a_word(small: Json, where: str) -> None:
    """Webhooks and callbacks are refused until an overlay removes them."""
    with pytest.raises(BuildError, match="left out of the client") as caught:
        raise_all(check_forms(small))
    assert caught.value.where == where


@pytest.mark.parametrize(
    ("values", "said"),
    [
        (["txt", "TXT"], "'TXT' would get the name"),
        (["a_b", "a-b"], "'a-b' would get the name"),
        (["", "value_0"], "'value_0' would get the name"),
        (["a", 1], "integer, string"),
        ([1.5], "number"),
    ],
)
def test_words_that_would_not_keep_their_value_are_refused(values: list[Any], said: str) -> None:
    """One of two would be lost, or another one compared."""
    small = answering({"M": {"type": "object", "properties": {"t": {"enum": values}}}})
    with pytest.raises(BuildError, match=said) as caught:
        raise_all(check_forms(small))
    assert caught.value.where == "#/components/schemas/M/properties/t/enum"


def test_all_words_that_would_not_keep_their_value_are_told_at_once() -> None:
    """One round is enough for them."""
    small = answering({"M": {"type": "object", "properties": {"t": {"enum": ["a", "A", "b", "B", "c"]}}}})
    assert [error.what.split()[2] for error in check_forms(small)] == ["'A'", "'B'"]


def test_words_with_names_of_their_own_are_taken() -> None:
    """The names that the message asks for are accepted."""
    small = answering({"M": {"enum": ["txt", "TXT"], "x-enum-varnames": ["small", "large"]}})
    assert check_forms(small) == []


T = "#/components/schemas/M/properties/t"


@pytest.mark.parametrize(
    ("schema", "where", "said"),
    [
        ({"type": "array", "items": {"const": 'a"b'}}, f"{T}/items", "the constant"),
        ({"anyOf": [{"const": "a"}, {"const": "b"}]}, T, "a constant in a union"),
        ({"anyOf": [{"enum": ["a", 1]}, STRING]}, f"{T}/anyOf/0", "says: "),
    ],
)
def test_another_value_than_the_documents_is_told(
    schema: Json, where: str, said: str, tmp_path: Path
) -> None:
    """The generated code would send or compare something else."""
    small = answering({"M": {"type": "object", "properties": {"t": schema}}})
    error = refusal(small, tmp_path)
    assert any(said in each.what and each.where == where for each in error.errors)


def test_a_described_reference_to_a_class_that_is_read_later_is_taken(tmp_path: Path) -> None:
    """Its fields are checked, whatever the classes are called."""
    later = {"type": "object", "properties": {"x": STRING}}
    alias = {"allOf": [{"$ref": "#/components/schemas/Z"}], "description": "d"}
    small = answering({"M": {"type": "object", "properties": {"t": alias}}, "Z": later})
    generate_client(small, tmp_path / "package", LAYOUT)
    assert (tmp_path / "package/models/z.py").is_file()


def test_an_answer_in_two_forms_is_told(tmp_path: Path) -> None:
    """The client reads only one of them."""
    small = answering({"M": {"type": "object"}})
    content = small["paths"]["/a"]["get"]["responses"]["200"]["content"]
    content["text/plain"] = {"schema": STRING}
    assert "only one of them is read" in refusal(small, tmp_path).what


def test_a_class_that_the_generator_lacks_or_names_after_a_position_is_told(tmp_path: Path) -> None:
    """Whatever it leaves out, the build names it."""
    union = {"anyOf": [{"type": "object", "properties": {"a": STRING}}, STRING]}
    [error] = refusal(answering({"M": {"type": "object", "properties": {"t": union}}}), tmp_path).errors
    assert "the class MTType0 is named after a position" in error.what
    parsed = SimpleNamespace(models=[], enums=[], endpoint_collections_by_tag={})
    schemas = {"M": {"type": "object", "properties": {}}, "W": {"enum": ["a"]}}
    assert [error.where for error in check_read(document(schemas=schemas), parsed)] == [
        "#/components/schemas/M",
        "#/components/schemas/W",
    ]
