"""Whether and when to make one request again: pure, like the waiting for jobs."""

from __future__ import annotations

from collections.abc import Callable

from attrs import define, frozen

from ._errors import APIError, APIStatusError, SubmitUncertainError
from ._verdict import Refusal
from ._wire import Call, says_when

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
            APIError: that of the refusal, where there is to be no other attempt; `SubmitUncertainError`
                where the request must not be repeated and nothing says that it did not do its work.
        """
        self.made += 1
        self.uncertain = self.uncertain or (refusal.transient and not _did_nothing(refusal))
        if self.call.resend_unsafe and refusal.transient and not _did_nothing(refusal):
            raise self._uncertain(refusal.error) from refusal.error
        if not refusal.transient or self.made > self.policy.max_retries:
            raise refusal.error
        pause = min(_MAXIMUM, _INITIAL * 2.0 ** (self.made - 1)) * (1 + 0.25 * (2 * self.random() - 1))
        delay = max(pause, min(refusal.wait or 0.0, _MAX_RETRY_AFTER))
        if delay >= left:
            raise refusal.error
        return delay

    def _uncertain(self, error: APIError) -> SubmitUncertainError:
        return SubmitUncertainError(
            f"{self.call} may have made a job whose id did not arrive (attempt {self.made}): "
            f"{error.message.rstrip('.')}. "
            "This API has neither an idempotency key nor a list to look it up in, so the request was not "
            "repeated; submitting again may pay for a second job.",
            request=str(self.call),
            attempts=self.made,
        )


def _did_nothing(refusal: Refusal) -> bool:
    """Whether a request did certainly not do its work: it did not arrive, or it was turned away at the door.

    A 503 counts only where it says when to come again: without that it may be a gateway's, which lost sight
    of a request that goes on.
    """
    if not refusal.sent:
        return True
    error = refusal.error
    if not isinstance(error, APIStatusError):
        return False
    return error.status_code in (409, 429) or (error.status_code == 503 and says_when(error.headers))
