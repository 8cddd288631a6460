"""`Progress`, what a wait tells after each poll."""

from __future__ import annotations

from typing import Generic

from attrs import frozen

from .._values.errors import APIError
from .._values.text import in_polls, shown
from .poll import J


@frozen
class Progress(Generic[J]):
    """What a wait tells its ``on_update`` after each poll.

    Attributes:
        job: the newest snapshot, or None where none has arrived yet.
        polls: so far.
        elapsed: seconds since the wait began.
        next_look: seconds until the next poll, or None where the job has ended.
        error: what went wrong with this poll, where it is borne, or None.
    """

    job: J | None
    polls: int
    elapsed: float
    next_look: float | None
    error: APIError | None = None

    def __str__(self) -> str:
        """A line for people, so that ``on_update=print`` is a display."""
        state = shown(self.job.raw_status) if self.job else "not seen yet"
        then = "" if self.next_look is None else f", the next in {self.next_look:.0f} s"
        fault = f" ({self.error.message})" if self.error else ""
        return f"{state} after {self.elapsed:.0f} s, {in_polls(self.polls)}{then}{fault}"

    _repr_markdown_ = __str__  # a display in a notebook, which is updated with each
