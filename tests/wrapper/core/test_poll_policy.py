"""`PollPolicy`: the polling intervals by the age of a job."""

from __future__ import annotations

import itertools
import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from perplexity_jobs import PollPolicy
from perplexity_jobs._core.poll_policy import DEEP_RESEARCH_POLICY, DEFAULT_POLICY


def looks(policy: PollPolicy, until: float, age: float = 0.0) -> list[float]:
    """The ages at which a job is polled."""
    found = []
    while (age := policy.next_look(age)) <= until:
        found.append(age)
    return found


@given(st.floats(0, 1), st.floats(0, 1))
def test_deep_research_is_left_alone_in_its_first_minute(one: float, other: float) -> None:
    """There is one early poll, none until 90 s, then one every 10 s and 1.5 % of the age."""
    ages = looks(DEEP_RESEARCH_POLICY, until=300)
    assert ages[:2] == [5.0, 90.0]
    assert all(b - a == pytest.approx(10 + 0.015 * a) for a, b in itertools.pairwise(ages[1:]))
    first = DEEP_RESEARCH_POLICY.delay(0.0, one)
    assert 5.0 <= first <= 6.0
    assert 90.0 <= first + DEEP_RESEARCH_POLICY.delay(first, other) <= 91.0, "whatever the chance"


@given(st.floats(0, 1e7))
def test_a_resumed_wait_keeps_the_pace_of_the_job(age: float) -> None:
    """The interval depends on the age only, so an old job is not polled every two seconds."""
    for policy in (DEFAULT_POLICY, DEEP_RESEARCH_POLICY):
        delay = policy.next_look(age) - age
        assert 0 < delay <= max(policy.maximum, policy.quiet_until) + 1e-6
        if age > 120:
            assert delay > policy.initial


def test_the_defaults_are_those_that_are_promised() -> None:
    """The default intervals begin with 2 s and grow by half each time, up to 30 s."""
    assert looks(PollPolicy(), until=60) == [2.0, 5.0, 9.5, 16.25, 26.375, 41.5625]
    assert PollPolicy().next_look(1000.0) == 1030.0
    assert PollPolicy() == PollPolicy(
        jitter=0.2, max_consecutive_errors=5, not_found_grace=5.0, max_retry_after=120.0
    )


@pytest.mark.parametrize(
    "wrong",
    [
        *({"initial": value} for value in (0.0, -1.0, 31.0)),
        *({"multiplier": value} for value in (0.9, math.nan)),
        *({"jitter": value} for value in (1.0, -0.1)),
        {"maximum": math.inf},
        {"max_consecutive_errors": -1},
        {"not_found_grace": -1.0},
        {"max_retry_after": math.inf},
        {"quiet_until": math.nan},
        {"first_look": -1.0},
    ],
)
def test_a_policy_that_cannot_be_is_refused(wrong: dict[str, float]) -> None:
    """A delay of nothing, or for ever, is refused where it is written; the edges are allowed."""
    with pytest.raises(ValueError, match="PollPolicy needs"):
        PollPolicy(**wrong)  # type: ignore[arg-type]  # one of the floats is a count
    assert PollPolicy(jitter=0.0, initial=30.0, multiplier=1.0, first_look=0.0).next_look(0.0) > 0


@given(st.floats(0, 200), st.floats(0, 1))
def test_chance_wastes_no_look(age: float, chance: float) -> None:
    """No poll comes just before another one; jitter moves each by its share at most."""
    for policy in (DEFAULT_POLICY, DEEP_RESEARCH_POLICY):
        plain, moved = policy.next_look(age) - age, policy.delay(age, chance)
        if age < policy.quiet_until:
            assert plain <= moved <= plain + policy.jitter * policy.initial
        else:
            assert moved == pytest.approx(plain, rel=policy.jitter + 1e-9)
