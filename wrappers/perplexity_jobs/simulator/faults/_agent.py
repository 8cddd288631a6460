"""What only responses of the Agent API can do: the ends that the older API does not know, and cancelling."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from .. import _reply
from ._jobs import Fields, completed, unended
from ._registry import Context, register

if TYPE_CHECKING:
    from .._reply import Reply


@register(
    "cancelled",
    "the response ends cancelled, though nobody asked for it",
    "any",
    "view",
    times=None,
    when=completed,
    api="agent",
)
def _cancelled(context: Context, fields: Fields) -> Fields:
    return {**fields, "status": "cancelled", "output": [], "usage": None}


@register(
    "incomplete",
    "the response ends incomplete for `max_output_tokens`, with the text that it has",
    "any",
    "view",
    times=None,
    when=completed,
    api="agent",
)
def _incomplete(context: Context, fields: Fields) -> Fields:
    output = json.loads(fields["output"])
    output[-1] |= {"status": "incomplete"}
    part = output[-1]["content"][0]
    part["text"] = part["text"][:400]
    part["annotations"] = [a for a in part["annotations"] if a["end_index"] <= 400]
    details = {"reason": "max_output_tokens"}
    return {**fields, "status": "incomplete", "incomplete_details": details, "output": output}


@register(
    "requires-action",
    "the response waits for the result of a function, in the status requires_action",
    "any",
    "view",
    times=None,
    when=completed,
    api="agent",
)
def _requires_action(context: Context, fields: Fields) -> Fields:
    call = {
        "type": "function_call",
        "id": "fc_0000000000000001",
        "call_id": "call_0000000000000001",
        "name": "look_up",
        "arguments": '{"subject":"simulation"}',
        "status": "completed",
    }
    return {**unended(context, fields, started=True), "status": "requires_action", "output": [call]}


@register(
    "unknown-items",
    "completed, with output items, content parts, annotations and fields of kinds that nobody knows",
    "get",
    "view",
    times=None,
    when=completed,
    api="agent",
)
def _unknown_items(context: Context, fields: Fields) -> Fields:
    output = json.loads(fields["output"])
    output[-1]["content"].append({"type": "output_hologram", "shape": "cube"})
    output[-1]["content"][0]["annotations"].append({"type": "footnote", "text": "of tomorrow"})
    output[-1]["from_tomorrow"] = True
    output[:0] = [
        {"type": "mcp_call", "server_label": "tools", "name": "look_up", "output": "nothing"},
        {"type": "sandbox_results", "stdout": "42", "files": []},
    ]
    return {**fields, "output": output, "from_tomorrow": {"answer": 42}}


@register(
    "cancel-ignored", "200 `cancelling`, but the response goes on to its end", "cancel", "before", api="agent"
)
def _ignored(context: Context) -> Reply:
    return _reply.ok({"response_id": context.call.job_id, "status": "cancelling"})


@register(
    "cancel-too-late", "400: the response has ended already", "cancel", "before", times=None, api="agent"
)
def _too_late(context: Context) -> Reply:
    return _reply.error(400, "invalid_request", "The response has ended already and cannot be cancelled.")


@register(
    "cancel-404",
    "404: no such response, or one of another account",
    "cancel",
    "before",
    times=None,
    api="agent",
)
def _unknown(context: Context) -> Reply:
    return _reply.error(404, "not_found", f"Response '{context.call.job_id}' not found.")
