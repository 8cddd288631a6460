"""`Result`: reasoning apart from the text, citations with sources, dates."""

from __future__ import annotations

from datetime import date

import pytest

from perplexity_jobs import Citation
from perplexity_jobs._answers.result import split_reasoning


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


@pytest.mark.parametrize("text", ["a.1." * 300_000, "1 " * 300_000, f"{'9' * 30} {'9' * 30}m", "\ud800"])
def test_what_is_no_date_costs_neither_time_nor_an_error(text: str) -> None:
    """The service passes on what pages say of themselves."""
    citation = Citation(1, "t", "u", text)
    assert citation.date is None
    assert citation.published == text


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
        ("\ufeff<think>why</think>because", "because", "why"),
        ("\ufeffplain", "plain", None),
        # Several blocks, and marks that nothing opened.
        ("<think>a</think>\n<think>b</think>\nbecause", "because", "a\n\nb"),
        ("<think>a</think><think>cut off", "", "a\n\ncut off"),
        ("why\n</think>\n\nbecause", "because", "why"),
        ("</think>because", "because", ""),
        ("why </think>", "", "why"),
        ("<think>a <think>b</think> c</think>because", "because", "a <think>b\n\nc"),
        ('[1] says so. {"draft": 1}</think>{"a": 1}', '{"a": 1}', '[1] says so. {"draft": 1}'),
        ('{"draft": 1}\n</think>{"a": 1}', '{"a": 1}', '{"draft": 1}'),
        ("say `x` first</think>because", "because", "say `x` first"),
        # Code and JSON of the answer's own.
        ("Close it with `</think>`.", "Close it with `</think>`.", None),
        ("With `` a ` and </think> ``.", "With `` a ` and </think> ``.", None),
        ("So:\n```xml\n</think>\n```\n", "So:\n```xml\n</think>\n```\n", None),
        ("So:\n````\n```\n</think>\n````", "So:\n````\n```\n</think>\n````", None),
        ("~~~\n</think>", "~~~\n</think>", None),
        ("use `</think>`</think>Use `</think>`.", "Use `</think>`.", "use `</think>`"),
        ('{"a": "x</think>y"}', '{"a": "x</think>y"}', None),
        ('<think>why</think>{"a": "</think>"}', '{"a": "</think>"}', "why"),
    ],
)
def test_reasoning_is_told_apart(text: str, answer: str, reasoning: str | None) -> None:
    """Text before the end of the reasoning is not part of the answer."""
    assert split_reasoning(text) == (answer, reasoning)


@pytest.mark.parametrize(
    "unit",
    ["`", "`\n", "` `` ", "```\n", "<think>", "<think>a</think>\n", "`</think>` ", "   ", "\n", '{"a":', "~"],
)
def test_a_long_text_is_split_in_one_pass(unit: str) -> None:
    """Whatever it repeats: what a model repeats a hundred thousand times is read once, not once for each."""
    answer, reasoning = split_reasoning(unit * 100_000 + "</think>x")
    assert answer.endswith("x") or reasoning
