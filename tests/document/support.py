"""Small documents, and a repository of their own for tests that build for real."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

from accept_sources import accept
from openapi_build.build import files_of, regenerate
from openapi_build.document.assemble import Inputs, assemble, read_inputs
from openapi_build.document.checks import read_needs
from openapi_build.errors import BuildError
from openapi_build.layout import Layout
from openapi_build.read.extract import parse_source
from openapi_build.yamlio import dump_yaml

ROOT = Path(__file__).resolve().parents[2]
POST = "async-chat-completions-post.md"
LIST = "async-chat-completions-get.md"
GET = "async-chat-completions-api-request-get.md"

Json = dict[str, Any]


def document(
    version: str = "3.1.0", *, paths: Json | None = None, schemas: Json | None = None, **top: Any
) -> Json:
    """A small OpenAPI document around paths and schemas."""
    result: Json = {
        "openapi": version,
        "info": {"title": "Small", "version": "1"},
        "paths": paths or {},
        **top,
    }
    if schemas:
        result["components"] = {"schemas": schemas}
    return result


def operation(operation_id: str = "read", *, answers: str | None = None, **more: Any) -> Json:
    """A GET operation that answers a component."""
    ok: Json = {"description": "Good"}
    if answers:
        ok["content"] = {"application/json": {"schema": {"$ref": f"#/components/schemas/{answers}"}}}
    return {"operationId": operation_id, "responses": {"200": ok}, **more}


def overlay(*actions: Json, **top: Any) -> Json:
    """An Overlay 1.0 document of some actions; each gets a description."""
    return {
        "overlay": "1.0.0",
        "info": {"title": "Test", "version": "1"},
        "actions": [{"description": "because the test says so", **action} for action in actions],
        **top,
    }


def build_document(inputs: Inputs) -> Json:
    """The effective document. Raises: BuildError for all that is wrong."""
    made = assemble(inputs)
    made.raise_all()
    assert made.document is not None
    return made.document


def attempt(build: Callable[[], Json]) -> Json | BuildError:
    """What building gives: a document or a typed error; any other exception is a fault and goes through."""
    try:
        return build()
    except BuildError as error:
        return error


PAGE = """\
# Source: https://example.test/jobs

````yaml get /jobs/{id}
openapi: 3.0.2
info: {title: Small, version: '1'}
servers:
- url: https://api.example.test
paths:
  /jobs/{id}:
    get:
      operationId: get_job_jobs_id_get
      parameters:
      - {name: id, in: path, required: true, schema: {type: string}}
      responses:
        '200':
          description: Good
          content:
            application/json:
              schema: {$ref: '#/components/schemas/Job'}
components:
  schemas:
    Job:
      type: object
      required: [id]
      properties:
        id: {type: string}
        status: {type: string, enum: [CREATED, DONE], nullable: true}
````
"""


def a_new_field(page: Json) -> None:
    """What a changed page may bring: one more optional field."""
    page["components"]["schemas"]["Job"]["properties"]["new_field"] = {"type": "string"}


def package_files(package: Path) -> dict[str, bytes]:
    """The files of a folder by relative name; compiled ones aside."""
    return {path.relative_to(package).as_posix(): path.read_bytes() for path in files_of(package)}


class Repository:
    """A repository in a temporary folder, to be changed and built."""

    def __init__(self, root: Path) -> None:
        self.layout = Layout(root)

    @staticmethod
    def small(root: Path) -> Repository:
        """One operation, one overlay, one need, not yet built: for tests of how building goes."""
        repository = Repository(root)
        repository.layout.sources.mkdir(parents=True)
        repository.layout.overlays.mkdir()
        for name in ("generator-config.yaml", "pyproject.toml"):
            shutil.copy(ROOT / name, root / name)
        repository.add_overlay(
            "10-names.yaml",
            {"target": "$.paths.*[?@.responses]", "update": {"operationId": "get_job", "tags": ["jobs"]}},
        )
        needs = {"operations": {"get_job": {"for": "get", "path_parameters": 1, "answers": "Job"}}}
        repository.layout.needs.write_text(dump_yaml(needs), encoding="utf-8")
        repository.write("jobs.md", PAGE)
        return repository

    @staticmethod
    def copy(root: Path) -> Repository:
        """The inputs of this repository: for tests of the real thing."""
        repository = Repository(root)
        for name in ("openapi/sources", "openapi/overlays", "openapi/templates"):
            shutil.copytree(ROOT / name, root / name)
        for name in (
            "openapi/merge.yaml",
            "openapi/wrapper-needs.yaml",
            "generator-config.yaml",
            "pyproject.toml",
        ):
            if (ROOT / name).is_file():
                shutil.copy(ROOT / name, root / name)
        for path in (root / "openapi" / "sources").rglob("*.*"):
            path.chmod(0o644)
        return repository

    @staticmethod
    def first_api(root: Path) -> Repository:
        """The inputs of the first documents' API alone, with the needs that are about it."""
        repository = Repository.copy(root)
        layout = repository.layout
        for folder in (layout.sources, layout.overlays):
            for group in [path for path in folder.iterdir() if path.is_dir()]:
                shutil.rmtree(group)
        layout.merge_decisions.unlink(missing_ok=True)
        repository.accept()
        pages = [repository.source(name) for name in (POST, GET, LIST)]
        components = {name for page in pages for name in page["components"]["schemas"]}
        needs = read_needs(layout.needs)
        needs["operations"] = {k: v for k, v in needs["operations"].items() if v.get("answers") in components}
        needs["schemas"] = {name: need for name, need in needs["schemas"].items() if name in components}
        layout.needs.write_text(dump_yaml(needs), encoding="utf-8")
        return repository

    def source(self, name: str) -> Json:
        """The document in a source."""
        return parse_source((self.layout.sources / name).read_bytes(), name=name)

    def change(self, name: str, edit: Callable[[Json], object]) -> None:
        """Edit the document in a Markdown source and accept the result, as a new capture would."""
        value = self.source(name)
        edit(value)
        self.write(name, f"# Source: https://example.test/{name}\n\n````yaml\n{dump_yaml(value)}````\n")

    def write(self, name: str, content: str | bytes) -> None:
        """Write a source and accept it."""
        raw = content if isinstance(content, bytes) else content.encode()
        (self.layout.sources / name).write_bytes(raw)
        self.accept()

    def add_overlay(self, name: str, *actions: Json, **top: Any) -> None:
        """Write an overlay."""
        (self.layout.overlays / name).write_text(dump_yaml(overlay(*actions, **top)), encoding="utf-8")

    def accept(self) -> list[str]:
        """Accept the sources as they are."""
        return accept(self.layout, captured="2026-01-01", url="https://example.test/page")

    def regenerate(self) -> str:
        """Build document and client."""
        return regenerate(self.layout)

    def document(self) -> Json:
        """The effective document as it would be built now."""
        return build_document(read_inputs(self.layout))
