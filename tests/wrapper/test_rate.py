"""Rates: told, learned, and kept in every minute."""

from __future__ import annotations

import hypothesis.strategies as st
import pytest
from hypothesis import given

from perplexity_jobs._rate import Rates, Window
from perplexity_jobs._wire import Reply


def send(window: Window, until: float, *, every: float = 0.0) -> list[float]:
    """When requests go that are sent as soon as they may be."""
    now, times = 0.0, []
    while (now := window.opens(now)) <= until:
        window.take(now)
        times.append(now)
        now += every
    return times


@given(st.integers(1, 40), st.floats(0, 5))
def test_no_minute_holds_more_than_was_told(limit: int, every: float) -> None:
    """Whatever the pace of the caller, and whichever minute one looks at."""
    times = send(Window(limit), 400, every=every)
    assert all(later - first >= 60 for first, later in zip(times, times[limit:], strict=False))


def test_without_a_limit_there_is_no_waiting() -> None:
    """None means that nothing is known."""
    window = Window()
    for _ in range(1000):
        assert window.opens(5.0) == 5.0
        window.take(5.0)


def test_the_limit_is_learned_from_an_answer() -> None:
    """``x-ratelimit-limit`` counts where it is lower than what was told."""
    window = Window(100)
    window.accepted(0.0, {"x-ratelimit-limit": "50"}, None)
    assert window.limit == 50
    window.accepted(0.0, {"x-ratelimit-limit": "200"}, None)
    assert window.limit == 100


@pytest.mark.parametrize("text", ["", "many", "nan", "inf", "-3", "0"])
def test_a_limit_that_makes_no_sense_is_passed_over(text: str) -> None:
    """A service may write anything."""
    window = Window()
    window.accepted(0.0, {"x-ratelimit-limit": text}, None)
    assert window.limit is None


def test_a_wish_to_wait_closes_the_window() -> None:
    """Retry-After and a used-up rate hold for every request of the kind, within reason."""
    window = Window()
    window.accepted(10.0, {}, 7.0)
    assert window.opens(12.0) == 17.0
    window.refused(17.0, {}, 86_400.0)
    assert window.opens(17.0) == 137.0


def test_a_refusal_without_a_word_teaches_the_limit_and_waits_longer_each_time() -> None:
    """What was too much is not sent again; each minute that is clean allows a little more."""
    window = Window()
    for _ in range(20):
        window.take(0.0)
    window.refused(0.0, {}, None)
    assert window.limit == 18
    assert window.opens(0.0) == 61.0
    window.refused(0.0, {}, None)
    assert window.limit == 18, "refusals of one burst say one thing"
    window.accepted(70.0, {}, None)
    assert window.limit == 20
    window.refused(200.0, {}, None)
    assert window.opens(200.0) == 202.0
    window.refused(202.0, {}, None)
    assert window.opens(202.0) == 206.0


def test_a_rate_of_nothing_is_refused() -> None:
    """It would never send anything."""
    with pytest.raises(ValueError, match="at least 1"):
        Window(0)


def test_kinds_are_counted_apart() -> None:
    """A refused list does not stop the gets."""
    rates = Rates()
    rates.observe("list", Reply(429), 30.0, now=0.0)
    assert rates.list.opens(0.0) == 30.0
    assert rates.get.opens(0.0) == 0.0
    rates.observe("get", Reply(200, {"x-ratelimit-limit": "9"}), None, now=0.0)
    assert rates.get.limit == 9


def test_a_refusal_that_tells_the_limit_is_believed() -> None:
    """What the service says counts more than what was sent so far."""
    window = Window()
    for _ in range(10):
        window.take(0.0)
    window.refused(0.0, {"x-ratelimit-limit": "50"}, None)
    assert window.limit == 50
