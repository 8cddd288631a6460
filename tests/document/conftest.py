"""Fixtures of the pipeline's tests."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.document.support import Repository


@pytest.fixture
def repository(tmp_path: Path) -> Repository:
    """A built copy of this repository that a test may change."""
    return Repository(tmp_path / "repository")
