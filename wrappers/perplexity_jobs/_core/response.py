"""What an outcome means for what comes next: an answer to use, or a refusal with its typed error.

A refusal is transient, worth repeating, after no connection, timeouts, 408, 409, 429, every 5xx (also the 52x
of gateways) and a success without a usable body; not where the body says that the account is out of credits.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Generic, NamedTuple, TypeVar

from .._values import errors
from .._values.call import Call, Failure, Outcome, Reply
from .._values.errors import (
    APIError,
    APIStatusError,
    EndpointRetiredError,
    InsufficientQuotaError,
    UsageError,
)
from .._values.text import shown
from .content import (
    asked_pause,
    content_of,
    error_fields,
    error_words,
    in_short,
    json_of,
    retry_after,
    server_time,
)

T = TypeVar("T")

_RETIRED = frozenset({"chat_completions_not_available", "agent_api_migration_required"})

_BY_STATUS: dict[int, type[APIStatusError]] = {
    400: errors.BadRequestError,
    401: errors.AuthenticationError,
    402: InsufficientQuotaError,
    403: errors.PermissionDeniedError,
    404: errors.NotFoundError,
    409: errors.ConflictError,
    422: errors.UnprocessableEntityError,
    429: errors.RateLimitError,
}
_TRANSIENT_STATUSES = frozenset({408, 409, 429})
# These prove nothing: 408, 460 and 499 are said of requests that may have been read whole, and the conflict
# of a 409 may be with the job of this very request.
_UNPROVEN = frozenset({408, 409, 460, 499})

_HINTS: dict[type[APIStatusError], str] = {
    errors.AuthenticationError: "Check PERPLEXITY_API_KEY or api_key=.",
    InsufficientQuotaError: "The account is out of credits: top it up, then go on.",
    errors.PermissionDeniedError: (
        "This key may not do it: use one of an account or project that may, then go on."
    ),
    EndpointRetiredError: (
        "The service has ended its asynchronous chat completions. Their jobs can no longer be asked for, nor "
        'listed. New questions go to the Agent API: PerplexityJobs(api="agent"), or PERPLEXITY_API=agent in '
        "the environment; submit takes the same fields. Without the service, perplexity_jobs.simulator still "
        "answers these endpoints."
    ),
}


class Answer(NamedTuple, Generic[T]):
    """A usable answer, read."""

    value: T
    wait: float | None = None
    """Seconds before which the service wants no further request, where it says so."""
    time: float | None = None
    """When it was given, by the service's clock in epoch seconds, where it says so."""
    request_id: str | None = None
    """The service's name for the request, which its support asks for."""


class Refusal(NamedTuple):
    """No usable answer."""

    error: APIError | UsageError
    wait: float | None = None
    """Seconds that the service asked to wait."""
    sent: bool = True
    """False where the request cannot have arrived."""
    accepted: bool = False
    """Whether the status was a success: the request has done its work, though its answer is of no use."""

    @property
    def transient(self) -> bool:
        """Whether the failure may pass, so that the request is worth repeating."""
        return passes(self.error)

    @property
    def did_nothing(self) -> bool:
        """Whether the request did certainly not do its work: it did not arrive, or it was refused.

        A 4xx refuses, but for the few of `_UNPROVEN`. A 503 counts only where it says when to come again:
        without that it may be a gateway's, which lost sight of a request that goes on. A redirect, any other
        5xx and a success without a usable body prove nothing.
        """
        if not self.sent or isinstance(self.error, InsufficientQuotaError):
            return True
        if not isinstance(self.error, APIStatusError):
            return False
        if self.error.status_code == 503:
            return asked_pause(self.error.headers) is not None
        return 400 <= self.error.status_code < 500 and self.error.status_code not in _UNPROVEN


class BodyError(ValueError):
    """A body that is not what the operation answers with; the text says why."""


def judge(call: Call, outcome: Outcome, read: Callable[[Any], T], *, wall: float) -> Answer[T] | Refusal:
    """Decide what the outcome of a call means, by its body, which `read` turns into a value or a `BodyError`.

    Dates in headers are compared with `wall`, the local time in epoch seconds, where the service tells none.
    """
    if isinstance(outcome, Failure):
        return _no_answer(call, outcome)
    wait = retry_after(outcome.headers, wall=wall)
    if not outcome.is_success:
        return Refusal(_status_error(call, outcome, wait), wait)
    try:
        value, headers = read(json_of(outcome.body)), outcome.headers
        return Answer(value, wait, server_time(headers), headers.get("x-request-id"))
    except ValueError as problem:
        reason = str(problem) if isinstance(problem, BodyError) else "the body is no JSON"
        body = content_of(outcome.body)
        error = errors.APIResponseValidationError(
            f"{call} answered {outcome.status}, but {reason}: {in_short(body)}",
            request=str(call),
            status_code=outcome.status,
            body=body,
            headers=outcome.headers,
        )
        error.__cause__ = problem
        return Refusal(error, wait, accepted=True)


def passes(error: BaseException | None) -> bool:
    """Whether a failure may pass, so that the same request is worth repeating."""
    if isinstance(error, APIStatusError):
        transient = error.status_code in _TRANSIENT_STATUSES or error.status_code >= 500
        return transient and not isinstance(error, InsufficientQuotaError)
    return isinstance(error, errors.APIConnectionError | errors.APIResponseValidationError)


def concerns_account(error: BaseException | None) -> bool:
    """Whether a refusal concerns the key, the account's credits or the whole API, and so every request."""
    return isinstance(error, errors.AuthenticationError | InsufficientQuotaError | EndpointRetiredError)


def may_concern_account(error: BaseException | None) -> bool:
    """Whether a refusal does not say whose it is: a firewall refuses one question with the 403 of a key."""
    return (
        isinstance(error, APIStatusError)
        and (300 <= error.status_code < 400 or error.status_code in (403, 404))
        and not concerns_account(error)
    )


def concerns_request(error: BaseException | None) -> bool:
    """Whether the service refuses this one request to submit as it is, while it may accept others."""
    return (
        isinstance(error, APIStatusError)
        and 400 <= error.status_code < 500
        and not (passes(error) or concerns_account(error) or may_concern_account(error))
    )


def _no_answer(call: Call, failure: Failure) -> Refusal:
    head = failure.head
    if isinstance(failure.error, UsageError):
        return Refusal(failure.error, sent=False)
    words = shown(str(failure.error) or type(failure.error).__name__, 500).rstrip(".")
    to = f"{call} at {failure.where}" if failure.where else str(call)
    began = "" if head is None else f" (it began with status {head.status})"
    error: APIError
    if failure.kind == "body" and head is not None:
        error = errors.APIResponseValidationError(
            f"{call} answered {head.status}, but {words}.", status_code=head.status
        )
    elif failure.kind == "timeout":
        error = errors.APITimeoutError(f"{to} was not answered in time{began}: {words}.")
    else:
        error = errors.APIConnectionError(f"{to} could not be sent or answered{began}: {words}.")
    error.request = str(call)
    if head is not None:
        error.headers = head.headers
    error.__cause__ = failure.error
    return Refusal(error, sent=failure.sent, accepted=head is not None and head.is_success)


def _status_error(call: Call, reply: Reply, wait: float | None) -> APIStatusError:
    """The typed error for an answer with an error status."""
    status, body = reply.status, content_of(reply.body)
    kind, message, details = error_fields(body)
    words = error_words(body)
    if "insufficient_quota" in words:
        error_class: type[APIStatusError] = InsufficientQuotaError
    elif status == 403 and words & _RETIRED:
        error_class = EndpointRetiredError
    elif status >= 500:
        error_class = errors.InternalServerError
    else:
        error_class = _BY_STATUS.get(status, APIStatusError)
    to, hint = str(call), call.hint if status in (400, 404) else _HINTS.get(error_class, "")
    if status == 404 and call.purpose in ("submit", "list") and reply.where:
        # No job is asked for: it is the address that is not known.
        to = f"{call} at {reply.where}"
        hint = hint or "Set base_url= if this is not the address of the service, which ends before the path."
    elif 300 <= status < 400:
        place = shown(reply.headers.get("location", "another address"))
        hint = (
            f"The service points to {place}; a redirect is not followed to another server, so that the key "
            "stays here, nor with a submit that must not be sent twice. Set base_url= if the service moved."
        )
    what = f"{to} answered {status}: {message}"
    return error_class(
        f"{what.rstrip('.')}. {hint}" if hint else what,
        request=str(call),
        status_code=status,
        body=body,
        headers=reply.headers,
        type=kind,
        retry_after=wait,
        details=details,
    )
