"""What the headers of an answer ask for."""

from __future__ import annotations

import math
from email.utils import formatdate

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from perplexity_jobs._core.content import content_of, json_of
from perplexity_jobs._core.headers import retry_after, server_time
from perplexity_jobs._values.call import Call, Reply

NOW = 1_767_225_600.0


def asked(**headers: str) -> float | None:
    """Seconds to wait, by headers written with underscores."""
    names = {name.replace("_", "-"): value for name, value in headers.items()}
    return retry_after(httpx.Headers(names), wall=NOW)


@pytest.mark.parametrize(
    ("value", "seconds"),
    [
        ("7", 7.0),
        ("2.5", 2.5),
        ("0", 0.0),
        ("86400000", 86_400_000.0),
        (formatdate(NOW + 90, usegmt=True), 90.0),
        (formatdate(NOW - 90, usegmt=True), 0.0),
        ("-5", None),
        ("soon", None),
        ("", None),
        ("nan", None),
        ("inf", None),
        ("1e999", None),
        ("-1e999", None),
        ("1" * 5000, None),
        ("5," * 50_000, None),
        ("Mon, 99 Foo 2026 25:61:61 GMT", None),
    ],
)
def test_retry_after_in_every_form(value: str, seconds: float | None) -> None:
    """Seconds, fractions and dates are understood; nonsense is as if it were not there."""
    assert asked(Retry_After=value) == seconds


def test_no_header_asks_for_nothing() -> None:
    """An answer without hints leaves the pace to the client."""
    assert asked() is None


def test_dates_are_compared_with_the_services_clock() -> None:
    """A local clock that is an hour off does not turn 30 s into an hour."""
    server = NOW + 3600
    headers = {"Date": formatdate(server, usegmt=True), "Retry-After": formatdate(server + 30, usegmt=True)}
    assert retry_after(httpx.Headers(headers), wall=NOW) == pytest.approx(30.0)


def test_rate_headers_count_where_nothing_is_left() -> None:
    """x-ratelimit-reset is in epoch seconds on this service; small numbers are seconds from now."""
    assert asked(x_ratelimit_remaining="0", x_ratelimit_reset=str(NOW + 12)) == pytest.approx(12.0)
    assert asked(x_ratelimit_remaining="0", x_ratelimit_reset=str(NOW - 12)) == 0.0
    assert asked(x_ratelimit_remaining="0", x_ratelimit_reset="12") == 12.0
    assert asked(x_ratelimit_remaining="3", x_ratelimit_reset=str(NOW + 12)) is None
    assert asked(x_ratelimit_remaining="0") is None
    assert asked(x_ratelimit_remaining="0", x_ratelimit_reset="-1") is None
    assert asked(x_ratelimit_remaining="0", x_ratelimit_reset="0") == 0.0


def test_small_numbers_in_the_rate_header_end_where_epoch_seconds_begin() -> None:
    """A number that was an epoch second in 2001 is taken for one; the next smaller is a time to wait."""
    first = {"x-ratelimit-remaining": "0", "x-ratelimit-reset": "1000000000"}
    assert retry_after(first, wall=999_999_990.0) == 10.0
    assert retry_after({**first, "x-ratelimit-reset": "999999999"}, wall=999_999_990.0) == 999_999_999.0


@pytest.mark.parametrize(
    ("value", "seconds"),
    [("5, 5", 5.0), ("2, 7", 7.0), ("1_0", None), ("٣", None), ("\u00b2", None), ("5, soon", None)],
)
def test_a_header_that_came_twice_or_is_no_number_of_headers(value: str, seconds: float | None) -> None:
    """The longest wish counts; digits that only Python knows are no numbers."""
    assert retry_after({"retry-after": value}, wall=NOW) == seconds


def test_retry_after_goes_before_rate_headers() -> None:
    """The plain wish counts; a nonsensical one leaves the rate headers their say."""
    rate = {"x_ratelimit_remaining": "0", "x_ratelimit_reset": "12"}
    assert asked(retry_after="3", **rate) == 3.0
    assert asked(retry_after="-3", **rate) == 12.0


@given(st.text(st.characters(min_codepoint=32, max_codepoint=255), max_size=40))
def test_no_header_value_breaks_the_reading(value: str) -> None:
    """Any text is a number of seconds that can be waited for, or nothing."""
    for headers in (
        {"retry-after": value},
        {"x-ratelimit-remaining": "0", "x-ratelimit-reset": value},
        {"x-ratelimit-remaining": value, "x-ratelimit-reset": "5"},
    ):
        seconds = retry_after(headers, wall=NOW)
        assert seconds is None or (seconds >= 0 and math.isfinite(seconds))
    date = server_time({"date": value})
    assert date is None or math.isfinite(date)


def test_a_body_is_read_as_what_it_is() -> None:
    """JSON decoded, text as text, nothing as None; nesting too deep is no JSON."""
    assert content_of(b'{"a": 1}') == {"a": 1}
    assert content_of("<html>überlastet".encode()) == "<html>überlastet"
    assert content_of(b"<html>\xff") == "<html>\N{REPLACEMENT CHARACTER}"
    assert content_of(b"") is None
    with pytest.raises(ValueError, match="nested too deeply"):
        json_of(b"[" * 200_000)


@pytest.mark.parametrize(("status", "success"), [(199, False), (200, True), (299, True), (300, False)])
def test_success_is_the_two_hundreds(status: int, success: bool) -> None:
    """Redirects and everything above are no success."""
    assert Reply(status).is_success is success


def test_a_call_shows_neither_body_nor_headers() -> None:
    """Questions and keys stay out of representations."""
    call = Call("submit", "POST", "/x", json={"q": "secret"}, headers={"Authorization": "secret"})
    assert "secret" not in repr(call)
    assert str(call) == "POST /x"


def test_an_answer_shows_neither_body_nor_headers() -> None:
    """Answers and cookies stay out of representations, too."""
    assert "secret" not in repr(Reply(200, {"set-cookie": "secret"}, b"secret"))
