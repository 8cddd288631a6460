"""Response bodies that differ from the documents, as the service was seen to send them.

They are written by hand after published descriptions; none is a recording.
"""

from __future__ import annotations

from typing import Any

import pytest

from perplexity_openapi.models import (
    ApiChatCompletionsRequest,
    AsyncApiChatCompletionsResponse,
    AsyncProcessingStatus,
    ChatMessageOutput,
    CompletionResponse,
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
