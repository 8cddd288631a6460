"""Submit, get and list as a client sees them."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, Any

import httpx
import pytest

from perplexity_jobs.simulator import ManualClock, Simulator

if TYPE_CHECKING:
    from tests.simulator.conftest import MakeWorld, World


def test_a_job_lives_by_the_clock(world: World) -> None:
    """CREATED, IN_PROGRESS, COMPLETED follow from the age of the job, with the times that belong to them."""
    job_id = world.job_id()
    start = int(world.clock.time())
    seen = []
    for step in (0, 2, 97, 1):
        world.clock.advance(step)
        job = world.get(job_id).json()
        times = [
            None if job[t] is None else job[t] - start for t in ("created_at", "started_at", "completed_at")
        ]
        seen.append((job["status"], *times, job["response"] is not None))
    assert seen == [
        ("CREATED", 0, None, None, False),
        ("IN_PROGRESS", 0, 2, None, False),
        ("IN_PROGRESS", 0, 2, None, False),
        ("COMPLETED", 0, 2, 100, True),
    ]


def test_results_are_kept_seven_days(world: World) -> None:
    """A result is there until seven days after its end; then the job is 404 and no longer listed."""
    job_id = world.job_id()
    world.clock.advance(100 + 7 * 24 * 3600 - 1)
    assert world.get(job_id).status_code == 200
    world.clock.advance(1)
    assert world.get(job_id).status_code == 404
    assert world.list().json()["requests"] == []


def test_same_key_same_job_in_threads() -> None:
    """Submits that arrive at the same time with the same key make one job."""
    body = {
        "request": {"model": "sonar", "messages": [{"role": "user", "content": "?"}]},
        "idempotency_key": "k",
    }
    with Simulator() as sim, httpx.Client(base_url=sim.url) as http:
        headers = {"authorization": f"Bearer {sim.api_key}"}

        def submit(_: int) -> str:
            return str(http.post("/async/chat/completions", json=body, headers=headers).json()["id"])

        with ThreadPoolExecutor(8) as pool:
            ids = set(pool.map(submit, range(64)))
        assert len(ids) == len(sim.jobs) == 1
        assert sim.submits == {"k": 64}


@pytest.mark.parametrize("header", [None, "Bearer wrong", "Basic sim-key", "Bearer"])
def test_wrong_key_is_401(world: World, header: str | None) -> None:
    """Every operation wants the key, and nothing happens without it."""
    job_id = world.job_id()
    world.http.headers.pop("authorization")
    if header is not None:
        world.http.headers["authorization"] = header
    for reply in (world.submit(), world.get(job_id), world.list(), world.create(), world.response("x")):
        assert (reply.status_code, reply.json()["error"]["type"]) == (401, "invalid_api_key")
    assert len(world.sim.jobs) == 1


@pytest.mark.parametrize(
    ("change", "loc"),
    [
        ({"max_tokens": 0}, ["body", "request", "max_tokens"]),
        ({"max_tokens": True}, ["body", "request", "max_tokens"]),
        ({"search_mode": "everything"}, ["body", "request", "search_mode"]),
        ({"temperature": 2.5}, ["body", "request", "temperature"]),
        ({"messages": "hello"}, ["body", "request", "messages"]),
        ({"messages": [{"role": "user"}]}, ["body", "request", "messages", 0, "content"]),
        ({"messages": [{"role": "king", "content": ""}]}, ["body", "request", "messages", 0, "role"]),
    ],
)
def test_invalid_request_is_422(world: World, change: dict[str, Any], loc: list[str | int]) -> None:
    """A request that the document does not allow is refused with the place and the reason, without the
    prompt."""
    request = {"model": "sonar", "messages": [{"role": "user", "content": "secret"}], **change}
    reply = world.http.post("/async/chat/completions", json={"request": request})
    assert reply.status_code == 422
    assert reply.json()["detail"][0]["loc"] == loc
    assert {"type", "loc", "msg"} == set(reply.json()["detail"][0])
    assert "secret" not in reply.text
    assert world.sim.jobs == []


@pytest.mark.parametrize("content", [b"", b"{", b"\xff", b"[" * 100_000, b"null"])
def test_body_that_is_no_json_object_is_422(world: World, content: bytes) -> None:
    """No body can make the simulator stumble."""
    reply = world.http.post("/async/chat/completions", content=content)
    assert reply.status_code == 422


def test_unknown_model_and_missing_question_are_400(world: World) -> None:
    """The service knows its models, and wants the last message to be a question."""
    assert world.submit(model="gpt-2").json()["error"]["type"] == "invalid_model"
    for messages in ([], [{"role": "assistant", "content": "Hello"}]):
        body = {"request": {"model": "sonar", "messages": messages}}
        assert (
            world.http.post("/async/chat/completions", json=body).json()["error"]["type"] == "invalid_message"
        )


def test_models_can_be_chosen(make_world: MakeWorld) -> None:
    """`models` replaces the known models; a star stands for any. A function gives durations and ends."""
    world = make_world(
        models=["gpt-2", "a/b"],
        durations=lambda model, rng: 7.0 + (rng.random() >= 1),
        outcome=lambda request: "fail" if request["model"] == "gpt-2" else None,
    )
    assert world.submit(model="sonar").status_code == 400
    assert world.create(preset="", model="any/thing").status_code == 400
    job_id = world.job_id(model="gpt-2")
    assert world.sim.jobs[0].end == 7.0
    world.clock.advance(7)
    assert world.get(job_id).json()["status"] == "FAILED"
    anything = make_world(models=["*"])
    assert anything.submit(model="anything").status_code == 200
    assert anything.create(preset="", model="thing").status_code == 200


def test_pages_hold_every_job_once_newest_first(world: World) -> None:
    """Following the tokens leads through all jobs, even if new ones arrive; items have no result."""
    ids = [world.job_id() for _ in range(45)]
    world.clock.advance(100)
    listed: list[str] = []
    sizes = []
    for page in world.pages():
        listed += [job["id"] for job in page["requests"]]
        sizes.append(len(page["requests"]))
        assert not any({"response", "error_message"} & set(item) for item in page["requests"])
        world.submit()
    assert listed == ids[::-1]
    assert sizes == [20, 20, 5]
    assert len(world.http.get("/v1/async/sonar").json()["requests"]) == 20, "the newer path serves the same"


@pytest.mark.parametrize(("limit", "size"), [(1, 1), (3, 3), (10, 4), (0, 1), (-5, 1), (10**17, 4)])
def test_limit_is_kept_within_bounds(make_world: MakeWorld, limit: int, size: int) -> None:
    """A page holds at least one and at most `page_size_max` jobs, whatever is asked for."""
    world = make_world(page_size_max=4)
    for _ in range(6):
        world.submit()
    assert len(world.list(limit=limit).json()["requests"]) == size


def test_tokens_must_be_url_encoded(world: World) -> None:
    """Every token holds characters that mean something else in a query, and is refused when they get lost."""
    for _ in range(21):
        world.submit()
    token = world.list().json()["next_token"]
    assert {"+", "/", "="} <= set(token)
    assert world.list(next_token=token).status_code == 200
    assert world.http.get(f"/async/chat/completions?next_token={token}").status_code == 400


def test_requests_are_recorded_without_the_key(world: World) -> None:
    """The log shows what arrived, when and how it was answered, and no key anywhere."""
    world.clock.advance(3)
    world.submit("Why?", key="k")
    world.list(limit=5)
    submit, page = world.sim.requests
    assert (submit.operation, submit.method, submit.path) == ("submit", "POST", "/async/chat/completions")
    assert submit.body["request"]["messages"][0]["content"] == "Why?"
    assert (submit.bearer, submit.status, submit.fault) == ("valid", 200, None)
    assert submit.time == world.clock.time()
    assert (page.operation, page.query) == ("list", {"limit": "5"})
    assert "sim-key" not in repr([(r, r.headers, r.body) for r in world.sim.requests])


def test_same_seed_same_service() -> None:
    """Two simulators with one seed give the same ids, durations and answers; another seed gives others."""

    def run(seed: int) -> list[str]:
        clock = ManualClock()
        with Simulator(clock=clock, seed=seed) as sim, httpx.Client(base_url=sim.url) as http:
            headers = {"authorization": f"Bearer {sim.api_key}"}
            request = {"model": "sonar-deep-research", "messages": [{"role": "user", "content": "Why?"}]}
            bodies = [
                http.post("/async/chat/completions", json={"request": request}, headers=headers).text
                for _ in range(2)
            ]
            clock.advance(3600)
            bodies += [
                http.get(f"/async/chat/completions/{job.id}", headers=headers).text for job in sim.jobs
            ]
            return bodies

    assert run(1) == run(1)
    assert not set(run(1)) & set(run(2))
