"""The simulator's Agent API: create, get, cancel, and its refusals."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

import pytest

from .test_document import problems

if TYPE_CHECKING:
    from tests.simulator.conftest import MakeWorld, World


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


@pytest.mark.parametrize(
    ("fault", "kinds"),
    [
        ("unknown-items", {"hologram_results", None, "message"}),
        ("people-and-finance", {"people_search_results", "finance_results"}),
        ("pages-only", {"fetch_url_results", "message"}),
    ],
)
def test_items_of_other_kinds(fault: str, kinds: set[str | None], make_world: MakeWorld) -> None:
    """What a client bears is there to be borne; the other faults of responses end in errors of the client."""
    world = make_world(durations=100, fault=fault)
    body = finished(world)
    assert {item["type"] for item in body["output"]} >= kinds
    assert ("search_results" in str(body["output"])) is (fault != "pages-only")
