"""Validate the effective document against OpenAPI 3.1, and check that its names fit Python.

The published schemas of OpenAPI 3.1 and JSON Schema decide what is valid. They do not cover parameters, names
that would collide in Python (the generator drops the whole operation with a warning), and property names that
would overwrite attributes of the generated class; these are checked here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import partial
from typing import Any

from openapi_build.document.references import follow, parameters_of
from openapi_build.errors import BuildError, Pointer, pointer_text
from openapi_build.nodes import children, operations, walk

CLASS_INTERNALS = frozenset(
    {
        "additional_properties",
        "additional_keys",
        "to_dict",
        "from_dict",
        "d",
        "cls",
        "cast",
        "src_dict",
        "field_dict",
    }
)
"""Names of the generated classes' own members and variables: a property of that name would overwrite them."""


def check_names(document: dict[str, Any]) -> list[BuildError]:
    """Errors for parts without a unique name in Python.

    Two components with one class name, two operations with one id, a property that would
    overwrite a part of its generated class.
    """
    from openapi_python_client.strings import ClassName, PythonIdentifier

    found: list[BuildError] = []
    classes: dict[str, str] = {}
    for name, schema in document.get("components", {}).get("schemas", {}).items():
        if not _becomes_class(schema):
            continue
        title = schema.get("title")
        class_name = ClassName(title if isinstance(title, str) and title else name, "field_")
        file = f"{PythonIdentifier(class_name, 'field_')}.py"
        if classes.setdefault(file, name) != name:
            said = f"would become the class {class_name} in {file}, where {classes[file]} is"
            pointer: Pointer = ("components", "schemas", name)
            found.append(BuildError(said, pointer, do="give one of them another `title` in an overlay"))
    do = "remove it in an overlay; it stays reachable among the additional properties"
    for node in walk(document):
        properties = node.value.get("properties") if node.kind == "schema" else None
        named: dict[str, str] = {}
        for name in properties if isinstance(properties, dict) else ():
            # Of two like `fooBar` and `foo_bar` the generator leaves one as it is.
            other = named.setdefault(PythonIdentifier(name, "field_", skip_snake_case=True), name)
            if other != name:
                said = f"the property {name!r} would get the name of {other!r} in Python"
                found.append(BuildError(said, (*node.pointer, "properties", name), do=do))
            if PythonIdentifier(name, "field_") in CLASS_INTERNALS:
                said = f"the property {name!r} would overwrite a part of its generated class"
                found.append(BuildError(said, (*node.pointer, "properties", name), do=do))
    ids: dict[str, str] = {}
    for path, method, operation in operations(document):
        identifier, place = operation["operationId"], ("paths", path, method)
        module = str(PythonIdentifier(identifier, "field_"))
        if ids.setdefault(module, pointer_text(place)) != pointer_text(place):
            said = f"the operation id {identifier!r} is also that of {ids[module]}"
            found.append(BuildError(said, place, do="give one of them another id in an overlay"))
    return found


def _becomes_class(schema: Any) -> bool:
    return isinstance(schema, dict) and (
        "enum" in schema or "properties" in schema or schema.get("type") == "object"
    )


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
        if any(child.kind == "schema" for child in children(node)) and node.kind != "schema":
            for child in children(node):
                told += faults(schemas, child.value, child.pointer) if child.kind == "schema" else ()
    for path, method, _ in operations(document):
        told += _faults_of_parameters(document, path, method)
    do = "correct it in an overlay"
    # `if` and `then` of the specification's schema tell one fault twice, the second time with a consequence.
    return [
        BuildError(f"is not valid OpenAPI 3.1: {said[:300]}", pointer, do=do)
        for pointer, said in dict(reversed(told)).items()
    ][::-1]


def _faults_of_parameters(document: dict[str, Any], path: str, method: str) -> Iterator[tuple[Pointer, str]]:
    place: Pointer = ("paths", path, method)
    item = document["paths"][path]
    for holder, pointer in ((item[method], place), (item, place[:2])):
        names = [
            (p.get("in"), p.get("name")) for p in map(partial(follow, document), holder.get("parameters", ()))
        ]
        for index, key in enumerate(names):
            if key in names[:index]:
                yield (*pointer, "parameters", index), f"the {key[0]} parameter {key[1]!r} stands there twice"
    declared = {p.get("name") for _, p in parameters_of(document, path, method) if p.get("in") == "path"}
    wanted = set(re.findall(r"\{([^}]*)\}", path))
    for name in sorted(wanted - declared):
        yield place, f"the path has {{{name}}}, and no path parameter is called so"
    for name in sorted(map(str, declared - wanted)):
        yield place, f"the path parameter {name!r} does not stand in the path"
