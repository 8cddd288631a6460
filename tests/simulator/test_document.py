"""The simulator's response bodies conform to the effective document."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import jsonschema_rs
import pytest
import yaml

if TYPE_CHECKING:
    from tests.simulator.conftest import World

DOCUMENT: dict[str, Any] = yaml.safe_load(
    (Path(__file__).parents[2] / "openapi" / "openapi.yaml").read_text("utf-8")
)


def problems(component: str, body: Any) -> list[str]:
    """What the document has against a body."""
    schema = {"$ref": f"#/components/schemas/{component}", "components": DOCUMENT["components"]}
    validator = jsonschema_rs.Draft202012Validator(schema)
    return [f"{error.instance_path}: {error.message}" for error in validator.iter_errors(body)]


JOB = "AsyncApiChatCompletionsResponse"


@pytest.mark.parametrize(
    "model", ["sonar", "sonar-pro", "sonar-reasoning", "sonar-reasoning-pro", "sonar-deep-research"]
)
@pytest.mark.parametrize("age", [0, 50, 100])
def test_jobs_of_every_model_and_age(world: World, model: str, age: float) -> None:
    """A job satisfies the document in each of its states."""
    job_id = world.job_id(model=model, return_images=True, return_related_questions=True)
    world.clock.advance(age)
    assert problems(JOB, world.get(job_id).json()) == []


@pytest.mark.parametrize("preset", ["fast", "low", "medium", "high", "xhigh"])
@pytest.mark.parametrize("age", [0, 50, 100])
def test_responses_of_every_level_and_age(world: World, preset: str, age: float) -> None:
    """So does a response of the Agent API, with more fields than the document names."""
    response_id = world.response_id(preset=preset)
    world.clock.advance(age)
    body = world.response(response_id).json()
    assert problems("ResponsesResponse", body) == []
    assert {"truncation", "service_tier", "parallel_tool_calls", "safety_identifier"} <= set(body)


def test_failed_job(world: World) -> None:
    """A failed job satisfies the document."""
    job_id = world.job_id("[simulate: fail]")
    world.clock.advance(100)
    assert problems(JOB, world.get(job_id).json()) == []


def test_submit_and_list(world: World) -> None:
    """The reply to a submit and every page of the list satisfy the document."""
    replies = [world.submit().json() for _ in range(25)]
    assert [problems(JOB, reply) for reply in replies] == [[]] * 25
    pages = list(world.pages())
    assert [problems("ListAsyncApiChatCompletionsResponse", page) for page in pages] == [[], []]


def test_errors(world: World) -> None:
    """So do refusals; a job whose id is a number does not, so that the checks can fail."""
    assert problems("ErrorResponse", world.get("nothing").json()) == []
    assert problems("ErrorResponse", world.list(next_token="?").json()) == []
    assert problems("HTTPValidationError", world.submit(max_tokens="many").json()) == []
    assert problems(JOB, {**world.submit().json(), "id": 5}) != []
