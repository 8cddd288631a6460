"""Invalid responses for one item end that item only; all others get their answers."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import httpx
import pytest

from perplexity_jobs import APIResponseValidationError
from perplexity_jobs._values.settings import ApiName
from perplexity_jobs.batch import Summary

from ..wrapper.conftest import by_turns
from .conftest import World

Spoil = Callable[[httpx.Response], httpx.Response]
ITEMS = [{"id": f"i{n}", "question": f"What of {n}?"} for n in range(5)]
ENDLESS = "9" * 400


def field(**changes: Any) -> Spoil:
    """The answer with other values."""
    return lambda answer: httpx.Response(200, json={**answer.json(), **changes})


def text(pattern: str, new: str) -> Spoil:
    """The answer with another text for what matches."""
    return lambda answer: httpx.Response(200, content=re.sub(pattern, new, answer.text))


def instead(status: int, content: str = "", **headers: str) -> Spoil:
    """Another answer."""
    return lambda _: httpx.Response(status, content=content, headers=headers)


LOOKS = {
    "a time of 400 digits": text(r'"created_at": ?[\d.]+', f'"created_at": {ENDLESS}'),
    "a time far below zero": text(r'"created_at": ?[\d.]+', f'"created_at": -{ENDLESS}'),
    "numbers of 5000 digits": text(r": ?\d+", ": " + "9" * 5000),
    "NUL": text(r'"model": ?"', r'"model": "\\u0000'),
    "half a pair": text(r'"model": ?"', r'"model": "\\ud800'),
    "a megabyte for a state": field(status="x" * 1_000_000),
    "a megabyte for an id": field(id="x" * 1_000_000),
    "no job": instead(200, "null"),
    "a page": instead(200, "<html>"),
    "nesting": instead(200, "[" * 100_000),
    "an error": instead(500),
    "a refusal": instead(418),
    "nowhere": instead(307, location="//"),
    "no scheme": instead(307, location="nowhere:"),
    "half an address": instead(307, location="http://[::1"),
}
SUBMITS = {
    "a megabyte for an id": field(id="x" * 1_000_000),
    "NUL": field(id="a\0b"),
    "half a pair": text(r'"id": ?"', r'"id": "\\ud800'),
    "an id that climbs": field(id=".."),
    "a blank id": field(id=" "),
    "an id that clears the screen": field(id="\x1b[2J"),
    "a time of 400 digits": text(r'"created_at": ?[\d.]+', f'"created_at": {ENDLESS}'),
}


class Spoilt(httpx.AsyncBaseTransport):
    """The simulator, with what it says of the third item spoilt."""

    def __init__(self, world: World, method: str, spoil: Spoil) -> None:
        self._inner = httpx.ASGITransport(app=world.sim.app)
        self._world, self._method, self._spoil = world, method, spoil

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        answer = await self._inner.handle_async_request(request)
        whole = httpx.Response(answer.status_code, content=await answer.aread())
        if request.method == "POST":
            concerned = b"What of 2?" in request.content
        else:
            job = next((job.id for job in self._world.sim.jobs if job.question == "What of 2?"), "none")
            concerned = request.url.path.endswith(job)
        return self._spoil(whole) if concerned and request.method == self._method else whole


def run(world: World, method: str, spoil: Spoil, **options: Any) -> Summary:
    client = world.client(transport=Spoilt(world, method, spoil))
    return world.run(ITEMS, client=client, give_up_after=200, **options)


@pytest.mark.parametrize(
    "spoil", [field(id=5), instead(204), instead(200, "[" * 100_000)], ids=["no id", "no body", "nesting"]
)
def test_a_submit_that_is_never_answered_usably_leaves_the_others_their_answers(
    world: World, spoil: Spoil
) -> None:
    """The error is raised at the end, and the next run sends it again with the same key."""
    for _ in range(2):
        with pytest.raises(APIResponseValidationError):
            run(world, "POST", spoil)
        assert world.batch.summary().counts == {"completed": 4, "intent": 1}
    assert run(world, "POST", lambda answer: answer).counts == {"completed": 5}
    assert len(world.sim.jobs) == 5


ANSWERS = {f"GET {name}": ("GET", spoil) for name, spoil in LOOKS.items()} | {
    f"POST {name}": ("POST", spoil) for name, spoil in SUBMITS.items()
}


@pytest.mark.parametrize(("api", "method", "spoil"), by_turns(ANSWERS, ("sonar", "agent")))
def test_one_poisoned_item_ends_alone(
    make_world: Callable[..., World], api: ApiName, method: str, spoil: Spoil
) -> None:
    """Its result can be read, the next run finds nothing left to do, and nothing is bought twice."""
    world = make_world(api=api)
    for _ in range(2):
        summary = run(world, method, spoil)
        assert summary.open == 0
        assert summary.completed >= 4
    assert len(world.sim.jobs) == 5
    lines = world.lines()
    assert len(lines) == 5
    assert all(len(line["error"] or "") < 3000 for line in lines)


def test_a_job_that_is_never_found_ends_within_the_time_of_a_job(world: World) -> None:
    """A job may be new and not seen everywhere yet; that is no reason to wait longer than for any other."""
    begun = world.clock.monotonic()
    summary = run(world, "GET", instead(404), job_timeout=150)
    assert summary.counts == {"completed": 4, "expired": 1}
    assert world.clock.monotonic() - begun < 250
