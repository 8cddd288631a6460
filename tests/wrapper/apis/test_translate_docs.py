"""The table in the docs is that of `translate()`."""

from __future__ import annotations

import re
from pathlib import Path

from perplexity_jobs import JobStatus, translate
from perplexity_jobs._apis.translation.table import EFFORTS, PUBLISHED, ROWS, Row

PAGE = (Path(__file__).resolve().parents[3] / "docs" / "from-sonar-to-agent.md").read_text(encoding="utf-8")


def line(row: Row) -> str:
    """A row as the page shows it."""
    to = " and ".join(f"`{path}`" for path in row.to.split(", ")) if row.to else "—"
    implied = "" if row.implied is None else f"; `{row.implied!r}` is left out"
    return f"| `{row.name}` | {to} | {row.note}{implied} |"


def test_the_page_shows_every_row_and_no_other() -> None:
    """The rows are in the order of the data; a difference shows the correct lines."""
    table = PAGE.partition("## The table")[2].partition("Fields of `web_search_options`")[0]
    shown = [entry for entry in table.splitlines() if entry.startswith("| `")]
    assert shown == [line(row) for row in ROWS]


def test_the_page_shows_every_model() -> None:
    """Each model has its level and the source."""
    table = PAGE.partition("The models:")[2].partition("\n\nAny other name")[0]
    shown = [tuple(re.findall(r"`([^`]+)`", row)) for row in table.splitlines() if row.startswith("| `sonar")]
    assert shown == [(model, EFFORTS[model], *said) for model, said in PUBLISHED.items()]


def test_the_page_shows_every_status() -> None:
    """Each word of the service leads to the status beside it."""
    rows = re.findall(r"^\| `([A-Z_]+)` \| `([a-z_]+)` \| (ends|goes on) \|", PAGE, re.MULTILINE)
    assert {status for status, *_ in rows} == {str(status) for status in JobStatus} - {"UNKNOWN"}
    for status, word, wait in rows:
        assert JobStatus.read(word) is JobStatus[status]
        assert JobStatus[status].is_terminal is (wait == "ends")


def test_the_first_example_can_be_said_there() -> None:
    """The fields of the example have counterparts."""
    assert translate({"model": "sonar-deep-research", "search_recency_filter": "year"})["effort"] == "high"
