"""The dry run: how many jobs a run would submit, what they would cost and how long it would take."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping

from attrs import frozen

from ..._apis.sonar import DEFAULT_MODEL
from ..._values.settings import ApiName
from ..._waiting.rate_limit import LOWEST_TIER
from ..options import Options
from ..questions.items import wanted_model
from ..questions.loading import Loaded
from ..results.summary import time_left
from .costs import Budget, ModelCosts


@frozen(kw_only=True)
class Estimate:
    """What a run would do; USD and seconds.

    Attributes:
        items: given.
        repeated: without an id, and the same as an earlier one: asked once.
        done: with a result already.
        in_flight: with a job already.
        to_submit: without one, as far as the budget goes.
        beyond_budget: without one, and not submitted because of the budget.
        low, likely, high: what those to submit may cost, without the `unknown` ones.
        unknown: how many of them want each model or effort level whose price nobody knows yet.
        spent: what the ledger's jobs have cost so far.
        seconds: until all of it has ended.
        submit_rate: jobs per minute that `seconds` counts with.
    """

    items: int
    repeated: int
    done: int
    in_flight: int
    to_submit: int
    beyond_budget: int
    low: float
    likely: float
    high: float
    unknown: Mapping[str, int]
    spent: float
    seconds: float
    submit_rate: float


def estimate(
    loaded: Loaded, known: Mapping[str, str], costs: dict[str, ModelCosts], options: Options, api: ApiName
) -> Estimate:
    """The estimate for the loaded items, given the states of known items and the jobs of the ledger."""
    for seen in costs.values():
        # An unfinished job counts as one without a cost: the items that wait for its price are bought then.
        seen.unpriced, seen.open = seen.unpriced + seen.open, 0
    budget = Budget(options.max_cost, options.max_jobs, api, costs)
    low = likely = high = seconds = 0.0
    to_submit = beyond = 0
    unknown: Counter[str] = Counter()
    states = Counter(known.get(made.id, "new") for made in loaded.entries)
    for made in loaded.entries:
        if known.get(made.id, "new") != "new":
            continue
        model = wanted_model(json.loads(made.request))
        if not budget.allows(model):
            beyond += 1
            continue
        to_submit += 1
        job = budget.of(model)
        seconds = max(seconds, job.duration)
        if job.known:
            low, likely, high = low + job.low, likely + job.likely, high + job.high
            job.foreseen += 1
        else:
            unknown[model or DEFAULT_MODEL] += 1
            job.unpriced += 1
    in_flight = states["intent"] + states["submitted"]
    rate = options.submit_rate or LOWEST_TIER
    return Estimate(
        items=len(loaded.entries) + loaded.repeated,
        repeated=loaded.repeated,
        done=states["ended"],
        in_flight=in_flight,
        to_submit=to_submit,
        beyond_budget=beyond,
        low=low,
        likely=likely,
        high=high if options.max_cost is None else min(high, options.max_cost - budget.spent),
        unknown=dict(unknown),
        spent=budget.spent,
        seconds=time_left(
            waiting=to_submit,
            in_flight=in_flight,
            per_minute=min(rate, 1e9),
            seconds=seconds,
            at_once=options.concurrency,
        ),
        submit_rate=rate,
    )
