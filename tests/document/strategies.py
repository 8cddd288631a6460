"""Valid small OpenAPI documents, 3.0 and 3.1, for property tests.

Names come from small pools, so that two documents often have a path or a component in common.
"""

from __future__ import annotations

from typing import Any

from hypothesis import settings
from hypothesis import strategies as st

_MORE = settings.get_profile("more").max_examples
WHOLE = settings(max_examples=_MORE if settings().max_examples >= _MORE else 10)
"""For tests whose examples are whole documents: ten each, and those of the profile in `make test-all`."""
COMPONENTS = ("Job", "Page", "Word")
PATHS = ("/jobs", "/jobs/{id}", "/words")
PROPERTY_NAMES = st.sampled_from(
    ["id", "nullable", "example", "default", "$ref", "properties", "self", "class", "from", "a-b", "größe"]
)
_TEXTS = st.sampled_from(["", "A job.", "A job that is done later.", "title"])
_SCALARS = st.sampled_from(["string", "integer", "number", "boolean"])


def _annotated(schema: Any) -> st.SearchStrategy[dict[str, Any]]:
    words = st.fixed_dictionaries({}, optional={"title": _TEXTS, "description": _TEXTS})
    return st.builds(lambda inner, extra: {**inner, **extra}, schema, words)


def schemas(*, old: bool) -> st.SearchStrategy[dict[str, Any]]:
    """Schemas of OpenAPI 3.0 (``old``) or 3.1 that refer to the components by name."""
    reference = st.sampled_from(COMPONENTS).map(lambda name: {"$ref": f"#/components/schemas/{name}"})
    enum = st.lists(st.sampled_from(["a", "b", "c"]), min_size=1, unique=True).map(
        lambda values: {"type": "string", "enum": values}
    )
    bounds = st.integers(0, 5).map(
        lambda low: (
            {"type": "integer", "minimum": low, "exclusiveMinimum": True}
            if old
            else {"type": "integer", "exclusiveMinimum": low}
        )
    )
    leaf = st.one_of(reference, enum, bounds, _SCALARS.map(lambda kind: {"type": kind}))

    def nest(inner: st.SearchStrategy[dict[str, Any]]) -> st.SearchStrategy[dict[str, Any]]:
        return st.one_of(
            st.dictionaries(PROPERTY_NAMES, inner, max_size=3).map(
                lambda p: {"type": "object", "properties": p}
            ),
            inner.map(lambda item: {"type": "array", "items": item}),
            st.lists(inner, min_size=1, max_size=3).map(lambda members: {"anyOf": members}),
            st.lists(inner, min_size=1, max_size=2).map(lambda members: {"allOf": members}),
        )

    def marked(schema: dict[str, Any], null: bool) -> dict[str, Any]:
        if not null:
            return schema
        return {**schema, "nullable": True} if old else {"anyOf": [schema, {"type": "null"}]}

    return _annotated(st.builds(marked, st.recursive(leaf, nest, max_leaves=5), st.booleans()))


@st.composite
def documents(draw: st.DrawFn, *, old: bool | None = None) -> dict[str, Any]:
    """A whole document; every reference leads somewhere, and an operation has the same id in each."""
    is_old = draw(st.booleans()) if old is None else old
    schema = schemas(old=is_old)
    paths: dict[str, Any] = {}
    for path in draw(st.lists(st.sampled_from(PATHS), min_size=1, unique=True)):
        for method in draw(st.lists(st.sampled_from(["get", "post"]), min_size=1, unique=True)):
            operation: dict[str, Any] = {
                "operationId": f"{method}{path.replace('/', '_').replace('{', '').replace('}', '')}",
                "responses": {
                    "200": {
                        "description": draw(_TEXTS),
                        "content": {"application/json": {"schema": draw(schema)}},
                    }
                },
            }
            if "{id}" in path:
                operation["parameters"] = [
                    {"name": "id", "in": "path", "required": True, "schema": {"type": "string"}}
                ]
            paths.setdefault(path, {})[method] = operation
    return {
        "openapi": "3.0.3" if is_old else "3.1.0",
        "info": {"title": draw(_TEXTS), "version": "1"},
        "paths": paths,
        "components": {
            "schemas": {
                # a component that is only a reference could refer to itself, which no document means
                name: {
                    "type": "object",
                    "properties": draw(st.dictionaries(PROPERTY_NAMES, schema, max_size=3)),
                }
                for name in COMPONENTS
            }
        },
    }
