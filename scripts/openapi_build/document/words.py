"""Open every enum to values that the document does not list, except those that tell union members apart."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from openapi_build.document.references import PREFIX
from openapi_build.nodes import walk

CLOSED_MARK = "x-closed"
"""Set by ``rules`` on the words that tell the members of a union apart; taken off here."""

_UNIONS = ("anyOf", "oneOf")


def has_words(schema: dict[str, Any]) -> bool:
    """True if the generator makes an enum of this schema; it takes booleans and null for types."""
    values = schema.get("enum")
    return isinstance(values, list) and schema.get("type") != "boolean" and any(v is not None for v in values)


def open_words(document: dict[str, Any]) -> None:
    """Let every use of an enum component accept its plain type as well, unless the enum is closed."""
    opened = {}
    for name, schema in document.get("components", {}).get("schemas", {}).items():
        if isinstance(schema, dict) and not schema.pop(CLOSED_MARK, False) and has_words(schema):
            opened[PREFIX + name] = schema.get("type", "string")
    for node in reversed(list(walk(document))):
        if node.kind != "schema":
            continue
        node.value.pop(CLOSED_MARK, None)
        for union in _UNIONS:
            members = node.value.get(union)
            kinds = list(_kinds_to_add(members, opened)) if isinstance(members, list) else []
            if kinds:
                node.value[union] += [{"type": kind} for kind in kinds]
            if kinds and union == "oneOf" and "anyOf" not in node.value:
                node.value["anyOf"] = node.value.pop(union)  # a known word fits the enum and the plain type
        in_union = len(node.pointer) > 1 and node.pointer[-2] in _UNIONS
        is_component = len(node.pointer) == 3 and node.pointer[0] == "components"
        reference = node.value.get("$ref")
        # An alias of the enum stays: its users are opened through the enum itself.
        if not in_union and not is_component and isinstance(reference, str) and reference in opened:
            del node.value["$ref"]
            node.value["anyOf"] = [{"$ref": reference}, {"type": opened[reference]}]


def _kinds_to_add(members: list[Any], opened: dict[str, str]) -> Iterator[str]:
    schemas = [member for member in members if isinstance(member, dict)]
    there = [m.get("type") for m in schemas if not m.keys() & {"enum", "const", "pattern"}]
    there += [kind for kinds in there if isinstance(kinds, list) for kind in kinds]
    wanted = dict.fromkeys(opened[m["$ref"]] for m in schemas if m.get("$ref") in opened)
    return (kind for kind in wanted if kind not in there)
