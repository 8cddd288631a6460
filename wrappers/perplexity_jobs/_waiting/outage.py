"""Whether the service answers at all, how long to wait for an answer, and when to try again if not.

One request that fails is the matter of its job. Where nothing of a whole wave is answered, it is the service
or the network: then a single request at a time is sent, later each time, instead of one for every job.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

from attrs import define, field

from .._core.poll_policy import PollPolicy
from .._core.response import Answer, Refusal
from .._values.errors import PerplexityJobsError, RateLimitError

# A request that takes longer than this (seconds), or so many times the longest of late, is given up.
_PATIENCE, _USUAL = 5.0, 10.0
# The longest of late fades by this much from wave to wave.
_FADE = 0.9


@define
class Health:
    """What the last waves have shown.

    Attributes:
        failures: waves in a row of which nothing was answered.
        error: of the last of them.
        quiet_until: until when nothing is sent, on the monotonic clock.
        asked_until: the same, by the service's word alone.
        patience: seconds that a request may take.
    """

    failures: int = 0
    error: PerplexityJobsError | None = None
    quiet_until: float = -math.inf
    asked_until: float = -math.inf
    patience: float = _PATIENCE
    _usual: float = field(default=0.0, init=False)

    def pause(self, until: float) -> None:
        """Send nothing until then."""
        self.quiet_until = max(self.quiet_until, until)

    def hurry(self, now: float, last: float) -> None:
        """Send again at `last` at the latest, for a last look, if the service has not asked for more."""
        if now < last < self.quiet_until:
            self.quiet_until = max(last, self.asked_until)

    def observe(
        self,
        verdicts: Sequence[Answer[Any] | Refusal],
        *,
        policy: PollPolicy,
        factor: float,
        now: float,
        took: float,
    ) -> bool:
        """Take in a wave; False where nothing was answered for more often than `policy` bears."""
        failed = [verdict for verdict in verdicts if isinstance(verdict, Refusal) and verdict.transient]
        if len(failed) < len(verdicts):
            self.failures, self.error = 0, None
            self._usual = max(took, _FADE * self._usual)
            self.patience = max(_PATIENCE, _USUAL * self._usual)
            return True
        self.failures += 1
        self.error = failed[-1].error
        self.patience *= 2.0
        wish = max(refusal.wait or 0.0 for refusal in failed)
        # After a 429 the window of its kind is closed; other kinds may go on.
        if not all(isinstance(refusal.error, RateLimitError) for refusal in failed):
            pause = min(policy.maximum, 2.0**self.failures)
            wish = min(wish, policy.max_retry_after)
            self.asked_until = now + wish
            self.pause(now + max(pause * factor, wish))
        return self.failures <= policy.max_consecutive_errors
