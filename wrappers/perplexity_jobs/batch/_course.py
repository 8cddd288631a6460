"""How a run goes on or ends: the few things that its tasks tell each other.

Whatever ends a run early takes the same way out: nothing new is begun, what is under way gets its line in the
ledger, what is known gets reported.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine
from typing import Any

from .._clock import Clock
from .._errors import PerplexityJobsError
from .._log import logger
from ._patience import Patience
from ._summary import Stop


class Course:
    """Shared by the tasks of one run.

    Attributes:
        error: what ended the run, or None.
        stop: why it ends.
        patience: with a service that does not answer.
    """

    def __init__(self, clock: Clock, patience: Patience) -> None:
        self.clock, self.patience = clock, patience
        self.error: PerplexityJobsError | None = None
        self.stop = Stop.DONE
        self._ending = asyncio.Event()
        self._changed = asyncio.Event()

    @property
    def ending(self) -> bool:
        """Whether the run is to end before everything has."""
        return self._ending.is_set()

    def end(self, stop: Stop) -> None:
        """Ask the run to end."""
        self.stop = stop
        self._ending.set()
        self.changed()

    def fail(self, error: PerplexityJobsError) -> None:
        """End the run because of an error; the first one counts."""
        self.error = self.error or error
        self._ending.set()
        self.changed()

    async def guard(self, work: Callable[[], Coroutine[Any, Any, None]]) -> None:
        """Do something whose errors end the run."""
        try:
            await work()
        except PerplexityJobsError as error:
            self.fail(error)

    def bear(self, error: PerplexityJobsError) -> float:
        """The seconds to wait after a failure that may pass; raises it where that has lasted too long."""
        delay = self.patience.failed(self.clock.monotonic())
        if delay is None:
            raise error
        logger.debug("batch: %s; again in %.0f s", error, delay)
        return delay

    def changed(self) -> None:
        """Tell the one who waits for it that a job has ended, or the run does."""
        self._changed.set()

    async def change(self) -> None:
        """Wait until something has changed since the last time."""
        await self._changed.wait()
        self._changed.clear()

    async def pause(self, seconds: float) -> None:
        """Sleep, unless the run is asked to end."""
        sleeping = asyncio.ensure_future(self.clock.async_sleep(seconds))
        ending = asyncio.ensure_future(self._ending.wait())
        try:
            await asyncio.wait({sleeping, ending}, return_when=asyncio.FIRST_COMPLETED)
        finally:
            for future in (sleeping, ending):
                future.cancel()
            await asyncio.gather(sleeping, ending, return_exceptions=True)
