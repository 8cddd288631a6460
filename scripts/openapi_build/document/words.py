"""Open every enum to values that the document does not list, except those that tell union members apart."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from openapi_build.document.references import PREFIX
from openapi_build.nodes import schemas_in
from openapi_build.schemas import CLOSED_MARK, UNIONS, has_words, unions_of


def open_words(document: dict[str, Any]) -> None:
    """Let every use of an enum component accept its plain type as well, unless the enum is closed."""
    opened = {}
    for name, schema in document.get("components", {}).get("schemas", {}).items():
        if isinstance(schema, dict) and not schema.pop(CLOSED_MARK, False) and has_words(schema):
            opened[PREFIX + name] = schema.get("type", "string")
    for node in reversed(list(schemas_in(document))):
        schema = node.value
        schema.pop(CLOSED_MARK, None)
        for union in unions_of(schema):
            kinds = list(_kinds_to_add(schema[union], opened))
            schema[union] += [{"type": kind} for kind in kinds]
            if kinds and union == "oneOf" and "anyOf" not in schema:
                schema["anyOf"] = schema.pop(union)  # a known word fits the enum and the plain type
        in_union = len(node.pointer) > 1 and node.pointer[-2] in UNIONS
        is_component = len(node.pointer) == 3 and node.pointer[0] == "components"
        reference = schema.get("$ref")
        # An alias of the enum stays: its users are opened through the enum itself.
        if not in_union and not is_component and isinstance(reference, str) and reference in opened:
            del schema["$ref"]
            schema["anyOf"] = [{"$ref": reference}, {"type": opened[reference]}]


def _kinds_to_add(members: list[Any], opened: dict[str, str]) -> Iterator[str]:
    schemas = [member for member in members if isinstance(member, dict)]
    there = [m.get("type") for m in schemas if not m.keys() & {"enum", "const", "pattern"}]
    there += [kind for kinds in there if isinstance(kinds, list) for kind in kinds]
    wanted = dict.fromkeys(opened[m["$ref"]] for m in schemas if m.get("$ref") in opened)
    return (kind for kind in wanted if kind not in there)
