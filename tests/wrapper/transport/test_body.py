"""The bodies of answers: never more than the limit, and told truly where there is none."""

from __future__ import annotations

import gzip
import itertools
import json
import socketserver
import tracemalloc
from collections.abc import Callable, Iterator
from contextlib import ExitStack, suppress
from typing import Any

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from perplexity_jobs import (
    APIResponseValidationError,
    AsyncPerplexityJobs,
    AuthenticationError,
    PerplexityJobs,
    SubmitUncertainError,
)
from perplexity_jobs._transport.body import Body, BodyLostError
from perplexity_jobs._values.call import Failure, Reply

from ..conftest import ClientFactory
from ..exchange import GET, SUBMIT, Exchange, Parts
from .fronts import Front, running

LIMIT = 1_000_000
URL = "http://service.example"


PACKERS: dict[str, Callable[[bytes], bytes]] = {"gzip": gzip.compress, "identity": bytes}


def packed(plain: bytes, layers: list[str]) -> tuple[str, bytes]:
    """The header and the bytes of a body that is packed several times."""
    for layer in layers:
        plain = PACKERS[layer](plain)
    return ", ".join(layers), plain


@pytest.fixture(params=["threads", "asyncio"])
def exchange(request: pytest.FixtureRequest) -> Exchange:
    """Send over a transport of either kind."""
    return Exchange(request.param)


class Endless(socketserver.BaseRequestHandler):
    """An answer without an end."""

    def handle(self) -> None:
        """Serve one connection until the client has had enough."""
        self.request.recv(65536)
        self.request.sendall(b"HTTP/1.1 200 OK\r\nX-Request-Id: r1\r\n\r\n")
        try:
            while True:
                self.request.sendall(b" " * 65536)
        except OSError:
            return


@pytest.fixture
def serve() -> Iterator[Callable[[type[socketserver.BaseRequestHandler]], str]]:
    """Run a server; its address."""
    with ExitStack() as stack:

        def start(handler: type[socketserver.BaseRequestHandler]) -> str:
            return f"http://127.0.0.1:{stack.enter_context(running(Front(handler))).port}"

        yield start


@pytest.mark.parametrize("call", [GET, SUBMIT])
def test_an_endless_body_is_not_read_to_the_end(
    call: Any, exchange: Exchange, serve: Callable[..., str]
) -> None:
    """Reading stops at the limit; what is known by then, the request id above all, is kept."""
    [outcome] = exchange(serve(Endless), call, max_response_bytes=LIMIT)
    assert isinstance(outcome, Failure)
    assert (outcome.kind, outcome.sent) == ("body", True)
    assert outcome.head is not None
    assert (outcome.head.status, outcome.head.headers["x-request-id"]) == (200, "r1")


def test_an_endless_body_over_the_callers_own_client(exchange: Exchange) -> None:
    """The same, where the parts come without anything to wait for."""
    body = Parts(itertools.repeat(b" " * 1000))
    [outcome] = exchange(
        URL, GET, answer=lambda _: httpx.Response(200, stream=body), max_response_bytes=LIMIT
    )
    assert isinstance(outcome, Failure)
    assert outcome.kind == "body"
    assert body.read < 5 * LIMIT / 1000


def test_a_body_that_says_how_large_it_is_is_not_even_begun(exchange: Exchange) -> None:
    """The header says enough."""
    body = Parts(itertools.repeat(b" "))
    headers = {"content-length": str(LIMIT + 1)}
    [outcome] = exchange(
        URL,
        GET,
        answer=lambda _: httpx.Response(200, headers=headers, stream=body),
        max_response_bytes=LIMIT,
    )
    assert isinstance(outcome, Failure)
    assert (outcome.kind, body.read) == ("body", 0)


@pytest.mark.parametrize("layers", [["gzip"], ["gzip", "gzip"], ["gzip", "identity", "gzip", "gzip"]])
def test_a_small_body_that_unpacks_to_a_large_one(layers: list[str], exchange: Exchange) -> None:
    """Memory holds little more than the limit, however often it is packed."""
    header, content = packed(bytes(64 * LIMIT), layers)
    answer = httpx.Response(200, headers={"content-encoding": header}, stream=Parts(iter([content])))
    tracemalloc.start()
    try:
        [outcome] = exchange(URL, GET, answer=lambda _: answer, max_response_bytes=LIMIT)
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert isinstance(outcome, Failure)
    assert (outcome.kind, outcome.sent) == ("body", True)
    assert peak < 16 * LIMIT


def test_a_layer_in_between_is_bounded_too() -> None:
    """Gzip that makes a lot of gzip that makes nothing: blocks without a byte."""
    nothing = gzip.compress(b"")[:10] + b"\x00\x00\x00\xff\xff" * LIMIT
    body = body_of("gzip, gzip", gzip.compress(nothing), LIMIT)
    with pytest.raises(BodyLostError):
        body.whole()


def body_of(header: str, content: bytes, limit: int, size: int = 65536) -> Body:
    """A body that has come in parts of that size."""
    body = Body({"content-encoding": header}, limit, read=False)
    for start in range(0, len(content), size):
        body.add(content[start : start + size])
    return body


@given(
    st.binary(max_size=3000),
    st.lists(st.sampled_from(sorted(PACKERS)), max_size=4),
    st.integers(1, 700),
    st.integers(1, 3),
)
def test_a_body_is_what_was_packed(plain: bytes, layers: list[str], size: int, times: int) -> None:
    """However it was packed and cut into parts; at the limit it is still whole, a byte more is too much."""
    plain *= times
    header, content = packed(plain, layers)
    assert body_of(header, content, 1_000_000, size).whole() == plain
    largest = max(len(packed(plain, layers[:count])[1]) for count in range(len(layers) + 1))
    assert body_of(header, content, largest, size).whole() == plain
    if largest:
        with pytest.raises(BodyLostError):
            body_of(header, content, largest - 1, size).whole()


@pytest.mark.parametrize("header", ["br", "gzip, deflate", "zstd"])
def test_what_was_not_asked_for_is_told(header: str, exchange: Exchange) -> None:
    """Requests ask for gzip; the error names what came instead."""
    asked: list[str] = []

    def answer(request: httpx.Request) -> httpx.Response:
        asked.append(request.headers["accept-encoding"])
        return httpx.Response(200, headers={"content-encoding": header}, stream=Parts(iter([b"x"])))

    [outcome] = exchange(URL, GET, answer=answer)
    assert isinstance(outcome, Failure)
    assert outcome.kind == "body"
    assert header.rpartition(" ")[2] in str(outcome.error)
    assert asked == ["gzip"]


@given(st.sampled_from(["gzip", "gzip, gzip"]), st.binary(max_size=200))
def test_what_is_not_packed_as_it_says_is_an_error_of_httpx(header: str, content: bytes) -> None:
    """Or comes out as something; nothing else is raised."""
    with suppress(httpx.DecodingError):
        body_of(header, content, LIMIT).whole()


def test_what_follows_a_packed_body_costs_nothing() -> None:
    """As httpx, gzip ends where it says; 5 MB behind it would otherwise be copied for each part of them."""
    body = body_of("gzip", gzip.compress(b"{}") + bytes(5 * LIMIT), 10 * LIMIT)
    assert body.whole() == b"{}"


def test_no_body_is_packed_a_thousand_times() -> None:
    """Each layer would be one more step into the depth."""
    with pytest.raises(BodyLostError, match="packed as 'gzip, gzip"):
        body_of(", ".join(["gzip"] * 1000), b"x", LIMIT).whole()


@pytest.mark.parametrize("content", [b" " * (LIMIT + 1), gzip.compress(bytes(LIMIT + 1))])
def test_the_limit_after_a_hook_that_reads_everything(content: bytes, exchange: Exchange) -> None:
    """Such a body has been kept by then; it is refused all the same."""
    headers = {"content-encoding": "gzip"} if content[0] != 32 else {}

    def read(response: httpx.Response) -> Iterator[Any]:
        yield response.aread() if exchange.kind == "asyncio" else response.read()

    [outcome] = exchange(
        URL,
        GET,
        answer=lambda _: httpx.Response(200, headers=headers, stream=Parts(iter([content]))),
        hook=read,
        max_response_bytes=LIMIT,
    )
    assert isinstance(outcome, Failure)
    assert outcome.kind == "body"


@pytest.mark.parametrize("api", ["sonar", "agent"])
def test_a_large_answer_is_told_with_the_limit(
    api: str, connect: ClientFactory, serve: Callable[..., str]
) -> None:
    """The error names the setting; a submit without a key may have made a job."""
    client = connect(serve(Endless), api=api, max_response_bytes=LIMIT, max_retries=0)
    with pytest.raises(APIResponseValidationError, match=f"{LIMIT} bytes; max_response_bytes="):
        client.get("job")
    kind = SubmitUncertainError if api == "agent" else APIResponseValidationError
    with pytest.raises(kind, match="max_response_bytes="):
        client.submit("q")


class Refusing(socketserver.BaseRequestHandler):
    """A refusal with a page that is too large."""

    def handle(self) -> None:
        """Serve one connection."""
        self.request.recv(65536)
        self.request.sendall(b"HTTP/1.1 401 No\r\nContent-Length: 99999999\r\n\r\n")


def test_a_refusal_stays_one_whatever_its_body(connect: ClientFactory, serve: Callable[..., str]) -> None:
    """The status says enough."""
    with pytest.raises(AuthenticationError, match="max_response_bytes"):
        connect(serve(Refusing), max_response_bytes=LIMIT).get("job")


def test_a_larger_limit_lets_larger_answers_through(exchange: Exchange) -> None:
    """Whoever raises it gets what was refused before."""
    text = json.dumps("x" * LIMIT)
    outcomes = [
        exchange(URL, GET, answer=lambda _: httpx.Response(200, text=text), max_response_bytes=limit)[0]
        for limit in (LIMIT, 2 * LIMIT)
    ]
    assert [type(outcome) for outcome in outcomes] == [Failure, Reply]


@pytest.mark.parametrize("limit", [0, -1, 1.5, True, "64 MiB", None])
@pytest.mark.parametrize("kind", [PerplexityJobs, AsyncPerplexityJobs])
def test_a_limit_is_a_number_of_bytes(kind: Any, limit: Any) -> None:
    """Anything else is refused where the client is made."""
    with pytest.raises(ValueError, match="max_response_bytes"):
        kind("key", max_response_bytes=limit)


class HalfBody(socketserver.BaseRequestHandler):
    """An answer that ends in the midst of its body."""

    def handle(self) -> None:
        """Serve one connection."""
        self.request.recv(65536)
        self.request.sendall(b"HTTP/1.1 200 OK\r\nX-Request-Id: r1\r\nContent-Length: 99\r\n\r\n{")


class BadGzip(socketserver.BaseRequestHandler):
    """An answer that is not packed as it says."""

    def handle(self) -> None:
        """Serve one connection."""
        self.request.recv(65536)
        head = b"HTTP/1.1 200 OK\r\nX-Request-Id: r1\r\n"
        self.request.sendall(head + b"Content-Encoding: gzip\r\nContent-Length: 4\r\n\r\n{{}}")


@pytest.mark.parametrize("handler", [HalfBody, BadGzip])
def test_an_answer_whose_body_is_not_whole_keeps_its_headers(
    handler: type[socketserver.BaseRequestHandler], exchange: Exchange, serve: Callable[..., str]
) -> None:
    """By its request id the job can be looked for."""
    [outcome] = exchange(serve(handler), SUBMIT)
    assert isinstance(outcome, Failure)
    assert (outcome.kind, outcome.sent) == ("connection", True)
    assert outcome.head is not None
    assert outcome.head.headers["x-request-id"] == "r1"
