"""Progress at the terminal: lines for a log, a bar for a person."""

from __future__ import annotations

from pathlib import Path

import attrs

from perplexity_jobs.batch import BatchProgress, Summary
from perplexity_jobs.cli.batch_messages import bar_line, progress_line, summary_lines, watched
from perplexity_jobs.simulator import Simulator

from .conftest import Command
from .test_display import terminal


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


def test_both_lines_of_a_batch_say_that_the_service_is_away() -> None:
    """What counts then is for how long, until when, and why; on a terminal as far as there is room."""
    trouble = "no answer for 40 s, gives up after 15 min (connection refused)"
    away = attrs.evolve(at(1), trouble=trouble)
    assert bar_line(away, 80) == f"1/3, {trouble}"
    assert bar_line(away, 45) == "1/3, no answer for 40 s, gives up after 15 mi"
    assert progress_line(away).endswith(f"; {trouble}")


def test_a_person_sees_a_bar_and_a_log_gets_all_of_it_in_words() -> None:
    """The bar is gone at the end, when the summary follows; a log has no bar."""
    with terminal() as screen:
        with watched(quiet=False) as show:
            assert show is not None
            show(at(2))
            assert f"{'█' * 20}{'░' * 10} 2/3, 1 in flight, USD 0.50, 1.7 min left\r" in screen()
        assert screen().endswith("\r\x1b[K"), "it is erased"
    assert progress_line(at(2)).startswith("2 of 3 ended, 1 in flight, 0 to submit at 5 a minute")


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
