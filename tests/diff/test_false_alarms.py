"""What no caller can notice is no line: fields of the other direction, spellings of media types."""

from __future__ import annotations

from typing import Any

import pytest
from tests.diff.documents import document, fields, operation, query, receives, sends, takes

from openapi_diff.document import compare_documents
from openapi_diff.rules import Kind

STRING: dict[str, Any] = {"type": "string"}
JSON = "application/json"
GIVEN = {**STRING, "readOnly": True}
SECRET = {**STRING, "writeOnly": True}


@pytest.mark.parametrize(
    "before", [fields(a=STRING), fields(a=STRING, b=GIVEN), fields(["b"], a=STRING, b=GIVEN)]
)
@pytest.mark.parametrize(
    "after", [fields(a=STRING), fields(a=STRING, b=GIVEN), fields(["b"], a=STRING, b=GIVEN)]
)
def test_a_read_only_field_is_none_of_a_request(before: Any, after: Any) -> None:
    """Callers do not send it, so it is neither wanted nor missed, required or not."""
    assert compare_documents(sends(before), sends(after)) == []


@pytest.mark.parametrize("required", [None, ["b"]])
def test_a_write_only_field_is_none_of_a_response(required: list[str] | None) -> None:
    """Readers never see it."""
    before, after = fields(a=STRING), fields(required, a=STRING, b=SECRET)
    assert compare_documents(receives(before), receives(after)) == []
    assert compare_documents(receives(after), receives(before)) == []


def test_a_field_that_becomes_read_only_is_gone_for_senders() -> None:
    """What callers send today is ignored or refused from then on."""
    (change,) = compare_documents(sends(fields(b=STRING)), sends(fields(b=GIVEN)))
    assert change.kind is Kind.FIELD_REMOVED
    assert change.is_breaking


def speaks(*media: str, schema: Any = STRING) -> dict[str, Any]:
    """A document whose one operation takes and answers these media types."""
    content = {name: {"schema": schema} for name in media}
    node = operation(requestBody={"required": True, "content": content})
    node["responses"]["200"]["content"] = content
    return document({"/jobs": {"post": node}})


SPELLINGS = [
    ((JSON,), ("application/json; charset=utf-8",)),
    ((JSON,), ("Application/JSON;charset=UTF-8",)),
    (("text/plain;charset=us-ascii",), ("text/plain; charset=utf-8",)),
    ((JSON,), ('application/json; profile="a;b"',)),
    (("application/json;v=1", "application/json;v=2"), ("application/json;v=2", "application/json; v=1")),
]


@pytest.mark.parametrize(("before", "after"), SPELLINGS)
def test_a_media_type_is_known_by_type_and_subtype(before: tuple[str, ...], after: tuple[str, ...]) -> None:
    """A charset, another parameter or letter case breaks nobody, in either order."""
    assert compare_documents(speaks(*before), speaks(*after)) == []
    assert compare_documents(speaks(*after), speaks(*before)) == []


def test_what_is_said_in_the_respelled_media_type_is_compared() -> None:
    """The body behind it still counts."""
    changes = compare_documents(speaks(JSON), speaks(f"{JSON}; charset=utf-8", schema={"type": "integer"}))
    assert [change.kind for change in changes] == [Kind.TYPE_CHANGED] * 2


def test_a_second_version_of_a_media_type_is_told() -> None:
    """Pairs are made one to one."""
    changes = compare_documents(
        speaks("application/json;v=1"), speaks("application/json;v=1", "application/json;v=2")
    )
    assert [change.kind for change in changes] == [Kind.MEDIA_TYPE_ADDED] * 2


def test_a_parameter_is_written_in_the_same_media_type() -> None:
    """The rule is the same for parameters that have `content`."""
    before, after = ({"content": {media: {"schema": STRING}}} for media in (JSON, f"{JSON};charset=utf-8"))
    bare = {key: value for key, value in query("a").items() if key != "schema"}
    assert compare_documents(takes({**bare, **before}), takes({**bare, **after})) == []
