"""The drills: the real document, changed as documents have changed elsewhere."""

from __future__ import annotations

import pytest
from tests.diff.drills import DRILLS, Drill

from openapi_diff.document import compare_documents


@pytest.mark.parametrize("drill", DRILLS, ids=lambda drill: drill.name)
def test_a_drill_gives_the_expected_report(drill: Drill) -> None:
    """The report holds these lines, no others, and the right verdict."""
    changes = compare_documents(*drill.documents())
    assert {(change.kind, change.where) for change in changes} == drill.told
    assert any(change.is_breaking for change in changes) is drill.breaks
