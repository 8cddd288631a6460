"""The state that the tasks of a run share: whether it goes on, why it ends, and what wakes them.

Whatever ends a run early ends it in the same way: nothing new is begun, what is under way is written to the
ledger, and what is known is reported.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine
from typing import Any

from attrs import define, field

from ..._values.clock import Clock
from ..._values.errors import PerplexityJobsError
from ..._values.log import logger
from ..results.summary import Stop
from .backoff import Backoff


@define(eq=False)
class RunState:
    """Shared by the tasks of one run.

    Attributes:
        backoff: pauses after failures, and when to give up.
        error: what ends the run, or None.
        stop: why it ends.
        ending: whether the run is to end before everything has.
        lost: jobs that were bought and could not be written down.
    """

    clock: Clock
    backoff: Backoff
    error: BaseException | None = field(default=None, init=False)
    stop: Stop = field(default=Stop.DONE, init=False)
    ending: bool = field(default=False, init=False)
    lost: list[str] = field(factory=list, init=False)
    _closed: asyncio.Event = field(factory=asyncio.Event, init=False)
    _changed: asyncio.Event = field(factory=asyncio.Event, init=False)

    @property
    def submitting(self) -> bool:
        """Whether anything more may be submitted."""
        return not self._closed.is_set()

    def end(self, stop: Stop) -> None:
        """Ask the run to end."""
        self.stop, self.ending = stop, True
        self._close()

    def fail(self, error: BaseException) -> None:
        """End the run because of an error; the first one counts."""
        self.error, self.ending = self.error or error, True
        self._close()

    def refuse(self, error: PerplexityJobsError) -> None:
        """Submit nothing more because the account is refused; the jobs that it has bought are waited for."""
        self.error = self.error or error
        self._close()

    def _close(self) -> None:
        self._closed.set()
        self._changed.set()

    async def guard(self, work: Callable[[], Coroutine[Any, Any, None]]) -> None:
        """Do something; an error of any kind ends the run as `fail` does."""
        try:
            await work()
        except BaseException as error:
            task = asyncio.current_task()
            # A callback may raise the same as a cancellation, and cancels nothing by it.
            if isinstance(error, asyncio.CancelledError) and task is not None and task.cancelling():
                raise
            self.fail(error)

    def back_off(self, error: PerplexityJobsError) -> float:
        """The seconds to wait after a failure that may pass; raises it where that has lasted too long."""
        delay = self.backoff.failed(self.clock.monotonic())
        if delay is None:
            raise error
        logger.debug("batch: %s; again in %.0f s", error, delay)
        return delay

    def changed(self) -> None:
        """Wake `change`: a job has ended."""
        self._changed.set()

    async def change(self) -> None:
        """Wait until a job has ended since the last time, or the run is to end."""
        await self._changed.wait()
        self._changed.clear()

    async def pause(self, seconds: float) -> None:
        """Sleep, unless nothing more is to be submitted."""
        await self.sleep(seconds, self._closed)

    async def sleep(self, seconds: float, event: asyncio.Event) -> None:
        """Sleep until an event, for so many seconds at most."""
        tasks = [asyncio.ensure_future(wait) for wait in (event.wait(), self.clock.async_sleep(seconds))]
        try:
            await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
        finally:
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)
