"""Carries out the operations of the core for `PerplexityJobs`, in the thread that calls."""

from __future__ import annotations

from collections.abc import Sequence

from .._core.effects import Effect, Flow, Send, SendAll, Sleep, T, Tell
from .._transport.blocking import Transport
from .._values.call import Outcome
from .._values.clock import Clock
from .._values.log import logger


def carry_out(flow: Flow[T], transport: Transport, clock: Clock) -> T:
    """Do what an operation asks for until it has ended; what it returns or raises."""
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
            from .._waiting.as_completed import send_all  # loaded late: many programs wait for one job

            return send_all(transport, calls, budget)
        case Sleep(seconds):
            clock.sleep(seconds)
        case Tell(callback, progress):
            try:
                callback(progress)
            except Exception:
                logger.exception("on_update raised; the wait goes on")
    return None
