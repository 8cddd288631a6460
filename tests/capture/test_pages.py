"""The list of pages to capture, and the errors for mistakes in it."""

from __future__ import annotations

from pathlib import Path

import pytest

from openapi_build.errors import BuildError
from openapi_build.nodes import operations
from openapi_build.read.extract import parse_source
from openapi_capture import Page, check_base, read_pages

ROOT = Path(__file__).resolve().parents[2]
GOOD = "a.md GET /jobs https://docs.example.org/a.md\n"

SLIPS = [
    (None, "restore the file"),
    ("", "lists no page"),
    ("a.md GET /jobs\n", "3 words"),
    ("a.md FETCH /jobs https://docs.example.org/a.md\n", "FETCH /jobs is no operation"),
    ("a.md GET jobs https://docs.example.org/a.md\n", "GET jobs is no operation"),
    ("a.md GET /jobs docs.example.org/a.md\n", "is no address"),
    ("../a.md GET /jobs https://docs.example.org/a.md\n", "no file below openapi/sources"),
    ("/a.md GET /jobs https://docs.example.org/a.md\n", "no file below openapi/sources"),
    ("a.txt GET /jobs https://docs.example.org/a.md\n", "no file below openapi/sources"),
    (GOOD + "a.md GET /other https://docs.example.org/b.md\n", "lists a.md or its address twice"),
    (GOOD + "b.md GET /other https://docs.example.org/a.md\n", "lists b.md or its address twice"),
]


@pytest.mark.parametrize(("text", "said"), SLIPS)
def test_a_slip_in_the_list_is_told_with_its_remedy(tmp_path: Path, text: str | None, said: str) -> None:
    """The error names the line or the value."""
    if text is not None:
        (tmp_path / "list").write_text(text)
    with pytest.raises(BuildError, match=said):
        read_pages(tmp_path / "list", name="list")


@pytest.mark.parametrize("base", ["copies", "ftp://127.0.0.1", "http://", "http://[", "http://[::1"])
def test_a_base_that_cannot_be_asked_is_refused(base: str) -> None:
    """The error also covers addresses that cannot be parsed."""
    with pytest.raises(BuildError, match="which is no address"):
        check_base(base)


def test_comments_and_empty_lines_are_skipped(tmp_path: Path) -> None:
    """The list may explain itself."""
    (tmp_path / "list").write_text(f"# pages\n\n{GOOD.rstrip()}   # the first\n")
    assert read_pages(tmp_path / "list", name="list") == (
        Page("a.md", "GET", "/jobs", "https://docs.example.org/a.md"),
    )


def test_a_base_replaces_the_host_and_keeps_the_path() -> None:
    """The paths of the site are tried first, then the name of the file."""
    page = Page("sub/a.md", "GET", "/jobs", "https://docs.example.org/api/a.md")
    assert page.addresses("http://127.0.0.1:8000/copy/") == (
        "http://127.0.0.1:8000/copy/api/a.md",
        "http://127.0.0.1:8000/copy/sub/a.md",
    )
    assert page.addresses(None) == ("https://docs.example.org/api/a.md",)


def test_the_committed_list_fits_the_committed_pages() -> None:
    """Every captured page is listed, with an operation that it documents."""
    pages = read_pages(ROOT / "openapi" / "sources.urls", name="openapi/sources.urls")
    sources = ROOT / "openapi" / "sources"
    held = {
        path.relative_to(sources).as_posix(): [
            f"{method.upper()} {address}"
            for address, method, _ in operations(parse_source(path.read_bytes(), name=path.name))
        ]
        for path in sources.rglob("*.md")
    }
    assert {page.file: [page.operation] for page in pages} == held
