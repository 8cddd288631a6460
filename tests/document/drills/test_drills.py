"""Each drill gives a client, or one error that says what to do."""

from __future__ import annotations

import importlib.util
import socket
import sys
from pathlib import Path
from typing import Any

import pytest
from tests.document.drills.edits import ODD_NAMES, by_id
from tests.document.drills.table import DRILLS, LARGE, Drill
from tests.document.support import Json, Repository, attempt

from openapi_build.client.generate import generate_client
from openapi_build.errors import BuildError
from openapi_build.nodes import operations


@pytest.fixture
def first_api(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Repository:
    """The pages of the first API alone, on a machine without a network."""

    def refused(*args: Any, **named: Any) -> None:
        raise AssertionError("building must not use the network")

    monkeypatch.setattr(socket, "socket", refused)
    monkeypatch.setattr(socket, "getaddrinfo", refused)
    return Repository.first_api(tmp_path / "repository")


def outcome(
    repository: Repository, drill: Drill, target: Path, *, generate: bool = True
) -> Json | BuildError:
    """What comes of a drill: the document of a client that was generated and verified, or the error."""

    def build() -> Json:
        drill.change(repository)
        document = repository.document()
        if generate:
            generate_client(document, target, repository.layout)
        return document

    return attempt(build)


@pytest.mark.parametrize("drill", DRILLS, ids=lambda drill: drill.name)
def test_a_drill_ends_as_expected(drill: Drill, first_api: Repository, tmp_path: Path) -> None:
    """A client that has all of the document, or the expected error with a place and something to do."""
    result = outcome(first_api, drill, tmp_path / "package")
    if drill.error is None:
        assert isinstance(result, dict), result
        assert drill.holds(result)
        assert {o["operationId"] for _, _, o in operations(result)} >= {"create_job", "get_job", "list_jobs"}
        assert by_id(result, "create_job")
    else:
        assert isinstance(result, drill.error), result
        assert drill.says in str(result)
        assert result.where
        assert result.do


def test_a_large_document_is_a_document(first_api: Repository) -> None:
    """Twelve thousand components in 5 MB: read, merged, pruned and validated."""
    result = outcome(first_api, LARGE, Path(), generate=False)
    assert (first_api.layout.sources / "large.json").stat().st_size > 4_000_000
    assert isinstance(result, dict)
    assert LARGE.holds(result)


def test_odd_names_survive_the_round_trip(first_api: Repository, tmp_path: Path) -> None:
    """The generated class of a schema with odd property names takes and gives them unchanged."""
    [drill] = [each for each in DRILLS if each.name == "properties with odd names"]
    package = tmp_path / "odd_client"
    assert isinstance(outcome(first_api, drill, package), dict)
    spec = importlib.util.spec_from_file_location("odd_client", package / "__init__.py")
    assert spec is not None
    assert spec.loader is not None
    before = set(sys.modules)
    try:
        sys.modules["odd_client"] = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(sys.modules["odd_client"])
        odd = importlib.import_module("odd_client.models").Odd
        payload = {name: f"value of {name}" for name in ODD_NAMES} | {"unknown": 1}
        assert odd.from_dict(payload).to_dict() == payload
        assert odd.from_dict(payload) == odd.from_dict(odd.from_dict(payload).to_dict())
    finally:
        for name in set(sys.modules) - before:
            del sys.modules[name]
