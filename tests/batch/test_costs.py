"""Costs and budgets: the bill is never higher than what was said."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from perplexity_jobs.batch.money.costs import PRIORS, Budget

COSTS = st.floats(0.38, 1.26)


@given(
    limit=st.floats(0, 100),
    costs=st.lists(COSTS, max_size=120),
    at_once=st.integers(1, 30),
    silent=st.integers(2, 9),
)
def test_the_bill_stays_within_the_budget_whatever_jobs_cost(
    limit: float, costs: list[float], at_once: int, silent: int
) -> None:
    """Jobs that cost what deep research costs never add up to more, however many are in flight."""
    budget = Budget(limit, None)
    flying: list[float] = []
    bill = 0.0
    for number, cost in enumerate(costs):
        if len(flying) == at_once:
            ended = flying.pop(0)
            told = None if number % silent == 0 else ended
            budget.settle(None, told, 200.0)
        if not budget.allows(None):
            break
        budget.buy(None)
        flying.append(cost)
        bill += cost
    assert bill <= limit + 1e-6


@given(limit=st.integers(0, 20), wanted=st.integers(0, 40))
def test_jobs_are_counted(limit: int, wanted: int) -> None:
    """Exactly as many jobs as allowed."""
    budget = Budget(None, limit)
    bought = 0
    for _ in range(wanted):
        if budget.allows("sonar"):
            budget.buy("sonar")
            bought += 1
    assert bought == min(limit, wanted)


def test_a_refused_job_gives_its_place_back() -> None:
    """What the service refused was not bought."""
    budget = Budget(1.3, 1)
    budget.buy(None)
    assert not budget.allows(None)
    budget.refund(None)
    assert budget.allows(None)
    assert budget.jobs == 0


def test_a_job_that_does_not_say_what_it_cost_counts_as_a_dear_one() -> None:
    """Silence is not free."""
    budget = Budget(2.0, None)
    budget.buy(None)
    budget.settle(None, None)
    assert budget.spent == 0.0
    assert not budget.allows(None)


def test_estimates_follow_what_was_seen() -> None:
    """After enough jobs the batch knows better than any table."""
    budget = Budget()
    assert budget.likely("sonar") == pytest.approx(0.0125)
    for _ in range(20):
        budget.buy("sonar")
        budget.settle("sonar", 0.5, 30.0)
    assert budget.likely("sonar") == pytest.approx(0.5)
    assert budget.lowest("sonar") <= 0.5 <= budget.highest("sonar")
    assert budget.seconds("sonar") == 30.0
    assert budget.likely("sonar-pro") < 0.1, "what one model costs says nothing of another"


def test_an_unknown_model_counts_as_the_dearest() -> None:
    """A new name must not slip past a budget."""
    assert Budget().highest("sonar-next") == max(known.high for known in PRIORS.values())
