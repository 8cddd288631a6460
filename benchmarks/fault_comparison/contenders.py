"""The three compared clients with one interface: submit, wait and list, as their users would write them.

The SDK has no wait, and its `list` has no parameters for pages, so both are short loops here, as its users
write them; the page token goes through `extra_query`.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager
from types import SimpleNamespace
from typing import Any, Protocol
from unittest import mock

import perplexity
from perplexity import _base_client
from perplexity._constants import DEFAULT_MAX_RETRIES, DEFAULT_TIMEOUT

from perplexity_jobs import AsyncJob, AsyncPerplexityJobs, Job, PerplexityJobs, PerplexityJobsError
from perplexity_jobs.simulator import ManualClock

QUESTION = "What is known about tides?"
PAGE = 5
SDK_VERSION = perplexity.__version__
SDK_RETRIES = DEFAULT_MAX_RETRIES
SDK_TIMEOUT = DEFAULT_TIMEOUT.read
SDK_PAUSE = 10.0
"""Seconds between two looks of the loop around the SDK."""

TIMEOUT = 2.0
"""Seconds of our time for one request, for every client: some faults never answer."""

_ENDLESS = 7200.0  # seconds of the simulator's clock after which a wait is said to have no end
_MAX_PAGES = 50  # pages after which a list of three is said to have no end


class EndlessError(Exception):
    """The loop around the client would never end."""


class SaidFailedError(Exception):
    """The service said FAILED, and the loop around the client has seen it."""


class Contender(Protocol):
    """A client under test.

    Attributes:
        errors: the exceptions that belong to it, and those that stand for what its loop has seen.
    """

    errors: tuple[type[Exception], ...]

    def submit(self) -> Any:
        """Submit one job; returns what `wait` needs."""

    def wait(self, job: Any) -> str | None:
        """The text of the answer."""

    def list(self, seen: list[str]) -> None:
        """Add the id of every job to `seen`."""


class Threads:
    """`PerplexityJobs(api="sonar")` with its other defaults."""

    errors: tuple[type[Exception], ...] = (PerplexityJobsError,)

    def __init__(self, client: PerplexityJobs) -> None:
        self._client = client

    def submit(self) -> Job:
        """One line."""
        return self._client.submit(QUESTION)

    def wait(self, job: Job) -> str | None:
        """One line, with the default deadline of half an hour."""
        done = job.wait()
        done.result()
        return done.text

    def list(self, seen: list[str]) -> None:
        """One loop over jobs."""
        for job in self._client.iter(limit=PAGE):
            seen.append(job.id)


class Asyncio:
    """`AsyncPerplexityJobs(api="sonar")` with its other defaults, run to the end call by call."""

    errors: tuple[type[Exception], ...] = (PerplexityJobsError,)

    def __init__(self, client: AsyncPerplexityJobs, runner: asyncio.Runner) -> None:
        self._client = client
        self._runner = runner

    def submit(self) -> AsyncJob:
        """As with threads."""
        return self._runner.run(self._client.submit(QUESTION))

    def wait(self, job: AsyncJob) -> str | None:
        """As with threads."""
        done = self._runner.run(job.wait())
        done.result()
        return done.text

    def list(self, seen: list[str]) -> None:
        """As with threads."""

        async def collect() -> None:
            async for job in self._client.iter(limit=PAGE):
                seen.append(job.id)

        self._runner.run(collect())


class Sdk:
    """The official SDK with its default retries, and the loops that its users write."""

    errors: tuple[type[Exception], ...] = (perplexity.PerplexityError, SaidFailedError)

    def __init__(self, client: perplexity.Perplexity, clock: ManualClock) -> None:
        self._jobs = client.async_.chat.completions
        self._clock = clock

    def submit(self) -> str:
        """The id is what the loop below needs."""
        job = self._jobs.create(
            request={"model": "sonar-deep-research", "messages": [{"role": "user", "content": QUESTION}]}
        )
        return job.id

    def wait(self, job: str) -> str | None:
        """Poll every ten seconds until COMPLETED or FAILED."""
        end = self._clock.monotonic() + _ENDLESS
        while True:
            found = self._jobs.get(job)
            if found.status == "COMPLETED":
                content: Any = found.response.choices[0].message.content if found.response else None
                return str(content) if content else None
            if found.status == "FAILED":
                raise SaidFailedError(found.error_message)
            if self._clock.monotonic() > end:
                raise EndlessError
            self._clock.sleep(SDK_PAUSE)

    def list(self, seen: list[str]) -> None:
        """Ask for pages until there is no token."""
        query: dict[str, object] = {"limit": PAGE}
        for _ in range(_MAX_PAGES):
            page = self._jobs.list(extra_query=query)
            seen.extend(job.id for job in page.requests)
            if not page.next_token:
                return
            query["next_token"] = page.next_token
        raise EndlessError


Factory = Callable[[str, str, ManualClock], AbstractContextManager[Contender]]


@contextmanager
def _threads(url: str, key: str, clock: ManualClock) -> Iterator[Contender]:
    with PerplexityJobs(key, url, request_timeout=TIMEOUT, clock=clock, api="sonar") as client:
        yield Threads(client)


@contextmanager
def _asyncio(url: str, key: str, clock: ManualClock) -> Iterator[Contender]:
    with asyncio.Runner() as runner:
        client = AsyncPerplexityJobs(key, url, request_timeout=TIMEOUT, clock=clock, api="sonar")
        try:
            yield Asyncio(client, runner)
        finally:
            runner.run(client.aclose())


@contextmanager
def _sdk(url: str, key: str, clock: ManualClock) -> Iterator[Contender]:
    with ExitStack() as stack:
        # It sleeps between its retries, and reads dates in Retry-After, by the module's own `time`.
        time = SimpleNamespace(sleep=clock.sleep, time=clock.time)
        stack.enter_context(mock.patch.object(_base_client, "time", time))
        client = perplexity.Perplexity(api_key=key, base_url=url, timeout=TIMEOUT)
        yield Sdk(stack.enter_context(client), clock)


CONTENDERS: dict[str, Factory] = {"threads": _threads, "asyncio": _asyncio, "SDK": _sdk}
"""How to open each client, by the name that the page gives it."""
