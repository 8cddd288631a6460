"""A file in place of standard output: written whole or not at all, and tried before anything is bought."""

from __future__ import annotations

import contextlib
import errno
import os
import secrets
import shutil
from collections.abc import Iterable, Iterator
from pathlib import Path

from .streams import NoOutputError


def check_file(path: Path) -> None:
    """Raise NoOutputError where the file could not be written; one that is there stays as it is."""
    try:
        with _beside(_target(path)):
            pass
    except OSError as problem:
        nothing = NoOutputError(problem, str(path))
        nothing.message += " Nothing was sent."
        raise nothing from problem


def write_file(path: Path, parts: Iterable[str]) -> None:
    """Write a file at once, in place of what had its name; NoOutputError where that fails."""
    try:
        target = _target(path)
        with _beside(target) as partial:
            with open(partial, "w", encoding="utf-8", errors="backslashreplace") as stream:
                stream.writelines(parts)
                stream.flush()
                os.fsync(stream.fileno())
            if target.exists():
                shutil.copymode(target, partial)
            os.replace(partial, target)
    except OSError as problem:
        raise NoOutputError(problem, str(path)) from problem


def _target(path: Path) -> Path:
    """The file that is meant, links followed; OSError where it may not be written."""
    target = Path(os.path.realpath(path))
    if target.exists() and not target.is_file():
        number = errno.EISDIR if target.is_dir() else errno.EINVAL
        raise OSError(number, "it is a folder" if target.is_dir() else "it is no file", str(path))
    if target.exists() and not os.access(target, os.W_OK):
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(path))
    return target


@contextlib.contextmanager
def _beside(target: Path) -> Iterator[Path]:
    """A new file in the same folder, which is gone at the end."""
    partial = target.with_name(f".{secrets.token_hex(6)}.partial")
    partial.touch(exist_ok=False)
    try:
        yield partial
    finally:
        partial.unlink(missing_ok=True)
