"""Convert an OpenAPI 3.0 document to 3.1, schema by schema.

``nullable: true`` becomes the type ``null``, also where 3.0 strictly ignores it: beside ``$ref``, ``allOf``
or an ``enum`` without null, and in a document that calls itself 3.1.
"""

from __future__ import annotations

import re
from typing import Any

from openapi_build.errors import BuildError
from openapi_build.nodes import schemas_in
from openapi_build.schemas import NAME_MARK, UNIONS, is_annotation
from openapi_build.yamlio import plain

VERSION = "3.1.0"
_SCALARS = {"string", "integer", "number", "boolean"}


def upgrade(document: dict[str, Any]) -> dict[str, Any]:
    """An equal document in OpenAPI 3.1 of one in 3.0, 3.1 or 3.2; what only 3.2 has, validation refuses.

    Raises: BuildError: it is of another version.
    """
    version = document.get("openapi")  # a number, where two of them stand without quotes
    if not re.fullmatch(r"3\.[0-2](\.\d+(-\S+)?)?", str(version)):
        key, name = ("swagger", "Swagger") if version is None else ("openapi", "OpenAPI")
        what = f"is {name} {document.get(key)}, and only 3.0 to 3.2 are read"
        raise BuildError(what, (key,), do="convert it once by hand and keep the result as a source")
    result: dict[str, Any] = plain(document)
    result["openapi"] = VERSION
    for node in reversed(
        list(schemas_in(result))
    ):  # innermost first: what is moved into an anyOf is finished
        _schema(node.value)
    return result


def _schema(schema: dict[str, Any]) -> None:
    for bound, exclusive in (("minimum", "exclusiveMinimum"), ("maximum", "exclusiveMaximum")):
        if isinstance(schema.get(exclusive), bool) and schema.pop(exclusive) and bound in schema:
            schema[exclusive] = schema.pop(bound)
    if isinstance(schema.get("required"), bool):
        del schema["required"]  # draft 3 says so of a field itself; the service checks it
    if "example" in schema:
        example = schema.pop("example")
        schema.setdefault("examples", [example])
    if isinstance(schema.get("nullable"), bool) and schema.pop("nullable"):
        allow_null(schema)


def allow_null(schema: dict[str, Any]) -> None:
    """Let a schema take null as well, in the spelling of 3.1."""
    null = {"type": "null"}
    kind = schema.get("type")
    if isinstance(kind, list):
        if "null" not in kind:
            kind.append("null")
        if "enum" in schema and None not in schema["enum"]:
            schema["enum"].append(None)
        return
    words = {key for key in schema if not is_annotation(key)}
    if not words or kind not in (*_SCALARS, "array", "object", None):
        return  # without a rule null is allowed already; what is no type is for validation
    if kind in _SCALARS and not words & {"enum", "const", "allOf", "not", *UNIONS}:
        schema["type"] = [kind, "null"]
        return
    for union in UNIONS:
        if words == {union}:
            if not any(isinstance(member, dict) and member.get("type") == "null" for member in schema[union]):
                schema[union].append(null)
            return
    # Its names are those of what is there now, not of its union with null.
    names = {key for key in schema if key == NAME_MARK or key.startswith("x-enum-")}
    rules = {key: schema.pop(key) for key in list(schema) if key in words | names}
    if isinstance(rules.get("enum"), list):
        rules["enum"] = [value for value in rules["enum"] if value is not None]
    schema["anyOf"] = [rules, null]
