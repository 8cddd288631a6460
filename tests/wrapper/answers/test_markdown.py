"""`to_markdown()`: citation marks become footnotes, and the rest of the answer stays."""

from __future__ import annotations

import re
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from perplexity_jobs import Citation
from perplexity_jobs._answers.markdown import to_markdown

SOURCES = [
    Citation(1, "Tides [old]", "https://tides.example/a b", "2024-03-01"),
    Citation(2, "Waves", "https://waves.example/"),
]
MANY = [Citation(n, f"T{n}", f"https://x.example/{n}") for n in range(5)]


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
        "``a ` [1]``",
        "say ```x[1]``` inline",
        "`over\n[1] lines`",
        "````\n```\n[1]\n```\n[2]\n````",
        "> ```\n> a[1]\n> ```",
        "    indented[1]",
        "- item\n\n      code[1]",
        "$a[1]$",
        r"\[1\]",
        r"\(x[1]\) and \[ y[2] \]",
        "$$\nx[1]\n$$",
        "see https://x.example/?q=[1]",
        "<https://x.example/[1]>",
        "/search?q=[1]&r=[2]",
        "[a [1] b](https://own.example)",
        "[b](https://own.example/[1])",
        "![c [1]](https://own.example/c.png)",
        "<div>\n[1]\n</div>",
        '{"list": [1], "text": "[2]"}',
        "[1, 2]",
        "[2020-2024]",
        "[2-1]",
        "[1-2](https://own.example)",
        "[1, 3]",
    ],
)
def test_what_is_no_mark_stays_as_it_is(text: str) -> None:
    """Code, links of the answer's own and marks without a source are not touched."""
    assert to_markdown(text, SOURCES).startswith(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Waves [2], tides[1].", "Waves [^2], tides[^1].\n\n{1}\n{2}\n\nFurther sources:\n\n{-3}\n"),
        ("All [1] [2] [web:3].", "All [^1] [^2] [^3].\n\n{1}\n{2}\n{3}\n"),
        ("None.", "None.\n\nSources:\n\n{-1}\n{-2}\n{-3}\n"),
        ("[1], [2]\n\n[1]: https://own.example", "[1], [^2]\n\n[1]: https://own.example\n\n{2}\n\n"),
    ],
)
def test_the_whole_of_it_reads_like_this(text: str, expected: str) -> None:
    """Text, footnotes in the order of their numbers, and the other sources, with a blank line between.

    Links that the answer defines are its own; nothing that was read is left out.
    """
    links = {
        "1": r"[Tides \[old\]](<https://tides.example/a%20b>), 2024-03-01",
        "2": "[Waves](<https://waves.example/>)",
        "3": "[T3](<https://x.example/3>)",
    }
    for number, link in links.items():
        expected = expected.replace(f"{{{number}}}", f"[^{number}]: {link}")
        expected = expected.replace(f"{{-{number}}}", f"- {link}")
    assert to_markdown(text, [*SOURCES, MANY[3]]).startswith(expected)
    assert to_markdown("Just text.\n\n", []) == "Just text.\n"


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
    """Titles and URLs from the web do not break the list of sources."""
    link = to_markdown("", [Citation(1, title, f"https://x.example/{path}")]).splitlines()[-1]
    tokens = MarkdownIt().parse(link)
    opened = [child for token in tokens for child in token.children or () if child.type == "link_open"]
    assert len(opened) == 1
    assert str(opened[0].attrs["href"]).startswith("https://x.example/")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a [1, 2].", "a [^1][^2]."),
        ("a [1-3].", "a [^1][^2][^3]."),
        ("a [1\u20133].", "a [^1][^2][^3]."),
        ("a [web:1, web:2].", "a [^1][^2]."),
        ("a [web:1-3, 4].", "a [^1][^2][^3][^4]."),
        ("a [web:0].", "a [^0]."),
        ("a[1][2, 3][web:4]", "a[^1][^2][^3][^4]"),
        ("| a [1] | `[2]` |\n|---|---|\n| b[2] | c |", "| a [^1] | `[2]` |\n|---|---|\n| b[^2] | c |"),
        ("# Head [1] #\n\n> quoted [2]\n> more [3]", "# Head [^1] #\n\n> quoted [^2]\n> more [^3]"),
        ("1.\ta [1]\n\n\tb[2]\n\t- c [3]", "1.\ta [^1]\n\n\tb[^2]\n\t- c [^3]"),
        ("a [1]\r\nb [2]\r\nc", "a [^1]\r\nb [^2]\r\nc"),
        ("From $5 [1] to $6[2].", "From $5 [^1] to $6[^2]."),
        ("**bold [1]** `code` *it[2]*", "**bold [^1]** `code` *it[^2]*"),
        ("an open ` sign [1]", "an open ` sign [^1]"),
        ("\0 [1]", "\0 [^1]"),
        ("1: [1]: yes", "1: [^1]: yes"),
    ],
)
def test_marks_of_every_form_and_place(text: str, expected: str) -> None:
    """A list or a range is several footnotes; tables, headings, quotes and lists keep their marks."""
    assert to_markdown(text, MANY).startswith(expected + "\n")


def test_without_the_parser_the_sources_carry_the_numbers(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without the extra every mark stays, and each source has its number."""
    from perplexity_jobs._answers import markdown as _markdown

    _markdown._parser.cache_clear()
    monkeypatch.setitem(sys.modules, "markdown_it", None)
    text = "Tides [1], `a[2]`."
    assert to_markdown(text, SOURCES) == (
        "Tides [1], `a[2]`.\n\nSources:\n\n"
        "- [1] [Tides \\[old\\]](<https://tides.example/a%20b>), 2024-03-01\n"
        "- [2] [Waves](<https://waves.example/>)\n"
    )


@pytest.mark.parametrize(
    "text", ["[1]\n```\nx", "[1]\n~~~~\n```\nx\n\n", "[1]\r\n```\r\nx", "[1]\n\n```", "[1]\n```\nx\n```"]
)
def test_sources_behind_an_open_fence_are_no_code(text: str) -> None:
    """A fence without an end holds all that follows, so it is given one."""
    tokens = MarkdownIt("commonmark").parse(to_markdown(text, SOURCES))
    assert not any("https:" in token.content for token in tokens if token.type == "fence")
    assert any("https:" in token.content for token in tokens if token.type == "inline")


def test_footnotes_of_the_answers_own_keep_their_names() -> None:
    """Two footnotes of one name would lead to one place."""
    markdown = to_markdown("Own[^1] and source [1].\n\n[^1]: A note.", SOURCES)
    assert "Own[^1] and source [^source-1].\n\n[^1]: A note." in markdown
    assert "\n[^source-1]: [Tides" in markdown


def test_many_definitions_of_the_answers_own_are_read_once() -> None:
    """However many names an answer defines, its marks are told in a moment: this took ten seconds."""
    text = "[1]: https://own.example\n" * 10_000 + "\n" + "x [2]\n" * 10_000
    assert to_markdown(text, SOURCES).count("x [^2]") == 10_000


def test_a_date_is_no_markdown() -> None:
    """A date is escaped, whatever the service sends."""
    source = Citation(1, "T", "https://x.example", "2024\n\n# *May*")
    assert to_markdown("[1]", [source]).endswith(", 2024 # \\*May\\*\n")


@pytest.mark.parametrize("address", ["javascript:alert(1)", "data:text/html,x", "file:///etc/passwd", ""])
@pytest.mark.parametrize("linked", [False, True])
def test_only_addresses_of_the_web_are_links(address: str, linked: bool) -> None:
    """A source's address comes from a page of somebody, and may run something where it is opened."""
    shown = to_markdown("so [1] and so", [Citation(1, "Tides", address)], linked=linked)
    assert "Tides" in shown
    assert "](" not in shown
    assert linked or address.partition(":")[0] in shown
