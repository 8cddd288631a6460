"""Budgets and estimates: costs, numbers of jobs, durations, and the backoff of a run."""

from __future__ import annotations

from math import inf

import pytest
from hypothesis import given
from hypothesis import strategies as st

from perplexity_jobs._apis.sonar import DEFAULT_MODEL
from perplexity_jobs.batch import Summary
from perplexity_jobs.batch.ledger.ledger import Ledger
from perplexity_jobs.batch.money.costs import PRIORS, Budget, ModelCosts
from perplexity_jobs.batch.money.estimate import Estimate, estimate
from perplexity_jobs.batch.options import Options
from perplexity_jobs.batch.questions.items import Item, entry
from perplexity_jobs.batch.questions.loading import Loaded, load
from perplexity_jobs.batch.results.result import ResultStatus
from perplexity_jobs.batch.results.summary import time_left
from perplexity_jobs.batch.run.backoff import Backoff
from perplexity_jobs.batch.run.state import RunState

from .conftest import World

COSTS = st.floats(0.38, 1.26)
THREE = [entry(Item(id=name, question=f"What of {name}?"), {}) for name in "abc"]


@given(
    limit=st.floats(0, 100),
    costs=st.lists(COSTS, max_size=120),
    at_once=st.integers(1, 30),
    silent=st.integers(2, 9),
    jobs=st.none() | st.integers(0, 40),
)
def test_the_bill_stays_within_the_budget_whatever_jobs_cost(
    limit: float, costs: list[float], at_once: int, silent: int, jobs: int | None
) -> None:
    """Jobs that cost what deep research costs never add up to more, however many are in flight."""
    budget = Budget(limit, jobs)
    flying: list[float] = []
    bill = 0.0
    for number, cost in enumerate(costs):
        if len(flying) == at_once:
            ended = flying.pop(0)
            budget.settle(None, None if number % silent == 0 else ended, 200.0)
        if not budget.allows(None):
            break
        budget.of(None).open += 1
        flying.append(cost)
        bill += cost
    assert bill <= limit + 1e-6
    assert budget.jobs <= (len(costs) if jobs is None else jobs)


def test_a_job_that_does_not_say_what_it_cost_counts_as_a_dear_one() -> None:
    """Without a cost it counts with the highest likely one."""
    budget = Budget(2.0, None, models={DEFAULT_MODEL: ModelCosts(open=1)})
    budget.settle(None, None)
    assert budget.spent == 0.0
    assert not budget.allows(None)


def test_estimates_follow_what_was_seen() -> None:
    """Observed costs replace the known ones after enough jobs; a new model counts as the dearest."""
    budget = Budget()
    assert budget.of("sonar").likely == pytest.approx(0.0125)
    for _ in range(20):
        budget.settle("sonar", 0.5, 30.0)
    seen = budget.of("sonar")
    assert seen.likely == pytest.approx(0.5)
    assert seen.low <= 0.5 <= seen.high
    assert seen.duration == 30.0
    assert budget.of("sonar-pro").likely < 0.1, "what one model costs says nothing of another"
    assert budget.of("sonar-next").high == max(known.high for known in PRIORS.values())


def with_one_under_way(max_cost: float | None = None, max_jobs: int | None = None) -> Estimate:
    """Of three items the first has a job whose end is not known."""
    options = Options(max_cost=max_cost, max_jobs=max_jobs)
    under_way = {DEFAULT_MODEL: ModelCosts(open=1)}
    return estimate(Loaded(THREE, 0), {"a": "submitted"}, under_way, options, "sonar")


def test_a_job_under_way_is_bought_and_not_estimated_again() -> None:
    """The estimate has the cost of the two others; of USD 2.60, which allow one, it takes its part."""
    guess = with_one_under_way()
    assert (guess.in_flight, guess.to_submit, guess.done) == (1, 2, 0)
    assert (round(guess.low, 2), round(guess.high, 2), guess.spent) == (0.76, 2.52, 0.0)
    guess = with_one_under_way(max_cost=2.6)
    assert (guess.to_submit, guess.beyond_budget) == (1, 1)
    assert with_one_under_way(max_jobs=2).to_submit == 1


def test_items_that_wait_for_the_price_of_a_job_under_way_are_not_beyond_the_budget() -> None:
    """The rest is bought once the first job has said what it cost."""
    items = [entry(Item(id=made.id, question="Q?", fields={"effort": "high"}), {}) for made in THREE]
    under_way = {"high": ModelCosts(open=1)}
    guess = estimate(Loaded(items, 0), {"a": "submitted"}, under_way, Options(max_cost=50.0), "agent")
    assert (guess.unknown, guess.to_submit, guess.beyond_budget) == ({"high": 2}, 2, 0)


def test_an_infinite_budget_is_none(world: World) -> None:
    """`inf` means no limit, as for `submit_rate`."""
    items = [{"id": made.id, "question": "Q?"} for made in THREE]
    assert world.batch.estimate(items, max_cost=inf).to_submit == 3
    assert world.run(items, max_cost=inf).counts == {ResultStatus.COMPLETED: 3}


def test_the_time_left_follows_the_slower_of_pace_and_places() -> None:
    """Ten jobs at five a minute: the last is submitted after 108 s and takes as long as a job takes."""
    assert time_left(waiting=10, in_flight=0, per_minute=5, seconds=200, at_once=1000) == 308
    assert time_left(waiting=10, in_flight=0, per_minute=6000, seconds=200, at_once=5) == 400
    assert time_left(waiting=0, in_flight=3, per_minute=5, seconds=200, at_once=5) == 200
    assert time_left(waiting=0, in_flight=0, per_minute=5, seconds=200, at_once=5) == 0


def test_the_time_left_becomes_less_while_the_last_jobs_are_waited_for(world: World) -> None:
    """Where they take longer than others did, nothing is known of it any more."""
    with Ledger(world.ledger) as ledger:
        seqs = ledger.add(load(["One?", "Two?"], {}).entries)
        state = RunState(ledger, world.client(), Options(submit_rate=60.0), seqs)
        usual = state.progress().left
        assert usual is not None
        world.clock.advance(30)
        assert state.progress().left == usual
        state.in_flight = 2
        world.clock.advance(50)
        assert state.progress().left == pytest.approx(usual - 51, abs=0.01)
        world.clock.advance(500)
        assert state.progress().left is None


@given(st.lists(st.floats(0, 1e4)).map(sorted), st.floats(0, 1))
def test_the_quantile_is_one_of_the_durations_and_enough_are_below(values: list[float], share: float) -> None:
    """The quantile is the duration of a job, not an interpolation; None where there is no job."""
    summary = Summary(counts={}, cost=0, unpriced=0, jobs=0, durations=tuple(values), failures={})
    found = summary.quantile(share)
    assert (found is None) == (not values)
    if found is not None:
        assert found in values
        assert sum(value <= found for value in values) >= share * len(values)


def test_trouble_is_borne_longer_the_longer_it_lasts_and_not_for_ever() -> None:
    """The pause grows with the length of the outage, not with the number of failures."""
    backoff = Backoff(900)
    assert [backoff.failed(100.0) for _ in range(100)] == [0.5] * 100
    assert backoff.failed(110.0) == 10.0
    assert backoff.failed(500.0) == 60.0
    assert backoff.failed(1000.0) is None
    backoff.succeeded()
    assert backoff.failed(1001.0) == 0.5


def test_only_refusals_from_the_beginning_end_a_run() -> None:
    """After one success, refusals concern single items."""
    backoff = Backoff(900)
    assert [backoff.refused() for _ in range(20)] == [False] * 19 + [True]
    backoff.succeeded()
    assert not backoff.refused()
