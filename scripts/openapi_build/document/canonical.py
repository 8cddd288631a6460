"""Canonical forms: two parts of a document mean the same if their canonical forms are equal.

Left out are titles, descriptions, examples and extensions, and the order of keys and of what is a set;
``type: [string, 'null']`` and ``anyOf: [{type: string}, {type: 'null'}]`` are one form.
"""

from __future__ import annotations

import json
from typing import Any

from openapi_build.errors import Pointer
from openapi_build.nodes import CHILDREN, Kind
from openapi_build.schemas import PROSE

_SETS = frozenset({"required", "enum", "type", "anyOf", "oneOf", "allOf", "parameters", "security"})
_ABSENT_WHEN: dict[str, tuple[Any, ...]] = {
    **dict.fromkeys(("deprecated", "readOnly", "writeOnly", "uniqueItems"), (False,)),
    "required": (False, []),
    "parameters": ([],),
    "additionalProperties": (True, {}),
}


def canonical(value: Any, kind: Kind | None) -> Any:
    """The canonical form of a node of the given kind; plain data (``kind=None``) is kept as it is."""
    if isinstance(value, float) and value.is_integer():
        return int(value)
    if kind is None or not isinstance(value, dict):
        return value
    result: dict[str, Any] = {}
    table = CHILDREN[kind]
    for key, item in value.items():
        if key in PROSE or key.startswith("x-") or any(same(item, no) for no in _ABSENT_WHEN.get(key, ())):
            continue
        shape, child = table.get(key, ("one", None))
        if shape == "list" and isinstance(item, list):
            result[key] = [canonical(member, child) for member in item]
        elif shape == "map" and isinstance(item, dict):
            result[key] = {name: canonical(member, child) for name, member in item.items()}
        else:
            result[key] = canonical(item, child)
        if key in _SETS and isinstance(result[key], list):
            result[key] = _as_set(result[key])
    return _schema_form(result) if kind == "schema" else result


def text(form: Any) -> str:
    """A canonical form as text: equal forms, equal text."""
    return json.dumps(form, sort_keys=True, ensure_ascii=False)


def _schema_form(schema: dict[str, Any]) -> dict[str, Any]:
    if "const" in schema and "enum" not in schema:
        schema["enum"] = [schema.pop("const")]
    kinds = schema.get("type")
    if isinstance(kinds, list) and len(kinds) == 1:
        schema["type"] = kinds[0]
    elif isinstance(kinds, list) and "anyOf" not in schema:
        default = {"default": schema.pop("default")} if "default" in schema else {}
        if isinstance(schema.get("enum"), list):
            schema["enum"] = [value for value in schema["enum"] if value is not None]
        split = [{"type": kind} if kind == "null" else {**schema, "type": kind} for kind in kinds]
        return {"anyOf": _as_set(split), **default}
    for key in ("allOf", "anyOf", "oneOf"):
        members = schema.get(key)
        if isinstance(members, list) and len(members) == 1 and isinstance(members[0], dict):
            rest_of = {name: item for name, item in schema.items() if name != key}
            if not rest_of.keys() & members[0].keys():
                return _schema_form({**members[0], **rest_of})
    return schema


def _as_set(items: list[Any]) -> list[Any]:
    unique = {text(item): item for item in items}
    return [unique[key] for key in sorted(unique)]


def same(left: Any, right: Any) -> bool:
    """Equal as JSON: 1 and 1.0 are, 1 and true are not."""
    return isinstance(left, bool) == isinstance(right, bool) and bool(left == right)


def differences(left: Any, right: Any, pointer: Pointer = ()) -> list[tuple[Pointer, Any, Any]]:
    """Where two canonical forms differ: pointer, left value, right value (``...`` for one that is absent)."""
    if isinstance(left, list) and isinstance(right, list) and len(left) == len(right):
        left, right = dict(enumerate(left)), dict(enumerate(right))
    if isinstance(left, dict) and isinstance(right, dict):
        found = []
        for key in sorted(left.keys() | right.keys()):
            found += differences(left.get(key, ...), right.get(key, ...), (*pointer, key))
        return found
    return [] if same(left, right) else [(pointer, left, right)]
