"""Carrying an operation out: each effect that it asks for is done, and it is told what came of it.

`drive` does so in the thread that calls, `drive_async` in the task that awaits.
"""

from __future__ import annotations

import inspect
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from typing import TYPE_CHECKING, Any

from .._core.effects import Effect, Flow, Send, SendAll, Sleep, T, Tell
from .._values.log import logger

if TYPE_CHECKING:
    from .._transport.asynchronous import AsyncTransport
    from .._transport.blocking import Transport
    from .._values.clock import Clock


def drive(flow: Flow[T], transport: Transport, clock: Clock) -> T:
    """What an operation returns or raises, once everything that it asks for is done."""
    try:
        effect = next(flow)
        while True:
            try:
                outcome = _perform(effect, transport, clock)
            except BaseException as error:
                effect = flow.throw(error)
            else:
                effect = flow.send(outcome)
    except StopIteration as stop:
        return stop.value  # type: ignore[no-any-return]  # the flow's own return value


def _perform(effect: Effect, transport: Transport, clock: Clock) -> object:
    match effect:
        case Send(call, budget):
            return transport.send(call, budget)
        case SendAll(calls, budget):
            return transport.send_all(calls, budget)
        case Sleep(seconds):
            clock.sleep(seconds)
        case Tell(callback, progress):
            try:
                return callback(progress)
            except Exception:
                logger.exception("on_update raised; the wait goes on")
    return None


async def drive_async(flow: Flow[T], transport: AsyncTransport, clock: Clock) -> T:
    """The same under asyncio and trio; what is asked for after a cancellation is done in spite of it."""
    perform = _perform_async
    try:
        effect = next(flow)
        while True:
            try:
                outcome = await perform(effect, transport, clock)
            except BaseException as error:
                if not isinstance(error, Exception):
                    perform = _perform_shielded
                effect = flow.throw(error)
            else:
                effect = flow.send(outcome)
    except StopIteration as stop:
        return stop.value  # type: ignore[no-any-return]  # the flow's own return value


async def _perform_shielded(effect: Effect, transport: AsyncTransport, clock: Clock) -> object:
    import anyio  # httpx brings it; anyio and trio cancel whatever is awaited in a scope that is cancelled

    with anyio.CancelScope(shield=True):
        return await _perform_async(effect, transport, clock)
    return None  # never: the scope is not cancelled


def _perform_async(effect: Effect, transport: AsyncTransport, clock: Clock) -> Awaitable[object]:
    # No coroutine of its own: each one costs a call whenever the event loop goes on with a request.
    match effect:
        case Send(call, budget):
            return transport.send(call, budget)
        case SendAll(calls, budget):
            return transport.send_all(calls, budget)
        case Sleep(seconds):
            return clock.async_sleep(seconds)
        case Tell(callback, progress):
            return _tell(callback, progress)


async def _tell(callback: Callable[[Any], object], progress: Any) -> object:
    try:
        told = callback(progress)
        return await told if inspect.isawaitable(told) else told
    except Exception:
        logger.exception("on_update raised; the wait goes on")
    return None


def each(next_one: Callable[[], Flow[T | None]], run: Callable[[Flow[T | None]], T | None]) -> Iterator[T]:
    """What operations return, one after the other, each begun when asked for, until one returns None."""
    while (one := run(next_one())) is not None:
        yield one
        del one  # results are large, and the next one may take a while


async def each_async(
    next_one: Callable[[], Flow[T | None]], run: Callable[[Flow[T | None]], Awaitable[T | None]]
) -> AsyncIterator[T]:
    """The same under asyncio and trio."""
    while (one := await run(next_one())) is not None:
        yield one
        del one  # see above
