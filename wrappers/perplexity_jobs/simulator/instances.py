"""Generate a small value that satisfies a JSON schema, as the structured answer of a job.

It covers the keywords that schemas of structured answers use; other keywords, such as `pattern`, are ignored,
and the value may not satisfy them.
"""

from __future__ import annotations

import math
from typing import Any

_DEEPEST = 12
"""How deep optional parts are filled in; beyond that a recursive schema gets only what it requires."""

_MOST = 10_000
"""How many parts and letters a value has at most, so that no schema keeps the simulator from others."""

_FORMATS = {
    "date": "2026-01-01",
    "date-time": "2026-01-01T00:00:00Z",
    "time": "00:00:00Z",
    "email": "nobody@example.org",
    "hostname": "example.org",
    "ipv4": "192.0.2.1",
    "ipv6": "2001:db8::1",
    "uri": "https://example.org/",
    "uuid": "00000000-0000-4000-8000-000000000000",
}


def instance(schema: dict[str, Any]) -> Any:
    """A value for the schema; null where the schema is invalid, since the server must not fail on it."""
    try:
        return _value(schema, _Root(schema), 0)
    except (ArithmeticError, AttributeError, LookupError, TypeError, ValueError, RecursionError):
        return None


class _Root:
    """The whole schema, for its references, and the number of parts that may still be generated."""

    def __init__(self, schema: dict[str, Any]) -> None:
        self.schema = schema
        self._left = _MOST

    def spend(self) -> None:
        """Count a generated part; ValueError where there are too many."""
        self._left -= 1
        if self._left < 0:
            raise ValueError("the value would be too large")


def _value(schema: Any, root: _Root, depth: int) -> Any:
    root.spend()
    if not isinstance(schema, dict):
        return None
    schema = _resolved(schema, root)
    for fixed in ("const", "default"):
        if fixed in schema:
            return schema[fixed]
    for choices in ("enum", "examples"):
        if schema.get(choices):
            return schema[choices][0]
    for alternatives in ("anyOf", "oneOf"):
        if schema.get(alternatives):
            rest = {key: value for key, value in schema.items() if key != alternatives}
            return _value(_merged([rest, _simplest(schema[alternatives], root, depth)]), root, depth)
    return _of_type(schema, root, depth)


def _of_type(schema: dict[str, Any], root: _Root, depth: int) -> Any:
    kind = schema.get("type") or ("array" if "items" in schema else "object")
    if isinstance(kind, list):
        kind = next((name for name in kind if name != "null"), "null")
    if kind == "object":
        properties = schema.get("properties", {})
        required = schema.get("required", [])
        names = [name for name in properties if depth < _DEEPEST or name in required]
        names += [name for name in required if name not in properties]
        return {name: _value(properties.get(name, {"type": "string"}), root, depth + 1) for name in names}
    if kind == "array":
        first = [_value(item, root, depth + 1) for item in schema.get("prefixItems", [])]
        least = schema.get("minItems", 1 if depth < _DEEPEST else 0)
        count = max(0, min(least, schema.get("maxItems", least)) - len(first))
        items = schema.get("items", {"type": "string"})
        return first + [_value(items, root, depth + 1) for _ in range(count)]
    if kind in {"integer", "number"}:
        return _number(schema, whole=kind == "integer")
    if kind == "boolean":
        return True
    return None if kind == "null" else _string(schema)


def _number(schema: dict[str, Any], *, whole: bool) -> float:
    step = schema.get("multipleOf", 1)
    low = schema.get("minimum", -math.inf)
    if "exclusiveMinimum" in schema:
        low = max(low, schema["exclusiveMinimum"] + (step if whole else 1e-6))
    high = schema.get("maximum", math.inf)
    if "exclusiveMaximum" in schema:
        high = min(high, schema["exclusiveMaximum"] - (step if whole else 1e-6))
    value: float = min(max(0, low), high)
    if whole or "multipleOf" in schema:
        value = math.ceil(value / step) * step
        value = value - step if value > high else value
    return value


def _string(schema: dict[str, Any]) -> str:
    text = _FORMATS.get(schema.get("format", ""), "simulated")
    text = text.ljust(min(schema.get("minLength", 0), _MOST), ".")
    return text[: schema.get("maxLength", len(text))]


def _resolved(schema: dict[str, Any], root: _Root) -> dict[str, Any]:
    root.spend()
    seen = 0
    while "$ref" in schema and seen < _DEEPEST:
        target: Any = root.schema
        for step in schema["$ref"].lstrip("#/").split("/"):
            step = step.replace("~1", "/").replace("~0", "~")
            target = target.get(step, {}) if step and isinstance(target, dict) else target
        schema = _merged([{key: value for key, value in schema.items() if key != "$ref"}, target])
        seen += 1
    if "allOf" in schema:
        rest = {key: value for key, value in schema.items() if key != "allOf"}
        schema = _merged([rest, *(_resolved(part, root) for part in schema["allOf"])])
    return schema


def _simplest(alternatives: list[Any], root: _Root, depth: int) -> dict[str, Any]:
    """The first alternative; beyond a certain depth null, if that is one of them."""
    resolved = [_resolved(a, root) for a in alternatives if isinstance(a, dict)]
    if depth >= _DEEPEST:
        resolved.sort(key=lambda a: a.get("type") != "null")
    return resolved[0] if resolved else {}


def _merged(parts: list[dict[str, Any]]) -> dict[str, Any]:
    merged: dict[str, Any] = {}
    for part in parts:
        for key, value in part.items():
            if key == "properties":
                merged[key] = {**merged.get(key, {}), **value}
            elif key == "required":
                merged[key] = [*merged.get(key, []), *value]
            else:
                merged[key] = value
    return merged
