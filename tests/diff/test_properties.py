"""What must hold for any two documents, tried on generated ones."""

from __future__ import annotations

import copy
from collections import Counter
from typing import Any

from hypothesis import given
from hypothesis import strategies as st
from tests.diff.documents import Json, document, operation, query, ref

from openapi_diff.document import compare_documents
from openapi_diff.model import Direction
from openapi_diff.rules import Kind

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


@given(any_document)
def test_a_document_does_not_differ_from_itself(one: Json) -> None:
    """A copy is no change, whatever the document holds."""
    assert compare_documents(one, copy.deepcopy(one)) == []


@given(any_document, any_document)
def test_every_operation_is_accounted_for(old: Json, new: Json) -> None:
    """No pair of documents raises, and an operation that only one side has is told as added, removed or
    moved.
    """
    changes = compare_documents(old, new)
    told = " ".join(
        change.what
        for change in changes
        if change.kind in (Kind.OPERATION_ADDED, Kind.OPERATION_REMOVED, Kind.OPERATION_MOVED)
    )
    for path in old["paths"].keys() ^ new["paths"].keys():
        assert f"POST {path}" in told


@given(any_document, any_document)
def test_no_change_is_told_twice(old: Json, new: Json) -> None:
    """One line per change, however many ways lead to it."""
    told = Counter((c.kind, c.direction, c.where, c.what) for c in compare_documents(old, new))
    assert max(told.values(), default=1) == 1


@given(any_document, any_document)
def test_neither_document_is_touched(old: Json, new: Json) -> None:
    """Comparing is pure: both dictionaries are the same afterwards."""
    before = copy.deepcopy((old, new))
    compare_documents(old, new)
    assert (old, new) == before


PAIRS = [
    (Kind.OPERATION_ADDED, Kind.OPERATION_REMOVED),
    (Kind.PARAMETER_ADDED, Kind.PARAMETER_REMOVED),
    (Kind.BODY_ADDED, Kind.BODY_REMOVED),
    (Kind.BODY_ADDED_REQUIRED, Kind.BODY_REMOVED_REQUIRED),
    (Kind.FIELD_ADDED, Kind.FIELD_REMOVED),
    (Kind.FIELD_ADDED_REQUIRED, Kind.FIELD_REMOVED_REQUIRED),
    (Kind.BECAME_REQUIRED, Kind.BECAME_OPTIONAL),
    (Kind.BECAME_NULLABLE, Kind.BECAME_NOT_NULLABLE),
    (Kind.TYPE_WIDENED, Kind.TYPE_NARROWED),
    (Kind.CLOSED_ENUM_VALUE_ADDED, Kind.CLOSED_ENUM_VALUE_REMOVED),
    (Kind.ENUM_INTRODUCED, Kind.ENUM_DROPPED),
    (Kind.LIMIT_TIGHTENED, Kind.LIMIT_LOOSENED),
]
MIRROR = {one: other for pair in PAIRS for one, other in (pair, pair[::-1])}
fixed_paths = documents_of(simple_schemas, ("/a",))


@given(fixed_paths, fixed_paths)
def test_the_way_back_tells_the_opposite(old: Json, new: Json) -> None:
    """What appeared on the way there disappears on the way back, at the same places."""
    there, back = compare_documents(old, new), compare_documents(new, old)
    mirrored = Counter((MIRROR.get(Kind(c.kind), Kind(c.kind)), c.direction, c.where) for c in there)
    assert mirrored == Counter((Kind(c.kind), c.direction, c.where) for c in back)


LOOSER = {
    Kind.BECAME_OPTIONAL,
    Kind.BECAME_NULLABLE,
    Kind.TYPE_WIDENED,
    Kind.ENUM_DROPPED,
    Kind.LIMIT_LOOSENED,
    Kind.CLOSED_ENUM_VALUE_ADDED,
}


@given(any_document, any_document)
def test_accepting_more_and_sending_less_break_nobody(old: Json, new: Json) -> None:
    """The two principles of the table, over everything that is wider or narrower and nothing else."""
    for change in compare_documents(old, new):
        if change.kind in LOOSER:
            assert change.is_breaking is (change.direction is Direction.RESPONSE)
        elif MIRROR.get(Kind(change.kind)) in LOOSER:
            assert change.is_breaking is (change.direction is Direction.REQUEST)


@given(any_document, st.sampled_from(NAMES))
def test_a_new_optional_field_breaks_nobody(old: Json, name: str) -> None:
    """Fields that appear are the commonest change of all, and no caller has to act."""
    thing = {"type": "object", "properties": {"id": {"type": "string"}}}
    before = {**old, "components": {"schemas": {**old["components"]["schemas"], name: thing}}}
    after = copy.deepcopy(before)
    after["components"]["schemas"][name]["properties"]["fresh"] = {"type": "string"}
    assert {change.kind for change in compare_documents(before, after)} <= {Kind.FIELD_ADDED}
    assert not any(change.is_breaking for change in compare_documents(before, after))
