"""A part of the wrong type is reported before any other step."""

from __future__ import annotations

from typing import Any

import pytest
from tests.document.support import document, operation

from openapi_build.errors import BuildError
from openapi_build.nodes import check_structure


@pytest.mark.parametrize(
    ("broken", "said"),
    [
        ({"paths": None}, "#/paths: should be an object and is null"),
        ({"paths": {"/a": []}}, "#/paths/~1a: should be an object and is a list"),
        (
            {"paths": {"/a": {"get": operation(parameters={})}}},
            "#/paths/~1a/get/parameters: should be a list",
        ),
        (
            {"paths": {"/a": {"get": operation(tags="jobs")}}},
            "#/paths/~1a/get/tags: should be a list and is text",
        ),
        (
            {"components": {"schemas": {"A": 3}}},
            "#/components/schemas/A: should be an object and is a scalar",
        ),
        ({"components": {"schemas": {"A": {"anyOf": {}}}}}, "#/components/schemas/A/anyOf: should be a list"),
        ({"components": {"schemas": {"A": {"enum": "a"}}}}, "#/components/schemas/A/enum: should be a list"),
        ({"components": {"schemas": {"A": {"$ref": []}}}}, "#/components/schemas/A/$ref: should be text"),
        ({"servers": {}}, "#/servers: should be a list and is an object"),
    ],
)
def test_the_place_and_what_it_should_be_are_named(broken: dict[str, Any], said: str) -> None:
    """The error has the place and the expected type."""
    with pytest.raises(BuildError) as caught:
        check_structure({**document(), **broken})
    assert said in str(caught.value)


def test_a_schema_may_be_true_or_false() -> None:
    """JSON Schema allows that, its draft 3 calls a field required, and an extension may be anything."""
    fine = document(schemas={"A": {"additionalProperties": False, "items": True, "required": True}})
    check_structure({**fine, "x-a": 1, "paths": {"x-b": 3}})


def test_an_error_never_moves_the_cursor_of_a_terminal() -> None:
    """Control characters from pages and servers are escaped."""
    error = BuildError("answered 404 \x1b[2J\x9b1m", file="a\x07.md", pointer=("\x1b]0;x\x07",), do="look")
    assert "\x1b" not in str(error)
    assert str(error) == r"a\x07.md#/\x1b]0;x\x07: answered 404 \x1b[2J\x9b1m; look"
