"""One item of a report: its question, answer and sources, all of it foreign and none of it trusted.

Markdown is rendered with HTML switched off, images are not loaded, and only http(s) links become links. What
stands beside words of the page is in a ``bdi``, so that what turns a line around ends where the text ends.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from html import escape
from typing import TYPE_CHECKING, Any

from ..._answers.markdown import is_web, mark_numbers, with_marks
from ..._answers.result import Citation, is_json
from ..._values.text import plain_duration, shown
from ..results.result import BatchResult

if TYPE_CHECKING:
    from markdown_it import MarkdownIt

_HEADING = 119  # characters
_OUTWARD = "noreferrer noopener"


def bdi(text: object) -> str:
    """A foreign text within a line."""
    return f"<bdi>{escape(str(text))}</bdi>"


def usd(amount: float) -> str:
    """An amount for people."""
    return f"USD {amount:,.2f}" if amount >= 0.1 or not amount else f"USD {amount:.4f}"


def name_of(result: BatchResult) -> str:
    """The name of an item in addresses, the same in every report."""
    return f"a{hashlib.sha256(result.id.encode(errors='replace')).hexdigest()[:12]}"


def heading(result: BatchResult) -> str:
    """The beginning of its question, and under it the facts."""
    status = result.status.value if result.ok else f'<b class="bad">{result.status.value}</b>'
    facts = [
        bdi(result.id),
        status,
        result.model and bdi(result.model),
        None if result.elapsed is None else plain_duration(result.elapsed),
        None if result.cost is None else usd(result.cost),
    ]
    small = " · ".join(filter(None, facts))
    return f'<b>{bdi(shown(_question(result), _HEADING))}</b> <small class="facts">{small}</small>'


def body(result: BatchResult, renderer: MarkdownIt) -> Iterator[str]:
    """Everything of an item that its heading does not say."""
    question = _question(result)
    env = {"name": name_of(result), "sources": {c.number for c in result.citations}, "marked": set()}
    if question != shown(question, _HEADING):
        yield f'<p class="question" dir="auto">{escape(question)}</p>'
    if result.error:
        yield f'<p class="bad">{bdi(result.error)}</p>'
    if result.text and is_json(result.text):
        yield f"<pre>{escape(json.dumps(json.loads(result.text), indent=2, ensure_ascii=False))}</pre>"
    elif result.text:
        yield f'<div class="answer" dir="auto">{renderer.render(result.text, env)}</div>'
    if result.citations:
        yield f'<ol class="sources">{"".join(_source(citation, env) for citation in result.citations)}</ol>'
    if result.metadata:
        pairs = "".join(f"<dt>{bdi(k)}</dt><dd>{bdi(v)}</dd>" for k, v in result.metadata.items())
        yield f"<dl>{pairs}</dl>"


def _question(result: BatchResult) -> str:
    """What was asked: of messages the text of the last one, where it has one."""
    if isinstance(result.question, str):
        return result.question
    last: Any = result.question[-1]  # what the service refused may have any form
    content = last.get("content") if isinstance(last, Mapping) else last
    parts = content if isinstance(content, list) else [{"text": content}]
    texts = [part.get("text") for part in parts if isinstance(part, Mapping)]
    return " ".join(text for text in texts if isinstance(text, str))


def _source(citation: Citation, env: Mapping[str, Any]) -> str:
    title, url, at = bdi(citation.title), citation.url, f"{env['name']}-{citation.number}"
    name = f"{title} ({bdi(url)})"
    if is_web(url):
        name = f'<a href="{escape(url)}" rel="{_OUTWARD}">{title}</a>'
    date = f", {bdi(citation.published)}" if citation.published else ""
    back = f' <a class="back" href="#{at}m" title="back to the text">↑</a>' if at in env["marked"] else ""
    return f'<li value="{citation.number}" id="{at}">{name}{date}{back}</li>'


def answer_renderer() -> MarkdownIt:
    """Makes HTML of answers; a mark of a source leads to it."""
    from markdown_it import MarkdownIt  # loaded late: needed for this page only

    renderer = with_marks(MarkdownIt("commonmark", {"html": False}).enable(["table", "strikethrough"]))
    renderer.disable("image")
    renderer.validateLink = is_web  # type: ignore[method-assign]  # the library's own way to narrow links
    renderer.add_render_rule("mark", _mark)
    renderer.add_render_rule("link_open", _link)
    return renderer


def _mark(_: Any, tokens: Sequence[Any], index: int, options: Any, env: Any) -> str:
    numbers = mark_numbers(tokens[index].content)
    if not numbers or not env["sources"].issuperset(numbers):
        return f"[{escape(tokens[index].content)}]"
    links = ""
    for number in numbers:
        at = f"{env['name']}-{number}"
        first = "" if at in env["marked"] else f' id="{at}m"'
        env["marked"].add(at)
        links += f'<a class="mark" href="#{at}"{first}>[{number}]</a>'
    return links


def _link(self: Any, tokens: Sequence[Any], index: int, options: Any, env: Any) -> str:
    tokens[index].attrSet("rel", _OUTWARD)
    return str(self.renderToken(tokens, index, options, env))
