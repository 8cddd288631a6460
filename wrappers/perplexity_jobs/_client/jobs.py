"""What the clients return: jobs, snapshots bound to the client that brought them, and lists of jobs."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable, Generator, Iterator, Mapping
from typing import TYPE_CHECKING, Any, Unpack, overload

from attrs import field, frozen

from .._core.api import JobPage
from .._core.job import JobBase, T, answer_of
from .._values.secret import veil

if TYPE_CHECKING:
    from .._apis.keywords import RequestExtras, Response
    from .._core.poll import Progress
    from .._core.poll_policy import PollPolicy


class BoundJob(JobBase):
    """What `Job` and `AsyncJob` have in common: the typed result, and the client that they are bound to."""

    @property
    def response(self) -> Response | None:
        """The typed result, or None where there is none or it is not readable; `result()` says why."""
        try:
            return None if self.text is None else self._result.typed
        except ValueError:
            return None

    @overload
    def result(self) -> Response: ...
    @overload
    def result(self, kind: type[T]) -> T: ...
    def result(self, kind: type[Any] | None = None) -> Any:
        """The typed result of a completed job.

        What `text`, `citations`, `usage` and `cost` offer is the same for every API; this is the generated
        model of the one in use. Where the answer is not whole it raises, and `text` holds what there is.

        Args:
            kind: the generated class of the API in use, for type checkers: with it, the result has that type
                and not the union of all.

        Raises:
            JobFailedError: the job failed; `JobCancelledError`: it was cancelled.
            JobResultMissingError: the job has not ended, ended early, was cut off, waits for the caller's
                functions, or has no readable result.
            TypeError: the result is not of that kind.
        """
        try:
            typed = answer_of(self).typed
        except ValueError as problem:
            raise self._without_result(str(problem)) from problem
        if kind is not None and not isinstance(typed, kind):
            raise TypeError(f"the result is a {type(typed).__name__}, not a {kind.__name__}")
        return typed

    def _bound(self, extras: Mapping[str, Any]) -> Any:
        """The client of this job, for a call with keywords, of which the frames show no credentials."""
        veil(extras, "extra_headers")
        if self._client is None:
            raise RuntimeError(
                f"This job is not bound to a client (it was unpickled); use client.job({self.id!r})."
            )
        return self._client


class Job(BoundJob):
    """A job of the blocking client: an immutable snapshot, bound to its client.

    `refresh` and `wait` return new snapshots. What the service did not say is None or empty: a job without a
    text may well have sources, `usage` and `cost`. Only `result()`, `to_markdown()` and `parsed()` raise.
    """

    __module__ = "perplexity_jobs"  # where users import it from, for tracebacks and pickles

    def refresh(self, **extras: Unpack[RequestExtras]) -> Job:
        """Ask once, for a new snapshot; arguments and errors as the client's `get`."""
        job: Job = self._bound(extras).get(self, **extras)
        return job

    def wait(
        self,
        timeout: float | None = 1800.0,
        poll: PollPolicy | None = None,
        on_update: Callable[[Progress[Job]], object] | None = None,
        cancel_on_interrupt: bool = False,
        **extras: Unpack[RequestExtras],
    ) -> Job:
        """Wait for the end; see the client's `wait`."""
        job: Job = self._bound(extras).wait(self, timeout, poll, on_update, cancel_on_interrupt, **extras)
        return job

    def cancel(self, **extras: Unpack[RequestExtras]) -> Job:
        """Ask for the end; see the client's `cancel`."""
        job: Job = self._bound(extras).cancel(self, **extras)
        return job


class AsyncJob(BoundJob):
    """A job of the asyncio client; as `Job`, with ``await`` before `refresh`, `wait` and `cancel`."""

    __module__ = "perplexity_jobs"  # where users import it from, for tracebacks and pickles

    async def refresh(self, **extras: Unpack[RequestExtras]) -> AsyncJob:
        """As `Job.refresh`."""
        job: AsyncJob = await self._bound(extras).get(self, **extras)
        return job

    async def wait(
        self,
        timeout: float | None = 1800.0,
        poll: PollPolicy | None = None,
        on_update: Callable[[Progress[AsyncJob]], object] | None = None,
        cancel_on_interrupt: bool = False,
        **extras: Unpack[RequestExtras],
    ) -> AsyncJob:
        """As `Job.wait`."""
        job: AsyncJob = await self._bound(extras).wait(
            self, timeout, poll, on_update, cancel_on_interrupt, **extras
        )
        return job

    async def cancel(self, **extras: Unpack[RequestExtras]) -> AsyncJob:
        """As `Job.cancel`."""
        job: AsyncJob = await self._bound(extras).cancel(self, **extras)
        return job


@frozen
class JobList(JobPage[Job]):
    """The first page of the list; ``for job in`` it goes through this page and all that follow.

    `len` and `items` are those of the page.
    """

    __module__ = "perplexity_jobs"  # where users import it from, for tracebacks and pickles
    _all: Callable[[], Iterator[Job]] = field(repr=False, eq=False)

    def __iter__(self) -> Iterator[Job]:
        return self._all()


class AsyncJobList:
    """The list of the asyncio client: ``await`` gives its first page, ``async for`` all jobs.

    Nothing is asked for before that.
    """

    __module__ = "perplexity_jobs"  # where users import it from, for tracebacks and pickles

    def __init__(
        self, first: Callable[[], Awaitable[JobPage[AsyncJob]]], every: Callable[[], AsyncIterator[AsyncJob]]
    ) -> None:
        self._first = first
        self._all = every

    def __await__(self) -> Generator[Any, Any, JobPage[AsyncJob]]:
        return self._first().__await__()

    def __aiter__(self) -> AsyncIterator[AsyncJob]:
        return self._all()
