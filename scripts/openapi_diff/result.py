"""The outcome of one comparison: what was compared, what changed, and what a script should conclude."""

from __future__ import annotations

from collections.abc import Sequence

import attrs

from openapi_diff.model import Change

FAIL_ON = ("breaking", "any", "never")
"""Which changes make the exit code 1."""


@attrs.frozen
class Comparison:
    """`old` and `new` say in words what was compared; `python` is None where packages were not compared."""

    old: str
    new: str
    document: Sequence[Change]
    python: Sequence[Change] | None
    wording_only: bool = False

    @property
    def changes(self) -> list[Change]:
        """All changes, those of the document first."""
        return [*self.document, *(self.python or ())]

    @property
    def breaking(self) -> int:
        """How many changes break somebody."""
        return sum(change.is_breaking for change in self.changes)

    @property
    def compatible(self) -> int:
        """How many changes break nobody."""
        return len(self.changes) - self.breaking

    @property
    def verdict(self) -> str:
        """`unchanged`, `compatible` or `breaking`."""
        if self.breaking:
            return "breaking"
        return "compatible" if self.changes else "unchanged"

    @property
    def headline(self) -> str:
        """The outcome in one line."""
        if not self.changes:
            said = "only wording changed" if self.wording_only else "nothing changed"
        else:
            said = f"{self.breaking} breaking, {self.compatible} compatible"
        return f"{self.old} to {self.new}: {said}"

    def exit_code(self, fail_on: str) -> int:
        """1 if the comparison holds a change of the kind that was asked for, one of `FAIL_ON`, else 0."""
        return 1 if {"breaking": self.breaking, "any": len(self.changes), "never": 0}[fail_on] else 0

    def to_dict(self) -> dict[str, object]:
        """The comparison as `--json` prints it."""
        python = None if self.python is None else [attrs.asdict(change) for change in self.python]
        return {
            "from": self.old,
            "to": self.new,
            "verdict": self.verdict,
            "breaking": self.breaking,
            "compatible": self.compatible,
            "document": [attrs.asdict(change) for change in self.document],
            "python": python,
            "advice": advice(self),
        }


def advice(comparison: Comparison) -> list[str]:
    """What to do now, one line per step; empty if nothing changed."""
    kinds = {str(change.kind) for change in comparison.document}
    steps: list[str] = []
    if not comparison.changes:
        return steps
    if "operation-removed" in kinds:
        steps.append(
            "An operation is gone: see in openapi/wrapper-needs.yaml whether the wrapper is built on it."
        )
    if "closed-enum-value-added" in kinds:
        steps.append("Open the closed enum with an action in openapi/overlays, as the others are.")
    if any(change.kind == "deprecated" for change in comparison.document):
        steps.append("Something is deprecated: plan its replacement.")
    if comparison.breaking:
        steps.append(
            "Raise the minor version (the major one from 1.0 on); name every breaking line in CHANGELOG.md."
        )
    else:
        steps.append(
            "Raise the patch version, or the minor one for an addition; write a line in CHANGELOG.md."
        )
    steps.append("Run make regenerate and make test; the overlays and the wrapper's needs are checked there.")
    return steps
