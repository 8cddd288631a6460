"""`AsyncPerplexityJobs`, the client for asyncio and trio: it carries out operations in the task that awaits.

It has the same names as the blocking client, with ``await`` and ``async for``.
"""

from __future__ import annotations

import functools
import inspect
from collections.abc import AsyncIterator, Callable, Coroutine, Sequence
from typing import TYPE_CHECKING, Any, Self

from .._core.api import JobPage
from .._core.effects import Effect, Flow, Send, SendAll, Sleep, T, Tell
from .._transport.asynchronous import AsyncHttpClient, AsyncTransport
from .._values.log import logger
from .._values.secret import veil
from .jobs import AsyncJob
from .methods import ClientMethods

if TYPE_CHECKING:
    from .._values.call import Outcome


class AsyncPerplexityJobs(
    ClientMethods[
        AsyncJob,
        AsyncHttpClient,
        Coroutine[Any, Any, AsyncJob],
        Coroutine[Any, Any, JobPage[AsyncJob]],
        AsyncIterator[AsyncJob],
        AsyncIterator[JobPage[AsyncJob]],
    ]
):
    """Perplexity's background jobs: submit, wait, page through.

    May be used from many tasks and event loops at once; each loop has connections of its own. Use it with
    ``async with``, or await `close()`. Every method that asks the service takes `extra_headers` and
    `extra_query`, for all of its requests.
    """

    __module__ = "perplexity_jobs"  # where users import it from, for tracebacks and pickles
    _job_class = AsyncJob
    _transport_class = AsyncTransport
    _transport: AsyncTransport
    _sleep = "async_sleep"

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *exc_info: object) -> None:
        await self.close()

    async def close(self) -> None:
        """Close the connections that this client opened; those of another event loop end with it.

        Jobs at the service go on.
        """
        await self._transport.close()

    aclose = close

    async def _each(self, next_one: Callable[[], Flow[T | None]]) -> AsyncIterator[T]:
        while (one := await self._run(next_one())) is not None:
            yield one
            del one  # results are large, and the next one may take a while

    async def _run(self, flow: Flow[T]) -> T:
        try:
            effect = next(flow)
            while True:
                try:
                    outcome = await self._perform(effect)
                except BaseException as error:
                    effect = flow.throw(error)
                else:
                    effect = flow.send(outcome)
        except StopIteration as stop:
            return stop.value  # type: ignore[no-any-return]  # the flow's own return value

    async def _perform(self, effect: Effect) -> Outcome | Sequence[Outcome] | None:
        match effect:
            case Send(call, budget):
                return await self._transport.send(call, budget)
            case SendAll(calls, budget):
                return await self._transport.send_all(calls, budget)
            case Sleep(seconds):
                await self._core.clock.async_sleep(seconds)
            case Tell(callback, progress):
                try:
                    answer = callback(progress)
                    if inspect.isawaitable(answer):
                        await answer
                except Exception:
                    logger.exception("on_update raised; the wait goes on")
        return None


def prepare(client: AsyncPerplexityJobs) -> None:
    """Make what the requests need; UsageError where a setting of the environment is wrong."""
    client._transport.prepare()


async def carry_out(client: AsyncPerplexityJobs, flow: Flow[T]) -> T:
    """Do an operation of the core with this client, for the rooms above."""
    return await client._run(flow)


def _coroutine_function(method: Callable[..., Coroutine[Any, Any, T]]) -> Callable[..., Any]:
    """The method as a coroutine function, which mocks and frameworks tell apart from any other."""

    @functools.wraps(method)
    async def call(*args: Any, **kwargs: Any) -> T:
        veil(kwargs, "extra_headers")  # this frame shows its variables, too
        return await method(*args, **kwargs)

    call.__qualname__ = method.__qualname__
    return call


for _kind, _names in (
    (AsyncPerplexityJobs, ("submit", "get", "cancel", "wait", "run", "list")),
    (AsyncJob, ("refresh", "wait", "cancel")),
):
    for _name in _names:
        setattr(_kind, _name, _coroutine_function(getattr(_kind, _name)))
