"""The report: everything of the batch on one page, and nothing of the web's making in control of it."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from perplexity_jobs._answers.result import Citation
from perplexity_jobs.batch import BatchResult, OutputError, ResultStatus
from perplexity_jobs.batch.report import write_report
from perplexity_jobs.batch.report.page import _item, _renderer
from perplexity_jobs.batch.report.plots import bins, histogram

from .conftest import World

FINITE = st.floats(0, 1e6, allow_nan=False)


class Page(HTMLParser):
    """The tags, links and text of a page."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.links: list[str] = []
        self.text = ""
        self.open: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.links += [value or "" for name, value in attrs if name in ("href", "src", "action", "data")]
        assert not any(name.startswith("on") for name, _ in attrs), "an event handler"

    def handle_data(self, data: str) -> None:
        self.text += data


HOSTILE = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "![pixel](https://tracker.example/p.png)",
    "[click](javascript:alert(1))",
    "[click](data:text/html,<script>alert(1)</script>)",
    '"><svg onload=alert(1)>',
    "</details></body><iframe src='https://evil.example'>",
]


@pytest.mark.parametrize("text", HOSTILE)
def test_nothing_in_an_answer_runs_or_loads_anything(text: str) -> None:
    """Answers, titles, ids and metadata come from elsewhere; they are shown, not obeyed."""
    result = BatchResult(
        id=text,
        status=ResultStatus.COMPLETED,
        question=text,
        text=text,
        error=text,
        citations=[Citation(1, text, "javascript:alert(1)", text), Citation(2, text, "http://[bad")],
        metadata={text: text},
    )
    page = Page(_item(result, _renderer()))
    assert not {"script", "img", "iframe", "object", "form", "link"} & set(page.tags)
    assert not [tag for tag in page.tags if tag == "svg"]
    assert all(link.startswith(("http://", "https://")) for link in page.links)


def test_the_page_shows_every_answer_with_its_sources_and_every_failure(world: World) -> None:
    """What the batch was run for, readable without the program."""
    world.run(
        [{"id": "good", "question": "What of it?"}, {"id": "bad", "question": "[simulate: fail] And it?"}]
    )
    write_report(world.batch, world.folder / "r.html")
    text = (world.folder / "r.html").read_text()
    page = Page(text)
    answer = world.results()["good"]
    assert all(citation.url in page.links for citation in answer.citations)
    assert "What of it?" in page.text
    assert (world.results()["bad"].error or "") in page.text
    assert page.tags.count("svg") == 2
    assert page.tags.count("details") == 2
    assert not re.search(r"<script|@import|url\(|src=", text)


def test_of_an_item_that_was_retried_the_last_result_is_shown(world: World) -> None:
    """One entry for each item."""
    world.sim.fault = "fail"
    world.run([{"id": "a", "question": "A?"}])
    world.sim.fault = None
    for job in world.sim.jobs:
        job.faults.clear()
    world.run([{"id": "a", "question": "A?"}], retry_failed=True)
    write_report(world.batch, world.folder / "r.html")
    page = Page((world.folder / "r.html").read_text())
    assert page.tags.count("details") == 1
    assert "completed" in page.text


def test_a_page_that_cannot_be_written_is_one_clear_error(world: World, tmp_path: Path) -> None:
    """And no half of a page."""
    world.run([{"id": "a", "question": "A?"}])
    with pytest.raises(OutputError, match="cannot be written"):
        write_report(world.batch, tmp_path / "none" / "r.html")


@given(st.lists(FINITE, min_size=1, max_size=200))
def test_every_value_is_in_one_bar(values: list[float]) -> None:
    """The plot shows all jobs, and bars that follow one another."""
    ranges = bins(values)
    assert sum(count for _, _, count in ranges) == len(values)
    assert len(ranges) <= 60
    assert all(abs(a[1] - b[0]) <= 1e-6 * max(1.0, abs(a[1])) for a, b in pairwise(ranges))


@given(st.lists(FINITE, max_size=50), st.text())
def test_a_plot_can_be_drawn_of_anything(values: list[float], title: str) -> None:
    """Also of nothing, of one value, and of values that are all the same."""
    page = Page(histogram(values, title=title, unit="s"))
    assert ("svg" in page.tags) == bool(values)


@pytest.mark.parametrize(
    ("last", "shown"),
    [
        ({"role": "user", "content": "And now?"}, "And now?"),
        (
            {
                "role": "user",
                "content": [
                    {"type": "text", "text": "And"},
                    {"type": "image_url", "image_url": {"url": "https://e.example/i.png"}},
                    {"type": "text", "text": "now?"},
                ],
            },
            "And now?",
        ),
        ({"role": "user"}, ""),
        ({"role": "user", "content": ["And now?"]}, ""),
        ("no message", "no message"),
    ],
)
def test_of_messages_the_last_one_is_shown_as_text(last: object, shown: str) -> None:
    """A conversation is named by what was asked at its end, not by the data around it."""
    messages: list[Any] = [{"role": "user", "content": "First?"}, last]
    result = BatchResult(id="a", status=ResultStatus.REJECTED, question=messages)
    assert f"<p><b>{shown}</b></p>" in _item(result, _renderer())


def test_where_nothing_is_known_no_plot_is_drawn() -> None:
    """A sentence says more than an empty frame."""
    assert bins([]) == []
    assert histogram([], title="cost of a <job>", unit="USD") == "<p>cost of a &lt;job&gt;: none known.</p>"
