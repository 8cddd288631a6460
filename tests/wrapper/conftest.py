"""Fixtures that give both clients one interface, so that each scenario runs with both."""

from __future__ import annotations

import asyncio
import inspect
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack
from typing import Any

import attrs
import httpx
import pytest

from perplexity_jobs import AsyncJobList, AsyncPerplexityJobs, JobPage, PerplexityJobs
from perplexity_jobs._core.job import JobBase
from perplexity_jobs.simulator import ManualClock, Simulator

from .client.recording import KEY, LIVE, MarkedSerializer
from .exchange import Answer, Exchange


class Blocking:
    """The asyncio client with the manners of the blocking one: each call runs to its end on one loop."""

    def __init__(self, target: Any, loop: asyncio.AbstractEventLoop) -> None:
        self._target = target
        self._loop = loop

    def __getattr__(self, name: str) -> Any:
        value = getattr(self._target, name)
        return self._call(value) if callable(value) and not isinstance(value, type) else self._face(value)

    def __eq__(self, other: object) -> bool:
        return bool(self._target == (other._target if isinstance(other, Blocking) else other))

    def __hash__(self) -> int:
        return hash(self._target)

    def __repr__(self) -> str:
        return repr(self._target)

    def _call(self, method: Callable[..., Any]) -> Callable[..., Any]:
        def call(*args: Any, **kwargs: Any) -> Any:
            plain = [_plain(arg) for arg in args]
            value = method(*plain, **kwargs)
            if isinstance(value, AsyncJobList):
                return _Listed(self._loop.run_until_complete(self._page(value)), value, self)
            if inspect.isawaitable(value):
                value = self._loop.run_until_complete(value)
            return self._items(value) if inspect.isasyncgen(value) else self._face(value)

        return call

    async def _page(self, listed: AsyncJobList) -> Any:
        return self._face(await listed)

    def _items(self, items: Any) -> Iterator[Any]:
        try:
            while True:
                try:
                    yield self._face(self._loop.run_until_complete(anext(items)))
                except StopAsyncIteration:
                    return
        finally:
            self._loop.run_until_complete(items.aclose())

    def _face(self, value: Any) -> Any:
        if isinstance(value, JobPage):
            return attrs.evolve(value, items=[Blocking(job, self._loop) for job in value.items])
        is_ours = isinstance(value, JobBase | AsyncPerplexityJobs)
        return Blocking(value, self._loop) if is_ours else value


class _Listed:
    """What `list` of the asyncio client returns, with the manners of the blocking one."""

    def __init__(self, page: Any, target: AsyncJobList, client: Blocking) -> None:
        self._page = page
        self._target = target
        self._client = client

    def __getattr__(self, name: str) -> Any:
        return getattr(self._page, name)

    def __len__(self) -> int:
        return len(self._page)

    def __iter__(self) -> Iterator[Any]:
        return self._client._items(aiter(self._target))


def _plain(value: Any) -> Any:
    """An argument as the client itself knows it, where it is one job or several."""
    if isinstance(value, list | Iterator):
        return [_plain(item) for item in value]
    return value._target if isinstance(value, Blocking) else value


ClientFactory = Callable[..., Any]


def patience(fault: str) -> float:
    """Real seconds for one request: a busy machine may take long to answer, some faults take for ever."""
    return 2.0 if "timeout" in fault else 30.0


def by_turns(
    rows: Mapping[str, tuple[Any, ...]], kinds: tuple[str, str] = ("threads", "asyncio")
) -> list[Any]:
    """Each row with one of the clients, in turn; `make test-all` runs it with the other one as well."""
    return [
        pytest.param(kind, *row, id=f"{name}-{kind}", marks=[pytest.mark.exhaustive] * ((place + turn) % 2))
        for place, (name, row) in enumerate(rows.items())
        for turn, kind in enumerate(kinds)
    ]


@pytest.fixture
def clock() -> ManualClock:
    """The time of the test: sleeping moves it on and takes no time."""
    return ManualClock()


@pytest.fixture(params=["threads", "asyncio"])
def concurrency(request: pytest.FixtureRequest) -> str:
    """Both kinds of clients, one after the other."""
    return str(request.param)


@pytest.fixture(params=["sonar", "agent"])
def api(request: pytest.FixtureRequest) -> str:
    """Both APIs, one after the other."""
    return str(request.param)


@pytest.fixture
def connect(concurrency: str, clock: ManualClock) -> Iterator[ClientFactory]:
    """Make a client for a simulator or an address; once for threads and once for asyncio."""
    with ExitStack() as stack:
        if concurrency == "asyncio":
            loop = asyncio.new_event_loop()
            stack.callback(loop.close)

        def make(target: Simulator | str, **options: Any) -> Any:
            url, key = (target, KEY) if isinstance(target, str) else (target.url, target.api_key)
            # A recording of the real service has to wait in earnest.
            settings = {"api_key": key, "base_url": url, "clock": None if LIVE else clock, **options}
            if concurrency == "threads":
                return stack.enter_context(PerplexityJobs(**settings))
            client = AsyncPerplexityJobs(**settings)
            stack.callback(lambda: loop.run_until_complete(client.aclose()))
            return Blocking(client, loop)

        yield make


@pytest.fixture
def over(concurrency: str, connect: ClientFactory) -> ClientFactory:
    """Make a client over an httpx client of the caller's own, which asks a function instead of a service."""

    def make(answer: Answer, **options: Any) -> Any:
        own = (httpx.Client if concurrency == "threads" else httpx.AsyncClient)(
            transport=httpx.MockTransport(answer)
        )
        return connect("http://service.example", http_client=own, **options)

    return make


@pytest.fixture
def exchange(concurrency: str) -> Exchange:
    """Send over a transport of either kind, without a client."""
    return Exchange(concurrency)


@pytest.fixture
def simulator(clock: ManualClock) -> Iterator[Simulator]:
    """A simulator on the test's clock."""
    with Simulator(clock=clock) as running:
        yield running


def pytest_recording_configure(config: pytest.Config, vcr: Any) -> None:
    """Cassettes are written with their origin, or not at all."""
    vcr.register_serializer("yaml", MarkedSerializer)
