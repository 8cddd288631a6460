"""How often to look."""

from __future__ import annotations

import itertools
import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from perplexity_jobs import PollPolicy
from perplexity_jobs._core.poll_policy import DEEP_RESEARCH_POLICY, DEFAULT_POLICY, check_wait, policy_for


def looks(policy: PollPolicy, until: float, age: float = 0.0) -> list[float]:
    """The ages at which a job is looked at."""
    found = []
    while (age := policy.next_look(age)) <= until:
        found.append(age)
    return found


def test_plain_backoff_grows_by_its_multiplier_up_to_its_maximum() -> None:
    """Each delay is the one before times the multiplier, until the longest is reached."""
    ages = [0.0, *looks(PollPolicy(initial=2, multiplier=1.5, maximum=30), until=400)]
    delays = [later - earlier for earlier, later in itertools.pairwise(ages)]
    growing = [delay for delay in delays if delay < 30]
    assert growing[0] == 2
    assert all(b == pytest.approx(1.5 * a) for a, b in itertools.pairwise(growing))
    assert delays[-1] == pytest.approx(30)


def test_deep_research_is_left_alone_in_its_first_minute() -> None:
    """One early look for what fails at once, none until 90 s, then every 10 s and 1.5 % of the age."""
    ages = looks(DEEP_RESEARCH_POLICY, until=300)
    assert ages[:2] == [5.0, 90.0]
    assert ages[2] - ages[1] == pytest.approx(10 + 0.015 * 90)
    assert all(b - a == pytest.approx(10 + 0.015 * a) for a, b in itertools.pairwise(ages[1:]))


@given(st.floats(0, 1e7))
def test_a_resumed_wait_keeps_the_pace_of_the_job(age: float) -> None:
    """The delay depends on the age alone: an old job is not looked at every two seconds again."""
    for policy in (DEFAULT_POLICY, DEEP_RESEARCH_POLICY):
        delay = policy.next_look(age) - age
        assert 0 < delay <= max(policy.maximum, policy.quiet_until) + 1e-6
        if age > 120:
            assert delay > policy.initial


@given(st.floats(0, 1e6), st.floats(0, 1e6))
def test_an_older_job_is_never_looked_at_sooner(one: float, other: float) -> None:
    """Looks keep their order, whatever the ages."""
    for policy in (DEFAULT_POLICY, DEEP_RESEARCH_POLICY):
        assert policy.next_look(min(one, other)) <= policy.next_look(max(one, other))


def test_the_model_chooses_the_policy() -> None:
    """Deep research has its own; every other model, and none, backs off plainly."""
    assert policy_for("sonar-deep-research") is DEEP_RESEARCH_POLICY
    assert policy_for("sonar-pro") is DEFAULT_POLICY
    assert policy_for(None) is DEFAULT_POLICY


def test_the_defaults_are_those_that_are_promised() -> None:
    """A wait that names no numbers looks after 2 s, half as long again each time, every 30 s in the end."""
    assert looks(PollPolicy(), until=60) == [2.0, 5.0, 9.5, 16.25, 26.375, 41.5625]
    assert PollPolicy().next_look(1000.0) == 1030.0
    assert PollPolicy() == PollPolicy(
        jitter=0.2, max_consecutive_errors=5, not_found_grace=5.0, max_retry_after=120.0
    )


@pytest.mark.parametrize(
    "wrong",
    [
        {"initial": 0.0},
        {"initial": -1.0},
        {"initial": 31.0},
        {"maximum": math.inf},
        {"multiplier": 0.9},
        {"multiplier": math.nan},
        {"jitter": 1.0},
        {"jitter": -0.1},
        {"max_consecutive_errors": -1},
        {"not_found_grace": -1.0},
        {"max_retry_after": math.inf},
        {"quiet_until": math.nan},
        {"first_look": -1.0},
    ],
)
def test_a_policy_that_cannot_be_is_refused(wrong: dict[str, float]) -> None:
    """A delay of nothing, or for ever, is refused where it is written."""
    with pytest.raises(ValueError, match="PollPolicy needs"):
        PollPolicy(**wrong)  # type: ignore[arg-type]  # one of the floats is a count


@pytest.mark.parametrize(
    "edge", [{"jitter": 0.0}, {"initial": 30.0}, {"multiplier": 1.0}, {"first_look": 0.0}]
)
def test_the_edges_of_a_policy_are_allowed(edge: dict[str, float]) -> None:
    """No jitter, no growth and a constant delay are policies."""
    assert PollPolicy(**edge).next_look(0.0) > 0  # type: ignore[arg-type]  # one of the fields is a count


def test_a_timeout_that_cannot_be_is_refused() -> None:
    """Negative and not-a-number are mistakes, not waits."""
    for wrong in (-1.0, math.nan):
        with pytest.raises(ValueError, match="timeout is in seconds"):
            check_wait(wrong)


@given(st.floats(0, 200), st.floats(0, 1))
def test_chance_wastes_no_look(age: float, chance: float) -> None:
    """No look comes just before one that is due anyway; chance moves each by its share at most."""
    for policy in (DEFAULT_POLICY, DEEP_RESEARCH_POLICY):
        plain, moved = policy.next_look(age) - age, policy.delay(age, chance)
        if age < policy.quiet_until:
            assert plain <= moved <= plain + policy.jitter * policy.initial
        else:
            assert moved == pytest.approx(plain, rel=policy.jitter + 1e-9)


@given(st.lists(st.floats(0, 1), min_size=2, max_size=2))
def test_deep_research_has_one_look_before_its_quiet_time_ends(chances: list[float]) -> None:
    """The early look, then none until 90 s, whatever the chance."""
    first = DEEP_RESEARCH_POLICY.delay(0.0, chances[0])
    second = first + DEEP_RESEARCH_POLICY.delay(first, chances[1])
    assert 5.0 <= first <= 6.0
    assert 90.0 <= second <= 91.0
