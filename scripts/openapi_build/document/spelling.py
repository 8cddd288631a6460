"""Rewrite schemas into equivalent ones that the generator reads correctly, and open enums.

It reads some schemas wrongly without a warning: of several constants in a union it tries only the first, it
names the class of `type: [object, 'null']` after a position, and it ignores fields beside a reference.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from openapi_build.document.references import PREFIX
from openapi_build.nodes import schemas_in
from openapi_build.schemas import CLOSED_MARK, DEFAULT, UNIONS, has_words, is_annotation, kind_of, unions_of

_OBJECT = (
    *("properties", "required", "additionalProperties", "patternProperties"),
    *("minProperties", "maxProperties"),
)
_ARRAY = ("items", "prefixItems", "contains", "minItems", "maxItems", "uniqueItems")
_ESCAPED_TWICE = re.compile(r"[\"\\]")


def respell(document: dict[str, Any]) -> dict[str, Any]:
    """Change the document in place and return it."""
    for node in reversed(list(schemas_in(document))):  # innermost first: what is split is finished
        schema = node.value
        _left_out(schema)
        _constant(schema, is_component=len(node.pointer) == 3 and node.pointer[0] == "components")
        _values(schema)
        _types(schema)
        _beside_reference(schema)
        for union in unions_of(schema):
            schema[union] = [_unwrapped(member) for member in schema[union]]
            _words_of(schema, union)
    return document


def _left_out(schema: dict[str, Any]) -> None:
    """Give a list its items, which the generator asks for, and a list or map without a type its type."""
    kinds = schema.get("type")
    if "array" in (kinds if isinstance(kinds, list) else [kinds]) and "prefixItems" not in schema:
        schema.setdefault("items", {})
    if not schema.keys() & {"type", "enum", "const", "$ref", "allOf", *UNIONS}:
        if schema.keys() & {"items", "prefixItems"}:
            schema["type"] = "array"
        elif schema.keys() & {"properties", "additionalProperties", "patternProperties"}:
            schema["type"] = "object"


def _constant(schema: dict[str, Any], *, is_component: bool) -> None:
    """Make a constant an enum of one value, which is open, unless it tells union members apart."""
    closed = CLOSED_MARK in schema and not is_component
    if closed and len(schema.get("enum", ())) == 1:
        schema["const"] = schema.pop("enum")[0]
    if "const" not in schema:
        return
    value = schema["const"]
    if isinstance(value, bool | float | None):
        del schema["const"]
        schema["type"] = kind_of(value)
    elif isinstance(value, str | int) and (not closed or _ESCAPED_TWICE.search(str(value))):
        schema["enum"] = [schema.pop("const")]
        schema.setdefault("type", kind_of(value))


def _values(schema: dict[str, Any]) -> None:
    """Each value of an enum once, with null as a type."""
    values = schema.get("enum")
    if not isinstance(values, list):
        return
    unique = list({(kind_of(value), str(value)): value for value in values}.values())
    schema["enum"] = unique
    kinds = {kind_of(value) for value in unique if value is not None}
    if unique == [None]:
        del schema["enum"]
        schema["type"] = "null"
    elif kinds == {"boolean"}:
        schema.setdefault("type", "boolean")  # the generator only supports booleans as a type
    if None in unique and not isinstance(schema.get("type"), list) and not schema.keys() & set(UNIONS):
        kind = schema.get("type", kinds.pop() if len(kinds) == 1 else None)
        if isinstance(kind, str) and kind != "null":
            schema["type"] = [kind, "null"]


def _types(schema: dict[str, Any]) -> None:
    """Make a list of types, one of which becomes a class, a union."""
    kinds = schema.get("type")
    if not isinstance(kinds, list) or schema.keys() & {*UNIONS, "$ref"}:
        return
    items = schema.get("items") if "array" in kinds else None
    inline = isinstance(items, dict) and "$ref" not in items and bool(items.keys() & {"properties", "enum"})
    if not (inline or "object" in kinds or schema.keys() & {"enum", "const"}):
        return
    # A mark concerns the whole schema, if several members are left of it.
    rules = {key: schema.pop(key) for key in list(schema) if not is_annotation(key)}
    union = [branch for kind in kinds if kind != "null" and (branch := _branch(rules, kind)) is not None]
    if len(union) == 1:
        union[0] |= {key: schema.pop(key) for key in list(schema) if key.startswith("x-") and key != DEFAULT}
    schema["anyOf"] = [*union, {"type": "null"}] if "null" in kinds else union


def _branch(rules: dict[str, Any], kind: str) -> dict[str, Any] | None:
    """The keywords for one type; None if the enum excludes it."""
    foreign = {"object": _ARRAY, "array": _OBJECT}.get(kind, (*_ARRAY, *_OBJECT))
    branch = {key: value for key, value in rules.items() if key not in foreign} | {"type": kind}
    fits = ("integer", "number") if kind == "number" else (kind,)
    if "const" in branch and kind_of(branch["const"]) not in fits:
        return None
    if isinstance(branch.get("enum"), list):
        branch["enum"] = [value for value in branch["enum"] if kind_of(value) in fits]
        if not branch["enum"]:
            return None
    return branch


def _beside_reference(schema: dict[str, Any]) -> None:
    """Move the keywords beside a reference, or beside an `allOf` of one, into a second part of it."""
    rules = [key for key in _OBJECT if key in schema]
    if rules and "$ref" in schema:
        schema["allOf"] = [{"$ref": schema.pop("$ref")}, *schema.get("allOf", ())]
    members = schema.get("allOf", ())
    if rules and any(isinstance(m, dict) and "$ref" in m for m in members):
        schema["allOf"] = [*members, {"type": "object", **{key: schema.pop(key) for key in rules}}]


def _unwrapped(member: Any) -> Any:
    """A union member without an `allOf` of one part around it, for which the class would be wrong."""
    parts: Any = member.get("allOf") if isinstance(member, dict) else None
    alone = isinstance(parts, list) and len(parts) == 1
    return parts[0] if alone and all(key == "allOf" or is_annotation(key) for key in member) else member


def _words_of(schema: dict[str, Any], union: str) -> None:
    """Merge the enums of a union into one for each type."""
    lists: dict[str, dict[str, Any]] = {}
    merged: list[Any] = []
    for member in schema[union]:
        if not isinstance(member, dict) or member.keys() - {"type", "title", "description"} != {"enum"}:
            merged.append(member)
            continue
        kind = member.get("type") or kind_of(member["enum"][0])
        known = lists.setdefault(str(kind), {"type": kind, "enum": []})
        if not known["enum"]:
            merged.append(known)
        known["enum"] += [word for word in member["enum"] if word not in known["enum"]]
        if isinstance(member.get("description"), str):
            said = f"{', '.join(map(str, member['enum']))}: {member['description']}"
            known["description"] = "\n".join(filter(None, [known.get("description"), said]))
    if len(lists) == 1 and sum(isinstance(m, dict) and "enum" in m for m in schema[union]) == 1:
        return  # a single enum stays as it is
    schema[union] = merged
    if lists and len(merged) == 1 and not schema.keys() & {"type", "enum", "allOf", "properties"}:
        del schema[union]
        schema.update({**merged[0], **schema})


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
