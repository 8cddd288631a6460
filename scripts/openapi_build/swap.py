"""Put a finished folder in the place of another, so that at no moment half of either is there.

Linux and macOS can exchange two folders in one step; elsewhere two renames have to do, and what an
interruption between them leaves is put right by :func:`recover` at the next run. Work in progress ends in
``.partial``, which git ignores.
"""

from __future__ import annotations

import contextlib
import ctypes
import os
import shutil
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from .errors import BusyError

_AT_FDCWD = -100
_RENAME_EXCHANGE = 2
_RENAME_SWAP = 2
SUFFIX = ".partial"


@contextlib.contextmanager
def workshop(folder: Path) -> Iterator[Path]:
    """A temporary folder inside ``folder``, hence on its file system; one process at a time.

    Left-overs of an interrupted run are put right first. Raises: BusyError.
    """
    folder.mkdir(parents=True, exist_ok=True)
    with _only_one(folder / f".lock{SUFFIX}"):
        recover(folder)
        place = Path(tempfile.mkdtemp(prefix=".work-", suffix=SUFFIX, dir=folder))
        try:
            yield place
        finally:
            shutil.rmtree(place, ignore_errors=True)


def replace_folder(new: Path, old: Path) -> None:
    """Put the folder ``new`` in the place of ``old``; afterwards ``new`` is gone or holds what was
    replaced.
    """
    if not old.exists():
        new.rename(old)
    elif not _exchange(new, old):
        aside = old.with_name(f".{old.name}.old{SUFFIX}")
        old.rename(aside)
        new.rename(old)
        shutil.rmtree(aside)


def recover(folder: Path) -> None:
    """Bring back a folder that an interruption left set aside, and clear what was in the making."""
    for aside in folder.glob(f".*.old{SUFFIX}"):
        original = folder / aside.name[1 : -len(f".old{SUFFIX}")]
        if original.exists():
            shutil.rmtree(aside)
        else:
            aside.rename(original)
    for left in folder.glob(f".work-*{SUFFIX}"):
        shutil.rmtree(left, ignore_errors=True)


def replace_file(path: Path, text: str) -> bool:
    """Write a file whole or not at all; returns whether it changed."""
    raw = text.encode("utf-8")
    if path.is_file() and path.read_bytes() == raw:
        return False
    path.parent.mkdir(parents=True, exist_ok=True)
    descriptor, temporary = tempfile.mkstemp(prefix=f".{path.name}.", suffix=SUFFIX, dir=path.parent)
    try:
        with os.fdopen(descriptor, "wb") as stream:
            stream.write(raw)
        os.chmod(temporary, 0o644)
        os.replace(temporary, path)
    except BaseException:
        with contextlib.suppress(FileNotFoundError):
            os.unlink(temporary)
        raise
    return True


def _exchange(one: Path, other: Path) -> bool:
    """Exchange two folders in one step; False where the system cannot."""
    try:
        libc = ctypes.CDLL(None, use_errno=True)
        a, b = os.fsencode(one), os.fsencode(other)
        if sys.platform == "darwin":
            return int(libc.renamex_np(a, b, ctypes.c_uint(_RENAME_SWAP))) == 0
        return int(libc.renameat2(_AT_FDCWD, a, _AT_FDCWD, b, ctypes.c_uint(_RENAME_EXCHANGE))) == 0
    except (OSError, AttributeError, TypeError):
        return False


@contextlib.contextmanager
def _only_one(path: Path) -> Iterator[None]:
    try:
        import fcntl
    except ImportError:  # Windows: no lock; two regenerations at once are the user's to avoid
        yield
        return
    with path.open("w") as stream:
        try:
            fcntl.flock(stream, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            raise BusyError("another regeneration is running", do="wait for it to end") from None
        yield
