"""`Change`, one judged difference between two documents, as a value to sort, print and write as JSON."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum

import attrs

from openapi_build.errors import printable


class Direction(StrEnum):
    """Who writes what changed: callers, the service, both by agreement (call), users of the package."""

    REQUEST = "request"
    RESPONSE = "response"
    CALL = "call"
    PYTHON = "python"


def _all_printable(labels: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(map(printable, labels))


@attrs.frozen
class Change:
    """One difference between two documents, judged.

    `kind` is a row of `openapi_diff.rules`. `holder` is a component, a field or an operation, and `name`
    what changed in it, empty for the holder itself. `thing` is a noun for it and `verb` what happened, so
    that many alike make one sentence. `is_breaking` says whether it may stop a caller who did nothing, and
    `operations` holds the labels of all that reach the place.
    """

    kind: str
    direction: Direction
    holder: str = attrs.field(converter=printable)
    name: str = attrs.field(converter=printable)
    thing: str
    verb: str = attrs.field(converter=printable)
    is_breaking: bool
    reason: str
    operations: tuple[str, ...] = attrs.field(default=(), converter=_all_printable)

    @property
    def where(self) -> str:
        """The place that a reader looks up: a component or operation, with its field."""
        return f"{self.holder}.{self.name}" if self._names_a_field else self.holder or self.name

    @property
    def what(self) -> str:
        """What happened there."""
        named = "" if self._names_a_field or not self.holder else self.name
        return " ".join(filter(None, (self.thing, named, self.verb)))

    @property
    def _names_a_field(self) -> bool:
        return bool(self.name) and self.thing.endswith("field")

    def to_dict(self) -> dict[str, object]:
        """The change as `--json` prints it."""
        severity = "breaking" if self.is_breaking else "compatible"
        told = {"kind": self.kind, "direction": self.direction, "where": self.where, "what": self.what}
        return told | {"severity": severity, "reason": self.reason, "operations": self.operations}


def merge_operations(changes: Iterable[Change]) -> list[Change]:
    """One entry per change, whichever number of operations reach it; breaking first, then by place."""
    merged: dict[tuple[str, str, str, str], Change] = {}
    for change in changes:
        key = (change.kind, change.direction, change.where, change.what)
        known = merged.get(key)
        operations = change.operations if known is None else known.operations + change.operations
        merged[key] = attrs.evolve(change, operations=tuple(dict.fromkeys(operations)))
    return sorted(merged.values(), key=lambda c: (not c.is_breaking, c.where, c.direction, c.kind, c.what))
