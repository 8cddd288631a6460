"""Backoff of a run: how long it pauses after a failure, when it gives up, and whom a refusal concerns.

Everything here is pure; times are monotonic seconds. A run gives up when no request was answered usably for a
while, or when the service refuses item after item from the beginning: they have a mistake in common then.
"""

from __future__ import annotations

from typing import Literal

from attrs import define, field

from ..._values.errors import PerplexityJobsError
from ..._values.text import plain_duration, shown

_SHORTEST, _LONGEST = 0.5, 60.0  # seconds of a pause
# Refused items, with none accepted, after which a run gives up.
_REFUSALS = 20
# Uncertain submits in a row after which a run gives up: each may have bought a job.
_UNCERTAIN = 10
# Forbidden items in a row after which the account counts as forbidden.
_FORBIDDEN = 5


@define
class Backoff:
    """Counts failures and answers of all items together.

    Attributes:
        limit: seconds without a usable answer, to polls too, after which to give up.
        error: of the last failure; None where the last request was answered.
    """

    limit: float
    error: PerplexityJobsError | None = field(default=None, init=False)
    _since: float | None = field(default=None, init=False)
    _refusals: int = field(default=0, init=False)
    _accepted: bool = field(default=False, init=False)
    _uncertain: int = field(default=0, init=False)

    def submitted(self) -> None:
        """Count a submit that gave a job."""
        self._uncertain = 0
        self.succeeded()

    def succeeded(self) -> None:
        """Count a submit that gave a job, or a job that has ended."""
        self._accepted = True
        self.answered()

    def answered(self) -> None:
        """Count an answer of any kind: an outage is over."""
        self._since, self.error = None, None

    def failed(self, now: float) -> float | None:
        """Count a failure; returns the seconds until the next attempt, or None to give up."""
        if self._since is None:
            self._since = now
        if now - self._since >= self.limit:
            return None
        # As long as the outage has lasted: this doubles, however many requests fail at once.
        return min(_LONGEST, max(_SHORTEST, now - self._since))

    def trouble(self, now: float) -> str:
        """Since when nothing succeeds, in words, with the reason; empty where requests are answered."""
        if self._since is None or self.error is None:
            return ""
        lasts, limit = plain_duration(now - self._since), plain_duration(self.limit)
        reason: BaseException = self.error
        while isinstance(reason, PerplexityJobsError) and reason.__cause__ is not None:
            reason = reason.__cause__
        return (
            f"no answer for {lasts}, gives up after {limit} ({shown(str(reason) or type(reason).__name__)})"
        )

    def uncertain(self) -> bool:
        """Count a submit that may have bought a job; returns whether to give up after too many in a row."""
        self._uncertain += 1
        return self._uncertain >= _UNCERTAIN

    def refused(self) -> bool:
        """Count a refused item; returns whether to give up because none has been accepted."""
        self._refusals += 1
        return not self._accepted and self._refusals >= _REFUSALS


@define
class Refusals:
    """Tells a refusal or failure of one item from one of the account, by the outcomes of other items."""

    _seen: set[int] = field(factory=set, init=False)
    _in_a_row: int = field(default=0, init=False)
    _failing: set[int] = field(factory=set, init=False)
    any_answered: bool = field(default=False, init=False)

    def answered(self) -> None:
        """Count an item whose request succeeded: a refusal of others is then not the account's."""
        self._in_a_row, self.any_answered = 0, True
        self._failing.clear()

    def refused(self, seq: int) -> Literal["item", "account", "unknown"]:
        """Whom a refusal concerns; an item for which that is unknown is tried again after the others."""
        again = seq in self._seen
        if again and self.any_answered:
            return "item"
        self._seen.add(seq)
        self._in_a_row += 1
        return "account" if again or self._in_a_row >= _FORBIDDEN else "unknown"

    def failed(self, seq: int) -> bool:
        """Count an item that keeps failing; returns whether only few do, while others succeed."""
        self._failing.add(seq)
        return self.any_answered and len(self._failing) < _FORBIDDEN
