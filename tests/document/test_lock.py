"""A source that nobody has accepted stops the build."""

from __future__ import annotations

import pytest
from tests.document.support import PAGE, Repository

from openapi_build.errors import BuildError
from openapi_build.read.lock import Entry, read_lock, sha256, verify_lock

ACCEPTED = {"a.md": Entry("https://example.test/a", "2026-01-01", sha256(b"a"))}


@pytest.mark.parametrize(
    ("sources", "said"),
    [
        ({"a.md": b"b"}, "changed: a.md"),
        ({}, "gone: a.md"),
        ({"a.md": b"a", "b.md": b"b"}, "new: b.md"),
        ({"b.md": b"b"}, "new: b.md; gone: a.md"),
    ],
)
def test_every_difference_is_named_with_the_way_to_accept_it(sources: dict[str, bytes], said: str) -> None:
    """One error names all files, and the command."""
    with pytest.raises(BuildError, match=said) as caught:
        verify_lock(ACCEPTED, sources)
    assert "python scripts/accept_sources.py" in str(caught.value)


def test_a_changed_page_stops_the_build_until_it_is_accepted(small: Repository) -> None:
    """Building names the page; accepting names it again; then it builds."""
    path = small.layout.sources / "jobs.md"
    path.write_bytes(path.read_bytes() + b"\nOne more line of prose.\n")
    with pytest.raises(BuildError, match=r"changed: jobs\.md"):
        small.regenerate()
    assert small.accept() == ["changed: jobs.md"]
    assert "1 operations" in small.regenerate()


def test_accepting_keeps_what_did_not_change(small: Repository) -> None:
    """The date of capture of an untouched page stays, and its address; a page that is gone loses its line."""
    before = read_lock(small.layout.sources_lock)
    assert before["jobs.md"].url == "https://example.test/jobs"
    small.write("more.md", PAGE.replace("/jobs", "/more"))
    (small.layout.sources / "more.md").unlink()
    assert small.accept() == ["gone: more.md"]
    assert read_lock(small.layout.sources_lock) == before


@pytest.mark.parametrize("text", [None, "", "sources: []\n", "sources: {a.md: {url: x}}\n"])
def test_a_broken_lock_says_how_to_get_it_back(text: str | None, small: Repository) -> None:
    """No traceback from a lock that was edited badly."""
    small.layout.sources_lock.unlink()
    if text is not None:
        small.layout.sources_lock.write_text(text)
    with pytest.raises(BuildError, match=r"sources\.lock.*(missing; read what|restore the file from git)"):
        small.regenerate()
