"""Ways to start the command line, and its exit codes, with at most one line of error."""

from __future__ import annotations

import pytest

from perplexity_jobs._values.clock import SystemClock
from perplexity_jobs.cli import display
from perplexity_jobs.simulator import Simulator

from .conftest import Command


@pytest.fixture
def endless(command: Command, sim: Simulator, monkeypatch: pytest.MonkeyPatch) -> str:
    """The id of an endless job; Ctrl-C comes at the first pause."""
    job_id = command("submit", "[simulate: never-ends] Q?", "-m", "sonar").out.strip()

    def interrupted(self: SystemClock, seconds: float) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(SystemClock, "sleep", interrupted)
    return job_id


def test_a_wait_that_nobody_watches_tells_of_itself_now_and_then(
    command: Command, endless: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without a terminal, a wait prints a line now and then, with the time to the next poll."""
    monkeypatch.setattr(display, "EVERY", 0.0)
    first, _ = command("wait", endless).err.splitlines()
    assert "next poll in" in first


def test_a_refusal_during_a_wait_says_how_to_go_on(
    command: Command, sim: Simulator, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The job is where it was; the key is to be mended."""
    job_id = command("submit", "Q?", "-m", "sonar").out.strip()
    monkeypatch.setenv("PERPLEXITY_API_KEY", "another-key")
    refused = command("wait", job_id)
    assert refused.code == 4
    assert refused.err.endswith(f"perplexity-jobs wait {job_id} picks it up.\n")


def test_the_simulator_has_its_own_options(command: Command) -> None:
    """They are those of the module; tests/simulator/test_main.py is about them."""
    assert "get-520 " in command("simulator", "--list-faults").out
    assert "usage: perplexity-jobs simulator" in command("simulator", "--help").out
    wrong = command("simulator", "--speed", "0")
    assert (wrong.code, len(wrong.err.splitlines())) == (2, 1)


@pytest.mark.parametrize(
    ("typed", "offered"), [("perplexity-jobs a", "ask"), ("perplexity-jobs ask --no-p", "--no-pager")]
)
def test_a_shell_completes_commands_and_options(
    command: Command, monkeypatch: pytest.MonkeyPatch, typed: str, offered: str
) -> None:
    """As the script of --show-completion asks for it: the options are those of the command that is typed."""
    monkeypatch.setenv("_PERPLEXITY_JOBS_COMPLETE", "complete_bash")
    monkeypatch.setenv("COMP_WORDS", typed)
    monkeypatch.setenv("COMP_CWORD", str(typed.count(" ")))
    done = command()
    assert (done.code, done.out, done.err) == (0, f"{offered}\n", "")
