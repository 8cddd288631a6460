"""Rates: told, learned, and kept in every minute."""

from __future__ import annotations

import hypothesis.strategies as st
import pytest
from hypothesis import given

from perplexity_jobs._values.call import Reply
from perplexity_jobs._waiting.rate_limit import Rates, Window


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


SHOWN = {"x-ratelimit-limit": "50", "x-ratelimit-remaining": "49", "date": "Thu, 01 Jan 2026 00:00:00 GMT"}
ONE_SECOND = {**SHOWN, "x-ratelimit-reset": "1767225601"}


def test_the_headers_of_a_success_slow_nobody() -> None:
    """A service that allows 50 a second says so in every answer; nobody has asked too much yet."""
    rates = Rates()
    for _ in range(3000):
        assert rates.get.opens(0.0) == 0.0
        rates.get.take(0.0)
        rates.observe("get", Reply(200, ONE_SECOND), None, now=0.0)


@pytest.mark.parametrize(
    ("headers", "span"),
    [
        (ONE_SECOND, 1.0),
        ({**SHOWN, "x-ratelimit-reset": "1767225600"}, 1.0),
        ({**SHOWN, "x-ratelimit-reset": "1767225630"}, 30.0),
        ({**SHOWN, "x-ratelimit-reset": "10"}, 10.0),
        ({**SHOWN, "x-ratelimit-reset": "1767225500"}, 60.0),
        ({**SHOWN, "x-ratelimit-reset": "1e300"}, 119.0),
        (SHOWN, 60.0),
        ({"x-ratelimit-limit": "50", "x-ratelimit-reset": "1767225601"}, 60.0),
    ],
)
def test_a_refusal_teaches_the_limit_with_the_window_that_it_shows(
    headers: dict[str, str], span: float
) -> None:
    """From ``date`` to ``x-ratelimit-reset``; a minute where these show none, two minutes at the most."""
    window = Window()
    window.refused(0.0, headers, 1.0)
    now = 1.0
    for _ in range(50):
        assert window.opens(now) == now
        window.take(now)
    assert window.opens(now) == now + span + 1.0


def test_a_window_that_is_kept_and_refused_is_longer_than_it_seemed() -> None:
    """The refusal of a service that counts by the minute may show the end of that minute only."""
    window, now, refused = Window(), 0.0, 0
    accepted: list[float] = []
    while len(accepted) < 500:
        now = window.opens(now)
        window.take(now)
        if sum(1 for at in accepted if at > now - 60) < 50:
            accepted.append(now)
            window.accepted(now, None)
        else:
            refused += 1
            window.refused(now, ONE_SECOND, 1.0)
    assert refused < 10
    assert now < 660


@pytest.mark.parametrize("text", ["", "many", "nan", "inf", "-3", "0", "\u00b2", "1_0", "1" * 5000])
def test_a_limit_that_makes_no_sense_is_passed_over(text: str) -> None:
    """A service may write anything; then the requests that were sent are what is known."""
    window = Window()
    window.take(0.0)
    window.take(0.0)
    window.refused(0.0, {"x-ratelimit-limit": text}, None)
    assert window.learned == 1


def test_a_wish_to_wait_closes_the_window() -> None:
    """Retry-After and a used-up rate hold for every request of the kind, within reason."""
    window = Window()
    window.accepted(10.0, 7.0)
    assert window.opens(12.0) == 17.0
    window.refused(17.0, {}, 86_400.0)
    assert window.opens(17.0) == 137.0


def test_a_refusal_without_a_word_teaches_the_limit_and_waits_longer_each_time() -> None:
    """What was too much is not sent again; each minute that is clean allows a little more."""
    window = Window()
    for _ in range(20):
        window.take(0.0)
    window.refused(0.0, {}, None)
    assert window.learned == 18
    assert window.opens(0.0) == 61.0
    window.refused(0.0, {}, None)
    assert window.learned == 18, "refusals of one burst say one thing"
    window.accepted(70.0, None)
    assert window.learned == 20
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
    rates.observe("get", Reply(429, {"x-ratelimit-limit": "9"}), None, now=0.0)
    assert (rates.get.learned, rates.list.learned) == (9, 1)


def test_a_refusal_that_tells_the_limit_is_believed() -> None:
    """What the service says counts more than what was sent so far."""
    window = Window()
    for _ in range(10):
        window.take(0.0)
    window.refused(0.0, {"x-ratelimit-limit": "50"}, None)
    assert window.learned == 50
