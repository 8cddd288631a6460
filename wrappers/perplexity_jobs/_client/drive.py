"""Carrying an operation out: each effect that it asks for is done, and it is told what came of it.

`drive` does so in the thread that calls, `drive_async` in the task that awaits.
"""

from __future__ import annotations

import inspect
from collections.abc import Sequence
from typing import TYPE_CHECKING

from .._core.effects import Effect, Flow, Send, SendAll, Sleep, T, Tell
from .._values.log import logger

if TYPE_CHECKING:
    from .._transport.asynchronous import AsyncTransport
    from .._transport.blocking import Transport
    from .._values.call import Outcome
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


def _perform(effect: Effect, transport: Transport, clock: Clock) -> Outcome | Sequence[Outcome] | None:
    match effect:
        case Send(call, budget):
            return transport.send(call, budget)
        case SendAll(calls, budget):
            return transport.send_all(calls, budget)
        case Sleep(seconds):
            clock.sleep(seconds)
        case Tell(callback, progress):
            try:
                callback(progress)
            except Exception:
                logger.exception("on_update raised; the wait goes on")
    return None


async def drive_async(flow: Flow[T], transport: AsyncTransport, clock: Clock) -> T:
    """The same under asyncio and trio."""
    try:
        effect = next(flow)
        while True:
            try:
                outcome = await _perform_async(effect, transport, clock)
            except BaseException as error:
                effect = flow.throw(error)
            else:
                effect = flow.send(outcome)
    except StopIteration as stop:
        return stop.value  # type: ignore[no-any-return]  # the flow's own return value


async def _perform_async(
    effect: Effect, transport: AsyncTransport, clock: Clock
) -> Outcome | Sequence[Outcome] | None:
    match effect:
        case Send(call, budget):
            return await transport.send(call, budget)
        case SendAll(calls, budget):
            return await transport.send_all(calls, budget)
        case Sleep(seconds):
            await clock.async_sleep(seconds)
        case Tell(callback, progress):
            try:
                answer = callback(progress)
                if inspect.isawaitable(answer):
                    await answer
            except Exception:
                logger.exception("on_update raised; the wait goes on")
    return None
