"""Output streams that are closed, full or slow lose no job that is paid for."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest

from perplexity_jobs import PerplexityJobs
from perplexity_jobs._values.settings import ApiName
from perplexity_jobs.cli import streams
from perplexity_jobs.cli.commands import run
from perplexity_jobs.simulator import Simulator

from .conftest import Command

pytestmark = pytest.mark.skipif(os.name == "nt", reason="the streams are set up by a shell")


def shell(line: str, **variables: str) -> subprocess.CompletedProcess[bytes]:
    """A line for bash, in which CLI is the program."""
    program = f"CLI() {{ '{sys.executable}' -m perplexity_jobs.cli \"$@\"; }}; {line}"
    return subprocess.run(["bash", "-c", program], env={**os.environ, **variables}, capture_output=True)


DEVICE = Path("/dev/full").exists()
FULL = pytest.param("agent", ">/dev/full", 5, marks=pytest.mark.skipif(not DEVICE, reason="none"))


@pytest.mark.parametrize(
    ("api", "tail", "code"), [("sonar", "| true; exit ${PIPESTATUS[0]}", 141), FULL, ("sonar", ">&-", 5)]
)
def test_the_id_of_a_job_that_cannot_be_printed_is_on_standard_error(
    sim: Simulator, api: ApiName, tail: str, code: int
) -> None:
    """It may be known nowhere else; and the exit code is not that of success."""
    done = shell(f"CLI submit 'Q?' -m sonar {tail}", PERPLEXITY_API=api)
    (job,) = sim.jobs
    assert done.returncode == code
    (line,) = done.stderr.decode().splitlines()
    assert line.startswith("error: ")
    assert f"Job {job.id} is bought: perplexity-jobs wait {job.id} " in line


@pytest.mark.parametrize(
    "line",
    [
        "CLI ask 'Q?' --json >&- 2>&-",
        "CLI batch q.txt -q -o - >&-",
        *(["CLI batch q.txt -q -o - >/dev/full", "CLI submit 'Q?' >/dev/full 2>/dev/full"] if DEVICE else []),
    ],
)
def test_nothing_is_bought_for_an_output_that_is_gone(
    sim: Simulator, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, line: str
) -> None:
    """An id on standard error would be enough for `submit`, but not for an answer."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "q.txt").write_text("Q?\n")
    done = shell(line)
    assert done.returncode == 5
    assert done.stderr == b"" or done.stderr.endswith(b"). Nothing was sent.\n")
    assert not sim.requests


@pytest.mark.parametrize("free", [0, 1])
def test_nothing_is_bought_for_a_file_on_a_full_disk(
    command: Command, sim: Simulator, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, free: int
) -> None:
    """The answer could not be written, nor the id."""
    disk = SimpleNamespace(f_blocks=1, f_bavail=free)
    monkeypatch.setattr(os, "fstatvfs", lambda _: disk)
    with open(tmp_path / "out", "w") as out, open(tmp_path / "err", "w") as err:
        monkeypatch.setattr(sys, "stdout", out)
        monkeypatch.setattr(sys, "stderr", err)
        for line in (["submit", "Q?"], ["ask", "Q?"]):
            assert run([*line, "-m", "sonar"]) == (0 if free else 5)
    assert len(sim.jobs) == (2 if free else 0)


@pytest.mark.parametrize(
    "arguments", ["--version >&-", "ask --help >&-", *([">/dev/full"] if DEVICE else [])]
)
def test_a_text_that_nobody_gets_is_no_success(arguments: str) -> None:
    """A script must notice that it did not get the version."""
    done = shell(f"CLI {arguments}")
    assert done.returncode == 5
    assert b"error: Standard output cannot be written" in done.stderr


def test_an_answer_arrives_where_nothing_takes_notes(sim: Simulator) -> None:
    """Without standard error, standard output has the error with the id."""
    assert b"# " in shell("CLI ask 'Q?' -m sonar 2>&-").stdout
    failed = shell("CLI ask '[simulate: never-ends] Q?' -m sonar -t 0 2>&-")
    assert failed.returncode == 6
    assert sim.jobs[-1].id.encode() in failed.stdout


def test_a_reader_who_has_had_enough_is_no_failure_to_speak_of(sim: Simulator) -> None:
    """No traceback, also not at the end of the interpreter; the exit code is that of shells for this."""
    with PerplexityJobs() as client:
        client.submit("Q?", model="sonar")
    done = shell("CLI list | true; exit ${PIPESTATUS[0]}")
    assert (done.returncode, done.stderr) == (141, b"")


QUESTION = "tides 潮汐 ≈ 🌊 \u0081"


@pytest.mark.parametrize(
    ("encoding", "arguments"), [("cp1252", ["ask", QUESTION]), ("ascii", ["batch", "q.txt", "-q", "-o", "-"])]
)
def test_an_answer_arrives_whatever_the_encoding(
    sim: Simulator, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, encoding: str, arguments: list[str]
) -> None:
    """Characters that the encoding lacks are escaped; results stay JSON."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "q.txt").write_text(f"{QUESTION}\n", encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-m", "perplexity_jobs.cli", *arguments, "-m", "sonar"],
        env={**os.environ, "PYTHONIOENCODING": encoding},
        capture_output=True,
    )
    assert done.returncode == 0
    text = done.stdout.decode(encoding)
    if arguments[0] == "batch":
        assert "潮汐" in json.loads(text)["question"]
    else:
        assert "\\u6f6e\\u6c50" in text


def test_a_byte_order_mark_is_no_part_of_the_question(sim: Simulator) -> None:
    """PowerShell puts one before what it pipes; and what is not UTF-8, or not there, is not sent."""
    assert shell(r"printf '\xef\xbb\xbfHow old?' | CLI submit - -m sonar").returncode == 0
    assert sim.jobs[0].question == "How old?"
    for line in (r"printf '\xff\xfe' | CLI submit -", "CLI submit - <&-"):
        done = shell(line)
        assert done.returncode == 2
        assert done.stderr.startswith(b"error: ")
        assert b"Traceback" not in done.stderr
    assert len(sim.jobs) == 1


LETTERS = "Größe, 潮汐, עברית, नमस्ते, 👩‍🚀"
STEERING = "\x1b]0;owned\x07 \x9b2J \x00\x08\r\x7f \u202e\u2066\u2028" + LETTERS


def test_a_terminal_is_not_steered(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Control characters alone are shown as JSON writes them; a file or a pipe gets data as it is."""
    streams.data(f"a\r\n\tb {STEERING}")
    assert capsys.readouterr().out == f"a\r\n\tb {STEERING}\n"
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True)
    streams.data(f"a\r\n\tb {STEERING}")
    streams.note(f"job\n{STEERING}")
    seen = capsys.readouterr()
    shown = "\\u001b]0;owned\\u0007 \\u009b2J \\u0000\\u0008\\u000d\\u007f \\u202e\\u2066\\u2028" + LETTERS
    assert seen.out == f"a\n\tb {shown}\n"
    assert seen.err == f"job\\u000a{shown}\n"


def test_the_log_on_standard_error_steers_nothing_either() -> None:
    """Ids and reasons come from elsewhere; the lines of a traceback stay lines."""
    code = (
        "import logging, perplexity_jobs\nperplexity_jobs.PerplexityJobs('a-key')\n"
        "log = logging.getLogger('perplexity_jobs')\n"
        "try:\n    raise ValueError('\\x1b[2J')\n"
        "except ValueError:\n    log.exception('job \\x1b]52;\\x07\\nerror: ')"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        env={**os.environ, "PERPLEXITY_LOG": "debug"},
        capture_output=True,
        text=True,
    )
    assert "job \\u001b]52;\\u0007\\u000aerror: \nTraceback" in done.stderr
    assert "\nValueError: \\u001b[2J\n" in done.stderr
    assert "\x1b" not in done.stderr


@pytest.mark.parametrize("timeout", ["-1", "nan", "1e400", "soon", "-inf"])
def test_a_timeout_that_is_none_buys_nothing(command: Command, sim: Simulator, timeout: str) -> None:
    """It is refused by name before anything is sent; a wait without an end is `inf`."""
    done = command("ask", "Q?", f"--timeout={timeout}")
    assert (done.code, done.out) == (2, "")
    assert "--timeout" in done.err
    assert not sim.requests
    assert command("ask", "Q?", "-m", "sonar", "-t", "inf").code == 0
