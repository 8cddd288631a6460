"""The file in which the command line remembers jobs: it has no secret, and its errors lose no job."""

from __future__ import annotations

import os
import stat
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from perplexity_jobs import PerplexityJobs
from perplexity_jobs._values.clock import SystemClock
from perplexity_jobs._values.log import logger
from perplexity_jobs.cli.memory import Memory
from perplexity_jobs.simulator import ManualClock, Simulator

from .conftest import Command, wait_for


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """Where the memory of `command` is."""
    return tmp_path / "state" / "jobs.sqlite3"


@pytest.mark.parametrize("api", ["sonar", "agent"])
def test_the_last_job_is_found_again(command: Command, timed: Simulator, api: str) -> None:
    """`--last` gives the answer of the job that was submitted last."""
    first, last = (command("submit", f"What of {word}?", "--api", api).out.strip() for word in ("it", "them"))
    assert command("get", "--last").out.split("\t")[0] == last
    assert "What of them" in command("wait", "--last").out
    assert "What of it" in command("wait", first[:12]).out


def test_jobs_of_another_key_or_address_are_not_meant(
    command: Command, sim: Simulator, monkeypatch: pytest.MonkeyPatch
) -> None:
    """They are unknown to the service that is asked."""
    job_id = command("submit", "Q?", "-m", "sonar").out.strip()
    with Simulator() as other:
        elsewhere = command("wait", "--last", "--base-url", other.url)
        assert (elsewhere.code, other.requests) == (2, [])
    monkeypatch.setenv("PERPLEXITY_API_KEY", "another-key")
    assert command("get", "--last").code == 2
    monkeypatch.setenv("PERPLEXITY_API_KEY", sim.api_key)
    assert job_id in command("get", "--last").err
    assert command("get", "--last", "--api", "agent").code == 2, "that was told to speak another API"


@pytest.mark.skipif(os.name == "nt", reason="modes are those of POSIX")
def test_the_file_is_its_users_alone_and_holds_no_secret(
    command: Command, sim: Simulator, file: Path
) -> None:
    """Words of the question are in it unless they are private; what is forgotten is in it no longer."""
    command("submit", "How long is the Nile?", "-m", "sonar")
    command("ask", "How deep is the Rhine?", "-m", "sonar", "--private")
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert stat.S_IMODE(file.parent.stat().st_mode) == 0o700
    held = file.read_bytes()
    assert b"the Nile" in held
    assert b"Rhine" not in held
    assert sim.api_key.encode() not in held
    assert command("forget", sim.jobs[0].id).code == 0
    assert b"the Nile" not in file.read_bytes()
    assert sim.jobs[1].id in command("get", "--last").err
    assert command("forget").code == 2, "nothing is meant, so nothing is forgotten"
    assert command("forget", "--all").code == 0
    assert not list(file.parent.iterdir())


@pytest.mark.parametrize("trouble", ["garbage", "folder", "no folder", "another table"])
def test_a_file_that_cannot_be_used_costs_one_line(
    command: Command, sim: Simulator, file: Path, trouble: str
) -> None:
    """The job and its answer are not lost, and `forget --all` repairs the file if possible."""
    if trouble == "no folder":
        file.parent.write_text("")
    else:
        file.parent.mkdir()
    if trouble == "folder":
        file.mkdir()
    elif trouble == "garbage":
        file.write_bytes(b"garbage " * 1000)
    elif trouble == "another table":
        import sqlite3

        sqlite3.connect(file).execute("CREATE TABLE jobs (id TEXT)").connection.close()
    done = command("ask", "What of it?", "-m", "sonar")
    assert (done.code, "# " in done.out) == (0, True)
    (note,) = (line for line in done.err.splitlines() if line.startswith("note: "))
    assert "PERPLEXITY_JOBS_STATE names another folder" in note
    assert command("list").out.split("\t")[0] == sim.jobs[0].id, "the service has a list of its own"
    if trouble in ("garbage", "another table"):
        assert command("forget", "--all").code == 0
        assert command("submit", "Q?", "-m", "sonar").err == ""
        assert command("wait", "--last").code == 0


def test_a_memory_that_is_off_is_not_missed(
    command: Command, sim: Simulator, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nothing is written and nothing said; a job is found by its id."""
    monkeypatch.setenv("PERPLEXITY_JOBS_STATE", "off")
    done = command("submit", "Q?", "-m", "sonar")
    assert done.err == ""
    assert command("wait", done.out.strip()).code == 0
    assert not file.exists()
    assert not Path("off").exists()


def test_a_user_without_a_home_gets_answers_too(
    command: Command, sim: Simulator, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A container may have no home folder; a folder in the environment variable is used instead."""

    def homeless(*_: str) -> Path:
        raise RuntimeError("could not determine the home directory")

    monkeypatch.setattr("platformdirs.user_state_path", homeless)
    monkeypatch.delenv("PERPLEXITY_JOBS_STATE")
    done = command("submit", "Q?", "-m", "sonar")
    assert (done.code, done.err.count("\n")) == (0, 1)
    assert "could not determine the home directory" in done.err
    assert command("forget", "--all").code == 5
    monkeypatch.setenv("PERPLEXITY_JOBS_STATE", str(tmp_path / "elsewhere"))
    command("submit", "Q?", "-m", "sonar")
    assert command("wait", "--last").code == 0


def test_several_terminals_remember_at_once(sim: Simulator, command: Command) -> None:
    """Every job of each terminal is remembered."""
    with PerplexityJobs() as client, ThreadPoolExecutor(4) as terminals:
        jobs = [client.submit(f"Q {n}?", model="sonar") for n in range(20)]
        list(terminals.map(lambda job: Memory(client).asked(job, "Q?"), jobs))
        assert {entry.id for entry in Memory(client).entries()} == {job.id for job in jobs}


def test_ctrl_c_says_how_to_go_on(command: Command, sim: Simulator, monkeypatch: pytest.MonkeyPatch) -> None:
    """The message names `--last`; during a submit it names the idempotency key."""

    def interrupted(*_: object) -> bool:
        raise KeyboardInterrupt

    monkeypatch.setattr(SystemClock, "sleep", interrupted)
    monkeypatch.setattr("sys.stderr.isatty", lambda: True)
    monkeypatch.setenv("TERM", "xterm")
    endless = command("ask", "[simulate: never-ends] Q?", "-m", "sonar", "--api", "sonar")
    assert endless.code == 130
    assert "interrupted; the job goes on: perplexity-jobs wait --last --api sonar\n" in endless.err
    sim.fault = "submit-500-after-accept"
    cut_off = command("submit", "Q?", "-m", "sonar")
    sim.fault = None
    assert cut_off.code == 130
    assert "\rinterrupted; The job may have been created. --idempotency-key " in cut_off.err.replace(
        "\x1b[K", ""
    )
    key = cut_off.err.split("--idempotency-key ")[1].split()[0]
    made = len(sim.jobs)
    assert command("submit", "Q?", "-m", "sonar", "--idempotency-key", key).code == 0
    assert len(sim.jobs) == made
    # Between its answer and its id there is a moment, too.
    monkeypatch.setattr(logger, "debug", lambda text, *_: "was created" not in text or interrupted())
    assert "--idempotency-key " in command("submit", "Q?", "-m", "sonar").err


def test_a_terminal_that_is_gone_loses_no_answer(command: Command, sim: Simulator) -> None:
    """After a kill during a wait, `--last` finds the job without its id."""
    arguments = ["ask", "[simulate: never-ends] Q?", "-m", "sonar"]
    with subprocess.Popen([sys.executable, "-m", "perplexity_jobs.cli", *arguments]) as asking:
        wait_for(sim, 2, asking)
        asking.kill()
    sim.jobs[0].faults.clear()
    assert "# " in command("wait", "--last").out
    assert len(sim.jobs) == 1


def test_the_last_job_does_not_depend_on_the_time(
    command: Command, timed: Simulator, clock: ManualClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A clock that is set back between two submits makes the first one no newer."""
    command("submit", "First?")
    monkeypatch.setattr(type(clock), "time", lambda self: 1_000_000_000.0)
    last = command("submit", "Second?").out.strip()
    assert command("get", "--last").out.split("\t")[0] == last
    first = timed.jobs[0].id
    key = timed.jobs[0].idempotency_key
    command("submit", "First?", "--idempotency-key", str(key))
    assert command("get", "--last").out.split("\t")[0] == first, "the same job, submitted once more"


def test_tab_completes_the_ids_that_are_remembered(
    command: Command, sim: Simulator, monkeypatch: pytest.MonkeyPatch
) -> None:
    """They come with their questions where the shell shows these; without a key there are none."""
    questions = ("How long is the Nile? \\$(reboot)", "How long is the Rhine?")
    nile, rhine = (command("submit", question).out.strip() for question in questions)
    monkeypatch.setenv("_PERPLEXITY_JOBS_COMPLETE", "complete_zsh")
    monkeypatch.setenv("_TYPER_COMPLETE_ARGS", f"perplexity-jobs wait {nile[:6]}")
    shown = command().out
    assert nile in shown
    assert r"How long is the Nile? \$(reboot)" in shown, "zsh would carry out what is not quoted once"
    assert rhine not in shown
    monkeypatch.delenv("PERPLEXITY_API_KEY")
    assert nile not in command().out


def test_only_what_is_remembered_can_be_forgotten(command: Command, sim: Simulator) -> None:
    """A mistyped id is told, and the others stay."""
    job_id = command("submit", "Q?", "-m", "sonar").out.strip()
    refused = command("forget", job_id, "f00f00")
    assert (refused.code, refused.out) == (2, "")
    assert refused.err.startswith("error: For this key, address and API no job f00f00 is remembered;")
    assert job_id in command("get", "--last").err
