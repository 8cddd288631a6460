"""Which requests to make next: who is due, who shares a page with others, who is asked for alone."""

from __future__ import annotations

from collections import deque
from typing import Generic

from attrs import Factory, define, field

from .._core.poll import J
from .agenda import Agenda
from .list_sharing import Listing
from .page_walk import Round
from .rate_limit import Rates
from .steps import GetJob, GetPage, Look
from .watch import Pace, Watch

# Places of a wave that are kept for pages, so that single jobs cannot crowd them out.
_FOR_PAGES = 2
# Seconds. Due within a millisecond is due: a sleep may end a little early.
NOW = 0.001
# Jobs that are due within this share of the pace go along when a page is asked for.
_SOON = 0.5
# While a walk over the pages goes on, the next one waits, and is tried again after this time (seconds) for
# every so many jobs: thousands in their heap should not be turned over all the time.
_MOMENT, _FEW = 0.05, 100
# Even with timeout=0 each job is looked at once, within this time (seconds).
FIRST_LOOK = 1.0


@define(eq=False)
class Queue(Generic[J]):
    """The waiting jobs, and the requests that they need.

    Attributes:
        listing, rates, pace: those of the plan.
        watches: the waiting jobs by their ids.
        round: the walk over the pages that goes on.
    """

    listing: Listing
    rates: Rates
    pace: Pace
    watches: dict[str, Watch[J]] = field(factory=dict, init=False)
    round: Round = field(factory=Round, init=False)
    _agenda: Agenda[J] = field(
        default=Factory(lambda self: Agenda(self.watches), takes_self=True), init=False
    )
    _gets: deque[str] = field(factory=deque, init=False)
    _late: list[Watch[J]] = field(factory=list, init=False)

    def __len__(self) -> int:
        """Entries of all kinds: what must not grow with finished jobs."""
        return len(self.watches) + len(self._agenda) + len(self._gets)

    def add(self, watch: Watch[J], due: float) -> None:
        """Wait for one more job."""
        self.watches[watch.poll.job_id] = watch
        self._agenda.put(watch, due)

    def take_late(self) -> list[Watch[J]]:
        """The jobs whose requests did not get their turn before their deadline; each is told once."""
        late, self._late = self._late, []
        return late

    def drop(self, watch: Watch[J]) -> None:
        """Wait for a job no longer."""
        del self.watches[watch.poll.job_id]
        self.round.seen(watch.poll.job_id)

    def gather(self, now: float, quiet_until: float) -> None:
        """Hand out the jobs that are due: to pages where these answer for several, else by themselves."""
        paged = self.listing.usable(now) and self.rates.list.opens(now) - now <= self.pace.shortest
        if not paged:
            self.round.end()
            self.ask_left(now)
        due = self._in_time(self._agenda.take(now + NOW), now)
        if not due:
            return
        if not paged:
            for _, watch in due:
                self.ask(watch)
            return
        if not self.round.done:
            pause = min(_MOMENT * max(1.0, len(due) / _FEW), self.pace.shortest / 2)
            again = max(now + pause, quiet_until, self.rates.list.opens(now))
            for _, watch in due:
                # One that cannot wait for the next walk is asked for alone, or told of at its deadline.
                if again > end_of(watch):
                    self.ask(watch)
                else:
                    self._agenda.put(watch, again)
            return
        soon = self._in_time(self._agenda.take(now + _SOON * self.pace.shortest), now)
        groups: dict[str | None, list[tuple[float, Watch[J]]]] = {}
        for at, watch in [*due, *soon]:
            place = watch.place if self.listing.reuse else None
            if watch.ended or now < watch.alone_until or (place and not self.listing.deep(now)):
                self._hand_out(watch, at, now)
            else:
                groups.setdefault(place, []).append((at, watch))
        self.round = Round()
        for place, group in groups.items():
            together = len(group) > 1 and group[0][0] <= now + NOW
            for at, watch in group:
                if together:
                    self._wait_for_answer(watch)
                    self.round.expect(watch.poll.job_id, place)
                else:
                    self._hand_out(watch, at, now)

    def _in_time(self, due: list[tuple[float, Watch[J]]], now: float) -> list[tuple[float, Watch[J]]]:
        """Without the jobs whose requests wait for their turn: their moment is that of their deadline."""
        for at, watch in due:
            if watch.queued and at <= now + NOW:
                self._late.append(watch)
            elif watch.queued:
                self._agenda.put(watch, at)
        return [entry for entry in due if not entry[1].queued]

    def _hand_out(self, watch: Watch[J], at: float, now: float) -> None:
        if at <= now + NOW:
            self.ask(watch)
        else:
            self._agenda.put(watch, at)

    def ask(self, watch: Watch[J], *, first: bool = False) -> None:
        """Ask for a job by itself, as soon as it may be."""
        self._wait_for_answer(watch)
        if not watch.asked:
            watch.asked = True
            (self._gets.appendleft if first else self._gets.append)(watch.poll.job_id)

    def ask_left(self, now: float) -> None:
        """Ask for those by themselves that the walk over the pages did not find."""
        for job_id in self.round.take_left():
            self.watches[job_id].missed(now)
            self.ask(self.watches[job_id])

    def _wait_for_answer(self, watch: Watch[J]) -> None:
        watch.queued = True
        self._agenda.put(watch, end_of(watch))

    def schedule(self, watch: Watch[J], delay: float, now: float) -> None:
        """Come back to a job after `delay` seconds, or for the last look before its deadline."""
        watch.queued = False
        self._agenda.put(watch, min(now + delay, max(now, watch.poll._last_look())))

    def looks(self, now: float, width: int) -> tuple[Look, ...]:
        """The next requests, at most `width` of them; they count as sent."""
        for_pages = min(_FOR_PAGES, self.round.pages) if width > 1 else 0
        looks: list[Look] = []
        while self._gets and len(looks) < width - for_pages and self.rates.get.opens(now) <= now:
            job_id = self._gets.popleft()
            if job_id in self.watches:
                self.rates.get.claim(now)
                looks.append(GetJob(job_id))
        while len(looks) < width and self.rates.list.opens(now) <= now:
            tokens = self.round.take(1)
            if not tokens:
                break
            self.rates.list.claim(now)
            looks.append(GetPage(self.listing.limit, tokens[0]))
        self.ask_left(now)
        return tuple(looks)

    def wake(self, now: float, quiet_until: float) -> float:
        """When there is something to do again."""
        moments = [self._agenda.next()]
        if self._gets:
            moments.append(max(self.rates.get.opens(now), quiet_until))
        if self.round.pages:
            moments.append(max(self.rates.list.opens(now), quiet_until))
        return min(moments)


def end_of(watch: Watch[J]) -> float:
    """Until when a job may be looked at."""
    poll = watch.poll
    return poll.deadline if poll.polls else max(poll.deadline, poll.started + FIRST_LOOK)
