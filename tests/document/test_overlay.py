"""Overlay actions are applied exactly, or reported."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.document.strategies import WHOLE, documents
from tests.document.support import attempt, overlay

from openapi_build.document.overlay import apply, parse_overlay
from openapi_build.errors import BuildError, raise_all
from openapi_build.nodes import operations


def applied(target: dict[str, Any], *actions: dict[str, Any]) -> dict[str, Any]:
    """A document after some actions."""
    found: list[BuildError] = []
    result = apply(target, parse_overlay(overlay(*actions), name="10-test.yaml"), [], found)
    raise_all(found)
    return result


def test_an_update_is_merged_in() -> None:
    """Objects merge, lists grow, values are replaced."""
    result = applied(
        {"a": {"b": {"c": 1, "l": [1]}, "d": 2}},
        {"target": "$.a", "update": {"b": {"c": 9, "l": [2], "n": 3}, "e": 4}},
    )
    assert result == {"a": {"b": {"c": 9, "l": [1, 2], "n": 3}, "d": 2, "e": 4}}
    assert applied({"l": [1]}, {"target": "$.l", "update": {"k": 2}}) == {"l": [1, {"k": 2}]}


@pytest.mark.parametrize(
    ("there", "update", "result"),
    [
        (
            {"type": ["string", "null"]},
            {"type": ["null", "integer"]},
            {"type": ["string", "null", "integer"]},
        ),
        ({"type": ["string", "null"]}, {"type": "string"}, {"type": "string"}),
        ({"enum": ["a"]}, {"enum": ["a", "b"]}, {"enum": ["a", "b"]}),
        ({"anyOf": [{"type": "null"}]}, {"anyOf": [{"type": "null"}, {}]}, {"anyOf": [{"type": "null"}, {}]}),
    ],
)
def test_a_list_never_doubles(there: dict[str, Any], update: Any, result: dict[str, Any]) -> None:
    """What the document has already is not added again; a single type replaces a list of types."""
    assert applied({"s": there}, {"target": "$.s", "update": update}) == {"s": result}


SAYS = "the page says "


@pytest.mark.parametrize(
    ("update", "said"),
    [
        ({"type": "string"}, SAYS + "this itself now: delete the action"),
        ({"type": "string", "description": "ours"}, SAYS + "this itself now: delete the action"),
        ({"enum": ["b"], "of": {}}, SAYS + "this itself now: delete the action"),
        ({"of": {"a": {"type": "string"}, "b": {}}}, SAYS + "/of/a itself now"),
    ],
)
def test_what_the_page_says_itself_is_told(update: dict[str, Any], said: str) -> None:
    """The whole action or its obsolete parts are reported; descriptions alone do not justify it."""
    page = {"s": {"type": "string", "enum": ["a", "b"], "of": {"a": {"type": "string"}}, "description": "x"}}
    with pytest.raises(BuildError, match=said):
        applied(page, {"target": "$.s", "update": update})
    with pytest.raises(BuildError, match="actions/0 says this itself now"):
        applied({"s": {}}, *[{"target": "$.s", "update": {"new": 1}}] * 2)


def test_every_match_is_removed_from_the_end() -> None:
    """Indices stay right while items go."""
    assert applied({"l": [1, 2, 1, 1, 3]}, {"target": "$.l[?@ == 1]", "remove": True}) == {"l": [2, 3]}


def test_a_match_inside_a_match_is_removed_with_it() -> None:
    """`..` may find a node and what is below it."""
    assert applied({"x": {"x": {"x": 1}}, "y": 1}, {"target": "$..x", "remove": True}) == {"y": 1}


def test_the_document_itself_is_not_changed() -> None:
    """The result is a copy, and updates of two places share nothing."""
    original: dict[str, Any] = {"a": {}, "b": {}}
    result = applied(original, {"target": "$.*", "update": {"l": []}}, {"target": "$.a.l", "update": 1})
    assert original == {"a": {}, "b": {}}
    assert result == {"a": {"l": [1]}, "b": {"l": []}}


def test_an_action_that_matches_nothing_is_an_error() -> None:
    """File, action and target are named, and what to do."""
    with pytest.raises(BuildError) as caught:
        applied({}, {"target": "$.gone", "remove": True})
    assert str(caught.value) == (
        "10-test.yaml#/actions/0: no longer applies: $.gone matches nothing; "
        "correct each, or after a look delete exactly these with `python scripts/generate.py --drop`\n"
        "    written because: because the test says so"
    )


def test_unless_it_says_that_it_may() -> None:
    """`x-may-match-nothing` gives the reason."""
    action = {"target": "$.gone", "remove": True, "x-may-match-nothing": "only in some captures"}
    assert applied({"a": 1}, action) == {"a": 1}


@pytest.mark.parametrize(
    ("action", "said"),
    [
        ({"target": "$.s", "update": {"a": 1}}, "does not fit the document at /s"),
        ({"target": "$.o", "update": 1}, "an object can only be updated with an object"),
        ({"target": "$", "update": {"o": 1}}, "at /o: int cannot be merged into dict"),
        ({"target": "$", "update": {"l": {}}}, "at /l: dict cannot be merged into list"),
        ({"target": "$", "remove": True}, "the whole document cannot be removed"),
        ({"target": "$.o.~", "remove": True}, "is not a JSONPath of RFC 9535"),
        ({"target": "o", "remove": True}, "is not a JSONPath of RFC 9535"),
        ({"target": "$.o[?@.a =~ /x/]", "remove": True}, "is not a JSONPath of RFC 9535"),
    ],
)
def test_what_cannot_be_done_is_an_error(action: dict[str, Any], said: str) -> None:
    """Nothing is applied partly."""
    with pytest.raises(BuildError, match=said):
        applied({"s": "text", "o": {"a": 1}, "l": []}, action)


@pytest.mark.parametrize(
    ("data", "said"),
    [
        ([], "is not an Overlay 1.0 document"),
        ({**overlay(), "overlay": "1.1.0"}, "is not an Overlay 1.0 document"),
        (overlay(), "needs at least one action"),
        ({**overlay({"target": "$", "remove": True}), "info": {}}, "needs a title and a version"),
        ({**overlay({"target": "$", "remove": True}), "extra": 1}, "has the unknown key 'extra'"),
        (overlay({"target": "$", "remove": True}, extends=3), "must be the address of a source"),
        (overlay({"target": "$", "remove": True, "description": " "}), "needs a description"),
        (overlay({"remove": True}), "needs a target"),
        (overlay({"target": "$"}), "needs either `update` or `remove: true`"),
        (overlay({"target": "$", "remove": True, "update": {}}), "needs either"),
        (overlay({"target": "$", "remove": "yes"}), "needs either"),
        (overlay({"target": "$", "updates": {}}), "has the unknown key 'updates'"),
        (overlay({"target": "$", "remove": True, "x-may-match-nothing": True}), "needs a reason"),
        ({**overlay(), "actions": ["no"]}, "is not an action"),
    ],
)
def test_a_malformed_overlay_is_refused(data: Any, said: str) -> None:
    """A misspelt key must not be an action that does nothing."""
    with pytest.raises(BuildError, match=said):
        parse_overlay(data, name="10-test.yaml")


TARGETS = st.sampled_from(
    [
        "$",
        "$.paths",
        "$.paths.*",
        "$.paths.*.*",
        "$..[?@.type == 'string']",
        "$..title",
        "$.components.schemas.Job",
        "$.components.schemas.*.properties.*",
        "$..parameters[0]",
        "$..enum",
        "$.paths.*[?@.operationId]",
        "$.info.title",
    ]
)
ACTIONS = st.one_of(
    st.builds(lambda target: {"target": target, "remove": True}, TARGETS),
    st.builds(
        lambda target, update: {"target": target, "update": update},
        TARGETS,
        st.sampled_from([{"title": "T"}, {"deprecated": True}, "text", {"type": {"a": 1}}, {"x-new": [1]}]),
    ),
)


@WHOLE
@given(documents(), st.lists(ACTIONS, min_size=1, max_size=4))
def test_any_overlay_applies_or_is_a_typed_error(
    small: dict[str, Any], actions: list[dict[str, Any]]
) -> None:
    """The error has the place of the action, and operations only vanish where an action removes them."""
    result = attempt(lambda: applied(small, *actions))
    if isinstance(result, BuildError):
        assert result.file == "10-test.yaml"
        assert result.pointer[0] == "actions"
        return
    if not any(action.get("remove") for action in actions):
        assert [item[:2] for item in operations(result)] == [item[:2] for item in operations(small)]
