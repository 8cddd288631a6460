"""The times of a job: the earliest known one counts, and implausible ones are ignored."""

from __future__ import annotations

import json
import pickle
from typing import Any

import httpx
import pytest

from perplexity_jobs import JobTimeoutError
from perplexity_jobs.simulator import ManualClock, Simulator

from ..conftest import ClientFactory

QUESTION = "What is known about tides?"


@pytest.mark.parametrize(("preset", "seconds", "wanted"), [("high", 212, 12), ("medium", 300, 15)])
@pytest.mark.parametrize("how", ["wait", "many", "by its id", "pickled"])
def test_the_pace_follows_the_age(
    connect: ClientFactory, clock: ManualClock, preset: str, seconds: int, wanted: int, how: str
) -> None:
    """The Agent API dates every body anew; the age grows nevertheless, and the looks become fewer.

    After a restart the first body is the earliest that is known; a pickle knows the time of the submit.
    """
    with Simulator(clock=clock, durations=seconds) as simulator:
        client = connect(simulator, api="agent")
        job = client.submit(QUESTION, preset=preset)
        if how == "many":
            done = next(iter(client.as_completed([job])))
        elif how == "by its id":
            done = client.job(job.id).wait()
        elif how == "pickled":
            newer = pickle.loads(pickle.dumps(getattr(job, "_target", job)))
            done = client.wait(newer)
        else:
            done = job.wait()
        assert (done.created_at, done.elapsed) == (job.created_at, seconds)
        looks = sum(request.operation == "get" for request in simulator.requests)
        assert looks == pytest.approx(wanted, rel=0.25)


def test_later_snapshots_keep_the_time_of_the_submit(connect: ClientFactory, clock: ManualClock) -> None:
    """This covers refresh, cancel and two waits. A job first seen at its end has no duration."""
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
        clock.advance(500)
        done = client.get(job.id)
        assert (done.created_at, done.elapsed) == (done.completed_at, None)
        assert done.refresh().elapsed is None
        other = client.submit(QUESTION, preset="high")
        clock.advance(50)
        assert other.cancel().created_at == other.created_at


def test_a_submit_without_a_time_counts_from_now(over: ClientFactory, clock: ManualClock) -> None:
    """Where the service names none, the time of the answer is that of the submit."""

    def answer(request: httpx.Request) -> httpx.Response:
        end = {"status": "completed", "created_at": clock.time(), "completed_at": clock.time()}
        asked = request.method == "GET"
        return httpx.Response(200, json={"id": "resp_a", "status": "queued", **(end if asked else {})})

    job = over(answer, api="agent").submit(QUESTION)
    clock.advance(40)
    assert job.refresh().elapsed == 40


@pytest.mark.parametrize("created", [-1e18, 4e9, 10**400, "x"])
def test_no_body_hurries_a_wait(created: Any, api: str, over: ClientFactory, clock: ManualClock) -> None:
    """A wait ends at its deadline, and polls no more often than for a new job."""
    seen: list[str] = []

    def answer(request: httpx.Request) -> httpx.Response:
        seen.append(request.url.path)
        job = {"status": "IN_PROGRESS", "created_at": created}
        name = request.url.path.rpartition("/")[2]
        page = {"requests": [{"id": name, **job} for name in ("resp_a", "resp_b")], "next_token": None}
        body = page if name == "completions" else {"id": name, **job}
        return httpx.Response(200, content=json.dumps(body))

    client = over(answer, api=api)
    with pytest.raises(JobTimeoutError):
        client.wait("resp_a", timeout=600)
    assert clock.monotonic() == pytest.approx(600, abs=3)
    assert len(seen) <= 35
    seen.clear()
    with pytest.raises(JobTimeoutError):
        list(client.as_completed(["resp_a", "resp_b"], timeout=600))
    assert len(seen) <= 600 / 4.5 * 2
