"""The size table in docs/architecture.md, and its check."""

from __future__ import annotations

from pathlib import Path

import pytest

import size

PAGE = f"# Page\n\n{size.BEGIN}\nold\n{size.END}\nThe rest.\n"


def test_no_room_has_outgrown_what_was_agreed_on(capsys: pytest.CaptureFixture[str]) -> None:
    """A change that adds lines also changes the table, where a reader sees it."""
    assert size.main(["--check"]) == 0, capsys.readouterr().err


def test_the_table_is_written_between_its_marks_and_read_back(tmp_path: Path) -> None:
    """The rest of the page stays, and a second writing changes nothing."""
    page = tmp_path / "page.md"
    page.write_text(PAGE)
    size.main(["--write"], page)
    first = page.read_text()
    assert first.startswith("# Page\n")
    assert first.endswith("\nThe rest.\n")
    assert "old" not in first
    size.main(["--write"], page)
    assert page.read_text() == first
    assert size.main(["--check"], page) == 0


@pytest.mark.parametrize(
    ("now", "words"),
    [
        ({"a": 100}, []),
        ({"a": 96}, []),
        ({"a": 101}, ["a has grown from 100 to 101"]),
        ({"a": 94}, ["a has shrunk from 100 to 94"]),
        ({"a": 100, "b": 1}, ["b has grown from 0 to 1"]),
        ({}, ["a has shrunk from 100 to 0"]),
    ],
)
def test_growth_and_a_table_out_of_date_are_told(now: dict[str, int], words: list[str]) -> None:
    """The message has the part and both counts."""
    found = size.changed(now, {"a": 100})
    assert len(found) == len(words)
    assert all(sentence.startswith(start) for sentence, start in zip(found, words, strict=True))
