"""The Agent API's endpoints: create, get and cancel background responses (there is no list)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import attrs

from . import replies
from .agent_answers import output_and_usage, searches
from .agent_request import CreateBody
from .refusals import wrong_filters
from .replies import Reply
from .requests import Call, Operation
from .validation import problems

if TYPE_CHECKING:
    from .service import Service
    from .store import SimulatedJob

LEVELS = {name: name for name in ("fast", "low", "medium", "high", "xhigh")} | {
    "fast-search": "fast",
    "pro-search": "low",
    "deep-research": "medium",
    "advanced-deep-research": "high",
}
"""The effort levels, by each of their names."""

VERSION = "2026-10-16.0"
"""The release of the levels that answers where none is asked for."""

CANCELLING = 1.0
"""Seconds between the request to cancel and the end."""

CANCELLED = {"code": "cancelled", "message": "The response was cancelled.", "type": "cancelled"}

_ID = re.compile(r"resp_[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
_WORDS = {"waiting": "queued", "running": "in_progress", "ended": "completed"}
_ECHOED = (
    "instructions",
    "max_output_tokens",
    "max_tool_calls",
    "metadata",
    "previous_response_id",
    "prompt_cache_key",
    "reasoning",
    "temperature",
    "top_p",
)


def create(service: Service, call: Call) -> Reply:
    """Create a response. There are no idempotency keys: every accepted request creates another one."""
    wrong = problems(CreateBody, call)
    if wrong:
        for one in wrong:
            if one["type"] == "extra_forbidden":
                return _unknown_field(str(one["loc"][-1]))
        place = ".".join(str(step) for step in wrong[0]["loc"])
        return _invalid(f"{place}: {wrong[0]['msg']}")
    request = call.body()
    models = request.get("models") or [name for name in [request.get("model")] if name]
    refusal = _refusal(service, request, models)
    if refusal is not None:
        return refusal
    model = _level(request) or next(iter(models), "simulated/profile")
    job = service.add_job(
        call, prefix="resp_", model=model, question=question_of(request), request=request, key=None
    )
    # Without `background` the service answers when the response has ended.
    ended = not request.get("background")
    reply = replies.ok(service.view(call, job, describe(job, ended=ended)))
    # The real service's request id of a submit is the id of what it made.
    reply = reply.with_headers(x_request_id=job.id.removeprefix("resp_"))
    return attrs.evolve(reply, delay=job.ends_after) if ended else reply


def get(service: Service, call: Call) -> Reply:
    """The current state of a response."""
    if "true" in call.parameter("stream"):
        return _invalid("The simulator does not stream.")
    found = _find(service, call)
    return found if isinstance(found, Reply) else replies.ok(service.view(call, found, describe(found)))


def cancel(service: Service, call: Call) -> Reply:
    """Request cancellation of a response; its state becomes `cancelled` a little later."""
    found = _find(service, call)
    if isinstance(found, Reply):
        return found
    if found.phase == "ended":
        return _invalid("The response has ended already and cannot be cancelled.")
    if found.cancelled_after is None:
        found.cancelled_after = found.age + CANCELLING
    return replies.ok({"response_id": found.id, "status": "cancelling"})


def describe(job: SimulatedJob, *, ended: bool = False) -> dict[str, Any]:
    """Every field of a response in its current state, undocumented ones included."""
    ended = ended or job.phase == "ended"
    cancelled = ended and job.cancelled_after is not None and job.cancelled_after < job.ends_after
    output: Any = b"[]"
    usage = None
    if ended and not cancelled:
        output, usage = output_and_usage(job)
    elif min(job.age, job.end) > job.starts_after:
        output = [found for found in [searches(job)] if found["results"]]
    named, level = _named(job.request), _level(job.request)
    effort = f"{level}@{named.partition('@')[2] or VERSION}" if level else None
    seen = job.moment(job.end if ended else job.age)
    return {
        "id": job.id,
        "object": "response",
        "created_at": seen,  # of this body, not of the job: so it was recorded
        "completed_at": seen if ended else None,
        "status": "cancelled" if cancelled else _WORDS["ended" if ended else job.phase],
        "model": f"simulated/{job.model}" if ended and level else job.model,
        "effort": effort,
        "preset": effort,
        "output": output,
        "usage": usage,
        "error": CANCELLED if cancelled else None,
        "incomplete_details": None,
        "background": job.request.get("background", False),
        "store": job.request.get("store", True),
        **{name: job.request.get(name) for name in _ECHOED},
        "parallel_tool_calls": job.request.get("parallel_tool_calls", True),
        "safety_identifier": None,
        "service_tier": job.request.get("service_tier", "default"),
        "text": {"format": {"type": "text"}},
        "tool_choice": job.request.get("tool_choice", "auto"),
        "tools": [
            {name: value for name, value in tool.items() if name != "authorization"}  # never echoed
            for tool in job.request.get("tools", ())
        ],
        "top_logprobs": 0,
        "truncation": job.request.get("truncation", ""),
        "user": None,
    }


def question_of(request: dict[str, Any]) -> str:
    """The text of the last message of a user."""
    given = request["input"]
    if isinstance(given, str):
        return given
    for item in reversed(given):
        if item["type"] == "message" and item["role"] == "user":
            content = item["content"]
            if isinstance(content, list):
                content = " ".join(part.get("text", "") for part in content)
            return str(content)
    return ""


def _named(request: dict[str, Any]) -> str:
    """The effort level that a request names, with its version; `effort` takes precedence over `preset`."""
    return str(request.get("effort") or request.get("preset") or "")


def _level(request: dict[str, Any]) -> str | None:
    """The current name of an effort level, without its version; None where there is no such level."""
    return LEVELS.get(_named(request).partition("@")[0])


def _refusal(service: Service, request: dict[str, Any], models: list[str]) -> Reply | None:
    known, named = service.settings.models, _named(request)
    if not (models or named or "profile" in request):
        return _invalid("One of `effort`, `model`, `models` and `profile` is required.")
    if named and _level(request) is None:
        return _invalid(
            f"Unknown effort level '{named}'. Levels: {', '.join(dict.fromkeys(LEVELS.values()))}."
        )
    if named and "profile" in request:
        return _invalid("`profile` cannot be used together with `effort` or `preset`.")
    for model in models:
        if "/" not in model if known is None else not {"*", model} & set(known):
            return _invalid(f"Unknown model '{model}'. Models are named provider/model.")
        if model.startswith("anthropic/") and not request.get("max_output_tokens"):
            return _invalid("max_output_tokens is required for anthropic models.")
    if not request["input"]:
        return _invalid("`input` must not be empty.")
    for tool in request.get("tools", ()):
        if filters := wrong_filters(tool.get("filters", {})):
            return _invalid(filters)
    if request.get("stream"):
        return _invalid("The simulator does not stream.")
    earlier = request.get("previous_response_id")
    if earlier and service.store.get(earlier) is None:
        return _not_found(earlier)
    return None


def _find(service: Service, call: Call) -> SimulatedJob | Reply:
    job_id = call.job_id or ""
    if not _ID.fullmatch(job_id):
        return _invalid(f"Invalid response id '{job_id}'.")
    job = service.store.get(job_id)
    if job is None or job.api != call.operation.api or not job.request.get("store", True):
        return _not_found(job_id)
    return job


def _unknown_field(name: str) -> Reply:
    """A 400 worded as in the vendor's migration notes."""
    reply = _invalid(f'invalid request body: json: unknown field "{name}"')
    return reply.with_json({"error": {**reply.json()["error"], "param": name}})


def _invalid(message: str) -> Reply:
    return replies.error(400, "invalid_request", message)


def _not_found(job_id: str) -> Reply:
    return replies.error(404, "not_found", f"Response '{job_id}' not found.")


def _paths(end: str) -> tuple[str, str]:
    return f"/v1/agent{end}", f"/v1/responses{end}"


OPERATIONS = (
    Operation("agent", "submit", "POST", _paths(""), create),
    Operation("agent", "get", "GET", _paths("/{job_id}"), get),
    Operation("agent", "cancel", "POST", _paths("/{job_id}/cancel"), cancel),
)
