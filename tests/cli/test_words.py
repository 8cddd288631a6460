"""Progress at the terminal: lines for a log, a bar for a person."""

from __future__ import annotations

from pathlib import Path

import pytest

from perplexity_jobs._values.text import plain_duration
from perplexity_jobs.batch import BatchProgress, Summary
from perplexity_jobs.cli import batch_messages
from perplexity_jobs.cli.batch_messages import summary_lines, watched
from perplexity_jobs.simulator import Simulator

from .conftest import Command


def at(ended: int, elapsed: float = 60.0) -> BatchProgress:
    """A run of three items of which so many have ended, and one more is in flight."""
    in_flight = min(1, 3 - ended)
    return BatchProgress(
        total=3,
        ended=ended,
        failed=0,
        in_flight=in_flight,
        waiting=3 - ended - in_flight,
        cost=0.5,
        submit_rate=5.0,
        end_rate=1.0,
        left=100.0,
        elapsed=elapsed,
    )


@pytest.mark.parametrize(
    ("seconds", "words"),
    [
        (0.4, "0 s"),
        (89, "89 s"),
        (90, "1.5 min"),
        (720, "12 min"),
        (5400, "1.5 h"),
        (12600, "3.5 h"),
        (864_000, "10 days"),
    ],
)
def test_durations_are_said_as_people_say_them(seconds: float, words: str) -> None:
    """Nobody reads 12600 s."""
    assert plain_duration(seconds) == words


def test_a_log_gets_a_line_now_and_then_and_the_last_one(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """A night of work is some hundred lines and not a million; how it ended is never left out."""
    monkeypatch.setattr(batch_messages, "is_terminal", lambda: False)
    with watched(quiet=False) as show:
        assert show is not None
        for ended, elapsed in ((0, 0.0), (1, 10.0), (2, 35.0), (3, 36.0)):
            show(at(ended, elapsed))
    assert [line[:6] for line in capsys.readouterr().err.splitlines()] == ["0 of 3", "2 of 3", "3 of 3"]


def test_a_person_sees_a_bar(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """The bar has counts and text, and standard output stays free for results."""
    for name, value in {"FORCE_COLOR": "1", "TERM": "xterm", "COLUMNS": "250"}.items():
        monkeypatch.setenv(name, value)
    monkeypatch.delenv("NO_COLOR", raising=False)
    monkeypatch.setattr(batch_messages, "is_terminal", lambda: True)
    with watched(quiet=False) as show:
        assert show is not None
        show(at(2))
    seen = capsys.readouterr()
    assert "2/3" in seen.err
    assert "1 in flight, 0 to submit at 5 a minute" in seen.err
    assert seen.out == ""


def test_a_summary_lists_the_most_common_reasons_and_counts_the_others() -> None:
    """A thousand reasons do not push the numbers off the screen."""
    reasons = {f"failed: reason {n}": 9 - n for n in range(7)}
    summary = Summary(counts={"failed": 42}, cost=0, unpriced=0, jobs=42, durations=(), failures=reasons)
    lines = summary_lines(summary, None, Path("q.ledger"))
    assert "  9 x failed: reason 0" in lines
    assert "  5 x failed: reason 4" in lines
    assert "  and 2 other reasons" in lines
    assert not any("reason 5" in line for line in lines)


def test_fields_may_name_model_and_key(command: Command, sim: Simulator) -> None:
    """As in a batch, the fields take precedence over the options."""
    assert (
        command("submit", "Q?", "-m", "sonar", "-f", "model=sonar-pro", "-f", "idempotency_key=k").code == 0
    )
    assert (sim.jobs[0].model, sim.jobs[0].idempotency_key) == ("sonar-pro", "k")
