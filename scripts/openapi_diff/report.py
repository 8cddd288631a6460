"""`Comparison`, the result, and its reports for people: short on one screen, in full, or as Markdown."""

from __future__ import annotations

import textwrap
from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence

import attrs
from rich.console import Console

from openapi_diff.changes import Change, Direction, Kind

FAIL_ON = ("breaking", "any", "never")  # which changes make the exit code 1
_ADVICE = {
    "operation-removed": "See in openapi/wrapper-needs.yaml whether the wrapper is built on what is gone.",
    "closed-added": "Open what is closed with an action in openapi/overlays, as the others are.",
    "deprecated": "Something is deprecated: plan its replacement.",
}
_BREAKING = "Raise the minor version (the major one from 1.0 on); name in CHANGELOG.md what breaks."
_COMPATIBLE = "Raise the patch version, or the minor one for an addition; write a line in CHANGELOG.md."
_SCREEN = 40  # lines
_SPREAD = 3  # sentences of one kind of change that are read one by one; more are put into one
_LISTED = 12  # names of a sentence in Markdown, where lines have no end
_FINE = "Breaks nobody"
_RANKS = {kind.label: rank for rank, kind in enumerate(Kind)}
_WORDS = {"request": "request", "response": "answer"}
_NOUNS = ("schema", "field", "value", "variant")  # what both callers and the service may send


@attrs.frozen
class Comparison:
    """`old` and `new` say in words what was compared, and `differ` whether anything at all is different.

    `python` holds the names that the generated package lost, None where no package is made of the documents.
    """

    old: str
    new: str
    document: Sequence[Change]
    python: Sequence[Change] | None
    differ: bool = False

    @property
    def changes(self) -> list[Change]:
        """All changes, those of the document first."""
        return [*self.document, *(self.python or ())]

    @property
    def breaking(self) -> int:
        """How many changes break callers."""
        return sum(change.is_breaking for change in self.changes)

    @property
    def headline(self) -> str:
        """The outcome in one line."""
        said = f"{self.breaking} breaking, {len(self.changes) - self.breaking} compatible"
        if not self.changes:
            said = "nothing that a caller notices changed" if self.differ else "nothing changed"
        return f"{self.old} to {self.new}: {said}"

    @property
    def advice(self) -> list[str]:
        """What the maintainer should do next, in the order in which to do it."""
        kinds = {change.kind for change in self.changes if change.is_breaking or change.kind == "deprecated"}
        steps = [step for kind, step in _ADVICE.items() if kind in kinds]
        return [*steps, _BREAKING if self.breaking else _COMPATIBLE] if self.changes else []

    def exit_code(self, fail_on: str) -> int:
        """1 if the comparison holds a change of the kind that was asked for, one of `FAIL_ON`, else 0."""
        return int({"breaking": self.breaking, "any": len(self.changes), "never": 0}[fail_on] > 0)

    def to_dict(self) -> dict[str, object]:
        """The comparison as `--json` prints it."""
        return {
            "from": self.old,
            "to": self.new,
            "verdict": "breaking" if self.breaking else "compatible" if self.changes else "unchanged",
            "breaking": self.breaking,
            "compatible": len(self.changes) - self.breaking,
            "document": [change.to_dict() for change in self.document],
            "python": None if self.python is None else [change.to_dict() for change in self.python],
            "advice": self.advice,
        }


@attrs.frozen
class Sentence:
    """Alike changes: what happened to all, and the name of each."""

    head: str
    names: Sequence[str] = ()

    def text(self, shown: int) -> str:
        """The sentence with as many names, and a count of the others."""
        left = len(self.names) - shown
        names = [*self.names[:shown], *([f"… and {left} more"] if left > 0 else [])]
        return f"{self.head}: {', '.join(names)}" if names else self.head

    def lines(self, width: int, rows: int) -> list[str]:
        """The sentence as an entry of a list, on at most so many lines if one name has its place there."""

        def wrapped(shown: int) -> list[str]:
            text = f"- {self.text(shown)}"
            return textwrap.wrap(text, width, subsequent_indent="  ", break_on_hyphens=False)

        whole = wrapped(len(self.names))
        if len(whole) <= rows or len(self.names) < 2:
            return whole
        fitting = range(1, len(self.names))
        return wrapped(max(1, bisect_right(fitting, rows, key=lambda shown: len(wrapped(shown)))))


def sentences(changes: Sequence[Change]) -> list[Sentence]:
    """Alike changes in one sentence each, those that stop most callers first."""
    both = _group(changes, lambda c: (c.kind, c.where, c.what))
    told = [attrs.evolve(same[0], thing=_thing(same[0].thing, {c.direction for c in same})) for same in both]
    kinds = _group(told, lambda c: (c.kind, c.thing.replace("schema", "field")))
    found = [group for kind in kinds for group in _gather(kind)]
    found.sort(key=lambda group: _RANKS.get(group[0].kind, len(_RANKS)))
    return [_sentence(group) for group in found]


def _group(changes: Sequence[Change], by: Callable[[Change], object]) -> list[list[Change]]:
    groups: dict[str, list[Change]] = {}
    for change in changes:
        groups.setdefault(repr(by(change)), []).append(change)
    return list(groups.values())


def _gather(changes: Sequence[Change]) -> list[list[Change]]:
    """Changes of one kind, those together that one sentence tells."""
    groups = sorted(_group(changes, lambda c: (c.thing, c.verb, c.holder)), key=len, reverse=True)
    if len(groups) <= _SPREAD:
        return groups
    large = [group for group in groups[: _SPREAD - 1] if len(group) >= _SPREAD]
    small = [change for group in groups[len(large) :] for change in group]
    alike = _group(small, lambda c: (c.thing, c.verb))
    return large + (alike if len(large) + len(alike) <= _SPREAD else [small])


def _thing(thing: str, directions: set[Direction]) -> str:
    """The noun with the direction before it, where it is one of a schema and travels in one direction."""
    *adjectives, noun = thing.split() or [""]
    words = [_WORDS[direction] for direction in directions if direction in _WORDS]
    return " ".join([*adjectives, *words, noun]) if noun in _NOUNS and len(words) == 1 else thing


def _plural(thing: str) -> str:
    noun, of, whole = thing.partition(" of ")
    ending = "ies" if noun.endswith("y") else "es" if noun.endswith("s") else "s"
    return f"{noun.removesuffix('y')}{ending}{of}{whole}"


def _sentence(group: Sequence[Change]) -> Sentence:
    first, count = group[0], len(group)
    if count == 1:
        return Sentence(f"{first.where}: {first.what}")
    holders, verbs, things = ({getattr(c, part) for c in group} for part in ("holder", "verb", "thing"))
    noun = _plural(first.thing) if len(things) == 1 else f"{first.thing.rpartition(' ')[0]} places".strip()
    places = [c.where if c.where.endswith(c.name) else f"{c.where} {c.name}" for c in group]
    if len(verbs) > 1:
        said = first.kind.removeprefix("operation-").replace("-", " ")
        names = [f"{place} {c.verb}" for place, c in zip(places, group, strict=True)]
        return Sentence(f"{count} {noun}, {said}", names)
    if len(holders) > 1 or not first.holder:
        return Sentence(f"{count} {noun} {first.verb}", places)
    return Sentence(f"{count} {noun} of {first.holder} {first.verb}", [c.name for c in group])


def _parts(comparison: Comparison) -> Iterator[tuple[str, Sequence[Change]]]:
    """The changes under their titles; one that breaks in one direction is not told again for the other."""
    breaking = [change for change in comparison.document if change.is_breaking]
    known = {(change.where, change.what) for change in breaking}
    fine = [change for change in comparison.document if (change.where, change.what) not in known]
    python = comparison.python or ()
    titles = ("Breaks callers", "Breaks code that imports perplexity_openapi", _FINE)
    yield from ((title, part) for title, part in zip(titles, (breaking, python, fine), strict=True) if part)


def _short(comparison: Comparison, width: int) -> Iterator[tuple[str, list[str]]]:
    """Titles and lines of the report that fits one screen; what breaks is never left out for it."""
    parts = [(title, sentences(changes)) for title, changes in _parts(comparison)]
    room = _SCREEN - 2 * len(parts) - 3 - len(comparison.advice)
    for rows in (20, 8, 4, 3, 2):
        told = [(title, [one.lines(width, rows) for one in entries]) for title, entries in parts]
        if sum(len(lines) for _, entries in told for lines in entries) <= room:
            break
    for title, entries in told:
        kept: list[str] = []
        for number, lines in enumerate(entries):
            left = len(entries) - number
            if title == _FINE and number >= _SPREAD and len(lines) + (left > 1) > room:
                kept.append(f"- … and {left} more such sentences")
                break
            kept += lines
            room -= len(lines)
        yield title, kept


def _full(comparison: Comparison) -> Iterator[tuple[str, list[str]]]:
    for title, changes in (("The document", comparison.document), ("The package", comparison.python or ())):
        if changes:
            words = {True: "breaks", False: "ok    "}
            yield title, [f"{words[c.is_breaking]}  {c.where}: {c.what} ({_why(c)})" for c in changes]


def print_report(comparison: Comparison, console: Console, *, full: bool = False) -> None:
    """Write the report to a terminal, or as plain text where the output is no terminal."""

    def write(text: str, style: str = "") -> None:
        console.print(text, style=style, markup=False, highlight=False, soft_wrap=True)

    write(comparison.headline, "bold")
    for title, lines in _full(comparison) if full else _short(comparison, console.width):
        write(f"\n{title}", "bold green" if title == _FINE else "bold red")
        write("\n".join(lines))
    if comparison.advice:
        write("\nWhat to do" + ("" if full else " (--full tells every change with its reason)"), "bold")
        write("\n".join(f"- {step}" for step in comparison.advice))


def markdown(comparison: Comparison) -> str:
    """The report as Markdown, ready for a pull request or release notes, with the whole list folded."""
    lines = ["# What changed", "", f"{_cell(comparison.headline)}."]
    for title, changes in _parts(comparison):
        lines += ["", f"**{title}**", "", *(f"- {_cell(one.text(_LISTED))}" for one in sentences(changes))]
    if comparison.changes:
        summary = f"All {len(comparison.changes)} changes, each with its reason"
        lines += ["", "**What to do**", "", *(f"- {step}" for step in comparison.advice)]
        lines += ["", f"<details><summary>{summary}</summary>", ""]
        lines += ["| | where | what | why so judged |", "| --- | --- | --- | --- |"]
        for change in comparison.changes:
            cells = (f"`{_cell(change.where)}`", _cell(change.what), _cell(_why(change)))
            lines.append(f"| {'**breaks**' if change.is_breaking else 'ok'} | {' | '.join(cells)} |")
        lines += ["", "</details>"]
    return "\n".join(lines) + "\n"


def _why(change: Change) -> str:
    seen = f"{change.direction}: " if change.direction in _WORDS else ""
    others = any(not change.where.startswith(label) for label in change.operations)
    return f"{seen}{change.reason}" + (f"; reached by {', '.join(change.operations)}" if others else "")


def _cell(text: str) -> str:
    return text.replace("\\", "\\\\").replace("|", "\\|").replace("<", "&lt;").replace("\n", " ")
