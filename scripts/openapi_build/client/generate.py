"""Run openapi-python-client on the effective document, and verify the package that it writes.

The generator runs in this process, on the document in memory: its own YAML reader takes longer than the
generation. It omits what it does not understand, with a warning or without one; both are errors here.
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

from openapi_build.document.references import follow, parameters_of, parts_of
from openapi_build.errors import BuildError, Pointer, raise_all
from openapi_build.layout import Layout
from openapi_build.nodes import operations, walk
from openapi_build.schemas import makes_class
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

    Raises: BuildError: the generator reported anything, or the result is not complete or does not load.
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
        if len(body.get("content", {})) > 1:  # their function can be called without one
            body.pop("required", None)
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
    raise_all([_reported(item, document) for item in reported])
    raise_all([*check_read(document, parsed), *_not_loaded(target)])
    (target / "py.typed").write_text("# Marker file for PEP 561\n", encoding="utf-8")


def _reported(item: Any, document: dict[str, Any]) -> BuildError:
    """An error or warning of the generator, with its place in the document, if that can be found."""
    said = _without_addresses(f"{item.header} {item.detail or ''}".strip())
    first, *more = [line for line in said.splitlines() if line.strip()] or ["something"]
    what = f"openapi-python-client {version('openapi-python-client')} says: {first}"
    return BuildError(what, _place(getattr(item, "data", None), document), do=_ANOTHER_WAY, detail=more[:20])


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
    # Without ruff the generator leaves its output unformatted; the pinned one stands beside Python.
    before = os.environ.get("PATH", "")
    os.environ["PATH"] = os.pathsep.join([str(Path(sys.executable).parent), before])
    try:
        yield
    finally:
        os.environ["PATH"] = before


def check_read(document: dict[str, Any], parsed: Any) -> list[BuildError]:
    """Errors for what the generator lacks, or has named after a position."""
    told = (*_operations(document, parsed), *_classes(document, parsed))
    return [BuildError(what, pointer, do=f"{_ANOTHER_WAY}, or remove it there") for what, pointer in told]


def _operations(document: dict[str, Any], parsed: Any) -> Iterator[tuple[str, Pointer]]:
    from openapi_python_client.strings import PythonIdentifier

    collections = parsed.endpoint_collections_by_tag
    for path, method, operation in operations(document):
        tag = PythonIdentifier((operation.get("tags") or ["default"])[0], "tag")
        name = PythonIdentifier(operation["operationId"], "field_")
        endpoints = collections[tag].endpoints if tag in collections else ()
        endpoint = next((each for each in endpoints if each.name == name and each.method == method), None)
        place = ("paths", path, method)
        if endpoint is None:
            yield "the operation is left out", place
            continue
        read = {(where.value, _text(each.name)) for where, each in endpoint.iter_all_parameters()}
        for pointer, parameter in parameters_of(document, path, method):
            if (parameter["in"], parameter["name"]) not in read:
                yield f"the {parameter['in']} parameter {parameter['name']!r} is left out", pointer
        sent = [_text(each.content_type) for each in endpoint.bodies]
        for media in follow(document, operation.get("requestBody")).get("content", {}):
            if media not in sent:
                yield f"the body {media} is left out", (*place, "requestBody")
        answers = {each.status_code.pattern: each for each in endpoint.responses}
        for status, response in operation.get("responses", {}).items():
            if status in answers or not status.startswith("x-"):
                for what in _missing_of(follow(document, response), answers.get(status)):
                    yield what, (*place, "responses", status)


def _missing_of(response: dict[str, Any], read: Any) -> Iterator[str]:
    content = response.get("content", {})
    schemas = [media.get("schema") for media in content.values()]
    if read is None:
        yield "the answer is left out"
    elif any(schema != schemas[0] for schema in schemas):
        yield f"answers in {', '.join(content)}, and only one of them is read"
    elif schemas and schemas[0] is not None and read.source["attribute"] == "None":
        yield "the body of the answer is left out"


def _classes(document: dict[str, Any], parsed: Any) -> Iterator[tuple[str, Pointer]]:
    from openapi_python_client.strings import ClassName

    classes = {str(one.class_info.name): one for one in (*parsed.models, *parsed.enums)}
    for component, schema in document.get("components", {}).get("schemas", {}).items():
        place = ("components", "schemas", component)
        made = classes.get(ClassName(schema.get("title") or component, "field_"))
        if made is None and makes_class(schema):
            yield "the class is left out", place
        if made is None or not hasattr(made, "required_properties") or "$ref" in schema:
            continue
        fields = [*(made.required_properties or ()), *(made.optional_properties or ())]
        read = {_text(each.name) for each in fields}
        for name in [n for part in parts_of(document, schema) for n in part.get("properties", {})]:
            if name not in read:
                yield "the field is left out", (*place, "properties", name)
        if len({each.python_name for each in fields}) < len(fields):
            yield "two fields would get one name in Python", place
    for each in classes:
        if re.search(r"Type\d+$", each):
            yield f"the class {each} is named after a position; name its schema in an overlay", ()


def _text(name: Any) -> str:
    return str(name.get_untrusted_value()) if hasattr(name, "get_untrusted_value") else str(name)
