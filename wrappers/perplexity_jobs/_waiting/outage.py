"""Outages: whether the service answers at all, how long to wait for an answer, and when to try again.

One request that fails is the matter of its job. Where nothing of a whole wave is answered, it is the service
or the network: then a single request at a time is sent, later each time, instead of one for every job.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

from attrs import define

from .._core.poll_policy import OUTAGE_STEP, PollPolicy
from .._core.response import Answer, Refusal
from .._values.errors import APIConnectionError, PerplexityJobsError, RateLimitError

# A request that takes longer than this (seconds) is given up, so that it does not hold up the others; twice
# as long after each wave that was not answered.
_PATIENCE = 5.0


@define
class Outage:
    """What the last waves have shown.

    Attributes:
        step: seconds for which lost connections count as one failure, as in a wait for one job.
        failures: waves in a row of which nothing was answered; 0 where there is no outage.
        since: when the first of them ended.
        errors: those that count.
        error: of the last of them.
        quiet_until: until when nothing is sent, on the monotonic clock.
        asked_until: the same, as far as the service has asked for it.
        patience: seconds that a request may take.
    """

    step: float = OUTAGE_STEP
    failures: int = 0
    since: float = 0.0
    errors: int = 0
    error: PerplexityJobsError | None = None
    quiet_until: float = -math.inf
    asked_until: float = -math.inf
    patience: float = _PATIENCE
    _counted_until: float = -math.inf

    def observe(
        self,
        verdicts: Sequence[Answer[Any] | Refusal],
        policy: PollPolicy,
        *,
        now: float,
        took: float,
        jitter: float,
        last: float,
    ) -> bool:
        """Take in a wave that took some seconds; False where `policy` bears no more failures in a row.

        At `last`, for a last look, there is another wave, if the service has not asked for a longer pause.
        """
        failed = [verdict for verdict in verdicts if isinstance(verdict, Refusal) and verdict.transient]
        if len(failed) < len(verdicts):
            self.failures, self.errors, self.error, self._counted_until = 0, 0, None, -math.inf
            self.patience = max(_PATIENCE, self.patience / 2.0, 2.0 * took)
            return True
        self.since = self.since if self.failures else now
        self.failures += 1
        self.error = failed[-1].error
        if not isinstance(self.error, APIConnectionError):
            self.errors += 1
        elif now >= self._counted_until:
            self.errors, self._counted_until = self.errors + 1, now + self.step
        self.patience *= 2.0
        # After a 429 the rate of its kind is limited; other kinds may go on.
        if not all(isinstance(refusal.error, RateLimitError) for refusal in failed):
            wish = min(max(refusal.wait or 0.0 for refusal in failed), policy.max_retry_after)
            self.asked_until = now + wish
            pause = min(policy.maximum, 2.0 ** min(self.failures, 10)) * jitter
            self.quiet_until = max(self.asked_until, min(now + pause, last if now < last else math.inf))
        return self.errors <= policy.max_consecutive_errors
