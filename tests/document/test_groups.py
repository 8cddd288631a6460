"""Two APIs in one document: each has its own pages and overlays, and neither changes the other."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.document.support import PAGE, Json, Repository, build_document, document

from openapi_build.client.modules import AGENT_REQUEST, SONAR_REQUEST, request_fields_module
from openapi_build.document.assemble import read_inputs
from openapi_build.errors import BuildError
from openapi_build.yamlio import dump_yaml

NAMES = {"target": "$.paths.*[?@.responses]", "update": {"operationId": "get_run", "tags": ["runs"]}}


@pytest.fixture
def two(tmp_path: Path) -> Repository:
    """A small API, and a second one in a folder of its own."""
    repository = Repository.small(tmp_path / "repository")
    layout = repository.layout
    (layout.sources / "second").mkdir()
    (layout.overlays / "second").mkdir()
    page = (
        PAGE.replace("/jobs/{id}", "/runs/{id}").replace("get_job_jobs", "get_run_runs").replace("Job", "Run")
    )
    repository.write("second/runs.md", page)
    repository.add_overlay("second/10-names.yaml", NAMES)
    return repository


def built(repository: Repository) -> Json:
    """The effective document."""
    return build_document(read_inputs(repository.layout))


def decide(repository: Repository, **decision: str) -> None:
    """Write a decision between the groups."""
    repository.layout.merge_decisions.write_text(dump_yaml({"groups": [decision]}), encoding="utf-8")


def edit(repository: Repository, old: str, new: str) -> None:
    """Change the second API's page."""
    path = repository.layout.sources / "second" / "runs.md"
    repository.write("second/runs.md", path.read_text(encoding="utf-8").replace(old, new))


def test_both_apis_stand_in_one_document(two: Repository) -> None:
    """It has the operations of both, each named by its own overlays."""
    paths = built(two)["paths"]
    assert {path: item["get"]["operationId"] for path, item in paths.items()} == {
        "/jobs/{id}": "get_job",
        "/runs/{id}": "get_run",
    }


def test_an_overlay_does_not_reach_into_the_other_group(two: Repository) -> None:
    """One that would fit both is about the pages of its own."""
    two.add_overlay("20-title.yaml", {"target": "$.components.schemas.*", "update": {"x-ours": True}})
    schemas = built(two)["components"]["schemas"]
    assert "x-ours" in schemas["Job"]
    assert "x-ours" not in schemas["Run"]


def test_one_name_for_two_meanings_stops_the_build(two: Repository) -> None:
    """Neither API's component wins in silence."""
    edit(two, "Run", "Job")
    edit(two, "id: {type: string}", "id: {type: integer}")
    with pytest.raises(BuildError, match="say different things") as caught:
        built(two)
    assert "/components/schemas/Job: the group 'second' and the sources" in str(caught.value)
    assert "(from openapi/sources/jobs.md, openapi/sources/second/runs.md)" in str(caught.value)


@pytest.mark.parametrize("old", ["title: Small", "version: '1'"])
def test_titles_and_versions_may_be_decided(two: Repository, old: str) -> None:
    """They are words for people: one of them is taken where nobody decides."""
    edit(two, old, old.replace("Small", "Large").replace("'1'", "'2'"))
    second = ({"title": "Large", "version": "1"}, {"title": "Small", "version": "2"})
    assert built(two)["info"] in (*second, {"title": "Small", "version": "1"})
    decide(two, at="/info", take="second", reason="the test says so")
    assert built(two)["info"] in second
    decide(two, at="/info", take="", reason="the test says so")
    assert built(two)["info"] == {"title": "Small", "version": "1"}


@pytest.mark.parametrize(
    ("decision", "said"),
    [
        ({"at": "/info", "take": "third", "reason": "the test says so"}, "which is not there"),
        ({"at": "/info", "take": "second"}, "reason"),
    ],
)
def test_a_decision_for_what_is_gone_or_without_a_reason_is_an_error(
    two: Repository, decision: dict[str, str], said: str
) -> None:
    """The error names it; who reads a decision later must learn why."""
    decide(two, **decision)
    with pytest.raises(BuildError, match=said):
        built(two)


def test_an_overlay_may_allow_null(two: Repository) -> None:
    """`nullable: true` works for any schema."""
    two.add_overlay(
        "second/20-null.yaml",
        {"target": "$.paths.*.get.parameters[0].schema", "update": {"nullable": True}},
    )
    [parameter] = built(two)["paths"]["/runs/{id}"]["get"]["parameters"]
    assert parameter["schema"] == {"type": ["string", "null"]}


def test_a_field_of_both_apis_has_the_types_of_both() -> None:
    """A keyword has one type; two lists become one list of both kinds of items."""
    texts = {"type": "array", "items": {"type": "string"}}
    numbers = {"type": "array", "items": {"type": "integer"}}
    module = request_fields_module(
        document(
            schemas={
                SONAR_REQUEST: {
                    "properties": {"stop": {"anyOf": [texts, {"type": "null"}]}, "n": {"type": "integer"}}
                },
                AGENT_REQUEST: {"properties": {"stop": numbers, "preset": {"type": "string"}}},
            }
        )
    )
    shared, sonar, agent = module.split("class ")[1:]
    assert "stop: Sequence[str | int] | None" in shared
    assert "n: int" in sonar
    assert "preset: str" in agent
    assert "stop" not in sonar + agent
