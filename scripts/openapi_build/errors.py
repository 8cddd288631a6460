"""`BuildError`, an error of the build with its place and remedy, and `CombinedError` for several of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import KW_ONLY, dataclass

Pointer = tuple[str | int, ...]
DROP = "correct each, or after a look delete exactly these with `python scripts/generate.py --drop`"


def pointer_text(pointer: Pointer) -> str:
    """The JSON pointer (RFC 6901) of a location, e.g. ``/paths/~1jobs/get``; empty for the whole document."""
    return "".join("/" + str(part).replace("~", "~0").replace("/", "~1") for part in pointer)


def printable(text: str) -> str:
    r"""A line for a terminal: control characters of a page or server are shown as escapes (`\x1b`)."""
    return "".join(c if c.isprintable() else c.encode("unicode_escape").decode() for c in text)


def short(text: str) -> str:
    """A text for a message, cut at 160 letters."""
    return text if len(text) <= 160 else text[:157] + "..."


@dataclass(eq=False)
class BuildError(Exception):
    """A failure with its place and a remedy: `what` is a clause, and `do` tells the reader what to do.

    `file` is relative to the repository (see :func:`in_file`), and `detail` holds further lines.
    """

    what: str
    pointer: Pointer = ()
    _: KW_ONLY
    do: str
    file: str = ""
    detail: Sequence[str] = ()
    about: str = ""  # what an overlay action that missed says
    sources: Sequence[str] = ()  # the pages and overlay actions that put there what is at fault

    @property
    def errors(self) -> tuple[BuildError, ...]:
        """Every failure that this one stands for: itself."""
        return (self,)

    @property
    def drops(self) -> bool:
        """True if the entry at ``pointer`` of ``file`` can be deleted with ``generate.py --drop``."""
        return self.do == DROP

    @property
    def where(self) -> str:
        """``file#/json/pointer``, as far as known."""
        pointer = pointer_text(self.pointer)
        return f"{self.file}#{pointer}" if pointer else self.file

    def lines(self, remedy: str = "") -> list[str]:
        """The message: place, error and origin, and below it the details."""
        head = f"{self.where}: {self.what}" if self.where else self.what
        origin = f" (from {', '.join(self.sources)})" if self.sources else ""
        return [
            printable(line) for line in (head + remedy + origin, *(f"    {each}" for each in self.detail))
        ]

    def __str__(self) -> str:
        return "\n".join(self.lines(f"; {self.do}"))


class CombinedError(BuildError):
    """All errors of a build together, grouped by remedy."""

    def __init__(self, errors: Iterable[BuildError]) -> None:
        self._errors = tuple({str(each): each for each in errors}.values())
        first = self._errors[0]
        super().__init__(first.what, first.pointer, do=first.do, file=first.file)

    @property
    def errors(self) -> tuple[BuildError, ...]:
        return self._errors

    def __str__(self) -> str:
        alike: dict[str, list[BuildError]] = {}
        for error in self._errors:
            alike.setdefault(error.do, []).append(error)
        said = [f"{len(self._errors)} faults"]
        for do, errors in alike.items():
            if len(errors) == 1:
                said.append(str(errors[0]))
            else:
                said += [f"{len(errors)} times: {do}"]
                said += ["  " + line for error in errors for line in error.lines()]
        return "\n".join(said)


def told(error: BuildError | OSError) -> str:
    """The message of an error, with what to do where the system has refused a file."""
    if isinstance(error, BuildError):
        return str(error)
    refused = f"{error.filename or 'a file'}: {error.strerror or error}"
    return f"{refused}; make room, or let it be read and written, and run the command again"


def raise_all(errors: Sequence[BuildError]) -> None:
    """Raises: BuildError if there is one, CombinedError if there are several."""
    if errors:
        raise errors[0] if len(errors) == 1 else CombinedError(errors)


@contextmanager
def collected(found: list[BuildError], file: str = "") -> Iterator[None]:
    """What is raised inside is added to ``found``, so that a stage can go on; it is about ``file``."""
    try:
        with in_file(file):
            yield
    except BuildError as error:
        found += error.errors


@contextmanager
def in_file(name: str) -> Iterator[None]:
    """Errors that are raised inside are about this file, unless they name one themselves."""
    try:
        yield
    except BuildError as error:
        for each in error.errors:
            each.file = each.file or name
        raise
