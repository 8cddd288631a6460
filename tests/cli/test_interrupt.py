"""Ctrl-C during `perplexity-jobs batch` stops it in order, and the same command continues."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from perplexity_jobs.batch import Batch
from perplexity_jobs.simulator import Simulator

from .conftest import Command, wait_for


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_ctrl_c_leaves_cleanly_and_says_how_to_go_on(
    sim: Simulator, command: Command, tmp_path: Path, number: signal.Signals
) -> None:
    """Jobs that were bought are collected by the next run."""
    questions = tmp_path / "q.jsonl"
    questions.write_text("".join(f'"[simulate: never-ends] {n}?"\n' for n in range(3)))
    arguments = ["batch", str(questions), "-m", "sonar", "--submit-rate", "1000"]
    running = subprocess.Popen(
        [sys.executable, "-m", "perplexity_jobs.cli", *arguments], stderr=subprocess.PIPE, text=True
    )
    wait_for(sim, 4, running)
    running.send_signal(number)
    _, words = running.communicate()
    assert running.returncode == 130
    assert f"To go on: perplexity-jobs {' '.join(arguments)}" in words
    assert "3 still open" in words
    assert "interrupted; jobs that were bought go on" in words
    assert "Traceback" not in words
    for job in sim.jobs:
        job.faults.clear()
    assert command(*arguments).code == 0
    results = (tmp_path / "q.results.jsonl").read_text().splitlines()
    assert len({json.loads(line)["id"] for line in results}) == len(results) == len(sim.jobs) == 3


def test_ctrl_c_before_anything_was_sent_says_so(
    command: Command, sim: Simulator, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """There is no ledger then, and no job."""

    def interrupted(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    (tmp_path / "q.txt").write_text("How deep?")
    monkeypatch.setattr(Batch, "run", interrupted)
    stopped = command("batch", "q.txt")
    assert (stopped.code, stopped.err.strip()) == (130, "interrupted; nothing was sent.")


def test_a_wait_that_is_terminated_says_how_to_go_on(sim: Simulator) -> None:
    """Services and schedulers send SIGTERM; the job is not lost by it."""
    running = subprocess.Popen(
        [sys.executable, "-m", "perplexity_jobs.cli", "ask", "[simulate: never-ends] Q?", "-m", "sonar"],
        stderr=subprocess.PIPE,
        text=True,
    )
    wait_for(sim, 2, running)
    running.send_signal(signal.SIGTERM)
    _, words = running.communicate()
    (job,) = sim.jobs
    assert running.returncode == 130
    assert words.splitlines()[-1] == f"interrupted; the job goes on: perplexity-jobs wait {job.id}"
