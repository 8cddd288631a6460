"""Bodies as they were seen on the wire, where the pages say otherwise.

The bodies are written by hand after published descriptions of real answers; none is a recording.
"""

from __future__ import annotations

from typing import Any

import httpx
import pytest

from perplexity_openapi.api.jobs import get_job
from perplexity_openapi.client import Client
from perplexity_openapi.models import (
    ApiChatCompletionsRequest,
    AsyncApiChatCompletionsResponse,
    AsyncProcessingStatus,
    ChatMessageOutput,
    Choice,
    CompletionResponse,
    Cost,
    ErrorResponse,
    ListAsyncApiChatCompletionsResponse,
    ReasoningEffort,
    UsageInfo,
)
from perplexity_openapi.types import UNSET

Json = dict[str, Any]


def answer(**changes: Any) -> Json:
    """A finished answer with some changes; ``...`` takes a field away."""
    body: Json = {
        "id": "r",
        "model": "sonar-deep-research",
        "created": 1750000000,
        "object": "chat.completion",
        "choices": [choice()],
        "usage": {"prompt_tokens": 1, "completion_tokens": 2, "total_tokens": 3},
    } | changes
    return {name: value for name, value in body.items() if value is not ...}


def choice(**changes: Any) -> Json:
    """One choice of an answer."""
    message = {"role": "assistant", "content": "Because [1]."}
    return {"index": 0, "finish_reason": "stop", "message": message} | changes


def job(**changes: Any) -> Json:
    """A job with some changes."""
    return {
        "id": "j",
        "model": "m",
        "created_at": 1750000000,
        "status": "COMPLETED",
        "response": answer(),
    } | changes


def parsed(body: Json) -> CompletionResponse:
    """An answer, after checking that it goes out as it came in."""
    result = CompletionResponse.from_dict(body)
    assert result.to_dict() == body
    return result


@pytest.mark.parametrize(
    "delta",
    [{}, {"delta": None}, {"delta": {"content": ""}}, {"delta": {"role": "assistant", "content": ""}}],
    ids=["absent", "null", "content only", "empty"],
)
def test_the_delta_of_a_finished_answer_may_look_like_anything(delta: Json) -> None:
    """The message beside it is read all the same."""
    result = parsed(answer(choices=[choice(**delta)]))
    assert result.choices[0].message.content == "Because [1]."
    assert isinstance(result.choices[0].delta, ChatMessageOutput) is isinstance(delta.get("delta"), dict)


@pytest.mark.parametrize("cost", [{}, {"cost": None}], ids=["absent", "null"])
def test_usage_without_a_cost(cost: Json) -> None:
    """As in answers before July 2025."""
    usage = UsageInfo.from_dict({"prompt_tokens": 1, "completion_tokens": 2, "total_tokens": 3, **cost})
    assert not isinstance(usage.cost, Cost)


def test_costs_of_every_spelling() -> None:
    """Whole numbers, tiny numbers, null and absent."""
    cost = {"input_tokens_cost": 0, "output_tokens_cost": 6e-05, "total_cost": 6e-05, "request_cost": None}
    usage = {
        "prompt_tokens": 1,
        "completion_tokens": 2,
        "total_tokens": 3,
        "cost": cost,
        "search_context_size": None,
    }
    found = parsed(answer(usage=usage)).usage
    assert isinstance(found, UsageInfo)
    assert isinstance(found.cost, Cost)
    assert found.cost.total_cost == 6e-05
    assert found.cost.request_cost is None
    assert found.cost.citation_tokens_cost is UNSET


@pytest.mark.parametrize("word", ["stop", "length", "tool_calls", None])
def test_any_finish_reason(word: str | None) -> None:
    """The two of the page are members of the enum, others are kept as words."""
    assert parsed(answer(choices=[choice(finish_reason=word)])).choices[0].finish_reason == word


def test_messages_with_nulls() -> None:
    """reasoning_steps, tool_calls and tool_call_id are sent as null."""
    nulls = {"reasoning_steps": None, "tool_calls": None, "tool_call_id": None}
    message = (
        parsed(answer(choices=[choice(message={"role": "assistant", "content": "x", **nulls})]))
        .choices[0]
        .message
    )
    assert message.reasoning_steps is None


@pytest.mark.parametrize(
    "item",
    [
        {"title": "T", "url": "https://a.test"},
        {"title": "T", "url": "https://a.test", "date": None, "last_updated": None},
        {
            "title": "T",
            "url": "https://a.test",
            "date": "2025-10-01",
            "source": "web",
            "place_metadata": None,
        },
        {"title": "T", "url": "https://a.test", "source": "library"},
    ],
    ids=["before October 2025", "deep research", "later", "a new source"],
)
def test_search_results_of_every_age(item: Json) -> None:
    """Fields come and go; what is unknown is kept."""
    results = parsed(answer(search_results=[item])).search_results
    assert isinstance(results, list)
    assert results[0].title == "T"
    assert ("place_metadata" in results[0]) is ("place_metadata" in item)


@pytest.mark.parametrize("kind", ["chat.completion", "chat.reasoning", "chat.reasoning.done", ...])
def test_any_object(kind: Any) -> None:
    """Also the kinds that the page does not know, and none."""
    assert parsed(answer(object=kind)).object_ == (UNSET if kind is ... else kind)


@pytest.mark.parametrize(
    "changes", [{}, {"type": None, "status": None}, {"type": "message", "status": "DONE"}]
)
def test_type_and_status_of_an_answer(changes: Json) -> None:
    """Null, absent, or a new word."""
    found = parsed(answer(**changes))
    assert found.status == changes.get("status", UNSET)


def test_images_and_related_questions() -> None:
    """Part of the answer since 2026."""
    image = {
        "image_url": "https://a.test/i.png",
        "origin_url": "https://a.test",
        "height": 1,
        "width": 2,
        "alt": "x",
    }
    found = parsed(answer(images=[image], related_questions=["And then?"]))
    assert isinstance(found.images, list)
    assert found.images[0].additional_properties == {"alt": "x"}
    assert found.related_questions == ["And then?"]


def test_a_part_of_a_message_of_an_unknown_kind() -> None:
    """Kept, and the parts beside it are read."""
    content = [{"type": "hologram", "url": "x"}, {"type": "text", "text": "Because."}]
    found = (
        parsed(answer(choices=[choice(message={"role": "assistant", "content": content})])).choices[0].message
    )
    assert isinstance(found.content, list)
    assert [type(part).__name__ for part in found.content] == [
        "ChatMessageContentUnknownChunk",
        "ChatMessageContentTextChunk",
    ]


@pytest.mark.parametrize("word", ["CREATED", "IN_PROGRESS", "COMPLETED", "FAILED", "CANCELLED", "QUEUED"])
def test_any_status_of_a_job(word: str) -> None:
    """Documented words are members, others stay words, and the response is read either way."""
    found = AsyncApiChatCompletionsResponse.from_dict(job(status=word))
    assert found.status == word
    assert isinstance(found.status, AsyncProcessingStatus) is (
        word in [m.value for m in AsyncProcessingStatus]
    )
    assert isinstance(found.response, CompletionResponse)


@pytest.mark.parametrize("response", [{}, {"response": None}], ids=["absent", "null"])
def test_completed_without_a_response(response: Json) -> None:
    """Parses; the wrapper says what it means."""
    body = {k: v for k, v in job().items() if k != "response"} | response
    assert not isinstance(AsyncApiChatCompletionsResponse.from_dict(body).response, CompletionResponse)


def test_a_list_with_new_words_and_fields() -> None:
    """Items carry no response, the status may be new, and so may fields."""
    item = {"id": "j", "model": "m", "created_at": 1, "status": "PAUSED", "priority": 3}
    found = ListAsyncApiChatCompletionsResponse.from_dict(
        {"requests": [item], "next_token": None, "total": 1}
    )
    assert found.requests[0].status == "PAUSED"
    assert found.requests[0]["priority"] == 3
    assert found["total"] == 1


def test_unknown_fields_are_reachable_at_every_level() -> None:
    """On the job, its answer, a choice, its message, usage and cost."""
    extra = {"x_new": {"deep": [1]}}
    cost = {"input_tokens_cost": 1, "output_tokens_cost": 1, "total_cost": 2, **extra}
    usage = {"prompt_tokens": 1, "completion_tokens": 2, "total_tokens": 3, "cost": cost, **extra}
    message = {"role": "assistant", "content": "x", **extra}
    found = AsyncApiChatCompletionsResponse.from_dict(
        job(response=answer(usage=usage, choices=[choice(message=message, **extra)], **extra), **extra)
    )
    response = found.response
    assert isinstance(response, CompletionResponse)
    assert isinstance(response.usage, UsageInfo)
    assert isinstance(response.usage.cost, Cost)
    first: Choice = response.choices[0]
    for holder in (found, response, first, first.message, response.usage, response.usage.cost):
        assert holder.additional_properties["x_new"] == {"deep": [1]}


@pytest.mark.parametrize(
    "error",
    [
        {"message": "No credits.", "type": "insufficient_quota", "code": 401},
        {"message": "Slow down."},
        {"message": None, "type": "x", "code": "429"},
        {},
    ],
)
def test_error_bodies(error: Json) -> None:
    """Whatever of the three fields is there, each error status is parsed to it."""
    body = {"error": error}
    assert ErrorResponse.from_dict(body).to_dict() == body
    client = Client(base_url="https://api.example.test")
    for status in (400, 401, 403, 404, 429, 500):
        found = get_job._build_response(client=client, response=httpx.Response(status, json=body)).parsed
        assert isinstance(found, ErrorResponse)
        assert found.to_dict() == body


def test_a_new_word_of_the_request_is_sent() -> None:
    """A member, a listed word and a new word all reach the wire."""
    for effort in (ReasoningEffort.LOW, "high", "extreme"):
        request = ApiChatCompletionsRequest(model="m", messages=[], reasoning_effort=effort)
        assert request.to_dict()["reasoning_effort"] == effort
        assert type(request.to_dict()["reasoning_effort"]) is str


def test_a_function_keeps_a_field_that_its_class_needs_itself() -> None:
    """`additional_properties` of a function's parameters reaches the wire."""
    parameters = {
        "type": "object",
        "properties": {"city": {"type": "string"}},
        "additional_properties": False,
        "$defs": {},
    }
    tool = {"type": "function", "function": {"name": "f", "description": "d", "parameters": parameters}}
    body = {"model": "m", "messages": [], "tools": [tool]}
    assert ApiChatCompletionsRequest.from_dict(body).to_dict() == body
