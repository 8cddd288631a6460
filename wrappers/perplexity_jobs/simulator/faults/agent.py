"""Faults of the Agent API only: states that the older API does not have, unknown items, and cancelling."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

from .. import replies
from ..agent import CANCELLED
from ..fault import register
from ..service import Context
from .jobs import Fields, completed, cut_at, unended

if TYPE_CHECKING:
    from ..replies import Reply


@register(
    "cancelled",
    "the response ends cancelled, though nobody asked for it, with what it had found",
    "any",
    "view",
    times=None,
    when=completed,
    api="agent",
)
def _cancelled(context: Context, fields: Fields) -> Fields:
    found = [item for item in json.loads(fields["output"]) if item["type"] != "message"]
    return {**fields, "status": "cancelled", "output": found, "usage": None, "error": CANCELLED}


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
    part["text"] = part["text"][: cut_at(context)]
    part["annotations"] = [a for a in part["annotations"] if a["end_index"] <= len(part["text"])]
    details = {"reason": "max_output_tokens"}
    return {**fields, "status": "incomplete", "incomplete_details": details, "output": output}


@register(
    "incomplete-without-text",
    "the response ends incomplete for `max_output_tokens`, with an empty `output`, and is paid for",
    "any",
    "view",
    times=None,
    when=completed,
    api="agent",
)
def _incomplete_without_text(context: Context, fields: Fields) -> Fields:
    details = {"reason": "max_output_tokens"}
    return {**fields, "status": "incomplete", "incomplete_details": details, "output": []}


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
        {"type": "hologram_results", "results": [{"id": 1, "url": "https://example.org", "shape": "cube"}]},
        {"type": None, "payload": [None]},
        {"type": "skill_loaded", "name": "look-up", "from_tomorrow": True},
    ]
    return {**fields, "output": output, "from_tomorrow": {"answer": 42}}


@register(
    "people-and-finance",
    "completed, with what was found about people and in finance among the output items",
    "get",
    "view",
    times=None,
    when=completed,
    api="agent",
)
def _people_and_finance(context: Context, fields: Fields) -> Fields:
    output = json.loads(fields["output"])
    person = {"id": 901, "url": "https://people.example.org/1", "title": "A person, no. 1", "snippet": ""}
    source = {"url": "https://finance.example.org/1", "title": "A table, no. 1"}
    output[-1:-1] = [
        {"type": "people_search_results", "queries": None, "results": [person]},
        {"type": "finance_results", "results": [{"sources": [source]}]},
    ]
    return {**fields, "output": output}


@register(
    "pages-only",
    "completed, after pages were fetched and nothing was searched: their marks count from `[web:0]`",
    "get",
    "view",
    times=None,
    when=completed,
    api="agent",
)
def _pages_only(context: Context, fields: Fields) -> Fields:
    output = json.loads(fields["output"])
    found = [result for item in output if item["type"] == "search_results" for result in item["results"]]
    contents = [{name: result[name] for name in ("url", "title", "snippet")} for result in found]
    part = output[-1]["content"][0]
    # By one less, and typed; the annotations would point beside the marks.
    part["text"] = re.sub(r"\[(?:web:)?(\d+)\]", lambda mark: f"[web:{int(mark[1]) - 1}]", part["text"])
    part["annotations"] = []
    return {**fields, "output": [{"type": "fetch_url_results", "contents": contents}, output[-1]]}


@register(
    "cancel-ignored", "200 `cancelling`, but the response goes on to its end", "cancel", "before", api="agent"
)
def _ignored(context: Context) -> Reply:
    return replies.ok({"response_id": context.call.job_id, "status": "cancelling"})


@register(
    "cancel-too-late", "400: the response has ended already", "cancel", "before", times=None, api="agent"
)
def _too_late(context: Context) -> Reply:
    return replies.error(400, "invalid_request", "The response has ended already and cannot be cancelled.")


@register(
    "cancel-404",
    "404: no such response, or one of another account",
    "cancel",
    "before",
    times=None,
    api="agent",
)
def _unknown(context: Context) -> Reply:
    return replies.error(404, "not_found", f"Response '{context.call.job_id}' not found.")
