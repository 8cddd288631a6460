"""Verify that the generator has read every operation, parameter, body, answer, class and field."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from openapi_build.document.references import follow, parameters_of, parts_of
from openapi_build.errors import BuildError, Pointer
from openapi_build.nodes import operations
from openapi_build.schemas import makes_class


def check_read(document: dict[str, Any], parsed: Any) -> list[BuildError]:
    """Errors for what the generator lacks, or has named after a position."""
    do = "say it in another way in an overlay, or remove it there"
    told = (*_operations(document, parsed), *_classes(document, parsed))
    return [BuildError(what, pointer, do=do) for what, pointer in told]


def _operations(document: dict[str, Any], parsed: Any) -> Iterator[tuple[str, Pointer]]:
    from openapi_python_client.strings import PythonIdentifier

    collections = parsed.endpoint_collections_by_tag
    for path, method, operation in operations(document):
        tag = PythonIdentifier((operation.get("tags") or ["default"])[0], "tag")
        name = PythonIdentifier(operation["operationId"], "field_")
        endpoints = collections[tag].endpoints if tag in collections else ()
        endpoint = next((each for each in endpoints if each.name == name and each.method == method), None)
        place = ("paths", path, method)
        if endpoint is None:
            yield "the operation is left out", place
            continue
        read = {(where.value, _text(each.name)) for where, each in endpoint.iter_all_parameters()}
        for pointer, parameter in parameters_of(document, path, method):
            if (parameter["in"], parameter["name"]) not in read:
                yield f"the {parameter['in']} parameter {parameter['name']!r} is left out", pointer
        sent = [_text(each.content_type) for each in endpoint.bodies]
        for media in follow(document, operation.get("requestBody")).get("content", {}):
            if media not in sent:
                yield f"the body {media} is left out", (*place, "requestBody")
        answers = {each.status_code.pattern: each for each in endpoint.responses}
        for status, response in operation.get("responses", {}).items():
            if status in answers or not status.startswith("x-"):
                for what in _missing_of(follow(document, response), answers.get(status)):
                    yield what, (*place, "responses", status)


def _missing_of(response: dict[str, Any], read: Any) -> Iterator[str]:
    content = response.get("content", {})
    schemas = [media.get("schema") for media in content.values()]
    if read is None:
        yield "the answer is left out"
    elif any(schema != schemas[0] for schema in schemas):
        yield f"answers in {', '.join(content)}, and only one of them is read"
    elif schemas and schemas[0] is not None and read.source["attribute"] == "None":
        yield "the body of the answer is left out"


def _classes(document: dict[str, Any], parsed: Any) -> Iterator[tuple[str, Pointer]]:
    from openapi_python_client.strings import ClassName

    classes = {str(one.class_info.name): one for one in (*parsed.models, *parsed.enums)}
    for component, schema in document.get("components", {}).get("schemas", {}).items():
        place = ("components", "schemas", component)
        made = classes.get(ClassName(schema.get("title") or component, "field_"))
        if made is None and makes_class(schema):
            yield "the class is left out", place
        if made is None or not hasattr(made, "required_properties") or "$ref" in schema:
            continue
        fields = [*(made.required_properties or ()), *(made.optional_properties or ())]
        read = {_text(each.name) for each in fields}
        for name in [n for part in parts_of(document, schema) for n in part.get("properties", {})]:
            if name not in read:
                yield "the field is left out", (*place, "properties", name)
        if len({each.python_name for each in fields}) < len(fields):
            yield "two fields would get one name in Python", place
    for each in classes:
        if re.search(r"Type\d+$", each):
            yield f"the class {each} is named after a position; name its schema in an overlay", ()


def _text(name: Any) -> str:
    return str(name.get_untrusted_value()) if hasattr(name, "get_untrusted_value") else str(name)
