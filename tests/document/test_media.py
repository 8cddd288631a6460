"""What a generated client sends and reads in each media type."""

from __future__ import annotations

import importlib
import json
import sys
from collections.abc import Callable, Iterator
from typing import Any

import httpx
import pytest
from tests.document.support import ROOT, Json, document, operation

from openapi_build.client.generate import generate_client
from openapi_build.document.rules import apply_rules
from openapi_build.document.spelling import respell
from openapi_build.layout import Layout

TEXT = {"type": "string"}
MESSAGE = {"$ref": "#/components/schemas/Message"}
UPLOAD = {"$ref": "#/components/schemas/Upload"}
BODIES: Json = {
    "same": {
        "application/x-www-form-urlencoded": {"schema": MESSAGE},
        "application/json": {"schema": MESSAGE},
    },
    "either": {"application/json": {"schema": MESSAGE}, "multipart/form-data": {"schema": UPLOAD}},
    "raw": {"application/octet-stream": {}},
    "anything": {"application/json": {}},
}
ANSWERS: Json = {
    "null": {"200": {"application/json": {"schema": {"type": "null"}}}},
    "untyped": {"200": {"application/json": {"schema": {"title": "Response Untyped"}}}},
    "unsaid": {"200": {"application/json": {}}},
    "empty": {"204": {"application/json": {"schema": MESSAGE}}},
    "message": {"200": {"application/json": {"schema": MESSAGE}}},
}


def pages() -> Json:
    """A document with an operation for each entry of the tables."""
    paths: Json = {}
    for name, content in BODIES.items():
        paths[f"/{name}"] = {"post": operation(name, requestBody={"required": True, "content": content})}
    for name, answers in ANSWERS.items():
        responses = {status: {"description": "", "content": content} for status, content in answers.items()}
        paths[f"/{name}"] = {"get": {"operationId": name, "responses": responses}}
    schemas = {
        "Message": {"type": "object", "properties": {"text": TEXT, "blob": {**TEXT, "format": "binary"}}},
        "Upload": {
            "type": "object",
            "properties": {
                "one": {**TEXT, "format": "binary"},
                "other": {**TEXT, "contentMediaType": "image/png"},
            },
        },
    }
    return respell(apply_rules(document(paths=paths, schemas=schemas), "media"))


@pytest.fixture(scope="module")
def load(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[[str], Any]]:
    """Imports a module of the client that is made of the document."""
    folder = tmp_path_factory.mktemp("generated")
    generate_client(pages(), folder / "media_client", Layout(ROOT))
    before = set(sys.modules)
    sys.path.insert(0, str(folder))
    yield lambda name: importlib.import_module(f"media_client.{name}")
    sys.path.remove(str(folder))
    for name in set(sys.modules) - before:
        del sys.modules[name]


def request(load: Callable[[str], Any], name: str, body: Any) -> httpx.Request:
    """What a generated function sends."""
    arguments = load(f"api.media.{name}")._get_kwargs(body=body)
    with httpx.Client(base_url="https://api.example.test") as client:
        sent = client.build_request(**arguments)
    sent.read()
    return sent


def parsed(load: Callable[[str], Any], name: str, status: int, content: bytes) -> Any:
    """What a generated function reads."""
    client = load("client").Client(base_url="https://api.example.test")
    response = httpx.Response(status, content=content)
    return load(f"api.media.{name}")._parse_response(client=client, response=response)


def test_of_one_schema_in_two_forms_json_is_sent(load: Callable[[str], Any]) -> None:
    """The generator would send both, under the name of the last."""
    sent = request(load, "same", load("models.message").Message(text="a"))
    assert (sent.headers["content-type"], json.loads(sent.content)) == ("application/json", {"text": "a"})


def test_of_two_schemas_the_callers_is_sent(load: Callable[[str], Any]) -> None:
    """JSON for one class, an upload for the other; each field that is a file is sent as one."""
    sent = request(load, "either", load("models.message").Message(text="a"))
    assert json.loads(sent.content) == {"text": "a"}
    file = load("types").File
    upload = load("models.upload").Upload(one=file(b"1", "one.txt"), other=file(b"2", "other.png"))
    sent = request(load, "either", upload)
    assert sent.headers["content-type"].startswith("multipart/form-data")
    assert b'name="one"; filename="one.txt"' in sent.content
    assert b'name="other"; filename="other.png"' in sent.content


def test_a_body_without_a_schema_is_sent(load: Callable[[str], Any]) -> None:
    """Bytes as bytes, JSON as JSON."""
    assert request(load, "raw", load("types").File(b"\x00")).content == b"\x00"
    assert request(load, "anything", [1, None]).content == b"[1,null]"


@pytest.mark.parametrize("name", ["null", "untyped", "unsaid"])
def test_an_answer_without_a_type_is_read(load: Callable[[str], Any], name: str) -> None:
    """The generator would read nothing, and for null write what Python does not load."""
    assert parsed(load, name, 200, b'{"a": [1, null]}') == {"a": [1, None]}
    assert parsed(load, name, 200, b"null") is None


def test_an_answer_that_has_no_body_is_not_read_as_json(load: Callable[[str], Any]) -> None:
    """Whatever a page says of a 204."""
    assert parsed(load, "empty", 204, b"") is None


def test_a_text_in_json_is_no_file(load: Callable[[str], Any]) -> None:
    """Whatever format a page gives it."""
    message = load("models.message").Message
    assert parsed(load, "message", 200, b'{"blob": "AAEC"}') == message(blob="AAEC")
    assert json.loads(request(load, "same", message(blob="AAEC")).content) == {"blob": "AAEC"}
