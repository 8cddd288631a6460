"""What can go wrong while building, and how it is said: where, what, and what to do about it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager

Pointer = tuple[str | int, ...]


def pointer_text(pointer: Pointer) -> str:
    """The JSON pointer (RFC 6901) of a location, e.g. ``/paths/~1jobs/get``; empty for the whole document."""
    return "".join("/" + str(part).replace("~", "~0").replace("/", "~1") for part in pointer)


def printable(text: str) -> str:
    r"""A line for a terminal: control characters of a page or server are shown as escapes (`\x1b`)."""
    return "".join(c if c.isprintable() else c.encode("unicode_escape").decode() for c in text)


class BuildError(Exception):
    """A failure with a location and a remedy.

    Args:
        what: what is wrong, as a clause without a full stop.
        pointer: the place inside the file.
        do: what the reader should do now, as an imperative clause.
        file: the file it was found in, relative to the repository; see also :func:`in_file`.
        detail: further lines, e.g. a difference, shown indented below.

    ``sources`` are the captured files and overlays that a place in the built document comes from, as far as
    known.
    """

    def __init__(
        self, what: str, pointer: Pointer = (), *, do: str, file: str = "", detail: Iterable[str] = ()
    ) -> None:
        self.what = what
        self.file = file
        self.pointer = pointer
        self.do = do
        self.detail = tuple(detail)
        self.sources: tuple[str, ...] = ()
        super().__init__(what)

    @property
    def where(self) -> str:
        """``file#/json/pointer``, as far as known."""
        pointer = pointer_text(self.pointer)
        return f"{self.file}#{pointer}" if pointer else self.file

    def __str__(self) -> str:
        head = f"{self.where}: {self.what}" if self.where else self.what
        origin = f" (from {', '.join(self.sources)})" if self.sources else ""
        lines = [f"{head}; {self.do}{origin}", *("    " + line for line in self.detail)]
        return "\n".join(map(printable, lines))


@contextmanager
def in_file(name: str) -> Iterator[None]:
    """Errors that are raised inside are about this file, unless they name one themselves."""
    try:
        yield
    except BuildError as error:
        error.file = error.file or name
        raise
