"""Backoff of a run: how long it pauses after a failure, when it gives up, and whose a refusal is.

All of it is pure; times are monotonic seconds. A single failure says nothing, since the client has repeated
the request already. A run gives up when nothing at all has succeeded for a while, or when the service refuses
one item after the other from the beginning, which is a mistake in what they have in common.
"""

from __future__ import annotations

from typing import Literal

from attrs import define, field

_SHORTEST, _LONGEST = 0.5, 60.0
_REFUSALS = 20
# Each of them may have bought a job: a service in trouble must not turn a whole file into open questions.
_UNCERTAIN = 10
# Items in a row that are forbidden, before it is the account that is.
_FORBIDDEN = 5


@define
class Backoff:
    """Counts failures and successes of all items together.

    Attributes:
        limit: seconds without any success after which to give up.
    """

    limit: float
    _since: float | None = field(default=None, init=False)
    _refusals: int = field(default=0, init=False)
    _accepted: bool = field(default=False, init=False)
    _uncertain: int = field(default=0, init=False)

    def submitted(self) -> None:
        """An item has its job."""
        self._uncertain = 0
        self.succeeded()

    def succeeded(self) -> None:
        """Something worked."""
        self._since, self._accepted = None, True

    def failed(self, now: float) -> float | None:
        """Something did not work: the seconds until it may be tried again, or None to give up."""
        if self._since is None:
            self._since = now
        if now - self._since >= self.limit:
            return None
        # As long as the trouble has lasted: doubling, however many requests fail at the same time.
        return min(_LONGEST, max(_SHORTEST, now - self._since))

    def uncertain(self) -> bool:
        """A submit may have bought a job or not; whether to give up because one after the other did so."""
        self._uncertain += 1
        return self._uncertain >= _UNCERTAIN

    def refused(self) -> bool:
        """An item was refused as it is; whether to give up because all were."""
        self._refusals += 1
        return not self._accepted and self._refusals >= _REFUSALS


@define
class Refusals:
    """Tells a refusal or failure of one item from one of the account, by what becomes of the others."""

    _seen: set[int] = field(factory=set, init=False)
    _in_a_row: int = field(default=0, init=False)
    _failing: set[int] = field(factory=set, init=False)
    any_answered: bool = field(default=False, init=False)

    def answered(self) -> None:
        """The service did for one item what it may have refused to others."""
        self._in_a_row, self.any_answered = 0, True
        self._failing.clear()

    def refused(self, seq: int) -> Literal["item", "account", "unknown"]:
        """Whose refusal it is; what is unknown is to be tried again after the others."""
        again = seq in self._seen
        if again and self.any_answered:
            return "item"
        self._seen.add(seq)
        self._in_a_row += 1
        return "account" if again or self._in_a_row >= _FORBIDDEN else "unknown"

    def failed(self, seq: int) -> bool:
        """No usable answer came for an item; whether only for few of them, while others were answered."""
        self._failing.add(seq)
        return self.any_answered and len(self._failing) < _FORBIDDEN
