"""What the faults do, seen through a raw client.

Those that end in an error of the package's own client are shown by tests/wrapper/client/test_faults.py; here
are those that the client bears, since it would bear a fault that does nothing as well.
"""

from __future__ import annotations

import asyncio
import re
from collections.abc import Callable
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING, Any

import httpx
import pytest

from perplexity_jobs.simulator import FAULTS, NeedsSocketError, Simulator, UnknownFaultError
from perplexity_jobs.simulator.fault import parse

if TYPE_CHECKING:
    from tests.simulator.conftest import MakeWorld, World

each_operation = pytest.mark.parametrize("operation", ["submit", "get", "list", "cancel"])
PAGES = {502, 504, 520, 521, 522, 523, 524, 525, 526, 530}
LASTING = {400, 403, 409, 422}


def act(world: World, operation: str) -> httpx.Response:
    """One request of an operation that would succeed without the fault."""
    if operation == "submit":
        return world.submit()
    if operation == "list":
        return world.list()
    if operation == "cancel":
        return world.cancel(world.response_id())
    if not world.sim.jobs:
        world.submit()
    return world.get(world.sim.jobs[0].id)


def strike(world: World, name: str) -> httpx.Response:
    """What a request gets under a fault that is named after its operation; the log names it too."""
    world.sim.fault = name
    reply = act(world, name.partition("-")[0])
    assert world.sim.requests[-1].fault == name
    return reply


@each_operation
def test_a_status_comes_with_a_body_of_its_kind(operation: str, world: World) -> None:
    """The JSON of the service, the page of a gateway, the details of a 422; no job is made, and most pass."""
    codes = {int(name.rpartition("-")[2]) for name in FAULTS if re.fullmatch(rf"{operation}-\d+", name)}
    assert codes > PAGES | LASTING
    for code in codes - {404}:
        before = len(world.sim.jobs)
        reply = strike(world, f"{operation}-{code}")
        assert reply.status_code == code
        if code in PAGES:
            assert reply.headers["content-type"].startswith("text/html")
        elif code == 422:
            assert {"type", "loc", "msg"} == set(reply.json()["detail"][0])
        else:
            assert reply.json()["error"]["code"] == code
        assert operation != "submit" or len(world.sim.jobs) == before
        assert act(world, operation).status_code == (code if code in LASTING else 200)


@each_operation
def test_a_pause_is_asked_for_in_every_form(operation: str, world: World) -> None:
    """In seconds, as a date, as an epoch, as nonsense, or not at all; the next request is answered."""
    for hint, value in {
        "429-seconds": "7",
        "503-retry-after": "7",
        "429-fractional": "2.5",
        "429-negative": "-5",
        "429-absurd": "86400000",
        "429-garbage": "soon",
        "429-missing": None,
        "429-epoch-reset": None,
    }.items():
        reply = strike(world, f"{operation}-{hint}")
        assert (str(reply.status_code), reply.headers.get("retry-after")) == (hint[:3], value)
        assert act(world, operation).status_code == 200
    reset = int(strike(world, f"{operation}-429-epoch-reset").headers["x-ratelimit-reset"])
    assert reset == int(world.clock.time()) + 7
    for hint, ahead in (("date", 7), ("past-date", -60)):
        date = parsedate_to_datetime(strike(world, f"{operation}-429-{hint}").headers["retry-after"])
        assert date.timestamp() == world.clock.time() + ahead
    assert list(strike(world, f"{operation}-429-message-only").json()["error"]) == ["message"]


def no_json(reply: httpx.Response) -> bool:
    """Whether the body cannot be read."""
    try:
        reply.json()
    except ValueError:
        return True
    return False


SPOILT: dict[str, Callable[[httpx.Response], bool]] = {
    "200-html": lambda reply: reply.text.startswith("<!DOCTYPE html>"),
    "truncated-json": no_json,
    "empty-body": lambda reply: reply.content == b"",
    "null-body": lambda reply: reply.json() is None,
    "array-body": lambda reply: isinstance(reply.json(), list),
    "bad-utf8": no_json,
}


@each_operation
def test_a_body_is_spoilt_once(operation: str, world: World) -> None:
    """The status is that of a success; a slow answer takes the clock's time."""
    for how, is_spoilt in SPOILT.items():
        reply = strike(world, f"{operation}-{how}")
        assert (reply.status_code, is_spoilt(reply)) == (200, True), how
        assert isinstance(act(world, operation).json(), dict)
    before = world.clock.monotonic()
    assert strike(world, f"{operation}-slow").status_code == 200
    assert world.clock.monotonic() == before + 20


CUT: dict[str, type[httpx.HTTPError]] = {
    "half-body": httpx.RemoteProtocolError,
    "bad-gzip": httpx.DecodingError,
    "reset": httpx.ReadError,
    "disconnect": httpx.RemoteProtocolError,
    "timeout": httpx.ReadTimeout,
}


@each_operation
def test_a_connection_is_cut_once(operation: str, world: World) -> None:
    """Before or after a submit has made its job, where the name says so."""
    patient = world.http.timeout
    for how, error in CUT.items():
        for when, jobs in {"": None, "-before-accept": 0, "-after-accept": 1}.items():
            name = f"{operation}-{how}{when}"
            if name not in FAULTS:
                continue
            act(world, "get")
            before = len(world.sim.jobs)
            world.http.timeout = httpx.Timeout(1.0) if how == "timeout" else patient
            with pytest.raises(error):
                strike(world, name)
            world.http.timeout = patient
            assert jobs in (None, len(world.sim.jobs) - before), name
            assert world.sim.requests[-1].fault == name
            assert act(world, operation).status_code == 200


@pytest.mark.parametrize("code", [307, 409, 500, 502, 504, 520])
def test_an_answer_may_hide_that_a_job_was_made(code: int, world: World) -> None:
    """The same key brings that job."""
    world.sim.fault = f"submit-{code}-after-accept"
    assert world.submit(key="k").status_code == code
    [job] = world.sim.jobs
    assert world.submit(key="k").json()["id"] == job.id
    assert len(world.sim.jobs) == 1


def test_a_redirect_leads_to_the_same_service(make_world: MakeWorld) -> None:
    """The key is asked for there as well."""
    world = make_world(fault="redirect-same-host")
    reply = world.list()
    assert reply.status_code == 308
    assert world.http.get(reply.headers["location"]).status_code == 200


def test_an_answer_is_that_of_another_request(world: World) -> None:
    """A list for a job, a job for a list, another job, and a job without its id."""
    assert list(strike(world, "get-list-body").json()) == ["next_token", "requests"]
    assert set(strike(world, "get-wrong-id").json()["id"]) <= set("0-48")
    assert "status" in strike(world, "list-get-body").json()
    body = strike(world, "submit-without-id").json()
    assert ("id" in body, "status" in body) == (False, True)


STATUSES: dict[str, list[Any]] = {
    "status-unknown": ["RETHINKING"] * 4,
    "status-lowercase": ["in_progress"] * 4,
    "status-null": [None] * 4,
    "status-missing": ["-"] * 4,
    "status-backwards": ["IN_PROGRESS", "CREATED", "IN_PROGRESS", "CREATED"],
}


@pytest.mark.parametrize("fault", STATUSES)
def test_a_running_job_has_another_status(fault: str, make_world: MakeWorld) -> None:
    """The service keeps to it while the job runs."""
    world = make_world(durations=100, fault=f"{fault}-always")
    job_id = world.job_id()
    world.clock.advance(50)
    assert [world.get(job_id).json().get("status", "-") for _ in range(4)] == STATUSES[fault]


def test_a_get_lags_behind(make_world: MakeWorld) -> None:
    """A job is not known yet, or its end shows in the list first."""
    world = make_world(durations=100, fault="get-404-early, stale-get")
    job_id = world.job_id()
    assert [world.get(job_id).status_code for _ in range(3)] == [404, 404, 200]
    world.clock.advance(100)
    assert world.list().json()["requests"][0]["status"] == "COMPLETED"
    assert [world.get(job_id).json()["status"] for _ in range(3)] == [*["IN_PROGRESS"] * 2, "COMPLETED"]


def test_an_answer_is_of_another_age(make_world: MakeWorld) -> None:
    """Of a time before costs were told, and of one with words that nobody knows yet."""
    found: list[dict[str, Any]] = []
    for fault in ("completed-old-body", "completed-new-body"):
        world = make_world(durations=100, fault=fault)
        job_id = world.job_id()
        world.clock.advance(100)
        found.append(world.get(job_id).json()["response"])
    old, new = found
    assert "delta" not in old["choices"][0]
    assert "cost" not in old["usage"]
    assert not {"source", "snippet"} & set(old["search_results"][0])
    assert "from_tomorrow" in new
    assert new["choices"][0]["message"]["role"] == "researcher"


def test_a_cancel_is_ignored(make_world: MakeWorld) -> None:
    """It is accepted, and the response goes on to its end."""
    world = make_world(durations=100, fault="cancel-ignored")
    response_id = world.response_id()
    assert world.cancel(response_id).json()["status"] == "cancelling"
    world.clock.advance(100)
    assert world.response(response_id).json()["status"] == "completed"


def sizes(world: World, **query: int) -> list[int]:
    """How many jobs each page has."""
    return [len(page["requests"]) for page in world.pages(**query)]


def later(world: World) -> list[int]:
    """The statuses of the second page, asked for three times."""
    token = world.list().json()["next_token"]
    return [world.list(next_token=token).status_code for _ in range(3)]


def ids(world: World) -> list[str]:
    """The jobs of the first page."""
    return [job["id"] for job in world.list(limit=30).json()["requests"]]


def bad(items: list[Any]) -> bool:
    """Whether two of a page's items are no jobs, and the others are there."""
    return items[0] is None and "id" not in items[1] and len(items) == 22


def newest_first(world: World) -> list[str]:
    """All jobs in the order of the list."""
    return [job.id for job in reversed(world.sim.jobs)]


LISTS: dict[str, Callable[[World], bool]] = {
    "list-empty-page": lambda world: sizes(world) == [0, 20, 10],
    "list-short-page": lambda world: sizes(world, limit=50) == [5] * 6,
    "list-page-500": lambda world: later(world) == [500, 200, 200],
    "list-reused-token": lambda world: later(world) == [200, 400, 400],
    "list-unordered": lambda world: sorted(ids(world)) == sorted(newest_first(world)) != ids(world),
    "list-without-parameters": lambda world: sizes(world, limit=3) == [20],
    "list-null-requests": lambda world: world.list().json()["requests"] is None,
    "list-without-token-field": lambda world: list([*world.pages()][1]) == ["requests"],
    "list-empty-token": lambda world: [*world.pages()][1]["next_token"] == "",
    "list-bad-item": lambda world: bad(world.list().json()["requests"]),
    "list-unicode-token": lambda world: (
        {"ä", "&", "=", "/", "+", " "} <= set(world.list().json()["next_token"])
    ),
}


@pytest.mark.parametrize("fault", LISTS)
def test_a_list_is_odd(fault: str, make_world: MakeWorld) -> None:
    """Thirty jobs in pages that are odd in the way of their fault."""
    world = make_world(fault=fault)
    for _ in range(30):
        world.submit()
    assert LISTS[fault](world)


def test_socket_faults_say_so_without_a_socket() -> None:
    """In process there is no connection to cut; the error says what to use instead."""

    async def ask() -> None:
        sim = Simulator(fault="list-reset")
        transport = httpx.ASGITransport(sim.app)
        headers = {"authorization": f"Bearer {sim.api_key}"}
        async with httpx.AsyncClient(transport=transport, base_url="http://sim", headers=headers) as http:
            await http.get("/async/chat/completions")

    with pytest.raises(NeedsSocketError, match=r"list-reset.*with Simulator\(\)"):
        asyncio.run(ask())


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("get-520", [("get-520", 1)]),
        ("get-520-once", [("get-520", 1)]),
        ("get-520-twice", [("get-520", 2)]),
        ("get-520-thrice", [("get-520", 3)]),
        ("get-520-always", [("get-520", None)]),
        ("get-520*12", [("get-520", 12)]),
        ("get-400", [("get-400", None)]),
        ("get-502-html-twice", [("get-502", 2)]),
        ("submit-429-retry-after", [("submit-429-seconds", 1)]),
        (" get-520 ,list-refused,", [("get-520", 1), ("list-refused", None)]),
        ("", []),
    ],
)
def test_parse(text: str, expected: list[tuple[str, int | None]]) -> None:
    """A fault's name may say how often it strikes; several are separated by commas."""
    assert [(active.fault.name, active.left) for active in parse(text)] == expected


@pytest.mark.parametrize("text", ["get-52", "get-520-sometimes", "get-520*0", "get-520*many", "always"])
def test_unknown_fault_is_refused(text: str) -> None:
    """A name that is not in the registry is an error, not a fault that never strikes."""
    with pytest.raises(UnknownFaultError, match=re.escape(text)):
        Simulator(fault=text)


def test_faults_may_be_set_as_one_text_or_as_several() -> None:
    """At the beginning and later; what was set before is forgotten."""
    sim = Simulator(fault="fail", faults=["get-500", "list-page-500"])
    assert (sim.fault, sim.faults) == ("fail, get-500, list-page-500", ["fail", "get-500", "list-page-500"])
    assert Simulator(faults="get-500").faults == ["get-500"]
    sim.faults = ["get-520-twice", "get-404-late"]
    assert sim.fault == "get-520-twice, get-404-late"
    sim.faults = []
    assert sim.faults == []
    with pytest.raises(UnknownFaultError):
        sim.faults = ["get-5000"]


def test_header_asks_for_a_fault_of_one_request(world: World) -> None:
    """The header strikes the request that carries it, counted for each job apart; a slip in it is seen."""
    one, other = world.job_id(), world.job_id()
    wish = {"x-simulator-fault": "get-520-twice"}
    assert [world.get(one, headers=wish).status_code for _ in range(3)] == [520, 520, 200]
    assert world.get(other).status_code == 200
    assert world.get(other, headers=wish).status_code == 520
    reply = world.submit(headers={"x-simulator-fault": "get-rest"})
    assert reply.status_code == 400
    assert "did you mean get-reset" in reply.json()["error"]["message"]
    assert len(world.sim.jobs) == 2


def test_header_of_a_submit_stays_with_its_job(world: World) -> None:
    """A fault asked for with the submit strikes later requests about that job, and no other."""
    job_id = world.job_id(headers={"x-simulator-fault": "get-520-twice, fail"})
    assert [world.get(job_id).status_code for _ in range(3)] == [520, 520, 200]
    assert world.get(world.job_id()).status_code == 200
    world.clock.advance(100)
    assert world.get(job_id).json()["status"] == "FAILED"


def test_header_counts_once_for_all_retries_of_a_submit(world: World) -> None:
    """A retried submit carries the same header and key; the fault does not begin again."""
    wish = {"x-simulator-fault": "submit-500-after-accept"}
    assert [world.submit(key="k", headers=wish).status_code for _ in range(3)] == [500, 200, 200]
    assert len(world.sim.jobs) == 1


def test_question_asks_for_a_fault_and_a_duration(world: World) -> None:
    """A marker in the question does the same for clients that cannot set a header."""
    job_id = world.job_id("Why? [simulate: get-502-twice, fail, 30s]")
    assert [world.get(job_id).status_code for _ in range(3)] == [502, 502, 200]
    world.clock.advance(29)
    assert world.get(job_id).json()["status"] == "IN_PROGRESS"
    world.clock.advance(1)
    assert world.get(job_id).json()["status"] == "FAILED"


def test_a_list_does_not_use_up_the_faults_of_a_job(make_world: MakeWorld) -> None:
    """A fault that changes what a job says is counted by questions about that job only."""
    world = make_world(durations=100, fault="status-null-once")
    job_id = world.job_id()
    for _ in range(3):
        world.list()
    assert [world.get(job_id).json()["status"] for _ in range(2)] == [None, "CREATED"]
