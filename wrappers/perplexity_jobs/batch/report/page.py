"""Writes the HTML files of a report: what stands on a page, and which script may run there."""

from __future__ import annotations

import base64
import contextlib
import hashlib
import os
from collections.abc import Iterable, Iterator
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote

from ..._values.files import check_writable, write_whole
from ..errors import OutputError
from ..results.files import check_files
from .item import answer_renderer, bdi, body, heading, name_of
from .totals import totals

if TYPE_CHECKING:
    from ..batch import AsyncBatch, Batch

_STATIC = Path(__file__).with_name("static")
_STYLE = (_STATIC / "report.css").read_text(encoding="utf-8")
_SCRIPT = (_STATIC / "report.js").read_text(encoding="utf-8")
_HASH = base64.b64encode(hashlib.sha256(_SCRIPT.encode()).digest()).decode()
# What tells a report from any other file; the reports of earlier versions begin with it too.
_BEGINNING = """<!doctype html>
<html lang="en"><head><meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'"""
_END = f"<script>{_SCRIPT}</script></body></html>\n"

ONE_PAGE = 20_000_000
"""Characters up to which a report is one page."""


def write_report(
    batch: Batch | AsyncBatch, path: str | os.PathLike[str], *, one_page: int = ONE_PAGE
) -> None:
    """Write a page about a batch.

    Args:
        batch: whose ledger is read; of several results of an item the last one is shown.
        path: of the page; replaced as a whole, so that a reader never finds half of one.
        one_page: characters that it may have; else it leads to a page for each item, in a folder beside it.

    Raises:
        OutputError: the page cannot be written, or something else than a report is there.
        BatchError: the ledger cannot be read.
    """
    target = Path(path)
    check_files(batch.path, report=target)
    check_report(target)
    with _writing(target):
        if not write_whole(target, _page(batch, _inside(batch)), one_page):
            write_whole(target, _page(batch, _apart(batch, target)))


def check_report(path: Path) -> None:
    """Find out, before there is anything to lose, whether a page can be written.

    Raises:
        OutputError: it cannot, or something else than a report is there, which is left as it is.
    """
    with _writing(path):
        if os.path.lexists(path) and not _is_ours(path):
            raise OutputError(
                f"{path} is there and is no report: move it away, or name another file for the report."
            )
        check_writable(path)


def _is_ours(path: Path) -> bool:
    """Whether a file is a report, or empty."""
    if not path.is_file():
        return False
    begins = _BEGINNING.encode()
    with open(path, "rb") as file:
        return file.read(len(begins)) in (begins, b"")


@contextlib.contextmanager
def _writing(path: Path) -> Iterator[None]:
    try:
        yield
    except OSError as problem:
        raise OutputError(
            f"The report {path} cannot be written ({problem.strerror or problem})."
        ) from problem


def _page(batch: Batch | AsyncBatch, items: Iterable[str]) -> Iterator[str]:
    yield _framed(f"Batch {batch.path.name}")
    yield f"<h1>Batch {bdi(batch.path.name)}</h1>"
    costs = [result.cost for result in batch.results(last=True) if result.cost is not None]
    yield from totals(batch.summary(), costs)
    yield '<h2>Answers</h2><div class="items">\n'
    yield from items
    yield f"</div>{_END}"


def _inside(batch: Batch | AsyncBatch) -> Iterator[str]:
    """Each item on the page itself."""
    renderer = answer_renderer()
    for result in batch.results(last=True):
        yield f'<details class="item" data-status="{result.status}"><summary>{heading(result)}</summary>'
        yield from body(result, renderer)
        yield "</details>\n"


def _apart(batch: Batch | AsyncBatch, index: Path) -> Iterator[str]:
    """Links to a page for each item, which is written before its link is."""
    renderer, folder = answer_renderer(), index.with_name(f"{index.name}.items")
    folder.mkdir(exist_ok=True)
    for result in batch.results(last=True):
        name, head = name_of(result), heading(result)
        back = f'<p class="back"><a href="../{quote(index.name)}#{name}">← {bdi(batch.path.name)}</a></p>'
        page = folder / f"{name}.html"
        check_report(page)
        parts = [_framed(result.id), back, f"<h2>{head}</h2>", *body(result, renderer), _END]
        write_whole(page, parts, sync=False)  # it can be written again; thousands would take minutes
        link = f'<a href="{quote(folder.name)}/{page.name}">{head}</a>'
        yield f'<div class="item" id="{name}" data-status="{result.status}">{link}</div>\n'


def _framed(title: str) -> str:
    """The head of a page, up to its body."""
    return (
        f"{_BEGINNING}; script-src 'sha256-{_HASH}'; base-uri 'none'; form-action 'none'\">\n"
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f'<meta name="referrer" content="no-referrer"><title>{escape(title)}</title>\n'
        f"<style>{_STYLE}</style></head><body>\n"
    )
