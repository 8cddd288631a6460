"""Faults of results: missing, truncated, in an older or newer format, or with undocumented content."""

from __future__ import annotations

import json

from ..fault import register
from ..service import Context
from .jobs import Fields, completed, cut_at, of_agent, only


def _response(fields: Fields) -> Fields | None:
    """The response as a dict of its own, or None where the fields have none."""
    response = fields.get("response")
    return json.loads(response) if isinstance(response, bytes) else response


@register(
    "completed-without-response",
    "completed, and `response` or `output` is null",
    "any",
    "view",
    times=None,
    when=completed,
)
def _no_response(context: Context, fields: Fields) -> Fields:
    return {**fields, **only(fields, {"response": None, "output": None, "usage": None})}


@register(
    "completed-bad-response",
    "completed, and `response` or `output` is a string",
    "get",
    "view",
    times=None,
    when=completed,
)
def _bad_response(context: Context, fields: Fields) -> Fields:
    return {**fields, **only(fields, {"response": "internal error", "output": "internal error"})}


@register(
    "completed-truncated-response",
    "COMPLETED, and `response` lacks `choices` and everything after it",
    "get",
    "view",
    times=None,
    api="sonar",
    when=completed,
)
def _truncated_response(context: Context, fields: Fields) -> Fields:
    response = _response(fields) or {}
    return {
        **fields,
        "response": {name: response[name] for name in ("id", "model", "created") if name in response},
    }


@register(
    "completed-empty-choices",
    "completed, and `choices` or `output` is empty",
    "get",
    "view",
    times=None,
    when=completed,
)
def _no_choices(context: Context, fields: Fields) -> Fields:
    if of_agent(fields):
        return {**fields, "output": []}
    return {**fields, "response": {**(_response(fields) or {}), "choices": []}}


@register(
    "completed-null-content",
    "completed, and the text of the message is null",
    "get",
    "view",
    times=None,
    when=completed,
)
def _null_content(context: Context, fields: Fields) -> Fields:
    if of_agent(fields):
        output = json.loads(fields["output"])
        output[-1]["content"][0]["text"] = None
        return {**fields, "output": output}
    response = _response(fields) or {}
    for choice in response.get("choices", []):
        choice["message"]["content"] = None
    return {**fields, "response": response}


def _cut(name: str, by: str, finish_reason: str) -> None:
    def cut(context: Context, fields: Fields) -> Fields:
        response = _response(fields) or {}
        for choice in response.get("choices", []):
            choice["finish_reason"] = finish_reason
            choice["message"]["content"] = choice["message"]["content"][: cut_at(context)]
        return {**fields, "response": response}

    words = f"COMPLETED, cut off by {by}: `finish_reason` is `{finish_reason}`"
    register(name, words, "get", "view", times=None, api="sonar", when=completed)(cut)


_cut("completed-length", "the token limit", "length")
_cut("completed-filtered", "a filter of contents", "content_filter")


@register(
    "completed-old-body",
    "COMPLETED, with the body of mid-2025: no `delta`, no `cost`, no `source`, no `snippet`",
    "get",
    "view",
    times=None,
    api="sonar",
    when=completed,
)
def _old_body(context: Context, fields: Fields) -> Fields:
    response = _response(fields) or {}
    for choice in response.get("choices", []):
        choice.pop("delta")
    for result in response.get("search_results", []):
        for name in ("source", "snippet", "place_metadata"):
            result.pop(name)
    response.get("usage", {}).pop("cost", None)
    return {**fields, "response": response}


@register(
    "completed-new-body",
    "COMPLETED, with unknown fields, words and whole-number costs",
    "get",
    "view",
    times=None,
    api="sonar",
    when=completed,
)
def _new_body(context: Context, fields: Fields) -> Fields:
    response = _response(fields) or {}
    response |= {"object": "chat.reasoning.done", "type": "finale", "from_tomorrow": {"answer": 42}}
    response["usage"]["cost"] |= {"input_tokens_cost": 0, "output_tokens_cost": 6e-05, "request_cost": None}
    response["usage"]["from_tomorrow"] = 1
    for choice in response.get("choices", []):
        choice |= {"finish_reason": "serendipity", "from_tomorrow": True}
        choice["message"]["role"] = "researcher"
    for result in response.get("search_results", []):
        result |= {"source": "hologram", "from_tomorrow": []}
    return {**fields, "response": response, "from_tomorrow": "yes"}
