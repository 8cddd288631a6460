"""Changes that vendors have made to documents, made to the first API: a client comes of it, or an error."""

from __future__ import annotations

import importlib.util
import json
import socket
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from tests.document.support import GET, LIST, POST, Json, Repository, attempt, document, operation

from openapi_build.client.generate import generate_client
from openapi_build.errors import BuildError
from openapi_build.nodes import operations, walk

NULL = {"type": "null"}
TEXT = {"type": "string"}


def schemas(page: Json) -> Json:
    """The component schemas of a document."""
    found: Json = page["components"]["schemas"]
    return found


def fields(page: Json, component: str) -> Json:
    """The properties of a component."""
    found: Json = schemas(page)[component]["properties"]
    return found


def only_operation(page: Json) -> Json:
    """The one operation of a page."""
    [(_, _, found)] = operations(page)
    return found


def by_id(page: Json, identifier: str) -> Json:
    """The operation with an id."""
    return next(each for _, _, each in operations(page) if each["operationId"] == identifier)


def in_pages(edit: Callable[[Json], Any], *pages: str) -> Callable[[Repository], None]:
    """Do the same to several pages."""

    def change(repository: Repository) -> None:
        for page in pages or (POST, GET, LIST):
            repository.change(page, edit)

    return change


def gone(repository: Repository) -> None:
    """A page that is no longer there."""
    (repository.layout.sources / LIST).unlink()
    repository.accept()


def brought_together(repository: Repository) -> None:
    """Two pages contradict each other, and an overlay of one of them brings them together."""
    repository.change(GET, lambda page: fields(page, "Cost")["total_cost"].update(minimum=0))
    action = {"target": "$.components.schemas.Cost.properties.total_cost.minimum", "remove": True}
    repository.add_overlay("05-together.yaml", action, extends=f"../sources/{GET}")


def renamed_paths(page: Json) -> None:
    """As in the documents of April 2026: other paths, other operation ids."""
    for path in list(page["paths"]):
        item = page["paths"].pop(path)
        for each in item.values():
            each["operationId"] = "v1_" + each["operationId"]
        page["paths"][path.replace("/async/chat/completions", "/v1/async/sonar")] = item


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


ODD_NAMES = [
    *("nullable", "example", "default", "properties", "self", "class", "from", "None", "import", "type"),
    *("with-dash", "_leading", "__dunder", "with space", "größe", "名前", "1st", "a.b", "$dollar"),
    *("UPPER", "upper"),
]
ODD = {"type": "object", "properties": dict.fromkeys(ODD_NAMES, TEXT)}
TREES = {"type": "array", "items": {"$ref": "#/components/schemas/Tree"}}
TREE = {"type": "object", "properties": {"odd": {"$ref": "#/components/schemas/Odd"}, "children": TREES}}


def new_components(page: Json) -> None:
    """A field of an answer that refers to itself, and has a part with odd names."""
    fields(page, "CompletionResponse")["tree"] = {"$ref": "#/components/schemas/Tree"}
    schemas(page).update(Tree=TREE, Odd=ODD)


def large(repository: Repository) -> None:
    """A page of 5 MB: 500 components that are used, 12,000 that are not."""
    part = {"type": "string", "description": "y" * 300}
    unused = {"type": "object", "description": "x" * 300, "properties": {"a": TEXT}}
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


@pytest.fixture
def first_api(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Repository:
    """The pages of the first API alone, on a machine without a network."""

    def refused(*args: Any, **named: Any) -> None:
        raise AssertionError("building must not use the network")

    monkeypatch.setattr(socket, "socket", refused)
    monkeypatch.setattr(socket, "getaddrinfo", refused)
    return Repository.first_api(tmp_path / "repository")


DRILLS: dict[str, tuple[Callable[[Repository], Any], Callable[[Json], Any]]] = {
    "a new status": (
        in_pages(lambda page: schemas(page)["AsyncProcessingStatus"]["enum"].append("CANCELLED")),
        lambda d: TEXT in fields(d, "AsyncApiChatCompletionsResponse")["status"]["anyOf"],
    ),
    "all paths and operation ids renamed": (
        in_pages(renamed_paths),
        lambda d: set(d["paths"]) == {"/v1/async/sonar", "/v1/async/sonar/{api_request}"},
    ),
    "list without its query parameters": (
        in_pages(lambda page: only_operation(page).pop("parameters"), LIST),
        lambda d: [p["name"] for p in by_id(d, "list_jobs")["parameters"]] == ["limit", "next_token"],
    ),
    "a component defined differently, brought together": (brought_together, bool),
    "everything said in another way": (
        in_pages(said_otherwise),
        lambda d: schemas(d)["SearchRecency"]["enum"] == ["hour", "day", "week", "month", "year"],
    ),
}


@pytest.mark.parametrize("name", DRILLS)
def test_a_client_comes_of_what_breaks_nothing(name: str, first_api: Repository, tmp_path: Path) -> None:
    """It has all of the document, and the operations that the wrapper needs."""
    change, holds = DRILLS[name]
    change(first_api)
    result = first_api.document()
    generate_client(result, tmp_path / "package", first_api.layout)
    assert holds(result)
    assert {o["operationId"] for _, _, o in operations(result)} == {"create_job", "get_job", "list_jobs"}


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (
            in_pages(lambda page: fields(page, "CompletionResponse").pop("citations"), POST, GET),
            "Job.citations, Job.search_results, Job.usage) to have the field 'citations', and it is gone",
        ),
        (gone, "needs the operation list_jobs (for list, iter, iter_pages and as_completed), and it is gone"),
        (
            in_pages(lambda page: fields(page, "WebSearchOptions").pop("search_type"), POST),
            "schemas.WebSearchOptions.properties.search_type matches nothing",
        ),
    ],
    ids=["a needed field gone", "an operation gone", "a field of an overlay gone"],
)
def test_what_needs_a_person_is_an_error(
    change: Callable[[Repository], Any], said: str, first_api: Repository
) -> None:
    """It has a place and something to do."""
    change(first_api)
    result = attempt(first_api.document)
    assert isinstance(result, BuildError), result
    assert said in str(result)
    assert result.where
    assert result.do


@pytest.mark.exhaustive
def test_a_large_document_is_a_document(first_api: Repository) -> None:
    """Twelve thousand components in 5 MB: read, merged, pruned and validated."""
    large(first_api)
    assert (first_api.layout.sources / "large.json").stat().st_size > 4_000_000
    assert {"Unused1", "Part1"} & first_api.document()["components"]["schemas"].keys() == {"Part1"}


def test_odd_names_survive_the_round_trip(first_api: Repository, tmp_path: Path) -> None:
    """The generated class of a schema with odd property names takes and gives them unchanged."""
    in_pages(new_components, POST, GET)(first_api)
    package = tmp_path / "odd_client"
    generate_client(first_api.document(), package, first_api.layout)
    spec = importlib.util.spec_from_file_location("odd_client", package / "__init__.py")
    assert spec is not None
    assert spec.loader is not None
    before = set(sys.modules)
    try:
        sys.modules["odd_client"] = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(sys.modules["odd_client"])
        tree = importlib.import_module("odd_client.models").Tree
        odd = {name: f"value of {name}" for name in ODD_NAMES} | {"unknown": 1}
        payload = {"odd": odd, "children": [{"odd": odd}]}
        assert tree.from_dict(payload).to_dict() == payload
    finally:
        for name in set(sys.modules) - before:
            del sys.modules[name]
