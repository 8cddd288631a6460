"""Each rule as a reader of the report meets it: a small change, the judgement, and in which direction it
holds.
"""

from __future__ import annotations

from typing import Any

import pytest
from tests.diff.documents import document, fields, operation, query, receives, sends, takes

from openapi_diff.document import compare_documents
from openapi_diff.rules import RULES, Kind

STRING: dict[str, Any] = {"type": "string"}
INTEGER: dict[str, Any] = {"type": "integer"}
NUMBER: dict[str, Any] = {"type": "number"}
NULLABLE: dict[str, Any] = {"anyOf": [STRING, {"type": "null"}]}
CLOSED: dict[str, Any] = {"type": "string", "enum": ["a", "b"]}
CLOSED_MORE: dict[str, Any] = {"type": "string", "enum": ["a", "b", "c"]}
OPEN: dict[str, Any] = {"anyOf": [CLOSED, STRING]}
OPEN_MORE: dict[str, Any] = {"anyOf": [CLOSED_MORE, STRING]}
LIST: dict[str, Any] = {"type": "array", "items": STRING}
CAT = fields(["kind"], kind={"const": "cat"}, lives=INTEGER)
DOG = fields(["kind"], kind={"const": "dog"}, barks=STRING)
CLOSED_OBJECT = {**fields(a=STRING), "additionalProperties": False}


def told_by(name: str) -> dict[str, Any]:
    """Cat or dog, told apart by the field `name`."""
    return {"oneOf": [CAT, DOG], "discriminator": {"propertyName": name}}


# before, after, kind, breaks callers who send it, breaks readers who receive it
SCHEMA_CASES: list[tuple[str, Any, Any, Kind, bool, bool]] = [
    ("optional field", fields(a=STRING), fields(a=STRING, b=STRING), Kind.FIELD_ADDED, False, False),
    ("required field", fields(), fields(["b"], b=STRING), Kind.FIELD_ADDED_REQUIRED, True, False),
    ("field gone", fields(a=STRING, b=STRING), fields(a=STRING), Kind.FIELD_REMOVED, True, True),
    ("required gone", fields(["b"], b=STRING), fields(), Kind.FIELD_REMOVED_REQUIRED, True, True),
    ("now required", fields(a=STRING), fields(["a"], a=STRING), Kind.BECAME_REQUIRED, True, False),
    ("now optional", fields(["a"], a=STRING), fields(a=STRING), Kind.BECAME_OPTIONAL, False, True),
    ("now nullable", fields(a=STRING), fields(a=NULLABLE), Kind.BECAME_NULLABLE, False, True),
    ("never null", fields(a=NULLABLE), fields(a=STRING), Kind.BECAME_NOT_NULLABLE, True, False),
    ("wider number", INTEGER, NUMBER, Kind.TYPE_WIDENED, False, True),
    ("narrower number", NUMBER, INTEGER, Kind.TYPE_NARROWED, True, False),
    ("more types", STRING, {"type": ["string", "integer"]}, Kind.TYPE_WIDENED, False, True),
    ("any type", STRING, {}, Kind.TYPE_WIDENED, False, True),
    ("other type", STRING, INTEGER, Kind.TYPE_CHANGED, True, True),
    ("new variant", CAT, {"oneOf": [CAT, DOG]}, Kind.VARIANT_ADDED, False, True),
    ("variant gone", {"oneOf": [CAT, DOG]}, {"oneOf": [DOG]}, Kind.VARIANT_REMOVED, True, False),
    ("word for an open enum", OPEN, OPEN_MORE, Kind.ENUM_VALUE_ADDED, False, False),
    ("word for a closed enum", CLOSED, CLOSED_MORE, Kind.CLOSED_ENUM_VALUE_ADDED, False, True),
    ("word gone, open", OPEN_MORE, OPEN, Kind.ENUM_VALUE_REMOVED, True, False),
    ("word gone, closed", CLOSED_MORE, CLOSED, Kind.CLOSED_ENUM_VALUE_REMOVED, True, False),
    ("now an enum", STRING, CLOSED, Kind.ENUM_INTRODUCED, True, False),
    ("no longer an enum", CLOSED, STRING, Kind.ENUM_DROPPED, False, True),
    ("enum opened", CLOSED, OPEN, Kind.ENUM_OPENED, False, True),
    ("enum closed", OPEN, CLOSED, Kind.ENUM_CLOSED, True, False),
    ("longer", {**STRING, "maxLength": 5}, {**STRING, "maxLength": 9}, Kind.LIMIT_LOOSENED, False, True),
    ("shorter", {**STRING, "maxLength": 9}, {**STRING, "maxLength": 5}, Kind.LIMIT_TIGHTENED, True, False),
    ("higher start", {**INTEGER, "minimum": 1}, {**INTEGER, "minimum": 2}, Kind.LIMIT_TIGHTENED, True, False),
    ("lower start", {**INTEGER, "minimum": 2}, {**INTEGER, "minimum": 1}, Kind.LIMIT_LOOSENED, False, True),
    ("a limit", INTEGER, {**INTEGER, "maximum": 9}, Kind.LIMIT_TIGHTENED, True, False),
    ("pattern", {**STRING, "pattern": "a"}, {**STRING, "pattern": "b"}, Kind.LIMIT_CHANGED, True, True),
    ("no other fields", fields(a=STRING), CLOSED_OBJECT, Kind.TYPE_NARROWED, True, False),
    ("other fields", CLOSED_OBJECT, fields(a=STRING), Kind.TYPE_WIDENED, False, True),
    ("default", {**INTEGER, "default": 1}, {**INTEGER, "default": 2}, Kind.DEFAULT_CHANGED, True, False),
    ("deprecated", fields(a=STRING), fields(a={**STRING, "deprecated": True}), Kind.DEPRECATED, False, False),
    (
        "no longer",
        fields(a={**STRING, "deprecated": True}),
        fields(a=STRING),
        Kind.UNDEPRECATED,
        False,
        False,
    ),
    ("told apart by", told_by("kind"), told_by("type"), Kind.DISCRIMINATOR_CHANGED, True, True),
    ("items said", {"type": "array"}, {"type": "array", "items": STRING}, Kind.TYPE_NARROWED, True, False),
    ("items unsaid", {"type": "array", "items": STRING}, {"type": "array"}, Kind.TYPE_WIDENED, False, True),
    (
        "all of one type",
        fields(),
        {**fields(), "additionalProperties": STRING},
        Kind.TYPE_NARROWED,
        True,
        False,
    ),
    ("no doubles", LIST, {**LIST, "uniqueItems": True}, Kind.LIMIT_TIGHTENED, True, False),
    (
        "doubles",
        {**LIST, "uniqueItems": True},
        {**LIST, "uniqueItems": False},
        Kind.LIMIT_LOOSENED,
        False,
        True,
    ),
    ("no limit", {**INTEGER, "maximum": 9}, INTEGER, Kind.LIMIT_LOOSENED, False, True),
    ("unlisted but required", fields(), fields(["b"]), Kind.BECAME_REQUIRED, True, False),
    ("unjudged", fields(a=STRING), fields(a={**STRING, "not": CLOSED}), Kind.OTHER_CHANGED, True, True),
]


@pytest.mark.parametrize(
    ("before", "after", "kind", "breaks_sender", "breaks_reader"),
    [pytest.param(*case[1:], id=case[0]) for case in SCHEMA_CASES],
)
def test_a_schema_is_judged_in_each_direction(
    before: Any, after: Any, kind: Kind, breaks_sender: bool, breaks_reader: bool
) -> None:
    """One change of one schema is one line, and it may break one side only."""
    for wrap, breaks in ((sends, breaks_sender), (receives, breaks_reader)):
        (change,) = compare_documents(wrap(before), wrap(after))
        assert (change.kind, change.is_breaking) == (kind, breaks), wrap.__name__


KEY = {"type": "apiKey", "in": "header", "name": "X-Key"}
BEARER = {"type": "http", "scheme": "bearer"}


def secured(*alternatives: Any, key: Any = KEY) -> dict[str, Any]:
    """A document whose operation wants one of `alternatives`."""
    made = document({"/jobs": {"post": operation(security=list(alternatives))}})
    return {**made, "components": {"securitySchemes": {"key": key, "bearer": BEARER}}}


def served(*urls: str) -> dict[str, Any]:
    """A document with these servers."""
    return document({"/jobs": {"post": operation()}}, servers=[{"url": url} for url in urls])


def one(**more: Any) -> dict[str, Any]:
    """A document with one operation."""
    return document({"/jobs": {"post": operation(**more)}})


def answering(*statuses: str, **node: Any) -> dict[str, Any]:
    """A document whose operation may answer so."""
    answers = {status: {"description": "", **node} for status in statuses}
    return document({"/jobs": {"post": {"operationId": "create_job", "responses": answers}}})


def got(name: str) -> dict[str, Any]:
    """A document whose path has the parameter `name`."""
    parameter = {"name": name, "in": "path", "required": True, "schema": STRING}
    return document({f"/jobs/{{{name}}}": {"get": operation(parameters=[parameter])}})


JSON_BODY = {"application/json": {"schema": STRING}}
TEXT_BODY = {"text/plain": {"schema": STRING}}
EXTRA = {"/more": {"get": operation(operation_id="more", response=INTEGER)}}
JOBS = {"/jobs": {"post": operation(response=STRING)}}
MOVED = {"/v1/jobs": {"post": operation(response=STRING)}}

# before, after, the kinds that must be told, and whether the whole breaks
CALL_CASES: list[tuple[str, Any, Any, list[Kind], bool]] = [
    ("new operation", document(JOBS), document({**JOBS, **EXTRA}), [Kind.OPERATION_ADDED], False),
    ("operation gone", document({**JOBS, **EXTRA}), document(JOBS), [Kind.OPERATION_REMOVED], True),
    ("moved", document(JOBS), document(MOVED), [Kind.OPERATION_MOVED], True),
    ("id", one(operation_id="a"), one(operation_id="b"), [Kind.OPERATION_ID_CHANGED], False),
    ("deprecated", one(), one(deprecated=True), [Kind.DEPRECATED], False),
    ("no longer deprecated", one(deprecated=True), one(), [Kind.UNDEPRECATED], False),
    ("one more server", served("https://a"), served("https://a", "https://b"), [Kind.SERVER_ADDED], False),
    ("server gone", served("https://a", "https://b"), served("https://a"), [Kind.SERVER_REMOVED], True),
    (
        "servers swapped",
        served("https://a", "https://b"),
        served("https://b", "https://a"),
        [Kind.DEFAULT_SERVER_CHANGED],
        True,
    ),
    ("key wanted", secured(), secured({"key": []}), [Kind.SECURITY_INTRODUCED], True),
    ("key no longer wanted", secured({"key": []}), secured(), [Kind.SECURITY_LIFTED], False),
    ("also bearer", secured({"key": []}), secured({"key": []}, {"bearer": []}), [Kind.SECURITY_ADDED], False),
    (
        "only bearer",
        secured({"key": []}, {"bearer": []}),
        secured({"bearer": []}),
        [Kind.SECURITY_REMOVED],
        True,
    ),
    (
        "key elsewhere",
        secured({"key": []}),
        secured({"key": []}, key={**KEY, "in": "query"}),
        [Kind.SECURITY_SCHEME_CHANGED],
        True,
    ),
    ("parameter", takes(), takes(query("a")), [Kind.PARAMETER_ADDED], False),
    ("wanted parameter", takes(), takes(query("a", required=True)), [Kind.PARAMETER_ADDED_REQUIRED], True),
    ("parameter gone", takes(query("a")), takes(), [Kind.PARAMETER_REMOVED], True),
    (
        "required parameter gone",
        takes(query("a", required=True)),
        takes(),
        [Kind.PARAMETER_REMOVED_REQUIRED],
        True,
    ),
    ("parameter wanted", takes(query("a")), takes(query("a", required=True)), [Kind.BECAME_REQUIRED], True),
    ("form", takes(query("a")), takes(query("a", explode=False)), [Kind.PARAMETER_FORM_CHANGED], True),
    ("body", one(), one(requestBody={"content": JSON_BODY}), [Kind.BODY_ADDED], False),
    (
        "wanted body",
        one(),
        one(requestBody={"content": JSON_BODY, "required": True}),
        [Kind.BODY_ADDED_REQUIRED],
        True,
    ),
    ("parameter deprecated", takes(query("a")), takes(query("a", deprecated=True)), [Kind.DEPRECATED], False),
    (
        "body wanted",
        one(requestBody={"content": JSON_BODY}),
        one(requestBody={"content": JSON_BODY, "required": True}),
        [Kind.BECAME_REQUIRED],
        True,
    ),
    ("callback", one(), one(callbacks={"ended": {}}), [Kind.OTHER_CHANGED], True),
    (
        "header of another type",
        answering("200", headers={"X-A": {"schema": STRING}}),
        answering("200", headers={"X-A": {"schema": INTEGER}}),
        [Kind.TYPE_CHANGED],
        True,
    ),
    ("body gone", one(requestBody={"content": JSON_BODY}), one(), [Kind.BODY_REMOVED], True),
    ("required body gone", one(request=STRING), one(), [Kind.BODY_REMOVED_REQUIRED], True),
    ("answer without body", one(response=STRING), one(), [Kind.BODY_REMOVED], True),
    ("answer with body", one(), one(response=STRING), [Kind.BODY_ADDED], False),
    ("202", answering("200"), answering("200", "202"), [Kind.SUCCESS_STATUS_ADDED], True),
    ("no 202", answering("200", "202"), answering("200"), [Kind.SUCCESS_STATUS_REMOVED], True),
    ("429", answering("200"), answering("200", "429"), [Kind.ERROR_STATUS_ADDED], False),
    ("no 429", answering("200", "429"), answering("200"), [Kind.ERROR_STATUS_REMOVED], False),
    (
        "header",
        answering("200"),
        answering("200", headers={"X-A": {"schema": STRING}}),
        [Kind.HEADER_ADDED],
        False,
    ),
    (
        "header gone",
        answering("200", headers={"X-A": {"schema": STRING}}),
        answering("200"),
        [Kind.HEADER_REMOVED],
        True,
    ),
    (
        "other media",
        answering("200", content=JSON_BODY),
        answering("200", content=TEXT_BODY),
        [Kind.MEDIA_TYPE_REMOVED, Kind.MEDIA_TYPE_ADDED],
        True,
    ),
    (
        "other media sent",
        one(requestBody={"content": JSON_BODY}),
        one(requestBody={"content": TEXT_BODY}),
        [Kind.MEDIA_TYPE_REMOVED, Kind.MEDIA_TYPE_ADDED],
        True,
    ),
    ("path parameter", got("api_request"), got("id"), [Kind.PATH_PARAMETER_RENAMED], False),
    ("webhook", document(JOBS), document(JOBS, webhooks={"ended": {}}), [Kind.OTHER_CHANGED], True),
]


@pytest.mark.parametrize(
    ("before", "after", "kinds", "breaks"), [pytest.param(*case[1:], id=case[0]) for case in CALL_CASES]
)
def test_a_call_is_judged(before: Any, after: Any, kinds: list[Kind], breaks: bool) -> None:
    """Operations, parameters, answers, credentials and servers: the expected lines, no others."""
    changes = compare_documents(before, after)
    assert [change.kind for change in changes] == kinds
    assert any(change.is_breaking for change in changes) is breaks


def test_every_rule_gives_a_reason() -> None:
    """A judgement that a reader cannot check is worth nothing."""
    assert all(rule.reason for rule in RULES.values())


def test_every_kind_has_a_rule() -> None:
    """A kind without a row would be a KeyError in front of the user."""
    assert {kind for kind, _ in RULES} == set(Kind)


def test_every_rule_is_reached_by_a_case() -> None:
    """The tables above leave no row of the rules untried."""
    pairs = [(wrap(case[1]), wrap(case[2])) for case in SCHEMA_CASES for wrap in (sends, receives)]
    pairs += [(case[1], case[2]) for case in CALL_CASES]
    reached = {(change.kind, change.direction) for pair in pairs for change in compare_documents(*pair)}
    unreached = RULES.keys() - reached
    assert unreached == set()
