"""Requests that cannot be sent: one error that says what to correct, and that nothing was sent."""

from __future__ import annotations

import math
import socket
import ssl
from datetime import UTC, datetime
from typing import Any

import httpx
import pytest

from perplexity_jobs import APIConnectionError, AsyncPerplexityJobs, PerplexityJobs, UsageError
from perplexity_jobs.simulator import Simulator

from ..client.recording import KEY
from ..conftest import ClientFactory
from .fronts import NO_TLS

PROXIES = ("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "NO_PROXY")


@pytest.fixture(autouse=True)
def clean(monkeypatch: pytest.MonkeyPatch) -> None:
    """No settings of the machine."""
    for name in (*PROXIES, "SSL_CERT_DIR", "SSLKEYLOGFILE"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.lower(), raising=False)


def refused(client: Any, **options: Any) -> UsageError:
    """The error of a submit that cannot be sent; it speaks of no job that may exist."""
    with pytest.raises(UsageError) as caught:
        client.submit(**{"question": "Why?", **options})
    notes = " ".join(getattr(caught.value, "__notes__", ()))
    assert "may have been created" not in notes + str(caught.value)
    assert "othing was sent" in str(caught.value)
    return caught.value


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("NO_PROXY", "localhost,::1,[::1]"),
        ("NO_PROXY", "localhost,fd07:b51a::/64"),
        ("ALL_PROXY", "socks://127.0.0.1:9"),
        ("ALL_PROXY", "socks5://127.0.0.1:9"),
        ("HTTPS_PROXY", "ftp://me:pass-word@proxy"),
        ("HTTPS_PROXY", "me:pass-word@proxy:port"),
        ("HTTP_PROXY", "http://[::1"),
        ("http_proxy", "ftp://proxy"),
        ("SSL_CERT_FILE", "/nowhere/cacert.pem"),
        ("SSL_CERT_FILE", __file__),
        ("SSL_CERT_DIR", "/nowhere/certificates"),
        ("SSLKEYLOGFILE", "/nowhere/keys"),
    ],
)
def test_a_setting_that_cannot_be_used_is_named(
    name: str, value: str, connect: ClientFactory, simulator: Simulator, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The message names the variable and its value, but no password in it; a job is not touched by it."""
    if name == "SSL_CERT_DIR":
        monkeypatch.delenv("SSL_CERT_FILE")  # which goes before it
    monkeypatch.setenv(name, value)
    client = connect(simulator, api="agent")
    message = str(refused(client))
    assert name in message
    assert "word" not in message.replace("[hidden]", "")
    assert value in message or "@" in value
    with pytest.raises(UsageError, match=name) as caught:
        client.wait("resp_1")
    assert caught.value.job_id == "resp_1"
    assert not simulator.requests
    with httpx.Client(trust_env=False, verify=NO_TLS) as own:
        assert PerplexityJobs(simulator.api_key, simulator.url, http_client=own).submit("Why?").id


def test_a_good_proxy_setting_is_none_of_it(
    connect: ClientFactory, simulator: Simulator, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What httpx reads as it is meant goes through; a star switches the proxies off, whatever they are."""
    monkeypatch.setenv("NO_PROXY", "localhost,127.0.0.1,::1,.example.org")
    monkeypatch.setenv("HTTPS_PROXY", "http://me:secret@proxy:3128")
    assert connect(simulator).submit("Why?").id
    monkeypatch.setenv("NO_PROXY", "*")
    monkeypatch.setenv("ALL_PROXY", "socks://nobody")
    assert connect(simulator).submit("Why?").id


@pytest.mark.parametrize("wrong", [httpx.Client, httpx.AsyncClient, "client", 5, None])
def test_a_client_of_the_other_kind_is_refused(wrong: Any) -> None:
    """It would buy a job and lose its id. Subclasses are in use for caches, tracing and signatures."""

    class Own(httpx.Client):
        pass

    others: list[Any] = [wrong, wrong] if wrong else [httpx.AsyncClient(), httpx.Client()]
    with pytest.raises(TypeError, match=r"takes an object of httpx\.Client "):
        PerplexityJobs(KEY, http_client=others[0])
    with pytest.raises(TypeError, match=r"takes an object of httpx\.AsyncClient "):
        AsyncPerplexityJobs(KEY, http_client=others[1])
    with Own() as own, Simulator() as simulator:
        assert PerplexityJobs(simulator.api_key, simulator.url, http_client=own).submit("Why?").id


def test_a_client_that_is_closed_sends_nothing(simulator: Simulator) -> None:
    """The error says that the client is closed."""
    own = httpx.Client()
    own.close()
    assert "http_client is closed" in str(refused(PerplexityJobs(KEY, simulator.url, http_client=own)))


def holding_itself() -> dict[str, Any]:
    """A value without an end."""
    value: dict[str, Any] = {}
    value["again"] = value
    return value


@pytest.mark.parametrize(
    "value",
    [
        math.nan,
        math.inf,
        b"bytes",
        datetime(2026, 1, 1, tzinfo=UTC),
        {"a": {1, 2}},
        ["half \ud800 a pair"],
        {("a", "b"): 1},
        10**5000,
        object(),
        holding_itself(),
    ],
    ids=["nan", "inf", "bytes", "date", "set", "surrogate", "key", "digits", "object", "circle"],
)
def test_a_value_that_is_no_json_is_named(
    value: Any, api: str, connect: ClientFactory, simulator: Simulator
) -> None:
    """The message names the field, whichever way the value came into the request."""
    body = {"request": {"more": value}} if api == "sonar" else {"more": value}
    message = str(refused(connect(simulator, api=api), extra_body=body))
    assert "more" in message or "holds itself" in message
    for question in ("caf\udce9", [{"role": "user", "content": holding_itself()}]):
        refused(connect(simulator, api=api), question=question)
    assert not simulator.requests


@pytest.mark.parametrize(
    "headers",
    [
        {"X-Name": "é"},
        {"X-Name": "a\nb"},
        {"X-Name": "a\rb"},
        {"X-Name": "a\0b"},
        {"X-Name": "a "},
        {"X-Name": 5},
        {"X-Name": None},
        {"": "a"},
        {"X Name": "a"},
        {"Content-Length": "5"},
        {"Transfer-Encoding": "chunked"},
        [("X-Name", "a")],
    ],
)
def test_a_header_that_cannot_be_sent_is_refused(
    headers: Any, api: str, connect: ClientFactory, simulator: Simulator
) -> None:
    """Nothing is sent, and nothing is retried."""
    refused(connect(simulator, api=api), extra_headers=headers)
    assert not simulator.requests


def test_a_header_of_the_callers_own_client_that_cannot_be_sent_is_refused(simulator: Simulator) -> None:
    """The error names the header of the caller's own client."""
    with httpx.Client(headers={"X-Name": "a\nb"}) as own:
        assert "X-Name" in str(refused(PerplexityJobs(KEY, simulator.url, http_client=own)))


@pytest.mark.parametrize(
    "query", [{"a": {"b": 1}}, {"a": {1}}, {"a": b"b"}, {"a": math.nan}, {"a": "\ud800"}, {1: "a"}, ["a"]]
)
def test_a_query_that_means_nothing_is_refused(
    query: Any, connect: ClientFactory, simulator: Simulator
) -> None:
    """It would be sent as Python shows it."""
    refused(connect(simulator), extra_query=query)
    assert not simulator.requests


def test_what_is_odd_and_can_be_sent_is_sent(connect: ClientFactory, simulator: Simulator) -> None:
    """Letters beyond ASCII in headers of bytes, numbers in a query, times without an end."""
    query = {"a": "b", "c": 1, "d": 1.5, "e": True, "f": None, "g": ["h", 2]}
    headers = {"X-Name": "é".encode("latin-1")}
    for seconds in (math.inf, 1e300):
        client = connect(simulator, request_timeout=seconds)
        assert client.submit("Why?", extra_query=query, extra_headers=headers).id


def test_an_id_that_fits_no_address_is_refused(connect: ClientFactory, simulator: Simulator) -> None:
    """The error knows the job, and is no longer than a message should be."""
    with pytest.raises(UsageError) as caught:
        connect(simulator).wait("a" * 70_000)
    assert caught.value.job_id == "a" * 70_000
    assert len(str(caught.value)) < 1000


@pytest.mark.parametrize(
    "error",
    [OverflowError("port must be 0-65535"), UnicodeError("label too long"), ssl.SSLError("bad")],
    ids=["port", "host", "tls"],
)
def test_errors_of_the_layers_below_are_connection_errors(
    error: Exception, connect: ClientFactory, simulator: Simulator, monkeypatch: pytest.MonkeyPatch
) -> None:
    """httpx lets some errors through unchanged, such as one of the DNS lookup."""

    def fail(*args: Any, **kwargs: Any) -> Any:
        raise error

    monkeypatch.setattr(socket, "getaddrinfo", fail)
    with pytest.raises(APIConnectionError):
        connect("http://service.example", api="agent", max_retries=0).submit("Why?")
