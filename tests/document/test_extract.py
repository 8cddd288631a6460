"""A page gives its OpenAPI document, or one clear error."""

from __future__ import annotations

import pytest

from openapi_build.errors import BuildError
from openapi_build.read.extract import parse_source

BODY = "openapi: 3.1.0\ninfo: {title: T, version: '1'}\npaths: {}\n"
EXPECTED = {"openapi": "3.1.0", "info": {"title": "T", "version": "1"}, "paths": {}}


def fence(body: str = BODY, info: str = "yaml get /jobs", mark: str = "````", before: str = "") -> str:
    """A page with one fenced block, each line after ``before``."""
    lines = [f"{mark}{info}", *body.splitlines(), mark]
    return "# Page\n\n" + "".join(f"{before}{line}\n" for line in lines)


@pytest.mark.parametrize(
    "page",
    [
        fence(),
        fence(mark="~~~"),
        fence(info="YAML"),
        fence(info=""),
        fence(info="openapi"),
        fence(before="> "),
        fence(before="   "),
        "- a list\n\n" + "\n".join("  " + line for line in fence().splitlines()),
        fence().replace("\n", "\r\n"),
        "\ufeff" + fence(),
        fence(body='{"openapi": "3.1.0", "info": {"title": "T", "version": "1"}, "paths": {}}', info="json"),
        fence("key: value") + fence(),
        fence("not: [closed", info="yaml") + fence(),
        fence(body=BODY + "# ``` is not the end\n"),
        "<CodeGroup>\n" + fence().removeprefix("# Page\n\n") + "</CodeGroup>\n",
    ],
    ids=[
        "plain",
        "tildes",
        "capitals",
        "no language",
        "openapi",
        "quoted",
        "indented",
        "listed",
        "CRLF",
        "BOM",
        "json",
        "yaml",
        "broken",
        "nested",
        "in a tag",
    ],
)
def test_the_document_is_found(page: str) -> None:
    """The block is found in any valid Markdown."""
    assert parse_source(page.encode(), name="page.md") == EXPECTED


@pytest.mark.parametrize(
    ("page", "said"),
    [
        ("# Nothing here\n", "holds no OpenAPI document"),
        (fence("key: value"), "holds no OpenAPI document"),
        (fence() + fence(), "holds 2 OpenAPI documents \\(blocks on lines 3 and 10\\)"),
        (fence().removesuffix("````\n"), "begins on line 3 is never closed"),
        ("> " + fence().removesuffix("````\n").replace("\n", "\n> "), "never closed"),
        (fence("openapi: 3.1.0\npaths:\n\t/a: {}\n"), "line 6"),
        (fence("openapi: 3.1.0\npaths: {}\npaths: {}\n"), "line 6: the key 'paths' stands twice"),
        ("<!DOCTYPE html><title>502</title>", "an HTML page"),
        ("\ufeff\n<html>", "an HTML page"),
        ("\udcff", "not UTF-8 at byte 0"),
    ],
)
def test_a_page_without_one_whole_document_is_an_error(page: str, said: str) -> None:
    """Named are the page, the line, and what to do."""
    with pytest.raises(BuildError, match=said) as caught:
        parse_source(page.encode(errors="surrogateescape"), name="page.md")
    assert str(caught.value).startswith("page.md: ")
    assert caught.value.do


@pytest.mark.parametrize("name", ["document.yaml", "document.yml", "document.json"])
def test_plain_files_are_documents_themselves(name: str) -> None:
    """YAML and JSON need no page around them."""
    text = '{"openapi": "3.1.0", "info": {"title": "T", "version": "1"}, "paths": {}}'
    assert parse_source(text.encode(), name=name) == EXPECTED
    with pytest.raises(BuildError, match="holds no OpenAPI document"):
        parse_source(b"[]", name=name)
