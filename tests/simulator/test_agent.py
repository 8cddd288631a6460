"""The simulator's Agent API: create, get, cancel, and its refusals."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import jsonschema_rs
import pytest
import yaml

from perplexity_jobs.simulator import FAULTS

if TYPE_CHECKING:
    from tests.simulator.conftest import MakeWorld, World

DOCUMENT: dict[str, Any] = yaml.safe_load(
    (Path(__file__).parents[2] / "openapi" / "openapi.yaml").read_text("utf-8")
)


def problems(component: str, body: Any) -> list[str]:
    """What the effective document has against a body."""
    schema = {"$ref": f"#/components/schemas/{component}", "components": DOCUMENT["components"]}
    validator = jsonschema_rs.Draft202012Validator(schema)
    return [f"{error.instance_path}: {error.message}" for error in validator.iter_errors(body)]


def finished(world: World, **fields: Any) -> dict[str, Any]:
    """A response of which the time is over."""
    response_id = world.response_id(**fields)
    world.clock.advance(100)
    body: dict[str, Any] = world.response(response_id).json()
    return body


def text_of(body: dict[str, Any]) -> str:
    """The text of the message."""
    return str(body["output"][-1]["content"][0]["text"])


def test_a_response_lives_by_the_clock(world: World) -> None:
    """Queued, in progress, completed follow from the age; until it ends its model is the preset's
    name, and it may have found sources already."""
    response_id = world.response_id()
    seen = []
    for step in (0, 2, 97, 1):
        world.clock.advance(step)
        body = world.response(response_id).json()
        seen.append((body["status"], body["model"], bool(body["output"]), body["usage"] is not None))
    assert seen == [
        ("queued", "fast", False, False),
        ("in_progress", "fast", False, False),
        ("in_progress", "fast", True, False),
        ("completed", "simulated/fast", True, True),
    ]


@pytest.mark.parametrize("preset", ["fast", "low", "medium", "high", "xhigh"])
@pytest.mark.parametrize("age", [0, 50, 100])
def test_bodies_satisfy_the_document(world: World, preset: str, age: float) -> None:
    """A response satisfies the document in each of its states, with more fields than the document names."""
    response_id = world.response_id(preset=preset)
    world.clock.advance(age)
    body = world.response(response_id).json()
    assert problems("ResponsesResponse", body) == []
    assert {"truncation", "service_tier", "parallel_tool_calls", "safety_identifier"} <= set(body)


@pytest.mark.parametrize(
    ("preset", "mark"), [("fast", r"\[(\d+)\]"), ("low", r"\[web:(\d+)\]"), ("high", r"\[web:(\d+)\]")]
)
def test_marks_sources_and_annotations_match(world: World, preset: str, mark: str) -> None:
    """Marks are plain for fast and typed for others; each has its source, and an annotation at its place."""
    body = finished(world, preset=preset)
    text = text_of(body)
    results = {result["id"]: result for result in body["output"][0]["results"]}
    assert {int(number) for number in re.findall(mark, text)} == set(results)
    assert not re.search(r"\[\w*:?\d+\]", re.sub(mark, "", text))
    for annotation in body["output"][-1]["content"][0]["annotations"]:
        shown = re.fullmatch(mark, text[annotation["start_index"] : annotation["end_index"]])
        assert shown
        assert results[int(shown[1])]["url"] == annotation["url"]


def test_research_presets_write_reports(world: World) -> None:
    """High presets answer at length and say what they read; the cost is the sum of its parts."""
    body = finished(world, preset="high")
    assert 60_000 < len(text_of(body)) < 90_000
    assert [item["type"] for item in body["output"]] == ["search_results", "fetch_url_results", "message"]
    cost = body["usage"]["cost"]
    assert cost["currency"] == "USD"
    parts = cost["input_cost"] + cost["output_cost"] + cost["tool_calls_cost"]
    assert cost["total_cost"] == pytest.approx(parts)
    assert cost["tool_calls_cost_details"].keys() == {"search_web", "fetch_url"}
    assert cost["tool_calls_cost"] == pytest.approx(sum(cost["tool_calls_cost_details"].values()))
    details = body["usage"]["tool_calls_details"]
    assert {name: told["cost_usd"] for name, told in details.items()} == cost["tool_calls_cost_details"]
    assert details["fetch_url"]["token_usage"][0]["input_tokens"] > 0
    assert 0 <= body["usage"]["output_tokens_details"]["reasoning_tokens"] < body["usage"]["output_tokens"]
    assert 0 <= body["usage"]["input_tokens_details"]["cached_tokens"] < body["usage"]["input_tokens"]
    assert "Simulated answer" in text_of(body)


TOOLS: list[tuple[dict[str, Any], list[str]]] = [
    ({"type": "people_search"}, ["people_search_results"]),
    ({"type": "finance_search"}, ["finance_results"]),
    ({"type": "image_search", "max_results": 3}, ["image_search_results"]),
    ({"type": "sandbox"}, ["sandbox_results"]),
    (
        {"type": "mcp", "server_label": "s", "server_url": "https://a.example", "authorization": "secret"},
        ["mcp_list_tools", "mcp_call"],
    ),
    ({"type": "connector", "server_label": "s", "id": "c"}, ["mcp_list_tools", "mcp_call"]),
    ({"type": "web_search", "search_context_size": "low"}, []),
]


@pytest.mark.parametrize(("tool", "items"), TOOLS, ids=lambda value: str(value)[:20])
def test_tools_and_skills_bring_their_items(world: World, tool: dict[str, Any], items: list[str]) -> None:
    """They have the documented form; credentials of a server are never echoed."""
    skills = [{"type": "builtin", "name": "office"}]
    body = finished(world, tools=[tool], skills=skills)
    kinds = [item["type"] for item in body["output"]]
    assert kinds == ["search_results", "skill_loaded", *items, "message"]
    assert problems("ResponsesResponse", body) == []
    assert "secret" not in json.dumps(body)
    assert "skills" not in body


def test_without_tool_calls_there_are_no_sources(world: World) -> None:
    """`max_tool_calls: 0` stops every tool: a text without marks, and no cost of tools."""
    body = finished(world, max_tool_calls=0, tools=[{"type": "sandbox"}])
    assert [item["type"] for item in body["output"]] == ["message"]
    assert not re.search(r"\[\d+\]", text_of(body))
    assert (body["usage"]["tool_calls_details"], body["usage"]["cost"]["tool_calls_cost"]) == ({}, 0)


@pytest.mark.parametrize(
    ("fields", "model", "effort"),
    [
        ({"effort": "medium"}, "medium", "medium@2026-10-16.0"),
        ({"effort": "low@2026-01-01.0"}, "low", "low@2026-01-01.0"),
        ({"preset": "advanced-deep-research"}, "high", "high@2026-10-16.0"),
        ({"preset": "high", "effort": "low"}, "low", "low@2026-10-16.0"),
        ({"preset": "", "model": "a/b"}, "a/b", None),
        ({"preset": "", "model": "a/b", "models": ["c/d", "e/f"]}, "c/d", None),
        ({"preset": "", "profile": {"type": "custom", "id": "p"}}, "simulated/profile", None),
    ],
)
def test_a_level_is_known_by_each_of_its_names(
    world: World, fields: dict[str, Any], model: str, effort: str | None
) -> None:
    """Old, new and pinned names give the level's current name as the model, and its release."""
    body = world.create(**fields).json()
    assert (body["model"], body["effort"], body["preset"]) == (model, effort, effort)


def test_every_body_has_its_own_date(world: World) -> None:
    """`created_at` is the time of the body, and at the end that of the end: so the service was recorded."""
    response_id = world.response_id()
    bodies = []
    for step in (0, 30, 30, 60):
        world.clock.advance(step)
        bodies.append(world.response(response_id).json())
    began = bodies[0]["created_at"]
    assert [body["created_at"] - began for body in bodies] == [0, 30, 60, 100]
    assert [body["completed_at"] for body in bodies] == [None, None, None, bodies[-1]["created_at"]]


def test_cancel_ends_soon_after(world: World) -> None:
    """Cancelling is answered at once, the end shows a little later, with what had been found and no usage."""
    response_id = world.response_id()
    world.clock.advance(50)
    assert world.cancel(response_id).json() == {"response_id": response_id, "status": "cancelling"}
    assert world.response(response_id).json()["status"] == "in_progress"
    assert world.cancel(response_id).status_code == 200
    world.clock.advance(1)
    body = world.response(response_id).json()
    assert (body["status"], body["error"]["type"], body["usage"]) == ("cancelled", "cancelled", None)
    assert [item["type"] for item in body["output"]] == ["search_results"]
    assert world.cancel(response_id).json()["error"]["type"] == "invalid_request"


def test_a_cancel_that_comes_late_loses(world: World) -> None:
    """A response that ends before the cancellation takes effect is completed."""
    response_id = world.response_id()
    world.clock.advance(99.5)
    assert world.cancel(response_id).status_code == 200
    world.clock.advance(1)
    assert world.response(response_id).json()["status"] == "completed"


def test_ids(world: World) -> None:
    """A malformed id is 400, an unknown one 404, and a job of the other API is not found here."""
    made = world.create()
    response_id = made.json()["id"]
    assert response_id == f"resp_{made.headers['x-request-id']}", "as the real service has it"
    assert world.http.get(f"/v1/responses/{response_id}").json() == world.response(response_id).json()
    assert world.response("nonsense").status_code == 400
    assert world.response("resp_00000000-0000-4000-8000-000000000000").status_code == 404
    assert world.cancel("resp_00000000-0000-4000-8000-000000000000").status_code == 404
    assert world.response(world.job_id()).status_code == 400
    assert world.get(response_id).status_code == 404
    assert len(world.list().json()["requests"]) == 1


def test_no_list_and_no_idempotency(world: World) -> None:
    """There is no list, and the same request twice is two responses, whatever key its headers carry."""
    ids = {world.response_id(headers={"idempotency-key": "k"}) for _ in range(2)}
    assert len(ids) == len(world.sim.jobs) == 2
    assert world.http.get("/v1/agent").status_code == 405


def test_what_is_not_stored_cannot_be_collected(world: World) -> None:
    """With `store: false` a background response is accepted and never found again."""
    assert world.response(world.response_id(store=False)).status_code == 404


def test_events_are_not_simulated(world: World) -> None:
    """A stream of a stored response is refused, not answered with something else."""
    reply = world.http.get(f"/v1/agent/{world.response_id()}", params={"stream": "true"})
    assert (reply.status_code, "stream" in reply.json()["error"]["message"]) == (400, True)


def test_without_background_the_answer_waits_for_the_end(world: World) -> None:
    """A foreground request is answered with the finished response, as late as it takes."""
    start = world.clock.monotonic()
    body = world.create(background=False).json()
    assert body["status"] == "completed"
    assert world.clock.monotonic() - start == pytest.approx(100)


def test_a_conversation_goes_on(world: World) -> None:
    """A previous response may be named if it exists, and messages may be items with parts."""
    first = world.response_id()
    assert world.create(previous_response_id=first).status_code == 200
    unknown = "resp_00000000-0000-4000-8000-000000000000"
    assert world.create(previous_response_id=unknown).status_code == 404
    part = {"type": "input_text", "text": "Parts?"}
    world.create([{"type": "message", "role": "user", "content": [part]}])
    assert world.sim.jobs[-1].question == "Parts?"
    world.create([{"type": "message", "role": "user", "content": "Text?"}])
    assert world.sim.jobs[-1].question == "Text?"
    world.create([{"type": "function_call_output", "call_id": "c", "output": "42"}])
    assert world.sim.jobs[-1].question == ""


@pytest.mark.parametrize(
    ("fields", "word"),
    [
        ({"preset": None}, "preset"),
        ({"preset": "gigantic"}, "gigantic"),
        ({"preset": "", "model": "nameless"}, "nameless"),
        ({"preset": "", "models": ["a/b", "nameless"]}, "nameless"),
        ({"preset": ""}, "required"),
        ({"input": ""}, "empty"),
        ({"stream": True}, "stream"),
        ({"profile": {"type": "custom", "id": "p"}}, "profile"),
        ({"service_tier": "slow"}, "service_tier"),
        ({"skills": [{"type": "builtin", "name": "cooking"}]}, "skills"),
        ({"metadata": {"a": "x" * 513}}, "metadata"),
        ({"tools": [{"type": "web_search", "max_results": 51}]}, "max_results"),
        ({"temperature": 3}, "temperature"),
        ({"tools": [{"type": "time_machine"}]}, "tools"),
    ],
)
def test_invalid_requests_are_400(world: World, fields: dict[str, Any], word: str) -> None:
    """What the document does not allow is refused by name."""
    reply = world.create(**fields)
    assert (reply.status_code, reply.json()["error"]["type"]) == (400, "invalid_request")
    assert word in reply.json()["error"]["message"]
    assert world.sim.jobs == []


def test_the_old_endpoints_may_have_ended_while_these_go_on(make_world: MakeWorld) -> None:
    """`endpoint-retired` ends the first API only."""
    world = make_world(fault="endpoint-retired")
    assert world.submit().status_code == 403
    assert world.create().status_code == 200


Judge = Callable[[dict[str, Any]], bool]
VIEWS: dict[str, Judge] = {
    "cancelled": lambda body: (
        (body["status"], [item["type"] for item in body["output"]]) == ("cancelled", ["search_results"])
        and body["error"]["type"] == "cancelled"
        and body["usage"] is None
    ),
    "incomplete-without-text": lambda body: (
        (body["status"], body["output"]) == ("incomplete", []) and body["usage"]["cost"]["total_cost"] > 0
    ),
    "people-and-finance": lambda body: (
        {item["type"] for item in body["output"]} >= {"people_search_results", "finance_results"}
    ),
    "pages-only": lambda body: (
        [item["type"] for item in body["output"]] == ["fetch_url_results", "message"]
        and "[web:0]" in text_of(body)
    ),
    "incomplete": lambda body: (
        (body["status"], body["incomplete_details"]) == ("incomplete", {"reason": "max_output_tokens"})
        and len(text_of(body)) == 400
    ),
    "requires-action": lambda body: (
        (body["status"], body["output"][0]["type"]) == ("requires_action", "function_call")
    ),
    "unknown-items": lambda body: (
        {"hologram_results", None, "skill_loaded", "message"} <= {item["type"] for item in body["output"]}
        and body["from_tomorrow"] is not None
    ),
}
# Faults of both APIs, which `test_faults` shows on the first; here their outcome alone is looked at.
COMMON: dict[str, Judge] = {
    "fail": lambda body: body["status"] == "failed" and bool(body["error"]["message"]),
    "failed-without-message": lambda body: (body["status"], body["error"]) == ("failed", None),
    "never-starts": lambda body: (body["status"], body["output"]) == ("queued", []),
    "never-ends": lambda body: (body["status"], body["output"]) == ("in_progress", []),
    "unknown-status-ended": lambda body: body["status"] == "expired" and bool(body["error"]),
    "completed-without-response": lambda body: body["output"] is None,
    "completed-bad-response": lambda body: isinstance(body["output"], str),
}


def test_every_view_of_a_response_is_in_the_table() -> None:
    """Each fault that changes what a response says of itself, and that this API alone has."""
    assert set(VIEWS) == {
        name for name, fault in FAULTS.items() if fault.stage == "view" and fault.api == "agent"
    }


@pytest.mark.parametrize("name", [*VIEWS, *COMMON])
def test_view(name: str, make_world: MakeWorld) -> None:
    """The fault does here what its description says; a cancelled response has no result to spoil."""
    world = make_world(durations=100, fault=name)
    assert (VIEWS | COMMON)[name](finished(world))
    response_id = world.response_id()
    world.cancel(response_id)
    world.clock.advance(100)
    assert world.response(response_id).status_code == 200


def test_a_repeated_create_buys_again(make_world: MakeWorld) -> None:
    """Without idempotency keys the repetition after an ambiguous failure is a second response."""
    world = make_world(fault="submit-500-after-accept")
    assert [world.create().status_code for _ in range(2)] == [500, 200]
    assert len(world.sim.jobs) == 2
