"""Keep the richer text where two files say the same thing in different words."""

from __future__ import annotations

from typing import Any

from openapi_build.document.canonical import canonical, is_annotation, text
from openapi_build.nodes import CHILDREN, Kind
from openapi_build.read.yamlio import plain


def enrich(base: Any, other: Any, kind: Kind | None) -> Any:
    """``base`` with the longer of each two texts, wherever both have the same place."""
    if isinstance(base, str) and isinstance(other, str):
        return max(base, other, key=lambda words: (len(words), words))
    if isinstance(base, list) and isinstance(other, list):
        return _members(base, other, kind)
    if not isinstance(base, dict) or not isinstance(other, dict):
        return base
    table = CHILDREN[kind] if kind else {}
    result = dict(base)
    for key, value in other.items():
        if kind is None or is_annotation(key):
            result[key] = _richer(base.get(key), value)
        elif key in base and key in table:
            shape, child = table[key]
            if shape == "map" and isinstance(base[key], dict) and isinstance(value, dict):
                result[key] = {
                    name: enrich(item, value[name], child) if name in value else item
                    for name, item in base[key].items()
                }
            else:
                result[key] = enrich(base[key], value, child)
    return result


def _members(base: list[Any], other: list[Any], kind: Kind | None) -> list[Any]:
    if kind is None:
        return base
    by_meaning = {text(canonical(item, kind)): item for item in reversed(other)}
    return [enrich(item, by_meaning.get(text(canonical(item, kind)), item), kind) for item in base]


def _richer(one: Any, other: Any) -> Any:
    if one is None:
        return plain(other)
    return plain(max(one, other, key=lambda value: (len(text(value)), text(value))))
