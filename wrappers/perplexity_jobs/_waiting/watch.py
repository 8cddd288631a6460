"""One job among many: when to look at it next, and what its looks have saved.

Alone, a job is looked at as its `PollPolicy` says. A page of the list that shows *n* of the waiting jobs may
be fetched *n* times as often for the same number of requests; more often than every `PACE` seconds is of no
use to anybody. What pages at that pace save against waiting for each job alone is kept as credit, and
spent on the jobs that are left when the pages have become thin.
"""

from __future__ import annotations

from typing import Generic

from attrs import define

from .._core.poll import J, Poll

# Seconds between two looks at a job that shares its page with others, at the shortest.
PACE = 4.5
# In the time in which no end is expected, so many times the shortest: a page costs little, and priors err.
_QUIET = 3.0
# Looks that one waiting job may have saved for it: about as many as it would get alone in all its life.
_SAVED = 14.0
# How long jobs that no page showed are asked for by themselves, doubled each time (seconds).
_ALONE, _ALONE_LONGEST = 60.0, 900.0


@define(eq=False)
class Watch(Generic[J]):
    """One waiting job.

    Attributes:
        poll: counts its looks and failures, with the rules of a single wait.
        order: of its addition, to break ties.
        due: when to look next, on the monotonic clock; infinite: not again before the deadline.
        looked: when it was last seen.
        place: token of the page that showed it last; None is the first page.
        queued: whether a request that is to show it waits to be sent, or is under way.
        asked: whether that request is for this job alone.
        ended: whether the list says that it has ended; only its body is missing.
        listed: looks by pages since the last by itself.
        listed_age: its age when a page last showed it as unfinished, or None.
        misses: how often in a row the pages did not show it.
        alone_until: until when it is not looked for on pages.
        asked_again: how often it was unfinished by itself after the list said that it had ended.
        told: whether its policy is that of its model.
    """

    poll: Poll[J]
    order: int
    due: float
    looked: float
    place: str | None = None
    queued: bool = False
    asked: bool = False
    ended: bool = False
    listed: int = 0
    listed_age: float | None = None
    misses: int = 0
    alone_until: float = float("-inf")
    asked_again: int = 0
    told: bool = False

    def shown_on(self, token: str | None) -> None:
        """A page showed the job."""
        self.place, self.misses, self.alone_until = token, 0, float("-inf")

    def missed(self, now: float) -> None:
        """The pages did not show the job, or not at a price worth paying."""
        self.place = None
        self.misses += 1
        # Once is not often: a job that was submitted this moment may not be in the list yet.
        if self.misses > 1:
            self.alone_until = now + min(_ALONE_LONGEST, _ALONE * 2.0 ** min(self.misses - 2, 10))


@define
class Pace:
    """How much sooner than alone the jobs may be looked at.

    Attributes:
        shortest: seconds between two looks at a job that shares its page with others.
        credit: looks that were saved and may be spent.
    """

    shortest: float = PACE
    credit: float = 0.0

    def spend(self, waiting: int) -> None:
        """Count one request that was not for a body."""
        self.credit = min(self.credit - 1.0, _SAVED * waiting)

    def delay(
        self, watch: Watch[J], alone: float, *, share: int, factor: float, now: float, may_spend: bool
    ) -> float:
        """Seconds until the next look at a job that was just seen unfinished.

        Args:
            watch: the job.
            alone: the delay that its policy gives.
            share: how many waiting jobs the same request showed.
            factor: near 1, at random, so that many clients do not keep step.
            now: the monotonic time.
            may_spend: whether pages are to be had; without them the policy alone decides.
        """
        age, policy = self._quiet_age(watch), watch.poll.policy
        if age is not None:
            # Jitter may bring a look just before the moment it was meant for, which is over with it.
            gap = min(self.shortest, policy.initial)
            if alone < gap:
                alone = max(gap, min(policy.next_look(age + gap), policy.quiet_until) - age)
            if share == 1 or not may_spend:
                return alone
            return max(gap, min(alone, max(_QUIET * self.shortest, alone / share)) * factor)
        if not may_spend:
            return alone
        # Alone, this time without a look would have cost this part of one.
        self.credit += min(1.0, (now - watch.looked) / alone) if alone > 0 else 0.0
        pace = min(alone, self.shortest * factor)
        return pace if self.credit > 0 else max(pace, alone / share)

    def is_quiet(self, watch: Watch[J]) -> bool:
        """Whether the job is in the time in which its policy expects no end."""
        return self._quiet_age(watch) is not None

    def _quiet_age(self, watch: Watch[J]) -> float | None:
        sighting = watch.poll.job._sighting if watch.poll.job else None
        age = sighting.age if sighting else None
        return age if age is not None and age < watch.poll.policy.quiet_until else None
