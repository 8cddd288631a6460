"""`Comparison`, the result: what was compared, the changes, advice, and the exit code."""

from __future__ import annotations

from collections.abc import Sequence

import attrs

from openapi_diff.changes import Change

FAIL_ON = ("breaking", "any", "never")  # which changes make the exit code 1
_ADVICE = {
    "operation-removed": "See in openapi/wrapper-needs.yaml whether the wrapper is built on what is gone.",
    "closed-added": "Open what is closed with an action in openapi/overlays, as the others are.",
    "deprecated": "Something is deprecated: plan its replacement.",
}
_BREAKING = "Raise the minor version (the major one from 1.0 on); name in CHANGELOG.md what breaks."
_COMPATIBLE = "Raise the patch version, or the minor one for an addition; write a line in CHANGELOG.md."


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
