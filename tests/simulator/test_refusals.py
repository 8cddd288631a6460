"""Requests that the service is reported to refuse, and invalid ones that must not stop the server."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import httpx
import pytest

from perplexity_jobs.simulator.instances import instance

if TYPE_CHECKING:
    from tests.simulator.conftest import World


def turns(*roles: str) -> list[dict[str, Any]]:
    """A message for each role."""
    return [{"role": role, "content": f"as {role}"} for role in roles]


@pytest.mark.parametrize(
    ("roles", "words"),
    [
        (("user", "user"), "should alternate"),
        (("system", "user", "user"), "should alternate"),
        (("system", "assistant", "user"), "should alternate"),
        (("user", "assistant", "assistant", "user"), "should alternate"),
        (("user", "system", "user"), "should alternate"),
        (("user", "assistant"), "Last message"),
        (("user", "system"), "Last message"),
        (("system",), "Last message"),
        (("user", "tool", "user"), "should alternate"),
    ],
)
def test_an_order_of_roles_that_the_service_refuses(world: World, roles: tuple[str, ...], words: str) -> None:
    """The 400 has the service's message, and no job is made."""
    refused = world.submit(messages=turns(*roles))
    assert refused.status_code == 400
    assert refused.json()["error"]["type"] == "invalid_message"
    assert words in refused.json()["error"]["message"]
    assert not world.sim.jobs


FILTERS: list[tuple[dict[str, Any], str]] = [
    ({"search_domain_filter": [f"{n}.example" for n in range(21)]}, "at most 20"),
    ({"search_domain_filter": ["https://a.example"]}, "without a scheme"),
    ({"search_after_date_filter": "2026-01-31"}, "MM/DD/YYYY"),
    ({"last_updated_before_filter": "13/01/2026"}, "MM/DD/YYYY"),
    ({"search_recency_filter": "week", "search_before_date_filter": "1/31/2026"}, "together"),
]


@pytest.mark.parametrize(("filters", "words"), FILTERS)
def test_filters_that_the_service_refuses(world: World, filters: dict[str, Any], words: str) -> None:
    """Both APIs refuse them, with the field in the message."""
    tools = [{"type": "web_search", "filters": filters}]
    for refused in (world.submit(**filters), world.create(tools=tools)):
        assert refused.status_code == 400
        assert words in refused.json()["error"]["message"]
    assert not world.sim.jobs


@pytest.mark.parametrize(
    ("fields", "name"),
    [
        ({"messages": turns("user")}, "messages"),
        ({"idempotency_key": "k"}, "idempotency_key"),
        ({"return_images": True}, "return_images"),
        ({"tools": [{"type": "web_search", "filters": {"no_such": 1}}]}, "no_such"),
        ({"tools": [{"type": "mcp", "server_label": "s", "server_url": "u", "no_such": 1}]}, "no_such"),
        ({"input": [{"type": "message", "role": "user", "content": "Why?", "name": "Ann"}]}, "name"),
        ({"stream_options": {"no_such": 1}}, "no_such"),
    ],
)
def test_the_agent_api_refuses_fields_that_it_does_not_know(
    world: World, fields: dict[str, Any], name: str
) -> None:
    """Unknown fields are refused at any depth, and the error names the field."""
    error = world.create(**fields).json()["error"]
    assert error["message"] == f'invalid request body: json: unknown field "{name}"'
    assert (error["param"], error["code"]) == (name, 400)
    assert not world.sim.jobs


def test_an_anthropic_model_needs_a_limit(world: World) -> None:
    """The service requires max_output_tokens for them."""
    assert world.create(preset="", model="anthropic/some").status_code == 400
    assert world.create(preset="", model="anthropic/some", max_output_tokens=99).status_code == 200


BRANCHES = {"type": "object", "properties": {"a": {"$ref": "#"}, "b": {"$ref": "#"}}, "required": ["a", "b"]}


@pytest.mark.parametrize(
    "schema",
    [
        {"type": "array", "minItems": 10_000_000, "items": {"type": "string"}},
        {"type": "array", "minItems": 3_000, "items": {"type": "array", "minItems": 3_000}},
        {"type": "object", "properties": {"a": {"$ref": "#"}}, "required": ["a"]},
        BRANCHES,
        {"allOf": [{"$ref": "#"}, {"$ref": "#"}]},
    ],
)
def test_no_schema_keeps_it_from_its_other_clients(schema: dict[str, Any]) -> None:
    """A value without an end is none at all."""
    assert instance(schema) is None


@pytest.mark.parametrize(
    ("host", "status"),
    [
        ("127.0.0.1", 401),
        ("localhost:80", 401),
        ("[::1]:80", 401),
        ("rebound.example", 421),
        ("rebound.example:80", 421),
        ("127.0.0.1.rebound.example", 421),
    ],
)
def test_only_names_of_this_machine_are_served(world: World, host: str, status: int) -> None:
    """A web page that leads its own name to the loopback interface gets nothing of the account's."""
    assert httpx.get(f"{world.sim.url}/v1/agent/x", headers={"host": host}).status_code == status
