"""Small documents for the tests of the comparison: one operation, one schema, one place to vary."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

Json = dict[str, Any]


def document(paths: Json | None = None, *, schemas: Json | None = None, **top: Any) -> Json:
    """An OpenAPI 3.1 document around `paths`."""
    return {
        "openapi": "3.1.0",
        "info": {"title": "Jobs", "version": "1"},
        "paths": paths or {},
        "components": {"schemas": schemas or {}},
        **top,
    }


def operation(
    *,
    request: Any = None,
    response: Any = None,
    parameters: list[Json] | None = None,
    operation_id: str | None = "create_job",
    **more: Any,
) -> Json:
    """One operation that takes `request` and answers 200 with `response` (schemas, None for no body)."""
    node: Json = {"responses": {"200": {"description": "done"}}, **more}
    if operation_id is not None:
        node["operationId"] = operation_id
    if request is not None:
        node["requestBody"] = {"required": True, "content": {"application/json": {"schema": request}}}
    if response is not None:
        node["responses"]["200"]["content"] = {"application/json": {"schema": response}}
    if parameters is not None:
        node["parameters"] = parameters
    return node


def sends(schema: Any, schemas: Json | None = None) -> Json:
    """A document in which callers send `schema`."""
    return document({"/jobs": {"post": operation(request=schema)}}, schemas=schemas)


def receives(schema: Any, schemas: Json | None = None) -> Json:
    """A document in which callers receive `schema`."""
    return document({"/jobs": {"post": operation(response=schema)}}, schemas=schemas)


def takes(*parameters: Json) -> Json:
    """A document whose one operation has `parameters`."""
    return document({"/jobs": {"post": operation(parameters=list(parameters))}})


def fields(required: list[str] | None = None, /, **properties: Any) -> Json:
    """An object schema with these fields."""
    schema: Json = {"type": "object", "properties": properties}
    return schema if required is None else {**schema, "required": required}


def query(name: str, **more: Any) -> Json:
    """A query parameter, a string unless said otherwise."""
    return {"name": name, "in": "query", "schema": {"type": "string"}, **more}


def ref(name: str) -> Mapping[str, str]:
    """A reference to a component schema."""
    return {"$ref": f"#/components/schemas/{name}"}
