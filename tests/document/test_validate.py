"""Invalid documents and colliding names are reported before the generator runs."""

from __future__ import annotations

from typing import Any

import pytest
from tests.document.support import document, operation

from openapi_build.document.checks import check_names, validate
from openapi_build.errors import BuildError, raise_all

N = "/components/schemas/Job/properties/n"
P = {"name": "id", "in": "path", "required": True, "schema": {"type": "string"}}


def test_a_valid_document_passes() -> None:
    """Nothing to say."""
    small = document(paths={"/a": {"get": operation(answers="Job")}}, schemas={"Job": {"type": "object"}})
    assert validate(small) == []


@pytest.mark.parametrize(
    ("broken", "place"),
    [
        ({"paths": {"/a": {"get": {"operationId": "x", "responses": 3}}}}, "/paths/~1a/get/responses"),
        ({"paths": {"a": {}}}, "/paths"),
        ({"info": {"title": "T"}}, "/info"),
        ({"components": {"schemas": {"Job": {"type": "text"}}}}, "/components/schemas/Job/type"),
        ({"components": {"schemas": {"Job": {"required": ["a", "a"]}}}}, "/components/schemas/Job/required"),
        ({"components": {"schemas": {"Job": {"properties": {"n": {"minLength": -1}}}}}}, f"{N}/minLength"),
        ({"paths": {"/a/{id}": {"get": operation()}}}, "/paths/~1a~1{id}/get"),
        ({"paths": {"/a": {"get": operation(parameters=[P])}}}, "/paths/~1a/get"),
    ],
)
def test_an_invalid_one_does_not(broken: dict[str, Any], place: str) -> None:
    """The error says where, from the root of the document, and what to do."""
    with pytest.raises(BuildError, match=r"is not valid OpenAPI 3\.1") as caught:
        raise_all(validate({**document(), **broken}))
    assert caught.value.where == f"#{place}"


def test_every_fault_is_told() -> None:
    """All errors are reported, not only the first."""
    schemas = {"A": {"type": "text"}, "B": {"minLength": -1}}
    found = validate(document(paths={"/a/{id}": {"get": operation()}}, schemas=schemas))
    assert [fault.pointer for fault in found] == [
        ("components", "schemas", "A", "type"),
        ("components", "schemas", "B", "minLength"),
        ("paths", "/a/{id}", "get"),
    ]


OBJECT = {"type": "object", "properties": {}}


@pytest.mark.parametrize(
    ("small", "said"),
    [
        (
            document(
                schemas={
                    "Message-Input": {**OBJECT, "title": "Message"},
                    "Message-Output": {**OBJECT, "title": "Message"},
                }
            ),
            "would become the class Message in message.py, where Message-Input is",
        ),
        (document(schemas={"HTTPError": OBJECT, "HttpError": OBJECT}), "in http_error.py"),
        (
            document(schemas={"chat_message": OBJECT, "ChatMessage": OBJECT}),
            "would become the class ChatMessage",
        ),
        (
            document(paths={"/a": {"get": operation("getJob"), "put": operation("get_job")}}),
            "the operation id 'get_job' is also that of /paths/~1a/get",
        ),
    ],
)
def test_names_that_python_cannot_tell_apart_are_an_error(small: dict[str, Any], said: str) -> None:
    """The error comes before the generator drops one of them."""
    with pytest.raises(BuildError, match=said):
        raise_all(check_names(small))
