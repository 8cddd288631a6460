"""The table knows where names end and keywords begin."""

from __future__ import annotations

from tests.document.support import document, operation

from openapi_build.nodes import operations, walk


def test_every_kind_of_place_is_visited() -> None:
    """Schemas in parameters, headers, bodies, callbacks, encodings and unions are all found."""

    def leaf(name: str) -> dict[str, str]:
        return {"title": name}

    def content(name: str) -> dict[str, object]:
        return {
            "application/json": {
                "schema": leaf(name),
                "encoding": {"a": {"headers": {"H": {"schema": leaf(name + "-h")}}}},
            }
        }

    call = operation("call", requestBody={"content": content("in callback")})
    whole = operation(
        "whole",
        parameters=[
            {"name": "p", "in": "query", "schema": {"anyOf": [leaf("parameter")], "not": leaf("not")}}
        ],
        requestBody={"content": content("body")},
        callbacks={"done": {"{$request.body#/url}": {"post": call}, "x-note": {"post": {}}}},
    )
    whole["responses"]["200"] |= {"headers": {"X": {"schema": leaf("header")}}, "content": content("answer")}
    small = document(
        paths={"/a": {"get": whole}, "x-extension": {"get": {}}},
        schemas={
            "x-named": {
                "properties": {"properties": leaf("property"), "x-y": leaf("x-property")},
                "items": leaf("items"),
                "additionalProperties": leaf("additional"),
                "patternProperties": {"^a": leaf("pattern")},
                "prefixItems": [leaf("prefix")],
                "if": leaf("if"),
                "$defs": {"D": leaf("def")},
                "default": {"title": "data"},
                "enum": [{"title": "data"}],
            }
        },
        webhooks={"hook": {"post": operation("hook", requestBody={"content": content("hook")})}},
    )
    found = {node.value["title"] for node in walk(small) if node.kind == "schema" and "title" in node.value}
    assert found == {
        *(
            "parameter",
            "not",
            "body",
            "body-h",
            "in callback",
            "in callback-h",
            "header",
            "answer",
            "answer-h",
        ),
        *(
            "property",
            "x-property",
            "items",
            "additional",
            "pattern",
            "prefix",
            "if",
            "def",
            "hook",
            "hook-h",
        ),
    }


def test_malformed_places_are_passed_over() -> None:
    """A walk never fails; validation says what is wrong."""
    broken = {"paths": {"/a": {"get": 3, "parameters": {"x": 1}}, "/b": None}, "components": {"schemas": [1]}}
    assert [node.kind for node in walk(broken)] == ["document", "path_item", "components"]
    assert list(operations(broken)) == []
    assert list(operations({"paths": []})) == []
