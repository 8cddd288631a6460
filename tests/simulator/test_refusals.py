"""What the service is reported to refuse, and a server that nothing in a request stops."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import httpx
import pytest

from perplexity_jobs.simulator import Simulator
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
    """The most reported 400 of the older API, in its own words; no job is made."""
    refused = world.submit(messages=turns(*roles))
    assert refused.status_code == 400
    assert refused.json()["error"]["type"] == "invalid_message"
    assert words in refused.json()["error"]["message"]
    assert not world.sim.jobs


@pytest.mark.parametrize(
    "roles",
    [
        ("user",),
        ("system", "system", "user"),
        ("system", "user", "assistant", "user"),
        ("user", "assistant", "tool", "tool"),
    ],
)
def test_an_order_of_roles_that_it_accepts(world: World, roles: tuple[str, ...]) -> None:
    """System messages in front, then turns; several results of tools are one turn."""
    assert world.submit(messages=turns(*roles)).status_code == 200


FILTERS: list[tuple[dict[str, Any], str]] = [
    ({"search_domain_filter": [f"{n}.example" for n in range(21)]}, "at most 20"),
    ({"search_domain_filter": ["https://a.example"]}, "without a scheme"),
    ({"search_after_date_filter": "2026-01-31"}, "MM/DD/YYYY"),
    ({"last_updated_before_filter": "13/01/2026"}, "MM/DD/YYYY"),
    ({"search_recency_filter": "week", "search_before_date_filter": "1/31/2026"}, "together"),
]


@pytest.mark.parametrize(("filters", "words"), FILTERS)
def test_filters_that_the_service_refuses(world: World, filters: dict[str, Any], words: str) -> None:
    """On both APIs, with the field in the message."""
    tools = [{"type": "web_search", "filters": filters}]
    for refused in (world.submit(**filters), world.create(tools=tools)):
        assert refused.status_code == 400
        assert words in refused.json()["error"]["message"]
    assert not world.sim.jobs


def test_filters_that_it_accepts(world: World) -> None:
    """Twenty domains, a domain to leave out, and dates with or without zeros."""
    filters: dict[str, Any] = {"search_domain_filter": [f"-{n}.example" for n in range(20)]}
    filters |= {"search_after_date_filter": "1/5/2026", "search_before_date_filter": "01/31/2026"}
    assert world.submit(**filters).status_code == 200
    assert world.create(tools=[{"type": "web_search", "filters": filters}]).status_code == 200


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
    """Wherever they stand; the answer names the field, as the vendor's migration notes show."""
    error = world.create(**fields).json()["error"]
    assert error["message"] == f'invalid request body: json: unknown field "{name}"'
    assert (error["param"], error["code"]) == (name, 400)
    assert not world.sim.jobs


def test_an_anthropic_model_needs_a_limit(world: World) -> None:
    """The service requires max_output_tokens for them."""
    assert world.create(preset="", model="anthropic/some").status_code == 400
    assert world.create(preset="", model="anthropic/some", max_output_tokens=99).status_code == 200


def test_half_a_surrogate_pair_is_a_question_like_any_other(world: World) -> None:
    """JSON can hold one, UTF-8 cannot: both APIs answer, and the jobs end."""
    for path, body in (
        ("/async/chat/completions", {"request": {"model": "sonar", "messages": turns("user")}}),
        ("/v1/agent", {"input": "as user", "preset": "fast", "background": True}),
    ):
        text = json.dumps(body).replace("as user", "half \\ud800 a pair")
        made = world.http.post(path, content=text, headers={"content-type": "application/json"})
        assert made.status_code == 200
        world.clock.advance(1000)
        assert world.http.get(f"{path}/{made.json()['id']}").json()["status"].lower() == "completed"


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


def test_a_long_text_is_cut() -> None:
    """However long a schema wants it."""
    assert len(instance({"type": "string", "minLength": 10**12})) < 100_000


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


def test_elsewhere_any_name_is_served() -> None:
    """Whoever listens for other machines is called by names that nobody knows here."""
    with Simulator(host="0.0.0.0") as sim:
        url = sim.url.replace("0.0.0.0", "127.0.0.1")
        assert httpx.get(f"{url}/v1/agent/x", headers={"host": "simulator:80"}).status_code == 401
