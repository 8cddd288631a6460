"""Regenerating as a whole: repeatable, and the old package stays until the new one is whole."""

from __future__ import annotations

import signal
import subprocess
import sys
from pathlib import Path

import pytest
from tests.document.support import PAGE, ROOT, Json, Repository

import generate
from openapi_build import build
from openapi_build.errors import BuildError
from openapi_build.layout import Layout
from openapi_build.manifest import package_files


def everything(small: Repository) -> dict[str, bytes]:
    """All files of a repository but the lock of a running build."""
    return {n: raw for n, raw in package_files(small.layout.root).items() if not n.endswith(".partial")}


def a_new_field(page: Json) -> None:
    """What a changed page may bring: one more optional field."""
    page["components"]["schemas"]["Job"]["properties"]["new_field"] = {"type": "string"}


def test_twice_changes_no_byte(small: Repository) -> None:
    """The second run says so."""
    small.regenerate()
    before = everything(small)
    assert small.regenerate().endswith("nothing changed")
    assert everything(small) == before


def test_nothing_depends_on_what_was_there(tmp_path: Path) -> None:
    """A repository without a package, and one where a build was changed by hand, get the same one."""
    fresh, other = Repository.small(tmp_path / "fresh"), Repository.small(tmp_path / "other")
    other.regenerate()
    (other.layout.package / "models/job.py").write_text("class Job: ...\n")
    (other.layout.package / "models/more.py").write_text("class More: ...\n")
    fresh.regenerate()
    other.regenerate()
    assert everything(fresh) == everything(other)


def test_what_is_committed_is_what_would_be_built(tmp_path: Path) -> None:
    """The whole of this repository, from its pages."""
    copy = Repository.copy(tmp_path / "copy")
    copy.regenerate()
    assert package_files(copy.layout.package) == package_files(Layout(ROOT).package)
    assert copy.layout.document.read_bytes() == Layout(ROOT).document.read_bytes()


@pytest.mark.parametrize(
    "step", ["read_inputs", "build_document", "render", "generate_client", "replace_folder", "replace_file"]
)
def test_an_interruption_leaves_a_whole_package(
    step: str, small: Repository, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Ctrl-C before any step: old package or new one, no litter; the next run finishes."""
    small.regenerate()
    old = package_files(small.layout.package)
    small.change("jobs.md", a_new_field)

    def interrupted(*args: object, **named: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(build, step, interrupted)
        with pytest.raises(KeyboardInterrupt):
            small.regenerate()
    interim = package_files(small.layout.package)
    assert not list(small.layout.client_root.glob(".work-*"))
    small.regenerate()
    new = package_files(small.layout.package)
    assert b"new_field" in new["models/job.py"]
    assert interim == (new if step == "replace_file" else old)


def test_a_failure_leaves_everything_as_it_was(small: Repository, capsys: pytest.CaptureFixture[str]) -> None:
    """A generator that warns costs nothing but the message."""

    def mixed_enum(page: Json) -> None:
        page["components"]["schemas"]["Job"]["properties"]["mixed"] = {"type": "string", "enum": ["a", 1]}

    small.regenerate()
    small.change("jobs.md", mixed_enum)
    before = everything(small)
    assert generate.main(["--root", str(small.layout.root)]) == 1
    assert capsys.readouterr().err.startswith("error: ")
    assert everything(small) == before


def test_a_killed_process_leaves_a_whole_package(small: Repository) -> None:
    """SIGKILL while the generator works, then a run that finishes."""
    small.regenerate()
    old = package_files(small.layout.package)
    small.change("jobs.md", a_new_field)
    # It dies by itself, with the new package aside and the old one in place, however fast the machine is.
    program = """
import os, pathlib, signal, sys
sys.path.insert(0, sys.argv[1])
from openapi_build import build
from openapi_build.errors import BuildError
from openapi_build.layout import Layout
build.replace_folder = lambda new, old: os.kill(os.getpid(), signal.SIGKILL)
build.regenerate(Layout(pathlib.Path(sys.argv[2])))
"""
    command = [sys.executable, "-c", program, str(ROOT / "scripts"), str(small.layout.root)]
    assert subprocess.run(command).returncode == -signal.SIGKILL
    assert list(small.layout.client_root.glob(".work-*")), "it was in the middle of its work"
    assert package_files(small.layout.package) == old
    small.regenerate()
    assert not list(small.layout.client_root.glob(".work-*"))
    text = (small.layout.package / "models/job.py").read_text()
    assert "new_field" in text


def test_the_command_says_what_there_is(small: Repository, capsys: pytest.CaptureFixture[str]) -> None:
    """One line: operations, models, overlay actions, what changed."""
    assert generate.main(["--root", str(small.layout.root)]) == 0
    assert "operations, " in capsys.readouterr().out


def test_ctrl_c_is_no_traceback(
    small: Repository, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """It says that nothing was lost, with the usual exit code."""

    def interrupted(*args: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(generate, "regenerate", interrupted)
    assert generate.main(["--root", str(small.layout.root)]) == 130
    assert "what was there before is still there" in capsys.readouterr().err


def test_a_refusal_names_the_source_of_its_place(tmp_path: Path) -> None:
    """The built document is nobody's to edit: the page that says it is named too."""
    repository = Repository.small(tmp_path)
    repository.write("jobs.md", PAGE.replace("{name: id, in: path", "{name: id, style: label, in: path"))
    with pytest.raises(BuildError, match=r"'label'.* \(from openapi/sources/jobs\.md\)$"):
        repository.regenerate()
