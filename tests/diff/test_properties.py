"""Properties of the comparison of any two documents, tested on generated ones."""

from __future__ import annotations

import copy
from collections import Counter
from typing import Any

from hypothesis import example, given
from hypothesis import strategies as st
from tests.diff.documents import Json, document, operation, query, ref
from tests.document.strategies import WHOLE

from openapi_build.errors import BuildError
from openapi_diff.document import compare_documents

NAMES = ("Job", "Step", "Word")
FIELDS = ("id", "status", "self", "nullable", "$ref-like", "größe")
TYPES = ("string", "integer", "number", "boolean")

plain = st.one_of(
    st.sampled_from(TYPES).map(lambda word: {"type": word}),
    st.sampled_from(TYPES).map(lambda word: {"type": [word, "null"]}),
    st.lists(st.sampled_from("abc"), min_size=1, unique=True).map(
        lambda words: {"type": "string", "enum": words}
    ),
    st.integers(1, 3).map(lambda length: {"type": "string", "maxLength": length}),
    st.sampled_from(NAMES).map(lambda name: dict(ref(name))),
    st.just({}),
)


def _object(children: st.SearchStrategy[Any]) -> st.SearchStrategy[Json]:
    properties = st.dictionaries(st.sampled_from(FIELDS), children, max_size=3)
    required = st.lists(st.sampled_from(FIELDS), max_size=2, unique=True)
    return st.builds(
        lambda p, r: {"type": "object", "properties": p, "required": [name for name in r if name in p]},
        properties,
        required,
    )


def _nested(children: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    return st.one_of(_object(children), children.map(lambda items: {"type": "array", "items": items}))


def _composed(children: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    members = st.lists(children, min_size=1, max_size=3)
    words = st.sampled_from(["allOf", "anyOf", "oneOf"])
    return st.one_of(_nested(children), st.builds(lambda word, some: {word: some}, words, members))


simple_schemas = st.recursive(plain, _nested, max_leaves=4)
schemas = st.recursive(plain, _composed, max_leaves=6)


def documents_of(schema: st.SearchStrategy[Any], paths: tuple[str, ...]) -> st.SearchStrategy[Json]:
    """Documents with some of `paths`, each a POST that sends and receives generated schemas."""
    parameters = st.lists(st.sampled_from(["limit", "next"]), unique=True, max_size=2)
    made = st.builds(
        lambda request, response, names: (request, response, [query(name) for name in names]),
        st.none() | schema,
        st.none() | schema,
        parameters,
    )
    chosen = st.dictionaries(st.sampled_from(paths), made, min_size=1)
    components = st.fixed_dictionaries(dict.fromkeys(NAMES, schema))
    return st.builds(_document, chosen, components)


def _document(chosen: dict[str, Any], components: Json) -> Json:
    paths = {
        path: {
            "post": operation(
                request=request, response=response, parameters=parameters, operation_id=path.strip("/")
            )
        }
        for path, (request, response, parameters) in chosen.items()
    }
    return document(paths, schemas=components)


any_document = documents_of(schemas, ("/a", "/b", "/c"))


@WHOLE
@given(any_document)
def test_a_document_does_not_differ_from_itself(one: Json) -> None:
    """A copy is no change, whatever the document holds."""
    assert compare_documents(one, copy.deepcopy(one)) == []


@WHOLE
@given(any_document, any_document)
def test_every_operation_is_accounted_for(old: Json, new: Json) -> None:
    """No pair of documents raises, and an operation that only one side has is told as added, removed or
    moved.
    """
    changes = compare_documents(old, new)
    told = " ".join(
        f"{change.where} {change.what}"
        for change in changes
        if change.kind in ("operation-added", "operation-removed", "operation-moved")
    )
    for path in old["paths"].keys() ^ new["paths"].keys():
        assert f"POST {path}" in told


fixed_paths = documents_of(simple_schemas, ("/a",))


@WHOLE
@given(fixed_paths, fixed_paths)
def test_the_way_back_tells_the_opposite(old: Json, new: Json) -> None:
    """What appeared on the way there disappears on the way back: as much, of the same names."""
    there, back = compare_documents(old, new), compare_documents(new, old)
    told = (Counter((c.direction, c.name, c.thing) for c in changes) for changes in (there, back))
    assert next(told) == next(told)


@WHOLE
@given(any_document, st.sampled_from(NAMES))
def test_a_new_optional_field_breaks_nobody(old: Json, name: str) -> None:
    """Fields that appear are the commonest change of all, and no caller has to act."""
    thing = {"type": "object", "properties": {"id": {"type": "string"}}}
    before = {**old, "components": {"schemas": {**old["components"]["schemas"], name: thing}}}
    after = copy.deepcopy(before)
    after["components"]["schemas"][name]["properties"]["fresh"] = {"type": "string"}
    assert {change.kind for change in compare_documents(before, after)} <= {"added"}
    assert not any(change.is_breaking for change in compare_documents(before, after))


RICH = document(
    {
        "/a/{id}": {
            "parameters": [query("p", content={"application/json": {"schema": ref("Job")}})],
            "post": operation(
                request=ref("Job"),
                response={"oneOf": [ref("Job"), ref("Step")], "discriminator": {"mapping": {"a": "Job"}}},
                parameters=[query("limit", style="form", explode=True)],
                security=[{"key": ["scope"]}],
                tags=["jobs"],
            ),
        }
    },
    schemas={
        "Job": {"allOf": [ref("Step"), {"properties": {"a": {"enum": ["x", None]}}, "required": ["a"]}]},
        "Step": {"type": "object", "additionalProperties": ref("Word"), "not": {}, "deprecated": True},
        "Word": {"type": ["string", "null"], "maxLength": 3, "default": "x", "format": "uuid"},
    },
    servers=[{"url": "https://{host}", "variables": {"host": {"default": "a"}}}],
    tags=[{"name": "jobs"}],
)
RICH["components"]["securitySchemes"] = {"key": {"type": "oauth2", "flows": {"password": {"tokenUrl": "t"}}}}
RICH["paths"]["/a/{id}"]["post"]["responses"]["200"]["headers"] = {"X-A": {"schema": ref("Word")}}


def _places(node: Any, above: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    inside = node.items() if isinstance(node, dict) else enumerate(node) if isinstance(node, list) else ()
    return [(*above, key) for key, _ in inside] + [p for k, v in inside for p in _places(v, (*above, k))]


junk: st.SearchStrategy[Any] = st.sampled_from(
    [None, True, 0, -1.5, "", "x", "#/components/schemas/Job", [], [None], [[]], [{}], {}]
)


@example(("paths", "/a/{id}", "post", "security", 0, "key"), None)
@given(st.sampled_from(_places(RICH)), junk | junk.map(lambda value: {"x": value}))
def test_an_odd_document_gives_a_report_or_a_build_error(place: tuple[Any, ...], value: Any) -> None:
    """An invalid document gives no traceback, in either direction."""
    odd = copy.deepcopy(RICH)
    node = odd
    for key in place[:-1]:
        node = node[key]
    node[place[-1]] = value
    for pair in ((RICH, odd), (odd, RICH), (odd, odd)):
        try:
            changes = compare_documents(*pair)
        except BuildError:
            continue
        assert pair != (odd, odd) or not changes
