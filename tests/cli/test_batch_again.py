"""`perplexity-jobs batch` on a finished batch, or without a run: no request is sent, and all is printed."""

from __future__ import annotations

import shlex
from pathlib import Path

import pytest

from perplexity_jobs.simulator import Simulator

from .conftest import Command

RUN = ("batch", "q.txt", "-m", "sonar", "--submit-rate", "1000", "-q")


def go_on(sim: Simulator, *more: str) -> str:
    """The line that says how, with the address that the environment holds."""
    return f"To go on: perplexity-jobs {' '.join([*RUN, *more])} --base-url {sim.url}"


@pytest.fixture
def done(command: Command, sim: Simulator, tmp_path: Path) -> Command:
    """A command line beside a batch that has ended: one answer and one failure."""
    (tmp_path / "q.txt").write_text("[simulate: fail] One?\nTwo?\n")
    command(*RUN)
    assert len(sim.jobs) == 2
    return command


def test_running_again_asks_nothing_and_offers_to_retry(
    done: Command, sim: Simulator, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The exit code is that of the first run, and a report can still be written."""
    before = len(sim.requests)
    again = done(*RUN, "--report", "r.html")
    assert (again.code, again.out, len(sim.requests)) == (1, "", before)
    assert again.err.splitlines()[-1] == f"{go_on(sim, '--report r.html')} --retry-failed"
    assert "Report: r.html\n" in again.err
    assert "Two?" in (tmp_path / "r.html").read_text()
    monkeypatch.setenv("PERPLEXITY_BASE_URL", sim.url.replace("://", "://me:pass-word@"))
    refused = done(*RUN)
    assert refused.code == 2
    assert "pass-word" not in refused.err, "an address that holds one is refused, and not repeated"


@pytest.mark.parametrize(
    "report", ["q.results.jsonl", "q.txt.ledger", "q.txt", "foreign", "none/r.html", "."]
)
def test_a_report_that_is_refused_replaces_nothing(
    command: Command, sim: Simulator, tmp_path: Path, report: str
) -> None:
    """The other files of the run stay what they are, and nothing is sent."""
    (tmp_path / "q.txt").write_text("One?\n")
    (tmp_path / "foreign").write_text("mine")
    refused = command(*RUN, "--report", report)
    assert refused.code == 5
    assert report in refused.err
    assert not list(tmp_path.glob("*.html"))
    assert (tmp_path / "q.txt.ledger").read_bytes().startswith(b"SQLite")
    assert [(tmp_path / name).read_text() for name in ("q.txt", "foreign", "q.results.jsonl")] == [
        "One?\n",
        "mine",
        "",
    ]
    assert not sim.requests


def test_an_endpoint_that_has_ended_is_not_asked_again(
    done: Command, sim: Simulator, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The change to make is named, and where jobs were bought already, another ledger."""
    monkeypatch.delenv("PERPLEXITY_API", raising=False)
    sim.fault = "endpoint-retired-always"
    (tmp_path / "q.txt").write_text("[simulate: fail] One?\nTwo?\nThree?\n")
    bought = done(*RUN)
    assert bought.code == 4
    assert "To go on" not in bought.err
    assert "The questions that have no answer yet need another ledger (--ledger)." in bought.err
    (tmp_path / "q.txt").write_text("Four?\n")
    other = (*RUN, "--ledger", "new.ledger", "-o", "new.jsonl")
    chosen = done(*other, "--api", "sonar")
    assert chosen.code == 4
    assert "--ledger" not in chosen.err
    for outcome in (bought, chosen):
        assert "--api agent, or PERPLEXITY_API=agent" in outcome.err.splitlines()[-1]
    assert done(*other, "--api", "agent").code == 0


def test_a_budget_that_allows_nothing_sends_nothing(command: Command, sim: Simulator, tmp_path: Path) -> None:
    """The message says so, and how to continue."""
    (tmp_path / "q.txt").write_text("One?\n")
    stopped = command(*RUN, "--max-jobs", "0")
    assert stopped.code == 3
    assert "1 still open" in stopped.err
    assert stopped.err.splitlines()[-1].startswith("error: --max-jobs 0 does not allow another job")
    stopped = command(*RUN, "--max-cost", "0.01")
    assert stopped.err.splitlines()[-2] == (
        "A job that has not said what it cost, and the next one, each count with up to USD 0.02."
    )
    assert not sim.requests


def test_without_a_key_a_batch_says_where_it_stands_and_how_to_go_on(
    done: Command, sim: Simulator, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A key that is missing in a new shell does not hide what has been reached."""
    monkeypatch.delenv("PERPLEXITY_API_KEY")
    stopped = done(*RUN, "--retry-failed")
    assert stopped.code == 2
    assert "2 items: 1 completed, 1 without an answer, 0 still open." in stopped.err, "nothing was touched"
    assert stopped.err.splitlines()[-2] == go_on(sim, "--retry-failed")
    assert "PERPLEXITY_API_KEY" in stopped.err.splitlines()[-1]


@pytest.mark.parametrize("api", ["sonar", "agent"])
def test_the_line_to_go_on_with_needs_nothing_of_the_environment_but_the_key(
    command: Command, sim: Simulator, api: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is pasted into another shell, or a day later."""
    (tmp_path / "my questions.txt").write_text("[simulate: fail] One?\nTwo?\n")
    monkeypatch.setenv("PERPLEXITY_API", api.upper())
    options = (
        "--ledger",
        "a b",
        "--out=o",
        "--max-cost",
        "50",
        "--report",
        "r.html",
        "--submit-rate",
        "1000",
    )
    first = command("batch", "my questions.txt", *options)
    assert sim.api_key not in first.err
    line = first.err.splitlines()[-1]
    monkeypatch.delenv("PERPLEXITY_API")
    monkeypatch.delenv("PERPLEXITY_BASE_URL")
    program, *arguments = shlex.split(line.removeprefix("To go on: "))
    assert program == "perplexity-jobs"
    assert {*options, api, sim.url, "--retry-failed"} <= set(arguments)
    assert command(*arguments).code == 1
    assert len(sim.jobs) == 3
