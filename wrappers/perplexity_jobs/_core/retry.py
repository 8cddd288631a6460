"""Whether one request is made again, and after which pause; it keeps a submit from being paid for twice."""

from __future__ import annotations

from collections.abc import Callable

from attrs import define

from .._values.call import Call
from .._values.errors import APIError, SubmitUncertainError
from .headers import MAX_RETRY_AFTER
from .response import Refusal

_INITIAL, _MAXIMUM = 0.5, 8.0


@define
class Attempts:
    """The attempts at one request, and the backoff between them.

    The delays grow from 0.5 s to 8 s, as in the official SDK, each changed at random by up to a quarter.

    Attributes:
        call: the request.
        max_retries: attempts after the first.
        random: numbers from 0 to 1, for the jitter.
        made: attempts so far.
        uncertain: whether one of them may have done its work although no answer said so.
        accepted: whether the last answer was a success, though not a usable one.
    """

    call: Call
    max_retries: int
    random: Callable[[], float]
    made: int = 0
    uncertain: bool = False
    accepted: bool = False

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
        self.accepted = refusal.accepted
        self.uncertain = self.uncertain or not refusal.did_nothing
        if self.call.resend_unsafe and not refusal.did_nothing and isinstance(refusal.error, APIError):
            raise self._uncertain(refusal.error) from refusal.error
        if not refusal.transient or self.made > self.max_retries:
            raise refusal.error
        pause = min(_MAXIMUM, _INITIAL * 2.0 ** (self.made - 1)) * (1 + 0.25 * (2 * self.random() - 1))
        delay = max(pause, min(refusal.wait or 0.0, MAX_RETRY_AFTER))
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
            headers=error.headers,
        )


def maybe_created(key: str | None, *, ended: bool = False) -> str:
    """What to know after a submit that may have made a job, for notes; `ended` of an API that is retired."""
    if ended:
        then = "The service has ended this API: nobody can ask for it. Submitting again may buy a second one."
    elif key is None:
        then = "This API has no idempotency key: submitting again may buy a second one."
    else:
        then = (
            f"submit(..., idempotency_key={key!r}) with the same question brings that job and cannot buy a "
            "second one."
        )
    return f"The job may have been created. {then}"
