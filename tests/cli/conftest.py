"""A fixture that runs the command line with arguments and returns its output and exit code."""

from __future__ import annotations

import contextlib
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from attrs import frozen

from perplexity_jobs.cli.commands import run
from perplexity_jobs.simulator import ManualClock, Simulator


@frozen
class Outcome:
    """What a command left behind."""

    code: int
    out: str
    err: str


Command = Callable[..., Outcome]


def wait_for(sim: Simulator, requests: int, process: subprocess.Popen[Any]) -> None:
    """Wait until a process has made so many requests, without taking the processor from it."""
    while len(sim.requests) < requests:
        with contextlib.suppress(subprocess.TimeoutExpired):
            raise AssertionError(f"it ended by itself with {process.wait(0.02)}")


@pytest.fixture
def sim(monkeypatch: pytest.MonkeyPatch) -> Iterator[Simulator]:
    """A simulator whose jobs end at once, and the environment that leads to it."""
    with Simulator(durations=0) as made:
        monkeypatch.setenv("PERPLEXITY_BASE_URL", made.url)
        monkeypatch.setenv("PERPLEXITY_API_KEY", made.api_key)
        yield made


@pytest.fixture
def command(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Command:
    """Run a command line in a folder of its own, with a memory of its own."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PERPLEXITY_JOBS_STATE", str(tmp_path / "state"))

    def call(*arguments: str) -> Outcome:
        monkeypatch.setattr(sys, "argv", ["perplexity-jobs", *arguments])
        code = run(arguments)
        streams = capsys.readouterr()
        return Outcome(code, streams.out, streams.err)

    return call


@pytest.fixture
def clock() -> ManualClock:
    """The time of the simulator and of every client."""
    return ManualClock()


@pytest.fixture
def timed(clock: ManualClock, command: Command) -> Iterator[Simulator]:
    """A simulator whose jobs take a minute, in the environment of the commands."""
    with Simulator(clock=clock, durations=60) as made, made.environment():
        yield made
