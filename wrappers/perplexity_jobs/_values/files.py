"""Files that are written whole or not at all."""

from __future__ import annotations

import contextlib
import errno
import os
import shutil
from collections.abc import Iterable, Iterator
from math import inf
from pathlib import Path


def check_writable(path: Path) -> None:
    """Raise OSError where `write_whole` could not write a file; one that is there stays as it is."""
    with _beside(_target(path)):
        pass


def write_whole(path: Path, parts: Iterable[str], most: float = inf, *, sync: bool = True) -> bool:
    """Write a file atomically, links followed: a reader finds the whole new one or the old one.

    Without `sync` that does not hold for a reader after a power cut.

    Returns:
        False, and nothing is written, where there would be more characters than `most`.

    Raises:
        OSError: it cannot be written.
    """
    target = _target(path)
    with _beside(target) as partial:
        with open(partial, "w", encoding="utf-8", errors="backslashreplace", newline="") as file:
            for part in parts:
                most -= file.write(part)
                if most < 0:
                    return False
            file.flush()
            if sync:
                os.fsync(file.fileno())
        if target.exists():
            shutil.copymode(target, partial)
        os.replace(partial, target)
    return True


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
    partial = target.with_name(f".{os.urandom(6).hex()}.partial")
    partial.touch(exist_ok=False)
    try:
        yield partial
    finally:
        partial.unlink(missing_ok=True)
