"""Waits that end before their job, by `on_update`, Ctrl-C or a cancellation."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from functools import partial
from typing import Any

import anyio
import anyio.lowlevel
import httpx
import pytest

from perplexity_jobs import AsyncJob, AsyncPerplexityJobs, JobStatus, NotOfferedError
from perplexity_jobs.simulator import ManualClock, Simulator

from ..conftest import ClientFactory

QUESTION = "What is known about tides?"


@pytest.mark.parametrize("by", ["run", "wait"])
def test_false_ends_a_wait(by: str, api: str, connect: ClientFactory, simulator: Simulator) -> None:
    """The unfinished job is returned and can be waited for again; other values do not end a wait."""
    heard: list[Any] = []

    def enough(progress: Any) -> bool | None:
        heard.append(progress)
        return False if len(heard) == 3 else None

    client = connect(simulator, api=api)
    job = (
        client.run(QUESTION, on_update=enough)
        if by == "run"
        else client.submit(QUESTION).wait(on_update=enough)
    )
    assert (len(heard), job.status, job.is_terminal) == (3, JobStatus.IN_PROGRESS, False)
    assert job.wait(on_update=lambda progress: 0).text, "only False itself ends it"


def test_false_of_a_coroutine_function_ends_a_wait(simulator: Simulator, clock: ManualClock) -> None:
    """The asyncio client awaits what on_update returns before it goes by it."""

    async def enough(progress: Any) -> bool:
        await anyio.lowlevel.checkpoint()
        return False

    async def main() -> AsyncJob:
        async with AsyncPerplexityJobs(simulator.api_key, simulator.url, clock=clock) as client:
            return await client.run(QUESTION, on_update=enough)

    assert asyncio.run(main()).status is JobStatus.IN_PROGRESS
    assert [request.method for request in simulator.requests] == ["POST", "GET"]


def test_false_ends_a_wait_that_has_seen_nothing(connect: ClientFactory, simulator: Simulator) -> None:
    """A job is returned even if no poll got a response."""
    client = connect(simulator)
    job = client.submit(QUESTION)
    simulator.fault = "get-520-html"
    left = client.wait(job.id, on_update=lambda progress: False)
    assert (left.id, left.status) == (job.id, JobStatus.UNKNOWN)


def _cancels(simulator: Simulator) -> int:
    return sum(request.path.endswith("/cancel") for request in simulator.requests)


@pytest.mark.parametrize("interrupt", [KeyboardInterrupt, SystemExit])
@pytest.mark.parametrize("by", ["run", "wait"])
def test_an_interrupted_wait_cancels_its_job_where_asked_to(
    by: str, interrupt: type[BaseException], connect: ClientFactory, simulator: Simulator
) -> None:
    """The job is cancelled once, the interrupt is raised, and its note says so."""

    def stop(progress: Any) -> None:
        raise interrupt

    client = connect(simulator, api="agent")
    wait = partial(client.run, QUESTION) if by == "run" else client.submit(QUESTION).wait
    with pytest.raises(interrupt) as caught:
        wait(on_update=stop, cancel_on_interrupt=True)
    [note] = caught.value.__notes__
    assert "is being cancelled" in note
    [job] = simulator.jobs
    assert f"client.job({job.id!r}).wait()" in note
    assert _cancels(simulator) == 1
    assert client.job(job.id).wait().status is JobStatus.CANCELLED


def test_a_cancel_that_fails_is_told_and_not_repeated(connect: ClientFactory, simulator: Simulator) -> None:
    """There is one request, and the interrupt is raised whatever its outcome."""

    def stop(progress: Any) -> None:
        simulator.fault = "cancel-500"
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt) as caught:
        connect(simulator, api="agent").run(QUESTION, on_update=stop, cancel_on_interrupt=True)
    [note] = caught.value.__notes__
    assert "could not be asked to cancel it" in note
    assert "picks it up" in note
    assert _cancels(simulator) == 1


def test_an_error_of_the_wait_cancels_nothing(connect: ClientFactory, simulator: Simulator) -> None:
    """The time that is over is no interruption: the job may be waited for again."""
    with pytest.raises(TimeoutError):
        connect(simulator, api="agent").run(QUESTION, timeout=30.0, cancel_on_interrupt=True)
    assert _cancels(simulator) == 0


def test_what_cannot_be_cancelled_is_refused_before_it_is_bought(
    connect: ClientFactory, simulator: Simulator
) -> None:
    """The older API cannot; a client that names none asks the one that can."""
    older = connect(simulator, api="sonar")
    with pytest.raises(NotOfferedError, match="cancel_on_interrupt= is not possible here"):
        older.run(QUESTION, cancel_on_interrupt=True)
    with pytest.raises(NotOfferedError, match="not offered by this API"):
        older.job("j").wait(cancel_on_interrupt=True)
    assert not simulator.requests
    assert connect(simulator).run(QUESTION, cancel_on_interrupt=True).api == "agent"


def _by_asyncio(wait: Callable[[], Any], waiting: Any) -> None:
    async def main() -> None:
        task = asyncio.create_task(wait())
        await waiting.wait()
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task

    asyncio.run(main())


def _by_scope(backend: str) -> Callable[[Callable[[], Any], Any], None]:
    def cancel(wait: Callable[[], Any], waiting: Any) -> None:
        async def main() -> None:
            async with anyio.create_task_group() as group:
                group.start_soon(wait)
                await waiting.wait()
                group.cancel_scope.cancel()

        anyio.run(main, backend=backend)

    return cancel


@pytest.mark.parametrize(
    "cancel", [_by_asyncio, _by_scope("asyncio"), _by_scope("trio")], ids=["task", "anyio", "trio"]
)
def test_a_cancelled_task_cancels_its_job_where_asked_to(cancel: Any, clock: ManualClock) -> None:
    """This works in the cancel scopes of anyio and trio."""
    asked: list[str] = []
    waiting = anyio.Event()

    class Hanging(httpx.AsyncBaseTransport):
        async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
            asked.append(request.url.path)
            await anyio.lowlevel.checkpoint()
            if request.url.path.endswith("/cancel"):
                return httpx.Response(200, json={"response_id": "resp_1", "status": "cancelling"})
            waiting.set()
            await anyio.sleep_forever()
            raise AssertionError

    async def wait() -> None:
        async with httpx.AsyncClient(transport=Hanging()) as own:
            client = AsyncPerplexityJobs(
                "key", "http://service.example", http_client=own, clock=clock, api="agent"
            )
            await client.wait("resp_1", timeout=None, cancel_on_interrupt=True)

    cancel(wait, waiting)
    assert asked == ["/v1/agent/resp_1", "/v1/agent/resp_1/cancel"]
