"""Does the document still have what the hand-written wrapper is built on.

The needs stand in ``openapi/wrapper-needs.yaml``, each with the public name that depends on it. A document
that no longer meets one stops the regeneration with that name: better than a test that fails somewhere
else.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from openapi_build.document.references import resolve
from openapi_build.errors import NeedError, Pointer
from openapi_build.nodes import operations
from openapi_build.read.yamlio import load_yaml

_DO = "change the wrapper and then openapi/wrapper-needs.yaml, or restore it in an overlay"
_OPERATION_KEYS = {"for", "sends", "answers", "query", "path_parameters", "bearer"}
_SCHEMA_KEYS = {"for", "fields", "requires_at_most"}


def read_needs(path: Path, *, name: str) -> dict[str, Any]:
    """The needs; empty if there is no such file. Raises: NeedError if it is malformed."""
    if not path.is_file():
        return {}
    data = load_yaml(path.read_text(encoding="utf-8"), file=name)
    for section, keys in (("operations", _OPERATION_KEYS), ("schemas", _SCHEMA_KEYS)):
        entries = data.get(section, {}) if isinstance(data, dict) else None
        for key, entry in entries.items() if isinstance(entries, dict) else [("", None)]:
            if not isinstance(entry, dict) or "for" not in entry or entry.keys() - keys:
                raise NeedError(
                    f"needs a mapping with `for` and any of {', '.join(sorted(keys - {'for'}))}",
                    file=name,
                    pointer=(section, key),
                    do="correct it",
                )
    needs: dict[str, Any] = data
    return needs


def check_needs(document: dict[str, Any], needs: dict[str, Any], *, file: str) -> None:
    """Raises: NeedError for the first need that the document does not meet, naming what depends on it."""
    found = {
        operation.get("operationId"): (path, method, operation)
        for path, method, operation in operations(document)
    }
    for name, need in needs.get("operations", {}).items():
        if name not in found:
            raise NeedError(
                f"the wrapper needs the operation {name} (for {need['for']}), and it is gone",
                file=file,
                do=_DO,
            )
        path, method, operation = found[name]
        pointer: Pointer = ("paths", path, method)
        shared = document["paths"][path].get("parameters", [])
        for what in _missing_of_operation(document, need, operation, shared):
            raise NeedError(
                f"the wrapper needs {name} (for {need['for']}) {what}", file=file, pointer=pointer, do=_DO
            )
    for name, need in needs.get("schemas", {}).items():
        for what in _missing_of_schema(document, name, need):
            raise NeedError(
                f"the wrapper needs {name} (for {need['for']}) {what}",
                file=file,
                pointer=("components", "schemas", name),
                do=_DO,
            )


def _missing_of_operation(
    document: dict[str, Any], need: dict[str, Any], operation: dict[str, Any], shared: list[Any]
) -> Iterator[str]:
    given = [_resolved(document, item) for item in [*shared, *operation.get("parameters", [])]]
    parameters = {(item.get("in"), item.get("name")): item for item in given}
    for name in need.get("query", []):
        if ("query", name) not in parameters:
            yield f"to take the query parameter {name!r}, and it is gone"
    wanted = {("query", name) for name in need.get("query", [])}
    for key, item in parameters.items():
        if item.get("required") is True and key[0] != "path" and key not in wanted:
            yield f"without the {key[0]} parameter {key[1]!r}, which is required now"
    count = sum(1 for place, _ in parameters if place == "path")
    if count != need.get("path_parameters", 0):
        yield f"to have {need.get('path_parameters', 0)} path parameters, and it has {count}"
    body = _resolved(document, operation.get("requestBody", {}))
    if "sends" in need and need["sends"] not in _schemas(body):
        yield f"to take a body of {need['sends']}, and it does not"
    if "sends" not in need and body.get("required") is True:
        yield "without a body, and one is required now"
    responses = operation.get("responses", {})
    good = [_resolved(document, item) for status, item in responses.items() if str(status).startswith("2")]
    if "answers" in need and not any(need["answers"] in _schemas(item) for item in good):
        yield f"to answer {need['answers']}, and it does not"
    if need.get("bearer") and not _takes_bearer(document, operation):
        yield "to accept a bearer key, and it does not"


def _missing_of_schema(document: dict[str, Any], name: str, need: dict[str, Any]) -> Iterator[str]:
    schema = resolve(document, f"#/components/schemas/{name}")
    if not isinstance(schema, dict):
        yield "to exist, and it is gone"
        return
    for field in need.get("fields", []):
        if field not in schema.get("properties", {}):
            yield f"to have the field {field!r}, and it is gone"
    for field in schema.get("required", []):
        if "requires_at_most" in need and field not in need["requires_at_most"]:
            yield f"without the field {field!r}, which is required now"


def _schemas(node: dict[str, Any]) -> set[str]:
    """The names of the components that a body or response holds directly."""
    media = node.get("content", {}).values()
    references = [item.get("schema", {}).get("$ref", "") for item in media if isinstance(item, dict)]
    return {reference.rsplit("/", 1)[-1] for reference in references}


def _takes_bearer(document: dict[str, Any], operation: dict[str, Any]) -> bool:
    schemes = document.get("components", {}).get("securitySchemes", {})
    wanted = operation.get("security", document.get("security", []))
    return any(
        schemes.get(name, {}).get("scheme", "").lower() == "bearer"
        for requirement in wanted
        for name in requirement
    )


def _resolved(document: dict[str, Any], node: Any) -> dict[str, Any]:
    if isinstance(node, dict) and isinstance(node.get("$ref"), str):
        node = resolve(document, node["$ref"])
    return node if isinstance(node, dict) else {}
