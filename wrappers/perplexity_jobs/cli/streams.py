"""The two streams: data goes to standard output, everything else to standard error.

Either may be missing, closed, full, or unable to hold a letter; the id of a job that is paid for is written
to the other one then. Control characters are shown escaped, except in a file or a pipe that data goes to.
"""

from __future__ import annotations

import contextlib
import errno
import json
import os
import select
import stat
import sys
from collections.abc import Iterable
from io import TextIOWrapper
from pathlib import Path
from typing import Any, Literal

from .._values.errors import PerplexityJobsError
from .._values.files import check_writable, write_whole
from .._values.log import printable
from .display import alone

_UNSENT = " Nothing was sent."


class NoOutputError(PerplexityJobsError):
    """Standard output, or the file in its place, takes nothing more.

    Attributes:
        unread: whether there is a pipe that nobody reads.
    """

    def __init__(self, problem: OSError, where: str = "Standard output", more: str = "") -> None:
        self.unread: bool = problem.errno == errno.EPIPE
        reason = "it is closed" if problem.errno == errno.EBADF else problem.strerror or str(problem)
        failed = f"{where} cannot be written ({reason})."
        super().__init__(("Nobody reads standard output any more." if self.unread else failed) + more)


def prepare() -> None:
    """Set up the streams of this process so that no text fails in them."""
    for number in range(3):
        # A file that is opened later would get the number of a closed stream, and be written to as one.
        try:
            os.fstat(number)
        except OSError:
            os.open(os.devnull, os.O_RDWR)
    for stream in (sys.stdin, sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            # On Windows, files and pipes have an encoding that cannot hold most answers.
            chosen = stream is sys.stderr or stream.isatty() or "PYTHONIOENCODING" in os.environ
            errors = "strict" if stream is sys.stdin else "backslashreplace"
            stream.reconfigure(encoding=None if chosen else "utf-8", errors=errors)


def note(text: str) -> bool:
    """Write a line for the person at the terminal; returns whether it could be written."""
    return _write("stderr", printable(text)) is None


def failure(text: str) -> None:
    """Write a line that may hold the id of a paid job: to standard output where nothing takes notes."""
    if not note(text):
        _write("stdout", printable(text))


def data(text: str, *, is_safe: bool = False) -> None:
    """Write a line of what was asked for; NoOutputError where it cannot be written.

    Args:
        text: the line.
        is_safe: whether the control characters in it are this program's own.
    """
    if not is_safe and sys.stdout is not None and sys.stdout.isatty():
        text = printable(text.replace("\r\n", "\n"), keep="\n\t")
    if problem := _write("stdout", text):
        raise NoOutputError(problem) from problem


def data_json(value: Any) -> None:
    """Write a value as one line of JSON."""
    data(json_line(value))


def json_line(value: Any) -> str:
    """A value as one line of JSON that standard output can hold."""
    encoding = getattr(sys.stdout, "encoding", None) or "ascii"
    return json.dumps(value, ensure_ascii=encoding.lower() not in ("utf-8", "utf8"))


def is_screen() -> bool:
    """Whether a person reads standard output, on a terminal that knows more than lines."""
    return sys.stdout is not None and sys.stdout.isatty() and os.environ.get("TERM") != "dumb"


def read_input(what: str) -> str:
    """All of standard input; ValueError where there is none, or no text."""
    if sys.stdin is None:
        raise ValueError(f"There is no standard input to read the {what} from.")
    try:
        return sys.stdin.read().removeprefix("\ufeff")
    except UnicodeDecodeError as problem:
        raise ValueError(f"The {what} on standard input is no UTF-8; nothing was sent.") from problem


def check_output(*others: Literal["stderr"]) -> None:
    """Raise NoOutputError where neither standard output nor one of the others can take anything."""
    problems = [_problem(name) for name in ("stdout", *others)]
    if all(problems) and problems[0] is not None:
        raise NoOutputError(problems[0], more=_UNSENT)


def check_file(path: Path) -> None:
    """Raise NoOutputError where a file could not be written in place of standard output."""
    try:
        check_writable(path)
    except OSError as problem:
        raise NoOutputError(problem, str(path), _UNSENT) from problem


def write_file(path: Path, parts: Iterable[str]) -> None:
    """Write a file in place of standard output; NoOutputError where that fails."""
    try:
        write_whole(path, parts)
    except OSError as problem:
        raise NoOutputError(problem, str(path)) from problem


def _write(name: Literal["stdout", "stderr"], text: str) -> OSError | None:
    """Write a line to a stream; returns what went wrong, after which the stream is not used again."""
    stream = getattr(sys, name)
    if stream is None:
        return OSError(errno.EBADF, os.strerror(errno.EBADF))
    try:
        with alone() if stream.isatty() else contextlib.nullcontext():
            print(text, file=stream, flush=True)
    except OSError as problem:
        with contextlib.suppress(OSError, ValueError):
            # At its end the interpreter writes what is left in the stream, and would complain.
            os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())
        setattr(sys, name, None)
        return problem
    return None


def _problem(name: str) -> OSError | None:
    """What is known to be wrong with a stream before anything is written to it."""
    stream = getattr(sys, name)
    if stream is None:
        return OSError(errno.EBADF, os.strerror(errno.EBADF))
    try:
        number = stream.fileno()
    except (OSError, ValueError):
        return None  # it is no file of the system's
    try:
        os.write(number, b"")  # a device that is full, and a file opened for reading, refuse even this
    except OSError as problem:
        return problem
    if not hasattr(select, "poll"):
        return None  # as on Windows
    disk, watch = os.fstatvfs(number), select.poll()
    if stat.S_ISREG(os.fstat(number).st_mode) and disk.f_blocks and not disk.f_bavail:
        return OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
    watch.register(number, 0)
    return OSError(errno.EPIPE, os.strerror(errno.EPIPE)) if watch.poll(0) else None
