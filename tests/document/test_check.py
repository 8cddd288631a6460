"""`make check` tells the reasons of a difference apart, each in one line with what to run."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from tests.document.support import Repository

import generate
from openapi_build import build
from openapi_build.check import check as run_check
from openapi_build.lock import sha256
from openapi_build.yamlio import dump_yaml, load_yaml


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
    append(repository.layout.sources / "jobs.md", "\nMore prose.\n")
    repository.accept()


def overlay_without_target(repository: Repository) -> None:
    """An overlay for something that is gone."""
    repository.add_overlay("90-old.yaml", {"target": "$.components.schemas.Gone", "remove": True})


def older_tools(repository: Repository) -> None:
    """A build by another generator."""
    path = repository.layout.build_lock
    data = load_yaml(path.read_text(), file="build.lock")
    data["tools"]["openapi-python-client"] = "0.1.0"
    path.write_text(dump_yaml(data))


CASES: Mapping[str, tuple[Callable[[Repository], object], str]] = {
    "sources changed": (
        accept_a_change,
        "sources changed but not rebuilt: openapi/sources/jobs.md; run `make regenerate`",
    ),
    "source not accepted": (
        lambda r: append(r.layout.sources / "jobs.md", "x"),
        "sources changed: openapi/sources/sources.lock: the sources are not the accepted ones "
        "(changed: jobs.md); read what changed, then run `python scripts/accept_sources.py`",
    ),
    "document": (
        lambda r: append(r.layout.document, "# by hand\n"),
        "document edited by hand: openapi/openapi.yaml; "
        "move the change into an overlay, run `make regenerate`",
    ),
    "generated code": (
        lambda r: append(r.layout.package / "client.py", "# by hand\n"),
        "generated code edited by hand: generated_client/perplexity_openapi/client.py; "
        "move the change into an overlay or the wrapper, run `make regenerate`",
    ),
    "built helper": (
        lambda r: append(r.layout.wrapper / "_values" / "document.py", "# by hand\n"),
        "generated code edited by hand: wrappers/perplexity_jobs/_values/document.py; ",
    ),
    "file gone": (
        lambda r: (r.layout.package / "client.py").unlink(),
        "built files missing: generated_client/perplexity_openapi/client.py; run `make regenerate`",
    ),
    "file added": (
        lambda r: (r.layout.package / "extra.py").write_text("x = 1\n"),
        "files that the generator did not make: generated_client/perplexity_openapi/extra.py; ",
    ),
    "overlay": (
        overlay_without_target,
        "overlay no longer applies: openapi/overlays/90-old.yaml#/actions/0: no longer applies: "
        "$.components.schemas.Gone matches nothing; ",
    ),
    "settings": (
        lambda r: append(r.layout.generator_config, "# a remark\n"),
        "overlays or settings changed but not rebuilt: generator-config.yaml; run `make regenerate`",
    ),
    "generator version": (older_tools, "generator version changed: openapi-python-client 0.1.0 built "),
    "no manifest": (lambda r: r.layout.build_lock.unlink(), "openapi/build.lock: missing"),
}


def test_what_is_up_to_date_passes(built: Repository, capsys: pytest.CaptureFixture[str]) -> None:
    """Nothing to say, exit code 0."""
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


def test_two_reasons_have_two_lines(built: Repository) -> None:
    """One does not hide the other."""
    accept_a_change(built)
    append(built.layout.package / "client.py", "# by hand\n")
    first_words = {line.split(":")[0] for line in run_check(built.layout)}
    assert first_words == {"sources changed but not rebuilt", "generated code edited by hand"}


def test_a_manifest_that_was_edited_too_does_not_help(built: Repository) -> None:
    """What is committed is compared with what would be built, not only with what is written about it."""
    client = built.layout.package / "client.py"
    append(client, "# by hand\n")
    data = load_yaml(built.layout.build_lock.read_text(), file="build.lock")
    data["outputs"]["generated_client/perplexity_openapi/client.py"] = sha256(client.read_bytes())
    built.layout.build_lock.write_text(dump_yaml(data))
    assert run_check(built.layout) == [
        "not what the build scripts make now: generated_client/perplexity_openapi/client.py; "
        "run `make regenerate`"
    ]


def test_changed_build_scripts_are_told(built: Repository, monkeypatch: pytest.MonkeyPatch) -> None:
    """Same inputs, same tools, another result."""
    monkeypatch.setattr(build, "document_module", lambda document: "X = 1\n")
    assert run_check(built.layout) == [
        "not what the build scripts make now: wrappers/perplexity_jobs/_values/document.py; "
        "run `make regenerate`"
    ]
