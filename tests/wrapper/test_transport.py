"""The one module that knows httpx: whole answers in time, or a failure that says whether it was sent."""

from __future__ import annotations

import asyncio
import socket
import threading
from collections.abc import Callable, Iterator
from typing import Any

import httpx
import pytest

from perplexity_jobs._config import Config
from perplexity_jobs._transport import AsyncTransport, Transport
from perplexity_jobs._wire import Call, Failure, Outcome, Reply

CALL = Call("get", "GET", "/jobs/1")

Send = Callable[..., Outcome]


def config(url: str) -> Config:
    """The settings for a server."""
    return Config.resolve("key", url, 30.0, 2)


@pytest.fixture(params=["threads", "asyncio"])
def send(request: pytest.FixtureRequest) -> Send:
    """Make one request with a transport of either kind."""

    def blocking(url: str, budget: float | None, handler: Any = None) -> Outcome:
        given = httpx.Client(transport=httpx.MockTransport(handler)) if handler else None
        transport = Transport(config(url), given)
        try:
            return transport.send(CALL, budget)
        finally:
            transport.close()

    def tasks(url: str, budget: float | None, handler: Any = None) -> Outcome:
        async def once() -> Outcome:
            given = httpx.AsyncClient(transport=httpx.MockTransport(handler)) if handler else None
            transport = AsyncTransport(config(url), given)
            try:
                return await transport.send(CALL, budget)
            finally:
                await transport.close()

        return asyncio.run(once())

    return blocking if request.param == "threads" else tasks


class Trickle(threading.Thread):
    """A server that sends a byte of its answer at a time, until the client goes away or is told to stop."""

    def __init__(self) -> None:
        super().__init__(daemon=True)
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.url = f"http://127.0.0.1:{self.listener.getsockname()[1]}"
        self.stopped = threading.Event()

    def run(self) -> None:
        """Answer one connection."""
        connection, _ = self.listener.accept()
        with connection:
            connection.recv(65536)
            connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n")
            while not self.stopped.wait(0.02):
                try:
                    connection.sendall(b" ")
                except OSError:
                    return


@pytest.fixture
def trickle() -> Iterator[Trickle]:
    """A running server that never ends its answer."""
    server = Trickle()
    server.start()
    yield server
    server.stopped.set()
    server.join()
    server.listener.close()


def test_an_answer_that_never_ends_is_given_up(send: Send, trickle: Trickle) -> None:
    """Each byte arrives in time, the whole does not: the budget is for the whole."""
    outcome = send(trickle.url, 0.3)
    assert isinstance(outcome, Failure)
    assert (outcome.kind, outcome.sent) == ("timeout", True)


@pytest.mark.parametrize(
    ("error", "kind", "sent"),
    [
        (httpx.ConnectError, "connection", False),
        (httpx.ConnectTimeout, "timeout", False),
        (httpx.PoolTimeout, "timeout", False),
        (httpx.ReadTimeout, "timeout", True),
        (httpx.WriteTimeout, "timeout", True),
        (httpx.ReadError, "connection", True),
        (httpx.WriteError, "connection", True),
        (httpx.RemoteProtocolError, "connection", True),
        (httpx.ProxyError, "connection", True),
        (httpx.DecodingError, "connection", True),
    ],
)
def test_a_failure_says_whether_the_request_may_have_arrived(
    error: type[httpx.RequestError], kind: str, sent: bool, send: Send
) -> None:
    """Only what cannot have been sent is free of doubt."""

    def fail(request: httpx.Request) -> httpx.Response:
        raise error("broken", request=request)

    outcome = send("http://service.example", 5.0, fail)
    assert isinstance(outcome, Failure)
    assert (outcome.kind, outcome.sent) == (kind, sent)


def test_a_whole_answer_arrives_with_its_headers(send: Send) -> None:
    """Status, headers in any case, and the body."""

    def answer(request: httpx.Request) -> httpx.Response:
        return httpx.Response(200, headers={"X-Request-Id": "r"}, content=b"[1]")

    outcome = send("http://service.example", None, answer)
    assert isinstance(outcome, Reply)
    assert (outcome.status, outcome.headers["x-request-id"], outcome.json()) == (200, "r", [1])


def test_every_phase_has_the_time_that_is_left(send: Send) -> None:
    """Connecting, writing and reading share one budget; None leaves them without limit."""
    seen: list[Any] = []

    def answer(request: httpx.Request) -> httpx.Response:
        seen.append(request.extensions["timeout"])
        return httpx.Response(200)

    send("http://service.example", 5.0, answer)
    send("http://service.example", None, answer)
    earlier, later = seen[0].get("connect"), seen[0].get("read")
    assert 5.0 >= earlier >= later > 0
    assert seen[1].get("read") is None


def test_a_budget_that_is_used_up_is_no_special_number(send: Send) -> None:
    """Zero would mean something else to a socket; a request that begins too late just fails in time."""
    listener = socket.create_server(("127.0.0.1", 0))
    with listener:
        outcome = send(f"http://127.0.0.1:{listener.getsockname()[1]}", 0.0)
    assert isinstance(outcome, Failure)
    assert outcome.kind == "timeout"


def test_an_own_client_is_made_once_and_closed() -> None:
    """One pool for all requests, gone after close()."""
    transport = Transport(config("http://service.example"), None)
    own = transport._client()
    assert transport._client() is own
    transport.close()
    assert own.is_closed
    Transport(config("http://service.example"), None).close()
