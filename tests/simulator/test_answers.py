"""The made-up results: their sizes, sources and costs, and that they say that they are simulated."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

import jsonschema_rs
import pytest

from perplexity_jobs.simulator.instances import instance

if TYPE_CHECKING:
    from tests.simulator.conftest import World


def result(world: World, question: str = "What is tea?", **options: Any) -> dict[str, Any]:
    """The response of a finished job."""
    job_id = world.job_id(question, **options)
    world.clock.advance(100)
    response: dict[str, Any] = world.get(job_id).json()["response"]
    return response


def text_of(response: dict[str, Any]) -> str:
    """The content of the answer."""
    return str(response["choices"][0]["message"]["content"])


def test_deep_research_has_the_size_and_cost_of_the_real_one(world: World) -> None:
    """About 68,000 characters, 10 to 60 sources with null dates, USD 0.38 to 1.26, for any question."""
    for number in range(20):
        response = result(world, f"What is tea, part {number}?")
        assert 60_000 < len(text_of(response)) < 76_000
        assert 10 <= len(response["search_results"]) <= 60
        assert {source["date"] for source in response["search_results"]} == {None}
        assert 0.38 <= response["usage"]["cost"]["total_cost"] <= 1.26


@pytest.mark.parametrize("model", ["sonar", "sonar-pro", "sonar-reasoning-pro"])
def test_other_models_answer_briefly(world: World, model: str) -> None:
    """A few paragraphs with dated sources for a few cents; reasoning models think aloud in front."""
    response = result(world, model=model)
    assert len(text_of(response)) < 5_000
    assert all(re.fullmatch(r"\d{4}-\d\d-\d\d", source["date"]) for source in response["search_results"])
    assert 0 < response["usage"]["cost"]["total_cost"] < 0.1
    thought = re.match(r"<think>\n.+?\n</think>\n\n", text_of(response), re.DOTALL)
    assert bool(thought) is ("reasoning" in model)


@pytest.mark.parametrize("model", ["sonar", "sonar-pro", "sonar-deep-research"])
def test_marks_sources_and_sums_match(world: World, model: str) -> None:
    """Every mark has its source, every source is used, both lists of sources agree, and the sums add up.

    Nobody can take the answer for research: it says what it is, and leads to reserved domains only.
    """
    response = result(world, "How tall are giraffes? [simulate: 5s]", model=model)
    marks = {int(number) for number in re.findall(r"\[(\d+)\]", text_of(response))}
    assert marks == set(range(1, len(response["search_results"]) + 1))
    assert response["citations"] == [source["url"] for source in response["search_results"]]
    usage = response["usage"]
    parts = sum(value for name, value in usage["cost"].items() if name != "total_cost")
    assert usage["cost"]["total_cost"] == pytest.approx(parts)
    assert usage["total_tokens"] == usage["prompt_tokens"] + usage["completion_tokens"]
    assert "Simulated answer" in text_of(response)
    assert "How tall are giraffes" in text_of(response)
    assert "[simulate" not in text_of(response)
    hosts = {re.sub(r"https://([^/]+)/.*", r"\1", url) for url in response["citations"]}
    assert all(re.search(r"(^|\.)example\.(org|com|net|edu)$", host) for host in hosts)


def test_the_question_may_come_in_parts(world: World) -> None:
    """The text parts of the last user message are the question; a conversation has several messages."""
    messages = [
        {"role": "user", "content": "First?"},
        {"role": "assistant", "content": "Yes."},
        {
            "role": "user",
            "content": [
                {"type": "text", "text": "Second"},
                {"type": "image_url", "image_url": {"url": "https://example.org/a.png"}},
                {"type": "text", "text": "part?"},
            ],
        },
    ]
    world.submit(messages=messages)
    assert world.sim.jobs[0].question == "Second part?"


def test_extras_on_request(world: World) -> None:
    """Images, related questions and several choices come when they are asked for, and only then."""
    plain = result(world, model="sonar")
    rich = result(world, model="sonar", return_images=True, return_related_questions=True, n=3)
    assert not {"images", "related_questions"} & set(plain)
    assert len(rich["images"]) == 3
    assert len(rich["related_questions"]) == 2
    assert [choice["index"] for choice in rich["choices"]] == [0, 1, 2]


def test_a_structured_answer_satisfies_its_schema(world: World) -> None:
    """With a JSON schema the text is JSON for it, after the thinking where the model thinks."""
    schema = {
        "type": "object",
        "required": ["name", "tags"],
        "properties": {
            "name": {"type": "string", "minLength": 12},
            "score": {"type": "number", "exclusiveMinimum": 3},
            "tags": {"type": "array", "items": {"enum": ["a", "b"]}, "minItems": 2},
            "parent": {"anyOf": [{"$ref": "#/$defs/node"}, {"type": "null"}]},
        },
        "$defs": {"node": {"type": "object", "properties": {"next": {"$ref": "#/$defs/node"}}}},
    }
    wanted = {"type": "json_schema", "json_schema": {"schema": schema}}
    for model in ("sonar", "sonar-reasoning-pro"):
        text = text_of(result(world, model=model, response_format=wanted)).rpartition("</think>")[2]
        assert jsonschema_rs.is_valid(schema, json.loads(text))


@pytest.mark.parametrize(
    "schema", [{"enum": 5}, {"properties": ["a"]}, {"minimum": "low", "type": "integer"}]
)
def test_a_schema_that_makes_no_sense_gives_null(schema: dict[str, Any]) -> None:
    """A server must survive what its users send."""
    assert instance(schema) is None
