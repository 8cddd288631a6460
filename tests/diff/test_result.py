"""What a comparison concludes: the verdict, the exit code, and the advice."""

from __future__ import annotations

import pytest

from openapi_diff.model import Change, Direction, Severity
from openapi_diff.result import FAIL_ON, Comparison, advice
from openapi_diff.rules import Kind, judge


def compared(*changes: Change, python: list[Change] | None = None) -> Comparison:
    """A comparison that found these changes of the document."""
    return Comparison("v1", "the work tree", list(changes), python)


ADDED = judge(Kind.OPERATION_ADDED, Direction.CALL, "a", "GET /a appeared")
REMOVED = judge(Kind.OPERATION_REMOVED, Direction.CALL, "a", "GET /a disappeared")
CLOSED = judge(Kind.CLOSED_ENUM_VALUE_ADDED, Direction.RESPONSE, "Status", "value 'b' appeared")
DEPRECATED = judge(Kind.DEPRECATED, Direction.CALL, "a", "is deprecated now")
PYTHON = Change("python-object-removed", Direction.PYTHON, "pkg.a", "gone", Severity.BREAKING, "import fails")


@pytest.mark.parametrize(
    ("comparison", "verdict", "codes"),
    [
        (compared(), "unchanged", (0, 0, 0)),
        (compared(ADDED), "compatible", (0, 1, 0)),
        (compared(ADDED, REMOVED), "breaking", (1, 1, 0)),
        (compared(python=[PYTHON]), "breaking", (1, 1, 0)),
    ],
)
def test_the_exit_code_follows_the_question(
    comparison: Comparison, verdict: str, codes: tuple[int, ...]
) -> None:
    """Breaking, any, never: a script chooses at what it stops; either half of the report counts."""
    assert comparison.verdict == verdict
    assert tuple(comparison.exit_code(choice) for choice in FAIL_ON) == codes


@pytest.mark.parametrize(
    ("change", "word"),
    [(REMOVED, "wrapper-needs"), (CLOSED, "openapi/overlays"), (DEPRECATED, "replacement")],
)
def test_the_advice_names_where_to_look(change: Change, word: str) -> None:
    """Each kind of trouble has its own first step."""
    assert any(word in step for step in advice(compared(change)))


def test_a_compatible_change_asks_for_no_breaking_release() -> None:
    """Only a break raises more than it must."""
    assert not any("breaking" in step for step in advice(compared(ADDED)))


def test_no_change_asks_for_nothing() -> None:
    """No advice without a reason."""
    assert advice(compared()) == []
