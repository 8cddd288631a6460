"""Extract the OpenAPI document from a captured file: Markdown with a fenced block, or plain YAML or JSON."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import PurePath
from typing import Any, TypeGuard

from openapi_build.errors import BuildError, in_file
from openapi_build.yamlio import load_json, load_yaml

SUFFIXES = (".md", ".yaml", ".yml", ".json")

_LANGUAGES = {"yaml", "yml", "json", "openapi", ""}
_LOOKS_LIKE_OPENAPI = re.compile(r"^[ \t{]*[\"']?(?:openapi|swagger)[\"']?[ \t]*:", re.MULTILINE)
_AGAIN = "capture the page again"


def parse_source(raw: bytes, *, name: str) -> dict[str, Any]:
    """The OpenAPI document in the bytes of a file called ``name``: Markdown, YAML or JSON.

    Raises: BuildError: it holds no document, several, an unclosed block, or one that cannot be parsed.
    """
    with in_file(name):
        try:
            text = raw.decode("utf-8-sig").replace("\r\n", "\n").replace("\r", "\n")
        except UnicodeDecodeError as error:
            raise BuildError(f"not UTF-8 at byte {error.start}", do=_AGAIN) from None
        if re.match(r"\s*<(?:!doctype|html|\?xml)", text, re.IGNORECASE):
            raise BuildError("an HTML page, not a page of the documentation as Markdown", do=_AGAIN)
        readers: dict[str, Callable[[str], Any]] = {".json": load_json, ".md": _from_markdown}
        document = readers.get(PurePath(name).suffix, load_yaml)(text)
        if not _is_openapi(document):
            raise BuildError("holds no OpenAPI document (no `openapi:` at its top)", do=_AGAIN)
        return document


def _from_markdown(text: str) -> Any:
    documents = []
    for language, content, line, closed in _fences(text):
        if language not in _LANGUAGES or not _LOOKS_LIKE_OPENAPI.search(content):
            continue
        if not closed:
            raise BuildError(f"the block that begins on line {line} is never closed", do=_AGAIN)
        value = load_json(content) if language == "json" else load_yaml(content, first_line=line + 1)
        if _is_openapi(value):
            documents.append((line, value))
    if not documents:
        raise BuildError("holds no OpenAPI document in a fenced yaml or json block", do=_AGAIN)
    if len(documents) > 1:
        lines = " and ".join(str(line) for line, _ in documents)
        said = f"holds {len(documents)} OpenAPI documents (blocks on lines {lines})"
        raise BuildError(said, do="save each as a file of its own")
    return documents[0][1]


def _is_openapi(value: Any) -> TypeGuard[dict[str, Any]]:
    return isinstance(value, dict) and ("openapi" in value or "swagger" in value)


def _fences(text: str) -> Iterator[tuple[str, str, int, bool]]:
    """Language, content, line of the opening fence (from 1) and whether the closing fence is there."""
    from markdown_it import MarkdownIt  # imported late: plain YAML sources do without

    lines = text.split("\n")
    for token in MarkdownIt("commonmark").disable("html_block").parse(text):
        if token.type != "fence" or token.map is None:
            continue
        first, end = token.map
        # markdown-it closes an open fence at the end of its container without a word; a fence that was really
        # closed ends on a line of nothing but the same mark, at least as long (CommonMark 4.5).
        last = re.sub(r"^[\s>]*", "", lines[min(end, len(lines)) - 1]).rstrip()
        closed = end - first > 1 and set(last) == {token.markup[0]} and len(last) >= len(token.markup)
        words = token.info.strip().split()
        yield (words[0].lower() if words else "", token.content, first + 1, closed)
