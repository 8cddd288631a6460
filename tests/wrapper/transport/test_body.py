"""Response bodies: the size limit, compression, and truncation."""

from __future__ import annotations

import gzip
import socketserver
import tracemalloc
from collections.abc import Callable, Iterator
from contextlib import ExitStack, suppress
from typing import Any

import httpx
import pytest

from perplexity_jobs import APIResponseValidationError, AuthenticationError, SubmitUncertainError

from ..conftest import ClientFactory
from ..exchange import GET, SUBMIT, Exchange, Parts, failed
from .fronts import Front, running

LIMIT = 1_000_000
URL = "http://service.example"


class Wire(socketserver.BaseRequestHandler):
    """Answers one request with these bytes, `again` without an end."""

    answer = b""
    again = b""

    def handle(self) -> None:
        """Serve one connection until the client has had enough."""
        self.request.recv(65536)
        self.request.sendall(self.answer)
        with suppress(OSError):
            while self.again:
                self.request.sendall(self.again)


class Endless(Wire):
    """An answer without an end."""

    answer = b"HTTP/1.1 200 OK\r\nX-Request-Id: r1\r\n\r\n"
    again = b" " * 65536


class Refusing(Wire):
    """A refusal with a page that is too large."""

    answer = b"HTTP/1.1 401 No\r\n\r\n"
    again = b" " * 65536


class HalfBody(Wire):
    """An answer that ends in the midst of its body."""

    answer = b"HTTP/1.1 200 OK\r\nX-Request-Id: r1\r\nContent-Length: 99\r\n\r\n{"


class BadGzip(Wire):
    """An answer that is not packed as it says."""

    answer = b"HTTP/1.1 200 OK\r\nX-Request-Id: r1\r\nContent-Encoding: gzip\r\nContent-Length: 4\r\n\r\n{{}}"


@pytest.fixture
def serve() -> Iterator[Callable[[type[socketserver.BaseRequestHandler]], str]]:
    """Run a server; its address."""
    with ExitStack() as stack:

        def start(handler: type[socketserver.BaseRequestHandler]) -> str:
            return stack.enter_context(running(Front(handler))).url

        yield start


@pytest.mark.parametrize("call", [GET, SUBMIT])
def test_an_endless_body_is_not_read_to_the_end(
    call: Any, exchange: Exchange, serve: Callable[..., str]
) -> None:
    """Reading stops at the limit; what is known by then, the request id above all, is kept."""
    outcome = failed(exchange(serve(Endless), call, max_response_bytes=LIMIT)[0])
    assert (outcome.kind, outcome.sent) == ("body", True)
    assert outcome.head is not None
    assert (outcome.head.status, outcome.head.headers["x-request-id"]) == (200, "r1")


def test_no_more_is_read_than_the_limit_over_the_callers_own_client(exchange: Exchange) -> None:
    """A body without an end is read to the limit only."""
    body = Parts(b" " * 1000, endless=True)
    answer = httpx.Response(200, stream=body)
    outcome = failed(exchange(URL, GET, answer=lambda _: answer, max_response_bytes=LIMIT)[0])
    assert outcome.kind == "body"
    assert body.read <= 5 * LIMIT / 1000


def test_a_small_body_that_unpacks_to_a_large_one(exchange: Exchange) -> None:
    """Memory holds little more than the limit."""
    content = gzip.compress(bytes(64 * LIMIT))
    answer = httpx.Response(200, headers={"content-encoding": "gzip"}, stream=Parts(content))
    tracemalloc.start()
    try:
        [outcome] = exchange(URL, GET, answer=lambda _: answer, max_response_bytes=LIMIT)
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert (failed(outcome).kind, failed(outcome).sent) == ("body", True)
    assert peak < 16 * LIMIT


@pytest.mark.parametrize("header", ["br", "gzip, gzip"])
def test_what_was_not_asked_for_is_told(header: str, exchange: Exchange) -> None:
    """Requests ask for gzip; the error names what came instead."""
    asked: list[str] = []

    def answer(request: httpx.Request) -> httpx.Response:
        asked.append(request.headers["accept-encoding"])
        return httpx.Response(200, headers={"content-encoding": header}, stream=Parts(b"x"))

    outcome = failed(exchange(URL, GET, answer=answer)[0])
    assert outcome.kind == "body"
    assert header.rpartition(" ")[2] in str(outcome.error)
    assert asked == ["gzip"]


@pytest.mark.parametrize("content", [b" " * (LIMIT + 1), gzip.compress(bytes(LIMIT + 1))])
def test_the_limit_after_a_hook_that_reads_everything(content: bytes, exchange: Exchange) -> None:
    """Such a body has been kept by then; it is refused all the same."""
    headers = {"content-encoding": "gzip"} if content[0] != 32 else {}
    answer = httpx.Response(200, headers=headers, stream=Parts(content))

    def read(response: httpx.Response) -> Iterator[Any]:
        yield response.aread() if exchange.kind == "asyncio" else response.read()

    [outcome] = exchange(URL, GET, answer=lambda _: answer, hook=read, max_response_bytes=LIMIT)
    assert failed(outcome).kind == "body"


def test_a_large_answer_is_told_with_the_limit(
    api: str, connect: ClientFactory, serve: Callable[..., str]
) -> None:
    """The error names the setting; a submit without a key may have made a job; a refusal stays one."""
    client = connect(serve(Endless), api=api, max_response_bytes=LIMIT, max_retries=0)
    with pytest.raises(APIResponseValidationError, match=f"{LIMIT} bytes; max_response_bytes="):
        client.get("job")
    kind = SubmitUncertainError if api == "agent" else APIResponseValidationError
    with pytest.raises(kind, match="max_response_bytes="):
        client.submit("q")
    with pytest.raises(AuthenticationError, match="max_response_bytes"):
        connect(serve(Refusing), api=api, max_response_bytes=LIMIT).get("job")


@pytest.mark.parametrize("handler", [HalfBody, BadGzip])
def test_an_answer_whose_body_is_not_whole_keeps_its_headers(
    handler: type[Wire], exchange: Exchange, serve: Callable[..., str]
) -> None:
    """Its request id allows to look for the job."""
    outcome = failed(exchange(serve(handler), SUBMIT)[0])
    assert (outcome.kind, outcome.sent) == ("connection", True)
    assert outcome.head is not None
    assert outcome.head.headers["x-request-id"] == "r1"
