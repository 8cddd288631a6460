"""A need of the wrapper that the document does not meet is reported with what depends on it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from tests.document.support import Json, document, operation

from openapi_build.document.checks import check_needs, read_needs
from openapi_build.errors import BuildError

NEEDS: Json = {
    "operations": {
        "read": {
            "for": "Job.refresh",
            "answers": "Job",
            "path_parameters": 1,
            "query": ["limit"],
            "bearer": True,
        },
        "create": {"for": "submit", "sends": "Job"},
    },
    "schemas": {"Job": {"for": "Job.id", "fields": ["id"], "requires_at_most": ["id"]}},
}


def meets() -> Json:
    """A document that meets all of them."""
    parameters = [
        {"name": "id", "in": "path", "required": True, "schema": {"type": "string"}},
        {"$ref": "#/components/parameters/Limit"},
    ]
    body = {"content": {"application/json": {"schema": {"$ref": "#/components/schemas/Job"}}}}
    small = document(
        paths={
            "/a/{id}": {
                "get": operation("read", answers="Job", parameters=parameters, security=[{"Key": []}])
            },
            "/a": {"post": operation("create", requestBody=body)},
        },
        schemas={"Job": {"type": "object", "properties": {"id": {"type": "string"}}, "required": ["id"]}},
    )
    small["components"]["parameters"] = {
        "Limit": {"name": "limit", "in": "query", "schema": {"type": "integer"}}
    }
    small["components"]["securitySchemes"] = {"Key": {"type": "http", "scheme": "bearer"}}
    return small


def read_of(small: Json) -> Json:
    """The operation `read`."""
    found: Json = small["paths"]["/a/{id}"]["get"]
    return found


def test_a_document_that_meets_them_passes() -> None:
    """Referenced parameters are followed."""
    assert check_needs(meets(), NEEDS) == []


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda d: d["paths"].pop("/a/{id}"), "needs the operation read (for Job.refresh), and it is gone"),
        (lambda d: read_of(d)["parameters"].pop(1), "to take the query parameter 'limit', and it is gone"),
        (lambda d: read_of(d)["parameters"].pop(0), "to have 1 path parameters, and it has 0"),
        (
            lambda d: read_of(d)["parameters"].append({"name": "org", "in": "query", "required": True}),
            "without the query parameter 'org', which is required now",
        ),
        (lambda d: read_of(d).update(responses={"200": {}}), "to answer Job, and it does not"),
        (lambda d: read_of(d).update(security=[]), "to accept a bearer key"),
        (
            lambda d: d["components"]["securitySchemes"]["Key"].update(scheme="basic"),
            "to accept a bearer key, and it does not",
        ),
        (
            lambda d: read_of(d).update(requestBody={"required": True}),
            "without a body, and one is required now",
        ),
        (
            lambda d: d["paths"]["/a"]["post"].pop("requestBody"),
            "needs create (for submit) to take a body of Job",
        ),
        (lambda d: d["components"]["schemas"].pop("Job"), "needs Job (for Job.id) to exist, and it is gone"),
        (
            lambda d: d["components"]["schemas"]["Job"]["properties"].pop("id"),
            "needs Job (for Job.id) to have the field 'id', and it is gone",
        ),
        (
            lambda d: d["components"]["schemas"]["Job"]["required"].append("org"),
            "without the field 'org', which is required now",
        ),
    ],
)
def test_each_need_that_is_gone_is_named(change: Callable[[Json], Any], said: str) -> None:
    """The error has the public name that depends on it."""
    small = meets()
    change(small)
    assert any(said in str(fault) for fault in check_needs(small, NEEDS))


def test_the_overlay_action_that_missed_is_told_with_the_need() -> None:
    """The need is gone because of it; another action that missed is not mentioned."""
    small = meets()
    small["paths"].pop("/a/{id}")
    missed = {"10-names.yaml#/actions/3": "$.x {'operationId': 'read'}", "20.yaml#/actions/0": "$.readers"}
    [fault] = check_needs(small, NEEDS, missed)
    assert fault.detail == ["10-names.yaml#/actions/3 missed, which speaks of it"]


@pytest.mark.parametrize("text", ["operations: {read: {}}", "schemas: {Job: {for: x, feilds: []}}", "[]"])
def test_needs_that_are_misspelt_are_an_error(text: str, tmp_path: Path) -> None:
    """A misspelt need would not be checked."""
    path = tmp_path / "needs.yaml"
    path.write_text(text)
    with pytest.raises(BuildError, match="needs a mapping with `for`"):
        read_needs(path)


def test_without_a_file_there_are_no_needs(tmp_path: Path) -> None:
    """The build is usable without a wrapper."""
    assert read_needs(tmp_path / "none.yaml") == {}


def test_fields_of_a_composed_schema_count() -> None:
    """Those that it has through `allOf`, and those that it requires there."""
    small = meets()
    base = small["components"]["schemas"]["Job"]
    base["required"] = ["id", "more"]
    small["components"]["schemas"] |= {
        "Base": base,
        "Job": {"allOf": [{"$ref": "#/components/schemas/Base"}]},
    }
    [error] = check_needs(small, NEEDS)
    assert "without the field 'more', which is required now" in error.what
