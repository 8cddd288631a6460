"""What the generator leaves out without a word is reported with its place."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from tests.document.support import ROOT, Json, document, operation

from openapi_build.client.generate import check_read, generate_client
from openapi_build.errors import BuildError
from openapi_build.layout import Layout

STRING = {"type": "string"}
LAYOUT = Layout(ROOT)


def answering(schemas: Json) -> Json:
    """One operation that answers the component M."""
    return document(paths={"/a": {"get": operation(tags=["x"], answers="M")}}, schemas=schemas)


def refusal(small: Json, target: Path) -> BuildError:
    """Why the document cannot become a package."""
    with pytest.raises(BuildError) as caught:
        generate_client(small, target / "package", LAYOUT)
    assert "object at 0x" not in str(caught.value)
    return caught.value


def test_what_the_generator_says_has_its_place(tmp_path: Path) -> None:
    """An enum of two types, deep in a schema."""
    small = answering({"M": {"type": "object", "properties": {"t": {"anyOf": [{"enum": ["a", 1]}, STRING]}}}})
    places = {error.where: error.what for error in refusal(small, tmp_path).errors}
    assert "says: " in places["#/components/schemas/M/properties/t/anyOf/0"]


def test_a_described_reference_to_a_class_that_is_read_later_is_taken(tmp_path: Path) -> None:
    """Its fields are checked, whatever the classes are called."""
    later = {"type": "object", "properties": {"x": STRING}}
    alias = {"allOf": [{"$ref": "#/components/schemas/Z"}], "description": "d"}
    small = answering({"M": {"type": "object", "properties": {"t": alias}}, "Z": later})
    generate_client(small, tmp_path / "package", LAYOUT)
    assert (tmp_path / "package/models/z.py").is_file()


def test_an_answer_in_two_forms_is_told(tmp_path: Path) -> None:
    """The client reads only one of them."""
    small = answering({"M": {"type": "object"}})
    content = small["paths"]["/a"]["get"]["responses"]["200"]["content"]
    content["text/plain"] = {"schema": STRING}
    assert "only one of them is read" in refusal(small, tmp_path).what


def test_a_class_named_after_a_position_is_told(tmp_path: Path) -> None:
    """The next member of the union would give it another name."""
    union = {"anyOf": [{"type": "object", "properties": {"a": STRING}}, STRING]}
    [error] = refusal(answering({"M": {"type": "object", "properties": {"t": union}}}), tmp_path).errors
    assert "the class MTType0 is named after a position" in error.what


def test_whatever_the_generator_lacks_is_told() -> None:
    """An operation, its parameters, bodies and answers; classes, and their fields."""
    parameter = {"name": "q", "in": "query", "schema": STRING}
    body = {"content": {"application/json": {"schema": STRING}}}
    small = answering({"M": {"type": "object", "properties": {"t": STRING}}, "W": {"enum": ["a"]}})
    small["paths"]["/a"]["get"] |= {"parameters": [parameter], "requestBody": body}
    nothing: Any = SimpleNamespace(models=[], enums=[], endpoint_collections_by_tag={})
    assert [error.where for error in check_read(small, nothing)] == [
        *("#/paths/~1a/get", "#/components/schemas/M", "#/components/schemas/W")
    ]
    endpoint = SimpleNamespace(
        name="read", method="get", bodies=[], responses=[], iter_all_parameters=lambda: iter(())
    )
    model = SimpleNamespace(
        class_info=SimpleNamespace(name="M"), required_properties=[], optional_properties=[]
    )
    parts: Any = SimpleNamespace(
        models=[model], enums=[], endpoint_collections_by_tag={"x": SimpleNamespace(endpoints=[endpoint])}
    )
    assert [error.where for error in check_read(small, parts)] == [
        *("#/paths/~1a/get/parameters/0", "#/paths/~1a/get/requestBody", "#/paths/~1a/get/responses/200"),
        *("#/components/schemas/M/properties/t", "#/components/schemas/W"),
    ]
