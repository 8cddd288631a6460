"""The page itself: escaped text in a fixed frame, no script and nothing from elsewhere.

Answers and sources come from the web by way of a model, so nothing of them is trusted: Markdown is rendered
with HTML switched off, images are not loaded, and only http(s) links become links. A policy in the page
forbids the browser any request besides.
"""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterator, Mapping, Sequence
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from ..._answers.result import Citation
from ..errors import OutputError
from ..results.files import check_files, partial_of
from ..results.result import BatchResult
from ..results.summary import Summary
from .frame import HEAD
from .plots import histogram

if TYPE_CHECKING:
    from markdown_it import MarkdownIt

    from ..batch import AsyncBatch, Batch


# What tells a report from any other file; the reports of earlier versions begin with it too.
_BEGINNING = HEAD.partition('<meta name="viewport"')[0].encode()


def write_report(batch: Batch | AsyncBatch, path: str | os.PathLike[str]) -> None:
    """Write a page about a batch.

    Args:
        batch: whose ledger is read; of several results of an item the last one is shown.
        path: of the page; replaced as a whole, so that a reader never finds half of one.

    Raises:
        OutputError: the page cannot be written, or something else than a report is there.
        BatchError: the ledger cannot be read.
    """
    target = Path(path)
    check_files(batch.path, report=target)
    check_report(target)
    partial = partial_of(target)
    with _writing(target), open(partial, "x", encoding="utf-8", errors="replace") as file:
        for part in _page(batch):
            file.write(part)
    with _writing(target):
        partial.replace(target)


def check_report(path: Path) -> None:
    """Find out, before there is anything to lose, whether a page can be written.

    Raises:
        OutputError: it cannot, or something else than a report is there, which is left as it is.
    """
    partial = partial_of(path)
    with _writing(path):
        for place in (path, partial):
            if os.path.lexists(place) and not _is_ours(place):
                raise OutputError(
                    f"{place} is there and is no report: move it away, or name another file for the report."
                )
        partial.unlink(missing_ok=True)
        partial.touch(exist_ok=False)
        partial.unlink()


def _is_ours(path: Path) -> bool:
    """Whether a file is a report, the beginning of one that was never finished, or empty."""
    if not path.is_file():
        return False
    with open(path, "rb") as file:
        return _BEGINNING.startswith(file.read(len(_BEGINNING)))


@contextlib.contextmanager
def _writing(path: Path) -> Iterator[None]:
    try:
        yield
    except OSError as problem:
        raise OutputError(
            f"The report {path} cannot be written ({problem.strerror or problem})."
        ) from problem


def _page(batch: Batch | AsyncBatch) -> Iterator[str]:
    summary = batch.summary()
    title = f"Batch {batch.path.name}"
    last = {result.id: (result.attempt, n) for n, result in enumerate(batch.results())}
    costs = [r.cost for n, r in enumerate(batch.results()) if last[r.id][1] == n and r.cost is not None]
    yield HEAD.replace("{title}", escape(title))
    yield f"<h1>{escape(title)}</h1>{_numbers(summary)}"
    yield '<div class="plots"><figure>'
    yield histogram(summary.durations, title="duration", unit="s")
    yield "</figure><figure>"
    yield histogram(costs, title="cost of a job", unit="USD")
    yield "</figure></div>"
    yield _failures(summary)
    yield "<h2>Answers</h2>"
    renderer = _renderer()
    for n, result in enumerate(batch.results()):
        if last[result.id][1] == n:
            yield _item(result, renderer)
    yield "</body></html>\n"


def _numbers(summary: Summary) -> str:
    median, most = summary.quantile(0.5), summary.quantile(0.95)
    cells = [
        ("items", f"{summary.total}"),
        ("completed", f"{summary.completed}"),
        ("without an answer", f"{summary.failed}"),
        ("still open", f"{summary.open}"),
        ("jobs bought", f"{summary.jobs}"),
        ("cost", f"USD {summary.cost:.2f}"),
        ("median duration", "unknown" if median is None else f"{median:.0f} s"),
        ("95 % within", "unknown" if most is None else f"{most:.0f} s"),
    ]
    return f'<ul class="numbers">{"".join(f"<li><b>{value}</b>{name}</li>" for name, value in cells)}</ul>'


def _failures(summary: Summary) -> str:
    if not summary.failures:
        return ""
    rows = "".join(
        f"<tr><td>{count}</td><td>{escape(reason)}</td></tr>" for reason, count in summary.failures.items()
    )
    return f"<h2>Without an answer</h2><table><tr><th>Items</th><th>Reason</th></tr>{rows}</table>"


def _item(result: BatchResult, renderer: MarkdownIt) -> str:
    question = result.question if isinstance(result.question, str) else _last_message(result.question)
    facts = [result.status.value, result.model or ""]
    facts.append("" if result.elapsed is None else f"{result.elapsed:.0f} s")
    facts.append("" if result.cost is None else f"USD {result.cost:.4f}")
    kind = "soft" if result.ok else "bad"
    head = (
        f"<summary><b>{escape(result.id)}</b> {escape(_cut(question))} "
        f'<span class="{kind}">{escape(", ".join(filter(None, facts)))}</span></summary>'
    )
    body = f"<p><b>{escape(question)}</b></p>"
    if result.error:
        body += f'<p class="bad">{escape(result.error)}</p>'
    if result.text:
        body += f'<div class="answer">{renderer.render(result.text)}</div>'
    if result.citations:
        sources = "".join(map(_source, result.citations))
        body += f'<ol class="sources">{sources}</ol>'
    if result.metadata:
        pairs = "".join(
            f"<dt>{escape(str(k))}</dt><dd>{escape(str(v))}</dd>" for k, v in result.metadata.items()
        )
        body += f"<dl>{pairs}</dl>"
    return f"<details>{head}{body}</details>\n"


def _last_message(messages: Sequence[Any]) -> str:
    """Its text; files and images have none, and what the service refused may have any form."""
    last = messages[-1]
    content = last.get("content") if isinstance(last, Mapping) else last
    parts = content if isinstance(content, list) else [{"text": content}]
    texts = [part.get("text") for part in parts if isinstance(part, Mapping)]
    return " ".join(text for text in texts if isinstance(text, str))


def _cut(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= 120 else line[:119] + "…"


def _source(citation: Citation) -> str:
    title, url = escape(citation.title), escape(citation.url)
    shown = f"{title} ({url})" if title != url else url
    if _is_web(citation.url):
        shown = f'<a href="{url}" rel="noreferrer noopener">{title}</a>'
    date = f", {escape(citation.published)}" if citation.published else ""
    return f'<li value="{citation.number}">{shown}{date}</li>'


def _renderer() -> MarkdownIt:
    from markdown_it import MarkdownIt  # loaded late: needed for this page only

    renderer = MarkdownIt("commonmark", {"html": False}).enable("table")
    renderer.disable("image")
    renderer.validateLink = _is_web  # type: ignore[method-assign]  # the library's own way to narrow links
    return renderer


def _is_web(url: str) -> bool:
    try:
        return urlsplit(url).scheme in ("http", "https")
    except ValueError:
        return False
