"""Everything that can go wrong, as one tree of exceptions below `PerplexityJobsError`.

The names of the ``APIError`` branch are those of the official SDK. No error holds the API key: requests are
kept as method and path, never as headers.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from attrs import frozen

from .text import message_of, shown


class PerplexityJobsError(Exception):
    """Base of every error of this package; its attributes, and those of its kinds, are keywords.

    Attributes:
        message: what happened and what to do, for people.
        job_id: the job that the error speaks of, or None.
        job: its last known snapshot, a `Job` or an `AsyncJob`, or None.
        elapsed: seconds since the call began, or None.
        polls: how often the job was asked for in this call.
        idempotency_key: the key of the submit that failed; submitting again with it cannot buy twice.
        next_token: while listing, the token from which to go on; None is the first page.
        job_ids: while waiting for many, the ids of all jobs that were not delivered.
        errors: while waiting for many, what happened to each of them, where it was one by one.
    """

    job_id: str | None = None
    job: Any = None
    elapsed: float | None = None
    polls: int = 0
    idempotency_key: str | None = None
    next_token: str | None = None
    job_ids: tuple[str, ...] = ()
    errors: tuple[PerplexityJobsError, ...] = ()

    def __init__(self, message: str = "", **attributes: Any) -> None:
        self.message: str = message_of(message)
        super().__init__(self.message)
        for name, value in attributes.items():
            if not hasattr(type(self), name):
                raise TypeError(f"{type(self).__name__} has no attribute {name!r}")
            if value is not None:
                setattr(self, name, value)


class APIError(PerplexityJobsError):
    """The service did not answer as documented.

    Attributes:
        request: method and path of the request, such as ``GET /async/chat/completions/…``.
        headers: of the answer, as far as one came, names in lower case.
        request_id: ``x-request-id`` of the answer, or None; support asks for it.
    """

    request: str = ""
    headers: Mapping[str, str] = MappingProxyType({})

    @property
    def request_id(self) -> str | None:
        return self.headers.get("x-request-id")


class APIConnectionError(APIError):
    """No answer arrived; ``__cause__`` holds httpx's own error."""


class APITimeoutError(APIConnectionError):
    """No answer arrived within the time allowed."""


@frozen
class ValidationDetail:
    """One entry of a 422 answer: a place in the request, what is wrong there, and the service's word for it.

    A place is a path such as ``("body", "request", "messages")``.
    """

    loc: tuple[str | int, ...]
    message: str
    type: str


class APIStatusError(APIError):
    """The service answered with an error status.

    Attributes:
        status_code: the HTTP status.
        body: the decoded JSON body, or the text where it is no JSON, or None where there is none.
        type: ``error.type`` of the body, such as ``invalid_api_key``, or None.
        retry_after: seconds that the service asked to wait, or None.
        details: the entries of a 422 answer, else empty.
    """

    status_code: int = 0
    body: object = None
    type: str | None = None
    retry_after: float | None = None
    details: tuple[ValidationDetail, ...] = ()


class BadRequestError(APIStatusError):
    """400: the request is malformed, or names a model that does not exist."""


class AuthenticationError(APIStatusError):
    """401: the key is missing, wrong or revoked."""


class InsufficientQuotaError(APIStatusError):
    """The account is out of credits: 401 with ``insufficient_quota``, 402, and the like."""


class PermissionDeniedError(APIStatusError):
    """403: the key may not do this."""


class EndpointRetiredError(PermissionDeniedError):
    """403: the service has ended this endpoint, and says ``chat_completions_not_available`` or the like."""


class NotFoundError(APIStatusError):
    """404: no such job, or no longer."""


class ConflictError(APIStatusError):
    """409: another request with the same aim is in progress."""


class UnprocessableEntityError(APIStatusError):
    """422: fields of the request are invalid; ``details`` lists them."""


class RateLimitError(APIStatusError):
    """429: too many requests; ``retry_after`` says how many seconds to wait, where the service does."""


class InternalServerError(APIStatusError):
    """500 and above, from the service or from the network in front of it."""


class APIResponseValidationError(APIError):
    """A success status with a body that is not usable.

    Attributes:
        status_code: the HTTP status, normally 200.
        body: what arrived, decoded where it is JSON, else as text.
    """

    status_code: int = 200
    body: object = None


class SubmitUncertainError(APIError):
    """A submit that cannot be repeated safely got no usable answer: there may be a job, whose id is lost.

    Raised where the API has no idempotency key. ``__cause__`` is the error of the last attempt; `headers` and
    `request_id` are those of its answer, as far as one came.

    Attributes:
        attempts: requests made; all but the last cannot have made a job.
        sent_at: when the last one was sent, in local epoch seconds, or None.
    """

    attempts: int = 1
    sent_at: float | None = None


class UsageError(PerplexityJobsError, ValueError):
    """A setting or an argument cannot be used; the message says what to mend, and nothing was sent."""


class NotOfferedError(PerplexityJobsError, NotImplementedError):
    """The API in use has no such operation; the message names the alternative."""


class JobError(PerplexityJobsError):
    """The job is not what was asked for; `job_id`, `job`, `elapsed` and `polls` tell of it."""

    job_id: str


class JobFailedError(JobError):
    """The job has failed; ``job.error_message`` holds the service's words, where it gave any."""


class JobCancelledError(JobFailedError):
    """The job was cancelled before its end."""


class JobTimeoutError(JobError, TimeoutError):
    """The time to wait is over and the job is not; it goes on at the service."""


class JobPollError(JobError):
    """Too many refusals in a row while waiting, or too long an outage; ``__cause__`` is the last failure."""


class JobExpiredError(JobError):
    """The service does not know the job.

    Results of chat completions are kept 7 days, those of the Agent API for a time that is not published; ids
    belong to one account.
    """


class JobResultMissingError(JobError):
    """The job has ended and its result is not usable; ``job.raw`` holds what arrived."""


class PaginationError(PerplexityJobsError):
    """The list repeats a page or a token; `next_token` is the one from which to go on."""


def pick_up(job_id: str) -> str:
    """The line of code that goes on with a job, for messages and notes."""
    return f"client.job({shown(job_id)!r}).wait()"
