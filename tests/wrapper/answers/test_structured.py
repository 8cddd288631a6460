"""Structured answers: the schema that is sent, and the object that is parsed."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import Enum
from typing import Any, Literal, NotRequired, TypedDict

import attrs
import jsonschema_rs
import pytest
from pydantic import BaseModel

from perplexity_jobs._answers.structured import parse, response_format, schema_of


class Kind(Enum):
    """How a tide is called."""

    SPRING = "spring"
    NEAP = "neap"


@dataclass
class Place:
    """A dataclass within another class."""

    name: str
    depth: float | None = None
    children: list[Place] = field(default_factory=list)


@attrs.define
class Tide:
    """Every type that an answer can hold."""

    place: Place
    kind: Kind
    heights: list[float]
    when: datetime
    day: date
    level: Literal["low", "high"]
    count: int
    certain: bool
    notes: dict[str, str]
    pair: tuple[int, ...]
    anything: Any = None
    note: str | None = None
    _private: str = "kept"
    made: int = attrs.field(init=False, default=3)


@dataclass
class Flat:
    """One level only."""

    title: str
    score: int = 0


class Model(BaseModel):
    """A pydantic model."""

    title: str
    score: int = 0


ANSWER: dict[str, Any] = {
    "place": {"name": "Brest", "children": [{"name": "Quay", "depth": 3}]},
    "kind": "spring",
    "heights": [1, 2.5],
    "when": "2026-01-02T03:04:05",
    "day": "2026-01-02",
    "level": "low",
    "count": 2,
    "certain": True,
    "notes": {"a": "b"},
    "pair": [1, 2],
}


def test_an_answer_that_fits_the_schema_becomes_the_object() -> None:
    """What is sent as a schema accepts the answer, and parsing gives the types of the class."""
    jsonschema_rs.validate(schema_of(Tide), ANSWER)
    tide = parse(Tide, json.dumps(ANSWER))
    assert tide.place == Place("Brest", children=[Place("Quay", 3.0)])
    assert (tide.kind, tide.when.year, tide.day, tide.pair) == (Kind.SPRING, 2026, date(2026, 1, 2), (1, 2))
    assert tide.heights == [1.0, 2.5]
    assert isinstance(tide.heights[0], float)


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"count": "2"}, "answer.count is str"),
        ({"count": True}, "answer.count is bool"),
        ({"certain": 1}, "answer.certain is int"),
        ({"heights": [1, "x"]}, r"answer.heights\[1\]"),
        ({"heights": {}}, "not a list"),
        ({"kind": "odd"}, "odd"),
        ({"level": "middle"}, "one of"),
        ({"notes": []}, "not an object"),
        ({"day": 5}, "not a date"),
        ({"day": "soon"}, "soon"),
        ({"place": {}}, "answer.place lacks name"),
        ({"note": 5}, "answer.note"),
        ({"private": 5}, "answer.private"),
    ],
)
def test_an_answer_that_does_not_fit_says_where(change: dict[str, Any], words: str) -> None:
    """The error names the field, and the schema refuses the same answer."""
    with pytest.raises(ValueError, match=words):
        parse(Tide, json.dumps({**ANSWER, **change}))


def test_a_class_that_holds_others_of_its_kind_has_a_schema_that_stands_alone() -> None:
    """A recursive class has a schema that a validator accepts, with a reference to itself."""
    schema = schema_of(Place)
    jsonschema_rs.validate(schema, {"name": "sea", "children": [{"name": "bay"}]})
    with pytest.raises(jsonschema_rs.ValidationError):
        jsonschema_rs.validate(schema, {"name": "sea", "children": [{"depth": 3}]})
    assert "$defs" not in schema_of(Flat), "nothing refers to it, so it is its own root"


class Cell(TypedDict):
    """A mapping with known keys."""

    name: str
    size: NotRequired[int]


@attrs.define
class Pair:
    """A tuple of two kinds, and a number that attrs itself checks."""

    both: tuple[int, str]
    depth: float = attrs.field(validator=attrs.validators.instance_of(float))


@pytest.mark.parametrize(
    ("kind", "text", "answer"),
    [
        (Flat, '{"title": "t", "more": 1}', Flat("t")),  # what the class does not know is passed over
        (Flat, '```json\n{"title": "t"}\n```', Flat("t")),
        (Flat, '\n```\n{"title": "t"}\n```\n', Flat("t")),
        (Model, '{"title": "t", "score": "7"}', Model(title="t", score=7)),
        (Cell, '{"name": "a"}', {"name": "a"}),
        (Pair, '{"both": [1, "a"], "depth": 1}', Pair((1, "a"), 1.0)),
        (list[Flat], '[{"title": "t"}]', [Flat("t")]),
        (list[Any], '[1, "a", null]', [1, "a", None]),
        (dict, '{"k": null}', {"k": None}),
    ],
)
def test_an_answer_becomes_what_was_asked_for(kind: Any, text: str, answer: Any) -> None:
    """Models put a fence around it now and then."""
    assert parse(kind, text) == answer


def test_a_schema_of_the_callers_own_is_sent_as_it_is() -> None:
    """A dict is the schema itself, named by its title; a union or a reference is one as well."""
    schema = {"type": "object", "title": "Facts"}
    assert response_format(schema) == {
        "type": "json_schema",
        "json_schema": {"name": "Facts", "schema": schema},
    }
    for other in ({"anyOf": [{"type": "null"}]}, {"type": ["string", "null"]}, {"$ref": "#"}):
        assert response_format(other)["json_schema"] == {"name": "answer", "schema": other}
    assert response_format(Flat)["json_schema"] == {"name": "Flat", "schema": schema_of(Flat)}


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("My answer: v2", "My_answer_v2"),
        ("Box[int]", "Box_int"),
        ("X" * 80, "X" * 64),
        ("…", "answer"),
        (5, "5"),
    ],
)
def test_a_name_is_one_that_the_document_allows(title: Any, name: str) -> None:
    """Names of generic classes and titles become letters, digits, _ and -, at most 64 of them."""
    assert response_format({"title": title, "type": "object"})["json_schema"]["name"] == name
    if isinstance(title, str):
        assert response_format(type(title, (BaseModel,), {}))["json_schema"]["name"] == name


def test_the_flat_form_is_taken_as_what_it_says() -> None:
    """OpenAI's Responses API puts name, schema and strict beside the type."""
    inner = {"name": "cell", "strict": True, "schema": {"type": "object"}}
    flat = {"type": "json_schema", **inner}
    assert response_format(flat) == {"type": "json_schema", "json_schema": inner}
    assert response_format({"format": flat}) == response_format(flat), "its `text` as a whole"


def test_the_plain_case_sends_a_plain_schema() -> None:
    """Optional keys are not required; a pydantic model is asked, not imitated."""
    assert schema_of(Flat) == {
        "type": "object",
        "title": "Flat",
        "properties": {"title": {"type": "string"}, "score": {"type": "integer"}},
        "required": ["title"],
        "additionalProperties": False,
    }
    assert schema_of(Cell)["required"] == ["name"]
    assert schema_of(Model) == Model.model_json_schema()


@pytest.mark.parametrize(
    ("kind", "text", "words"),
    [
        *((Flat, text, ".+") for text in ("", "no JSON", "[]", "null", '{"title": "\\ud800')),
        (Model, "{}", "title"),
        (Cell, '{"size": 1}', "lacks name"),
        (Pair, '{"both": [1], "depth": 1}', "a list of 2"),
        (Pair, '{"both": [1, "a"], "depth": true}', "not a number"),
        (dict[str, int], '{"a": 1, "b": "2"}', "b is str"),
        (list[float], f"[1{'0' * 400}]", "too large"),
        (set[Any], "[{}]", "unhashable"),
        (Pair, "[" * 100_000, "recursion"),
    ],
)
def test_what_does_not_fit_is_a_value_error(kind: Any, text: str, words: str) -> None:
    """It is the answer that is wrong, not the program: a caller catches one thing."""
    with pytest.raises(ValueError, match=words):
        parse(kind, text)


def test_two_classes_of_one_name_keep_their_own_schemas() -> None:
    """Both can be used in one schema."""
    one, two = (attrs.make_class("Item", {"value": attrs.field(type=kind)}) for kind in (int, str))
    both = attrs.make_class("Both", {"a": attrs.field(type=one), "b": attrs.field(type=two)})
    schema = schema_of(both)
    found = jsonschema_rs.validator_for(schema)
    assert found.is_valid({"a": {"value": 1}, "b": {"value": "x"}})
    assert not found.is_valid({"a": {"value": "x"}, "b": {"value": "x"}})
    assert not found.is_valid({"a": {"value": 1}, "b": {"value": 1}})


@pytest.mark.parametrize("given", [[], [{"type": "object"}], "json", 5, True, {1}])
def test_what_is_neither_class_nor_schema_is_refused_by_name(given: Any) -> None:
    """It says what it takes, not what Python cannot do with it."""
    with pytest.raises(TypeError, match="cannot stand in a JSON answer; use"):
        response_format(given)
