"""The size table in docs/architecture.md, and its check."""

from __future__ import annotations

import pytest

import size


def test_no_room_has_outgrown_what_was_agreed_on(capsys: pytest.CaptureFixture[str]) -> None:
    """A change that adds lines also changes the table, where a reader sees it."""
    assert size.main(["--check"]) == 0, capsys.readouterr().err
