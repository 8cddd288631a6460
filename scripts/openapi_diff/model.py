"""What a change is: a value that can be sorted, counted, printed and written as JSON, and nothing else."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum

import attrs

from openapi_build.errors import printable


class Severity(StrEnum):
    """Whether code that worked against the old document may stop working against the new one."""

    BREAKING = "breaking"
    COMPATIBLE = "compatible"


class Direction(StrEnum):
    """Who writes what changed: the caller (request), the server (response), or the agreement as a whole
    (call).
    """

    REQUEST = "request"
    RESPONSE = "response"
    CALL = "call"
    PYTHON = "python"


def _all_printable(labels: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(map(printable, labels))


@attrs.frozen
class Change:
    """One difference between two documents, judged.

    `kind` is a row of `openapi_diff.rules`; `where` is a place that a reader finds in the document (a
    component and its field, or an operation and its parameter); `what` says what happened there; `reason`
    why it was judged so; `operations` holds the labels of all operations that reach the place.
    """

    kind: str
    direction: Direction
    where: str = attrs.field(converter=printable)
    what: str = attrs.field(converter=printable)
    severity: Severity
    reason: str
    operations: tuple[str, ...] = attrs.field(default=(), converter=_all_printable)

    @property
    def is_breaking(self) -> bool:
        """True if the change may stop a caller who did nothing."""
        return self.severity is Severity.BREAKING


def merge_operations(changes: Iterable[Change]) -> list[Change]:
    """One entry per change, whichever number of operations reach it; breaking first, then by place.

    A component that three operations use changes once, and a reader wants to read it once.
    """
    merged: dict[tuple[str, str, str, str], Change] = {}
    for change in changes:
        key = (change.kind, change.direction, change.where, change.what)
        known = merged.get(key)
        operations = change.operations if known is None else known.operations + change.operations
        merged[key] = attrs.evolve(change, operations=tuple(dict.fromkeys(operations)))
    return sorted(merged.values(), key=_order)


def _order(change: Change) -> tuple[bool, str, str, str, str]:
    return (not change.is_breaking, change.where, change.direction, change.kind, change.what)
