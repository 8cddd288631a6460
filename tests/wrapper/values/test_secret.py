"""The API key appears neither in the variables of a traceback nor in anything returned."""

from __future__ import annotations

import json
import traceback
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, cast

import httpx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from perplexity_jobs import APIConnectionError, APIStatusError, PerplexityJobs, UsageError
from perplexity_jobs._values.secret import Secret, Secrets

from ..conftest import ClientFactory

TESTS = str(Path(__file__).parents[2])
KEY = "pplx-SECRETKEY0123456789abcdef"
URL = "http://127.0.0.1:9"


def shown(error: BaseException) -> str:
    """Everything that a report with the variables of all frames of the package would hold."""
    report = traceback.TracebackException.from_exception(error, capture_locals=True)
    return "".join(line for line in _lines(report))


def _lines(report: traceback.TracebackException) -> Iterator[str]:
    yield str(report)
    for frame in report.stack:
        if not frame.filename.startswith(TESTS):
            yield f"{frame.name}: {frame.locals}"
    for inner in (report.__cause__, report.__context__):
        if inner is not None:
            yield from _lines(inner)


FAILURES: dict[str, Callable[[ClientFactory], object]] = {
    "address": lambda connect: connect("ftp://host", api_key=KEY),
    "password": lambda connect: connect(f"ftp://me:{KEY}@host", api_key="another"),
    "timeout": lambda connect: connect(URL, api_key=KEY, request_timeout=0),
    "client": lambda connect: connect(URL, api_key=KEY, http_client=5),
    "refused": lambda connect: connect(URL, api_key=KEY, max_retries=0).submit("Why?"),
    "header": lambda connect: connect(URL, api_key=KEY).submit(
        "Why?", extra_headers={"Authorization": f"Bearer {KEY}\n"}
    ),
    "pairs": lambda connect: connect(URL, api_key=KEY).get(
        "job-1", extra_headers=cast("Any", [("X-Api-Key", KEY)])
    ),
    "query": lambda connect: connect(f"https://host/?api_key={KEY}", api_key="another"),
    "field": lambda connect: connect(URL, api_key=KEY).submit(
        "Why?", extra_headers={"X-Api-Key": KEY}, nonsense=1
    ),
    "limit": lambda connect: connect(URL, api_key=KEY).list(limit=0, extra_headers={"X-Api-Key": KEY}),
    "run": lambda connect: connect(URL, api_key=KEY).run(
        "Why?", timeout=-1, extra_headers={"X-Api-Key": KEY}
    ),
    "wait": lambda connect: connect(URL, api_key=KEY).wait(
        "job-1", timeout=0, extra_headers={"X-Api-Key": KEY}
    ),
}


@pytest.mark.parametrize("name", FAILURES)
def test_no_variable_of_a_traceback_shows_the_key(name: str, connect: ClientFactory) -> None:
    """Tools for debugging and error reports show them."""
    with pytest.raises(Exception) as caught:  # noqa: PT011  # of many kinds
        FAILURES[name](connect)
    assert KEY not in shown(caught.value)


def test_what_the_layers_below_quote_is_hidden() -> None:
    """A first line that is none is quoted by all of them, each as the cause of the next."""

    def answer(request: httpx.Request) -> httpx.Response:
        inner = ValueError(f"illegal status line: {KEY}")
        raise httpx.RemoteProtocolError(str(inner)) from inner

    with httpx.Client(transport=httpx.MockTransport(answer)) as own:
        client = PerplexityJobs(KEY, URL, http_client=own, max_retries=0)
        with pytest.raises(APIConnectionError, match=r"\[key\]") as caught:
            client.get("job-1")
    assert KEY not in shown(caught.value)


WAYS: dict[str, Callable[[str], str]] = {
    "plain": str,
    "escaped": lambda key: "".join(f"\\u{ord(letter):04x}" for letter in key),
    "one letter": lambda key: key.replace("-", "\\u002D"),
    "slash": lambda key: key.replace("/", "\\/"),
    "percent": lambda key: "".join(f"%{ord(letter):02X}" for letter in key),
    "decimal": lambda key: "".join(f"&#{ord(letter)};" for letter in key),
    "hexadecimal": lambda key: "".join(f"&#x{ord(letter):x};" for letter in key),
}


@pytest.mark.parametrize("way", WAYS)
@settings(max_examples=25)
@given(key=st.text(st.characters(min_codepoint=33, max_codepoint=126), min_size=16, max_size=60))
def test_a_key_is_hidden_however_it_is_written(way: str, key: str) -> None:
    """Services, proxies and pages of errors repeat it, each in the letters of its format."""
    written = WAYS[way](key)
    hidden = Secrets(Secret(key), {}).hide(f"<{written}>".encode())
    assert hidden == b"<[key]>"


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be", "utf-32-le"])
def test_a_key_in_a_wide_encoding_is_hidden(encoding: str) -> None:
    """JSON may be encoded in UTF-16 and UTF-32."""
    hidden = Secrets(Secret(KEY), {}).hide(json.dumps({"message": KEY}).encode(encoding))
    assert KEY.encode(encoding) not in hidden


@given(body=st.binary(max_size=200), success=st.booleans())
def test_a_body_without_a_secret_stays_as_it_is(body: bytes, success: bool) -> None:
    """A body without a secret is not changed."""
    assert Secrets(Secret(KEY), {"X-Token": KEY[::-1]}).hide(body, success=success) == body


def test_credentials_of_the_caller_are_hidden_like_the_key() -> None:
    """Gateways want keys of their own, in headers of their own."""

    def answer(request: httpx.Request) -> httpx.Response:
        return httpx.Response(403, json={"error": {"message": f"no: {request.headers['x-gateway-key']}"}})

    with httpx.Client(transport=httpx.MockTransport(answer)) as own:
        client = PerplexityJobs(KEY, URL, http_client=own)
        with pytest.raises(APIStatusError, match=r"no: \[key\]"):
            client.get("job-1", extra_headers={"X-Gateway-Key": "gateway-0123456789"})


def test_an_address_with_a_password_is_not_repeated() -> None:
    """An invalid URL with a password is not shown."""
    for address in (f"ftp://me:{KEY}@host", f"https://me:{KEY}@host?x", f"https://{KEY}@host:x"):
        with pytest.raises(UsageError) as caught:
            PerplexityJobs("another", address)
        assert KEY not in str(caught.value)
