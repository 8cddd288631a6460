"""Errors of a changed page are reported at once, and obsolete entries can be deleted."""

from __future__ import annotations

import importlib.util
import sys
from collections.abc import Iterator
from types import ModuleType
from typing import Any

import pytest
from tests.document.support import PAGE, Repository

import generate
from openapi_build.document.assemble import assemble, read_inputs
from openapi_build.errors import BuildError

OVERLAY = """\
overlay: 1.0.0
info: {title: Old, version: '1'}
actions:
  # The first two belong together.
  - target: $.components.schemas.Gone
    update: {x-component-name: Known}
    description: >-
      It was there once.
  - target: $.components.schemas.Job
    update: {type: object}  # the page had no type
    description: The page said nothing.

  # Names for people.
  - target: $.components.schemas.Job
    update: {description: 'A "job".'}
    description: |
      The page says nothing.
      # not even this
  - {target: $.gone, remove: true, description: Flow style on one line.}
"""


def test_all_that_is_wrong_is_told_at_once(small: Repository) -> None:
    """Pages not accepted, actions, validity, names and needs, each with its place and origin."""
    layout = small.layout
    (layout.overlays / "20-old.yaml").write_text(OVERLAY)
    (layout.overlays / "gone").mkdir()
    (layout.overlays / "gone/10.yaml").write_text(OVERLAY)
    layout.merge_decisions.write_text("decisions:\n- {at: /info, take: jobs.md, reason: none}\n")
    changed = PAGE.replace(
        "status: {",
        "bad: {type: text}\n        inner: {type: object, minProperties: -1}\n        status: {",
    )
    (layout.sources / "jobs.md").write_text(changed.replace("get:", "post:").replace("{id}:", "{key}:"))
    layout.needs.write_text("schemas: {Known: {for: Job}, Job: {for: Job, fields: [created]}}\n")
    with pytest.raises(BuildError) as caught:
        small.regenerate()
    told = {
        (error.file.rpartition("/")[2], str(error.where.partition("#")[2])) for error in caught.value.errors
    }
    job = "/components/schemas/Job"
    assert told == {
        ("sources.lock", ""),
        ("gone", ""),
        ("merge.yaml", "/decisions/0"),
        *(("20-old.yaml", f"/actions/{index}") for index in (0, 1, 3)),
        ("openapi.yaml", f"{job}/properties/bad/type"),
        ("openapi.yaml", "/components/schemas/JobInner/minProperties"),
        ("openapi.yaml", "/paths/~1jobs~1{key}/post"),
        ("openapi.yaml", job),
        ("openapi.yaml", "/components/schemas/Known"),
    }
    said = str(caught.value)
    assert "(from openapi/sources/jobs.md)" in said
    assert "20-old.yaml#/actions/0 missed, which speaks of it" in said
    assert "written because: It was there once." in said


def test_what_no_longer_applies_can_be_dropped(small: Repository, capsys: pytest.CaptureFixture[str]) -> None:
    """Exactly the reported entries are deleted, and files that become empty."""
    overlay, layout = small.layout.overlays / "20-old.yaml", small.layout
    overlay.write_text(OVERLAY)
    small.add_overlay("30-gone.yaml", {"target": "$.gone", "remove": True})
    layout.merge_decisions.write_text("# why\ndecisions:\n- {at: /info, take: gone.md, reason: none}\n")
    assert generate.main(["--root", str(layout.root), "--drop"]) == 0
    said = capsys.readouterr().out
    assert said.count("deleted ") == 5
    start, middle = OVERLAY.index("  - target"), OVERLAY.index("\n  # Names")
    end = OVERLAY.index("  - {target")
    assert overlay.read_text() == OVERLAY[:start] + OVERLAY[middle:end]
    assert not (layout.overlays / "30-gone.yaml").exists()
    assert not layout.merge_decisions.exists()
    assert generate.main(["--root", str(layout.root), "--drop"]) == 0
    assert capsys.readouterr().out == "nothing to delete\n"
    assert "schemas" in small.document()["components"]


def test_an_entry_that_cannot_be_cut_out_is_left(small: Repository) -> None:
    """Two on one line: nothing is written, and a person has to do it."""
    text = OVERLAY[: OVERLAY.index("  #")].replace(
        "actions:\n", "actions: [{target: $.a, remove: true, description: x}]\n"
    )
    overlay = small.layout.overlays / "20-old.yaml"
    overlay.write_text(text.replace("}]", "}, {target: $.info, update: {x-a: 1}, description: y}]"))
    before = overlay.read_text()
    assert generate.main(["--root", str(small.layout.root), "--drop"]) == 1
    assert overlay.read_text() == before


def test_a_group_that_cannot_be_read_waits_alone(small: Repository) -> None:
    """The other group is checked all the same, and no need is reported as missing."""
    (small.layout.sources / "second").mkdir()
    small.write("second/more.md", PAGE)
    (small.layout.sources / "second/more.md").write_text("# nothing")
    (small.layout.overlays / "20-old.yaml").write_text(OVERLAY)
    found = assemble(read_inputs(small.layout)).found
    assert [error.file.rpartition("/")[2] for error in found] == [
        *("sources.lock", "20-old.yaml", "20-old.yaml", "20-old.yaml", "more.md")
    ]


FILES = """\
# Files

````yaml post /files
openapi: 3.1.0
info: {title: Small, version: '1'}
servers: [{url: https://api.example.test}]
paths:
  /files:
    post:
      requestBody:
        content:
          multipart/form-data:
            schema: {type: object, required: [file], properties: {file: {type: string, format: binary}}}
          text/plain: {}
      responses:
        '200':
          content:
            text/event-stream: {schema: {type: string}}
            application/json: {schema: {$ref: '#/components/schemas/File'}}
        '413':
          content:
            application/json: {schema: {type: object, required: [code], properties: {code: {enum: [big]}}}}
    get:
      operationId: listFiles
      parameters:
      - {name: kinds, in: query, schema: {type: array, items: {enum: [a, b]}}}
      - {name: limit, in: query, schema: {type: integer, default: 20}}
      - {name: ids, in: query, explode: false, schema: {type: array, items: {type: string}}}
      - {name: filter, in: query, style: deepObject, schema: {$ref: '#/components/schemas/Owner'}}
      responses:
        '200':
          content:
            application/json:
              schema:
                type: object
                required: [data]
                properties: {data: {type: array, items: {$ref: '#/components/schemas/File'}}}
  /files/{id}/content:
    get:
      operationId: getContent
      parameters: [{name: id, in: path, required: true, schema: {type: string}}]
      responses:
        '200': {content: {application/pdf: {}, image/png: {}}}
        '404': {content: {application/json: {schema: {$ref: '#/components/schemas/File'}}}}
      callbacks: {done: {'{$url}': {post: {responses: {'200': {description: d}}}}}}
webhooks: {done: {post: {responses: {'200': {description: d}}}}}
components:
  schemas:
    File:
      type: object
      additionalProperties: false
      required: [id, status, at, events]
      properties:
        id: {type: string, format: uuid}
        status: {enum: [new, done], default: new}
        at: {type: string, format: date-time}
        owner: {allOf: [{$ref: '#/components/schemas/Owner'}], nullable: true}
        events: {type: array, items: {$ref: '#/components/schemas/Event'}}
        deleted: {const: true}
    Owner: {type: object, required: [name], properties: {name: {type: string}}}
    Event:
      oneOf: [{$ref: '#/components/schemas/Made'}, {$ref: '#/components/schemas/Lost'}]
      discriminator:
        propertyName: kind
        mapping: {made: {$ref: '#/components/schemas/Made'}, lost: {$ref: '#/components/schemas/Lost'}}
    Base: {type: object, required: [kind], properties: {kind: {type: string}}}
    Made: {allOf: [{$ref: '#/components/schemas/Base'}, {type: object, properties: {by: {type: string}}}]}
    Lost:
      allOf:
      - {$ref: '#/components/schemas/Base'}
      - {type: object, required: [why], properties: {kind: {enum: [lost]}, why: {type: string}}}
````
"""


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ModuleType]:
    """The models of a package that a group of its own, without any overlay, was built into."""
    small = Repository.small(tmp_path_factory.mktemp("files") / "small")
    (small.layout.sources / "files").mkdir()
    small.write("files/files.md", FILES)
    *notes, _ = small.regenerate().splitlines()
    assert [note.partition("left out: ")[2].partition(",")[0] for note in notes] == ["webhooks", "callbacks"]
    assert all(note.startswith("the group 'files'#/") for note in notes)
    spec = importlib.util.spec_from_file_location("files_client", small.layout.package / "__init__.py")
    assert spec is not None
    assert spec.loader is not None
    before = set(sys.modules)
    sys.modules["files_client"] = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(sys.modules["files_client"])
    yield importlib.import_module("files_client.models")
    for name in set(sys.modules) - before:
        del sys.modules[name]


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"id": None, "status": None, "at": None, "owner": None, "events": None},
        {"id": "no uuid", "status": "lost again", "at": "yesterday", "owner": {"more": 1}, "deleted": False},
        {"events": [{"kind": "made", "by": None}, {"kind": "lost", "x": 1}, {"kind": "found", "y": [2]}]},
    ],
)
def test_a_new_api_without_overlays_is_tolerant(files: ModuleType, body: dict[str, Any]) -> None:
    """Missing fields, null and unknown values are read and written back."""
    found = files.FileModel.from_dict(body)
    assert found.to_dict() == body
    if body.get("events"):
        assert [type(event).__name__ for event in found.events] == ["Made", "Lost", "UnknownObject"]


def test_a_new_api_without_overlays_has_good_names(files: ModuleType) -> None:
    """No name has a position or a status in it, and an operation without an id gets one."""
    own = {name for name in files.__all__ if not name.startswith("Job")}
    assert own == {
        *(
            "FileModel",
            "FileStatus",
            "Owner",
            "Made",
            "Lost",
            "UnknownObject",
            "ListFilesKind",
            "ListFilesResponse",
        ),
        *("PostFilesBody", "PostFilesError", "PostFilesErrorCode"),
    }
    module = importlib.import_module("files_client.api.files.list_files")
    assert module._get_kwargs() == {"method": "get", "url": "/files", "params": {}}
    sent = module._get_kwargs(ids="a,b", filtername="me")["params"]
    assert sent == {"ids": "a,b", "filter[name]": "me"}
    content = importlib.import_module("files_client.api.files.get_content")
    assert content.File is not files.FileModel
    assert importlib.import_module("files_client.api.files.post_files")
