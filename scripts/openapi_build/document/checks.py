"""Check the effective document: it is valid, its names fit Python, and the hand-written wrapper fits it.

The published schemas of OpenAPI 3.1 and JSON Schema decide what is valid. They do not cover parameters, and
names that would collide in Python (the generator drops the whole operation with a warning).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from openapi_build.document.references import follow, parameters_of, parts_of, resolve
from openapi_build.errors import BuildError, Pointer, pointer_text, raise_all
from openapi_build.nodes import children, operations, walk
from openapi_build.schemas import makes_class
from openapi_build.yamlio import load_yaml

_DO = "change the wrapper and then openapi/wrapper-needs.yaml, or restore it in an overlay"
_OPERATION_KEYS = {"for", "sends", "answers", "query", "path_parameters", "bearer"}
_SCHEMA_KEYS = {"for", "fields", "requires_at_most"}


def check_names(document: dict[str, Any]) -> list[BuildError]:
    """Errors for two components with one class name, and for two operations with one id."""
    from openapi_python_client.strings import ClassName, PythonIdentifier

    found: list[BuildError] = []
    classes: dict[str, str] = {}
    for name, schema in document.get("components", {}).get("schemas", {}).items():
        if not makes_class(schema):
            continue
        class_name = ClassName(schema.get("title") or name, "field_")
        file = f"{PythonIdentifier(class_name, 'field_')}.py"
        if classes.setdefault(file, name) != name:
            said = f"would become the class {class_name} in {file}, where {classes[file]} is"
            do = "give one of them another `title` in an overlay"
            found.append(BuildError(said, ("components", "schemas", name), do=do))
    ids: dict[str, str] = {}
    for path, method, operation in operations(document):
        identifier, place = operation["operationId"], ("paths", path, method)
        module = str(PythonIdentifier(identifier, "field_"))
        if ids.setdefault(module, pointer_text(place)) != pointer_text(place):
            said = f"the operation id {identifier!r} is also that of {ids[module]}"
            found.append(BuildError(said, place, do="give one of them another id in an overlay"))
    return found


def validate(document: dict[str, Any]) -> list[BuildError]:
    """Every validation error, with its place from the root of the document."""
    from jsonschema import Draft202012Validator  # type: ignore[import-untyped]  # it carries no types
    from jsonschema.exceptions import best_match  # type: ignore[import-untyped]  # it carries no types
    from openapi_spec_validator.schemas import get_schema_content_v31

    def faults(validator: Any, value: Any, base: Pointer) -> Iterator[tuple[Pointer, str]]:
        for fault in validator.iter_errors(value):
            inner: Any = best_match([fault])
            yield (*base, *inner.absolute_path), str(inner.message)

    told = list(faults(Draft202012Validator(get_schema_content_v31()), document, ()))
    schemas = Draft202012Validator(Draft202012Validator.META_SCHEMA)
    for node in walk(document):
        for child in children(node):
            if child.kind == "schema" and node.kind != "schema":  # which checks those inside it, too
                told += faults(schemas, child.value, child.pointer)
    for path, method, _ in operations(document):
        parameters = [parameter for _, parameter in parameters_of(document, path, method)]
        declared = {str(each.get("name")) for each in parameters if each.get("in") == "path"}
        for name in sorted(declared ^ set(re.findall(r"\{([^}]*)\}", path))):
            said = f"{{{name}}} has to stand both in the path and among the path parameters"
            told.append((("paths", path, method), said))
    do = "correct it in an overlay"
    # `if` and `then` of the specification's schema tell one fault twice, the second time with a consequence.
    return [
        BuildError(f"is not valid OpenAPI 3.1: {said[:300]}", pointer, do=do)
        for pointer, said in dict(reversed(told)).items()
    ][::-1]


def read_needs(path: Path) -> dict[str, Any]:
    """What the wrapper needs, each with the public name that depends on it; empty if there is no such file.

    Raises: BuildError if it is malformed.
    """
    if not path.is_file():
        return {}
    data = load_yaml(path.read_text(encoding="utf-8"))
    found = []
    for section, keys in (("operations", _OPERATION_KEYS), ("schemas", _SCHEMA_KEYS)):
        entries = data.get(section, {}) if isinstance(data, dict) else None
        for key, entry in entries.items() if isinstance(entries, dict) else [("", None)]:
            if not isinstance(entry, dict) or "for" not in entry or entry.keys() - keys:
                said = f"needs a mapping with `for` and any of {', '.join(sorted(keys - {'for'}))}"
                found.append(BuildError(said, (section, key), do="correct it"))
    raise_all(found)
    needs: dict[str, Any] = data
    return needs


def check_needs(
    document: dict[str, Any], needs: Mapping[str, Any], missed: Mapping[str, str] | None = None
) -> list[BuildError]:
    """Errors for the needs that the document does not meet, each with what depends on it.

    ``missed`` has the overlay actions that no longer apply, where each stands and what it says: one that
    speaks of the same part is told with it.
    """
    places = {operation.get("operationId"): (p, method) for p, method, operation in operations(document)}
    found: list[BuildError] = []

    def tell(what: str, about: str, pointer: Pointer = ()) -> None:
        word = re.compile(rf"(?<![\w-]){re.escape(about)}(?![\w-])")
        speaking = [where for where, said in (missed or {}).items() if word.search(said)]
        detail = [f"{where} missed, which speaks of it" for where in speaking]
        found.append(BuildError(f"the wrapper needs {what}", pointer, do=_DO, detail=detail))

    for name, need in needs.get("operations", {}).items():
        if name not in places:
            tell(f"the operation {name} (for {need['for']}), and it is gone", name)
        for what, about in _missing_of_operation(document, need, *places[name]) if name in places else ():
            tell(f"{name} (for {need['for']}) {what}", about, ("paths", *places[name]))
    for name, need in needs.get("schemas", {}).items():
        for what, about in _missing_of_schema(document, name, need):
            tell(f"{name} (for {need['for']}) {what}", about, ("components", "schemas", name))
    return found


def _missing_of_operation(
    document: dict[str, Any], need: dict[str, Any], path: str, method: str
) -> Iterator[tuple[str, str]]:
    operation = document["paths"][path][method]
    parameters = {(p.get("in"), p.get("name")): p for _, p in parameters_of(document, path, method)}
    wanted = {("query", name) for name in need.get("query", [])}
    for _, name in sorted(wanted - parameters.keys()):
        yield f"to take the query parameter {name!r}, and it is gone", name
    for key, item in parameters.items():
        if item.get("required") is True and key[0] != "path" and key not in wanted:
            yield f"without the {key[0]} parameter {key[1]!r}, which is required now", str(key[1])
    count = sum(1 for place, _ in parameters if place == "path")
    if count != need.get("path_parameters", 0):
        yield f"to have {need.get('path_parameters', 0)} path parameters, and it has {count}", path
    body = follow(document, operation.get("requestBody"))
    if "sends" in need and need["sends"] not in _schemas(body):
        yield f"to take a body of {need['sends']}, and it does not", need["sends"]
    if "sends" not in need and body.get("required") is True:
        yield "without a body, and one is required now", "requestBody"
    responses = operation.get("responses", {})
    good = [follow(document, item) for status, item in responses.items() if str(status).startswith("2")]
    if "answers" in need and not any(need["answers"] in _schemas(item) for item in good):
        yield f"to answer {need['answers']}, and it does not", need["answers"]
    if need.get("bearer") and not _takes_bearer(document, operation):
        yield "to accept a bearer key, and it does not", "security"


def _missing_of_schema(
    document: dict[str, Any], name: str, need: dict[str, Any]
) -> Iterator[tuple[str, str]]:
    schema = resolve(document, f"#/components/schemas/{name}")
    if not isinstance(schema, dict):
        yield "to exist, and it is gone", name
        return
    parts = list(parts_of(document, schema))
    fields = {field for part in parts for field in part.get("properties", {})}
    for field in need.get("fields", []):
        if field not in fields:
            yield f"to have the field {field!r}, and it is gone", field
    for field in dict.fromkeys(field for part in parts for field in part.get("required", [])):
        if "requires_at_most" in need and field not in need["requires_at_most"]:
            yield f"without the field {field!r}, which is required now", field


def _schemas(node: dict[str, Any]) -> set[str]:
    """The names of the components that a body or response holds directly."""
    media = node.get("content", {}).values()
    references = [item.get("schema", {}).get("$ref", "") for item in media if isinstance(item, dict)]
    return {reference.rsplit("/", 1)[-1] for reference in references}


def _takes_bearer(document: dict[str, Any], operation: dict[str, Any]) -> bool:
    schemes = document.get("components", {}).get("securitySchemes", {})
    names = [name for wanted in operation.get("security", document.get("security", [])) for name in wanted]
    return any(schemes.get(name, {}).get("scheme", "").lower() == "bearer" for name in names)
