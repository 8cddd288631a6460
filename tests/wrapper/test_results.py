"""Answers worth reading: reasoning apart, marks that lead to sources, dates that are dates."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from perplexity_jobs import Citation
from perplexity_jobs._results import citation_of, split_reasoning, to_markdown
from perplexity_openapi.models import SearchResult

SOURCES = [
    Citation(1, "Tides [old]", "https://tides.example/a b", "2024-03-01"),
    Citation(2, "Waves", "https://waves.example/"),
]


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("2024-03-17", date(2024, 3, 17)),
        ("2024-03-17T10:00:00Z", date(2024, 3, 17)),
        ("Mar 2024", date(2024, 3, 1)),
        ("2024", date(2024, 1, 1)),
        ("17 March 2024", date(2024, 3, 17)),
        ("2024-02-29T23:30:00-08:00", date(2024, 2, 29)),
        ("17 March", None),
        ("February 29", None),
        ("10:30", None),
        ("yesterday-ish", None),
        ("99999999999999999999", None),
        ("", None),
        (None, None),
    ],
)
def test_dates_of_sources_in_the_forms_that_are_seen(written: str | None, expected: date | None) -> None:
    """Whatever is a date becomes one; whatever is not stays readable as it was written."""
    citation = Citation(1, "t", "u", written)
    assert citation.date == expected
    assert citation.published == written


@pytest.mark.parametrize(
    ("text", "answer", "reasoning"),
    [
        ("plain", "plain", None),
        ("<think>why</think>because", "because", "why"),
        ("\n <think>\nwhy\n</think>\n\nbecause", "because", "why"),
        ("<think>cut off", "", "cut off"),
        ("<think></think>because", "because", ""),
        ("see <think>this</think>", "see <think>this</think>", None),
        ("<think>a</think>b<think>c</think>", "b<think>c</think>", "a"),
    ],
)
def test_reasoning_is_told_apart(text: str, answer: str, reasoning: str | None) -> None:
    """Only what stands in front is reasoning; the rest of the text is the answer's own."""
    assert split_reasoning(text) == (answer, reasoning)


def test_marks_become_footnotes_that_lead_to_their_sources() -> None:
    """Each [n] with a source is a footnote; the source names title, address and date."""
    markdown = to_markdown("Tides [1] and waves[2][1].", SOURCES)
    assert "Tides [^1] and waves[^2][^1]." in markdown
    assert "As said in [^1]: yes." in to_markdown("As said in [1]: yes.", SOURCES)
    assert r"[^1]: [Tides \[old\]](<https://tides.example/a%20b>), 2024-03-01" in markdown
    assert "[^2]: [Waves](<https://waves.example/>)" in markdown


@pytest.mark.parametrize(
    "text",
    [
        "no source [3]",
        "`code[1]`",
        "```\nlist[1]\n```",
        "```\nunclosed list[1]",
        "~~~\nlist[1]\n~~~",
        "[1](https://own.example)",
        "[1]: https://own.example",
        "x\n  [1]: https://own.example",
        "[1][ref]",
    ],
)
def test_what_is_no_mark_stays_as_it_is(text: str) -> None:
    """Code, links of the answer's own and marks without a source are not touched."""
    assert to_markdown(text, SOURCES).startswith(text)


def test_sources_without_a_mark_follow_as_a_list() -> None:
    """Nothing that was read is left out."""
    markdown = to_markdown("Only [2].", SOURCES)
    assert markdown.index("[^2]:") < markdown.index("Further sources:") < markdown.index("tides.example")
    assert "Sources:\n\n- [Tides" in to_markdown("None.", SOURCES)
    assert "ources:" not in to_markdown("All [1] [2].", SOURCES)


def test_the_whole_of_it_reads_like_this() -> None:
    """Text, footnotes in the order of their numbers, and the other sources, with a blank line between."""
    sources = [Citation(n, f"Page {n}", f"https://{n}.example/") for n in (1, 2, 3)]
    assert to_markdown("Waves [2], tides [1].", sources) == (
        "Waves [^2], tides [^1].\n"
        "\n"
        "[^1]: [Page 1](<https://1.example/>)\n"
        "[^2]: [Page 2](<https://2.example/>)\n"
        "\n"
        "Further sources:\n"
        "\n"
        "- [Page 3](<https://3.example/>)\n"
    )
    assert sources[0].snippet == ""


def test_an_answer_without_sources_is_the_answer() -> None:
    """No heading over nothing."""
    assert to_markdown("Just text.\n\n", []) == "Just text.\n"
    assert to_markdown("", []) == "\n"


def test_a_typed_mark_leads_to_the_same_source() -> None:
    """[web:1] is the form of the newer service."""
    assert "Tides [^1]." in to_markdown("Tides [web:1].", SOURCES)


@pytest.mark.parametrize("mark", ["[attached_file:1]", "[memory:1]", "[step:1]"])
def test_marks_of_other_kinds_lead_to_no_web_page(mark: str) -> None:
    """They have numbers of their own; a link to the page of that number would be wrong."""
    assert f"Tides {mark}." in to_markdown(f"Tides {mark}.", SOURCES)


@given(st.text(), st.lists(st.integers(1, 20), unique=True, max_size=8))
def test_every_footnote_has_its_source(text: str, numbers: list[int]) -> None:
    """Marks and sources match, whatever the text."""
    sources = [Citation(n, f"T{n}", f"https://x.example/{n}") for n in numbers]
    markdown = to_markdown(text + "".join(f" [{n}]" for n in range(1, 21)), sources)
    marks = {int(n) for n in re.findall(r"\[\^(\d+)\](?!:)", markdown)}
    notes = {int(n) for n in re.findall(r"^\[\^(\d+)\]:", markdown, re.MULTILINE)}
    assert notes <= set(numbers)
    assert notes == marks & set(numbers)


@given(st.text(min_size=1), st.text(st.characters(min_codepoint=33, max_codepoint=0x2FF), min_size=1))
def test_a_source_is_one_link_whatever_its_title(title: str, path: str) -> None:
    """Titles and addresses of the web do not break the list that they stand in."""
    link = to_markdown("", [Citation(1, title, f"https://x.example/{path}")]).splitlines()[-1]
    tokens = MarkdownIt().parse(link)
    opened = [child for token in tokens for child in token.children or () if child.type == "link_open"]
    assert len(opened) == 1
    assert str(opened[0].attrs["href"]).startswith("https://x.example/")


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        (None, ("https://a.example", None, "")),
        ({"title": "A", "date": "2026-01-02", "snippet": "s"}, ("A", "2026-01-02", "s")),
        ({"title": 7, "date": {}, "snippet": []}, ("https://a.example", None, "")),
        (SearchResult(title="", url="https://a.example"), ("https://a.example", None, "")),
        (SearchResult(title="A", url="https://a.example", date="2026"), ("A", "2026", "")),
    ],
)
def test_a_source_is_cited_as_far_as_it_is_described(
    source: Any, expected: tuple[str, str | None, str]
) -> None:
    """By a model, by the plain dict that stands for one that did not parse, or not at all."""
    citation = citation_of(3, "https://a.example", source)
    assert (citation.number, citation.url) == (3, "https://a.example")
    assert (citation.title, citation.published, citation.snippet) == expected
