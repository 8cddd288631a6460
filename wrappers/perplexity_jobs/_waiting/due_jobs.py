"""The waiting jobs by the time of their next look, and the requests to make now for those that are due.

Two or more jobs that are due at about the same time are left to a sweep over the pages of the list, where the
list is of use; all others are asked for by themselves.
"""

from __future__ import annotations

import heapq
import math
from collections import deque
from typing import Generic, TypeAlias

from attrs import define, field, frozen

from .._core.poll import FIRST_LOOK, J, Poll
from .list_sharing import GetPage, ListSharing
from .rate_limit import Rates

# Seconds. Due within a millisecond is due: a sleep may end a little early.
NOW = 0.001
# So many entries more than twice the jobs are kept before those that are out of date are thrown out.
_SLACK = 64


@frozen
class GetJob:
    """A request for one job."""

    job_id: str


Look: TypeAlias = GetJob | GetPage


@frozen
class Wave:
    """Requests to make at the same time, each within `budget` seconds; `Plan.observe` takes the outcomes."""

    looks: tuple[Look, ...]
    budget: float


@define(eq=False)
class WaitingJob(Generic[J]):
    """One waiting job.

    Attributes:
        poll: counts its looks and failures, with the rules of a single wait.
        ended: whether the list says that it has ended; only its result is missing.
        due: when to look next; while a request that is to show it waits, its deadline.
        asked: whether a request for this job alone waits or is under way.
        listed_age: its age when a page last showed it as unfinished, or None.
    """

    poll: Poll[J]
    ended: bool
    due: float = math.inf
    asked: bool = False
    listed_age: float | None = None

    @property
    def end(self) -> float:
        """Until when the job may be looked at."""
        first = -math.inf if self.poll.polls else self.poll.started + FIRST_LOOK
        return max(self.poll.deadline, first)

    def is_listed(self, now: float) -> bool:
        """Whether a page may show something new of the job."""
        return not self.asked and not self.ended and self.poll.started <= now


@define(eq=False)
class DueJobs(Generic[J]):
    """All waiting jobs; each is due at one time.

    Attributes:
        sharing, rates: those of the plan.
        shortens: whether sweeps may come sooner than jobs are due.
        jobs: by their ids, in the order of their addition.
    """

    sharing: ListSharing
    rates: Rates
    shortens: bool
    jobs: dict[str, WaitingJob[J]] = field(factory=dict, init=False)
    _heap: list[tuple[float, str]] = field(factory=list, init=False)
    _held: dict[str, WaitingJob[J]] = field(factory=dict, init=False)
    _gets: deque[str] = field(factory=deque, init=False)

    def put(self, job: WaitingJob[J], due: float) -> None:
        """Come back to a job at `due`, and not when it was due before."""
        self.jobs[job.poll.job_id] = job
        self._held.pop(job.poll.job_id, None)
        job.due = due
        if due == math.inf:
            return
        heapq.heappush(self._heap, (due, job.poll.job_id))
        if len(self._heap) > 2 * len(self.jobs) + _SLACK:
            self._heap = [entry for entry in self._heap if self._is_valid(*entry)]
            heapq.heapify(self._heap)

    def come_back(self, job: WaitingJob[J], delay: float, now: float) -> None:
        """Look again after `delay` seconds, or for the last look before the deadline."""
        self.put(job, min(now + delay, max(now, job.poll.last_look())))

    def ask(self, job: WaitingJob[J], *, first: bool = False) -> None:
        """Ask for a job by itself, as soon as it may be."""
        self.put(job, job.end)
        if not job.asked:
            job.asked = True
            (self._gets.appendleft if first else self._gets.append)(job.poll.job_id)

    def ask_held(self) -> None:
        """Ask for those jobs by themselves that no page has shown."""
        for job in list(self._held.values()):
            self.ask(job)

    def drop(self, job: WaitingJob[J]) -> None:
        """Wait for a job no longer."""
        del self.jobs[job.poll.job_id]
        self._held.pop(job.poll.job_id, None)
        if self.sharing.sweep is not None:
            self.sharing.sweep.wanted.discard(job.poll.job_id)

    def gather(self, now: float) -> list[WaitingJob[J]]:
        """Decide how the jobs that are due are looked at; the answer is those that are too late."""
        sharing = self.sharing
        due, late = self._take(now + NOW)
        if not sharing.usable(now) or self.rates.list.opens(now) > now + sharing.interval:
            sharing.stop()
            self.ask_held()
        elif sharing.sweep is None and self._is_sweep_due(due, now):
            sharing.begin({job_id for job_id, job in self.jobs.items() if job.is_listed(now)}, now)
        for job in due:
            if not job.is_listed(now):
                self.ask(job)
            elif sharing.sweep is not None:
                self.put(job, job.end)
                self._held[job.poll.job_id] = job
            else:
                self.ask(job)
        return late

    def looks(self, now: float, width: int) -> tuple[Look, ...]:
        """The next requests, at most `width` of them; they count as sent."""
        page = self.sharing.page() if self.rates.list.opens(now) <= now else None
        looks: list[Look] = []
        # One place is kept for a page, so that single jobs cannot crowd it out.
        while len(looks) < max(1, width - (page is not None)) and self._has_gets():
            if self.rates.get.claim(now):
                break
            looks.append(GetJob(self._gets.popleft()))
        if page is not None and len(looks) < width and not self.rates.list.claim(now):
            looks.append(page)
        return tuple(looks)

    def wake(self, now: float, quiet_until: float) -> float:
        """When there is something to do again."""
        moments = [self._next()]
        if self._has_gets():
            moments.append(max(self.rates.get.opens(now), quiet_until))
        if self.sharing.sweep is not None:
            moments.append(max(self.rates.list.opens(now), quiet_until))
        if self.shortens:
            moments.append(self.sharing.next_sweep)
        return min(moments)

    def _take(self, until: float) -> tuple[list[WaitingJob[J]], list[WaitingJob[J]]]:
        """The jobs that are due until then, and those of which a request has not had its turn in time."""
        due: list[WaitingJob[J]] = []
        late: list[WaitingJob[J]] = []
        while self._next() <= until:
            job = self.jobs[heapq.heappop(self._heap)[1]]
            # The same time may have been put in twice.
            job.due = math.inf
            (late if job.asked or job.poll.job_id in self._held else due).append(job)
        return due, late

    def _is_sweep_due(self, due: list[WaitingJob[J]], now: float) -> bool:
        if self.shortens and self.sharing.next_sweep <= now + NOW:
            return True
        # Jobs that are due a little later go along.
        several = len(due) > 1 or (due and self._next() <= now + self.sharing.interval / 2)
        return bool(several) and self.sharing.earliest <= max(now, min(job.end for job in due))

    def _next(self) -> float:
        """When the first job is due; infinite where none is."""
        while self._heap and not self._is_valid(*self._heap[0]):
            heapq.heappop(self._heap)
        return self._heap[0][0] if self._heap else math.inf

    def _has_gets(self) -> bool:
        while self._gets and self._gets[0] not in self.jobs:
            self._gets.popleft()
        return bool(self._gets)

    def _is_valid(self, due: float, job_id: str) -> bool:
        return job_id in self.jobs and self.jobs[job_id].due == due
