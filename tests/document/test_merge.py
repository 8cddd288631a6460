"""Merging several documents, and the errors for contradictions."""

from __future__ import annotations

import itertools
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.document.strategies import WHOLE, documents
from tests.document.support import attempt, document, operation

from openapi_build.document.canonical import canonical
from openapi_build.document.merge import merge as merge_into
from openapi_build.errors import BuildError, Pointer, raise_all
from openapi_build.nodes import operations
from openapi_build.read.upgrade import upgrade
from openapi_build.yamlio import dump_yaml


def merge(files: dict[str, Any], decisions: dict[Pointer, str] | None = None) -> dict[str, Any]:
    """The merge, or what is wrong with it."""
    found: list[BuildError] = []
    result = merge_into(
        files, {at: (take, ("decisions", 0)) for at, take in (decisions or {}).items()}, found
    )
    raise_all(found)
    return result


JOB = {"type": "object", "properties": {"id": {"type": "string"}}}


def two(one: dict[str, Any], other: dict[str, Any]) -> dict[str, Any]:
    """The merge of two components of one name."""
    merged = merge({"a.md": document(schemas={"Job": one}), "b.md": document(schemas={"Job": other})})
    found: dict[str, Any] = merged["components"]["schemas"]["Job"]
    return found


def test_the_richer_text_is_kept() -> None:
    """Of two versions with the same meaning, the longer description is kept."""
    one = {
        "type": "object",
        "title": "Job",
        "properties": {"id": {"type": "string", "description": "The id of a job."}},
    }
    other = {
        "type": "object",
        "title": "Background job",
        "properties": {"id": {"type": "string", "title": "Id"}},
    }
    assert two(one, other) == two(other, one) == one


def test_a_contradiction_names_both_files_and_the_place() -> None:
    """The error shows what each file says, and what to do."""
    with pytest.raises(BuildError) as caught:
        two(JOB, {"type": "object", "properties": {"id": {"type": "integer"}}})
    assert str(caught.value).splitlines() == [
        "a.md#/components/schemas/Job: a.md and b.md say different things; decide it in openapi/merge.yaml, "
        "or bring them together in an overlay that `extends` one of the files",
        "    at /components/schemas/Job/properties/id/type",
        '      a.md: "string"',
        '      b.md: "integer"',
    ]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ({"paths": {"/a": {"get": operation("x")}}}, {"paths": {"/a": {"get": operation("y")}}}),
        ({"paths": {"/a": {"get": operation()}}}, {"paths": {"/a": {"get": operation(deprecated=True)}}}),
        (
            {"paths": {"/a": {"parameters": []}}},
            {"paths": {"/a": {"parameters": [{"in": "query", "name": "q"}]}}},
        ),
        ({"servers": [{"url": "https://a.test"}]}, {"servers": [{"url": "https://b.test"}]}),
        (
            {"components": {"securitySchemes": {"K": {"type": "http", "scheme": "bearer"}}}},
            {"components": {"securitySchemes": {"K": {"type": "http", "scheme": "basic"}}}},
        ),
        (
            {"components": {"parameters": {"P": {"in": "query", "name": "p"}}}},
            {"components": {"parameters": {"P": {"in": "header", "name": "p"}}}},
        ),
        (
            {"security": [{"K": []}], "paths": {"/a": {"get": operation()}}},
            {"paths": {"/a": {"get": operation()}}},
        ),
    ],
    ids=[
        "operation ids",
        "deprecation",
        "shared parameters",
        "servers",
        "security schemes",
        "parameters",
        "security",
    ],
)
def test_nothing_wins_in_silence(one: dict[str, Any], other: dict[str, Any]) -> None:
    """Operations, parameters, servers and security are held to the same rule as components."""
    with pytest.raises(BuildError, match=r"a\.md and b\.md say different things"):
        merge({"a.md": {**document(), **one}, "b.md": {**document(), **other}})


def test_a_file_that_says_nothing_contradicts_nobody() -> None:
    """Empty servers give way to a file that knows one, and its longer description is kept."""
    server = {"url": "https://a.test"}
    files = {
        "a.md": document(servers=[]),
        "b.md": document(servers=[server]),
        "c.md": document(),
    }
    assert merge(files)["servers"] == [server]


def test_security_of_a_document_goes_to_its_operations() -> None:
    """Otherwise the rule of one file would bind the operations of another."""
    files = {
        "a.md": document(paths={"/a": {"get": operation("a")}}, security=[{"K": []}]),
        "b.md": document(paths={"/b": {"get": operation("b")}}),
    }
    merged = merge(files)
    assert merged["paths"]["/a"]["get"]["security"] == [{"K": []}]
    assert "security" not in merged["paths"]["/b"]["get"]
    assert "security" not in merged


def test_a_decision_says_whom_to_believe() -> None:
    """The named file is taken as it is."""
    files = {
        "a.md": document(schemas={"Job": JOB}),
        "b.md": document(schemas={"Job": {"type": "object"}}),
    }
    decision: dict[Pointer, str] = {("components", "schemas", "Job"): "b.md"}
    assert merge(files, decision)["components"]["schemas"]["Job"] == {"type": "object"}


@pytest.mark.parametrize(
    "decision",
    [
        {("components", "schemas", "Job"): "a.md"},
        {("components", "schemas", "Gone"): "a.md"},
    ],
)
def test_a_decision_that_is_not_needed_is_an_error(decision: dict[Pointer, str]) -> None:
    """Otherwise it would decide in silence some day; `--drop` deletes it."""
    files = {"a.md": document(schemas={"Job": JOB}), "b.md": document(schemas={"Job": JOB})}
    with pytest.raises(BuildError, match=r"openapi/merge\.yaml#/decisions/0: decides about"):
        merge(files, decision)


def _outcome(files: dict[str, Any]) -> str:
    try:
        return dump_yaml(merge(files))
    except BuildError as error:
        return str(error)


@WHOLE
@given(st.lists(documents(), min_size=3, max_size=3))
def test_the_order_of_files_does_not_matter(small: list[dict[str, Any]]) -> None:
    """The same bytes, or the same error, in whichever order three files are put together."""
    files = [(name, upgrade(item)) for name, item in zip(["a", "b", "c"], small, strict=True)]
    assert len({_outcome(dict(order)) for order in itertools.permutations(files)}) == 1


@WHOLE
@given(documents(), documents())
def test_no_operation_is_lost_or_made_up(one: dict[str, Any], other: dict[str, Any]) -> None:
    """All operations of both are there and mean the same, or there is a typed error with a place."""
    files = {"a.md": upgrade(one), "b.md": upgrade(other)}
    merged = attempt(lambda: merge(files))
    if isinstance(merged, BuildError):
        assert merged.file in files
        assert merged.pointer
        return
    expected = {(p, m): canonical(o, "operation") for item in files.values() for p, m, o in operations(item)}
    assert {(p, m): canonical(o, "operation") for p, m, o in operations(merged)} == expected
