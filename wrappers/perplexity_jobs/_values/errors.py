"""What can go wrong, as one tree of exceptions.

PerplexityJobsError
├── APIError                          the service was asked and did not answer as documented
│   ├── APIConnectionError            no answer: refused, reset, name not found, TLS
│   │   └── APITimeoutError           no answer within the time allowed
│   ├── APIStatusError                an answer with an error status
│   │   ├── BadRequestError           400
│   │   ├── AuthenticationError       401
│   │   ├── InsufficientQuotaError    ``insufficient_quota`` and the like: out of credits
│   │   ├── PermissionDeniedError     403
│   │   │   └── EndpointRetiredError  403: the service has ended this endpoint
│   │   ├── NotFoundError             404
│   │   ├── ConflictError             409
│   │   ├── UnprocessableEntityError  422
│   │   ├── RateLimitError            429
│   │   └── InternalServerError       500 and above, the 52x of the content network included
│   ├── APIResponseValidationError    an answer with a success status whose body is not usable
│   └── SubmitUncertainError          a submit without a key may have made a job, and nothing says so
├── JobError                          the service answered, and the job is not what was asked for
│   ├── JobFailedError                the job has failed
│   │   └── JobCancelledError         the job was cancelled
│   ├── JobTimeoutError               the wait is over, the job is not (also a ``TimeoutError``)
│   ├── JobPollError                  too many failures in a row while waiting
│   ├── JobExpiredError               the service does not know the job (any more)
│   └── JobResultMissingError         the job has ended without a usable result
├── UsageError                        a setting or an argument cannot be used, and nothing was sent (also a
│                                     ``ValueError``)
├── NotOfferedError                   the API in use has no such operation (also a ``NotImplementedError``)
└── PaginationError                   the pages of the list repeat themselves

The names of the ``APIError`` branch are those of the official SDK. An error that ends a wait carries
``job_id``, ``job``, ``elapsed`` (seconds) and ``polls``, and says how to pick the job up again. No error
holds the API key: requests are kept as method and path, never as headers.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from attrs import frozen

# A message holds words of the service, which may send a megabyte of them.
_LONGEST, _TAIL = 4000, 1000


class PerplexityJobsError(Exception):
    """Base of every error of this package.

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

    def __init__(self, message: str = "") -> None:
        if len(message) > _LONGEST:
            # What to do stands at the end.
            message = f"{message[: _LONGEST - _TAIL]} … {message[-_TAIL:]}"
        message = printable(message)
        super().__init__(message)
        self.message = message

    def __reduce__(self) -> tuple[Any, ...]:
        # The subclasses take keyword arguments; the default protocol would call them without.
        return _rebuild, (type(self), self.args, self.__dict__.copy())


def _rebuild(kind: type[PerplexityJobsError], args: tuple[Any, ...], state: dict[str, Any]) -> Exception:
    error = kind.__new__(kind, *args)
    error.args = args
    error.__dict__.update(state)
    return error


class APIError(PerplexityJobsError):
    """The service did not answer as documented.

    Attributes:
        request: method and path of the request, such as ``GET /async/chat/completions/…``.
        headers: of the answer, as far as one came, names in lower case.
        request_id: ``x-request-id`` of the answer, or None; support asks for it.
    """

    def __init__(self, message: str, *, request: str = "", headers: Mapping[str, str] | None = None) -> None:
        super().__init__(message)
        self.request = request
        self.headers = dict(headers or {})
        self.request_id = self.headers.get("x-request-id")


class APIConnectionError(APIError):
    """No answer arrived; ``__cause__`` holds httpx's own error."""


class APITimeoutError(APIConnectionError):
    """No answer arrived within the time allowed."""


@frozen
class ValidationDetail:
    """One entry of a 422 answer.

    Attributes:
        loc: where in the request, such as ``("body", "request", "messages")``.
        message: what is wrong there.
        type: the service's own word for the kind of error.
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

    def __init__(
        self,
        message: str,
        *,
        request: str = "",
        status_code: int,
        body: object = None,
        headers: Mapping[str, str] | None = None,
        type: str | None = None,
        retry_after: float | None = None,
        details: tuple[ValidationDetail, ...] = (),
    ) -> None:
        super().__init__(message, request=request, headers=headers)
        self.status_code = status_code
        self.body = body
        self.type = type
        self.retry_after = retry_after
        self.details = details


class BadRequestError(APIStatusError):
    """400: the request is malformed, or names a model that does not exist."""


class AuthenticationError(APIStatusError):
    """401: the key is missing, wrong or revoked."""


class InsufficientQuotaError(APIStatusError):
    """The account is out of credits; the service says so with 401 and ``insufficient_quota``."""


class PermissionDeniedError(APIStatusError):
    """403: the key may not do this."""


class EndpointRetiredError(PermissionDeniedError):
    """403 with ``chat_completions_not_available`` or ``agent_api_migration_required``."""


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

    def __init__(
        self,
        message: str,
        *,
        request: str = "",
        status_code: int,
        body: object,
        headers: Mapping[str, str] | None = None,
    ) -> None:
        super().__init__(message, request=request, headers=headers)
        self.status_code = status_code
        self.body = body


class SubmitUncertainError(APIError):
    """A submit that cannot be repeated safely got no usable answer: there may be a job, whose id is lost.

    Raised where the API has no idempotency key. ``__cause__`` is the error of the last attempt; `headers` and
    `request_id` are those of its answer, as far as one came.

    Attributes:
        attempts: requests made; all but the last cannot have made a job.
        sent_at: when the last one was sent, in local epoch seconds, or None.
    """

    def __init__(
        self,
        message: str,
        *,
        request: str = "",
        attempts: int,
        sent_at: float | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> None:
        super().__init__(message, request=request, headers=headers)
        self.attempts = attempts
        self.sent_at = sent_at


class UsageError(PerplexityJobsError, ValueError):
    """A setting or an argument cannot be used; the message says what to mend, and nothing was sent."""


class NotOfferedError(PerplexityJobsError, NotImplementedError):
    """The API in use has no such operation; the message names the alternative."""


class JobError(PerplexityJobsError):
    """The job is not what was asked for; see the attributes of the base class."""

    def __init__(
        self,
        message: str,
        *,
        job_id: str,
        job: Any = None,
        elapsed: float | None = None,
        polls: int = 0,
    ) -> None:
        super().__init__(message)
        self.job_id: str = job_id
        self.job = job
        self.elapsed = elapsed
        self.polls = polls


class JobFailedError(JobError):
    """The job has failed; ``job.error_message`` holds the service's words, where it gave any."""


class JobCancelledError(JobFailedError):
    """The job was cancelled before its end."""


class JobTimeoutError(JobError, TimeoutError):
    """The time to wait is over and the job is not; it goes on at the service."""


class JobPollError(JobError):
    """Too many failures in a row while waiting; ``__cause__`` is the last of them."""


class JobExpiredError(JobError):
    """The service does not know the job: results are kept 7 days, and ids belong to one account."""


class JobResultMissingError(JobError):
    """The job has ended and its result is not usable; ``job.raw`` holds what arrived."""


class PaginationError(PerplexityJobsError):
    """The list repeats a page or a token.

    Attributes:
        next_token: the token from which to go on, or None for the first page.
    """

    def __init__(self, message: str, *, next_token: str | None) -> None:
        super().__init__(message)
        self.next_token = next_token


def pick_up(job_id: str) -> str:
    """The line of code that goes on with a job, for messages and notes."""
    return f"client.job({shown(job_id)!r}).wait()"


def shown(value: object, most: int = 200) -> str:
    """What the service sent, as one short line that can be printed."""
    text = str(value)
    line = " ".join(text[:_LONGEST].split())
    return printable(line if len(line) <= most and len(text) <= _LONGEST else line[:most] + "…")


def printable(text: str) -> str:
    """A text without half surrogate pairs: JSON can hold them, and no terminal, file or address can."""
    return text.encode("utf-8", "replace").decode()
