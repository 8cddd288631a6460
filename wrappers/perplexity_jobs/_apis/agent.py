"""The background mode of the Agent API: its requests, and what its jobs say.

Requests may be put in either vocabulary. Every one is sent with ``background: true``; what could not be asked
for afterwards is refused before it is sent, since it would be paid for and lost.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from attrs import evolve

from .._core.api import Api
from .._values.call import Call
from .._values.errors import NotOfferedError
from .._values.job_data import JobData
from .._values.sendable import is_blank
from .._values.settings import ApiName
from .._values.status import JobStatus
from .._values.text import encodable
from .building import call_of, request_of
from .reading import item, job_of
from .sonar import DEFAULT_MODEL
from .translation.translate import translate

if TYPE_CHECKING:
    from .._answers.result import Result

_REQUEST_ID = re.compile(r"[0-9A-Za-z_-]{1,100}")
# What the older body holds, which extra_body may have been written for.
_ENVELOPE = frozenset({"request", "idempotency_key"})
# What a request must say for its job to be collected, and why.
_COLLECTABLE = {
    "background": (True, "every job of this client is asked for by its id"),
    "store": (True, "a response that is not stored can never be collected, and is paid for"),
    "stream": (False, "a stream brings no job to ask for"),
}


class AgentApi(Api):
    """``/v1/agent``: jobs that can be cancelled, without an idempotency key and without a list."""

    name: ApiName = "agent"
    has_keys = False
    can_list = False
    dates_anew = True

    def submit(
        self, question: Any, *, model: str | None, fields: Mapping[str, Any], idempotency_key: str
    ) -> Call:
        """The request that creates a job; TypeError or ValueError where it cannot be built.

        The key is for APIs that know one; here a repeated request may make a second job.
        """
        from perplexity_openapi.api.agent import create_agent_response
        from perplexity_openapi.models import ResponsesRequest

        request = _request(question, model, fields)
        call = call_of(
            "submit",
            create_agent_response._get_kwargs(body=ResponsesRequest(input_="")),
            resend_unsafe=True,
        )
        call.json.update(request)
        return call

    def get(self, job_id: str) -> Call:
        """The request that asks for a job."""
        from perplexity_openapi.api.agent import get_agent_response

        return call_of("get", get_agent_response._get_kwargs(encodable(job_id)), hint=_hint(job_id))

    def job_id_in(self, headers: Mapping[str, str]) -> str | None:
        """The request id of a submit is the id of its job, without ``resp_``."""
        found = headers.get("x-request-id", "").removeprefix("resp_")
        return f"resp_{found}" if _REQUEST_ID.fullmatch(found) else None

    def list(self, limit: int | None, next_token: str | None) -> Call:
        """There is no such request: NotOfferedError."""
        raise NotOfferedError(
            "A list of jobs is not offered by the Agent API. Keep the ids: client.job(job_id) picks a job up "
            "again, and a batch keeps its own ledger of them."
        )

    def cancel(self, job_id: str) -> Call:
        """The request that asks for the end of a job."""
        from perplexity_openapi.api.agent import cancel_agent_response

        return call_of("cancel", cancel_agent_response._get_kwargs(encodable(job_id)), hint=_hint(job_id))

    def check(self, call: Call) -> None:
        """Refuse a request to submit, extras included, whose job could not be asked for: ValueError."""
        if older := sorted(_ENVELOPE & call.json.keys()):
            raise ValueError(
                f"extra_body has {' and '.join(older)}, of the asynchronous chat completions: the Agent API "
                "takes fields beside the input, and knows no key. Leave out or change what is named."
            )
        for name, (good, why) in _COLLECTABLE.items():
            value = call.json.get(name, good)
            if value is not good:
                raise ValueError(f"{name}={value!r} is not possible here: {why}. Leave it out.")

    def read_job(self, body: Any, job_id: str | None) -> JobData:
        """A job from a decoded body; `BodyError` where it is none, or another one than asked for."""
        data = job_of(body, job_id, ends=("completed_at", "error"), error=_reason(body))
        created, end = data.created_at, data.completed_at
        if end is None:
            return data
        undated = created is not None and created >= end
        if data.status is JobStatus.FAILED:
            return evolve(data, completed_at=None, failed_at=end, undated=undated)
        return evolve(data, undated=undated)

    def read_result(self, data: JobData) -> Result:
        """The result of a job, as far as it can be read."""
        from .agent_answers import read_result  # loaded late: no job has ended at the start

        return read_result(data)


def _request(question: Any, model: str | None, fields: Mapping[str, Any]) -> dict[str, Any]:
    given = request_of(question, fields)
    if model:
        given["model"] = model
    elif not any(given.get(name) for name in ("model", "models", "effort", "preset", "profile")):
        given["model"] = DEFAULT_MODEL
    request = translate(given)
    asked = request.get("input")
    if not asked or (isinstance(asked, str) and is_blank(asked)):
        raise ValueError("the question is empty")
    return request


def _hint(job_id: str) -> str:
    if job_id.startswith("resp_"):
        return ""
    return 'Ids of this API begin with resp_; older ones are asked for with PerplexityJobs(api="sonar").'


def _reason(body: Any) -> object:
    """Why a job failed or is incomplete, in the service's words, or None."""
    error = item(body, "error")
    if isinstance(error, Mapping):
        error = error.get("message") or error.get("type") or error.get("code")
    return item(item(body, "incomplete_details"), "reason") if error is None else error
