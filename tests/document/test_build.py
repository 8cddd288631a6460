"""The whole build: it is reproducible, and changes no file before everything is verified."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.document.support import Json, Repository, a_new_field, package_files

import generate
from openapi_build import build
from openapi_build.errors import BuildError


def test_twice_changes_no_byte(small: Repository) -> None:
    """The second run writes nothing and says so."""
    small.regenerate()
    before = package_files(small.layout.root)
    assert small.regenerate().endswith("nothing changed")
    assert package_files(small.layout.root) == before


def test_nothing_depends_on_what_was_there(tmp_path: Path) -> None:
    """A repository without a package, and one where a build was changed by hand, get the same one."""
    fresh, other = Repository.small(tmp_path / "fresh"), Repository.small(tmp_path / "other")
    other.regenerate()
    (other.layout.package / "models/job.py").write_text("class Job: ...\n")
    (other.layout.package / "models/more.py").write_text("class More: ...\n")
    fresh.regenerate()
    other.regenerate()
    assert package_files(fresh.layout.root) == package_files(other.layout.root)


@pytest.mark.parametrize("step", ["assemble", "committed"])
def test_an_interruption_while_building_touches_nothing(
    step: str, small: Repository, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Ctrl-C before or after everything is built: what was there is there; the next run finishes."""
    small.regenerate()
    small.change("jobs.md", a_new_field)
    before = package_files(small.layout.root)

    def interrupted(*args: object, **named: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(build, step, interrupted)
        with pytest.raises(KeyboardInterrupt):
            small.regenerate()
    assert package_files(small.layout.root) == before
    small.regenerate()
    assert b"new_field" in package_files(small.layout.package)["models/job.py"]


def test_a_failure_leaves_everything_as_it_was(small: Repository, capsys: pytest.CaptureFixture[str]) -> None:
    """A page that is not valid costs nothing but the message."""

    def invalid(page: Json) -> None:
        page["components"]["schemas"]["Job"]["properties"]["bad"] = {"type": "text"}

    small.regenerate()
    small.change("jobs.md", invalid)
    before = package_files(small.layout.root)
    assert generate.main(["--root", str(small.layout.root)]) == 1
    assert capsys.readouterr().err.startswith("error: ")
    assert package_files(small.layout.root) == before


def test_ctrl_c_is_no_traceback(
    small: Repository, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """It says what to do, with the usual exit code."""

    def interrupted(*args: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(generate, "regenerate", interrupted)
    assert generate.main(["--root", str(small.layout.root)]) == 130
    assert "run it again" in capsys.readouterr().err


def test_a_component_with_another_name_has_its_origins_too(small: Repository) -> None:
    """The pages and the overlays know it by its first name."""
    small.add_overlay(
        "20-bad.yaml",
        {"target": "$.components.schemas.Job", "update": {"x-component-name": "Task"}},
        {"target": "$.components.schemas.Job", "update": {"properties": {"bad": {"type": "text"}}}},
    )
    said = r"schemas/Task/properties/bad/type: .*20-bad\.yaml#/actions/1\)"
    with pytest.raises(BuildError, match=said):
        small.regenerate()
