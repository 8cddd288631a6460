"""The background mode of the Agent API: with `_agent_results` the one place that knows its generated names.

Requests may be put in either vocabulary (see `_translate`). Every one is sent with ``background: true``;
what could not be asked for afterwards is refused before it is sent, since it would be paid for and lost.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache, lru_cache
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

from .._core.api import PageData
from .._core.poll_policy import DEEP_RESEARCH_POLICY, PollPolicy, policy_for
from .._values.call import Call
from .._values.errors import NotOfferedError, printable
from .._values.job_data import JobData
from .._values.status import JobStatus
from .shared import call_of, job_id_of, messages_of, moment, plain, response_format, tells_of_end
from .sonar import DEFAULT_MODEL
from .translation.translate import translated

if TYPE_CHECKING:
    from .._answers.result import Result

#: Presets that research for minutes; their jobs are looked at like those of deep research.
RESEARCH_PRESETS = frozenset({"high", "xhigh"})
_REQUEST_ID = re.compile(r"[0-9A-Za-z_-]{1,100}")


@cache
def _generated() -> SimpleNamespace:
    """The generated package, at the first request: its many classes take longer to load than all of ours."""
    from perplexity_openapi.api.agent import cancel_agent_response, create_agent_response, get_agent_response
    from perplexity_openapi.models import ResponsesRequest

    return SimpleNamespace(
        request=ResponsesRequest,
        create=create_agent_response,
        get=get_agent_response,
        cancel=cancel_agent_response,
    )


@lru_cache(maxsize=1024)  # whoever waits asks for the same job again and again
def _get(job_id: str) -> Call:
    return call_of("get", _generated().get._get_kwargs(printable(job_id)), hint=_hint(job_id))


class AgentApi:
    """``/v1/agent``: jobs that can be cancelled, without an idempotency key and without a list."""

    has_keys = False
    can_list = False
    dates_anew = True

    def submit(
        self, question: Any, *, model: str | None, fields: Mapping[str, Any], idempotency_key: str
    ) -> Call:
        """The request that creates a job; TypeError or ValueError where it cannot be built.

        The key is for APIs that know one; here a repeated request may make a second job.
        """
        generated = _generated()
        request = _request(question, model, fields)
        call = call_of(
            "submit", generated.create._get_kwargs(body=generated.request(input_="")), resend_unsafe=True
        )
        call.json.update(request)
        return call

    def get(self, job_id: str) -> Call:
        """The request that asks for a job."""
        return _get(job_id)

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
        return call_of("cancel", _generated().cancel._get_kwargs(printable(job_id)), hint=_hint(job_id))

    def check(self, call: Call) -> None:
        """Refuse a request to submit, extras included, whose job could not be asked for: ValueError."""
        for name, good, why in (
            ("background", True, "every job of this client is asked for by its id"),
            ("store", True, "a response that is not stored can never be collected, and is paid for"),
            ("stream", False, "a stream brings no job to ask for"),
        ):
            value = call.json.get(name, good)
            if value is not good:
                raise ValueError(f"{name}={value!r} is not possible here: {why}. Leave it out.")

    def in_other_words(self, call: Call) -> str | None:
        """None: this API is the newest."""
        return None

    def read_job(self, body: Any, job_id: str | None) -> JobData:
        """A job from a decoded body.

        A field that the document types differently is passed over rather than refused: the id of a job
        that is paid for must come through whatever stands beside it.

        Raises:
            BodyError: the body is no job, or another one than asked for.
        """
        found = job_id_of(body, job_id)
        word = body.get("status")
        status = JobStatus.read(word)
        model = body.get("model")
        failed = status is JobStatus.FAILED
        created, end = moment(body.get("created_at")), moment(body.get("completed_at"))
        return JobData(
            id=found,
            raw_status=word if word is None else str(word),
            status=status,
            ended=status.is_terminal
            or (status is JobStatus.UNKNOWN and tells_of_end(body, "completed_at", "error")),
            raw=body,
            model=model if isinstance(model, str) and model else None,
            created_at=created,
            completed_at=None if failed else end,
            failed_at=end if failed else None,
            error_message=_reason(body),
            undated=end is not None and created is not None and created >= end,
        )

    def read_page(self, body: Any) -> PageData:
        """There are no pages: NotOfferedError."""
        raise NotOfferedError("A list of jobs is not offered by the Agent API.")

    def read_result(self, data: JobData) -> Result:
        """The result of a job, as far as it can be read."""
        from .agent_answers import read_result  # loaded late: it loads the generated models

        return read_result(data)

    def policy_for(self, model: str | None) -> PollPolicy:
        """How to wait for a model or preset, where the caller does not say.

        Until a job ends, the service names the preset as its model, with a version where one was asked for.
        """
        preset = (model or "").partition("@")[0]
        return DEEP_RESEARCH_POLICY if preset in RESEARCH_PRESETS else policy_for(model)


def _request(question: Any, model: str | None, fields: Mapping[str, Any]) -> dict[str, Any]:
    if isinstance(question, str):
        given: dict[str, Any] = {"input": question}
    elif hasattr(question, "to_dict"):
        given = question.to_dict()
    else:
        given = {"messages": messages_of(question)}
    for name, value in fields.items():
        if value is not None:
            given[name] = response_format(value) if name == "response_format" else plain(value)
    if model:
        given["model"] = model
    elif not any(given.get(name) for name in ("model", "models", "preset")):
        given["model"] = DEFAULT_MODEL
    request = translated(given)
    asked = request.get("input")
    if not asked or (isinstance(asked, str) and not asked.strip()):
        raise ValueError("the question is empty")
    return request


def _hint(job_id: str) -> str:
    if job_id.startswith("resp_"):
        return ""
    return 'Ids of this API begin with resp_; older ones are asked for with PerplexityJobs(api="sonar").'


def _reason(body: Mapping[str, Any]) -> str | None:
    """Why a job failed or is incomplete, in the service's words, or None."""
    error, details = body.get("error"), body.get("incomplete_details")
    if isinstance(error, Mapping):
        error = error.get("message") or error.get("type") or error.get("code")
    if error is None and isinstance(details, Mapping):
        error = details.get("reason")
    return None if error is None else str(error)
