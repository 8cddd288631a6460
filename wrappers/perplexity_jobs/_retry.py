"""Whether and when to make one request again: pure, like the waiting for jobs."""

from __future__ import annotations

from collections.abc import Callable

from attrs import define, frozen

from ._verdict import Refusal
from ._wire import Call

_INITIAL, _MAXIMUM = 0.5, 8.0
# A tier of 5 submits a minute asks for 12 s; what is longer than this is the caller's to decide.
_MAX_RETRY_AFTER = 60.0


@frozen
class RetryPolicy:
    """How often a single request is repeated after a failure that may pass.

    Delays grow from 0.5 s to 8 s, as in the official SDK, changed at random by up to a quarter; the
    service's own ``Retry-After`` is obeyed up to 60 s.

    Attributes:
        max_retries: requests after the first.
    """

    max_retries: int = 2

    def start(self, call: Call, *, random: Callable[[], float]) -> Attempts:
        """Begin with the first attempt of a call."""
        return Attempts(self, call, random)


@define
class Attempts:
    """The attempts of one call; made by `RetryPolicy.start`."""

    policy: RetryPolicy
    call: Call
    random: Callable[[], float]
    made: int = 0
    uncertain: bool = False
    """Whether a request may have done its work although no answer said so."""

    def observe(self, refusal: Refusal, *, left: float) -> float:
        """Seconds until the next attempt.

        Args:
            refusal: why the last attempt brought no answer.
            left: seconds until the caller's deadline.

        Raises:
            APIError: that of the refusal, where there is to be no other attempt.
        """
        self.made += 1
        self.uncertain = self.uncertain or (refusal.transient and refusal.sent)
        if not refusal.transient or self.made > self.policy.max_retries or not self._may_resend(refusal):
            raise refusal.error
        pause = min(_MAXIMUM, _INITIAL * 2.0 ** (self.made - 1)) * (1 + 0.25 * (2 * self.random() - 1))
        delay = max(pause, min(refusal.wait or 0.0, _MAX_RETRY_AFTER))
        if delay >= left:
            raise refusal.error
        return delay

    def _may_resend(self, refusal: Refusal) -> bool:
        return not self.call.resend_unsafe or not refusal.sent
