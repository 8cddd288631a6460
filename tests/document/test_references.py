"""Remote and dangling references are refused, and unreachable components removed."""

from __future__ import annotations

from typing import Any

import pytest
from tests.document.support import document, operation

from openapi_build.document.references import broken_references, one_form, prune, resolve


def around(schema: dict[str, Any], **more: Any) -> dict[str, Any]:
    """A document with one operation that answers the component Job."""
    return document(paths={"/a": {"get": operation(answers="Job")}}, schemas={"Job": schema, **more})


A = "#/components/schemas/Job/properties/a/$ref"


@pytest.mark.parametrize(
    ("reference", "said"),
    [
        *(("https://evil.test/a.yaml#/X", "another"), ("other.yaml", "another"), ("//host/x", "another")),
        *(("file:///etc/passwd", "another"), ("", "another"), ("#/nowhere/0", "not there")),
        ("#/components/schemas/Gone", "not there"),
    ],
)
def test_a_reference_that_leads_out_or_to_nothing_is_told(reference: str, said: str) -> None:
    """The error has its place; neither the network nor another file is read."""
    [error] = broken_references(around({"properties": {"a": {"$ref": reference}}}))
    assert (error.where, said in error.what) == (A, True)


def test_a_discriminator_may_not_lead_out_either() -> None:
    """Its mapping holds references too."""
    discriminator = {"propertyName": "t", "mapping": {"a": "https://evil.test/a.yaml"}}
    [error] = broken_references(around({"oneOf": [], "discriminator": discriminator}))
    assert "refers to another document" in error.what


def test_a_property_named_ref_is_no_reference() -> None:
    """Only a text below a schema is one; data in a default or an example is not looked at."""
    schema = {"properties": {"$ref": {"type": "string"}}, "default": {"$ref": "https://example.test"}}
    assert broken_references(around(schema)) == []


def test_names_with_slashes_and_tildes_are_found() -> None:
    """RFC 6901 escapes, percent-encoding, and indices of lists."""
    assert resolve({"a/b": {"c~d": [10, 20]}}, "#/a~1b/c~0d/1") == 20
    assert resolve({"größe": 1}, "#/gr%C3%B6%C3%9Fe") == 1
    assert resolve({"a": [1]}, "#/a/1") is None
    assert resolve({"paths": {}}, "x/paths") is None


def test_what_nobody_reaches_goes() -> None:
    """Also what only unreached components refer to; a chain that is reached stays, a circle does not
    matter.
    """
    schemas = {
        "Job": {
            "properties": {
                "next": {"$ref": "#/components/schemas/Job"},
                "word": {"$ref": "#/components/schemas/Word"},
            }
        },
        "Word": {"type": "string"},
        "Lost": {"properties": {"too": {"$ref": "#/components/schemas/LostToo"}}},
        "LostToo": {"properties": {"back": {"$ref": "#/components/schemas/Lost"}}},
    }
    found = prune(document(paths={"/a": {"get": operation(answers="Job")}}, schemas=schemas))
    assert set(found["components"]["schemas"]) == {"Job", "Word"}


def test_a_discriminators_mapping_reaches() -> None:
    """Components in a mapping are kept, by reference and by name."""
    mapping = {"a": "#/components/schemas/Cat", "b": "Dog"}
    schema = {"oneOf": [], "discriminator": {"propertyName": "t", "mapping": mapping}}
    found = prune(around(schema, Cat={"type": "object"}, Dog={"type": "object"}, Cow={"type": "object"}))
    assert set(found["components"]["schemas"]) == {"Job", "Cat", "Dog"}


def test_a_path_item_by_reference_is_put_in_its_place() -> None:
    """References are followed, with their siblings; a dangling one is reported."""
    items = {"A": {"$ref": "#/components/pathItems/B"}, "B": {"get": operation("read")}}
    paths = {"/a": {"$ref": "#/components/pathItems/A", "summary": "s"}, "/b": {"$ref": "#/paths/~1b"}}
    small = {**document(paths=paths), "components": {"pathItems": items}}
    one_form(small)
    assert small["paths"]["/a"] == {"get": operation("read"), "summary": "s"}
    assert [error.where for error in broken_references(prune(small))] == ["#/paths/~1b/$ref"]


def test_what_is_referred_to_is_written_out_or_a_component() -> None:
    """An inline schema keeps the name of the component; one inside another gets a name of its own."""
    small = around({"type": "object", "properties": {"x": {"$ref": "#/components/schemas/M/$defs/inner"}}})
    small["components"]["schemas"]["M"] = {"$defs": {"inner": {"type": "string"}}}
    small["components"]["responses"] = {
        "Failure": {"description": "No", "content": {"application/json; charset=utf-8": {"schema": {}}}}
    }
    responses = next(iter(small["paths"].values()))["get"]["responses"]
    responses["400"] = {"$ref": "#/components/responses/Failure"}
    one_form(small)
    assert responses["400"]["content"] == {"application/json": {"schema": {"title": "Failure"}}}
    found = prune(small)["components"]["schemas"]
    assert found["Job"]["properties"]["x"] == {"$ref": "#/components/schemas/MInner"}
    assert found["MInner"] == {"type": "string"}
