"""Rewrite schemas into equivalent ones that the generator reads correctly.

OpenAPI can express the same in several ways, and the generator reads some of them wrongly without a warning:
of several constants in a union it tries only the first, it names the class of `type: [object, 'null']` after
a position, and it ignores the fields beside an `allOf` of one reference.
"""

from __future__ import annotations

import re
from typing import Any

from openapi_build.document.words import CLOSED_MARK
from openapi_build.nodes import walk
from openapi_build.read.upgrade import ANNOTATIONS

_OBJECT = (
    "properties",
    "required",
    "additionalProperties",
    "patternProperties",
    "minProperties",
    "maxProperties",
)
_ARRAY = ("items", "prefixItems", "contains", "minItems", "maxItems", "uniqueItems")
_KINDS = {bool: "boolean", int: "integer", float: "number", str: "string", type(None): "null"}
_ESCAPED_TWICE = re.compile(r"[\"\\]")


def respell(document: dict[str, Any]) -> dict[str, Any]:
    """Change the document in place and return it."""
    for node in reversed(list(walk(document))):  # innermost first: what is split is finished
        if node.kind != "schema":
            continue
        schema = node.value
        _left_out(schema)
        _constant(schema, is_component=len(node.pointer) == 3 and node.pointer[0] == "components")
        _values(schema)
        _types(schema)
        _beside_reference(schema)
        for union in ("anyOf", "oneOf"):
            if isinstance(schema.get(union), list):
                schema[union] = [_unwrapped(member) for member in schema[union]]
                _words_of(schema, union)
    return document


def kind_of(value: Any) -> str:
    """The JSON type of a plain value; `object` for what is none."""
    return _KINDS.get(type(value), "object")


def _is_annotation(key: str) -> bool:
    return key in ANNOTATIONS or key.startswith("x-")


def _left_out(schema: dict[str, Any]) -> None:
    """Give a list its items, which the generator asks for, and a list or map without a type its type."""
    kinds = schema.get("type")
    if "array" in (kinds if isinstance(kinds, list) else [kinds]) and "prefixItems" not in schema:
        schema.setdefault("items", {})
    if not schema.keys() & {"type", "enum", "const", "$ref", "allOf", "anyOf", "oneOf"}:
        if schema.keys() & {"items", "prefixItems"}:
            schema["type"] = "array"
        elif schema.keys() & {"additionalProperties", "patternProperties"}:
            schema["type"] = "object"


def _constant(schema: dict[str, Any], *, is_component: bool) -> None:
    """Make a constant an enum of one value, which is open, unless it tells union members apart."""
    closed = CLOSED_MARK in schema
    if closed and not is_component and len(schema.get("enum", ())) == 1:
        schema["const"] = schema.pop("enum")[0]
    if "const" not in schema:
        return
    value = schema["const"]
    if isinstance(value, str | int) and not isinstance(value, bool):
        if not closed or is_component or _ESCAPED_TWICE.search(str(value)):
            schema["enum"] = [schema.pop("const")]
            schema.setdefault("type", kind_of(value))
    elif isinstance(value, bool | float | None):
        del schema["const"]
        schema["type"] = kind_of(value)


def _values(schema: dict[str, Any]) -> None:
    """Each value of an enum once, with null as a type."""
    values = schema.get("enum")
    if not isinstance(values, list):
        return
    unique = list({(kind_of(value), str(value)): value for value in values}.values())
    words = [value for value in unique if value is not None]
    if not words and unique:
        del schema["enum"]
        schema["type"] = "null"
        return
    schema["enum"] = unique
    kinds = {kind_of(value) for value in words}
    if kinds == {"boolean"}:
        schema.setdefault("type", "boolean")  # the generator only supports booleans as a type
    if None in unique and not isinstance(schema.get("type"), list) and not schema.keys() & {"anyOf", "oneOf"}:
        only = kinds.pop() if len(kinds) == 1 else None
        kind = schema.get("type", only)
        if isinstance(kind, str) and kind != "null":
            schema["type"] = [kind, "null"]


def _types(schema: dict[str, Any]) -> None:
    """Make a list of types, one of which becomes a class, a union."""
    kinds = schema.get("type")
    if not isinstance(kinds, list) or schema.keys() & {"anyOf", "oneOf", "$ref"}:
        return
    items = schema.get("items")
    inline_items = (
        isinstance(items, dict) and "$ref" not in items and bool(items.keys() & {"properties", "enum"})
    )
    if not (
        "object" in kinds or "enum" in schema or "const" in schema or ("array" in kinds and inline_items)
    ):
        return
    rules = {key: schema.pop(key) for key in list(schema) if key not in ANNOTATIONS and key != "default"}
    union = [branch for kind in kinds if kind != "null" and (branch := _branch(rules, kind)) is not None]
    if len(union) > 1:  # a mark concerns the whole schema
        for branch in union:
            schema.update({key: branch.pop(key) for key in list(branch) if key.startswith("x-")})
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
    if not schema.keys() & set(_OBJECT):
        return
    if "$ref" in schema:
        schema["allOf"] = [{"$ref": schema.pop("$ref")}, *schema.get("allOf", ())]
    members = schema.get("allOf")
    if not isinstance(members, list):
        return
    if any(isinstance(member, dict) and "$ref" in member for member in members):
        rules = {key: schema.pop(key) for key in _OBJECT if key in schema}
        schema["allOf"] = [*members, {"type": "object", **rules}]


def _unwrapped(member: Any) -> Any:
    """A union member without an `allOf` of one part around it, for which the class would be wrong."""
    parts: Any = member.get("allOf") if isinstance(member, dict) else None
    alone = isinstance(parts, list) and len(parts) == 1
    return parts[0] if alone and all(key == "allOf" or _is_annotation(key) for key in member) else member


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
