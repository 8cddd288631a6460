"""The asynchronous chat completions: their requests, and what their jobs say.

Method, path and envelope come from the generated package, so that a renamed path or field needs no change
here. The fields of a question are sent as the caller wrote them: the service judges them, and nothing that
the caller did not set goes out.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from .._core.api import Api, JobPage
from .._core.response import BodyError
from .._values.call import Call
from .._values.errors import NotOfferedError
from .._values.job_data import JobData
from .._values.settings import ApiName
from .._values.text import encodable
from .building import advice, call_of, field_names, request_of
from .reading import item, job_of, word

if TYPE_CHECKING:
    from .._answers.result import Result

DEFAULT_MODEL = "sonar-deep-research"

_OF_THE_OTHER = 'Ids that begin with resp_ are those of the Agent API: PerplexityJobs(api="agent").'
_ENDS = ("completed_at", "failed_at", "error_message", "response")


class SonarApi(Api):
    """``/async/chat/completions``: jobs with an idempotency key, a list, and no way to cancel."""

    name: ApiName = "sonar"
    has_keys = True
    can_list = True
    dates_anew = False

    def submit(
        self, question: Any, *, model: str | None, fields: Mapping[str, Any], idempotency_key: str
    ) -> Call:
        """The request that creates a job; TypeError or ValueError where it cannot be built."""
        from perplexity_openapi.api.jobs import create_job
        from perplexity_openapi.models import ApiChatCompletionsRequest, AsyncApiChatCompletionsRequest

        request = _request(question, model, fields)
        envelope = AsyncApiChatCompletionsRequest(
            request=ApiChatCompletionsRequest(model=request["model"], messages=[]),
            idempotency_key=idempotency_key,
        )
        call = call_of("submit", create_job._get_kwargs(body=envelope))
        call.json["request"].update(request)
        return call

    def get(self, job_id: str) -> Call:
        """The request that asks for a job."""
        from perplexity_openapi.api.jobs import get_job

        hint = _OF_THE_OTHER if job_id.startswith("resp_") else ""
        return call_of("get", get_job._get_kwargs(encodable(job_id)), hint=hint)

    def list(self, limit: int | None, next_token: str | None) -> Call:
        """The request for a page of the list."""
        from perplexity_openapi.api.jobs import list_jobs

        given: dict[str, Any] = {"limit": limit, "next_token": next_token and encodable(next_token)}
        asked = {name: value for name, value in given.items() if value is not None}
        return call_of("list", list_jobs._get_kwargs(**asked))

    def that_cancels(self) -> Api:
        """There is none: NotOfferedError."""
        raise NotOfferedError(
            "cancel_on_interrupt= is not possible here, as this API cannot cancel; nothing was sent. Jobs "
            'of api="agent" can be cancelled.'
        )

    def cancel(self, job_id: str) -> Call:
        """There is no such request: NotOfferedError."""
        raise NotOfferedError(
            f'Cancelling is not offered by this API: job {job_id} goes on to its end. Jobs of api="agent" '
            "can be cancelled."
        )

    def read_job(self, body: Any, job_id: str | None) -> JobData:
        """A job from a decoded body; `BodyError` where it is none, or another one than asked for."""
        return job_of(body, job_id, ends=_ENDS, error=item(body, "error_message"))

    def read_page(self, body: Any) -> JobPage[JobData]:
        """A page from a decoded body; `BodyError` where it is none."""
        entries = body.get("requests") if isinstance(body, dict) else None
        if not isinstance(entries, list):
            raise BodyError("the body is no list of jobs: it has no requests")
        items = [
            job_of(entry, None, ends=_ENDS, error=item(entry, "error_message"), partial=True)
            for entry in entries
        ]
        return JobPage(items, word(body, "next_token") or None, body)

    def read_result(self, data: JobData) -> Result:
        """The result of a job, as far as it can be read."""
        from .sonar_answers import read_result  # loaded late: no job has ended at the start

        return read_result(data)


def _request(question: Any, model: str | None, fields: Mapping[str, Any]) -> dict[str, Any]:
    """The ``request`` object as it goes onto the wire."""
    for name, value in fields.items():
        if name not in field_names("sonar") and (value is not None or name not in field_names("agent")):
            raise TypeError(f"the request has no field {name!r}; {_hint(name)}")
    request = request_of(question, fields)
    if "messages" not in request:
        raise TypeError(f"a question is a text, messages or a request, not {type(question).__name__}")
    request["model"] = model or request.get("model") or DEFAULT_MODEL
    return request


def _hint(name: str) -> str:
    if name in field_names("agent"):
        return 'it is one of the Agent API, which PerplexityJobs(api="agent") speaks.'
    return advice(name, field_names("sonar"))
