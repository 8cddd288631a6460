"""Page sharing: when to ask for pages of the list, which show many waiting jobs at once.

A sweep asks for one page after the other, from the first one on, until every waiting job has been shown or
pages bring nothing more. A list that fails, shows fewer jobs than it takes pages, or shows a job as
unfinished long after its end, is left alone for a minute (after a 429 until the next sweep would begin; a
refused page size is only left out).
"""

from __future__ import annotations

import math
from collections.abc import Collection
from typing import Any

from attrs import define, field

from .._core.job import JobBase
from .looks import GetPage, WaitingJob

# Seconds from one sweep to the next, so that jobs are seen no later than by polling every 5 s.
INTERVAL = 4.5
# The seconds in which a minute's pages are asked for, with the rate limiter's slack. Sweeps that come sooner
# than these allow are slower: 10,000 jobs on pages of 20 then wait five times as long.
_MINUTE = 61.0
# The page size to ask for; where it is refused, pages of the size that the service chooses.
_LIMIT = 100
# A sweep ends after one page in vain, and one more for so many jobs that it still looks for.
_JOBS_PER_VAIN_PAGE = 4
# The list is behind if it shows a job as unfinished so long (seconds) after its end.
_BEHIND = 5.0
# One job of every so many pages is asked for by itself: nothing else tells of a list that stands still.
_CHECK = 10
# How long (seconds) the list is left alone: one that never answers then costs next to nothing.
_PAUSE = 60.0


@define
class Sweep:
    """One walk over the pages.

    Attributes:
        began: when.
        wanted: the jobs that no page has shown yet.
        token: of the page to ask for next; None is the first page.
        pages, found: pages so far, and jobs that they have shown.
    """

    began: float
    wanted: set[str]
    token: str | None = None
    pages: int = 0
    found: int = 0
    _in_vain: int = field(default=0, init=False)
    _seen: set[str | None] = field(factory=set, init=False)

    def goes_on(self, found: int, next_token: str | None) -> bool:
        """Take in a page that has shown `found` more jobs; whether to ask for the next one."""
        self.pages += 1
        self.found += found
        self._in_vain = 0 if found else self._in_vain + 1
        self._seen.add(self.token)
        self.token = next_token
        if next_token is None or next_token in self._seen or not self.wanted:
            return False
        return self._in_vain <= 1 + len(self.wanted) / _JOBS_PER_VAIN_PAGE


@define
class ListSharing:
    """The use of the list of one account.

    Attributes:
        exists: False for an API without a list.
        interval: seconds from one sweep to the next.
        sweep: the one that goes on, or None.
        next_sweep: when one begins although no job is due by its own policy; infinite for not at all.
    """

    exists: bool = True
    interval: float = INTERVAL
    sweep: Sweep | None = field(default=None, init=False)
    next_sweep: float = field(default=math.inf, init=False)
    _pages: int = field(default=0, init=False)
    _limit: int | None = field(default=_LIMIT, init=False)
    _off_until: float = field(default=-math.inf, init=False)

    def begin_if_due(self, jobs: Collection[WaitingJob[Any]], now: float, opens: float) -> None:
        """Begin a sweep, or end it where the rate limit opens too late for the next page."""
        if not self.exists or now < self._off_until or opens > now + self.interval:
            self.stop()
        elif self.sweep is None:
            listed = [job for job in jobs if not job.alone and job.poll.started <= now]
            # Jobs that are due a little later go along: ten jobs take 8 requests each then, and 12 without.
            dues = [job.due for job in listed if job.due <= now + self.interval / 2]
            if (len(dues) > 1 and min(dues) <= now) or self.next_sweep <= now:
                self.next_sweep = math.inf
                if len(listed) > 1:
                    self.sweep = Sweep(now, {job.poll.job_id for job in listed})

    def page(self, sweep: Sweep) -> GetPage:
        """The page to ask for."""
        return GetPage(self._limit, sweep.token)

    def answered(self, found: int, next_token: str | None, now: float, per_minute: float) -> None:
        """Take in a page that has shown `found` more jobs, where the rate limit is `per_minute`."""
        sweep = self.sweep
        self._pages += 1
        if sweep is None or sweep.goes_on(found, next_token):
            return
        if sweep.found < sweep.pages:
            self.leave(now)
        else:
            self.stop()
            self.next_sweep = sweep.began + max(self.interval, sweep.pages * _MINUTE / per_minute)

    def refused(self, status: int | None, now: float) -> None:
        """A page could not be had; `status` is that of the answer, where there was one."""
        first = self.sweep is not None and self.sweep.token is None
        if first and self._limit is not None and status in (400, 422):
            self._limit = None
        else:
            self.leave(now, self.interval if status == 429 else _PAUSE)

    def ended(self, job: JobBase, listed_age: float | None, now: float) -> None:
        """A job has ended; a page had shown it as unfinished at `listed_age`."""
        end = job.elapsed if job.completed_at else None
        if listed_age is not None and end is not None and listed_age - end > _BEHIND:
            self.leave(now)

    @property
    def is_to_be_checked(self) -> bool:
        """Whether a job of the page that was just answered is to be asked for by itself."""
        return self._pages % _CHECK == 0

    def leave(self, now: float, seconds: float = _PAUSE) -> None:
        """Leave the list alone for a while."""
        self.stop()
        self._off_until = now + seconds

    def stop(self) -> None:
        """End the sweep, and plan no other."""
        self.sweep, self.next_sweep = None, math.inf
