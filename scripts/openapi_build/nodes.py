"""Walk an OpenAPI document by a table that says what each place holds: a schema, a parameter, a path …

A search for keys would take a *property named* ``nullable``, ``$ref`` or ``example`` for the keyword. By this
table the keys below ``properties`` are names, and nothing below ``default``, ``enum``, ``const`` and
``example`` is visited. Every step relies on the table, so each page is checked against it first.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Literal, NamedTuple

from openapi_build.errors import BuildError, Pointer, raise_all

Kind = str
"""A key of ``CHILDREN``."""
Shape = Literal["one", "list", "map"]

METHODS = ("get", "put", "post", "delete", "options", "head", "patch", "trace")

_OPERATIONS: dict[str, tuple[Shape, Kind]] = dict.fromkeys(METHODS, ("one", "operation"))
_VALUE: dict[str, tuple[Shape, Kind]] = {"schema": ("one", "schema"), "examples": ("map", "example")}
_PARAMETER: dict[str, tuple[Shape, Kind]] = {**_VALUE, "content": ("map", "media_type")}

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
        "pathItems": ("map", "path_item"),
    },
    "path_item": {**_OPERATIONS, "parameters": ("list", "parameter")},
    "operation": {
        "parameters": ("list", "parameter"),
        "requestBody": ("one", "request_body"),
        "responses": ("map", "response"),
    },
    "parameter": _PARAMETER,
    "header": _PARAMETER,
    "request_body": {"content": ("map", "media_type")},
    "response": {"headers": ("map", "header"), "content": ("map", "media_type"), "links": ("map", "link")},
    "media_type": {**_VALUE, "encoding": ("map", "encoding")},
    "encoding": {"headers": ("map", "header")},
    "schema": {
        **dict.fromkeys(("properties", "patternProperties", "dependentSchemas"), ("map", "schema")),
        **dict.fromkeys(("$defs", "definitions"), ("map", "schema")),
        **dict.fromkeys(("allOf", "anyOf", "oneOf", "prefixItems"), ("list", "schema")),
        **dict.fromkeys(("items", "contains", "additionalProperties", "propertyNames"), ("one", "schema")),
        **dict.fromkeys(("unevaluatedItems", "unevaluatedProperties", "contentSchema"), ("one", "schema")),
        **dict.fromkeys(("not", "if", "then", "else"), ("one", "schema")),
    },
    **{leaf: {} for leaf in ("link", "example", "security_scheme")},
}

COMPONENT_KINDS: dict[str, Kind] = {name: kind for name, (_, kind) in CHILDREN["components"].items()}

_LISTS = {
    "document": ("servers", "security", "tags"),
    "operation": ("security", "tags"),
    "schema": ("enum", "required"),
}
_TEXTS = {"operation": ("operationId",), "parameter": ("name", "in"), "security_scheme": ("scheme",)}
_NAMES = {dict: "an object", list: "a list", str: "text", type(None): "null"}
_SHAPES = {"list": list, "map": dict}


class Node(NamedTuple):
    """A dict of the document, where it stands and what it is."""

    pointer: Pointer
    kind: Kind
    value: dict[str, Any]


def parts(node: Node) -> Iterator[Node]:
    """What stands directly below by the table, in document order, whatever its value is.

    Extensions (``x-…``) among paths and responses are skipped.
    """
    for key, item in node.value.items():
        shape, kind = CHILDREN[node.kind].get(key, ("", ""))
        if shape == "one":
            yield Node((*node.pointer, key), kind, item)
        elif shape == "list" and isinstance(item, list):
            yield from (Node((*node.pointer, key, index), kind, each) for index, each in enumerate(item))
        elif shape == "map" and isinstance(item, dict):
            for name, member in item.items():
                if not (name.startswith("x-") and kind in ("path_item", "response")):
                    yield Node((*node.pointer, key, name), kind, member)


def children(node: Node) -> Iterator[Node]:
    """The objects directly below, in document order."""
    return (part for part in parts(node) if isinstance(part.value, dict))


def walk(document: dict[str, Any], kind: Kind = "document", pointer: Pointer = ()) -> Iterator[Node]:
    """Every node, parents before children. The tree may be changed below a node while it is being visited."""
    stack = [Node(pointer, kind, document)]
    while stack:
        node = stack.pop()
        yield node
        stack.extend(reversed(list(children(node))))


def schemas_in(document: dict[str, Any]) -> Iterator[Node]:
    """Every schema, at any depth, outer ones first."""
    return (node for node in walk(document) if node.kind == "schema")


def check_structure(document: dict[str, Any]) -> None:
    """Raises: BuildError for every part that is not the object, list or text that its place asks for.

    Full validation comes last, since overlays may repair a source before it.
    """
    found: list[BuildError] = []

    def expect(wanted: type, value: Any, pointer: Pointer) -> None:
        if not isinstance(value, wanted):
            what = f"should be {_NAMES[wanted]} and is {_NAMES.get(type(value), 'a scalar')}"
            found.append(BuildError(what, pointer, do="capture the page again, or correct what made it so"))

    for node in walk(document):
        shapes = {key: _SHAPES[shape] for key, (shape, _) in CHILDREN[node.kind].items() if shape != "one"}
        shapes |= dict.fromkeys(_LISTS.get(node.kind, ()), list)
        shapes |= dict.fromkeys(("$ref", *_TEXTS.get(node.kind, ())), str)
        for key in filter(shapes.get, node.value):
            if key == "required" and isinstance(node.value[key], bool):
                continue  # of JSON Schema's draft 3; ``upgrade`` drops it
            expect(shapes[key], node.value[key], (*node.pointer, key))
        for part in parts(node):
            if not (part.kind == "schema" and isinstance(part.value, bool)):
                expect(dict, part.value, part.pointer)
    raise_all(found)


def operations(document: dict[str, Any]) -> Iterator[tuple[str, str, dict[str, Any]]]:
    """Path, method and operation object of every operation, in document order."""
    paths = document.get("paths")
    for path, item in paths.items() if isinstance(paths, dict) else ():
        if isinstance(item, dict) and not path.startswith("x-"):
            for method in METHODS:
                if isinstance(item.get(method), dict):
                    yield path, method, item[method]
