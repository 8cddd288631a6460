"""Take the one OpenAPI document out of a captured file.

A page of the documentation is Markdown that holds the document in a fenced block (four backticks and an
info string such as ``yaml get /async/chat/completions``). Plain ``.yaml``, ``.yml`` and ``.json`` files are
documents themselves. A page with no document, with two, or with one that is cut off is an error: half a
document builds.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from openapi_build.errors import SourceError
from openapi_build.read.yamlio import load_json, load_yaml

SUFFIXES = (".md", ".yaml", ".yml", ".json")

_LANGUAGES = {"yaml", "yml", "json"}
_LOOKS_LIKE_OPENAPI = re.compile(r"^[ \t{]*[\"']?(?:openapi|swagger)[\"']?[ \t]*:", re.MULTILINE)
_AGAIN = "capture the page again"


def read_source(path: Path, *, name: str) -> dict[str, Any]:
    """The OpenAPI document in a captured file.

    Args:
        path: the file, ``.md``, ``.yaml``, ``.yml`` or ``.json``.
        name: how errors call it.

    Raises:
        SourceError: the file holds no document, several, an unclosed block, or one that cannot be parsed.
    """
    return parse_source(path.read_bytes(), name=name)


def parse_source(raw: bytes, *, name: str) -> dict[str, Any]:
    """As :func:`read_source`, for the bytes of a file called ``name``."""
    try:
        text = raw.decode("utf-8-sig").replace("\r\n", "\n").replace("\r", "\n")
    except UnicodeDecodeError as error:
        raise SourceError(f"not UTF-8 at byte {error.start}", file=name, do=_AGAIN) from None
    if re.match(r"\s*<(?:!doctype|html|\?xml)", text, re.IGNORECASE):
        raise SourceError("an HTML page, not a page of the documentation as Markdown", file=name, do=_AGAIN)
    if name.endswith(".json"):
        document = load_json(text, file=name)
    elif name.endswith((".yaml", ".yml")):
        document = load_yaml(text, file=name)
    else:
        document = _from_markdown(text, name)
    if not isinstance(document, dict) or not ("openapi" in document or "swagger" in document):
        raise SourceError("holds no OpenAPI document (no `openapi:` at its top)", file=name, do=_AGAIN)
    return document


def _from_markdown(text: str, name: str) -> Any:
    documents = []
    for language, content, line, closed in _fences(text):
        if language not in _LANGUAGES or not _LOOKS_LIKE_OPENAPI.search(content):
            continue
        if not closed:
            raise SourceError(f"the block that begins on line {line} is never closed", file=name, do=_AGAIN)
        value = (
            load_json(content, file=name)
            if language == "json"
            else load_yaml(content, file=name, first_line=line + 1)
        )
        if isinstance(value, dict) and ("openapi" in value or "swagger" in value):
            documents.append((line, value))
    if not documents:
        raise SourceError("holds no OpenAPI document in a fenced yaml or json block", file=name, do=_AGAIN)
    if len(documents) > 1:
        lines = " and ".join(str(line) for line, _ in documents)
        raise SourceError(
            f"holds {len(documents)} OpenAPI documents (blocks on lines {lines})",
            file=name,
            do="save each as a file of its own",
        )
    return documents[0][1]


def _fences(text: str) -> Iterator[tuple[str, str, int, bool]]:
    """Language, content, line of the opening fence (from 1) and whether the closing fence is there."""
    from markdown_it import MarkdownIt  # imported late: plain YAML sources do without

    lines = text.split("\n")
    for token in MarkdownIt("commonmark").parse(text):
        if token.type != "fence" or token.map is None:
            continue
        first, end = token.map
        # markdown-it closes an open fence at the end of its container without a word; a fence that was really
        # closed ends on a line of nothing but the same mark, at least as long (CommonMark 4.5).
        last = re.sub(r"^[\s>]*", "", lines[min(end, len(lines)) - 1]).rstrip()
        closed = end - first > 1 and set(last) == {token.markup[0]} and len(last) >= len(token.markup)
        words = token.info.strip().split()
        yield (words[0].lower() if words else "", token.content, first + 1, closed)
