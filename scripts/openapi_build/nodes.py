"""Walk an OpenAPI document by a table that says what each place holds: a schema, a parameter, a path …

A search for keys would take a *property named* ``nullable``, ``$ref`` or ``example`` for the keyword. By this
table the keys below ``properties`` are names, and nothing below ``default``, ``enum``, ``const`` and
``example`` is visited.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Literal, NamedTuple

from openapi_build.errors import Pointer

Kind = Literal[
    "document",
    "components",
    "path_item",
    "operation",
    "callback",
    "parameter",
    "header",
    "request_body",
    "response",
    "media_type",
    "encoding",
    "schema",
    "link",
    "example",
    "security_scheme",
]
Shape = Literal["one", "list", "map"]

METHODS = ("get", "put", "post", "delete", "options", "head", "patch", "trace")

_OPERATIONS: dict[str, tuple[Shape, Kind]] = dict.fromkeys(METHODS, ("one", "operation"))

CHILDREN: dict[Kind, dict[str, tuple[Shape, Kind]]] = {
    "document": {
        "paths": ("map", "path_item"),
        "webhooks": ("map", "path_item"),
        "components": ("one", "components"),
    },
    "components": {
        "schemas": ("map", "schema"),
        "responses": ("map", "response"),
        "parameters": ("map", "parameter"),
        "examples": ("map", "example"),
        "requestBodies": ("map", "request_body"),
        "headers": ("map", "header"),
        "securitySchemes": ("map", "security_scheme"),
        "links": ("map", "link"),
        "callbacks": ("map", "callback"),
        "pathItems": ("map", "path_item"),
    },
    "path_item": {**_OPERATIONS, "parameters": ("list", "parameter")},
    "operation": {
        "parameters": ("list", "parameter"),
        "requestBody": ("one", "request_body"),
        "responses": ("map", "response"),
        "callbacks": ("map", "callback"),
    },
    "callback": {},
    "parameter": {
        "schema": ("one", "schema"),
        "content": ("map", "media_type"),
        "examples": ("map", "example"),
    },
    "header": {"schema": ("one", "schema"), "content": ("map", "media_type"), "examples": ("map", "example")},
    "request_body": {"content": ("map", "media_type")},
    "response": {
        "headers": ("map", "header"),
        "content": ("map", "media_type"),
        "links": ("map", "link"),
    },
    "media_type": {
        "schema": ("one", "schema"),
        "encoding": ("map", "encoding"),
        "examples": ("map", "example"),
    },
    "encoding": {"headers": ("map", "header")},
    "schema": {
        **dict.fromkeys(("properties", "patternProperties", "dependentSchemas"), ("map", "schema")),
        **dict.fromkeys(("$defs", "definitions"), ("map", "schema")),
        **dict.fromkeys(("allOf", "anyOf", "oneOf", "prefixItems"), ("list", "schema")),
        **dict.fromkeys(("items", "contains", "additionalProperties", "propertyNames"), ("one", "schema")),
        **dict.fromkeys(("unevaluatedItems", "unevaluatedProperties", "contentSchema"), ("one", "schema")),
        **dict.fromkeys(("not", "if", "then", "else"), ("one", "schema")),
    },
    "link": {},
    "example": {},
    "security_scheme": {},
}

COMPONENT_KINDS: dict[str, Kind] = {name: kind for name, (_, kind) in CHILDREN["components"].items()}


class Node(NamedTuple):
    """A dict of the document, where it stands and what it is."""

    pointer: Pointer
    kind: Kind
    value: dict[str, Any]


def children(node: Node) -> Iterator[Node]:
    """The nodes directly below, in document order; extensions (``x-…``) among paths and responses are
    skipped.
    """
    if node.kind == "callback":
        for key, item in node.value.items():
            if isinstance(item, dict) and not key.startswith("x-"):
                yield Node((*node.pointer, key), "path_item", item)
        return
    table = CHILDREN[node.kind]
    for key, item in node.value.items():
        if key not in table:
            continue
        shape, kind = table[key]
        if shape == "one" and isinstance(item, dict):
            yield Node((*node.pointer, key), kind, item)
        elif shape == "list" and isinstance(item, list):
            for index, member in enumerate(item):
                if isinstance(member, dict):
                    yield Node((*node.pointer, key, index), kind, member)
        elif shape == "map" and isinstance(item, dict):
            for name, member in item.items():
                if isinstance(member, dict) and not (
                    name.startswith("x-") and kind in ("path_item", "response")
                ):
                    yield Node((*node.pointer, key, name), kind, member)


def walk(document: dict[str, Any], kind: Kind = "document", pointer: Pointer = ()) -> Iterator[Node]:
    """Every node, parents before children. The tree may be changed below a node while it is being visited."""
    stack = [Node(pointer, kind, document)]
    while stack:
        node = stack.pop()
        yield node
        stack.extend(reversed(list(children(node))))


def operations(document: dict[str, Any]) -> Iterator[tuple[str, str, dict[str, Any]]]:
    """Path, method and operation object of every operation, in document order."""
    paths = document.get("paths")
    for path, item in paths.items() if isinstance(paths, dict) else ():
        if isinstance(item, dict) and not path.startswith("x-"):
            for method in METHODS:
                if isinstance(item.get(method), dict):
                    yield path, method, item[method]
