"""Warnings of the generator stop the build, and its package is verified against the document."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from tests.document.support import ROOT, Json, document, operation, package_files

from openapi_build.client.generate import generate_client
from openapi_build.errors import BuildError
from openapi_build.layout import Layout

LAYOUT = Layout(ROOT)


def generate(small: Json, target: Path) -> None:
    """Generate a package with this repository's configuration."""
    generate_client(small, target, LAYOUT)


def small() -> Json:
    """One operation that answers one model with an enum."""
    schemas = {
        "Job": {"type": "object", "properties": {"word": {"$ref": "#/components/schemas/Word"}}},
        "Word": {"type": "string", "enum": ["a", "b"]},
    }
    return document(
        paths={"/a": {"get": operation("read_job", answers="Job", tags=["jobs"])}}, schemas=schemas
    )


@pytest.fixture(scope="module")
def package(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The package of the small document."""
    target = tmp_path_factory.mktemp("generated") / "package"
    generate(small(), target)
    return target


@pytest.mark.exhaustive
def test_the_package_is_the_generators_own_output(tmp_path: Path) -> None:
    """Byte for byte what the bare command makes of the committed document, plus the mark that it is typed."""
    folder = Path(sys.executable).parent
    command = [str(folder / "openapi-python-client"), "generate", "--meta", "none", "--fail-on-warning"]
    subprocess.run(
        [
            *command,
            *("--path", str(LAYOUT.document)),
            *("--config", str(LAYOUT.generator_config)),
            *("--custom-template-path", str(LAYOUT.templates)),
            *("--output-path", str(tmp_path / "package")),
        ],
        env={**os.environ, "PATH": f"{folder}{os.pathsep}{os.environ['PATH']}"},
        check=True,
        capture_output=True,
    )
    committed = package_files(LAYOUT.package)
    assert committed.pop("py.typed")
    assert package_files(tmp_path / "package") == committed


def test_a_package_that_python_does_not_load_is_an_error(tmp_path: Path) -> None:
    """The generator writes it without a warning."""
    broken = small()
    answer = {"description": "", "content": {"application/json": {"schema": {"type": "null"}}}}
    broken["paths"]["/a"]["get"]["responses"]["200"] = answer
    with pytest.raises(BuildError, match=r"does not load: package\.api\.jobs\.read_job: TypeError"):
        generate(broken, tmp_path / "package")


def test_the_place_does_not_matter(package: Path, tmp_path: Path) -> None:
    """A folder that git ignores, and another configuration of ruff around it, change no byte."""
    (tmp_path / "ruff.toml").write_text('line-length = 40\nexclude = ["*"]\n')
    (tmp_path / ".gitignore").write_text("*\n")
    generate(small(), tmp_path / "package")
    assert package_files(tmp_path / "package") == package_files(package)


@pytest.mark.parametrize(
    "change",
    [
        lambda d: d["paths"]["/a"]["get"].update(
            parameters=[{"name": "q", "in": "query", "schema": {"$ref": "#/components/schemas/Gone"}}]
        ),
        lambda d: d.update(paths=3),
    ],
    ids=["reference to nothing", "no document"],
)
def test_a_warning_is_an_error(change: Callable[[Json], Any], tmp_path: Path) -> None:
    """The generator would omit the part; the build reports its warning and stops."""
    broken = small()
    change(broken)
    with pytest.raises(BuildError, match=r"openapi-python-client .* says: ") as caught:
        generate(broken, tmp_path / "package")
    assert caught.value.do
