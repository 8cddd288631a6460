"""What the Python half of the report says of two states of a package."""

from __future__ import annotations

from pathlib import Path

import pytest

from openapi_build.errors import BuildError
from openapi_diff.python_api import compare_packages

INIT = '''"""Package."""

from ._core import Client, get
from .models import Job

__all__ = ["Client", "Job", "get"]
'''
CORE = '''
class Client:
    """Client."""

    def wait(self, id: str, timeout: float = 1.0) -> str:
        """Wait."""
        return id


def get(id: str) -> str:
    """Get."""
    return id


def _helper() -> None:
    """Not public."""
'''
MODELS = '''
from attrs import define as _attrs_define


@_attrs_define
class Job:
    """Job."""

    id: str
    status: str | None = None
'''


def package(root: Path, *, init: str = INIT, core: str = CORE, models: str = MODELS) -> Path:
    """A package `pkg` below `root`."""
    (root / "pkg").mkdir(parents=True)
    for name, text in (("__init__", init), ("_core", core), ("models", models)):
        (root / "pkg" / f"{name}.py").write_text(text)
    return root


def test_the_same_package_has_no_changes(tmp_path: Path) -> None:
    """Two equal trees in two places."""
    assert compare_packages("pkg", package(tmp_path / "a"), package(tmp_path / "b")) == []


# old text, new text, the place as a user writes it, and whether it breaks
CASES = [
    ("parameter gone", "id: str, timeout: float = 1.0", "id: str", "pkg.Client.wait(timeout)", True),
    (
        "new required parameter",
        "timeout: float = 1.0",
        "timeout: float = 1.0, *, x: int",
        "pkg.Client.wait(x)",
        True,
    ),
    (
        "new optional parameter",
        "timeout: float = 1.0",
        "timeout: float = 1.0, x: int = 1",
        "pkg.Client.wait(x)",
        False,
    ),
    ("other default", "timeout: float = 1.0", "timeout: float = 2.0", "pkg.Client.wait(timeout)", True),
    (
        "wider parameter",
        "timeout: float = 1.0",
        "timeout: float | None = 1.0",
        "pkg.Client.wait(timeout)",
        False,
    ),
    ("other parameter type", "timeout: float = 1.0", "timeout: int = 1.0", "pkg.Client.wait(timeout)", True),
    (
        "other result",
        "timeout: float = 1.0) -> str",
        "timeout: float = 1.0) -> str | None",
        "pkg.Client.wait",
        True,
    ),
    ("method gone", "def wait", "def _wait", "pkg.Client.wait", True),
    ("new required field", "id: str\n", "id: str\n    kind: str\n", "pkg.Job.kind", True),
    ("new optional field", "= None", "= None\n    more: str | None = None", "pkg.Job.more", False),
    ("field gone", "    status: str | None = None\n", "", "pkg.Job.status", True),
    ("wider field", "status: str | None", "status: int | str | None", "pkg.Job.status", True),
    ("narrower field", "status: str | None = None", 'status: str = ""', "pkg.Job.status", False),
]


@pytest.mark.parametrize(
    ("old", "new", "where", "breaks"), [pytest.param(*case[1:], id=case[0]) for case in CASES]
)
def test_a_change_is_told_by_its_public_name(
    tmp_path: Path, old: str, new: str, where: str, breaks: bool
) -> None:
    """The place is what a user imports, not the module with an underscore that holds it."""
    assert old in CORE + MODELS
    before = package(tmp_path / "a")
    after = package(tmp_path / "b", core=CORE.replace(old, new, 1), models=MODELS.replace(old, new, 1))
    told = {change.where: change.is_breaking for change in compare_packages("pkg", before, after)}
    assert told[where] is breaks
    assert all("_core" not in place for place in told)


def test_a_name_that_is_no_longer_exported_breaks(tmp_path: Path) -> None:
    """The function still exists, but nobody can import it from the package."""
    init = INIT.replace(", get", "").replace(', "get"', "")
    changes = compare_packages("pkg", package(tmp_path / "a"), package(tmp_path / "b", init=init))
    assert [(change.where, change.is_breaking) for change in changes] == [("pkg.get", True)]


def test_a_new_class_is_one_line(tmp_path: Path) -> None:
    """Its methods and fields are not told one by one."""
    models = MODELS + '\n\nclass Page:\n    """Page."""\n\n    items: int = 0\n'
    changes = compare_packages("pkg", package(tmp_path / "a"), package(tmp_path / "b", models=models))
    assert [(change.where, change.is_breaking) for change in changes] == [("pkg.models.Page", False)]


def test_private_changes_are_nobodys_business(tmp_path: Path) -> None:
    """A helper may come and go."""
    core = CORE.replace("_helper", "_other")
    assert compare_packages("pkg", package(tmp_path / "a"), package(tmp_path / "b", core=core)) == []


@pytest.mark.parametrize(("old", "new", "breaks"), [(True, False, True), (False, True, False)])
def test_a_package_that_only_one_side_has_is_one_line(
    tmp_path: Path, old: bool, new: bool, breaks: bool
) -> None:
    """An early revision did not have the package yet."""
    sides = []
    for name, present in (("a", old), ("b", new)):
        (tmp_path / name).mkdir()
        sides.append(package(tmp_path / name) if present else tmp_path / name)
    (change,) = compare_packages("pkg", *sides)
    assert (change.where, change.is_breaking) == ("pkg", breaks)


def test_code_that_is_no_python_is_one_clear_error(tmp_path: Path) -> None:
    """Half-edited code is told with its package."""
    with pytest.raises(BuildError, match="pkg"):
        compare_packages("pkg", package(tmp_path / "a"), package(tmp_path / "b", init="def ("))
