"""Fixtures for the tests of the build."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.document.support import Repository


@pytest.fixture
def small(tmp_path: Path) -> Repository:
    """A repository with one small page, not yet built."""
    return Repository.small(tmp_path / "small")


@pytest.fixture
def repository(tmp_path: Path) -> Repository:
    """The inputs of this repository, to be changed."""
    return Repository.copy(tmp_path / "repository")
