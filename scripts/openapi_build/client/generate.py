"""Run openapi-python-client on the effective document, and verify the package that it writes.

The generator runs in this process, on the document in memory: its own YAML reader takes longer than the
generation. It omits what it does not understand with a warning, which is an error here. Afterwards the
result is verified: every operation, class and field of the document is in it, and Python loads it.
"""

from __future__ import annotations

import contextlib
import io
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from importlib.metadata import version
from pathlib import Path
from typing import Any

from openapi_build.client.faithful import check_read
from openapi_build.errors import BuildError, Pointer, raise_all
from openapi_build.layout import Layout
from openapi_build.nodes import operations, walk
from openapi_build.yamlio import plain

_ANOTHER_WAY = "say it in another way in an overlay"
_LOAD = """\
import importlib, sys
for name in sys.argv[1:]:
    try:
        importlib.import_module(name)
    except Exception as error:
        print(f"{name}: {type(error).__name__}: {error}")
"""


def generate_client(document: dict[str, Any], target: Path, layout: Layout) -> None:
    """Write the package for a document into the folder ``target``, which must not exist.

    Args:
        document: the effective document.
        target: the folder that becomes the package.
        layout: where the generator's configuration is, and the templates that take the place of its own.

    Raises:
        BuildError: the generator reported anything, or the result is not complete.
    """
    from openapi_python_client import Project
    from openapi_python_client.config import Config, ConfigFile, MetaType
    from openapi_python_client.parser import GeneratorData
    from openapi_python_client.parser.errors import GeneratorError

    file = ConfigFile.load_from_path(layout.generator_config)
    config = Config.from_sources(file, MetaType.NONE, "", "utf-8", overwrite=False, output_path=target)
    data = plain(document)
    for _, _, operation in operations(data):
        body = operation.get("requestBody", {})
        if len(body.get("content", {})) > 1:
            body.pop(
                "required", None
            )  # the function that is made of several bodies can be called without one
    try:
        parsed = GeneratorData.from_dict(data, config=config)
        reported: Any = [parsed]
        if not isinstance(parsed, GeneratorError):
            with _ruff_on_path(), contextlib.redirect_stdout(io.StringIO()):
                project = Project(openapi=parsed, config=config, custom_template_path=layout.templates)
                reported = project.build()
    except Exception as error:  # whatever it stumbles over is of the document
        said = _without_addresses(f"{type(error).__name__}: {error}")
        raise BuildError(f"the generator stopped with {said}", do=_ANOTHER_WAY) from error
    if reported:
        raise_all(_reported(reported, document))
    raise_all([*check_read(document, parsed), *_not_loaded(target)])
    (target / "py.typed").write_text("# Marker file for PEP 561\n", encoding="utf-8")


def _reported(reported: Any, document: dict[str, Any]) -> list[BuildError]:
    """The generator's errors and warnings, each with its place in the document, if that can be found."""
    who = f"openapi-python-client {version('openapi-python-client')}"
    found = []
    for item in reported:
        said = _without_addresses(f"{item.header} {item.detail or ''}".strip())
        first, *more = [line for line in said.splitlines() if line.strip()] or ["something"]
        pointer = _place(getattr(item, "data", None), document)
        found.append(BuildError(f"{who} says: {first}", pointer, do=_ANOTHER_WAY, detail=more[:20]))
    return found


def _not_loaded(package: Path) -> list[BuildError]:
    """An error for each generated module that Python does not load."""
    paths = [path.relative_to(package.parent).with_suffix("") for path in sorted(package.rglob("*.py"))]
    command = [sys.executable, "-B", "-c", _LOAD, *(".".join(path.parts) for path in paths)]
    done = subprocess.run(command, cwd=package.parent, capture_output=True, text=True, check=True)
    return [BuildError(f"does not load: {line}", do=_ANOTHER_WAY) for line in done.stdout.splitlines()]


def _place(data: Any, document: dict[str, Any]) -> Pointer:
    """The pointer to the part of the document that the generator complains about; empty if none is found."""
    if not hasattr(data, "model_dump"):
        return ()
    wanted = data.model_dump(mode="json", by_alias=True, exclude_unset=True)
    if "$ref" in wanted:
        return ()  # the complaint about what it refers to has the place
    return next((node.pointer for node in walk(document) if node.value == wanted), ())


def _without_addresses(said: str) -> str:
    """The generator's message without the repr of its own objects; the pointer names the part instead."""
    return re.sub(r"\s*<\S+ object at 0x[0-9a-f]+>", " …", said)


@contextlib.contextmanager
def _ruff_on_path() -> Iterator[None]:
    # Without ruff the generator only warns and leaves its output unformatted; the pinned one stands beside
    # Python.
    before = os.environ.get("PATH", "")
    os.environ["PATH"] = os.pathsep.join([str(Path(sys.executable).parent), before])
    try:
        yield
    finally:
        os.environ["PATH"] = before
