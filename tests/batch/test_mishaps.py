"""Errors of one item, of callbacks or of the account lose no other item's job."""

from __future__ import annotations

import asyncio
import contextlib
import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import Any

import httpx
import pytest

from perplexity_jobs import APIStatusError
from perplexity_jobs.batch import BatchError, InputError
from perplexity_jobs.batch.ledger.file import api_of

from .conftest import World

MakeWorld = Callable[..., World]

ITEMS = [{"id": f"i{n}", "question": f"q{n}"} for n in range(6)]


class Service:
    """An Agent API that answers at once; `submits` says what the n-th submit gets."""

    def __init__(self, submits: dict[int, Any], cost: str = "0.5") -> None:
        self.submits, self.cost, self.bought = submits, cost, 0

    def __call__(self, request: httpx.Request) -> httpx.Response:
        if request.method == "POST":
            self.bought += 1
            given = self.submits.get(self.bought, f"resp_{self.bought}")
            if isinstance(given, httpx.Response):
                return given
            return httpx.Response(200, json={"id": given, "status": "queued"})
        text = {"type": "message", "content": [{"type": "output_text", "text": "Hello"}]}
        body = {"id": request.url.path.rsplit("/", 1)[1], "status": "completed", "output": [text]}
        usage = '{"usage": {"cost": {"total_cost": ' + self.cost + "}}, "
        return httpx.Response(200, content=usage + httpx.Response(200, json=body).text[1:])


def run(service: Service, folder: Path, **options: Any) -> Any:
    world = World(folder, api="agent")
    return world.run(ITEMS, client=world.client(transport=httpx.MockTransport(service)), **options)


@pytest.mark.parametrize(
    ("function", "error"),
    [
        *(("on_result", error) for error in (ValueError, SystemExit, GeneratorExit, asyncio.CancelledError)),
        ("on_progress", ValueError),
    ],
)
def test_a_function_that_fails_costs_no_job_that_was_bought(
    tmp_path: Path, function: str, error: type[BaseException]
) -> None:
    """The run ends with its error; the next one collects everything and buys nothing twice."""
    service = Service({})

    def broken(_: object) -> None:
        if function == "on_result" or service.bought:
            raise error

    with pytest.raises(error):
        run(service, tmp_path, **{function: broken})
    assert "uncertain" not in World(tmp_path).batch.summary().counts
    seen: list[str] = []
    summary = run(service, tmp_path, on_result=lambda result: seen.append(result.id))
    assert summary.counts == {"completed": 6}
    assert (sorted(seen), service.bought) == ([item["id"] for item in ITEMS], 6)


def test_ids_that_are_none_or_another_items_end_their_items_alone(tmp_path: Path) -> None:
    """All others have their answers, and the result has the id."""
    run(Service({1: "..", 2: "resp_4"}), tmp_path)
    results = list(World(tmp_path).batch.results())
    assert sum(result.ok for result in results) == 4
    assert {result.job_id for result in results if not result.ok} == {"..", "resp_4"}


@pytest.fixture(params=["sonar", "agent"])
def both(request: pytest.FixtureRequest, make_world: MakeWorld) -> World:
    """A world for each API in its turn."""
    return make_world(api=request.param)


def six(**wishes: str) -> list[dict[str, str]]:
    """Six items, some of which ask the simulator for a fault."""
    return [{"id": f"i{n}", "question": f"What of {n}? {wishes.get(f'i{n}', '')}"} for n in range(6)]


@pytest.mark.parametrize("concurrency", [1, 1000])
@pytest.mark.parametrize("fault", ["get-403", "get-401-json", "organization-key"])
def test_what_is_forbidden_for_one_item_alone_is_that_items(
    both: World, fault: str, concurrency: int
) -> None:
    """All others have their answers, whether the refusal comes at the submit or at a poll."""
    wish = f"[simulate: {fault}]"
    summary = both.run(six(i0=wish, i5=wish), concurrency=concurrency)
    status = "rejected" if fault == "organization-key" else "unfinished"
    assert summary.counts == {"completed": 4, status: 2}
    assert "answered 40" in str(both.results()["i0"].error)


@pytest.mark.parametrize("fault", ["get-403", "get-401-json"])
def test_jobs_that_nobody_may_look_at_are_kept(both: World, fault: str) -> None:
    """The run ends with the refusal; with another key, or on another day, the next one collects them."""
    both.sim.fault = f"{fault}-always"
    with pytest.raises(APIStatusError):
        both.run(six())
    assert set(both.batch.summary().counts) <= {"new", "submitted"}
    both.sim.fault = None
    assert both.run(six()).counts == {"completed": 6}
    assert len(both.sim.jobs) == 6


@pytest.mark.parametrize("fault", ["out-of-credit", "insufficient-quota"])
def test_an_account_that_runs_out_of_credit_ends_the_submits_and_not_the_jobs_on_either_api(
    both: World, fault: str
) -> None:
    """What is bought is collected, whether the service says 402 or 401."""
    items = six(i3=f"[simulate: {fault}]")
    with pytest.raises(APIStatusError, match="top it up"):
        both.run(items, concurrency=1)
    assert both.batch.summary().counts == {"completed": 3, "new": 3}


@pytest.mark.parametrize("cost", ["-5", "1e400", "NaN", "1e300"])
def test_a_cost_that_is_none_makes_no_room(tmp_path: Path, cost: str) -> None:
    """It counts as not said, and no file holds a number that JSON has no word for."""
    service = Service({}, cost)
    assert run(service, tmp_path, max_cost=3.0).cost == 0
    assert service.bought == 2
    assert '"cost": null' in World(tmp_path).out.read_text()


@pytest.mark.parametrize(
    "fields",
    [
        {"extra_headers": {"Authorization": "Bearer pplx-real-secret"}},
        {"extra_headers": {"X-Trace": "1", "cookie": "session=pplx-real-secret"}},
        {"extra_headers": {"x-api-key": "pplx-real-secret"}},
        {"extra_query": {"access_token": "pplx-real-secret"}},
    ],
)
@pytest.mark.parametrize("where", ["item", "defaults"])
def test_a_credential_is_refused_by_name_before_it_is_written_down(
    world: World, fields: dict[str, Any], where: str
) -> None:
    """Ledgers are kept, copied and shown; the message says where credentials belong."""
    items: list[dict[str, Any]] = [{"question": "a"}, {"question": "b"}]
    options = {"defaults": fields} if where == "defaults" else {}
    if where == "item":
        items[1] |= fields
    name = list(next(iter(fields.values())))[-1]
    with pytest.raises(InputError, match=f"{name}.*http_client=") as caught:
        world.run(items, **options)
    assert "real-secret" not in str(caught.value)
    assert not world.sim.requests
    assert not list(world.folder.iterdir())


def test_where_a_loop_runs_the_other_batch_is_named_before_anything_is_made(tmp_path: Path) -> None:
    """A notebook has a loop of its own."""

    async def cell() -> None:
        with pytest.raises(BatchError, match="AsyncBatch"):
            World(tmp_path).batch.run(ITEMS)

    asyncio.run(cell())
    assert not list(tmp_path.iterdir())


def test_a_ledger_without_its_tables_is_looked_at_and_made(tmp_path: Path) -> None:
    """Its making was cut off by a kill."""
    with contextlib.closing(sqlite3.connect(World(tmp_path).ledger)) as begun:
        begun.execute("PRAGMA journal_mode = WAL")
    assert api_of(World(tmp_path).ledger) is None
    assert World(tmp_path).batch.summary().total == 0
    assert run(Service({}), tmp_path).counts == {"completed": 6}


def test_progress_is_told_while_a_request_is_not_answered(tmp_path: Path) -> None:
    """`on_progress` is called during a slow request, too."""
    world, told = World(tmp_path, api="agent"), asyncio.Event()

    async def slow(request: httpx.Request) -> httpx.Response:
        told.clear()
        world.clock.advance(20)
        await told.wait()
        return httpx.Response(200, json={"id": "resp_1", "status": "failed"})

    client = world.client(transport=httpx.MockTransport(slow))
    summary = world.run(ITEMS[:1], client=client, on_progress=lambda _: told.set())
    assert summary.counts == {"failed": 1}
