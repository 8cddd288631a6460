"""An estimate counts what is under way: it is paid for, and others may wait for its price."""

from __future__ import annotations

from math import inf

from perplexity_jobs.batch.money.costs import Purchase
from perplexity_jobs.batch.money.estimate import Estimate, estimate
from perplexity_jobs.batch.options import Options
from perplexity_jobs.batch.questions.items import Item, entry
from perplexity_jobs.batch.results.result import ResultStatus

from .conftest import World

THREE = [entry(Item(id=name, question=f"What of {name}?"), {}) for name in "abc"]
UNDER_WAY = Purchase(model=None, outcome=None, cost=None, seconds=None)


def with_one_under_way(max_cost: float | None = None, max_jobs: int | None = None) -> Estimate:
    """Of three items the first has a job whose end is not known."""
    options = Options(max_cost=max_cost, max_jobs=max_jobs)
    return estimate(THREE, {"a": "submitted"}, [UNDER_WAY], options, "sonar")


def test_a_job_under_way_is_bought_and_not_estimated_again() -> None:
    """Two are left, at the price of two."""
    guess = with_one_under_way()
    assert (guess.in_flight, guess.to_submit, guess.done) == (1, 2, 0)
    assert (round(guess.low, 2), round(guess.high, 2), guess.spent) == (0.76, 2.52, 0.0)


def test_a_job_under_way_takes_its_part_of_the_budget() -> None:
    """It may cost what a dear one costs, so that one more fits into USD 2.60 and not two."""
    guess = with_one_under_way(max_cost=2.6)
    assert (guess.to_submit, guess.beyond_budget) == (1, 1)
    assert with_one_under_way(max_jobs=2).to_submit == 1


def test_items_that_wait_for_the_price_of_a_job_under_way_are_not_beyond_the_budget() -> None:
    """Nobody knows what a level costs: the rest is bought once the first job has said it."""
    items = [entry(Item(id=made.id, question="Q?", fields={"effort": "high"}), {}) for made in THREE]
    under_way = Purchase(model="high", outcome=None, cost=None, seconds=None)
    guess = estimate(items, {"a": "submitted"}, [under_way], Options(max_cost=50.0), "agent")
    assert (guess.unknown, guess.to_submit, guess.beyond_budget) == ({"high": 2}, 2, 0)


def test_an_infinite_budget_is_none(world: World) -> None:
    """As with the rate, `inf` says that there is no limit; it is no mistake to be found at the first job."""
    items = [{"id": made.id, "question": "Q?"} for made in THREE]
    assert world.batch.estimate(items, max_cost=inf).to_submit == 3
    assert world.run(items, max_cost=inf).counts == {ResultStatus.COMPLETED: 3}
