"""What can go wrong while building, and how it is said: where, what, and what to do about it.

::

    BuildError
    ├── SourceError            a captured page or file cannot be used
    ├── LockError              a source is not the one that was accepted
    ├── UpgradeError           a version of OpenAPI that this build does not read
    ├── MergeError             two sources contradict each other
    ├── OverlayError           an overlay is malformed or no longer applies
    ├── DanglingReferenceError a $ref leads nowhere, or out of the document
    ├── NamesError             two things would get one name in Python
    ├── NeedError              the document no longer has what the wrapper is built on
    ├── InvalidDocumentError   the result is not a valid OpenAPI document
    └── GeneratorError         the generator warned, failed, or left something out
"""

from __future__ import annotations

from collections.abc import Iterable

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
        file: the file it was found in, relative to the repository; empty if it belongs to none.
        pointer: the place inside that file.
        do: what the reader should do now, as an imperative clause.
        detail: further lines, e.g. a difference, shown indented below.

    ``sources`` are the captured files that a place in the built document comes from, as far as known.
    """

    def __init__(
        self, what: str, *, file: str = "", pointer: Pointer = (), do: str, detail: Iterable[str] = ()
    ) -> None:
        self.what = what
        self.file = file
        self.pointer = pointer
        self.do = do
        self.detail = tuple(detail)
        self.sources: tuple[str, ...] = ()
        super().__init__(str(self))

    @property
    def where(self) -> str:
        """``file#/json/pointer``, as far as known."""
        pointer = pointer_text(self.pointer)
        return f"{self.file}#{pointer}" if pointer else self.file

    def __str__(self) -> str:
        head = f"{self.where}: {self.what}" if self.where else self.what
        origin = f" (from {', '.join(self.sources)})" if self.sources else ""
        return "\n".join(
            map(printable, [f"{head}; {self.do}{origin}", *("    " + line for line in self.detail)])
        )


class SourceError(BuildError):
    """A captured page or file cannot be used."""


class LockError(BuildError):
    """A source is not the one that was accepted."""


class UpgradeError(BuildError):
    """A version of OpenAPI that this build does not read."""


class MergeError(BuildError):
    """Two sources contradict each other."""


class OverlayError(BuildError):
    """An overlay is malformed or no longer applies."""


class DanglingReferenceError(BuildError):
    """A ``$ref`` leads nowhere, or out of the document."""


class NamesError(BuildError):
    """Two things would get one name in Python."""


class NeedError(BuildError):
    """The document no longer has what the wrapper is built on."""


class InvalidDocumentError(BuildError):
    """The result is not a valid OpenAPI document."""


class GeneratorError(BuildError):
    """The generator warned, failed, or left something out."""
