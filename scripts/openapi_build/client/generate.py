"""Run openapi-python-client on the effective document, and verify the package that it writes.

The generator runs in this process, on the document in memory: its own YAML reader takes longer than the
generation. It omits what it does not understand with a warning, which is an error here. Afterwards the
package is verified: every operation has its module, every schema its class, and every file compiles.
"""

from __future__ import annotations

import ast
import contextlib
import io
import os
import re
import sys
from collections.abc import Iterator
from importlib.metadata import version
from pathlib import Path
from typing import Any

from openapi_build.client.faithful import check_read
from openapi_build.document.words import has_words
from openapi_build.errors import BuildError, Pointer, raise_all
from openapi_build.layout import Layout
from openapi_build.nodes import walk
from openapi_build.yamlio import plain

_ANOTHER_WAY = "say it in another way in an overlay"
_NEW_VERSION = "see whether an overlay can say it in another way, or pin the generator to the version before"


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
    try:
        parsed = GeneratorData.from_dict(plain(document), config=config)
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
    raise_all(check_read(document, parsed))
    (target / "py.typed").write_text("# Marker file for PEP 561\n", encoding="utf-8")
    verify_client(document, target)


def verify_client(document: dict[str, Any], package: Path) -> None:
    """Verify a generated package against its document.

    Raises:
        BuildError: a schema without its class, a class that ``models`` does not name or that is named after
            a position (``…Type0``), or a file that is no Python.
    """
    from openapi_python_client.strings import ClassName

    found: list[BuildError] = []

    def tell(what: str, pointer: Pointer = ()) -> None:
        found.append(BuildError(f"the generated package is not complete: {what}", pointer, do=_NEW_VERSION))

    classes: set[str] = set()
    modules: dict[str, ast.Module] = {}
    for path in sorted(package.rglob("*.py")):
        relative = path.relative_to(package).as_posix()
        try:
            modules[relative] = ast.parse(path.read_text(encoding="utf-8"), filename=relative)
        except SyntaxError as error:
            tell(f"{relative} is no Python (line {error.lineno})")
            continue
        if relative.startswith("models/"):
            classes.update(node.name for node in modules[relative].body if isinstance(node, ast.ClassDef))
    for component, schema in document.get("components", {}).get("schemas", {}).items():
        class_name = ClassName(schema.get("title") or component, "field_")
        if (
            "$ref" not in schema
            and (has_words(schema) or "properties" in schema)
            and class_name not in classes
        ):
            tell(f"no class {class_name}", ("components", "schemas", component))
    named = _strings(modules["models/__init__.py"]) if "models/__init__.py" in modules else set()
    for each in sorted(classes):
        if re.search(r"Type\d+$", each):
            tell(f"the class {each} is named after a position; name its schema in an overlay")
        if each not in named:
            tell(f"the models do not name their class {each}")
    raise_all(found)


def _strings(module: ast.Module) -> set[str]:
    return {n.value for n in ast.walk(module) if isinstance(n, ast.Constant) and isinstance(n.value, str)}


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
