"""An answer as Markdown: its citation marks become footnotes that lead to the sources.

A CommonMark parser (markdown-it-py, extra ``markdown``) tells where the marks stand, so that code, formulas,
links and addresses stay as they are. Everything but the marks stays as it was written.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import cache
from itertools import count
from typing import TYPE_CHECKING, Any
from urllib.parse import quote, urlsplit

from .result import Citation, is_json

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.rules_inline import StateInline
    from markdown_it.token import Token

# `[1]`, `[web:1]`, `[1, 2]`, `[1-3]`, `[web:1, web:2]`; neighbours (`[1][2]`) are two. Marks of other kinds
# (`[memory:1]`) do not count sources, and a link of the answer's own (`[1](…)`, `[1][name]`) is no mark.
_ONE = r"(?:web:)?\d{1,4}"
_TO = r" ?[-\u2013] ?"
_SOME = rf"{_ONE}(?:{_TO}{_ONE})?"
_TAG = "\ue000"  # of no meaning in Unicode; the number of a mark follows
_MARK = re.compile(
    rf"\[({_SOME}(?:[,;] ?{_SOME}){{0,63}})(?:{_TAG}(\d{{,9}}))?\](?!\()(?!\[(?!{_ONE}(?:[],;{_TAG}]|{_TO})))"
)
_RANGE = re.compile(rf"({_ONE})(?:{_TO}({_ONE}))?")
_LONGEST_RANGE = 64
# Bounded, so that a text of opening signs alone is read in linear time. `$5 and $6` is money and no formula,
# and a backtick begins code.
_FORMULA = re.compile(
    r"\$\$[^$`]{1,2000}\$\$|\$(?![\s$])(?:[^$\\\n`]|\\[^`]){1,500}(?<!\s)\$(?!\d)"
    r"|\\\((?:(?!\\\))[^`]){1,500}\\\)|\\\[(?:(?!\\\])[^`]){1,2000}\\\]"
)
_ADDRESS = re.compile(r"(?:[A-Za-z][A-Za-z0-9+.-]*://|www\.|[?&][\w.%-]*=)\S*\Z")
_LONGEST_ADDRESS = 2000
_OWN_FOOTNOTE = re.compile(r"\[\^\w")
_SERVER = re.compile(r"\w+://(?:[^/?#]*@)?([^/?#:]+)")
_SPECIAL = re.compile(r"([\\`*_\[\]<>&!~|])")


def to_markdown(text: str, citations: Iterable[Citation], *, linked: bool = False) -> str:
    """The text with footnotes in the place of its marks, and the sources behind it.

    Marks without a source stay as they are. Sources that the text does not mention follow as a list. Without
    the parser, all marks stay, and the sources follow with the numbers of their marks.

    Args:
        text: the answer.
        citations: its sources.
        linked: links in the place of footnotes, for what shows Markdown and knows no footnotes.
    """
    text = text.rstrip()
    by_number = {citation.number: citation for citation in citations}
    # Footnotes of the answer's own keep their names.
    label = "source-" if _OWN_FOOTNOTE.search(text) else ""
    used: set[int] = set()
    pieces: list[str] = []
    end = 0
    try:
        found, end_of_block = _marks(text) if by_number else ((), "")
    except ImportError:
        return with_list(text, by_number.values())
    for mark in found:
        numbers = mark_numbers(mark[1])
        if numbers and by_number.keys() >= set(numbers):
            used.update(numbers)
            shown = (_link(by_number[n]) if linked else f"[^{label}{n}]" for n in numbers)
            pieces += text[end : mark.start()], *shown
            end = mark.end()
    parts = ["".join([*pieces, text[end:]]) + end_of_block]
    if linked and by_number:
        lines = [f"{_link(by_number[n])} {_named(by_number[n])}" for n in sorted(by_number)]
        return "\n\n".join([*parts, "Sources:", "\\\n".join(lines)]) + "\n"
    if used:
        parts.append("\n".join(f"[^{label}{n}]: {_source(by_number[n])}" for n in sorted(used)))
    rest = sorted(by_number.keys() - used)
    if rest:
        heading = "Further sources:" if used else "Sources:"
        parts.append("\n".join([heading, "", *(f"- {_source(by_number[n])}" for n in rest)]))
    return "\n\n".join(filter(None, parts)) + "\n"


def with_list(text: str, citations: Iterable[Citation]) -> str:
    """The text as it is, and behind it the sources with the numbers of its marks."""
    listed = [f"- [{c.number}] {_source(c)}" for c in sorted(citations, key=lambda c: c.number)]
    return "\n\n".join([text.rstrip(), *(["Sources:", "\n".join(listed)] if listed else [])]) + "\n"


def _marks(text: str) -> tuple[Sequence[re.Match[str]], str]:
    """The marks of a text, and what ends an open block.

    What looks like a mark gets a tag for the parser, which tells those that are marks.
    """
    if is_json(text):
        return (), ""
    found = list(_MARK.finditer(text))
    tags = count()
    tokens = _parser().parse(_MARK.sub(lambda match: f"[{match[1]}{_TAG}{next(tags)}]", text))
    marks = {child.meta["tag"] for token in tokens for child in token.children or () if child.type == "mark"}
    return [found[tag] for tag in sorted(marks)], _missing_end(tokens[-1]) if tokens else ""


def _missing_end(last: Token) -> str:
    """The end of a fence that has none: the sources behind it would belong to it."""
    if last.type != "fence" or last.map is None:
        return ""
    is_open = last.content[-1:] != "\n" if last.content else last.map[1] - last.map[0] == 1
    return f"\n{last.markup}" if is_open else ""


def mark_numbers(mark: str) -> list[int]:
    """The numbers that a mark names, in their order; none where a range runs backwards or is too long."""
    found: list[int] = []
    for first, last in _RANGE.findall(mark):
        low = int(first.removeprefix("web:"))
        high = int(last.removeprefix("web:")) if last else low
        if not low <= high < low + _LONGEST_RANGE:
            return []
        found += range(low, high + 1)
    return list(dict.fromkeys(found))


def _source(citation: Citation) -> str:
    title, address = _escaped(citation.title), _escaped(citation.url)
    if title and address and not is_web(citation.url):
        title += f" ({address})"
    return _linked(title or address, citation) + (
        f", {_escaped(citation.published)}" if citation.published else ""
    )


def _link(citation: Citation) -> str:
    return _linked(f"\\[{citation.number}\\]", citation)


def _linked(words: str, citation: Citation) -> str:
    """The words as a link to the source, where its address is one of the web."""
    return f"[{words}](<{_address(citation)}>)" if is_web(citation.url) else words


def is_web(url: str) -> bool:
    """Whether an address is one of the web; others may run something where they are opened."""
    try:
        return urlsplit(url).scheme in ("http", "https")
    except ValueError:
        return False


def _named(citation: Citation) -> str:
    """A source for people: its title, the server that it is from, its date."""
    server = _SERVER.match(citation.url)
    told = (citation.title, server and server[1], citation.published)
    return ", ".join(_escaped(words) for words in told if words)


def _address(citation: Citation) -> str:
    return quote(citation.url, safe="!#$%&'()*+,/:;=?@[]~", errors="replace")


def _escaped(words: str) -> str:
    return _SPECIAL.sub(r"\\\1", " ".join(words.split()))


@cache
def _parser() -> MarkdownIt:
    from markdown_it import MarkdownIt  # loaded late: needed for this only

    # Tables are read as paragraphs, whose lines keep their places. What cannot hide a mark is not looked for.
    return with_marks(
        MarkdownIt("commonmark").disable(["emphasis", "entity", "balance_pairs", "fragments_join"])
    )


def with_marks(parser: MarkdownIt) -> MarkdownIt:
    """The parser, taught to find citation marks, as tokens ``mark``, and to leave formulas alone."""
    parser.inline.ruler.before("escape", "formula", _formula_rule)
    parser.inline.ruler.before("link", "mark", _mark_rule)
    return parser


def _formula_rule(state: StateInline, silent: bool) -> bool:
    if state.src[state.pos] not in "$\\" or not (match := _FORMULA.match(state.src, state.pos, state.posMax)):
        return False
    if not silent:
        state.append_pending(match[0])
    state.pos = match.end()
    return True


def _mark_rule(state: StateInline, silent: bool) -> bool:
    start = state.pos
    if state.src[start] != "[" or not (match := _MARK.match(state.src, start, state.posMax)):
        return False
    before = state.src[max(0, start - _LONGEST_ADDRESS) : start]
    begins_line = not before.rpartition("\n")[2].strip(" ")
    if "own" not in state.env:  # found once for all marks: an answer may define thousands
        state.env["own"] = {label.partition(_TAG)[0] for label in state.env.get("references", ())}
    is_own = match[1].upper() in state.env["own"]
    if is_own or (begins_line and state.src.startswith(":", match.end())):
        return False
    if silent or state.linkLevel or _ADDRESS.search(before.split()[-1] if before[-1:].strip() else ""):
        return False
    token: Any = state.push("mark", "", 0)
    token.content, token.meta = match[1], {"tag": int(match[2] or 0)}
    state.pos = match.end()
    return True
