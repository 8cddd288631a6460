"""The simulator's command line."""

from __future__ import annotations

import contextlib
import importlib
import io
import os
import re
import signal
import socket
import sys

import httpx
import pytest

import perplexity_jobs.simulator
from perplexity_jobs.simulator.__main__ import main


class Visitor(io.StringIO):
    """Reads the line as soon as it is printed, makes a request as it says, and interrupts."""

    status: int | None = None
    number: signal.Signals = signal.SIGINT

    def flush(self) -> None:
        """What happens when the address has been printed."""
        settings = dict(word.split("=", 1) for word in self.getvalue().split()[1:])
        if settings and self.status is None:
            headers = {"authorization": f"Bearer {settings['PERPLEXITY_API_KEY']}"}
            self.status = httpx.get(
                f"{settings['PERPLEXITY_BASE_URL']}/v1/async/sonar", headers=headers
            ).status_code
            os.kill(os.getpid(), self.number)


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_serves_what_it_prints_until_interrupted(
    capsys: pytest.CaptureFixture[str], number: signal.Signals
) -> None:
    """One line holds all that a client needs and a shell can read it; Ctrl-C is a normal end."""
    out = Visitor()
    out.number = number
    with contextlib.redirect_stdout(out):
        assert main(["--port", "0", "--api-key", "another", "--speed", "20"]) == 0
    assert out.status == 200
    assert re.fullmatch(
        r"export PERPLEXITY_BASE_URL=http://127\.0\.0\.1:\d+ PERPLEXITY_API_KEY=another "
        r"PERPLEXITY_CLOCK=20\.0@\d+\.\d+\n",
        out.getvalue(),
    )
    assert capsys.readouterr().err.endswith("0 jobs, 1 requests\n")


@pytest.mark.parametrize(
    ("argv", "message"),
    [
        (["--fault", "get-rest"], "did you mean get-reset"),
        (["--speed", "0"], "speed=0.0"),
        (["--tier", "9"], "there are the tiers 0 to 5"),
        (["--port", "70000"], "port=70000"),
        (["--fast"], "unrecognized arguments: --fast"),
    ],
)
def test_bad_options_are_one_clear_line(
    argv: list[str], message: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """A wrong option ends with status 2 and says what to do."""
    with pytest.raises(SystemExit) as caught:
        main(argv)
    assert caught.value.code == 2
    (line,) = capsys.readouterr().err.splitlines()
    assert message in line


def test_a_taken_port_is_one_clear_line(capsys: pytest.CaptureFixture[str]) -> None:
    """A port in use gives a message, not a traceback."""
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(SystemExit) as caught:
            main(["--port", str(port)])
    assert caught.value.code == 2
    (line,) = capsys.readouterr().err.splitlines()
    assert line.startswith(f"error: cannot listen on 127.0.0.1 port {port} ")
    assert "port 0 takes a free one" in line


@pytest.mark.parametrize("library", ["pydantic", "starlette", "uvicorn"])
def test_a_missing_extra_says_what_to_install(library: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without the extra the import fails with the command that installs it."""
    monkeypatch.setitem(sys.modules, library, None)
    with pytest.raises(ModuleNotFoundError, match=rf"{library}: pip install 'perplexity-jobs\[simulator\]'"):
        importlib.reload(perplexity_jobs.simulator)
