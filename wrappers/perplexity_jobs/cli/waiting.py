"""A wait at a shell: the line that tells where the job stands, and how to go on when it is interrupted."""

from __future__ import annotations

import contextlib
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from .._core.poll import Progress
from .._values.clock import Clock
from .._values.text import in_polls
from .display import live, stopwatch
from .options import wait_command
from .streams import failure

if TYPE_CHECKING:
    from .._client.blocking import PerplexityJobs
    from .._client.jobs import Job


@contextlib.contextmanager
def submitting(client: PerplexityJobs) -> Iterator[None]:
    """Show that a submit is under way: with its repetitions it may take a minute."""
    from .._client.base import core_of  # it is loaded where there is a client

    clock = core_of(client).clock
    began = clock.monotonic()
    with live(lambda columns: f"submitting {stopwatch(clock.monotonic() - began)}"):
        yield


def wait_for(client: PerplexityJobs, job: Job, timeout: float) -> Job:
    """Wait for a job and show where it stands; Ctrl-C says how to go on."""
    from .._client.base import core_of  # it is loaded where there is a client

    told = Standing(job, core_of(client).clock)
    with live(told.line) as changed:

        def on_update(progress: Progress[Job]) -> None:
            told.observe(progress)
            changed()

        try:
            return job.wait(timeout, on_update=on_update)
        except KeyboardInterrupt:
            failure(f"interrupted; the job goes on: {wait_command(job.id)}")
            raise


class Standing:
    """Where a job stands between two polls; `line` says it as of now.

    Args:
        job: as it is known before the first poll.
        clock: that of the client.
    """

    def __init__(self, job: Job, clock: Clock) -> None:
        self._job, self._clock = job, clock
        self._age, self._at = job.elapsed or 0.0, clock.monotonic()
        self._told: Progress[Job] | None = None
        self._next: float | None = None

    def observe(self, progress: Progress[Job]) -> None:
        """Take in what a poll brought."""
        now = self._clock.monotonic()
        if progress.job is not None and progress.job is not self._job:
            self._job = progress.job
            self._age, self._at = progress.job.elapsed or progress.elapsed, now
        self._told = progress
        self._next = None if progress.next_look is None else now + progress.next_look

    def line(self, columns: int) -> str:
        """Status, age, what went wrong, time to the next poll, polls, and the cost where it is known."""
        now = self._clock.monotonic()
        status = (self._job.raw_status or "not seen yet").replace("_", " ").lower()
        parts = [f"{status} {stopwatch(self._age + now - self._at)}"]
        if self._told is not None and self._told.error is not None:
            # Without the request, which is long and always the same: the reason has to fit on the screen.
            parts.append(re.sub(r"^GET \S+ ", "", self._told.error.message).rstrip("."))
        if self._next is not None:
            parts.append(f"next poll in {stopwatch(self._next - now)}" if self._next > now else "polling")
        if self._told is not None:
            parts.append(in_polls(self._told.polls))
        if self._job.cost is not None:
            parts.append(f"USD {self._job.cost:.4f}")
        return ", ".join(parts)
