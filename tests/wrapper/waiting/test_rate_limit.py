"""The rate limiter: given and learned rates, kept in every minute."""

from __future__ import annotations

from math import inf

import hypothesis.strategies as st
import pytest
from hypothesis import example, given

from perplexity_jobs._values.call import Reply
from perplexity_jobs._waiting.rate_limit import LOWEST_TIER, RateLimiter, Rates
from perplexity_jobs.simulator import ManualClock
from perplexity_jobs.simulator.rate_limits import SUBMITS_PER_MINUTE, Limits


def send(
    limiter: RateLimiter, count: int, *, clock: ManualClock | None = None, limits: Limits | None = None
) -> tuple[list[float], int]:
    """When so many requests go that are sent as soon as they may be, and how many a service refused."""
    clock = clock or ManualClock()
    times: list[float] = []
    refused = 0
    while len(times) < count:
        delay = limiter.claim(clock.monotonic())
        if delay:
            clock.advance(delay)
            continue
        refusal, headers = limits.check("submit") if limits else (None, {})
        if refusal is None:
            times.append(clock.monotonic())
        else:
            refused += 1
            limiter.refused(clock.monotonic(), headers, float(headers["retry-after"]))
    return times, refused


@example(rate=1.9999999999999998, pauses=[0.0])
@given(rate=st.floats(0.1, 500), pauses=st.lists(st.floats(0, 90), min_size=1, max_size=60))
def test_no_minute_holds_more_than_was_told(rate: float, pauses: list[float]) -> None:
    """This holds for any caller and any minute, also for rates below one."""
    limiter, now, times = RateLimiter(rate, LOWEST_TIER), 0.0, []
    for pause in pauses:
        now += pause
        while not limiter.claim(now):
            times.append(now)
    # A rate that is a whole number but for rounding is that number, here as in the package.
    most = max(1, int(rate + 1e-9))
    window = 60.0 * max(1.0, 1 / rate)
    assert all(later - first >= window for first, later in zip(times, times[most:], strict=False))


def test_without_a_limit_there_is_no_waiting() -> None:
    """Without a known limit, headers of a success do not slow down requests."""
    for limiter in (RateLimiter(), RateLimiter(inf, LOWEST_TIER)):
        assert [limiter.claim(5.0) for _ in range(1000)] == [0.0] * 1000
    rates = Rates()
    for _ in range(1000):
        assert rates.get.claim(0.0) == 0.0
        rates.observe("get", Reply(200, ONE_SECOND), None, now=0.0)
    rates.observe("list", Reply(429), 30.0, now=0.0)
    assert (rates.list.opens(0.0), rates.get.opens(0.0)) == (30.0, 0.0), "kinds are counted apart"
    rates.get.refused(17.0, {}, 86_400.0)
    assert rates.get.claim(17.0) == 120.0, "a wish to wait is obeyed within reason"


SHOWN = {"x-ratelimit-limit": "50", "x-ratelimit-remaining": "49", "date": "Thu, 01 Jan 2026 00:00:00 GMT"}
ONE_SECOND = {**SHOWN, "x-ratelimit-reset": "1767225601"}


@pytest.mark.parametrize(
    ("headers", "span"),
    [
        (ONE_SECOND, 1.0),
        ({**SHOWN, "x-ratelimit-reset": "1767225600"}, 1.0),
        ({**SHOWN, "x-ratelimit-reset": "1767225630"}, 30.0),
        ({**SHOWN, "x-ratelimit-reset": "1767225500"}, 60.0),
        ({**SHOWN, "x-ratelimit-reset": "1e300"}, 120.0),
        (SHOWN, 60.0),
        ({"x-ratelimit-limit": "50", "x-ratelimit-reset": "1767225601"}, 60.0),
    ],
)
def test_a_refusal_teaches_the_limit_with_the_window_that_it_shows(
    headers: dict[str, str], span: float
) -> None:
    """The window is from ``date`` to ``x-ratelimit-reset``, else a minute, at most two."""
    limiter = RateLimiter()
    limiter.refused(0.0, headers, 1.0)
    now = 1.0
    for _ in range(50):
        assert limiter.claim(now) == 0.0
    assert limiter.opens(now) == now + span + 1.0
    told = RateLimiter(3)
    told.refused(0.0, headers, None)
    times, _ = send(told, 9)
    assert all(b - a >= 60 for a, b in zip(times, times[3:], strict=False)), "a told rate is never passed"


@pytest.mark.parametrize("text", ["", "many", "nan", "inf", "-3", "0", "\u00b2", "1" * 5000])
def test_a_limit_that_makes_no_sense_is_passed_over(text: str) -> None:
    """A service may write anything; then the rate is halved, as without a word."""
    limiter = RateLimiter(2)
    limiter.refused(0.0, {"x-ratelimit-limit": text}, None)
    assert limiter.per_minute == 1


def test_a_refusal_without_a_word_halves_the_rate_and_a_clean_minute_doubles_it() -> None:
    """What was too much is not sent again soon; each minute that is used up and clean allows more."""
    limiter = RateLimiter(begin=20)
    limiter.refused(0.0, {}, None)
    assert limiter.per_minute == 10
    assert limiter.opens(0.0) == 2.0
    limiter.refused(0.0, {}, None)
    assert limiter.per_minute == 10, "refusals of one burst say one thing"
    times, _ = send(limiter, 30, clock=ManualClock())
    assert sum(1 for at in times if at < times[0] + 60) == 10
    assert limiter.per_minute == 20, "the second minute wants more than the first"


@pytest.mark.parametrize("rate", [0, -1, float("nan")])
def test_a_rate_that_is_none_is_refused(rate: float) -> None:
    """A rate of zero would wait for ever."""
    with pytest.raises(ValueError, match="greater than 0"):
        RateLimiter(rate)


@pytest.mark.parametrize("tier", range(6))
def test_a_tier_that_nobody_told_is_learned_from_refusals(tier: int) -> None:
    """The rate of every tier is learned with few refusals, and most of the time is at full speed."""
    clock = ManualClock()
    limits = Limits(clock, tier)
    limiter = RateLimiter(begin=LOWEST_TIER)
    times, refused = send(limiter, 20 * SUBMITS_PER_MINUTE[tier], clock=clock, limits=limits)
    assert refused <= 2
    assert times[-1] / 60 < 27, "20 minutes at full speed, and a few to find it"


@pytest.mark.parametrize(("told", "lowered"), [(0.5, 0.5), (3.0, 1.5), (7.0, 3.5), (500.0, 250.0)])
def test_a_told_rate_gives_way_to_refusals_and_comes_back(told: float, lowered: float) -> None:
    """Another program may share the account for a while."""
    limiter, clock = RateLimiter(told), ManualClock()
    limiter.refused(clock.monotonic(), {}, None)
    assert limiter.per_minute == lowered
    send(limiter, 3000, clock=clock)
    assert limiter.per_minute == told
