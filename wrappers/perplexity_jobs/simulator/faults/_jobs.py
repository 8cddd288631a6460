"""What a job may say about itself that it should not: statuses, results and times that do not fit."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from ._registry import Context, register

if TYPE_CHECKING:
    from collections.abc import Callable

Fields = dict[str, Any]


def _in(*statuses: str) -> Callable[[Context], bool]:
    """Strike only while the job really has one of these phases."""

    def when(context: Context) -> bool:
        return context.job is not None and context.job.phase in statuses

    return when


_RUNNING = {
    "started_at": None,
    "completed_at": None,
    "failed_at": None,
    "error_message": None,
    "response": None,
}


def _running(context: Context, fields: Fields) -> Fields:
    started = context.job.moment(context.job.starts_after) if context.job is not None else None
    return {**fields, **_only(fields, _RUNNING), "started_at": started, "status": "IN_PROGRESS"}


def _only(fields: Fields, changes: Fields) -> Fields:
    return {name: value for name, value in changes.items() if name in fields}


def _response(fields: Fields) -> Fields | None:
    """The response as a dict of its own, or None where the fields have none."""
    response = fields.get("response")
    return json.loads(response) if isinstance(response, bytes) else response


def _failed(fields: Fields, message: str | None) -> Fields:
    return {
        **fields,
        "status": "FAILED",
        "failed_at": fields["completed_at"],
        "completed_at": None,
        "response": None,
        "error_message": message,
    }


@register("fail", "the job ends FAILED, with a message", "any", "view", times=None, when=_in("ended"))
def _fail(context: Context, fields: Fields) -> Fields:
    return _failed(fields, "The simulated research came to no result.")


@register(
    "failed-without-message",
    "the job ends FAILED, without a message",
    "any",
    "view",
    times=None,
    when=_in("ended"),
)
def _fail_silently(context: Context, fields: Fields) -> Fields:
    return _failed(fields, None)


@register(
    "never-starts", "the job stays CREATED for ever", "any", "view", times=None, when=_in("running", "ended")
)
def _never_starts(context: Context, fields: Fields) -> Fields:
    return {**fields, **_only(fields, _RUNNING), "status": "CREATED"}


@register("never-ends", "the job stays IN_PROGRESS for ever", "any", "view", times=None, when=_in("ended"))
def _never_ends(context: Context, fields: Fields) -> Fields:
    return _running(context, fields)


@register(
    "stale-get",
    "get says IN_PROGRESS twice after the list has said COMPLETED",
    "get",
    "view",
    times=2,
    when=_in("ended"),
)
def _stale(context: Context, fields: Fields) -> Fields:
    return _running(context, fields)


@register(
    "status-unknown",
    "a running job has the status `RETHINKING`",
    "any",
    "view",
    times=None,
    when=_in("running"),
)
def _unknown(context: Context, fields: Fields) -> Fields:
    return {**fields, "status": "RETHINKING"}


@register("status-lowercase", "every status is written in lower case", "any", "view", times=None)
def _lowercase(context: Context, fields: Fields) -> Fields:
    return {**fields, "status": fields["status"].lower()}


@register(
    "status-null",
    "the status of a running job is null",
    "any",
    "view",
    times=None,
    when=_in("waiting", "running"),
)
def _null(context: Context, fields: Fields) -> Fields:
    return {**fields, "status": None}


@register(
    "status-missing",
    "a running job has no `status` at all",
    "any",
    "view",
    times=None,
    when=_in("waiting", "running"),
)
def _missing(context: Context, fields: Fields) -> Fields:
    return {name: value for name, value in fields.items() if name != "status"}


@register(
    "status-backwards",
    "every second look at a running job shows CREATED",
    "get",
    "view",
    times=None,
    when=_in("running"),
)
def _backwards(context: Context, fields: Fields) -> Fields:
    return {**fields, "status": "CREATED", "started_at": None} if context.nth % 2 else fields


@register(
    "unknown-status-ended",
    "the job ends with the status `CANCELLED`, `failed_at` and a message",
    "any",
    "view",
    times=None,
    when=_in("ended"),
)
def _unknown_end(context: Context, fields: Fields) -> Fields:
    return {**_failed(fields, "The job was cancelled by the operator."), "status": "CANCELLED"}


@register(
    "completed-without-response",
    "COMPLETED, and `response` is null",
    "any",
    "view",
    times=None,
    when=_in("ended"),
)
def _no_response(context: Context, fields: Fields) -> Fields:
    return {**fields, **_only(fields, {"response": None})}


@register(
    "completed-bad-response",
    "COMPLETED, and `response` is a string",
    "get",
    "view",
    times=None,
    when=_in("ended"),
)
def _bad_response(context: Context, fields: Fields) -> Fields:
    return {**fields, "response": "internal error"}


@register(
    "completed-truncated-response",
    "COMPLETED, and `response` lacks `choices` and everything after it",
    "get",
    "view",
    times=None,
    when=_in("ended"),
)
def _truncated_response(context: Context, fields: Fields) -> Fields:
    response = _response(fields) or {}
    return {
        **fields,
        "response": {name: response[name] for name in ("id", "model", "created") if name in response},
    }


@register(
    "completed-empty-choices",
    "COMPLETED, and `choices` is empty",
    "get",
    "view",
    times=None,
    when=_in("ended"),
)
def _no_choices(context: Context, fields: Fields) -> Fields:
    return {**fields, "response": {**(_response(fields) or {}), "choices": []}}


@register(
    "completed-null-content",
    "COMPLETED, and the message's `content` is null",
    "get",
    "view",
    times=None,
    when=_in("ended"),
)
def _null_content(context: Context, fields: Fields) -> Fields:
    response = _response(fields) or {}
    for choice in response.get("choices", []):
        choice["message"]["content"] = None
    return {**fields, "response": response}


@register(
    "completed-length",
    "COMPLETED, cut off by the token limit: `finish_reason` is `length`",
    "get",
    "view",
    times=None,
    when=_in("ended"),
)
def _length(context: Context, fields: Fields) -> Fields:
    response = _response(fields) or {}
    for choice in response.get("choices", []):
        choice["finish_reason"] = "length"
        choice["message"]["content"] = choice["message"]["content"][:400]
    return {**fields, "response": response}


@register(
    "completed-old-body",
    "COMPLETED, with the body of mid-2025: no `delta`, no `cost`, no `source`, no `snippet`",
    "get",
    "view",
    times=None,
    when=_in("ended"),
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
    when=_in("ended"),
)
def _new_body(context: Context, fields: Fields) -> Fields:
    response = _response(fields) or {}
    response |= {"object": "chat.reasoning.done", "type": "finale", "from_tomorrow": {"answer": 42}}
    response["usage"]["cost"] |= {"input_tokens_cost": 0, "output_tokens_cost": 6e-05, "request_cost": None}
    response["usage"]["from_tomorrow"] = 1
    for choice in response.get("choices", []):
        choice |= {"finish_reason": "content_filter", "from_tomorrow": True}
        choice["message"]["role"] = "researcher"
    for result in response.get("search_results", []):
        result |= {"source": "hologram", "from_tomorrow": []}
    return {**fields, "response": response, "from_tomorrow": "yes"}
