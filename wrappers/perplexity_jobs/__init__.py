"""Background jobs of the Perplexity API: submit, wait, page through.

    from perplexity_jobs import PerplexityJobs

    with PerplexityJobs() as client:
        job = client.run("What is known about ...?", model="sonar-deep-research")
        print(job.to_markdown())

`AsyncPerplexityJobs` has the same names with ``await``. ``perplexity_jobs.simulator`` answers the same
requests without the service.
"""

from typing import TYPE_CHECKING, Any

from ._core.api import JobPage
from ._core.poll import Progress
from ._core.poll_policy import PollPolicy
from ._values.clock import Clock
from ._values.errors import (
    APIConnectionError,
    APIError,
    APIResponseValidationError,
    APIStatusError,
    APITimeoutError,
    AuthenticationError,
    BadRequestError,
    ConflictError,
    EndpointRetiredError,
    InsufficientQuotaError,
    InternalServerError,
    JobCancelledError,
    JobError,
    JobExpiredError,
    JobFailedError,
    JobPollError,
    JobResultMissingError,
    JobTimeoutError,
    NotFoundError,
    NotOfferedError,
    PaginationError,
    PermissionDeniedError,
    PerplexityJobsError,
    RateLimitError,
    SubmitUncertainError,
    UnprocessableEntityError,
    UsageError,
    ValidationDetail,
)
from ._values.status import JobStatus
from ._version import __version__

if TYPE_CHECKING:
    from ._answers.result import Citation, ToolCalls, Usage
    from ._apis.translation.translate import translate
    from ._client.asynchronous import AsyncPerplexityJobs
    from ._client.blocking import PerplexityJobs
    from ._client.jobs import AsyncJob, AsyncJobList, Job, JobList
    from ._values.attachments import file_part, image_part

# What a program may well do without is loaded when it is first named: most use one of the two clients.
_LATE = {
    "AsyncJob": "_client.jobs",
    "AsyncJobList": "_client.jobs",
    "AsyncPerplexityJobs": "_client.asynchronous",
    "Citation": "_answers.result",
    "Job": "_client.jobs",
    "JobList": "_client.jobs",
    "PerplexityJobs": "_client.blocking",
    "ToolCalls": "_answers.result",
    "Usage": "_answers.result",
    "file_part": "_values.attachments",
    "image_part": "_values.attachments",
    "translate": "_apis.translation.translate",
}

__all__ = [
    "APIConnectionError",
    "APIError",
    "APIResponseValidationError",
    "APIStatusError",
    "APITimeoutError",
    "AsyncJob",
    "AsyncJobList",
    "AsyncPerplexityJobs",
    "AuthenticationError",
    "BadRequestError",
    "Citation",
    "Clock",
    "ConflictError",
    "EndpointRetiredError",
    "InsufficientQuotaError",
    "InternalServerError",
    "Job",
    "JobCancelledError",
    "JobError",
    "JobExpiredError",
    "JobFailedError",
    "JobList",
    "JobPage",
    "JobPollError",
    "JobResultMissingError",
    "JobStatus",
    "JobTimeoutError",
    "NotFoundError",
    "NotOfferedError",
    "PaginationError",
    "PermissionDeniedError",
    "PerplexityJobs",
    "PerplexityJobsError",
    "PollPolicy",
    "Progress",
    "RateLimitError",
    "SubmitUncertainError",
    "ToolCalls",
    "UnprocessableEntityError",
    "Usage",
    "UsageError",
    "ValidationDetail",
    "__version__",
    "file_part",
    "image_part",
    "translate",
]

# A traceback or a pickle should name where users import these from, not the module that holds them.
for _name in __all__:
    if isinstance(_public := globals().get(_name), type):
        _public.__module__ = __name__
del _name, _public

if not TYPE_CHECKING:  # a type checker would take every name for one of this module's

    def __getattr__(name: str) -> Any:
        if name not in _LATE:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        from importlib import import_module

        value = globals()[name] = getattr(import_module(f".{_LATE[name]}", __name__), name)
        return value


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
