"""The judgement of every kind of change: pairs of small documents with the expected lines.

One table has changes of schemas, judged once as sent and once as received; one those of the operation; one
changes that callers do not notice.
"""

# ruff: noqa: E501 - one case, one line

from __future__ import annotations

from typing import Any

import pytest
from tests.diff.documents import Json, document, fields, operation, query, receives, ref, sends, takes

from openapi_diff.changes import Kind
from openapi_diff.document import compare_documents

STRING: Json = {"type": "string"}
INTEGER: Json = {"type": "integer"}
NUMBER: Json = {"type": "number"}
NULL: Json = {"type": "null"}
NULLABLE: Json = {"anyOf": [STRING, NULL]}
CLOSED: Json = {"type": "string", "enum": ["a", "b"]}
CLOSED_MORE: Json = {"type": "string", "enum": ["a", "b", "c"]}
OPEN: Json = {"anyOf": [CLOSED, STRING]}
OPEN_MORE: Json = {"anyOf": [CLOSED_MORE, STRING]}
LIST: Json = {"type": "array", "items": STRING}
CAT = {**fields(["kind"], kind={"const": "cat"}, lives=INTEGER), "title": "Cat"}
DOG = {**fields(["kind"], kind={"const": "dog"}, barks=STRING), "title": "Dog"}
ANY_PET = {**fields(kind=STRING), "title": "AnyPet"}
EXACT = {**fields(a=STRING), "additionalProperties": False}
GIVEN = {**STRING, "readOnly": True}
SECRET = {**STRING, "writeOnly": True}
DATE = {**STRING, "format": "date-time"}
NAMED: Json = {
    "Word": STRING,
    "Alias": ref("Word"),
    "A": fields(["a"], a=STRING),
    "B": fields(b=STRING),
    "Cat": CAT,
    "Dog": DOG,
    "Words": CLOSED,
    "Three": {"type": "string", "maxLength": 3},
    "Five": {"type": "string", "maxLength": 5},
}


def pets(*members: Any, **discriminator: Any) -> Json:
    """A union of pets, with a discriminator if something is said of it."""
    return {"oneOf": list(members), **({"discriminator": discriminator} if discriminator else {})}


def at(schema: Any) -> Json:
    """The schema as the field `a`."""
    return fields(a=schema)


BREAKS, OK = True, False

# before, after, what is said (after the place), whether it breaks callers who send, whether who receives
SCHEMAS: list[tuple[str, Any, Any, str, bool, bool]] = [
    ("optional field", fields(), at(STRING), "a: optional field appeared", OK, OK),
    ("required field", fields(), fields(["a"], a=STRING), "a: required field appeared", BREAKS, OK),
    ("field gone", at(STRING), fields(), "a: optional field disappeared", BREAKS, BREAKS),
    ("required gone", fields(["a"], a=STRING), fields(), "a: required field disappeared", BREAKS, BREAKS),
    ("now required", at(STRING), fields(["a"], a=STRING), "a: field became required", BREAKS, OK),
    ("now optional", fields(["a"], a=STRING), at(STRING), "a: field became optional", OK, BREAKS),
    ("unlisted but required", fields(), fields(["a"]), "a: field became required", BREAKS, OK),
    ("now nullable", at(STRING), at(NULLABLE), "a: field became nullable", OK, BREAKS),
    ("never null", at(NULLABLE), at(STRING), "a: field can no longer be null", BREAKS, OK),
    ("type widened", at(INTEGER), at(NUMBER), "a: field changed from integer to number", OK, BREAKS),
    ("type narrowed", at(NUMBER), at(INTEGER), "a: field changed from number to integer", BREAKS, OK),
    (
        "more types",
        at(STRING),
        at({"type": ["string", "integer"]}),
        "a: field changed from string to integer or string",
        OK,
        BREAKS,
    ),
    ("any type", STRING, {}, "schema changed from string to anything", OK, BREAKS),
    ("other type", at(STRING), at(INTEGER), "a: field changed from string to integer", BREAKS, BREAKS),
    ("date", at(STRING), at(DATE), "a: field changed from format none to date-time", BREAKS, BREAKS),
    ("item type", at(LIST), at({**LIST, "items": INTEGER}), "a[]: field changed from string to integer", BREAKS, BREAKS),
    ("items said", {"type": "array"}, LIST, "schema has items of one type now", BREAKS, OK),
    ("items unsaid", LIST, {"type": "array"}, "schema has items of any type now", OK, BREAKS),
    ("variant", CAT, pets(CAT, DOG), "variant Dog appeared", OK, BREAKS),
    ("variant of an open union", pets(CAT, ANY_PET), pets(CAT, DOG, ANY_PET), "variant Dog appeared", OK, OK),
    ("variant gone", pets(CAT, DOG), pets(DOG), "variant Cat disappeared", BREAKS, OK),
    ("variant gone, open", pets(CAT, DOG, ANY_PET), pets(DOG, ANY_PET), "variant Cat disappeared", BREAKS, OK),
    ("array beside", STRING, {"anyOf": [STRING, LIST]}, "variant array of string appeared", OK, BREAKS),
    ("in a variant", pets(CAT, DOG), pets({**DOG, "properties": {**DOG["properties"], "b": STRING}}, CAT), "b: optional field appeared", OK, OK),
    ("word, closed", CLOSED, CLOSED_MORE, "value 'c' appeared", OK, BREAKS),
    ("word, open", OPEN, OPEN_MORE, "value 'c' appeared", OK, OK),
    ("word gone, closed", CLOSED_MORE, CLOSED, "value 'c' disappeared", BREAKS, OK),
    ("word gone, open", OPEN_MORE, OPEN, "value 'c' disappeared", BREAKS, OK),
    ("now an enum", STRING, CLOSED, "schema was restricted to 'a', 'b'", BREAKS, OK),
    ("now an open enum", STRING, OPEN, "schema got a list of values: 'a', 'b'", OK, OK),
    ("no longer an enum", CLOSED, STRING, "schema is no longer restricted to 'a', 'b'", OK, BREAKS),
    ("enum opened", CLOSED, OPEN, "schema was opened to values beyond the list", OK, BREAKS),
    ("enum closed", OPEN, CLOSED, "schema was closed to values beyond the list", BREAKS, OK),
    ("longer", {**STRING, "maxLength": 5}, {**STRING, "maxLength": 9}, "schema had its maxLength changed from 5 to 9", OK, OK),
    ("shorter", {**STRING, "maxLength": 9}, {**STRING, "maxLength": 5}, "schema had its maxLength changed from 9 to 5", BREAKS, OK),
    ("starts higher", {**INTEGER, "minimum": 1}, {**INTEGER, "minimum": 2}, "schema had its minimum changed from 1 to 2", BREAKS, OK),
    ("starts lower", {**INTEGER, "minimum": 2}, {**INTEGER, "minimum": 1}, "schema had its minimum changed from 2 to 1", OK, OK),
    ("a limit", INTEGER, {**INTEGER, "maximum": 9}, "schema got the limit maximum 9", BREAKS, OK),
    ("no limit", {**INTEGER, "maximum": 9}, INTEGER, "schema lost the limit maximum 9", OK, OK),
    ("pattern", {**STRING, "pattern": "a"}, {**STRING, "pattern": "b"}, "schema had its pattern changed from a to b", BREAKS, OK),
    ("no doubles", LIST, {**LIST, "uniqueItems": True}, "schema got the limit uniqueItems True", BREAKS, OK),
    ("no other fields", at(STRING), EXACT, "schema refuses other fields now", BREAKS, OK),
    ("other fields", EXACT, at(STRING), "schema allows other fields now", OK, OK),
    ("others of one type", fields(), {**fields(), "additionalProperties": STRING}, "schema has other fields of one type now", BREAKS, OK),
    ("default", at({**INTEGER, "default": 1}), at({**INTEGER, "default": 2}), "a: field had its default changed from 1 to 2", BREAKS, OK),
    ("default gone", at({**INTEGER, "default": 1}), at(INTEGER), "a: field had its default changed from 1 to none", BREAKS, OK),
    ("deprecated", at(STRING), at({**STRING, "deprecated": True}), "a: field became deprecated", OK, OK),
    ("no rule", at(STRING), at({**STRING, "not": CLOSED}), "a: field changed its `not`", BREAKS, BREAKS),
]  # fmt: skip


@pytest.mark.parametrize(
    ("before", "after", "said", "breaks_sender", "breaks_reader"),
    [pytest.param(*case[1:], id=case[0]) for case in SCHEMAS],
)
def test_a_schema_is_judged_in_each_direction(
    before: Any, after: Any, said: str, breaks_sender: bool, breaks_reader: bool
) -> None:
    """One change of one schema is one line, and it may break one side only."""
    directions = (sends, "create_job request", breaks_sender), (receives, "create_job 200", breaks_reader)
    for wrap, place, breaks in directions:
        (change,) = compare_documents(wrap(before, NAMED), wrap(after, NAMED))
        joint = "." if change.name and change.thing.endswith("field") else ": "
        assert f"{change.where}: {change.what}" == f"{place}{joint}{said}"
        assert change.is_breaking is breaks, wrap.__name__


KEY = {"type": "apiKey", "in": "header", "name": "X-Key"}
SCHEMES = {
    "key": KEY,
    "bearer": {"type": "http", "scheme": "bearer"},
    "other": {"type": "http", "scheme": "Bearer"},
    "flow": {"type": "oauth2", "flows": {}},
}
JSON_BODY = {"application/json": {"schema": STRING}}
TEXT_BODY = {"text/plain": {"schema": STRING}}
EXTRA = {"/more": {"get": operation(operation_id="more", response=INTEGER)}}
JOBS = {"/jobs": {"post": operation(response=STRING)}}
MOVED = {"/v1/jobs": {"post": operation(response=STRING)}}


def one(**more: Any) -> Json:
    """A document with one operation."""
    return document({"/jobs": {"post": operation(**more)}})


def secured(*alternatives: Any, **schemes: Any) -> Json:
    """A document whose operation wants one of `alternatives`."""
    return {**one(security=list(alternatives)), "components": {"securitySchemes": {**SCHEMES, **schemes}}}


def served(*urls: str) -> Json:
    """A document with these servers."""
    return document({"/jobs": {"post": operation()}}, servers=[{"url": url} for url in urls])


def answering(*statuses: str, **node: Any) -> Json:
    """A document whose operation may answer so."""
    answers = {status: {"description": "", **node} for status in statuses}
    return document({"/jobs": {"post": {"operationId": "create_job", "responses": answers}}})


def got(name: str) -> Json:
    """A document whose path has the parameter `name`."""
    parameter = {"name": name, "in": "path", "required": True, "schema": STRING}
    return document({f"/jobs/{{{name}}}": {"get": operation(parameters=[parameter])}})


def at_header(name: str) -> Json:
    """A document whose operation takes a header."""
    return takes({"name": name, "in": "header", "schema": STRING})


# before, after, the lines; those that break have an exclamation mark
CALLS: list[tuple[str, Any, Any, list[str]]] = [
    ("operation", document(JOBS), document({**JOBS, **EXTRA}), ["GET /more: operation appeared"]),
    ("operation gone", document({**JOBS, **EXTRA}), document(JOBS), ["! GET /more: operation disappeared"]),
    ("path renamed", document(JOBS), document(MOVED), ["! create_job: operation moved from POST /jobs to POST /v1/jobs"]),
    ("method", document(JOBS), document({"/jobs": {"put": JOBS["/jobs"]["post"]}}), ["! create_job: operation moved from POST /jobs to PUT /jobs"]),
    ("deprecated", one(), one(deprecated=True), ["create_job: operation became deprecated"]),
    ("server", served("https://a"), served("https://a", "https://b"), ["https://b: server appeared"]),
    ("server gone", served("https://a", "https://b"), served("https://a"), ["! https://b: server disappeared"]),
    ("server moved", served("https://a"), served("https://b"), ["! https://a: first server changed to https://b"]),
    ("servers swapped", served("https://a", "https://b"), served("https://b", "https://a"), ["! https://a: first server changed to https://b"]),
    ("key wanted", secured(), secured({"key": []}), ["! create_job: authentication no credentials stopped being enough"]),
    ("no key", secured({"key": []}), secured(), ["create_job: authentication no credentials became enough"]),
    ("also bearer", secured({"key": []}), secured({"key": []}, {"bearer": []}), ["create_job: authentication http bearer became enough"]),
    ("only bearer", secured({"key": []}, {"bearer": []}), secured({"bearer": []}), ["! create_job: authentication apiKey header X-Key stopped being enough"]),
    ("both wanted", secured({"key": []}), secured({"key": [], "bearer": []}), ["! create_job: authentication apiKey header X-Key stopped being enough"]),
    ("key elsewhere", secured({"key": []}), secured({"key": []}, key={**KEY, "in": "query"}), ["! create_job: authentication apiKey header X-Key stopped being enough", "create_job: authentication apiKey query X-Key became enough"]),
    ("scope", secured({"flow": []}), secured({"flow": ["w"]}), ["! create_job: authentication oauth2 stopped being enough"]),
    ("scope less", secured({"flow": ["w"]}), secured({"flow": []}), ["create_job: authentication oauth2 became enough"]),
    ("parameter", takes(), takes(query("a")), ["create_job: optional query parameter a appeared"]),
    ("wanted parameter", takes(), takes(query("a", required=True)), ["! create_job: required query parameter a appeared"]),
    ("parameter gone", takes(query("a")), takes(), ["! create_job: optional query parameter a disappeared"]),
    ("parameter wanted", takes(query("a")), takes(query("a", required=True)), ["! create_job: query parameter a became required"]),
    ("parameter moved", takes(query("a")), at_header("a"), ["! create_job: header parameter a moved there from the query"]),
    ("parameter type", takes(query("a")), takes(query("a", schema=INTEGER)), ["! create_job query a: schema changed from string to integer"]),
    ("body", one(), one(requestBody={"content": JSON_BODY}), ["create_job: optional request body appeared"]),
    ("wanted body", one(), one(request=STRING), ["! create_job: required request body appeared"]),
    ("body gone", one(request=STRING), one(), ["! create_job: required request body disappeared"]),
    ("body wanted", one(requestBody={"content": JSON_BODY}), one(requestBody={"content": JSON_BODY, "required": True}), ["! create_job: request body became required"]),
    ("answer without body", one(response=STRING), one(), ["! create_job: optional body of answer 200 disappeared"]),
    ("answer with body", one(), one(response=STRING), ["create_job: optional body of answer 200 appeared"]),
    ("202", answering("200"), answering("200", "202"), ["! create_job: answer 202 appeared"]),
    ("no 202", answering("200", "202"), answering("200"), ["! create_job: answer 202 disappeared"]),
    ("429", answering("200"), answering("200", "429"), ["create_job: answer 429 appeared"]),
    ("no 429", answering("200", "429"), answering("200"), ["create_job: answer 429 disappeared"]),
    ("media", answering("200", content=JSON_BODY), answering("200", content=JSON_BODY | TEXT_BODY), ["create_job: media type of 200 text/plain appeared"]),
    ("media gone", answering("200", content=JSON_BODY | TEXT_BODY), answering("200", content=JSON_BODY), ["! create_job: media type of 200 text/plain disappeared"]),
    ("media sent", one(requestBody={"content": JSON_BODY | TEXT_BODY}), one(requestBody={"content": JSON_BODY}), ["! create_job: media type of request text/plain disappeared"]),
]  # fmt: skip


def lines(before: Json, after: Json) -> list[str]:
    """What is said of two documents."""
    changes = compare_documents(before, after)
    return [f"{'! ' if change.is_breaking else ''}{change.where}: {change.what}" for change in changes]


@pytest.mark.parametrize(("before", "after", "said"), [pytest.param(*case[1:], id=case[0]) for case in CALLS])
def test_a_call_is_judged(before: Any, after: Any, said: list[str]) -> None:
    """Operations, parameters, bodies, answers, credentials and servers: these lines, no others."""
    assert lines(before, after) == said


SAME: list[tuple[str, Any, Any]] = [
    ("null as a type or as a branch", {"type": ["string", "null"]}, NULLABLE),
    ("a reference or its target", STRING, ref("Word")),
    ("an inline object or a reference", at(fields(b=STRING)), at(ref("B"))),
    ("an inline enum or a reference", at(CLOSED), at(ref("Words"))),
    ("a chain of references", ref("Word"), ref("Alias")),
    ("one member of allOf", STRING, {"allOf": [ref("Word")]}),
    ("one branch of anyOf", STRING, {"anyOf": [STRING]}),
    ("types or branches", {"type": ["string", "integer"]}, {"oneOf": [INTEGER, STRING]}),
    ("an allOf taken together", fields(["a"], a=STRING, b=STRING), {"allOf": [ref("A"), ref("B")]}),
    ("an allOf beside fields", fields(["a"], a=STRING, b=STRING), {**fields(b=STRING), "allOf": [ref("A")]}),
    ("order of branches", {"anyOf": [at(STRING), STRING]}, {"anyOf": [STRING, at(STRING)]}),
    ("prose", STRING, {**STRING, "title": "Word", "description": "A word.", "examples": ["x"]}),
    ("a constant or an enum of one", {"const": "a"}, {"type": "string", "enum": ["a"]}),
    ("a default of null", STRING, {**STRING, "default": None}),
    ("the narrower of two limits", {**STRING, "maxLength": 3}, {"allOf": [ref("Five"), ref("Three")]}),
    ("an integer is a number", INTEGER, {"allOf": [NUMBER, INTEGER]}),
    ("a width that every integer has", INTEGER, {**INTEGER, "format": "int64"}),
    ("a length from zero", STRING, {**STRING, "minLength": 0}),
    ("true or an empty schema", at(True), at({})),
    ("other fields, said or not", at(STRING), {**at(STRING), "additionalProperties": True}),
    ("a discriminator", pets(CAT, DOG), pets(CAT, DOG, propertyName="kind")),
    ("no longer deprecated", {**STRING, "deprecated": True}, STRING),
]  # fmt: skip


@pytest.mark.parametrize(("one", "other"), [pytest.param(*case[1:], id=case[0]) for case in SAME])
def test_another_spelling_is_no_change(one: Any, other: Any) -> None:
    """What no caller can notice is not reported, from either side, in either direction."""
    for wrap in (sends, receives):
        assert lines(wrap(one, NAMED), wrap(other, NAMED)) == []
        if "deprecated" not in one:
            assert lines(wrap(other, NAMED), wrap(one, NAMED)) == []


def speaks(*media: str) -> Json:
    """A document whose one operation takes and answers these media types."""
    content = {name: {"schema": STRING} for name in media}
    return one(requestBody={"content": content}, responses={"200": {"content": content}})


ABOVE = document({"/jobs": {"parameters": [query("a")], "post": operation(parameters=[])}})
UNSEEN: list[tuple[str, Json, Json]] = [
    ("a read-only field of a request", sends(fields()), sends(fields(["a"], a=GIVEN))),
    ("a write-only field of an answer", receives(fields()), receives(fields(["a"], a=SECRET))),
    ("a charset", speaks("application/json"), speaks("Application/JSON; charset=utf-8")),
    ("versions in another order", speaks("a/b;v=1", "a/b;v=2"), speaks("a/b;v=2", "a/b; v=1")),
    ("a scheme of another name", secured({"bearer": []}), secured({"other": []})),
    ("a range of statuses", answering("200"), answering("2XX")),
    ("a header in other letters", at_header("X-Key"), at_header("x-key")),
    ("a parameter of the path item", ABOVE, takes(query("a"))),
    ("an operation id", one(operation_id="a"), one(operation_id="b")),
    ("a name in the braces of a path", got("request"), got("id")),
    ("an unused component", sends(STRING, {"X": STRING}), sends(STRING, {"X": INTEGER})),
    ("a slash after the server", served("https://a"), served("https://a/")),
    ("tags and texts of an operation", one(), one(tags=["jobs"], summary="S", description="D")),
    ("a component of another name", receives(ref("A"), {"A": CAT}), receives(ref("B"), {"B": CAT})),
    ("a pet of another name", receives(pets(ref("Cat"), ref("Dog"), propertyName="kind", mapping={"cat": "Cat"}), NAMED), receives(pets(ref("Tom"), ref("Dog"), propertyName="kind", mapping={"cat": "Tom"}), NAMED | {"Tom": CAT})),
]  # fmt: skip


@pytest.mark.parametrize(("before", "after"), [pytest.param(*case[1:], id=case[0]) for case in UNSEEN])
def test_what_travels_otherwise_or_not_at_all_is_no_change(before: Json, after: Json) -> None:
    """A false alarm costs as much trust as a miss."""
    assert lines(before, after) == []
    assert lines(after, before) == []


def test_a_field_that_becomes_read_only_is_gone_for_senders() -> None:
    """What callers send today is ignored or refused from then on."""
    said = "! create_job request.a: optional field disappeared"
    assert lines(sends(at(STRING)), sends(at(GIVEN))) == [said]


def test_every_kind_is_reached_by_a_case() -> None:
    """The tables above leave no kind of change untried."""
    pairs = [(wrap(case[1], NAMED), wrap(case[2], NAMED)) for case in SCHEMAS for wrap in (sends, receives)]
    pairs += [(case[1], case[2]) for case in CALLS]
    reached = {change.kind for pair in pairs for change in compare_documents(*pair)}
    assert {kind.label for kind in Kind} - reached == set()
