"""Validate the effective document against OpenAPI 3.1, and check that its names fit Python.

The published schemas of OpenAPI 3.1 and JSON Schema decide what is valid. They do not cover parameters, and
names that would collide in Python (the generator drops the whole operation with a warning).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from openapi_build.document.references import parameters_of
from openapi_build.errors import BuildError, Pointer, pointer_text
from openapi_build.nodes import children, operations, walk
from openapi_build.schemas import makes_class


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
            pointer: Pointer = ("components", "schemas", name)
            found.append(BuildError(said, pointer, do="give one of them another `title` in an overlay"))
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
        if any(child.kind == "schema" for child in children(node)) and node.kind != "schema":
            for child in children(node):
                told += faults(schemas, child.value, child.pointer) if child.kind == "schema" else ()
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
