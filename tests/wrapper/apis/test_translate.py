"""`translate()`: a case for each row of its table, and no field is lost."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import jsonschema_rs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from perplexity_jobs import translate
from perplexity_jobs._apis.translation.table import DATES, EFFORTS, PUBLISHED, ROWS, Row
from perplexity_openapi.models import (
    ApiChatCompletionsRequest,
    AsyncApiChatCompletionsRequest,
    ChatMessageInput,
    ChatMessageRole,
    SearchRecency,
    UserLocation,
    WebSearchOptions,
)

from .documents import request_schema

SEARCH = "web_search"
FUNCTION = {"name": "tide", "description": "Height", "parameters": {"type": "object"}, "strict": None}
FLAT = {"type": "function", "name": "tide", "description": "Height", "parameters": {"type": "object"}}
SCHEMA = {"schema": {"type": "object"}, "strict": True}


def search(**inner: Any) -> dict[str, Any]:
    """A request with nothing but the tool that searches."""
    return {"tools": [{"type": SEARCH, **inner}]}


def filtered(name: str, value: Any) -> tuple[Any, dict[str, Any]]:
    """A value, and where it goes among the filters."""
    return value, search(filters={name: value})


# The value of each field, and what it becomes there.
TRANSLATED: dict[str, tuple[Any, dict[str, Any]]] = {
    "model": ("sonar-deep-research", {"effort": "high"}),
    "messages": ([{"role": "user", "content": "Why?"}], {"input": "Why?"}),
    "max_tokens": (9, {"max_output_tokens": 16}),
    "parallel_tool_calls": (False, {"parallel_tool_calls": False}),
    "temperature": (0.5, {"temperature": 0.5}),
    "top_p": (0.9, {"top_p": 0.9}),
    "language_preference": ("de", {"language_preference": "de"}),
    "reasoning_effort": ("high", {"reasoning": {"effort": "high"}}),
    "response_format": (
        {"type": "json_schema", "json_schema": {**SCHEMA, "name": None}},
        {"response_format": {"type": "json_schema", "json_schema": {**SCHEMA, "name": "answer"}}},
    ),
    "tools": ([{"type": "function", "function": FUNCTION}], {"tools": [FLAT]}),
    "tool_choice": (
        {"type": "function", "function": {"name": "tide"}},
        {"tool_choice": {"type": "function", "name": "tide"}},
    ),
    "search_domain_filter": filtered("search_domain_filter", ["a.example", "-b.example"]),
    "search_recency_filter": filtered("search_recency_filter", "week"),
    "search_after_date_filter": filtered("search_after_date_filter", "1/2/2026"),
    "search_before_date_filter": filtered("search_before_date_filter", "1/2/2026"),
    "last_updated_after_filter": filtered("last_updated_after_filter", "1/2/2026"),
    "last_updated_before_filter": filtered("last_updated_before_filter", "1/2/2026"),
    "num_search_results": (5, search(max_results=5)),
    "web_search_options.search_context_size": ("high", search(search_context_size="high")),
    "latitude": (1.5, search(user_location={"latitude": 1.5})),
    "longitude": (2.5, search(user_location={"longitude": 2.5})),
    "country": ("DE", search(user_location={"country": "DE"})),
    "web_search_options.user_location": (
        {"city": "Bonn", "region": None},
        search(user_location={"city": "Bonn"}),
    ),
}

# The fields that have no counterpart, whatever their value.
REFUSED = {row.name for row in ROWS if not row.to}


def request(name: str, value: Any) -> dict[str, Any]:
    """A request of one field, by its full name."""
    outer, _, inner = name.partition(".")
    return {outer: {inner: value}} if inner else {name: value}


def test_every_field_of_the_older_request_has_its_row_and_its_case() -> None:
    """Every new field of a capture needs a row in the table and a case here."""
    assert {row.name for row in ROWS if row.to} == set(TRANSLATED)
    names = {row.name for row in ROWS}
    assert len(names) == len(ROWS)
    fields = set(request_schema("ApiChatCompletionsRequest")["properties"])
    assert fields <= names | {name.partition(".")[0] for name in names if "." in name}
    inner = {f"web_search_options.{name}" for name in request_schema("WebSearchOptions")["properties"]}
    assert inner <= names
    there = request_schema("ResponsesRequest")["properties"].keys()
    targets = {path.partition(".")[0] for row in ROWS for path in row.to.split(", ") if path}
    assert targets <= {*there, SEARCH}


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.name)
def test_a_field_becomes_what_the_table_says(row: Row) -> None:
    """One at a time, against what was written down by hand, or an error with the row's reason.

    None is not set, as everywhere in this client; what happens anyway need not be said.
    """
    for nothing in (None, row.implied):
        assert translate(request(row.name, nothing)) == {"background": True}
    if row.name in REFUSED:
        with pytest.raises(ValueError, match="no counterpart") as caught:
            translate(request(row.name, "some"))
        assert f"{row.name} ({row.note})" in str(caught.value)
    else:
        value, expected = TRANSLATED[row.name]
        given = request(row.name, value)
        before = repr(given)
        once = translate(given)
        assert once == {**expected, "background": True}
        assert repr(given) == before, "the same request may be sent to the older API afterwards"
        assert translate(once) == once, "both vocabularies can be mixed"


@pytest.mark.parametrize(
    ("model", "level"),
    [
        ("sonar", "fast"),
        ("sonar-pro", "low"),
        ("sonar-reasoning-pro", "low"),
        ("sonar-deep-research", "high"),
        ("xhigh", "xhigh"),
        ("fast@2026-10-16.0", "fast@2026-10-16.0"),
        ("pro-search", "low"),
        ("deep-research@2026-10-16.0", "medium@2026-10-16.0"),
    ],
)
def test_the_names_of_models_and_levels_become_an_effort(model: str, level: str) -> None:
    """An older model what most published mappings say, a level itself, an older name its newer one."""
    assert translate({"model": model}) == {"effort": level, "background": True}


def test_the_choice_of_a_level_is_what_most_sources_say() -> None:
    """They disagree, and decide the bill."""
    assert all(PUBLISHED[model].count(level) >= 2 for model, level in EFFORTS.items())


@pytest.mark.parametrize("choice", [{"effort": "medium"}, {"preset": "low"}, {"effort": "low@2026-10-16.0"}])
@pytest.mark.parametrize("model", ["sonar-deep-research", "xhigh"])
def test_what_the_caller_chooses_goes_before_what_stands_for_a_model(
    model: str, choice: dict[str, str]
) -> None:
    """This holds in either order, and a preset is sent as the caller wrote it."""
    assert translate({"model": model, **choice}) == {**choice, "background": True}
    assert translate({**choice, "model": model}) == {**choice, "background": True}


def test_other_models_keep_their_names_and_unknown_older_ones_are_refused() -> None:
    """A guess at a level would change the price."""
    assert translate({"model": "anthropic/some", "effort": "low"})["model"] == "anthropic/some"
    for unknown in ("sonar-reasoning", "sonar@2026", ["sonar"]):
        with pytest.raises(ValueError, match=r"model \(.*has no level"):
            translate({"model": unknown})


SYSTEM = [{"role": "system", "content": "Be brief."}, {"role": "user", "content": "Why?"}]


@pytest.mark.parametrize(
    "level",
    [{"model": "sonar"}, {"effort": "low"}, {"preset": "low"}, {"profile": {"type": "custom", "id": "p"}}],
)
def test_a_system_message_stays_in_the_input_beside_a_level(level: dict[str, Any]) -> None:
    """As `instructions` it would replace the level's own prompt whole."""
    asked = translate({"messages": SYSTEM, **level})
    assert asked["input"] == [{"type": "message", **message} for message in SYSTEM]
    assert "instructions" not in asked


def test_a_system_message_becomes_the_instructions_of_a_model() -> None:
    """A model by itself has no prompt that they could replace."""
    asked = translate({"messages": SYSTEM, "model": "anthropic/some"})
    assert (asked["input"], asked["instructions"]) == ("Why?", "Be brief.")


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("num_search_results", 0),
        ("num_search_results", 51),
        ("search_domain_filter", ["https://a.example"]),
        ("search_domain_filter", ["a.example"] * 21),
        ("search_after_date_filter", "2026-11-26"),
        ("last_updated_before_filter", "13/01/2026"),
    ],
)
def test_a_value_that_the_service_refuses_is_refused_by_name(name: str, value: Any) -> None:
    """The error names the accepted values, before anything is sent."""
    note = next(row.note for row in ROWS if row.name == name)
    with pytest.raises(ValueError, match="no counterpart") as caught:
        translate({name: value})
    assert f"{name} ({note})" in str(caught.value)


def test_a_span_and_dates_are_refused_together() -> None:
    """The service takes one or the other."""
    with pytest.raises(ValueError, match=r"search_recency_filter \(not together with dates\)"):
        translate({"search_recency_filter": "week", "search_after_date_filter": "1/2/2026"})


def test_all_that_cannot_be_said_is_told_at_once() -> None:
    """One error has all fields."""
    with pytest.raises(ValueError, match=r"stop .*; return_images .*; model ") as caught:
        translate({"stop": ".", "return_images": True, "model": "sonar-old", "max_tokens": 5})
    assert "max_tokens" not in str(caught.value)


def test_search_fields_share_one_tool_with_what_is_there() -> None:
    """Filters and location are added to the caller's `web_search` tool."""
    given = {
        "tools": [
            {"type": "sandbox"},
            {"type": SEARCH, "max_tokens": 5, "filters": {"search_recency_filter": "day"}},
        ],
        "search_domain_filter": ["a.example"],
        "country": "DE",
        "web_search_options": {"user_location": {"city": "Bonn"}},
    }
    assert translate(given)["tools"] == [
        {"type": "sandbox"},
        {
            "type": SEARCH,
            "max_tokens": 5,
            "filters": {"search_recency_filter": "day", "search_domain_filter": ["a.example"]},
            "user_location": {"country": "DE", "city": "Bonn"},
        },
    ]


@pytest.mark.parametrize(
    "given",
    [
        {"max_tokens": 5, "max_output_tokens": 6},
        {"country": "DE", "web_search_options": {"user_location": {"country": "FR"}}},
        {"instructions": "a", "messages": SYSTEM},
        {
            "search_recency_filter": "day",
            "tools": [{"type": SEARCH, "filters": {"search_recency_filter": "week"}}],
        },
    ],
)
def test_a_thing_said_twice_in_two_ways_is_refused(given: dict[str, Any]) -> None:
    """Neither of the two is silently dropped."""
    with pytest.raises(ValueError, match="another value"):
        translate(given)


def test_generated_requests_and_the_envelope_are_understood() -> None:
    """What users of the generated client and of the official SDK have at hand."""
    whole = ApiChatCompletionsRequest(
        "sonar",
        [ChatMessageInput(ChatMessageRole.USER, "Why?")],
        search_recency_filter=SearchRecency.DAY,
        web_search_options=WebSearchOptions(user_location=UserLocation(city="Bonn")),
    )
    expected = {
        "effort": "fast",
        "input": "Why?",
        "background": True,
        **search(filters={"search_recency_filter": "day"}, user_location={"city": "Bonn"}),
    }
    assert translate(whole) == expected
    assert translate(AsyncApiChatCompletionsRequest(whole)) == expected
    with pytest.raises(ValueError, match="idempotency_key"):
        translate(AsyncApiChatCompletionsRequest(whole, idempotency_key="k"))


@pytest.mark.parametrize(
    ("wrong", "error", "words"),
    [
        *(
            (wrong, TypeError, "mapping or a generated request")
            for wrong in ("Why?", 7, None, [{"role": "user", "content": "Why?"}])
        ),
        (
            {"serch_domain_filter": []},
            TypeError,
            "'serch_domain_filter'; did you mean 'search_domain_filter'",
        ),
        ({"tools": {"type": "function"}}, ValueError, r"tools \(tools are a list\)"),
        (
            {"response_format": {"type": "regex", "regex": {"regex": "a"}}},
            ValueError,
            "response_format .'regex'",
        ),
    ],
)
def test_what_is_no_request_is_refused(wrong: Any, error: type[Exception], words: str) -> None:
    """A text is a question, a single tool is not guessed into a list, and a typing error is not sent."""
    with pytest.raises(error, match=words):
        translate(wrong)
    assert translate({"response_format": {"type": "text"}}) == {"background": True}, "it comes anyway"


@pytest.mark.parametrize("name", ["two words", "x" * 65, "", 5])
def test_a_name_that_the_document_forbids_is_refused(name: Any) -> None:
    """A name that the caller chose is not changed behind his back."""
    given = {"type": "json_schema", "json_schema": {"name": name, "schema": {}}}
    with pytest.raises(ValueError, match="at most 64 letters"):
        translate({"model": "sonar", "messages": [], "response_format": given})


cases = {name: value for name, (value, _) in TRANSLATED.items()} | dict.fromkeys(REFUSED, "some")


@given(st.sets(st.sampled_from(sorted(cases)), min_size=1))
def test_no_field_is_ever_lost(names: set[str]) -> None:
    """Each field of any request shows in the translation or in the error; what comes out is a request."""
    given: dict[str, Any] = {}
    for name in names:
        outer, _, inner = name.partition(".")
        if inner:
            given.setdefault(outer, {})[inner] = cases[name]
        else:
            given[name] = cases[name]
    if {"search_recency_filter", *DATES} & names > {"search_recency_filter"}:
        given.pop("search_recency_filter")  # refused beside a date
        names = names - {"search_recency_filter"}
    try:
        result = translate(given)
    except ValueError as error:
        refused = {name for name in names if f" {name} (" in str(error)}
        assert refused == names & REFUSED
        assert refused
        return
    assert not names & REFUSED
    for name in names:
        assert _holds(result, TRANSLATED[name][1]), name


@given(st.sets(st.sampled_from(sorted(TRANSLATED))))
def test_every_translation_is_a_request_of_the_document(names: set[str]) -> None:
    """What comes out is what the captured page asks for, with an input and a level."""
    given: dict[str, Any] = {"messages": [{"role": "user", "content": "Why?"}], "model": "sonar"}
    if names & set(DATES):
        names = names - {"search_recency_filter"}
    for name in names:
        if "." not in name:
            given[name] = TRANSLATED[name][0]
    jsonschema_rs.validate(request_schema("ResponsesRequest"), translate(given))


def _holds(whole: Any, part: Any) -> bool:
    if isinstance(part, Mapping) and isinstance(whole, Mapping):
        return all(name in whole and _holds(whole[name], inner) for name, inner in part.items())
    if isinstance(part, list) and isinstance(whole, list):
        return all(any(_holds(entry, wanted) for entry in whole) for wanted in part)
    return bool(whole == part)
