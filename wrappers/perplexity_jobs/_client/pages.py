"""What `list` returns: its first page, and by iterating the jobs of all pages, fetched as they are needed."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable, Generator, Iterator
from typing import Any

from attrs import field, frozen

from .._core.api import JobPage
from .jobs import AsyncJob, Job


@frozen
class JobList(JobPage[Job]):
    """The first page of the list; ``for job in`` it goes through this page and all that follow.

    `len` and `items` are those of the page.
    """

    __module__ = "perplexity_jobs"  # where users import it from, for tracebacks and pickles
    _all: Callable[[], Iterator[Job]] = field(repr=False, eq=False)

    @classmethod
    def of(cls, first: JobPage[Job], every: Callable[[], Iterator[Job]]) -> JobList:
        """The list that begins with a page; `every` goes through all jobs, those of the page first."""
        return cls(first.items, first.next_token, first.raw, every)

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
