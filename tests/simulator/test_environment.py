"""`sim.environment()`: clients made without arguments use the simulator and its clock."""

from __future__ import annotations

import asyncio
import multiprocessing
import os
import socket
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor

import pytest

from perplexity_jobs import AsyncPerplexityJobs, PerplexityJobs, UsageError
from perplexity_jobs.simulator import FastClock, ManualClock, Simulator

NAMES = ("PERPLEXITY_API_KEY", "PERPLEXITY_BASE_URL", "PERPLEXITY_CLOCK", "no_proxy")
DEEP = "sonar-deep-research"


def ask() -> str:
    """What a user's own code does: a client from the environment, and a question that takes minutes."""
    with PerplexityJobs() as client:
        return client.run("How do tides work?", model=DEEP).text or ""


def test_nothing_waits_and_everything_is_put_back(monkeypatch: pytest.MonkeyPatch) -> None:
    """Minutes pass on the simulator's clock; afterwards each variable is what it was, also after an error."""
    monkeypatch.setenv("PERPLEXITY_API_KEY", "the-real-key")
    monkeypatch.delenv("PERPLEXITY_BASE_URL", raising=False)
    before = {name: os.environ.get(name) for name in NAMES}
    clock = ManualClock()
    sim = Simulator(clock=clock, durations=300)

    @sim.environment()
    def failing() -> None:
        assert "Simulated answer" in ask()
        assert {request.bearer for request in sim.requests} == {"valid"}
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        failing()
    assert clock.monotonic() >= 300
    assert {name: os.environ.get(name) for name in NAMES} == before
    with pytest.raises(OSError, match="refused"):
        socket.create_connection(("127.0.0.1", int(sim.url.rpartition(":")[2])))


def test_it_holds_for_threads_and_tasks() -> None:
    """Each of them finds the same clock."""

    async def several() -> list[str]:
        async with AsyncPerplexityJobs() as client:
            runs = [client.run(f"{number}?", model=DEEP) for number in range(3)]
            return [job.text or "" for job in await asyncio.gather(*runs)]

    with Simulator(clock=ManualClock(), durations=300).environment() as sim:
        with ThreadPoolExecutor(3) as pool:
            texts = list(pool.map(lambda _: ask(), range(3)))
        texts += asyncio.run(several())
    assert len(sim.jobs) == 6
    assert all("Simulated answer" in text for text in texts)


def test_environments_lie_in_each_other() -> None:
    """The inner one applies until it ends; a running simulator keeps running."""
    with Simulator(answers=["outer"], clock=ManualClock()) as outer, outer.environment():
        with Simulator(answers=["inner"], clock=ManualClock()).environment():
            assert ask() == "inner"
        assert ask() == "outer"


def test_a_proxy_of_the_environment_is_passed_by(monkeypatch: pytest.MonkeyPatch) -> None:
    """The simulator is asked itself, whatever else the machine sends through a proxy."""
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:9")
    monkeypatch.setenv("NO_PROXY", "intranet.example")
    with Simulator(answers=["direct"], clock=ManualClock()).environment():
        assert ask() == "direct"
        assert os.environ["no_proxy"].split(",")[0] == "intranet.example"


CODE = """
from perplexity_jobs import PerplexityJobs
with PerplexityJobs() as client:
    job = client.run("How do tides work?", model="sonar-deep-research")
    print(job.text, job.completed_at - job.created_at)
"""


def test_a_process_shares_a_fast_clock() -> None:
    """A program that is started meanwhile waits a hundredth of the seconds that it sees pass."""
    with Simulator(answers=["Moon."], speed=100, durations=100).environment():
        done = subprocess.run([sys.executable, "-c", CODE], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["Moon.", "0:01:40"]


def _forked() -> None:
    with pytest.raises(UsageError, match="clock of another process"):
        PerplexityJobs()


def test_a_process_is_told_that_it_cannot_share_a_manual_clock() -> None:
    """Instead of waiting for ever: what is started anew, and what is forked."""
    with Simulator(clock=ManualClock()).environment():
        done = subprocess.run([sys.executable, "-c", CODE], capture_output=True, text=True, check=False)
        assert "UsageError: PERPLEXITY_CLOCK=process-" in done.stderr
        assert "Simulator(speed=100)" in done.stderr
        fork = multiprocessing.get_context("fork").Process(target=_forked)
        fork.start()
        fork.join(60)
        assert fork.exitcode == 0


def test_a_clock_that_is_left_over_does_not_hurry_the_real_service(monkeypatch: pytest.MonkeyPatch) -> None:
    """The clock applies only to the URL set with it; others are polled in real time."""
    monkeypatch.setenv("PERPLEXITY_CLOCK", "nonsense")
    monkeypatch.setenv("PERPLEXITY_API_KEY", "k")
    monkeypatch.delenv("PERPLEXITY_BASE_URL", raising=False)
    PerplexityJobs().close()
    monkeypatch.setenv("PERPLEXITY_BASE_URL", "http://127.0.0.1:1/")
    with pytest.raises(UsageError, match="PERPLEXITY_CLOCK='nonsense' is no clock"):
        PerplexityJobs()


def test_speed_is_the_speed_of_its_clock() -> None:
    """A clock of one's own has its speed already."""
    clock = Simulator(speed=20).clock
    assert isinstance(clock, FastClock)
    assert clock.speed == 20
    with pytest.raises(ValueError, match="clock=FastClock"):
        Simulator(speed=20, clock=ManualClock())
