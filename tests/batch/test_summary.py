"""Progress, time left, summary, patience: pure values."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from perplexity_jobs import APIConnectionError
from perplexity_jobs._core.response import concerns_request, passes
from perplexity_jobs._values.errors import APIStatusError, InsufficientQuotaError, PermissionDeniedError
from perplexity_jobs.batch import Summary
from perplexity_jobs.batch.results.summary import time_left
from perplexity_jobs.batch.run.backoff import Backoff


def test_the_time_left_follows_the_slower_of_pace_and_places() -> None:
    """Ten jobs at five a minute: the last is submitted after 108 s and takes as long as a job takes."""
    assert time_left(waiting=10, in_flight=0, per_minute=5, seconds=200, at_once=1000) == 308
    assert time_left(waiting=10, in_flight=0, per_minute=6000, seconds=200, at_once=5) == 400
    assert time_left(waiting=0, in_flight=3, per_minute=5, seconds=200, at_once=5) == 200
    assert time_left(waiting=0, in_flight=0, per_minute=5, seconds=200, at_once=5) == 0


@given(st.lists(st.floats(0, 1e4), min_size=1).map(sorted), st.floats(0, 1))
def test_the_quantile_is_one_of_the_durations_and_enough_are_below(values: list[float], share: float) -> None:
    """No number that no job had."""
    summary = Summary(counts={}, cost=0, unpriced=0, jobs=0, durations=tuple(values), failures={})
    found = summary.quantile(share)
    assert found in values
    assert found is not None
    assert sum(value <= found for value in values) >= share * len(values)


def test_without_completed_jobs_there_is_no_quantile() -> None:
    """None instead of a made-up zero."""
    assert Summary(counts={}, cost=0, unpriced=0, jobs=0, durations=(), failures={}).quantile(0.5) is None


def test_trouble_is_borne_longer_the_longer_it_lasts_and_not_for_ever() -> None:
    """Whether one request fails or a hundred at the same time."""
    backoff = Backoff(900)
    assert [backoff.failed(100.0) for _ in range(100)] == [0.5] * 100
    assert backoff.failed(110.0) == 10.0
    assert backoff.failed(500.0) == 60.0
    assert backoff.failed(1000.0) is None
    backoff.succeeded()
    assert backoff.failed(1001.0) == 0.5


def test_only_refusals_from_the_beginning_end_a_run() -> None:
    """After one success, bad items are bad items."""
    backoff = Backoff(900)
    assert [backoff.refused() for _ in range(20)] == [False] * 19 + [True]
    backoff.succeeded()
    assert not backoff.refused()


@pytest.mark.parametrize(
    ("error", "passing", "own"),
    [
        (APIConnectionError("x"), True, False),
        (APIStatusError("x", status_code=503), True, False),
        (APIStatusError("x", status_code=429), True, False),
        (APIStatusError("x", status_code=422), False, True),
        (APIStatusError("x", status_code=308), False, False),
        (InsufficientQuotaError("x", status_code=429), False, False),
        (PermissionDeniedError("x", status_code=403), False, False),
        (ValueError("x"), False, False),
    ],
)
def test_failures_are_the_items_own_or_pass_or_concern_all(
    error: Exception, passing: bool, own: bool
) -> None:
    """What is neither ends the run, and marks no item as failed."""
    assert (passes(error), concerns_request(error)) == (passing, own)
