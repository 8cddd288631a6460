"""The command line as a person uses it: arguments in, two streams and an exit code out."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from attrs import frozen

from perplexity_jobs.cli.commands import run
from perplexity_jobs.simulator import Simulator


@frozen
class Outcome:
    """What a command left behind."""

    code: int
    out: str
    err: str


Command = Callable[..., Outcome]


@pytest.fixture
def sim(monkeypatch: pytest.MonkeyPatch) -> Iterator[Simulator]:
    """A simulator whose jobs end at once, and the environment that leads to it."""
    with Simulator(durations=0) as made:
        monkeypatch.setenv("PERPLEXITY_BASE_URL", made.url)
        monkeypatch.setenv("PERPLEXITY_API_KEY", made.api_key)
        yield made


@pytest.fixture
def command(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Command:
    """Run a command line in a folder of its own."""
    monkeypatch.chdir(tmp_path)

    def call(*arguments: str) -> Outcome:
        monkeypatch.setattr(sys, "argv", ["perplexity-jobs", *arguments])
        code = run(arguments)
        streams = capsys.readouterr()
        return Outcome(code, streams.out, streams.err)

    return call
