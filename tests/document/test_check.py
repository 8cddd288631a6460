"""`make check` reports the differences from the build, one line for each kind with the command to run."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from tests.document.support import Repository, a_new_field

import generate


@pytest.fixture
def built(small: Repository) -> Repository:
    """A repository that is up to date."""
    small.regenerate()
    return small


def append(path: Path, text: str) -> None:
    """Add a line to a file."""
    path.write_bytes(path.read_bytes() + text.encode())


def accept_a_change(repository: Repository) -> None:
    """A changed page that was accepted and not yet built from."""
    repository.change("jobs.md", a_new_field)


CASES: Mapping[str, tuple[Callable[[Repository], object], str]] = {
    "sources changed": (
        accept_a_change,
        "not what would be built: generated_client/perplexity_openapi/models/job.py, openapi/openapi.yaml; "
        "what was changed by hand belongs in an overlay or the wrapper; run `make regenerate`",
    ),
    "built helper": (
        lambda r: append(r.layout.document_module, "# by hand\n"),
        "not what would be built: wrappers/perplexity_jobs/_values/document.py; ",
    ),
    "file gone": (
        lambda r: (r.layout.package / "client.py").unlink(),
        "built files missing: generated_client/perplexity_openapi/client.py; run `make regenerate`",
    ),
    "file added": (
        lambda r: (r.layout.package / "extra.py").write_text("x = 1\n"),
        "files that the build does not make: generated_client/perplexity_openapi/extra.py; ",
    ),
}


def test_what_is_up_to_date_passes(built: Repository, capsys: pytest.CaptureFixture[str]) -> None:
    """The exit code is 0."""
    assert generate.main(["--root", str(built.layout.root), "--check"]) == 0
    assert capsys.readouterr().out == "up to date\n"


@pytest.mark.parametrize("case", CASES)
def test_each_reason_has_its_line(case: str, built: Repository, capsys: pytest.CaptureFixture[str]) -> None:
    """What, where, what to run; exit code 1; and nothing is written."""
    spoil, said = CASES[case]
    spoil(built)
    before = {path: path.read_bytes() for path in built.layout.root.rglob("*") if path.is_file()}
    assert generate.main(["--root", str(built.layout.root), "--check"]) == 1
    lines = capsys.readouterr().err.splitlines()
    assert any(line.startswith(said) for line in lines), lines
    assert {path: path.read_bytes() for path in built.layout.root.rglob("*") if path.is_file()} == before
