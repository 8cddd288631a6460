"""The pace of submits: never more than allowed in any minute, and quickly as many as allowed."""

from __future__ import annotations

from itertools import pairwise
from math import inf

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from perplexity_jobs.batch.run.submit_rate import TIERS, Pace
from perplexity_jobs.simulator import ManualClock
from perplexity_jobs.simulator.rate_limits import Limits


def submit(
    pace: Pace, clock: ManualClock, count: int, limits: Limits | None = None
) -> tuple[list[float], int]:
    """The times of this many accepted submits, and how many were refused on the way."""
    times: list[float] = []
    refused = 0
    while len(times) < count:
        delay = pace.claim(clock.monotonic())
        if delay:
            clock.advance(delay)
            continue
        refusal, headers = limits.check("submit") if limits else (None, {})
        if refusal is None:
            times.append(clock.monotonic())
        else:
            refused += 1
            pace.refused(clock.monotonic(), float(headers["retry-after"]), headers)
    return times, refused


@example(rate=1.9999999999999998, pauses=[0.0])
@given(
    rate=st.floats(0.1, 500),
    pauses=st.lists(st.floats(0, 90), min_size=1, max_size=60),
)
def test_no_minute_holds_more_submits_than_told(rate: float, pauses: list[float]) -> None:
    """Whenever the batch asks, the rate that the caller told holds in every window."""
    pace, now, times = Pace(rate), 0.0, []
    for pause in pauses:
        now += pause
        while not pace.claim(now):
            times.append(now)
            if len(times) > 2000:
                break
    # A rate that is a whole number but for rounding is that number, here as in the package.
    most = max(1, int(rate + 1e-9))
    window = 60.0 * max(1.0, 1 / rate)
    assert all(b - a >= window for a, b in zip(times, times[most:], strict=False))


@pytest.mark.parametrize("tier", range(6))
def test_what_nobody_told_is_learned_from_refusals(tier: int) -> None:
    """On every tier the pace finds the account's rate: few refusals, and most of the time at full speed."""
    clock = ManualClock()
    limits = Limits(clock, 1.0, tier)
    times, refused = submit(Pace(), clock, 20 * TIERS[tier], limits)
    assert refused <= 2
    assert times[-1] / 60 < 27, "20 minutes at full speed, and a few to find it"


def test_without_headers_a_refusal_brings_the_pace_one_tier_back() -> None:
    """A service that says nothing but 429 is obeyed as well, and not tried again at once."""
    pace = Pace()
    clock = ManualClock()
    submit(pace, clock, 5 + 10 + 20 + 1)
    assert pace.per_minute == 40
    pace.refused(clock.monotonic(), None, {})
    assert pace.per_minute == 20
    before = clock.monotonic()
    submit(pace, clock, 100)
    assert pace.per_minute == 20
    assert clock.monotonic() - before >= 4 * 60


def test_a_refusal_is_waited_out() -> None:
    """Nothing is submitted before the service wants it."""
    pace = Pace(60)
    pace.refused(100.0, 30.0, {})
    assert pace.claim(100.0) == 30.0
    assert pace.claim(129.0) == 1.0
    assert pace.claim(130.0) == 0.0


def test_a_told_rate_is_never_passed_even_where_the_service_would_allow_more() -> None:
    """Whoever shares an account with others says how much of it is theirs."""
    pace = Pace(3)
    pace.refused(0.0, 0.0, {"x-ratelimit-limit": "50"})
    times, _ = submit(pace, ManualClock(), 9)
    assert all(b - a >= 60 for a, b in zip(times, times[3:], strict=False))


def test_the_limit_counts_in_the_window_that_the_refusal_shows() -> None:
    """A service that allows 50 a second is not asked 50 times a minute."""
    date = {"date": "Thu, 01 Jan 2026 00:00:00 GMT", "x-ratelimit-reset": "1767225601"}
    pace, clock = Pace(), ManualClock()
    pace.refused(clock.monotonic(), 1.0, {"x-ratelimit-limit": "50", **date})
    times, _ = submit(pace, clock, 500)
    assert times[-1] - times[0] < 60
    assert all(b - a >= 1 for a, b in zip(times, times[50:], strict=False))


def test_a_window_that_is_kept_and_refused_is_longer_than_it_seemed() -> None:
    """A service that counts by the minute may show in a refusal how long it takes to the next free place."""
    pace, clock = Pace(), ManualClock()
    shown = {"x-ratelimit-limit": "5", "x-ratelimit-reset": "12"}
    for _ in range(5):
        pace.refused(clock.monotonic(), 12.0, shown)
        clock.advance(12.0)
    assert pace.per_minute == 5


def test_one_in_two_minutes_is_a_rate_too() -> None:
    """Rates below one a minute are kept as well."""
    times, _ = submit(Pace(0.5), ManualClock(), 4)
    assert all(b - a >= 120 for a, b in pairwise(times))


def test_without_a_limit_nothing_waits() -> None:
    """For services that have none, the simulator for example."""
    pace = Pace(inf)
    assert [pace.claim(0.0) for _ in range(1000)] == [0.0] * 1000


@pytest.mark.parametrize("rate", [0, -1, float("nan")])
def test_a_rate_that_is_none_is_refused(rate: float) -> None:
    """Zero jobs a minute would wait for ever."""
    with pytest.raises(ValueError, match="jobs per minute"):
        Pace(rate)
