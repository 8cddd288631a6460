"""Response bodies that differ from the documents, as the service was seen to send them.

They are written by hand after published descriptions; none is a recording.
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
    CompletionResponse,
    Cost,
    ErrorResponse,
    ListAsyncApiChatCompletionsResponse,
    UsageInfo,
)

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


def first(found: CompletionResponse) -> ChatMessageOutput:
    """The message of an answer's only choice."""
    assert isinstance(found.choices, list)
    [only] = found.choices
    assert isinstance(only.message, ChatMessageOutput)
    return only.message


def test_a_part_of_a_message_of_an_unknown_kind() -> None:
    """Kept, and the parts beside it are read."""
    content = [{"type": "hologram", "url": "x"}, {"type": "text", "text": "Because."}]
    found = first(parsed(answer(choices=[choice(message={"role": "assistant", "content": content})])))
    assert isinstance(found.content, list)
    assert [type(part).__name__ for part in found.content] == [
        "UnknownObject",
        "ChatMessageContentTextChunk",
    ]


COST = {"input_tokens_cost": 0, "output_tokens_cost": 6e-05, "total_cost": 6e-05, "request_cost": None}
TOKENS = {"prompt_tokens": 1, "completion_tokens": 2, "total_tokens": 3}
NULLS = {"reasoning_steps": None, "tool_calls": None, "tool_call_id": None}
SOURCE = {"title": "T", "url": "https://a.test"}
IMAGE = {"image_url": "https://a.test/i.png", "origin_url": "https://a.test", "height": 1, "alt": "x"}


@pytest.mark.parametrize(
    "changes",
    [
        *({"choices": [choice(delta=delta)]} for delta in (None, {"content": ""}, {"role": "assistant"})),
        *({"choices": [choice(finish_reason=word)]} for word in ("length", "tool_calls", None)),
        {"choices": [choice(message={"role": "assistant", "content": "Because [1].", **NULLS})]},
        *({"usage": {**TOKENS, **more}} for more in ({"cost": None}, {"cost": COST})),
        {"usage": {**TOKENS, "cost": COST, "search_context_size": None}},
        {"search_results": [SOURCE, {**SOURCE, "date": None, "last_updated": None}]},
        {"search_results": [{**SOURCE, "date": "2025-10-01", "source": "web", "place_metadata": None}]},
        {"search_results": [{**SOURCE, "source": "library"}]},
        *({"object": kind} for kind in ("chat.reasoning", "chat.reasoning.done", ...)),
        {"type": None, "status": None},
        {"type": "message", "status": "DONE"},
        {"images": [IMAGE], "related_questions": ["And then?"]},
    ],
)
def test_an_answer_goes_out_as_it_came_in(changes: Json) -> None:
    """Absent, null, of an earlier time or of tomorrow: what is unknown is kept, the message is read."""
    found = parsed(answer(**changes))
    assert first(found).content == "Because [1]."
    for name in ("images", "search_results"):
        assert isinstance(getattr(found, name), list) is (name in changes)


@pytest.mark.parametrize("word", ["CREATED", "IN_PROGRESS", "COMPLETED", "FAILED", "CANCELLED", "QUEUED"])
def test_any_status_of_a_job(word: str) -> None:
    """Documented values are members, others stay strings, and the response is read either way."""
    found = AsyncApiChatCompletionsResponse.from_dict(job(status=word))
    assert found.status == word
    known = [member.value for member in AsyncProcessingStatus]
    assert isinstance(found.status, AsyncProcessingStatus) is (word in known)
    assert isinstance(found.response, CompletionResponse)
    bare = AsyncApiChatCompletionsResponse.from_dict(job(response=None, status=word))
    assert bare.response is None


def test_a_list_with_new_words_and_fields() -> None:
    """Items carry no response, the status may be new, and so may fields."""
    item = {"id": "j", "model": "m", "created_at": 1, "status": "PAUSED", "priority": 3}
    found = ListAsyncApiChatCompletionsResponse.from_dict(
        {"requests": [item], "next_token": None, "total": 1}
    )
    assert isinstance(found.requests, list)
    assert found.requests[0].status == "PAUSED"
    assert found.requests[0]["priority"] == 3
    assert found["total"] == 1


def test_unknown_fields_are_reachable_at_every_level() -> None:
    """The job, its answer, a choice, its message, usage and cost keep them."""
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
    assert isinstance(response.choices, list)
    holders = (response.choices[0], first(response), response.usage, response.usage.cost)
    for holder in (found, response, *holders):
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
