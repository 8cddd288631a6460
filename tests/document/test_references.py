"""References stay inside the document and lead somewhere; what none reaches goes."""

from __future__ import annotations

from typing import Any

import pytest
from tests.document.support import document, operation, passes

from openapi_build.document.references import prune, refuse_dangling, refuse_remote, resolve
from openapi_build.errors import BuildError


def around(schema: dict[str, Any], **more: Any) -> dict[str, Any]:
    """A document with one operation that answers the component Job."""
    return document(paths={"/a": {"get": operation(answers="Job")}}, schemas={"Job": schema, **more})


@pytest.mark.parametrize(
    "reference",
    ["https://evil.test/a.yaml#/X", "other.yaml", "./x.json#/a", "//host/x", "file:///etc/passwd", ""],
)
def test_a_reference_out_of_the_document_is_refused(reference: str) -> None:
    """Neither the network nor a file beside it is ever read."""
    with pytest.raises(BuildError, match="refers to another document") as caught:
        refuse_remote(around({"properties": {"a": {"$ref": reference}}}))
    assert caught.value.where == "#/components/schemas/Job/properties/a/$ref"


def test_a_discriminator_may_not_lead_out_either() -> None:
    """Its mapping holds references too."""
    schema = {
        "oneOf": [],
        "discriminator": {"propertyName": "t", "mapping": {"a": "https://evil.test/a.yaml"}},
    }
    with pytest.raises(BuildError, match="refers to another document"):
        refuse_remote(around(schema))


@pytest.mark.parametrize("target", ["#/components/schemas/Gone", "#/components/schemas", "#/nowhere/0"])
def test_a_reference_to_nothing_is_found(target: str) -> None:
    """With the place that refers."""
    schema = {"properties": {"a": {"$ref": target}}}
    if target == "#/components/schemas":
        assert passes(lambda: refuse_dangling(around(schema)))
        return
    with pytest.raises(BuildError, match="which is not there"):
        refuse_dangling(around(schema))


def test_a_property_named_ref_is_no_reference() -> None:
    """Only a text below a schema is one; data in a default or an example is not looked at."""
    schema = {"properties": {"$ref": {"type": "string"}}, "default": {"$ref": "https://example.test"}}
    assert passes(lambda: refuse_dangling(around(schema)))


def test_names_with_slashes_and_tildes_are_found() -> None:
    """RFC 6901 escapes, percent-encoding, and indices of lists."""
    assert resolve({"a/b": {"c~d": [10, 20]}}, "#/a~1b/c~0d/1") == 20
    assert resolve({"größe": 1}, "#/gr%C3%B6%C3%9Fe") == 1
    assert resolve({"a": [1]}, "#/a/1") is None


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
    """By reference and by plain name."""
    mapping = {"a": "#/components/schemas/Cat", "b": "Dog"}
    schema = {"oneOf": [], "discriminator": {"propertyName": "t", "mapping": mapping}}
    found = prune(around(schema, Cat={"type": "object"}, Dog={"type": "object"}, Cow={"type": "object"}))
    assert set(found["components"]["schemas"]) == {"Job", "Cat", "Dog"}


def test_security_schemes_are_reached_by_name() -> None:
    """The ones that an operation asks for stay."""
    schemes = {"Key": {"type": "http", "scheme": "bearer"}, "Other": {"type": "http", "scheme": "basic"}}
    small = document(paths={"/a": {"get": operation(security=[{"Key": []}])}})
    small["components"] = {"securitySchemes": schemes}
    assert prune(small)["components"] == {"securitySchemes": {"Key": schemes["Key"]}}


def test_no_components_at_all_are_left_out() -> None:
    """An empty section says nothing."""
    assert "components" not in prune(document(paths={"/a": {"get": operation()}}, schemas={"Lost": {}}))
