"""The live line: where a wait or a run stands, on a terminal in one line that moves every second.

The cursor stays at the beginning of the line, so that whatever else is written there takes its place, and the
line can be erased whole after the window has become narrower. Where nobody watches there is a line of its own
every half minute instead.
"""

from __future__ import annotations

import contextlib
import os
import sys
import time
from collections.abc import Callable, Iterator
from threading import Event, RLock, Thread

from .._values.log import printable

EVERY = 30.0
"""Seconds between two lines of progress where no person watches."""

MOVES = 1.0
"""Seconds after which the line on a terminal moves, whatever else happens."""

_lock = RLock()
_shown = 0  # columns of the window that the line was written for, 0 where there is none


def is_terminal() -> bool:
    """Whether a person watches standard error, on a terminal that can erase a line."""
    # The older console of Windows would show the sequences that do it.
    able = os.environ.get("TERM") != "dumb" if os.name != "nt" else "WT_SESSION" in os.environ
    return able and sys.stderr is not None and sys.stderr.isatty()


def width() -> int:
    """The columns of the terminal that standard error is; 80 where it does not say."""
    try:
        return os.get_terminal_size(sys.stderr.fileno()).columns or 80
    except (AttributeError, OSError, ValueError):
        return 80


@contextlib.contextmanager
def live(line: Callable[[int], str]) -> Iterator[Callable[[], None]]:
    """Show a line while the block runs, and nothing of it afterwards.

    Args:
        line: the line as it stands now, for a screen of so many columns; what is longer is cut off.

    Yields:
        A function to call when something has changed. Without a terminal, only such a change writes a line.
    """
    if not is_terminal():
        yield _seldom(line)
        return
    ended = Event()

    def move() -> None:
        while not ended.wait(MOVES):
            draw(line)

    mover = Thread(target=move, daemon=True)
    draw(line)
    mover.start()
    try:
        yield lambda: draw(line)
    finally:
        ended.set()
        mover.join()
        erase()


def draw(line: Callable[[int], str]) -> None:
    """Show the line as it stands now in the place of the one before."""
    global _shown
    columns = width()
    # The last column stays free: some terminals go to the next line as soon as it is filled.
    text = fitted(printable(line(columns - 1)), columns - 1)
    with _lock:
        if _in_foreground() and _write(f"{_wiped(columns)}{text}\r"):
            _shown = columns


def _wiped(columns: int) -> str:
    """What erases the line: also what hangs below it, after the window has become narrower."""
    return "\r\x1b[J" if columns < _shown else "\r\x1b[K"


def erase() -> None:
    """Take the line away, if there is one."""
    global _shown
    with _lock:
        if _shown:
            _write(_wiped(width()))
            _shown = 0


@contextlib.contextmanager
def alone() -> Iterator[None]:
    """Take the line away, and keep it away while the block writes something that is to stay."""
    with _lock:
        erase()
        yield


def fitted(text: str, columns: int) -> str:
    """A text cut off to a width; letters that fill two columns count as two."""
    if len(text) * 2 <= columns:
        return text
    from rich.cells import cell_len, set_cell_size  # loaded late: this is for people, who wait anyway

    return text if cell_len(text) <= columns else set_cell_size(text, columns - 3).rstrip() + "..."


def stopwatch(seconds: float) -> str:
    """Seconds as a clock shows them: ``0:07``, ``12:30``, ``1:02:03``."""
    minutes, rest = divmod(max(0, int(seconds)), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"


def _seldom(line: Callable[[int], str], clock: Callable[[], float] = time.monotonic) -> Callable[[], None]:
    told = clock()

    def show() -> None:
        nonlocal told
        if clock() - told >= EVERY:
            told = clock()
            with alone():
                _write(f"{printable(line(1000))}\n")

    return show


def _in_foreground() -> bool:
    """Whether the terminal is this program's: one that runs behind a shell's prompt would write over it."""
    try:
        return os.tcgetpgrp(sys.stderr.fileno()) == os.getpgrp()
    except (AttributeError, OSError, ValueError):  # as on Windows
        return True


def _write(text: str) -> bool:
    try:
        sys.stderr.write(text)
        sys.stderr.flush()
    except (OSError, ValueError, AttributeError):
        return False  # the terminal is gone; the wait goes on
    return True
