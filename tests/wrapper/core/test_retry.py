"""Whether a request is retried."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from perplexity_jobs import (
    APIConnectionError,
    APIResponseValidationError,
    APIStatusError,
    BadRequestError,
    RateLimitError,
    SubmitUncertainError,
)
from perplexity_jobs._core.requests import Attempts
from perplexity_jobs._core.response import Refusal
from perplexity_jobs._values.call import Call

CALL = Call("submit", "POST", "/jobs")


def begin(max_retries: int = 2, chance: float = 0.5, call: Call = CALL) -> Attempts:
    """The first attempt of a call."""
    return Attempts(call, max_retries, lambda: chance)


def lost(wait: float | None = None, *, sent: bool = True) -> Refusal:
    """A failure that may pass."""
    return Refusal(APIConnectionError("reset"), wait=wait, sent=sent)


def test_pauses_double_up_to_eight_seconds() -> None:
    """0.5 s, then twice as long each time, as in the official SDK; then the last failure is raised."""
    attempts = begin(max_retries=8)
    pauses = [attempts.observe(lost(), left=math.inf) for _ in range(8)]
    assert pauses == [0.5, 1.0, 2.0, 4.0, 8.0, 8.0, 8.0, 8.0]
    last = lost()
    with pytest.raises(APIConnectionError) as caught:
        attempts.observe(last, left=math.inf)
    assert caught.value is last.error
    refusal = Refusal(BadRequestError("no", status_code=400))
    with pytest.raises(BadRequestError):
        begin().observe(refusal, left=math.inf)


def test_only_a_request_that_may_have_arrived_leaves_doubt() -> None:
    """A refused connection did nothing; a cut one may have."""
    attempts = begin(max_retries=3)
    attempts.observe(lost(sent=False), left=math.inf)
    assert not attempts.uncertain
    attempts.observe(Refusal(RateLimitError("later", status_code=429)), left=math.inf)
    assert not attempts.uncertain, "what was turned away at the door did nothing"
    attempts.observe(lost(), left=math.inf)
    assert attempts.uncertain


def test_the_services_wish_is_obeyed_within_two_minutes() -> None:
    """Retry-After lengthens the pause, never shortens it, and is not obeyed for ever."""
    assert begin().observe(lost(12.0), left=math.inf) == 12.0
    assert begin().observe(lost(0.0), left=math.inf) == 0.5
    assert begin().observe(lost(1e9), left=math.inf) == 120.0


def test_no_pause_past_the_deadline() -> None:
    """A retry that could not begin in time is not waited for."""
    assert begin().observe(lost(), left=0.6) == 0.5
    with pytest.raises(APIConnectionError):
        begin().observe(lost(), left=0.5)


def refused(status: int, wait: float | None = None, **headers: str) -> Refusal:
    """An answer with an error status that may pass, and may say by its headers when to come again."""
    kind = RateLimitError if status == 429 else APIStatusError
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return Refusal(kind("no", status_code=status, headers=named), wait=wait)


UNSAFE = Call("submit", "POST", "/jobs", resend_unsafe=True)
DOORS = [lost(sent=False), refused(429), refused(429, 3.0), refused(503, 3.0, retry_after="3")]
DOUBTS = [
    lost(),
    *(refused(status) for status in (408, 409, 500, 502, 503, 524)),
    *(Refusal(APIStatusError("no", status_code=status)) for status in (301, 307, 460, 499)),
    refused(503, 3.0, x_ratelimit_remaining="0", x_ratelimit_reset="3"),
    refused(503, 3.0, retry_after="soon", x_ratelimit_remaining="0"),
    Refusal(APIResponseValidationError("no JSON", status_code=200, body="<html>")),
]


@given(st.lists(st.sampled_from([*DOORS, *DOUBTS]), max_size=6))
def test_an_unsafe_request_is_never_made_after_one_that_may_have_worked(refusals: list[Refusal]) -> None:
    """What was turned away at the door is sent again; a gateway, a crash, a cut connection is the end.

    Out of retries after refusals only, the caller hears of the refusal: nothing was bought.
    """
    attempts = begin(max_retries=3, call=UNSAFE)
    for number, refusal in enumerate(refusals, 1):
        if refusal in DOUBTS or number > 3:
            kind = SubmitUncertainError if refusal in DOUBTS else type(refusal.error)
            with pytest.raises(kind) as caught:
                attempts.observe(refusal, left=math.inf)
            if isinstance(caught.value, SubmitUncertainError):
                assert caught.value.__cause__ is refusal.error
                assert (caught.value.request, caught.value.attempts) == ("POST /jobs", number)
            return
        assert attempts.observe(refusal, left=math.inf) >= (refusal.wait or 0.5)


@given(st.floats(0, 1), st.integers(0, 20))
def test_chance_changes_a_pause_by_a_quarter_at_most(chance: float, number: int) -> None:
    """Many clients that failed together do not come back together."""
    attempts, middle = begin(30, chance), begin(30)
    for _ in range(number):
        attempts.observe(lost(), left=math.inf)
        middle.observe(lost(), left=math.inf)
    pause, usual = attempts.observe(lost(), left=math.inf), middle.observe(lost(), left=math.inf)
    assert 0.75 * usual <= pause <= 1.25 * usual
