"""The status line on a terminal: it is updated, never wider than the window, and removed at the end."""

from __future__ import annotations

import contextlib
import fcntl
import os
import pty
import re
import struct
import sys
import termios
import threading
from collections.abc import Callable, Iterator
from unittest import mock

import pytest

from perplexity_jobs.cli import display
from perplexity_jobs.cli.streams import note
from perplexity_jobs.simulator import ManualClock, Simulator

from .conftest import Command

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="there are no pseudo-terminals")
Screen = Callable[[], str]


@contextlib.contextmanager
def terminal(term: str = "xterm") -> Iterator[Screen]:
    """Standard error as a terminal of 80 columns; gives what has been written to it since."""
    master, slave = pty.openpty()
    resize(slave, 80)
    # In the test itself: pytest puts its own streams in place after the fixtures.
    with (
        os.fdopen(master, "rb", buffering=0) as screen,
        os.fdopen(slave, "w") as stream,
        mock.patch.dict(os.environ, {"TERM": term}),
        mock.patch.object(display, "MOVES", 1e6),  # the tests move it themselves
        mock.patch.object(sys, "stderr", stream),
    ):

        def seen() -> str:
            stream.write("\0")  # what was written arrives in pieces
            stream.flush()
            found = b""
            while not found.endswith(b"\0"):
                found += screen.read(65536)
            return found[:-1].decode()

        yield seen
        display.erase()


def resize(terminal: int, columns: int) -> None:
    """Give a terminal another width."""
    fcntl.ioctl(terminal, termios.TIOCSWINSZ, struct.pack("HHHH", 24, columns, 0, 0))


def test_a_line_fits_the_window_as_it_becomes_narrower() -> None:
    """A line that wraps would leave a piece of itself with every second."""
    with terminal() as screen:
        display.draw(lambda columns: "x" * 200)
        assert screen() == "\r\x1b[K" + "x" * 76 + "...\r"
        resize(sys.stderr.fileno(), 40)
        display.draw(lambda columns: "\u4e16" * 40)
        assert screen() == "\r\x1b[J" + "\u4e16" * 18 + "...\r", "each letter fills two columns"


def test_the_line_moves_while_nothing_else_happens(monkeypatch: pytest.MonkeyPatch) -> None:
    """A request may take half a minute, and the next look may be as far away."""
    moved, seconds = threading.Event(), iter(range(1_000_000))

    def line(columns: int) -> str:
        second = next(seconds)
        if second == 3:
            moved.set()
        return f"{second} s"

    with terminal() as screen:
        monkeypatch.setattr(display, "MOVES", 0.001)
        with display.live(line):
            assert moved.wait(30)
        assert screen().startswith("\r\x1b[K0 s\r\r\x1b[K1 s\r\r\x1b[K2 s\r")


def test_what_is_said_meanwhile_stays_and_the_line_goes() -> None:
    """A note has a line of its own; the status line is removed at the end."""
    with terminal() as screen:
        with display.live(lambda columns: "where it stands") as changed:
            assert screen() == "\r\x1b[Kwhere it stands\r"
            note("a note")
            assert "\r\x1b[Ka note\r\n" in screen()
            changed()
            assert screen().endswith("where it stands\r")
        assert screen().endswith("\r\x1b[K")


def test_a_wait_shows_where_the_job_stands_and_leaves_nothing(command: Command) -> None:
    """Each poll is shown, and the answer is on standard output."""
    with Simulator(clock=ManualClock(), durations=20).environment(), terminal() as screen:
        done = command("ask", "Q?", "-m", "sonar")
        shown = screen()
    assert "\r\x1b[Kcreated 0:00\r" in shown
    assert re.search(r"\r\x1b\[Kin progress 0:\d\d, next poll in 0:\d\d, \d polls\r", shown)
    assert re.search(r"\r\x1b\[Kcompleted 0:20, \d polls, USD 0\.\d{4}\r", shown)
    assert re.search(r"\r\x1b\[Kjob \S+: 20 s, USD \S+\r\n\Z", shown)
    assert "in progress" not in done.out


def test_a_line_of_the_background_does_not_write_over_the_prompt(monkeypatch: pytest.MonkeyPatch) -> None:
    """A command that was started with & shares the terminal with a shell."""
    monkeypatch.setattr(os, "tcgetpgrp", lambda _: os.getpgrp() + 1)
    with terminal() as screen:
        display.draw(lambda columns: "where it stands")
        note("a note")
        assert screen() == "a note\r\n"


def test_what_the_service_says_cannot_steer_the_terminal() -> None:
    """A message of an error may hold anything."""
    with terminal() as screen:
        display.draw(lambda columns: "\x1b]0;title\x07")
        assert screen() == "\r\x1b[K\\u001b]0;title\\u0007\r"


def test_no_line_moves_where_nothing_can_be_erased(monkeypatch: pytest.MonkeyPatch) -> None:
    """A dumb terminal, as editors have them, gets the lines of a log."""
    monkeypatch.setattr(display, "EVERY", 0.0)
    with terminal("dumb") as screen:
        with display.live(lambda columns: "where it stands") as changed:
            changed()
        assert screen() == "where it stands\r\n"
