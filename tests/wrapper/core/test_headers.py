"""Reading `Retry-After`, `date` and rate limit headers."""

from __future__ import annotations

from email.utils import formatdate

import httpx
import pytest

from perplexity_jobs._core.content import retry_after
from perplexity_jobs._values.call import Call, Reply

NOW = 1_767_225_600.0


def asked(**headers: str) -> float | None:
    """Seconds to wait, by headers written with underscores."""
    return retry_after({name.replace("_", "-"): value for name, value in headers.items()}, wall=NOW)


@pytest.mark.parametrize(
    ("value", "seconds"),
    [
        ("7", 7.0),
        ("2.5", 2.5),
        ("0", 0.0),
        ("86400000", 86_400_000.0),
        (formatdate(NOW + 90, usegmt=True), 90.0),
        (formatdate(NOW - 90, usegmt=True), 0.0),
        ("5, 5", 5.0),
        ("2, 7", 7.0),
        *((nonsense, None) for nonsense in ("-5", "soon", "", "nan", "inf", "1e999", "-1e999", "5, soon")),
        *((nonsense, None) for nonsense in ("1" * 5000, "5," * 50_000, "\u00b2")),
        ("Mon, 99 Foo 2026 25:61:61 GMT", None),
    ],
)
def test_retry_after_in_every_form(value: str, seconds: float | None) -> None:
    """Seconds, fractions and dates are understood, and a header that came twice; nonsense is no wish.

    The plain wish goes before rate headers; a nonsensical one leaves them their say.
    """
    assert asked(retry_after=value) == seconds
    rate = {"x_ratelimit_remaining": "0", "x_ratelimit_reset": str(NOW + 12)}
    assert asked(retry_after=value, **rate) == (12.0 if seconds is None else seconds)


def test_dates_are_compared_with_the_services_clock() -> None:
    """A local clock that is an hour off does not turn 30 s into an hour."""
    server = NOW + 3600
    headers = {"Date": formatdate(server, usegmt=True), "Retry-After": formatdate(server + 30, usegmt=True)}
    assert retry_after(httpx.Headers(headers), wall=NOW) == pytest.approx(30.0)


@pytest.mark.parametrize(
    ("remaining", "reset", "seconds"),
    [
        ("0", str(NOW + 12), 12.0),
        ("0", str(NOW - 12), 0.0),
        ("0", None, None),
        ("3", str(NOW + 12), None),
        ("0", "12", 0.0),
        (None, None, None),
    ],
)
def test_rate_headers_count_where_nothing_is_left(
    remaining: str | None, reset: str | None, seconds: float | None
) -> None:
    """x-ratelimit-reset is in epoch seconds."""
    told = {"x_ratelimit_remaining": remaining, "x_ratelimit_reset": reset}
    wished = asked(**{name: value for name, value in told.items() if value is not None})
    assert wished == (None if seconds is None else pytest.approx(seconds))


def test_a_call_and_its_answer_show_neither_body_nor_headers() -> None:
    """Questions, keys, answers and cookies stay out of representations."""
    call = Call("submit", "POST", "/x", json={"q": "secret"}, headers={"Authorization": "secret"})
    assert "secret" not in repr(call)
    assert "secret" not in repr(Reply(200, {"set-cookie": "secret"}, b"secret"))
