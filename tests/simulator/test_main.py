"""The simulator from the shell."""

from __future__ import annotations

import importlib
import io
import os
import re
import signal
import socket
import subprocess
import sys

import httpx
import pytest

import perplexity_jobs.simulator
from perplexity_jobs.simulator.__main__ import main


class Visitor(io.StringIO):
    """Reads the address as soon as it is printed, makes a request, and interrupts."""

    status: int | None = None

    def flush(self) -> None:
        """What happens when the address has been printed."""
        url = re.search(r"PERPLEXITY_BASE_URL=(\S+)", self.getvalue())
        key = re.search(r"PERPLEXITY_API_KEY=(\S+)", self.getvalue())
        if url and key and self.status is None:
            headers = {"authorization": f"Bearer {key[1]}"}
            self.status = httpx.get(f"{url[1]}/async/chat/completions", headers=headers).status_code
            os.kill(os.getpid(), signal.SIGINT)


def test_serves_what_it_prints_until_interrupted() -> None:
    """The two variables that it prints are all that a client needs; Ctrl-C is a normal end."""
    out = Visitor()
    assert main(["--port", "0", "--api-key", "another"], out=out) == 0
    assert out.status == 200
    assert out.getvalue().endswith("0 jobs, 1 requests\n")


@pytest.mark.parametrize(
    ("argv", "message"),
    [
        (["--fault", "get-rest"], "did you mean get-reset"),
        (["--speed", "0"], "speed=0.0"),
        (["--tier", "9"], "there are the tiers 0 to 5"),
    ],
)
def test_bad_options_are_one_clear_line(
    argv: list[str], message: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """A wrong option ends with status 2 and says what to do."""
    with pytest.raises(SystemExit) as caught:
        main(argv)
    assert caught.value.code == 2
    assert message in capsys.readouterr().err


def test_a_taken_port_is_one_clear_line(capsys: pytest.CaptureFixture[str]) -> None:
    """A port that is in use is said in words, not in a traceback."""
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        assert main(["--port", str(port)]) == 1
    error = capsys.readouterr().err
    assert f"cannot listen on 127.0.0.1:{port}" in error
    assert "another --port" in error


@pytest.mark.parametrize("library", ["pydantic", "starlette", "uvicorn"])
def test_a_missing_extra_says_what_to_install(library: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without the extra the import fails with the command that installs it."""
    monkeypatch.setitem(sys.modules, library, None)
    with pytest.raises(ModuleNotFoundError, match=rf"{library}: pip install 'perplexity-jobs\[simulator\]'"):
        importlib.reload(perplexity_jobs.simulator)


def test_module_runs_and_ends_with_sigterm() -> None:
    """As a process of its own it ends with status 0 when it is asked to."""
    command = [sys.executable, "-m", "perplexity_jobs.simulator", "--port", "0"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        assert process.stdout.readline().startswith("Simulator at http://127.0.0.1:")
        process.terminate()
        assert process.wait(timeout=30) == 0
