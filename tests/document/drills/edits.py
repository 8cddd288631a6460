"""Edits of the first API's captured pages, each accepted as a new capture would be."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

from tests.document.support import GET, LIST, POST, Json, Repository, document, operation

from openapi_build.nodes import walk
from openapi_build.yamlio import dump_yaml

ALL = (POST, GET, LIST)
NULL = {"type": "null"}


def schemas(page: Json) -> Json:
    """The component schemas of a document."""
    found: Json = page["components"]["schemas"]
    return found


def fields(page: Json, component: str) -> Json:
    """The properties of a component."""
    found: Json = schemas(page)[component]["properties"]
    return found


def in_pages(edit: Callable[[Json], Any], *pages: str) -> Callable[[Repository], None]:
    """Do the same to several pages."""

    def change(repository: Repository) -> None:
        for page in pages:
            repository.change(page, edit)

    return change


def request_field(schema: Json, name: str = "new_field") -> Callable[[Repository], None]:
    """One more optional field of the request."""
    return in_pages(lambda page: fields(page, "ApiChatCompletionsRequest").update({name: schema}), POST)


def answer_field(schema: Json, **components: Json) -> Callable[[Repository], None]:
    """One more field of an answer, in both pages that describe it, with the components that it needs."""

    def edit(page: Json) -> None:
        fields(page, "CompletionResponse")["new_field"] = schema
        schemas(page).update(components)

    return in_pages(edit, POST, GET)


def answers(page: Json) -> Json:
    """The new field of an answer in the effective document."""
    found: Json = fields(page, "CompletionResponse")["new_field"]
    return found


def renamed_paths(page: Json) -> None:
    """As in the documents of April 2026: other paths, other operation ids."""
    for path in list(page["paths"]):
        item = page["paths"].pop(path)
        for each in item.values():
            each["operationId"] = "v1_" + each["operationId"]
        page["paths"][path.replace("/async/chat/completions", "/v1/async/sonar")] = item


def only_operation(page: Json) -> Json:
    """The one operation of a page."""
    [item] = page["paths"].values()
    [found] = item.values()
    assert isinstance(found, dict)
    return found


def by_id(page: Json, name: str) -> Json:
    """An operation of the effective document."""
    return next(o for item in page["paths"].values() for o in item.values() if o["operationId"] == name)


def parameters(page: Json, name: str) -> list[str]:
    """The names of an operation's parameters."""
    return [item["name"] for item in by_id(page, name).get("parameters", [])]


def decided(repository: Repository) -> None:
    """Two pages contradict each other, and merge.yaml says whom to believe."""
    repository.change(GET, lambda page: fields(page, "Cost").update(total_cost={"type": "string"}))
    decision = {"at": "/components/schemas/Cost", "take": POST, "reason": "the other is a slip"}
    repository.layout.merge_decisions.write_text(dump_yaml({"decisions": [decision]}))


def brought_together(repository: Repository) -> None:
    """Two pages contradict each other, and an overlay of one of them brings them together."""
    repository.change(GET, lambda page: fields(page, "Cost")["total_cost"].update(minimum=0))
    action = {"target": "$.components.schemas.Cost.properties.total_cost.minimum", "remove": True}
    repository.add_overlay("05-together.yaml", action, extends=f"../sources/{GET}")


def large(repository: Repository) -> None:
    """A page of 5 MB: 500 components that are used, 12,000 that are not."""
    part = {"type": "string", "description": "y" * 300}
    unused = {"type": "object", "description": "x" * 300, "properties": {"a": {"type": "string"}}}
    references = {f"p{n}": {"$ref": f"#/components/schemas/Part{n}"} for n in range(500)}
    page = document(
        paths={"/big": {"get": operation("read_big", answers="Holder")}},
        schemas={
            "Holder": {"type": "object", "properties": references},
            **{f"Part{n}": part for n in range(500)},
            **{f"Unused{n}": unused for n in range(12000)},
        },
    )
    repository.write("large.json", json.dumps(page))


def gone(page: str) -> Callable[[Repository], None]:
    """A page that is no longer there."""

    def change(repository: Repository) -> None:
        (repository.layout.sources / page).unlink()
        repository.accept()

    return change


def moved(page: Json) -> None:
    """Another server."""
    page["servers"] = [{"url": "https://eu.example.test"}]


def two_of_one_name(repository: Repository) -> None:
    """Two components with one title."""
    twin = {"type": "object", "title": "UsageInfo", "properties": {"a": {"type": "string"}}}
    answer_field({"$ref": "#/components/schemas/Usage2"}, Usage2=twin)(repository)


def one_id_for_two(repository: Repository) -> None:
    """A page brings an operation whose id is taken."""
    name = only_operation(repository.source(POST))["operationId"]
    repository.write("more.json", json.dumps(document(paths={"/more": {"get": operation(name)}})))


ODD_NAMES = [
    *("nullable", "example", "default", "properties", "self", "class", "from", "None", "import", "type"),
    *("with-dash", "_leading", "__dunder", "with space", "größe", "名前", "1st", "a.b", "$dollar"),
    *("UPPER", "upper"),
]
ODD = {"type": "object", "properties": {name: {"type": "string"} for name in ODD_NAMES}}
OTHER: Json = {"type": "object", "properties": {"a": {"type": "string"}}}
OTHER_REF = {"$ref": "#/components/schemas/Other"}
TREE: Json = {
    "type": "object",
    "properties": {"children": {"type": "array", "items": {"$ref": "#/components/schemas/Tree"}}},
}
SHAPES: dict[str, Json] = {
    "Shape": {
        "oneOf": [{"$ref": "#/components/schemas/Circle"}, {"$ref": "#/components/schemas/Square"}],
        "discriminator": {
            "propertyName": "kind",
            "mapping": {"circle": "#/components/schemas/Circle", "square": "Square"},
        },
    },
    "Circle": {
        "type": "object",
        "required": ["kind"],
        "properties": {"kind": {"const": "circle"}, "r": {"type": "number"}},
    },
    "Square": {
        "type": "object",
        "required": ["kind"],
        "properties": {"kind": {"const": "square"}, "a": {"type": "number"}},
    },
}


def said_otherwise(page: Json) -> None:
    """References for what is no schema, null in the type, constants for words, parameters of media types."""
    operation, components = only_operation(page), page["components"]
    parts: list[tuple[str, Any, list[Any]]] = [
        ("parameters", operation.get("parameters", []), [*range(len(operation.get("parameters", [])))]),
        ("requestBodies", operation, ["requestBody"] if "requestBody" in operation else []),
        ("responses", operation["responses"], [*operation["responses"]]),
    ]
    for section, holder, keys in parts:
        for key in keys:
            components.setdefault(section, {})[f"Part{key}"] = holder[key]
            holder[key] = {"$ref": f"#/components/{section}/Part{key}"}
    for node in reversed(list(walk(page))):
        members = node.value.get("anyOf", []) if node.kind == "schema" else []
        first = members[0] if len(members) == 2 and members[1] == NULL else {}
        if isinstance(first.get("type"), str) and "enum" in first:
            del node.value["anyOf"]
            node.value |= {**first, "type": [first["type"], "null"], "enum": [*first["enum"], None]}
        elif node.kind == "schema" and isinstance(node.value.get("enum"), list):
            node.value["oneOf"] = [{"const": word, "description": "One."} for word in node.value.pop("enum")]
        elif node.kind in ("request_body", "response") and "content" in node.value:
            forms = node.value["content"].items()
            node.value["content"] = {f"{media}; charset=utf-8": form for media, form in forms}
        elif node.kind == "media_type":
            node.value["examples"] = {"gone": {"$ref": "#/components/examples/Gone"}}
