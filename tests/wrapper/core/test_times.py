"""The times of a job: the earliest one known counts, and what makes no sense as a time is passed over."""

from __future__ import annotations

import asyncio
import json
import pickle
from datetime import timedelta
from typing import Any

import httpx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from perplexity_jobs import AsyncPerplexityJobs, JobTimeoutError, PerplexityJobs, PollPolicy
from perplexity_jobs._apis.agent import AgentApi
from perplexity_jobs._apis.sonar import SonarApi
from perplexity_jobs._core.poll_policy import DEEP_RESEARCH_POLICY, DEFAULT_POLICY
from perplexity_jobs.simulator import ManualClock, Simulator

from ..conftest import ClientFactory

QUESTION = "What is known about tides?"
TIMES = ("created_at", "started_at", "completed_at", "failed_at")


def looks(simulator: Simulator) -> int:
    """How often a job was asked for."""
    return sum(request.operation == "get" for request in simulator.requests)


@pytest.mark.parametrize(
    ("preset", "seconds", "wanted"), [("high", 212, 12), ("xhigh", 1200, 63), ("medium", 300, 15)]
)
@pytest.mark.parametrize("many", [False, True])
def test_the_pace_follows_the_age(
    connect: ClientFactory, clock: ManualClock, preset: str, seconds: int, wanted: int, many: bool
) -> None:
    """The Agent API dates every body anew; the age grows nevertheless, and the looks become fewer."""
    with Simulator(clock=clock, durations=seconds) as simulator:
        client = connect(simulator, api="agent")
        job = client.submit(QUESTION, preset=preset)
        done = next(iter(client.as_completed([job]))) if many else job.wait()
        assert done.created_at == job.created_at
        assert done.elapsed == seconds
        assert looks(simulator) == pytest.approx(wanted, rel=0.2)


def test_a_job_picked_up_by_its_id_slows_down_as_well(connect: ClientFactory, clock: ManualClock) -> None:
    """After a restart the first body is the earliest that is known."""
    with Simulator(clock=clock, durations=212.0) as simulator:
        client = connect(simulator, api="agent")
        job_id = client.submit(QUESTION, preset="high").id
        clock.advance(30)
        done = client.job(job_id).wait()
        assert done.elapsed == pytest.approx(182, abs=1)
        assert looks(simulator) <= 15


def test_later_snapshots_keep_the_time_of_the_submit(connect: ClientFactory, clock: ManualClock) -> None:
    """refresh, cancel, a wait in two parts, and a job that was pickled."""
    with Simulator(clock=clock, durations=212.0) as simulator:
        client = connect(simulator, api="agent")
        job = client.submit(QUESTION, preset="high")
        clock.advance(50)
        newer = job.refresh()
        assert (newer.created_at, newer.elapsed) == (job.created_at, pytest.approx(50, abs=1))
        with pytest.raises(JobTimeoutError) as caught:
            newer.wait(timeout=60)
        assert caught.value.job
        assert caught.value.job.created_at == job.created_at
        assert newer.cancel().created_at == job.created_at


def test_a_pickled_job_keeps_the_time_of_the_submit(clock: ManualClock) -> None:
    """Another process knows it by the pickle."""
    with Simulator(clock=clock, durations=212.0) as simulator:
        with PerplexityJobs(simulator.api_key, simulator.url, clock=clock, api="agent") as client:
            job = client.submit(QUESTION, preset="high")
            clock.advance(50)
            done = client.wait(pickle.loads(pickle.dumps(job.refresh())))
        assert (done.created_at, done.elapsed) == (job.created_at, 212.0)


def test_a_job_first_seen_at_its_end_has_no_duration(connect: ClientFactory, clock: ManualClock) -> None:
    """Its only date is that of the end: nobody knows how long it took, and 0 s would be wrong."""
    with Simulator(clock=clock, durations=212.0) as simulator:
        client = connect(simulator, api="agent")
        job_id = client.submit(QUESTION, preset="high").id
        clock.advance(500)
        done = client.get(job_id)
        assert (done.created_at, done.elapsed) == (done.completed_at, None)
        assert done.refresh().elapsed is None


def answering(fields: dict[str, Any], seen: list[str]) -> httpx.MockTransport:
    """A service that says the same of every job, for ever."""

    def answer(request: httpx.Request) -> httpx.Response:
        seen.append(request.url.path)
        end = request.url.path.rsplit("/", 1)[1]
        if end == "completions" or end == "sonar":
            body: Any = {
                "requests": [{"id": name, **fields} for name in ("resp_a", "resp_b")],
                "next_token": None,
            }
        else:
            body = {"id": end, **fields}
        return httpx.Response(200, content=json.dumps(body))

    return httpx.MockTransport(answer)


def test_a_submit_without_a_time_counts_from_now() -> None:
    """Where the service names none, the time of the answer is that of the submit."""
    clock = ManualClock()

    def answer(request: httpx.Request) -> httpx.Response:
        end = {"status": "completed", "created_at": clock.time(), "completed_at": clock.time()}
        asked = request.method == "GET"
        return httpx.Response(200, json={"id": "resp_a", "status": "queued", **(end if asked else {})})

    with (
        httpx.Client(transport=httpx.MockTransport(answer)) as http,
        PerplexityJobs("k", "http://test", http_client=http, clock=clock, api="agent") as client,
    ):
        job = client.submit(QUESTION)
        clock.advance(40)
        assert job.refresh().elapsed == 40


ODD = st.one_of(
    st.sampled_from(
        [float("nan"), float("inf"), float("-inf"), 10**400, -(10**400), -1, 0, 10**12, 1e300, -1e18]
    ),
    st.integers(),
    st.floats(),
    st.text(max_size=3),
    st.booleans(),
    st.none(),
    st.lists(st.integers(), max_size=1),
)
BODIES = st.fixed_dictionaries({"created_at": ODD}, optional=dict.fromkeys(TIMES[1:], ODD))


@given(times=BODIES, status=st.sampled_from(["in_progress", "completed", "failed", "odd"]))
def test_what_is_no_time_is_passed_over(times: dict[str, Any], status: str) -> None:
    """Both APIs: a job is read whatever stands in its time fields, and its times are times or None."""
    for api in (AgentApi(), SonarApi()):
        data = api.read_job({"id": "resp_a", "status": status, **times}, "resp_a")
        known = [value for name in TIMES if (value := getattr(data, name)) is not None]
        assert all(0 < value < 4_102_444_800 for value in known)


@pytest.mark.parametrize("api", ["agent", "sonar"])
@settings(max_examples=40, deadline=None)
@given(times=BODIES)
def test_no_body_hurries_a_wait(api: Any, times: dict[str, Any]) -> None:
    """A wait ends at its deadline, and looks no more often than at a job that has just begun."""
    clock, seen = ManualClock(), list[str]()
    with (
        httpx.Client(transport=answering({"status": "IN_PROGRESS", **times}, seen)) as http,
        PerplexityJobs("k", "http://test", http_client=http, clock=clock, api=api) as client,
    ):
        with pytest.raises(JobTimeoutError):
            client.wait("resp_a", timeout=600)
        assert clock.monotonic() == pytest.approx(600, abs=3)
        assert len(seen) <= 35
        seen.clear()
        with pytest.raises(JobTimeoutError):
            list(client.as_completed(["resp_a", "resp_b"], timeout=600))
        assert len(seen) <= 600 / 4.5 * 2


@pytest.mark.parametrize("created", [0, -1e18, float("-inf"), 10**400, 4e9])
def test_a_shared_wait_of_asyncio_ends(created: Any) -> None:
    """as_completed of the other client, with the times that held it up."""
    clock, seen = ManualClock(), list[str]()

    async def wait() -> None:
        transport = answering({"status": "IN_PROGRESS", "created_at": created}, seen)
        async with (
            httpx.AsyncClient(transport=transport) as http,
            AsyncPerplexityJobs("k", "http://test", http_client=http, clock=clock) as client,
        ):
            async for _ in client.as_completed(["a", "b"], timeout=60):
                raise AssertionError("nothing has ended")

    with pytest.raises(JobTimeoutError):
        asyncio.run(wait())
    assert len(seen) < 40


@given(
    policy=st.sampled_from([DEFAULT_POLICY, DEEP_RESEARCH_POLICY, PollPolicy(multiplier=1.0, jitter=0.0)]),
    age=st.floats(min_value=0.0, allow_nan=False),
    chance=st.floats(0.0, 1.0),
)
def test_an_age_beyond_all_floats_keeps_the_interval(policy: PollPolicy, age: float, chance: float) -> None:
    """After the quiet time no delay is shorter than the first one, whatever rounding does to large ages."""
    if age >= policy.quiet_until:
        assert policy.initial * (1 - policy.jitter) <= policy.delay(age, chance) <= policy.maximum * 1.2


def test_the_older_api_tells_the_true_time(connect: ClientFactory, clock: ManualClock) -> None:
    """Its own `created_at` counts, though an earlier snapshot said another."""
    with Simulator(clock=clock, durations=100.0) as simulator:
        job = connect(simulator).submit(QUESTION)
        done = job.wait()
        assert done.completed_at - done.created_at == timedelta(seconds=100)
        assert done.elapsed == 100


@pytest.mark.parametrize("api", ["agent", "sonar"])
@pytest.mark.parametrize("created", [1, 4e9])
def test_a_misdated_submit_is_looked_at_like_a_new_one(api: Any, created: float) -> None:
    """A job that seems decades old, or not yet born, has just been bought: its first looks come early."""
    clock, seen = ManualClock(), list[str]()

    def answer(request: httpx.Request) -> httpx.Response:
        seen.append(request.method)
        status = "completed" if len(seen) > 2 else "queued"
        return httpx.Response(200, json={"id": "resp_a", "status": status, "created_at": created})

    with (
        httpx.Client(transport=httpx.MockTransport(answer)) as http,
        PerplexityJobs("k", "http://test", http_client=http, clock=clock, api=api) as client,
    ):
        assert client.submit(QUESTION, model="sonar" if api == "sonar" else None).wait().is_terminal
    assert clock.monotonic() < 10
