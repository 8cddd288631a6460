"""What fails before a byte is sent: one error that names what to mend, and no word of a job."""

from __future__ import annotations

import math
import socket
import ssl
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import httpx
import pytest

from perplexity_jobs import APIConnectionError, APIError, AsyncPerplexityJobs, PerplexityJobs, UsageError
from perplexity_jobs.simulator import ManualClock, Simulator

from ..client.recording import KEY
from ..conftest import ClientFactory

APIS = pytest.mark.parametrize("api", ["sonar", "agent"])
PROXIES = ("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "NO_PROXY")


@pytest.fixture(autouse=True)
def clean(monkeypatch: pytest.MonkeyPatch) -> None:
    """No settings of the machine."""
    for name in (*PROXIES, "SSL_CERT_FILE", "SSL_CERT_DIR", "SSLKEYLOGFILE"):
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
        ("HTTPS_PROXY", "ftp://proxy"),
        ("HTTPS_PROXY", "proxy:port"),
        ("HTTP_PROXY", "http://[::1"),
        ("http_proxy", "ftp://proxy"),
    ],
)
def test_a_proxy_that_cannot_be_used_is_named(
    name: str, value: str, connect: ClientFactory, simulator: Simulator, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The message names the variable and its value."""
    monkeypatch.setenv(name, value)
    error = refused(connect(simulator, api="agent"))
    assert f"{name}={value!r}" in str(error)
    assert not simulator.requests


def test_a_proxy_keeps_its_password(
    connect: ClientFactory, simulator: Simulator, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Proxies are often written with one."""
    for value in ("ftp://me:pass-word@proxy", "http://me:pass/word@proxy:80", "me:pass-word@proxy:x"):
        monkeypatch.setenv("HTTPS_PROXY", value)
        shown = str(refused(connect(simulator)))
        assert "HTTPS_PROXY" in shown
        assert "word" not in shown.replace("[hidden]", "")


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


@pytest.mark.parametrize("name", ["SSL_CERT_FILE", "SSL_CERT_DIR", "SSLKEYLOGFILE"])
def test_certificates_that_are_gone_are_named(
    name: str, connect: ClientFactory, simulator: Simulator, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """The message names the variable and its value, which Python's own error does not."""
    gone = str(tmp_path / "gone" / "cacert.pem")
    monkeypatch.setenv(name, gone)
    message = str(refused(connect(simulator)))
    assert name in message
    assert gone in message


def test_certificates_that_are_none_are_named(
    connect: ClientFactory, simulator: Simulator, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """A file that is there may hold something else."""
    (tmp_path / "cacert.pem").write_text("nothing\n")
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "cacert.pem"))
    assert f"SSL_CERT_FILE='{tmp_path}" in str(refused(connect(simulator)))


def test_a_setting_that_fails_a_wait_keeps_the_job(
    connect: ClientFactory, simulator: Simulator, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The job is not touched by it, and the error says which one it was."""
    monkeypatch.setenv("ALL_PROXY", "socks://nobody")
    with pytest.raises(UsageError, match="ALL_PROXY") as caught:
        connect(simulator).wait("job-1")
    assert caught.value.job_id == "job-1"


def test_a_client_of_ones_own_does_without_the_environment(
    simulator: Simulator, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its settings are its own."""
    monkeypatch.setenv("ALL_PROXY", "socks://nobody")
    with (
        httpx.Client(trust_env=False) as own,
        PerplexityJobs(simulator.api_key, simulator.url, http_client=own) as client,
    ):
        assert client.submit("Why?").id


@pytest.mark.parametrize("wrong", [httpx.AsyncClient(), httpx.AsyncClient, httpx.Client, "client", 5])
def test_threads_take_no_other_client(wrong: Any) -> None:
    """A client that waits in another way would buy a job and lose its id."""
    with pytest.raises(TypeError, match=r"takes an object of httpx\.Client "):
        PerplexityJobs(KEY, http_client=wrong)


@pytest.mark.parametrize("wrong", [httpx.Client(), httpx.Client, httpx.AsyncClient, "client", 5])
def test_asyncio_takes_no_other_client(wrong: Any) -> None:
    """As for threads."""
    with pytest.raises(TypeError, match=r"takes an object of httpx\.AsyncClient "):
        AsyncPerplexityJobs(KEY, http_client=wrong)


def test_a_subclass_is_a_client(simulator: Simulator) -> None:
    """They are in use for caches, tracing and signatures."""

    class Own(httpx.Client):
        pass

    with Own() as own:
        assert PerplexityJobs(simulator.api_key, simulator.url, http_client=own).submit("Why?").id


def test_a_client_that_is_closed_sends_nothing(simulator: Simulator) -> None:
    """It is told as what it is."""
    own = httpx.Client()
    own.close()
    assert "http_client is closed" in str(refused(PerplexityJobs(KEY, simulator.url, http_client=own)))


def holding_itself() -> dict[str, Any]:
    """A value without an end."""
    value: dict[str, Any] = {}
    value["again"] = value
    return value


@APIS
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
    assert not simulator.requests


@APIS
def test_a_question_that_holds_itself_is_refused(
    api: str, connect: ClientFactory, simulator: Simulator
) -> None:
    """It has no end to send."""
    refused(connect(simulator, api=api), question=[{"role": "user", "content": holding_itself()}])
    assert not simulator.requests


@APIS
@pytest.mark.parametrize(
    "message",
    [
        {"content": None},
        {},
        {"content": []},
        {"content": [{"type": "text", "text": " \n"}]},
        {"content": [{"type": "input_text", "text": ""}]},
        {"content": "\u200b\u200d\u2060\ufeff\u00ad \u2028"},
    ],
)
def test_a_message_that_asks_nothing_is_refused(
    message: dict[str, Any], api: str, connect: ClientFactory, simulator: Simulator
) -> None:
    """Parts without a word are as empty as no parts, and a question that nobody can see as no question."""
    with pytest.raises(ValueError, match="question is empty"):
        connect(simulator, api=api).submit([{"role": "user", **message}])
    assert not simulator.requests


@pytest.mark.parametrize("client", [PerplexityJobs, AsyncPerplexityJobs])
@pytest.mark.parametrize("clock", ["x", 5, object(), ManualClock])
def test_what_is_no_clock_is_refused(client: Any, clock: Any) -> None:
    """A class is none: its methods need an object."""
    with pytest.raises(TypeError, match="clock= takes"):
        client(KEY, clock=clock)


@APIS
def test_half_a_letter_in_the_question_is_named(
    api: str, connect: ClientFactory, simulator: Simulator
) -> None:
    """Names of files on a wrong encoding bring them."""
    with pytest.raises(UsageError, match="half a surrogate pair"):
        connect(simulator, api=api).submit("caf\udce9")
    assert not simulator.requests


@APIS
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
    """Nothing leaves, and nothing is repeated."""
    refused(connect(simulator, api=api), extra_headers=headers)
    assert not simulator.requests


def test_a_header_of_the_callers_own_client_that_cannot_be_sent_is_refused(simulator: Simulator) -> None:
    """Wherever it was set."""
    with httpx.Client(headers={"X-Name": "a\nb"}) as own:
        assert "X-Name" in str(refused(PerplexityJobs(KEY, simulator.url, http_client=own)))


def test_headers_in_bytes_are_sent(connect: ClientFactory, simulator: Simulator) -> None:
    """httpx takes them, letters beyond ASCII included."""
    assert connect(simulator).submit("Why?", extra_headers={"X-Name": "é".encode("latin-1")}).id


@pytest.mark.parametrize(
    "query", [{"a": {"b": 1}}, {"a": {1}}, {"a": b"b"}, {"a": math.nan}, {"a": "\ud800"}, {1: "a"}, ["a"]]
)
def test_a_query_that_means_nothing_is_refused(
    query: Any, connect: ClientFactory, simulator: Simulator
) -> None:
    """It would be sent as Python shows it."""
    refused(connect(simulator), extra_query=query)
    assert not simulator.requests


def test_a_query_of_texts_and_numbers_is_sent(connect: ClientFactory, simulator: Simulator) -> None:
    """As before."""
    query = {"a": "b", "c": 1, "d": 1.5, "e": True, "f": None, "g": ["h", 2]}
    assert connect(simulator).submit("Why?", extra_query=query).id


def test_an_id_that_fits_no_address_is_refused(connect: ClientFactory, simulator: Simulator) -> None:
    """The error knows the job, and is no longer than a message should be."""
    with pytest.raises(UsageError) as caught:
        connect(simulator).wait("a" * 70_000)
    assert caught.value.job_id == "a" * 70_000
    assert len(str(caught.value)) < 1000


@pytest.mark.parametrize("location", ["login.example.com:443/sso", "http://[::1", "http://host:99999/x"])
def test_a_redirect_to_no_address_is_an_error_of_the_package(location: str) -> None:
    """Whatever a gateway writes there."""

    def answer(request: httpx.Request) -> httpx.Response:
        return httpx.Response(302, headers={"location": location})

    with httpx.Client(transport=httpx.MockTransport(answer)) as own, pytest.raises(APIError):
        PerplexityJobs(KEY, "http://service.example", http_client=own, max_retries=0).get("job-1")


def test_no_time_is_too_long(connect: ClientFactory, simulator: Simulator) -> None:
    """Infinity and its neighbours mean no limit."""
    for seconds in (math.inf, 1e300):
        assert connect(simulator, request_timeout=seconds).submit("Why?").id


@pytest.mark.parametrize(
    "error",
    [OverflowError("port must be 0-65535"), UnicodeError("label too long"), ssl.SSLError("bad")],
    ids=["port", "host", "tls"],
)
def test_errors_of_the_layers_below_are_connection_errors(
    error: Exception, connect: ClientFactory, simulator: Simulator, monkeypatch: pytest.MonkeyPatch
) -> None:
    """httpx lets some through as they are; here, whoever looks up the name fails."""

    def fail(*args: Any, **kwargs: Any) -> Any:
        raise error

    monkeypatch.setattr(socket, "getaddrinfo", fail)
    with pytest.raises(APIConnectionError):
        connect("http://service.example", api="agent", max_retries=0).submit("Why?")
