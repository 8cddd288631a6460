"""The adapter of the Agent API: what goes onto the wire, and what is read from it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from attrs import define
from hypothesis import given
from hypothesis import strategies as st

from perplexity_jobs import JobStatus, NotOfferedError
from perplexity_jobs._apis.agent import AgentApi
from perplexity_jobs._core.poll_policy import DEEP_RESEARCH_POLICY, DEFAULT_POLICY
from perplexity_jobs._core.response import BodyError
from perplexity_jobs._values.call import Call
from perplexity_openapi.models import (
    ApiChatCompletionsRequest,
    ChatMessageInput,
    ChatMessageRole,
    InputMessage,
    InputMessageRole,
    InputMessageType,
    ReasoningConfig,
    ReasoningConfigEffort,
    ResponsesRequest,
    SandboxTool,
    SandboxToolType,
)

API = AgentApi()


def sent(question: Any, model: str | None = None, **fields: Any) -> dict[str, Any]:
    """The body of a submit."""
    call = API.submit(question, model=model, fields=fields, idempotency_key="key")
    API.check(call)
    assert (call.method, call.path, call.purpose) == ("POST", "/v1/agent", "submit")
    assert call.resend_unsafe
    body: dict[str, Any] = call.json
    return body


def test_two_questions_are_refused() -> None:
    """One of them would be lost, and the other paid for."""
    with pytest.raises(ValueError, match="'input' is there already"):
        sent("Why?", input="How?")


def test_only_what_the_caller_set_goes_onto_the_wire() -> None:
    """The question, what stands for the default model, and that it is a job; no key."""
    assert sent("Why?") == {"input": "Why?", "effort": "high", "background": True}


@pytest.mark.parametrize(
    "fields",
    [{"effort": "fast@2026-10-16.0"}, {"preset": "low"}, {"models": ["a/b", "c/d"]}, {"model": "a/b"}],
)
def test_the_choice_of_a_model_is_left_to_the_caller(fields: dict[str, Any]) -> None:
    """A level, a preset, a model or a chain of models goes as it is, and no default beside it."""
    assert sent("Why?", **fields) == {"input": "Why?", "background": True, **fields}


def test_a_level_may_stand_where_a_model_does() -> None:
    """A queued job names its level as its model, and that must do for the next submit."""
    assert sent("Why?", "xhigh") == {"input": "Why?", "effort": "xhigh", "background": True}


def test_the_documents_own_fields_go_as_they_are() -> None:
    """Plain values and generated models alike."""
    body = sent(
        "Why?",
        preset="low",
        tools=[SandboxTool(SandboxToolType.SANDBOX), {"type": "mcp", "server": "s"}],
        instructions="Be brief.",
        reasoning=ReasoningConfig(ReasoningConfigEffort.HIGH),
        metadata={"run": "7"},
        previous_response_id="resp_1",
        max_output_tokens=9,
        max_steps=3,
        store=True,
        top_p=None,
    )
    assert body == {
        "input": "Why?",
        "preset": "low",
        "tools": [{"type": "sandbox"}, {"type": "mcp", "server": "s"}],
        "instructions": "Be brief.",
        "reasoning": {"effort": "high"},
        "metadata": {"run": "7"},
        "previous_response_id": "resp_1",
        "max_output_tokens": 9,
        "max_steps": 3,
        "store": True,
        "background": True,
    }


def test_a_whole_request_is_understood_in_either_vocabulary() -> None:
    """A generated request keeps its fields; keywords go before them."""
    old = ApiChatCompletionsRequest(
        "sonar-pro", [ChatMessageInput(ChatMessageRole.USER, "Why?")], max_tokens=5
    )
    assert sent(old, max_tokens=7) == {
        "input": "Why?",
        "effort": "low",
        "max_output_tokens": 16,
        "background": True,
    }
    new = ResponsesRequest(input_="Why?", preset="medium")
    assert sent(new) == {"input": "Why?", "preset": "medium", "background": True}


def test_items_of_both_vocabularies_may_stand_side_by_side() -> None:
    """The results of functions go beside messages, dicts beside models."""
    result = {"type": "function_call_output", "call_id": "c", "output": "12"}
    model = InputMessage("And now?", InputMessageRole.USER, InputMessageType.MESSAGE)
    assert sent([{"role": "user", "content": "Why?"}, result, model])["input"] == [
        {"type": "message", "role": "user", "content": "Why?"},
        result,
        {"type": "message", "role": "user", "content": "And now?"},
    ]


def test_a_class_asks_for_a_structured_answer() -> None:
    """`response_format` takes a class here too."""

    @define
    class Tide:
        height: float

    asked = sent("Why?", response_format=Tide)["response_format"]
    assert asked["type"] == "json_schema"
    assert asked["json_schema"]["name"] == "Tide"
    assert asked["json_schema"]["schema"]["required"] == ["height"]


@pytest.mark.parametrize(
    ("fields", "word"),
    [({"store": False}, "store"), ({"stream": True}, "stream"), ({"background": False}, "background")],
)
def test_what_could_not_be_collected_is_refused(fields: dict[str, Any], word: str) -> None:
    """A job that is paid for and cannot be asked for is not begun."""
    with pytest.raises(ValueError, match=word):
        sent("Why?", **fields)


@pytest.mark.parametrize("question", ["", [], [{"role": "user", "content": ""}]])
def test_an_empty_question_is_refused(question: Any) -> None:
    """Nobody wants to pay for nothing."""
    with pytest.raises(ValueError, match="empty"):
        sent(question)


def test_what_is_no_question_is_refused() -> None:
    """A number is neither a text nor messages nor a request."""
    with pytest.raises(TypeError, match="int"):
        sent(7)


def test_a_misspelt_field_gets_a_hint() -> None:
    """The names of both vocabularies are known."""
    with pytest.raises(TypeError, match="'previous_response_id'"):
        sent("Why?", previous_respons_id="resp_1")


@pytest.mark.parametrize("operation", [API.get, API.cancel])
def test_an_id_of_the_other_api_says_so_where_it_is_not_known(operation: Callable[[str], Call]) -> None:
    """The call knows what to say; an id of this API needs no such words."""
    assert 'PerplexityJobs(api="sonar")' in operation("8f8f2bd9").hint
    assert not operation("resp_1").hint


def test_the_newest_api_has_no_other_words() -> None:
    """Nothing follows it, so that there is nothing to suggest."""


def test_jobs_are_asked_for_and_cancelled_by_their_id() -> None:
    """Both requests may be repeated; the id is escaped."""
    got, cancelled = API.get("resp/1"), API.cancel("resp/1")
    assert (got.method, got.path, got.resend_unsafe) == ("GET", "/v1/agent/resp%2F1", False)
    assert (cancelled.method, cancelled.path, cancelled.resend_unsafe) == (
        "POST",
        "/v1/agent/resp%2F1/cancel",
        False,
    )


def test_there_is_no_list() -> None:
    """The error names what to do instead."""
    with pytest.raises(NotOfferedError, match=r"client\.job\(job_id\)"):
        API.list(None, None)
    with pytest.raises(NotOfferedError):
        API.read_page({})


@pytest.mark.parametrize(
    ("word", "status", "ended"),
    [
        ("queued", JobStatus.CREATED, False),
        ("in_progress", JobStatus.IN_PROGRESS, False),
        ("cancelling", JobStatus.IN_PROGRESS, False),
        ("completed", JobStatus.COMPLETED, True),
        ("failed", JobStatus.FAILED, True),
        ("cancelled", JobStatus.CANCELLED, True),
        ("incomplete", JobStatus.INCOMPLETE, True),
        ("requires_action", JobStatus.REQUIRES_ACTION, True),
        ("paused", JobStatus.UNKNOWN, False),
        (None, JobStatus.UNKNOWN, False),
    ],
)
def test_the_services_words_become_one_set(word: str | None, status: JobStatus, ended: bool) -> None:
    """The wait ends where nothing more comes by itself; the service's own word is kept."""
    data = API.read_job({"id": "resp_1", "status": word}, None)
    assert (data.status, data.raw_status, data.ended) == (status, word, ended)


@pytest.mark.parametrize("more", [{"completed_at": 5}, {"error": {"message": "broken"}}])
def test_an_unknown_word_ends_where_the_body_shows_an_end(more: dict[str, Any]) -> None:
    """A new word for an end must not keep anybody waiting."""
    assert API.read_job({"id": "resp_1", "status": "expired", **more}, None).ended


def test_times_and_reasons_are_read() -> None:
    """The time of the end is that of the failure where the job failed."""
    body = {"id": "resp_1", "model": "high", "created_at": 10, "completed_at": 20}
    done = API.read_job({**body, "status": "completed", "error": None}, "resp_1")
    assert (done.model, done.created_at, done.completed_at, done.failed_at) == ("high", 10.0, 20.0, None)
    assert done.error_message is None
    failed = API.read_job({**body, "status": "failed", "error": {"message": "broken", "code": "x"}}, None)
    assert (failed.completed_at, failed.failed_at, failed.error_message) == (None, 20.0, "broken")
    cut = API.read_job({**body, "status": "incomplete", "incomplete_details": {"reason": "max_steps"}}, None)
    assert cut.error_message == "max_steps"


@pytest.mark.parametrize("body", [None, [], "resp_1", {}, {"status": "queued"}, {"id": ""}, {"id": 7}])
def test_a_body_that_is_no_job_is_refused(body: Any) -> None:
    """Without an id there is nothing to ask for."""
    with pytest.raises(BodyError):
        API.read_job(body, None)


def test_the_body_of_another_job_is_refused() -> None:
    """A mixed-up answer must not end the wrong wait."""
    with pytest.raises(BodyError, match="resp_2"):
        API.read_job({"id": "resp_2", "status": "completed"}, "resp_1")


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=8,
)
NAMES = ("status", "model", "created_at", "completed_at", "error", "incomplete_details", "output", "usage")


@given(st.dictionaries(st.sampled_from(NAMES), json_values))
def test_an_id_comes_through_whatever_stands_beside_it(rest: dict[str, Any]) -> None:
    """A job that is paid for is never lost to a field of another type."""
    assert API.read_job({**rest, "id": "resp_1"}, None).id == "resp_1"


@pytest.mark.parametrize(
    ("model", "research"),
    [
        ("high", True),
        ("xhigh", True),
        ("high@2026-10-16.0", True),
        ("advanced-deep-research", True),
        ("deep-research", False),
        ("medium@2026-10-16.0", False),
        ("pro-search", False),
        ("sonar-deep-research", True),
        ("low", False),
        ("a/b", False),
        (None, False),
    ],
)
def test_research_levels_are_looked_at_like_deep_research(model: str | None, research: bool) -> None:
    """They take minutes, so that looking every two seconds is of no use; older names go by their level."""
    assert API.policy_for(model) is (DEEP_RESEARCH_POLICY if research else DEFAULT_POLICY)
