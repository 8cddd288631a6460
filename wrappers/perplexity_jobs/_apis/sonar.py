"""The asynchronous chat completions: with `_sonar_results` the one place that knows its generated names.

Requests take method, path and envelope from the generated package, so that a renamed path or field needs
no change here. The fields of a question are sent as the caller wrote them: the service judges them, and
nothing that the caller did not set goes out.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache, lru_cache
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

from .._core.api import PageData
from .._core.poll_policy import PollPolicy, policy_for
from .._core.response import BodyError
from .._values.call import Call
from .._values.errors import NotOfferedError, printable
from .._values.job_data import JobData
from .._values.status import JobStatus
from .shared import (
    advice,
    call_of,
    job_id_of,
    messages_of,
    moment,
    plain,
    response_format,
    tells_of_end,
)

if TYPE_CHECKING:
    from .._answers.result import Result

DEFAULT_MODEL = "sonar-deep-research"

_OF_THE_OTHER = 'Ids that begin with resp_ are those of the Agent API: PerplexityJobs(api="agent").'


@cache
def _generated() -> SimpleNamespace:
    """The generated package, at the first request: its many classes take longer to load than all of ours."""
    from perplexity_openapi import models
    from perplexity_openapi.api.jobs import create_job, get_job, list_jobs
    from perplexity_openapi.types import UNSET, Unset

    return SimpleNamespace(
        models=models, create=create_job, get=get_job, list=list_jobs, UNSET=UNSET, Unset=Unset
    )


class SonarApi:
    """``/async/chat/completions``: jobs with an idempotency key, a list, and no way to cancel."""

    has_keys = True
    can_list = True
    dates_anew = False

    def submit(
        self, question: Any, *, model: str | None, fields: Mapping[str, Any], idempotency_key: str
    ) -> Call:
        """The request that creates a job; TypeError or ValueError where it cannot be built."""
        generated = _generated()
        request = _request(question, model, fields)
        models = generated.models
        envelope = models.AsyncApiChatCompletionsRequest(
            request=models.ApiChatCompletionsRequest(model=request.pop("model"), messages=[]),
            idempotency_key=idempotency_key,
        )
        call = call_of("submit", generated.create._get_kwargs(body=envelope))
        call.json["request"].update(request)
        return call

    def get(self, job_id: str) -> Call:
        """The request that asks for a job."""
        return _get(job_id)

    def job_id_in(self, headers: Mapping[str, str]) -> str | None:
        """None: the headers do not tell, and the same key brings the job."""
        return None

    def list(self, limit: int | None, next_token: str | None) -> Call:
        """The request for a page of the list."""
        unset = _generated().UNSET
        return call_of(
            "list",
            _generated().list._get_kwargs(
                limit=unset if limit is None else limit,
                next_token=unset if next_token is None else printable(next_token),
            ),
        )

    def cancel(self, job_id: str) -> Call:
        """There is no such request: NotOfferedError."""
        raise NotOfferedError(
            f'Cancelling is not offered by this API: job {job_id} goes on to its end. Jobs of api="agent" '
            "can be cancelled."
        )

    def check(self, call: Call) -> None:
        """Every request to submit makes a job that can be asked for."""

    def in_other_words(self, call: Call) -> str | None:
        """A request to submit as the Agent API would have it, as JSON, or why it cannot be put so."""
        from .translation.translate import translate  # loaded late: needed once these endpoints have ended

        try:
            return json.dumps(translate(call.json["request"]), ensure_ascii=False)
        except (TypeError, ValueError) as problem:
            return str(problem)

    def read_job(self, body: Any, job_id: str | None) -> JobData:
        """A job from a decoded body.

        A field that the document types differently is passed over rather than refused: the id of a job
        that is paid for must come through whatever stands beside it.

        Raises:
            BodyError: the body is no job, or another one than asked for.
        """
        found = job_id_of(body, job_id)
        return _job_data(body, found, partial=False)

    def read_page(self, body: Any) -> PageData:
        """A page from a decoded body; `BodyError` where it is none."""
        entries = body.get("requests") if isinstance(body, dict) else None
        if not isinstance(entries, list):
            raise BodyError("the body is no list of jobs: it has no requests")
        items = []
        for position, entry in enumerate(entries):
            if not isinstance(entry, dict) or not isinstance(entry.get("id"), str):
                raise BodyError(f"entry {position} of the list is no job")
            items.append(_job_data(entry, entry["id"], partial=True))
        token = body.get("next_token")
        return PageData(items, token if isinstance(token, str) and token else None, body)

    def read_result(self, data: JobData) -> Result:
        """The result of a job, as far as it can be read."""
        from .sonar_answers import read_result  # loaded late: it loads the generated models

        return read_result(data)

    def policy_for(self, model: str | None) -> PollPolicy:
        """How to wait for a model, where the caller does not say."""
        return policy_for(model)


def _request(question: Any, model: str | None, fields: Mapping[str, Any]) -> dict[str, Any]:
    """The ``request`` object as it goes onto the wire."""
    known = _field_names()
    for name in fields:
        if name not in known:
            raise TypeError(f"the request has no field {name!r}; {_hint(name, known)}")
    whole = hasattr(question, "to_dict")
    request: dict[str, Any] = question.to_dict() if whole else {"messages": question}
    request["messages"] = messages_of(request.get("messages"))
    request["model"] = model or request.get("model") or DEFAULT_MODEL
    for name, value in fields.items():
        if value is not None:
            request[name] = response_format(value) if name == "response_format" else plain(value)
    return request


def _hint(name: str, known: frozenset[str]) -> str:
    from .translation.translate import agent_fields  # loaded late: for a mistake only

    if name in agent_fields():
        return 'it is one of the Agent API, which PerplexityJobs(api="agent") speaks.'
    return advice(name, known)


@lru_cache(maxsize=1024)  # whoever waits asks for the same job again and again
def _get(job_id: str) -> Call:
    hint = _OF_THE_OTHER if job_id.startswith("resp_") else ""
    return call_of("get", _generated().get._get_kwargs(printable(job_id)), hint=hint)


@cache
def _field_names() -> frozenset[str]:
    from .request_fields import SharedRequestFields, SonarRequestFields  # these load the generated models

    built = {*SharedRequestFields.__annotations__, *SonarRequestFields.__annotations__}
    return frozenset(built | {"response_format"})  # taken in more forms than the document's, so not built


def _job_data(body: Mapping[str, Any], job_id: str, *, partial: bool) -> JobData:
    word = body.get("status")
    status = JobStatus.read(word)
    message = body.get("error_message")
    ended = status.is_terminal or (
        status is JobStatus.UNKNOWN
        and tells_of_end(body, "completed_at", "failed_at", "error_message", "response")
    )
    model = body.get("model")
    return JobData(
        id=job_id,
        raw_status=word if word is None else str(word),
        status=status,
        ended=ended,
        raw=body,
        model=model if isinstance(model, str) else None,
        created_at=moment(body.get("created_at")),
        started_at=moment(body.get("started_at")),
        completed_at=moment(body.get("completed_at")),
        failed_at=moment(body.get("failed_at")),
        error_message=message if message is None else str(message),
        partial=partial,
    )
