"""Comparison of equivalent schemas, recursive structures, and renamed operations."""

from __future__ import annotations

from typing import Any

import pytest
from tests.diff.documents import Json, document, fields, operation, receives, ref, sends

from openapi_build.errors import BuildError
from openapi_diff.document import compare_documents

STRING: Json = {"type": "string"}
NAMED = {"Word": STRING}


def test_a_shared_schema_is_judged_in_each_direction() -> None:
    """A component that is sent and received breaks one side only, and the report says which."""
    before, after = {"Job": fields(a=STRING)}, {"Job": fields(["a"], a=STRING)}
    old = document({"/jobs": {"post": operation(request=ref("Job"), response=ref("Job"))}}, schemas=before)
    new = document({"/jobs": {"post": operation(request=ref("Job"), response=ref("Job"))}}, schemas=after)
    changes = compare_documents(old, new)
    told = [(change.where, change.direction, change.is_breaking) for change in changes]
    assert told == [("Job.a", "request", True), ("Job.a", "response", False)]


def test_a_change_is_told_once_with_all_operations_that_reach_it() -> None:
    """Three operations share a component; the report has one line and three names."""

    def three(schema: Json) -> Json:
        paths = {f"/{name}": {"get": operation(operation_id=name, response=ref("Job"))} for name in "abc"}
        return document(paths, schemas={"Job": schema})

    (change,) = compare_documents(three(fields(x=STRING)), three(fields(x=STRING, y=STRING)))
    assert (change.where, change.operations) == ("Job.y", ("a", "b", "c"))


RECURSIVE = {
    "in a field": {"Node": fields(value=STRING, child=ref("Node"))},
    "in items": {"Node": fields(value=STRING, children={"type": "array", "items": ref("Node")})},
    "in a branch": {"Node": {"anyOf": [fields(value=STRING), {"type": "array", "items": ref("Node")}]}},
    "in both members of allOf": {
        "Node": {"allOf": [fields(value=STRING, child=ref("Node")), fields(child=ref("Node"))]}
    },
    "through another": {"Node": fields(value=STRING, other=ref("Other")), "Other": fields(node=ref("Node"))},
    "of itself": {"Node": {"allOf": [ref("Node"), fields(value=STRING)]}},
}


@pytest.mark.parametrize("schemas", RECURSIVE.values(), ids=RECURSIVE.keys())
def test_recursive_schemas_end_and_are_compared(schemas: Json) -> None:
    """A schema that contains itself is compared, once."""
    old, new = receives(ref("Node"), schemas), receives(ref("Node"), _with_integer_value(schemas))
    assert [change.kind for change in compare_documents(old, new)] == ["changed"]


def _with_integer_value(node: Any) -> Any:
    if isinstance(node, dict):
        return {k: {"type": "integer"} if k == "value" else _with_integer_value(v) for k, v in node.items()}
    return [_with_integer_value(entry) for entry in node] if isinstance(node, list) else node


def test_a_chain_longer_than_the_stack_is_compared() -> None:
    """Two thousand components, each referring to the next: a large document is no reason for a traceback."""
    count = 2000
    old = {f"S{i}": fields(following=ref(f"S{i + 1}")) for i in range(count)} | {
        f"S{count}": fields(a=STRING)
    }
    new = old | {f"S{count}": fields(a=STRING, b=STRING)}
    (change,) = compare_documents(receives(ref("S0"), old), receives(ref("S0"), new))
    assert change.where == f"S{count}.b"


def test_two_fields_that_changed_alike_are_two_changes() -> None:
    """They count twice, also if a YAML anchor makes them one object."""
    before, after = {"type": "string"}, {"type": "integer"}
    changes = compare_documents(receives(fields(a=before, b=before)), receives(fields(a=after, b=after)))
    assert [change.where for change in changes] == ["create_job 200.a", "create_job 200.b"]


def test_a_field_deep_inside_is_named_by_its_component() -> None:
    """The place is one that a reader finds in the document, not the way that led there."""
    old = {
        "Job": fields(steps={"type": "array", "items": ref("Step")}),
        "Step": fields(info=fields(name=STRING)),
    }
    new = {**old, "Step": fields(info=fields(name=STRING, age=STRING))}
    (change,) = compare_documents(receives(ref("Job"), old), receives(ref("Job"), new))
    assert change.where == "Step.info.age"


MOVES: list[tuple[str, str | None, str | None]] = [
    ("same operation id", "create_job", "create_job"),
    ("another operation id", "create_job", "create_async_sonar"),
    ("no operation ids", None, None),
]


@pytest.mark.parametrize(("old_id", "new_id"), [pytest.param(*move[1:], id=move[0]) for move in MOVES])
def test_a_renamed_path_is_one_move(old_id: str | None, new_id: str | None) -> None:
    """A rename is not everything gone and everything new, and what changed inside stays visible."""
    body = fields(a=STRING)
    get = operation(operation_id=None, response=STRING)
    old = document(
        {
            "/async/chat": {"post": operation(request=body, response=ref("Job"), operation_id=old_id)},
            "/async/chat/{id}": {"get": get},
        },
        schemas={"Job": fields(id=STRING)},
    )
    new = document(
        {
            "/v1/async/sonar": {"post": operation(request=body, response=ref("Job"), operation_id=new_id)},
            "/v1/async/sonar/{request}": {"get": get},
        },
        schemas={"Job": fields(id=STRING, more=STRING)},
    )
    kinds = [change.kind for change in compare_documents(old, new)]
    assert kinds.count("operation-moved") == 2
    assert "added" in kinds
    assert not {"operation-added", "operation-removed"} & set(kinds)


def test_two_unlike_operations_are_not_taken_for_a_rename() -> None:
    """One operation that went and another that came have nothing in common."""
    old = document({"/jobs": {"post": operation(operation_id="a", response=fields(a=STRING))}})
    new = document({"/users": {"post": operation(operation_id="b", response=fields(b=STRING))}})
    kinds = {change.kind for change in compare_documents(old, new)}
    assert kinds == {"operation-added", "operation-removed"}


def test_words_beside_a_reference_count() -> None:
    """OpenAPI 3.1 allows them, and they change the place, not the component."""
    old = receives(fields(a=ref("Word"), b=ref("Word")), NAMED)
    new = receives(fields(a={**ref("Word"), "deprecated": True}, b=ref("Word")), NAMED)
    (change,) = compare_documents(old, new)
    assert (change.kind, change.where) == ("deprecated", "create_job 200.a")


@pytest.mark.parametrize(
    "target", ["#/components/schemas/Gone", "other.yaml#/Job", "https://example.org/a.yaml"]
)
def test_a_reference_that_cannot_be_followed_is_one_clear_error(target: str) -> None:
    """The message names the reference; nothing is read from another place."""
    with pytest.raises(BuildError) as caught:
        compare_documents(sends({"$ref": target}), sends(STRING))
    assert target in str(caught.value)
