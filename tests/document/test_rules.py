"""The rules for every API: optional fields in responses, open unions, no defaults in requests."""

from __future__ import annotations

from typing import Any

import pytest
from tests.document.support import Json, document, operation

from openapi_build.document.rules import UNKNOWN
from openapi_build.document.rules import apply_rules as change
from openapi_build.yamlio import plain

PREFIX = "#/components/schemas/"
TEXT = {"type": "string"}


def apply_rules(small: Json, group: str = "") -> Json:
    """A document after the rules; what the test wrote is not changed."""
    return change(plain(small), group)


def answered(schema: Any, **schemas: Any) -> Json:
    """The components after the rules, where an operation answers with the component M."""
    paths = {"/a": {"get": operation(answers="M")}}
    result: Json = apply_rules(document(paths=paths, schemas={"M": schema, **schemas}))["components"][
        "schemas"
    ]
    return result


def sent(schema: Any, **schemas: Any) -> Json:
    """The components after the rules, where an operation sends the component M."""
    body = {"content": {"application/json": {"schema": {"$ref": PREFIX + "M"}}}}
    paths = {"/a": {"post": operation(requestBody=body)}}
    result: Json = apply_rules(document(paths=paths, schemas={"M": schema, **schemas}))["components"][
        "schemas"
    ]
    return result


def test_a_field_of_an_answer_may_be_missing_or_null() -> None:
    """This holds at any depth and in maps; unknown fields are kept."""
    inner = {"type": "object", "required": ["x"], "properties": {"x": TEXT}, "additionalProperties": False}
    schema = {
        "type": "object",
        "required": ["a", "b"],
        "properties": {"a": dict(TEXT), "b": {"$ref": PREFIX + "B"}, "c": {"type": "array", "items": inner}},
        "additionalProperties": {"$ref": PREFIX + "B"},
    }
    result = answered(schema, B={"type": "object", "required": ["x"], "properties": {"x": dict(TEXT)}})
    null = {"anyOf": [{"$ref": PREFIX + "B"}, {"type": "null"}]}
    assert result["M"]["properties"]["a"] == {"type": ["string", "null"]}
    assert result["M"]["properties"]["b"] == result["M"]["additionalProperties"] == null
    item = result["M"]["properties"]["c"]["anyOf"][0]["items"]
    assert not [part for part in (result["M"], result["B"], item) if "required" in part]
    assert "additionalProperties" not in item


def test_a_date_of_an_answer_is_the_text_that_it_is() -> None:
    """A class would refuse one that is written otherwise, and write it back otherwise."""
    schema = {"type": "object", "properties": {"at": {**TEXT, "format": "date-time"}}}
    assert answered(schema)["M"]["properties"]["at"] == {"type": ["string", "null"]}
    assert sent(schema)["M"]["properties"]["at"]["format"] == "date-time"


def test_a_request_keeps_what_it_requires_and_loses_its_defaults() -> None:
    """They are put aside in fields, queries and headers, for `make diff`."""
    schema = {
        "type": "object",
        "required": ["a"],
        "properties": {"a": TEXT, "n": {"type": "integer", "default": 1}},
    }
    assert sent(schema)["M"]["required"] == ["a"]
    assert sent(schema)["M"]["properties"]["n"] == {"type": "integer", "x-default": 1}
    parameter = {"name": "n", "in": "query", "schema": {"type": "integer", "default": 20}}
    result = apply_rules(document(paths={"/a": {"get": operation(parameters=[parameter])}}))
    assert result["paths"]["/a"]["get"]["parameters"][0]["schema"] == {"type": "integer", "x-default": 20}


def kind(word: str, **more: Any) -> Json:
    """An object that says what it is."""
    required = ["kind", *more]
    return {"type": "object", "required": required, "properties": {"kind": {**TEXT, "enum": [word]}, **more}}


REFS = [{"$ref": PREFIX + "A"}, {"$ref": PREFIX + "B"}]
PLAIN = {"type": "object", "required": ["kind"], "properties": {"kind": TEXT}}


@pytest.mark.parametrize(
    ("union", "a", "b"),
    [
        ({"oneOf": REFS}, kind("a", x=TEXT), kind("b")),
        (
            {
                "oneOf": REFS,
                "discriminator": {"propertyName": "kind", "mapping": {"a": REFS[0], "b": REFS[1]["$ref"]}},
            },
            PLAIN,
            {"allOf": [{"$ref": PREFIX + "Base"}, {"type": "object", "properties": {"y": TEXT}}]},
        ),
    ],
    ids=["words of their own", "words of the discriminator"],
)
def test_an_open_union_takes_what_it_does_not_know(union: Json, a: Json, b: Json) -> None:
    """The last member accepts every object; what tells the others apart stays required."""
    result = answered({"type": "object", "properties": {"item": union}}, A=a, B=b, Base=PLAIN)
    item = result["M"]["properties"]["item"]
    assert item["anyOf"] == [*REFS, {"type": "null"}, {"$ref": PREFIX + UNKNOWN}]
    assert "discriminator" not in item
    assert [result[name]["required"] for name in "AB"] == [["kind"], ["kind"]]
    assert [result[name]["properties"]["kind"]["enum"] for name in "AB"] == [["a"], ["b"]]


def test_members_without_words_are_told_apart_by_what_they_require() -> None:
    """The most demanding is tried first; one that demands nothing takes the rest."""
    small = {"type": "object", "properties": {"x": TEXT}}
    large = {**small, "required": ["x"]}
    result = sent({"anyOf": REFS}, A=small, B=large)
    assert result["M"]["anyOf"] == [REFS[1], REFS[0]]
    assert UNKNOWN not in result
    assert result["B"]["required"] == ["x"]


def test_a_field_that_a_class_and_its_base_both_have_is_that_of_the_class() -> None:
    """The generator cannot bring the two together."""
    own = {"type": "object", "required": ["x"], "properties": {"kind": {**TEXT, "enum": ["b"]}, "x": TEXT}}
    result = sent({"allOf": [{"$ref": PREFIX + "Base"}, own]}, Base=PLAIN)
    assert result["M"]["properties"]["kind"]["enum"] == ["b"]
    assert result["M"]["required"] == ["kind", "x"]


@pytest.mark.parametrize(
    ("content", "read"),
    [
        (["application/json", "text/event-stream"], ["application/json"]),
        (["application/problem+json"], ["application/problem+json"]),
        (["*/*"], ["application/json"]),
        (["text/event-stream"], ["text/event-stream"]),
        (["text/html", "text/plain"], ["text/html"]),
        (["application/pdf", "image/png"], ["application/octet-stream"]),
    ],
)
def test_of_several_forms_of_an_answer_the_client_reads_one(content: list[str], read: list[str]) -> None:
    """It reads JSON, else text, else bytes."""
    small = document(paths={"/a": {"get": operation()}})
    small["paths"]["/a"]["get"]["responses"]["200"]["content"] = {media: {"schema": {}} for media in content}
    assert list(apply_rules(small)["paths"]["/a"]["get"]["responses"]["200"]["content"]) == read


def test_an_operation_has_an_id_a_tag_and_words_for_its_answers() -> None:
    """They are added where a page lacks them."""
    identity = {"name": "id", "in": "path", "schema": TEXT}
    get = {"parameters": [identity], "responses": {"200": {}}}
    made = apply_rules(document(paths={"/v1/files/{id}": {"get": get, "put": {}}}), "files")["paths"]
    assert made["/v1/files/{id}"]["get"] == {
        "operationId": "get_v1_files_id",
        "tags": ["files"],
        "parameters": [{**identity, "required": True}],
        "responses": {"200": {"description": ""}},
    }
    assert made["/v1/files/{id}"]["put"]["responses"] == {"default": {"description": ""}}


def test_an_operations_id_keeps_its_words() -> None:
    """GitHub writes `issues/list-comments`, of which the generator would make `issueslist_comments`."""
    small = document(paths={"/a": {"get": operation("issues/list-comments")}})
    assert apply_rules(small)["paths"]["/a"]["get"]["operationId"] == "issues_list-comments"


def test_fields_that_have_to_be_there_together_are_the_services_business() -> None:
    """A union of nothing but `required` beside the fields makes no class of its own."""
    schema = {
        "type": "object",
        "properties": {"a": TEXT, "b": TEXT},
        "anyOf": [{"required": ["a"]}, {"required": ["b"]}],
    }
    assert "anyOf" not in sent(schema)["M"]


def test_a_member_of_a_union_is_open_where_it_stands_alone() -> None:
    """Its class is strict for the union, and would refuse the whole answer for another word."""
    fields = {
        "any": {"anyOf": REFS},
        "one": REFS[0],
        "list": {"type": "array", "items": REFS[0]},
        "free": {"$ref": PREFIX + "C"},
    }
    free = {"type": "object", "properties": {"x": TEXT}}
    result = answered({"type": "object", "properties": fields}, A=kind("a"), B=kind("b"), C=free)
    unknown, null = {"$ref": PREFIX + UNKNOWN}, {"type": "null"}
    found = result["M"]["properties"]
    assert found["one"] == {"anyOf": [REFS[0], null, unknown]}
    assert found["list"]["anyOf"][0]["items"] == {"anyOf": [REFS[0], unknown]}
    assert found["free"] == {"anyOf": [{"$ref": PREFIX + "C"}, null]}


def test_without_a_mapping_the_name_of_a_member_is_its_value() -> None:
    """OpenAPI says so of a discriminator; values that a member lists itself go before."""
    union = {
        "anyOf": [{"$ref": PREFIX + "Cat"}, {"$ref": PREFIX + "Dog"}],
        "discriminator": {"propertyName": "k"},
    }
    cat = {"type": "object", "properties": {"k": dict(TEXT)}}
    dog = {"type": "object", "properties": {"k": {"const": "dog"}}}
    result = answered({"type": "object", "properties": {"pet": union}}, Cat=cat, Dog=dog)
    assert result["Cat"]["properties"]["k"]["enum"] == ["Cat"]
    assert result["Dog"]["properties"]["k"]["const"] == "dog"


def test_what_rules_nothing_does_not_stop_the_build() -> None:
    """Broken examples go, and a schema that is a boolean is said as an object."""
    schema = {"type": "object", "examples": {"a": 1}, "properties": {"all": True, "none": False}}
    result = sent({**schema, "items": True})["M"]
    assert result == {"type": "object", "properties": {"all": {}, "none": {"not": {}}}, "items": {}}
