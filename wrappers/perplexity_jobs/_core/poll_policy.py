"""How often to poll a job: `PollPolicy`, and the numbers for deep research and for all other models.

The delay depends on the age of the job, not on how often this process has polled it: a wait that begins again
after a restart goes on with the pace that the job's age calls for. What is no timeout is refused here, too.
"""

from __future__ import annotations

import math

from attrs import frozen

from .._values.clock import check_seconds
from .content import MAX_RETRY_AFTER

# Seconds for which lost connections count as one failure: they cost the service nothing, and networks come
# back by themselves, while whoever waits for a paid job would have to come back to it.
OUTAGE_STEP = 180.0
# An age that lies this little before a fixed one (seconds) is that age: the rest is rounding.
_DUST = 0.001


@frozen(kw_only=True)
class PollPolicy:
    """How often to poll a job. A pure value; all times in seconds.

    The delay after a poll at age *a* is ``initial + (multiplier - 1) * a``, at most `maximum`: the same
    as growing by `multiplier` from poll to poll, for a job that is watched from its start.

    Attributes:
        initial: delay at age 0.
        multiplier: growth of the delay.
        maximum: longest delay.
        jitter: each delay is changed at random by up to this share of it, up or down.
        max_consecutive_errors: this many failures in a row are borne; one more ends the wait. While
            connections fail or time out, polls follow after 2, 4, 8 … s, never later than the regular one,
            and count as one failure every three minutes: such an outage is borne for 15 minutes where 5 are
            borne, and not at all where none is.
        not_found_grace: how long after its submit a job may be unknown to the service.
        max_retry_after: longest time that the service's own wish to wait is obeyed.
        first_look: age of one early poll in the quiet time, or None for none.
        quiet_until: age until which there is no other poll.
    """

    initial: float = 2.0
    multiplier: float = 1.5
    maximum: float = 30.0
    jitter: float = 0.2
    max_consecutive_errors: int = 5
    not_found_grace: float = 5.0
    max_retry_after: float = MAX_RETRY_AFTER
    first_look: float | None = None
    quiet_until: float = 0.0

    def __attrs_post_init__(self) -> None:
        if not (0 < self.initial <= self.maximum < math.inf):
            raise ValueError("PollPolicy needs 0 < initial <= maximum, both in seconds.")
        if not (1 <= self.multiplier < math.inf and 0 <= self.jitter < 1):
            raise ValueError("PollPolicy needs multiplier >= 1 and 0 <= jitter < 1.")
        rest = (self.max_consecutive_errors, self.not_found_grace, self.max_retry_after, self.quiet_until)
        if not all(0 <= value < math.inf for value in (*rest, self.first_look or 0.0)):
            raise ValueError("PollPolicy needs finite numbers that are not negative.")
        if type(self.max_consecutive_errors) is not int:
            raise TypeError("PollPolicy needs a whole number of max_consecutive_errors.")

    def next_look(self, age: float) -> float:
        """The age at which to poll next, for a job that was polled when it was `age` seconds old."""
        if not self._is_quiet(age):
            return age + self._gap(age)
        early = self.first_look
        return early if early is not None and age < early - _DUST else self.quiet_until

    def delay(self, age: float, chance: float) -> float:
        """Seconds to the next poll, with the jitter.

        A poll at a fixed age is only ever moved back: just before that age it would be wasted, since the
        one at that age would follow at once.

        Args:
            age: of the job at the last poll, in seconds.
            chance: a random number from 0 to 1.
        """
        if self._is_quiet(age):
            return self.next_look(age) - age + self.jitter * self.initial * chance
        return self._gap(age) * (1 + self.jitter * (2 * chance - 1))

    def _is_quiet(self, age: float) -> bool:
        return age < self.quiet_until - _DUST

    def _gap(self, age: float) -> float:
        # Never as a difference of two ages: between large ones it is lost in rounding.
        return min(self.maximum, self.initial + (self.multiplier - 1) * age)


def check_wait(timeout: object, policy: object = None, on_update: object = None) -> None:
    """Refuse what cannot be waited with, before anything is sent or bought: TypeError or ValueError."""
    if timeout is not None:
        otherwise = "None waits for ever; request_timeout= of the client bounds one request, in seconds too"
        check_seconds("timeout", timeout, otherwise)
    if policy is not None and not isinstance(policy, PollPolicy):
        raise TypeError(f"poll is a PollPolicy, such as PollPolicy(initial=5.0), not {policy!r}.")
    if on_update is not None and not callable(on_update):
        raise TypeError(f"on_update is called after each poll; {on_update!r} cannot be called.")


#: Plain backoff, for models that answer in seconds and for those that are not known.
DEFAULT_POLICY = PollPolicy()

_RESEARCH_LEVELS = ("high", "xhigh")

#: Deep research: samples of live jobs took 212 s on average (225; 230 to 321, n=5; n=29), almost none under
#: a minute. One early poll catches what fails at once; then polls are as dense as the square root of the
#: chance that the job ends, after Keller and after Barlow and Proschan on inspection schedules.
DEEP_RESEARCH_POLICY = PollPolicy(
    initial=10.0,
    multiplier=1.015,
    maximum=60.0,
    jitter=0.1,
    not_found_grace=15.0,  # the first poll comes late; a second one after a 404 must still be borne
    first_look=5.0,
    quiet_until=90.0,
)


def policy_for(model: str | None) -> PollPolicy:
    """The policy for a model, or an effort level of the Agent API, where the caller gave none.

    Until a job ends, the Agent API names the level as its model, with a version where one was asked for.
    """
    name = (model or "").partition("@")[0]
    # The level `medium`, which does not research for minutes, was called deep-research before.
    is_research = name in _RESEARCH_LEVELS or ("deep-research" in name and name != "deep-research")
    return DEEP_RESEARCH_POLICY if is_research else DEFAULT_POLICY
