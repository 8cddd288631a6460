"""Every fault does what its description says, seen through a raw client."""

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

Check = Callable[["World"], None]

HTML = {502, 504, 520, 521, 522, 523, 524, 525, 526, 530}
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


def jobs_after_submit(world: World) -> int:
    """How many jobs one submit made, whatever its answer was."""
    return len(world.sim.jobs)


def finished(world: World) -> dict[str, Any]:
    """A job of which the time is over."""
    job_id = world.job_id()
    world.clock.advance(100)
    body: dict[str, Any] = world.get(job_id).json()
    return body


def running(world: World) -> dict[str, Any]:
    """A job that has started and not ended."""
    job_id = world.job_id()
    world.clock.advance(50)
    body: dict[str, Any] = world.get(job_id).json()
    return body


def status(operation: str, code: int) -> Check:
    def check(world: World) -> None:
        reply = act(world, operation)
        assert reply.status_code == code
        if code in HTML:
            assert reply.headers["content-type"].startswith("text/html")
        elif code == 422:
            assert {"type", "loc", "msg"} == set(reply.json()["detail"][0])
        else:
            assert reply.json()["error"]["code"] == code
        assert operation != "submit" or jobs_after_submit(world) == 0
        assert act(world, operation).status_code == (code if code in LASTING else 200)

    return check


def error(operation: str, code: int, type_: str, *, html: bool = False) -> Check:
    def check(world: World) -> None:
        for _ in range(3):
            reply = act(world, operation)
            assert reply.status_code == code
            if html:
                assert reply.headers["content-type"].startswith("text/html")
            else:
                assert reply.json()["error"]["type"] == type_

    return check


def limited(operation: str, judge: Callable[[World, httpx.Headers], bool], code: int = 429) -> Check:
    def check(world: World) -> None:
        reply = act(world, operation)
        assert reply.status_code == code
        assert judge(world, reply.headers)
        assert act(world, operation).status_code == 200

    return check


def retry_after(value: str | None) -> Callable[[World, httpx.Headers], bool]:
    return lambda world, headers: headers.get("retry-after") == value


def retry_date(ahead: float) -> Callable[[World, httpx.Headers], bool]:
    def judge(world: World, headers: httpx.Headers) -> bool:
        return parsedate_to_datetime(headers["retry-after"]).timestamp() == world.clock.time() + ahead

    return judge


def message_only(operation: str) -> Check:
    def check(world: World) -> None:
        reply = act(world, operation)
        assert reply.status_code == 429
        assert list(reply.json()["error"]) == ["message"]

    return check


def cut(operation: str, exception: type[httpx.HTTPError], *, jobs: int | None = None) -> Check:
    def check(world: World) -> None:
        if operation == "get":
            world.submit()
        with pytest.raises(exception):
            act(world, operation)
        assert jobs is None or jobs_after_submit(world) == jobs
        assert act(world, operation).status_code == 200

    return check


def slow(operation: str) -> Check:
    def check(world: World) -> None:
        before = world.clock.monotonic()
        assert act(world, operation).status_code == 200
        assert world.clock.monotonic() == before + 20

    return check


def body(operation: str, judge: Callable[[httpx.Response], bool]) -> Check:
    def check(world: World) -> None:
        reply = act(world, operation)
        assert reply.status_code == 200
        assert judge(reply)
        assert isinstance(act(world, operation).json(), dict)

    return check


def no_json(reply: httpx.Response) -> bool:
    try:
        reply.json()
    except ValueError:
        return True
    return False


def accepted_but(code: int) -> Check:
    def check(world: World) -> None:
        assert world.submit(key="k").status_code == code
        assert jobs_after_submit(world) == 1
        assert world.submit(key="k").json()["id"] == world.sim.jobs[0].id
        assert jobs_after_submit(world) == 1

    return check


def fields(make: Callable[[World], dict[str, Any]], judge: Callable[[dict[str, Any]], bool]) -> Check:
    return lambda world: _true(judge(make(world)))


def _true(value: bool) -> None:
    assert value


def response(judge: Callable[[Any], bool]) -> Check:
    return fields(finished, lambda job: job["status"] == "COMPLETED" and judge(job["response"]))


def redirect(code: int) -> Check:
    def check(world: World) -> None:
        reply = act(world, "list")
        assert reply.status_code == code
        location = httpx.URL(world.sim.url).join(reply.headers["location"])
        assert (location.host == "127.0.0.1") == (code == 308)
        key = world.http.headers["authorization"]
        assert httpx.get(location, headers={"authorization": key}).status_code == (
            200 if code == 308 else 307
        )

    return check


def early_404(world: World) -> None:
    job_id = world.job_id()
    assert [world.get(job_id).status_code for _ in range(3)] == [404, 404, 200]


def late_404(world: World) -> None:
    job_id = world.job_id()
    assert world.get(job_id).status_code == 200
    world.clock.advance(50)
    assert [world.get(job_id).status_code for _ in range(3)] == [404, 404, 404]


def stale(world: World) -> None:
    job_id = world.job_id()
    world.clock.advance(100)
    assert world.list().json()["requests"][0]["status"] == "COMPLETED"
    statuses = [world.get(job_id).json()["status"] for _ in range(3)]
    assert statuses == ["IN_PROGRESS", "IN_PROGRESS", "COMPLETED"]


def backwards(world: World) -> None:
    job_id = world.job_id()
    world.clock.advance(50)
    statuses = [world.get(job_id).json()["status"] for _ in range(4)]
    assert statuses == ["IN_PROGRESS", "CREATED", "IN_PROGRESS", "CREATED"]


def never(word: str) -> Check:
    def check(world: World) -> None:
        job_id = world.job_id()
        world.clock.advance(6 * 24 * 3600)
        job = world.get(job_id).json()
        assert (job["status"], job["completed_at"], job["response"]) == (word, None, None)
        assert world.list().json()["requests"][0]["status"] == word

    return check


def lowercase(world: World) -> None:
    assert [running(world)["status"], finished(world)["status"]] == ["in_progress", "completed"]


def old_body(answer: dict[str, Any]) -> bool:
    return (
        "delta" not in answer["choices"][0]
        and "cost" not in answer["usage"]
        and not {"source", "snippet"} & set(answer["search_results"][0])
    )


def new_body(answer: dict[str, Any]) -> bool:
    return (
        "from_tomorrow" in answer
        and answer["choices"][0]["message"]["role"] == "researcher"
        and answer["search_results"][0]["source"] == "hologram"
    )


def ids(page: dict[str, Any]) -> list[str]:
    return [job["id"] for job in page["requests"]]


def with_jobs(check: Check, count: int = 30) -> Check:
    def run(world: World) -> None:
        for _ in range(count):
            world.submit()
        check(world)

    return run


def empty_page(world: World) -> None:
    pages = list(world.pages())
    assert [len(page["requests"]) for page in pages] == [0, 20, 10]


def token_loop(world: World) -> None:
    assert len({page["next_token"] for page in world.pages()}) == 1


def abab_loop(world: World) -> None:
    tokens = [page["next_token"] for page in world.pages()]
    assert tokens[0::2] == [tokens[0]] * 25
    assert tokens[1::2] == [tokens[1]] * 25
    assert tokens[0] != tokens[1]


def repeated_page(world: World) -> None:
    pages = list(world.pages())
    assert len({page["next_token"] for page in pages}) == 50
    assert {tuple(ids(page)) for page in pages} == {tuple(ids(pages[0]))}


def later_page(*codes: int) -> Check:
    def check(world: World) -> None:
        token = world.list().json()["next_token"]
        assert tuple(world.list(next_token=token).status_code for _ in codes) == codes

    return check


def short_page(world: World) -> None:
    assert [len(page["requests"]) for page in world.pages(limit=50)] == [5] * 6


def unordered(world: World) -> None:
    page = ids(world.list(limit=30).json())
    newest_first = [job.id for job in reversed(world.sim.jobs)]
    assert page != newest_first
    assert sorted(page) == sorted(newest_first)


def without_parameters(world: World) -> None:
    first = world.list().json()
    assert first["next_token"] is None
    assert ids(world.list(limit=3).json()) == ids(first)
    assert len(ids(first)) == 20


def last_page(judge: Callable[[dict[str, Any]], bool]) -> Check:
    def check(world: World) -> None:
        pages = list(world.pages())
        assert len(pages) == 2
        assert judge(pages[-1])

    return check


def unicode_token(world: World) -> None:
    pages = list(world.pages())
    assert {"ä", "&", "=", "/", "+", " "} <= set(pages[0]["next_token"])
    assert sum(len(page["requests"]) for page in pages) == 30


def bad_item(world: World) -> None:
    requests = world.list().json()["requests"]
    assert requests[0] is None
    assert "id" not in requests[1]
    assert len(requests) == 22


def cancel_ignored(world: World) -> None:
    response_id = world.response_id()
    assert world.cancel(response_id).json()["status"] == "cancelling"
    world.clock.advance(100)
    assert world.response(response_id).json()["status"] == "completed"


def unpaid(world: World) -> None:
    for operation in ("submit", "list"):
        reply = act(world, operation)
        assert reply.status_code == 402
        assert "credit" in reply.json()["error"]["message"]


TABLE: dict[str, Check] = {
    "insufficient-quota": error("list", 401, "insufficient_quota"),
    "out-of-credit": unpaid,
    "endpoint-retired": error("submit", 403, "chat_completions_not_available"),
    "agent-migration-required": error("list", 403, "agent_api_migration_required"),
    "retired-in-code": error("submit", 403, "forbidden"),
    "organization-key": error("list", 403, "forbidden"),
    "redirect-other-host": redirect(307),
    "redirect-same-host": redirect(308),
    "get-404-early": early_404,
    "get-404-late": late_404,
    "submit-without-id": body("submit", lambda reply: "id" not in reply.json() and "status" in reply.json()),
    "get-list-body": body("get", lambda reply: list(reply.json()) == ["next_token", "requests"]),
    "get-wrong-id": body("get", lambda reply: set(reply.json()["id"]) <= set("0-48")),
    "list-get-body": with_jobs(body("list", lambda reply: "status" in reply.json())),
    "fail": fields(finished, lambda job: job["status"] == "FAILED" and bool(job["error_message"])),
    "failed-without-message": fields(
        finished, lambda job: (job["status"], job["error_message"], job["response"]) == ("FAILED", None, None)
    ),
    "never-starts": never("CREATED"),
    "never-ends": never("IN_PROGRESS"),
    "stale-get": stale,
    "status-unknown": fields(running, lambda job: job["status"] == "RETHINKING"),
    "status-lowercase": lowercase,
    "status-null": fields(running, lambda job: job["status"] is None),
    "status-missing": fields(running, lambda job: "status" not in job),
    "status-backwards": backwards,
    "unknown-status-ended": fields(
        finished, lambda job: job["status"] == "EXPIRED" and job["failed_at"] and job["error_message"]
    ),
    "completed-without-response": response(lambda answer: answer is None),
    "completed-bad-response": response(lambda answer: isinstance(answer, str)),
    "completed-truncated-response": response(lambda answer: list(answer) == ["id", "model", "created"]),
    "completed-empty-choices": response(lambda answer: answer["choices"] == []),
    "completed-null-content": response(lambda answer: answer["choices"][0]["message"]["content"] is None),
    "completed-length": response(lambda answer: answer["choices"][0]["finish_reason"] == "length"),
    "completed-filtered": response(lambda answer: answer["choices"][0]["finish_reason"] == "content_filter"),
    "completed-old-body": response(old_body),
    "completed-new-body": response(new_body),
    "cancel-ignored": cancel_ignored,
    "cancel-too-late": error("cancel", 400, "invalid_request"),
    "cancel-404": error("cancel", 404, "not_found"),
    "list-empty-page": with_jobs(empty_page),
    "list-token-loop": with_jobs(token_loop),
    "list-abab-loop": with_jobs(abab_loop),
    "list-repeated-page": with_jobs(repeated_page),
    "list-page-500": with_jobs(later_page(500, 200)),
    "list-page-401": with_jobs(later_page(401, 401, 401)),
    "list-short-page": with_jobs(short_page),
    "list-unordered": with_jobs(unordered),
    "list-refused": error("list", 403, "forbidden"),
    "list-without-parameters": with_jobs(without_parameters),
    "list-null-requests": body("list", lambda reply: reply.json()["requests"] is None),
    "list-without-token-field": with_jobs(last_page(lambda page: list(page) == ["requests"])),
    "list-empty-token": with_jobs(last_page(lambda page: page["next_token"] == "")),
    "list-bad-item": with_jobs(bad_item),
    "list-unicode-token": with_jobs(unicode_token),
    "list-reused-token": with_jobs(later_page(200, 400, 400)),
}
for operation in ("submit", "get", "list", "cancel"):
    for code in {400, 403, 408, 409, 422, 500, 503} | HTML:
        TABLE[f"{operation}-{code}"] = status(operation, code)
    TABLE |= {
        f"{operation}-401-json": error(operation, 401, "invalid_api_key"),
        f"{operation}-401-html": error(operation, 401, "", html=True),
        f"{operation}-429-seconds": limited(operation, retry_after("7")),
        f"{operation}-429-date": limited(operation, retry_date(7)),
        f"{operation}-429-past-date": limited(operation, retry_date(-60)),
        f"{operation}-429-fractional": limited(operation, retry_after("2.5")),
        f"{operation}-429-negative": limited(operation, retry_after("-5")),
        f"{operation}-429-absurd": limited(operation, retry_after("86400000")),
        f"{operation}-429-garbage": limited(operation, retry_after("soon")),
        f"{operation}-429-missing": limited(operation, retry_after(None)),
        f"{operation}-429-epoch-reset": limited(
            operation,
            lambda world, headers: (
                "retry-after" not in headers
                and int(headers["x-ratelimit-reset"]) == int(world.clock.time()) + 7
            ),
        ),
        f"{operation}-429-message-only": message_only(operation),
        f"{operation}-503-retry-after": limited(operation, retry_after("7"), code=503),
        f"{operation}-half-body": cut(operation, httpx.RemoteProtocolError),
        f"{operation}-slow": slow(operation),
        f"{operation}-200-html": body(operation, lambda reply: reply.text.startswith("<!DOCTYPE html>")),
        f"{operation}-truncated-json": body(operation, no_json),
        f"{operation}-empty-body": body(operation, lambda reply: reply.content == b""),
        f"{operation}-null-body": body(operation, lambda reply: reply.json() is None),
        f"{operation}-array-body": body(operation, lambda reply: isinstance(reply.json(), list)),
        f"{operation}-bad-gzip": cut(operation, httpx.DecodingError),
        f"{operation}-bad-utf8": body(operation, no_json),
    }
for word, exception in {
    "reset": httpx.ReadError,
    "disconnect": httpx.RemoteProtocolError,
    "timeout": httpx.ReadTimeout,
}.items():
    TABLE[f"submit-{word}-before-accept"] = cut("submit", exception, jobs=0)
    TABLE[f"submit-{word}-after-accept"] = cut("submit", exception, jobs=1)
    for operation in ("get", "list", "cancel"):
        TABLE[f"{operation}-{word}"] = cut(operation, exception)
for code in (307, 409, 500, 502, 504, 520):
    TABLE[f"submit-{code}-after-accept"] = accepted_but(code)


def test_every_fault_is_in_the_table() -> None:
    """No fault goes untested, and the table tests nothing that does not exist."""
    of_agent = {name for name, fault in FAULTS.items() if fault.api == "agent" and fault.stage == "view"}
    assert set(TABLE) == set(FAULTS) - of_agent


@pytest.mark.parametrize("name", list(TABLE))
def test_fault_does_what_its_description_says(name: str, make_world: MakeWorld) -> None:
    """The fault is seen by a client the way it is described, and the request log names it."""
    world = make_world(durations=100, fault=name, request_timeout=1.0 if "timeout" in name else 5.0)
    TABLE[name](world)
    struck = {request.fault for request in world.sim.requests}
    assert name in struck or FAULTS[name].stage == "view"


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
