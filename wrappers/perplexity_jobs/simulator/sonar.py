"""The endpoints of the asynchronous chat completions: submit, get and list, in the live service's form."""

from __future__ import annotations

import re
from itertools import islice
from typing import TYPE_CHECKING, Any

from . import page_tokens, replies
from .refusals import wrong_filters, wrong_order
from .requests import Call, Operation
from .sonar_answers import answer
from .sonar_request import SubmitBody
from .validation import problems

if TYPE_CHECKING:
    from .replies import Reply
    from .service import Service
    from .store import SimulatedJob

MODELS = ("sonar", "sonar-pro", "sonar-reasoning", "sonar-reasoning-pro", "sonar-deep-research")
DEFAULT_PAGE = 20

_WORDS = {"waiting": "CREATED", "running": "IN_PROGRESS", "ended": "COMPLETED"}


def submit(service: Service, call: Call) -> Reply:
    """Create a job, or return the one that was created with the same idempotency key."""
    wrong = problems(SubmitBody, call)
    if wrong:
        return replies.invalid(wrong)
    body = call.body()
    request, key = body["request"], body.get("idempotency_key")
    models = MODELS if service.settings.models is None else service.settings.models
    if "*" not in models and request["model"] not in models:
        message = f"Invalid model '{request['model']}'. Permitted models: {', '.join(models)}."
        return replies.error(400, "invalid_model", message)
    if not request["messages"]:
        return replies.error(400, "invalid_message", "At least one message is required.")
    if order := wrong_order(request["messages"]):
        return replies.error(400, "invalid_message", order)
    if filters := wrong_filters(request):
        return replies.error(400, "invalid_request", filters)
    job = service.add_job(
        call, prefix="", model=request["model"], question=question_of(request), request=request, key=key
    )
    return replies.ok(service.view(call, job, describe(job)))


def get(service: Service, call: Call) -> Reply:
    """One job, with its result when it is finished."""
    for value in call.parameter("local_mode"):
        if value not in {"true", "false"}:
            msg = "Input should be a valid boolean"
            return replies.invalid([{"type": "bool_parsing", "loc": ["query", "local_mode"], "msg": msg}])
    job = service.store.get(call.job_id or "")
    if job is None or job.api != call.operation.api:
        return not_found(call.job_id or "")
    return replies.ok(service.view(call, job, describe(job)))


def list_jobs(service: Service, call: Call) -> Reply:
    """One page of jobs, newest first, without results and error messages."""
    limits, tokens = call.parameter("limit"), call.parameter("next_token")
    if len(limits) > 1 or not all(re.fullmatch(r"[+-]?\d{1,18}", value, re.ASCII) for value in limits):
        return replies.error(400, "invalid_request", "limit must be an integer.")
    if len(tokens) > 1:
        return replies.error(400, "invalid_request", "next_token must be given once.")
    position = None
    if tokens:
        position = page_tokens.decode(tokens[0])
        if position is None:
            message = "Invalid next_token. Was it URL-encoded when it was put into the query?"
            return replies.error(400, "invalid_request", message)
    limit = int(limits[0]) if limits else DEFAULT_PAGE
    size = max(1, min(limit, service.settings.page_size_max))
    jobs = list(islice(service.store.newest_first(call.operation.api, position), size + 1))
    more, jobs = jobs[size:], jobs[:size]
    summaries = [summarise(service.view(call, job, describe(job, result=False))) for job in jobs]
    token = page_tokens.encode(jobs[-1].sequence) if more else None
    return replies.ok({"next_token": token, "requests": summaries})


def describe(job: SimulatedJob, *, result: bool = True) -> dict[str, Any]:
    """Every field of a job in its current state; `response` is encoded JSON."""
    phase = job.phase
    done = phase == "ended"
    return {
        "id": job.id,
        "model": job.model,
        "created_at": job.moment(0.0),
        "started_at": None if phase == "waiting" else job.moment(job.starts_after),
        "completed_at": job.moment(job.end) if done else None,
        "response": answer(job) if done and result else None,
        "failed_at": None,
        "error_message": None,
        "status": _WORDS[phase],
    }


def summarise(fields: dict[str, Any]) -> dict[str, Any]:
    """A job as a list shows it."""
    return {name: value for name, value in fields.items() if name not in {"response", "error_message"}}


def not_found(job_id: str) -> Reply:
    """404 for a job that does not exist, or whose result is no longer kept."""
    return replies.error(404, "not_found", f"Async request {job_id} not found. Results are kept for 7 days.")


def question_of(request: dict[str, Any]) -> str:
    """The text of the last message of a user."""
    for message in reversed(request["messages"]):
        content = message["content"]
        if isinstance(content, list):
            content = " ".join(part["text"] for part in content if part["type"] == "text")
        if message["role"] == "user" and content:
            return str(content)
    return ""


OPERATIONS = (
    Operation("sonar", "submit", "POST", ("/async/chat/completions", "/v1/async/sonar"), submit),
    Operation("sonar", "list", "GET", ("/async/chat/completions", "/v1/async/sonar"), list_jobs),
    Operation("sonar", "get", "GET", ("/async/chat/completions/{job_id}", "/v1/async/sonar/{job_id}"), get),
)
