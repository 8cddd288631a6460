"""The size table in docs/architecture.md, and its check."""

from __future__ import annotations

import pytest

import size

PAGE = f"# Page\n\n{size.BEGIN}\nold\n{size.END}\nThe rest.\n"


def test_no_room_has_outgrown_what_was_agreed_on(capsys: pytest.CaptureFixture[str]) -> None:
    """A change that adds lines also changes the table, where a reader sees it."""
    assert size.main(["--check"]) == 0, capsys.readouterr().err


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
