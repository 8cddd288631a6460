"""The asynchronous chat completions: the one module that knows the generated names of this API.

Requests take method, path and envelope from the generated package, so that a renamed path or field needs
no change here. The fields of a question are sent as the caller wrote them: the service judges them, and
nothing that the caller did not set goes out.
"""

from __future__ import annotations

import difflib
from collections.abc import Mapping, Sequence
from functools import cache
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

from ._api import PageData
from ._deprecation import warn_if_deprecated
from ._job_data import JobData, ResultError
from ._policy import PollPolicy, policy_for
from ._results import Citation, Result, Usage, split_reasoning
from ._status import JobStatus
from ._verdict import BodyError
from ._wire import Call, Purpose

if TYPE_CHECKING:
    from perplexity_openapi.models import CompletionResponse

DEFAULT_MODEL = "sonar-deep-research"
_USAGE = (
    "prompt_tokens",
    "completion_tokens",
    "total_tokens",
    "reasoning_tokens",
    "citation_tokens",
    "num_search_queries",
)
_ENDED = frozenset({JobStatus.COMPLETED, JobStatus.FAILED})


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

    def submit(
        self, question: Any, *, model: str | None, fields: Mapping[str, Any], idempotency_key: str
    ) -> Call:
        """The request that creates a job; TypeError or ValueError where it cannot be built."""
        generated = _generated()
        request = _request(question, model, fields)
        warn_if_deprecated("create_job", *(f"ApiChatCompletionsRequest.{name}" for name in request))
        models = generated.models
        envelope = models.AsyncApiChatCompletionsRequest(
            request=models.ApiChatCompletionsRequest(model=request.pop("model"), messages=[]),
            idempotency_key=idempotency_key,
        )
        call = _call("submit", generated.create._get_kwargs(body=envelope))
        call.json["request"].update(request)
        return call

    def get(self, job_id: str) -> Call:
        """The request that asks for a job."""
        warn_if_deprecated("get_job")
        return _call("get", _generated().get._get_kwargs(job_id))

    def list(self, limit: int | None, next_token: str | None) -> Call:
        """The request for a page of the list."""
        given = {"list_jobs.limit": limit, "list_jobs.next_token": next_token}
        warn_if_deprecated("list_jobs", *(name for name, value in given.items() if value is not None))
        unset = _generated().UNSET
        return _call(
            "list",
            _generated().list._get_kwargs(
                limit=unset if limit is None else limit,
                next_token=unset if next_token is None else next_token,
            ),
        )

    def read_job(self, body: Any, job_id: str | None) -> JobData:
        """A job from a decoded body.

        A field that the document types differently is passed over rather than refused: the id of a job
        that is paid for must come through whatever stands beside it.

        Raises:
            BodyError: the body is no job, or another one than asked for.
        """
        if not isinstance(body, dict):
            raise BodyError("the body is no job")
        found = body.get("id", job_id)
        if not isinstance(found, str) or not found:
            raise BodyError("the body is no job: it has no id")
        if job_id is not None and found != job_id:
            raise BodyError(f"the body is that of another job, {found}")
        if "id" not in body and "status" not in body:
            raise BodyError("the body is no job: it has neither id nor status")
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
        """The result of a job; `ResultError` where there is none or it cannot be read."""
        body = data.raw.get("response")
        if not isinstance(body, Mapping):
            raise ResultError("the service sent no response with it")
        try:
            typed: CompletionResponse = _generated().models.CompletionResponse.from_dict(body)
            return _result(typed)
        except (KeyError, TypeError, ValueError, AttributeError, IndexError) as problem:
            raise ResultError(
                f"its response cannot be read ({type(problem).__name__}: {problem})"
            ) from problem

    def policy_for(self, model: str | None) -> PollPolicy:
        """How to wait for a model, where the caller does not say."""
        return policy_for(model)


def _call(purpose: Purpose, kwargs: Mapping[str, Any]) -> Call:
    headers = {name: value for name, value in kwargs.get("headers", {}).items() if name != "Content-Type"}
    return Call(
        purpose,
        kwargs["method"].upper(),
        kwargs["url"],
        query=kwargs.get("params", {}),
        json=kwargs.get("json"),
        headers=headers,
    )


def _request(question: Any, model: str | None, fields: Mapping[str, Any]) -> dict[str, Any]:
    """The ``request`` object as it goes onto the wire."""
    known = _field_names()
    for name in fields:
        if name not in known:
            close = difflib.get_close_matches(name, known, 1)
            hint = f"did you mean {close[0]!r}?" if close else "extra_body= sends what the document lacks."
            raise TypeError(f"the request has no field {name!r}; {hint}")
    if isinstance(question, str):
        request: dict[str, Any] = {"messages": [{"role": "user", "content": question}]}
    elif hasattr(question, "to_dict"):
        request = question.to_dict()
    elif isinstance(question, Sequence):
        request = {"messages": [_plain(message) for message in question]}
    else:
        raise TypeError(f"a question is a text, messages or a request, not {type(question).__name__}")
    if not request.get("messages") or request["messages"] == [{"role": "user", "content": ""}]:
        raise ValueError("the question is empty")
    request["model"] = model or request.get("model") or DEFAULT_MODEL
    for name, value in fields.items():
        if value is not None:
            request[name] = _response_format(value) if name == "response_format" else _plain(value)
    return request


@cache
def _field_names() -> frozenset[str]:
    import attrs

    names = (f.name for f in attrs.fields(_generated().models.ApiChatCompletionsRequest))
    return frozenset(names) - {"model", "messages", "additional_properties"}


def _plain(value: Any) -> Any:
    """Generated models and enums as JSON values, wherever they stand."""
    if hasattr(value, "to_dict"):
        return value.to_dict()
    if isinstance(value, Mapping):
        return {name: _plain(inner) for name, inner in value.items()}
    if isinstance(value, Sequence) and not isinstance(value, str | bytes):
        return [_plain(inner) for inner in value]
    return getattr(value, "value", value)


def _response_format(value: Any) -> Any:
    if hasattr(value, "to_dict") or (
        isinstance(value, Mapping) and "type" in value and "json_schema" in value
    ):
        return _plain(value)
    if isinstance(value, Mapping) and value.get("type") in ("text", "regex"):
        return _plain(value)
    from ._schema import response_format  # loaded late: needed for structured answers only

    return response_format(value)


def _job_data(body: Mapping[str, Any], job_id: str, *, partial: bool) -> JobData:
    word = body.get("status")
    status = JobStatus.read(word)
    message = body.get("error_message")
    ended = status in _ENDED or (
        status is JobStatus.UNKNOWN
        and any(body.get(name) for name in ("completed_at", "failed_at", "error_message", "response"))
    )
    model = body.get("model")
    return JobData(
        id=job_id,
        raw_status=word if word is None else str(word),
        status=status,
        ended=ended,
        raw=body,
        model=model if isinstance(model, str) else None,
        **{
            name: _seconds(body.get(name))
            for name in ("created_at", "started_at", "completed_at", "failed_at")
        },
        error_message=message if message is None else str(message),
        partial=partial,
    )


def _seconds(value: Any) -> float | None:
    return float(value) if isinstance(value, int | float) and not isinstance(value, bool) else None


def _result(typed: CompletionResponse) -> Result:
    text, reasoning = split_reasoning(_text(_field(typed.choices[0], "message")))
    usage = _field(typed, "usage")
    total = _field(_field(usage, "cost"), "total_cost")
    return Result(
        typed=typed,
        text=text,
        reasoning=reasoning,
        citations=_citations(typed),
        search_results=_field(typed, "search_results") or (),
        usage=None if usage is None else Usage(**{name: _field(usage, name) for name in _USAGE}),
        cost=None if total is None else float(total),
    )


def _text(message: Any) -> str:
    content = _field(message, "content")
    if isinstance(content, str):
        return content
    chunks = [text for chunk in content or () if isinstance(text := _field(chunk, "text"), str)]
    if not chunks:
        raise ValueError("the message has no text")
    return "".join(chunks)


def _citations(typed: CompletionResponse) -> Sequence[Citation]:
    """Sources in the order of the marks: `citations` numbers them, `search_results` describes them."""
    results = {
        url: result for result in _field(typed, "search_results") or () if (url := _field(result, "url"))
    }
    return [
        Citation(
            number,
            title=_field(results.get(url), "title") or url,
            url=url,
            published=_field(results.get(url), "date"),
            snippet=_field(results.get(url), "snippet") or "",
        )
        for number, url in enumerate(_field(typed, "citations") or results, 1)
    ]


def _field(model: Any, name: str) -> Any:
    """A field of a generated model, None where it is absent.

    The generator falls back to the plain dict where a nullable object does not parse: real bodies lack
    fields, and what is there must still be read.
    """
    value = model.get(name) if isinstance(model, dict) else getattr(model, name, None)
    return None if isinstance(value, _generated().Unset) else value
