"""The wrapper's built modules agree with the document."""

from __future__ import annotations

import ast
from typing import Any

import pytest
from tests.document.support import ROOT, Json, document

from openapi_build.client.modules import (
    SONAR_REQUEST,
    document_module,
    formatted,
    request_fields_module,
)
from openapi_build.errors import BuildError


def names_in(text: str) -> Json:
    """What a module defines."""
    namespace: Json = {}
    exec(compile(text, "built.py", "exec"), namespace)
    return namespace


def with_server(**more: Any) -> Json:
    """A document with a server."""
    return document(servers=[{"url": "https://api.example.test/"}], **more)


def test_the_address_is_the_documents() -> None:
    """It has no slash at its end, since paths begin with one."""
    assert names_in(document_module(with_server()))["BASE_URL"] == "https://api.example.test"


@pytest.mark.parametrize("servers", [None, [], [{}], [{"url": ""}]])
def test_a_document_without_an_address_is_an_error(servers: Any) -> None:
    """The build does not guess one."""
    with pytest.raises(BuildError, match="names no server"):
        document_module({**document(), "servers": servers})


def fields(**properties: Any) -> str:
    """The module for a request with these fields."""
    schemas = {
        SONAR_REQUEST: {"type": "object", "properties": {"model": {}, "messages": {}, **properties}},
        "Mode": {"type": "string", "enum": ["a", "b"]},
        "Options": {"type": "object", "title": "Options", "properties": {}},
    }
    return request_fields_module(document(schemas=schemas))


MODE = {"$ref": "#/components/schemas/Mode"}


@pytest.mark.parametrize(
    ("schema", "kind"),
    [
        ({"type": "integer"}, "int"),
        ({"type": ["number", "null"]}, "float | None"),
        ({"anyOf": [{"type": "null"}, {"type": "boolean"}]}, "bool | None"),
        ({"type": "array", "items": {"type": "string"}}, "Sequence[str]"),
        ({"anyOf": [MODE, {"type": "null"}, {"type": "string"}]}, 'Literal["a", "b"] | None'),
        ({"type": "array", "items": MODE}, 'Sequence[Literal["a", "b"]]'),
        ({"$ref": "#/components/schemas/Options"}, "Options | Mapping[str, Any]"),
        ({"type": "object", "additionalProperties": True}, "Mapping[str, Any]"),
        ({"const": "text"}, 'Literal["text"]'),
        ({}, "Any"),
        ({"anyOf": [{}, {"type": "string"}]}, "Any"),
    ],
)
def test_a_field_has_the_type_that_a_caller_gives(schema: Json, kind: str) -> None:
    """Enums are literals of the listed values, objects the model or a mapping."""
    assert f"    field: {kind}\n" in fields(field=schema)


@pytest.mark.parametrize("name", ["messages", "input", "model", "response_format", "background"])
def test_what_submit_takes_in_another_way_is_not_among_them(name: str) -> None:
    """The question and the model are parameters, a response_format may be a class, every job is one."""
    built = names_in(fields(**{name: {"type": "string"}}, field={"type": "string"}))
    assert set(built["SonarRequestFields"].__annotations__) == {"field"}


def test_names_that_python_cannot_write_are_kept() -> None:
    """A dash or a keyword takes the other form of a TypedDict."""
    names = {"a-b", "from", "__debug"}
    built = names_in(fields(**{name: {"type": "string"} for name in names}))
    assert set(built["SonarRequestFields"].__annotations__) == names


@pytest.mark.parametrize(
    "words",
    [
        'such as "fast"',
        '"""\nimport os\n"""\\',
        '"',
        '""',
        '"""',
        'a""""',
        "a\\",
        'a\\"',
        "\0\x1b]0;x\x07",
        "it's \u2028",
    ],
)
def test_a_description_may_end_in_anything(words: str) -> None:
    """The module is Python, with the field and nothing besides, also where both quotation marks meet."""
    text = formatted(fields(field={"type": "string", "description": words}), root=ROOT)
    assert set(names_in(text)["SonarRequestFields"].__annotations__) == {"field"}
    assert "os" not in names_in(text)
    assert "\x1b" not in text


@pytest.mark.parametrize("word", ['a"b', "a\\b", "it's", "\n", "\U0001f600", "\x1b[2J", True, 5, None])
def test_a_word_of_an_enum_is_the_same_word_in_python(word: Any) -> None:
    """Quotation marks, backslashes, and what JSON writes in another way than Python."""
    built = formatted(fields(field={"enum": [word]}), root=ROOT)
    annotation = names_in(built)["SonarRequestFields"].__annotations__["field"].__forward_arg__
    assert ast.literal_eval(annotation.removeprefix("Literal[").removesuffix("]")) == word
