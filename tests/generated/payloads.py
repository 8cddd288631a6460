"""Payloads drawn from the effective document: what the service could send, unknown fields and words
included.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

from hypothesis import strategies as st

from openapi_build.document.references import resolve
from openapi_build.read.extract import parse_source

ROOT = Path(__file__).resolve().parents[2]
Json = dict[str, Any]

TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=8)
EXTRA = st.dictionaries(
    st.sampled_from(["x_new", "place_metadata", "größe"]), st.none() | st.integers() | TEXT, max_size=1
)


@cache
def effective() -> Json:
    """The effective document."""
    return parse_source((ROOT / "openapi/openapi.yaml").read_bytes(), name="openapi.yaml")


def components() -> Json:
    """Its component schemas."""
    found: Json = effective()["components"]["schemas"]
    return found


def payloads(schema: Json, depth: int = 4) -> st.SearchStrategy[Any]:
    """JSON values that a schema allows; below ``depth`` optional fields and items are left out."""
    if "$ref" in schema:
        return payloads(resolve(effective(), schema["$ref"]), depth)
    for union in ("anyOf", "oneOf"):
        if union in schema:
            members = schema[union]
            flat = [m for m in members if depth > 0 or not _nests(m)]
            return st.one_of([payloads(member, depth) for member in flat or members])
    if "allOf" in schema:
        parts = [payloads(member, depth) for member in schema["allOf"]]
        return parts[0] if len(parts) == 1 else st.tuples(*parts).map(_together)
    if "const" in schema:
        return st.just(schema["const"])
    if "enum" in schema:
        return st.sampled_from(schema["enum"])
    kind = schema.get("type")
    if isinstance(kind, list):
        return st.one_of([payloads({**schema, "type": one}, depth) for one in kind])
    if kind == "array":
        return st.lists(payloads(schema["items"], depth - 1), max_size=2 if depth > 0 else 0)
    if kind == "object" or "properties" in schema:
        return _objects(schema, depth)
    simple: dict[Any, st.SearchStrategy[Any]] = {
        "string": TEXT,
        "integer": st.integers(-(2**53), 2**53),
        "number": st.floats(allow_nan=False, allow_infinity=False) | st.integers(0, 3),
        "boolean": st.booleans(),
        "null": st.none(),
    }
    return simple.get(kind, st.none() | TEXT)


def _nests(schema: Json) -> bool:
    return "$ref" in schema or schema.get("type") in ("array", "object")


def _together(parts: tuple[Json, ...]) -> Json:
    return {name: value for part in parts for name, value in part.items()}


def _objects(schema: Json, depth: int) -> st.SearchStrategy[Json]:
    properties = schema.get("properties", {})
    required = [name for name in schema.get("required", []) if name in properties]
    optional = [name for name in properties if name not in required] if depth > 0 else []
    known = st.fixed_dictionaries(
        {name: payloads(properties[name], depth - 1) for name in required},
        optional={name: payloads(properties[name], depth - 1) for name in optional},
    )
    if schema.get("additionalProperties") is False:
        return known
    extra = schema.get("additionalProperties")
    more = (
        st.dictionaries(
            TEXT.filter(lambda key: key not in properties), payloads(extra, depth - 1), max_size=2
        )
        if isinstance(extra, dict) and extra
        else EXTRA
    )
    return st.builds(lambda one, other: {**other, **one}, known, more)
