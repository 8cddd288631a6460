"""The transports: complete responses in time, or a failure that says whether the request was sent."""

from __future__ import annotations

import asyncio
import contextlib
import gzip
import socket
import threading
from collections.abc import Callable, Iterator
from typing import Any

import aiohttp
import httpx
import pytest
from attrs import evolve

from perplexity_jobs._transport.asynchronous import AsyncTransport
from perplexity_jobs._transport.blocking import Transport
from perplexity_jobs._transport.connections import MAX_CONNECTIONS
from perplexity_jobs._values.call import Call, Outcome
from perplexity_jobs._values.settings import Config
from perplexity_jobs.simulator import Simulator

from ..exchange import GET, Exchange, Parts, answered, failed

URL = "http://service.example"
# One that the simulator takes down in `requests`.
PAGE = Call("list", "GET", "/async/chat/completions")
ASYNCIO = pytest.mark.parametrize("concurrency", ["asyncio"])


def config(url: str) -> Config:
    """The settings for a server."""
    return Config("key", url, 30.0, 2)


class Server(threading.Thread):
    """A server whose answers the test gives by hand.

    Attributes:
        waiting: the connections whose request came, in their order.
        arrived: released with each of them.
    """

    def __init__(self) -> None:
        super().__init__(daemon=True)
        self.listener = socket.create_server(("127.0.0.1", 0), backlog=2 * MAX_CONNECTIONS)
        self.url = f"http://127.0.0.1:{self.listener.getsockname()[1]}"
        self.waiting: list[socket.socket] = []
        self.arrived = threading.Semaphore(0)

    def run(self) -> None:
        """Take connections until the listener is gone."""
        with contextlib.suppress(OSError):
            while True:
                connection, _ = self.listener.accept()
                if connection.recv(65536):
                    self.take(connection)
                else:
                    connection.close()

    def take(self, connection: socket.socket) -> None:
        """Leave a request without an answer."""
        self.waiting.append(connection)
        self.arrived.release()

    def stop(self) -> None:
        """Let everybody go."""
        self.listener.shutdown(socket.SHUT_RDWR)
        self.listener.close()
        self.join()
        for connection in self.waiting:
            connection.close()


class Trickle(Server):
    """A server that answers one request as it should, and the next one without an end.

    Args:
        start: what it sends at once.
        byte: what it sends over and over; nothing for an answer that stops there.
    """

    def __init__(self, start: bytes, byte: bytes) -> None:
        super().__init__()
        self.first, self.byte = start, byte
        self.stopped = threading.Event()

    def take(self, connection: socket.socket) -> None:
        """Answer on one connection."""
        with connection, contextlib.suppress(OSError):
            connection.sendall(HEAD + b"Content-Length: 2\r\n\r\n{}")
            connection.recv(65536)
            connection.sendall(self.first)
            while not self.stopped.wait(0.02):
                connection.sendall(self.byte)

    def stop(self) -> None:
        """End the answer that never ends."""
        self.stopped.set()
        super().stop()


@pytest.fixture
def start() -> Iterator[Callable[[Any], Any]]:
    """Run servers until the test is over."""
    servers: list[Server] = []

    def start(server: Server) -> Server:
        servers.append(server)
        server.start()
        return server

    yield start
    for server in servers:
        server.stop()


@pytest.fixture
def hesitant(start: Callable[[Any], Any]) -> Server:
    """A running server that does not answer."""
    server: Server = start(Server())
    return server


HEAD = b"HTTP/1.1 200 OK\r\n"


@pytest.mark.parametrize(
    ("first", "byte", "has_head"),
    [
        pytest.param(b"", b"", False, id="nothing"),
        pytest.param(HEAD + b"Content-Length: 9\r\n\r\n", b"", True, id="no body"),
        pytest.param(HEAD + b"Content-Length: 100000\r\n\r\n", b" ", True, id="a body without an end"),
    ],
)
def test_an_answer_that_never_ends_is_given_up(
    first: bytes, byte: bytes, has_head: bool, exchange: Exchange, start: Callable[..., Any]
) -> None:
    """Each byte arrives in time, the whole does not: the budget is for the whole, on old connections too."""
    outcome = failed(exchange(start(Trickle(first, byte)).url, GET, GET, budget=1.5)[-1])
    assert (outcome.kind, outcome.sent) == ("timeout", True)
    assert (outcome.head is not None and outcome.head.is_success) is has_head, "what came is kept"


@ASYNCIO
def test_headers_that_never_end_are_given_up_by_asyncio(
    exchange: Exchange, start: Callable[..., Any]
) -> None:
    """Threads bound each part of the headers by itself."""
    server = start(Trickle(HEAD + b"X-Endless: ", b"x"))
    outcome = failed(exchange(server.url, GET, GET, budget=1.5)[-1])
    assert (outcome.kind, outcome.sent, outcome.head) == ("timeout", True, None)


class Lookup:
    """A DNS lookup that hangs until released."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.found = socket.getaddrinfo
        self.released = threading.Event()
        self.on_ask: Callable[[], None] = lambda: None
        self.thread: threading.Thread | None = None
        monkeypatch.setattr(socket, "getaddrinfo", self)

    def __call__(self, *arguments: Any, **options: Any) -> Any:
        self.thread = threading.current_thread()
        self.on_ask()
        self.released.wait()
        return self.found(*arguments, **options)

    def let_go(self) -> None:
        """Release the lookup."""
        self.released.set()
        if self.thread is not None and self.thread is not threading.main_thread():
            self.thread.join()


@pytest.fixture
def lookup(monkeypatch: pytest.MonkeyPatch) -> Iterator[Lookup]:
    """A lookup of names that takes as long as the test likes."""
    held = Lookup(monkeypatch)
    yield held
    held.let_go()


def test_a_name_that_is_never_found_is_given_up_by_asyncio(lookup: Lookup) -> None:
    """What the lookup reaches in the end is asked for nothing."""

    async def main(url: str) -> Outcome:
        transport = AsyncTransport(config(url), None)
        try:
            return await transport.send(PAGE, 0.3)
        finally:
            lookup.released.set()
            await transport.close()

    with Simulator(api_key="key") as simulator:
        outcome = failed(asyncio.run(main(simulator.url.replace("127.0.0.1", "localhost"))))
        assert (outcome.kind, outcome.sent) == ("timeout", False)
        assert simulator.requests == []


def test_a_name_that_is_found_too_late_is_asked_for_nothing(lookup: Lookup) -> None:
    """A thread has to wait for the lookup; afterwards it sends no request whose time is up."""
    with Simulator(api_key="key") as simulator:
        transport = Transport(config(simulator.url), None)
        timer = threading.Timer(0.1, lookup.released.set)
        lookup.on_ask = timer.start
        outcome = failed(transport.send(PAGE, 0.05))
        assert (outcome.kind, outcome.sent, outcome.where) == ("timeout", False, simulator.url)
        assert simulator.requests == []
        lookup.on_ask = lambda: None
        answered(transport.send(PAGE, 30.0))
        transport.close()
        timer.join()


def test_closing_leaves_the_requests_of_other_threads_to_end_by_themselves(hesitant: Server) -> None:
    """Requests in flight get their response; new ones are refused."""
    transport = Transport(config(hesitant.url), None)
    outcomes: list[Outcome] = []
    thread = threading.Thread(target=lambda: outcomes.append(transport.send(GET, 60.0)))
    thread.start()
    hesitant.arrived.acquire()
    transport.close()
    hesitant.waiting[0].sendall(HEAD + b"Content-Length: 2\r\n\r\n{}")
    thread.join()
    answered(outcomes[0])
    assert hesitant.waiting[0].recv(1) == b"", "its connection is closed"
    with pytest.raises(RuntimeError, match="closed"):
        transport.send(GET, 1.0)


def caused(error: Exception, cause: Exception) -> Exception:
    """The error with a cause."""
    error.__cause__ = cause
    return error


@pytest.mark.parametrize(
    ("error", "kind", "sent"),
    [
        (httpx.ConnectError("broken"), "connection", False),
        (httpx.ConnectTimeout("broken"), "timeout", False),
        (httpx.PoolTimeout("broken"), "timeout", False),
        (httpx.ProxyError("broken"), "connection", False),
        (httpx.ReadTimeout("broken"), "timeout", True),
        (httpx.WriteTimeout("broken"), "timeout", True),
        (httpx.ReadError("broken"), "connection", True),
        (httpx.WriteError("broken"), "connection", True),
        (httpx.RemoteProtocolError("broken"), "connection", True),
        (httpx.DecodingError("broken"), "connection", True),
        # httpx-aiohttp names a lost connection like one never made; only the latter is safe to repeat.
        (caused(httpx.ConnectTimeout("lost"), aiohttp.ServerDisconnectedError()), "timeout", True),
        (caused(httpx.ConnectTimeout("lost"), aiohttp.ClientOSError()), "timeout", True),
        (caused(httpx.ConnectTimeout("late"), aiohttp.ConnectionTimeoutError()), "timeout", False),
    ],
)
def test_a_failure_says_whether_the_request_may_have_arrived(
    error: httpx.RequestError, kind: str, sent: bool, exchange: Exchange
) -> None:
    """Only a failure before sending says that nothing was sent."""

    def fail(request: httpx.Request) -> httpx.Response:
        raise error from error.__cause__

    outcome = failed(exchange(URL, GET, answer=fail)[0])
    assert (outcome.kind, outcome.sent) == (kind, sent)


@pytest.fixture
def unreachable() -> Iterator[str]:
    """The address of a server whose queue is full: connecting to it never ends."""
    listener = socket.create_server(("127.0.0.1", 0), backlog=0)
    address = listener.getsockname()
    waiting = []
    for _ in range(4):
        one = socket.socket()
        one.setblocking(False)
        one.connect_ex(address)
        waiting.append(one)
    yield f"http://127.0.0.1:{address[1]}"
    for one in (*waiting, listener):
        one.close()


@pytest.mark.parametrize("budget", [0.1, 0.0])
def test_who_was_not_connected_in_time_has_sent_nothing(
    budget: float, exchange: Exchange, unreachable: str
) -> None:
    """However the limits of the phase and of the whole fall together; zero means no limit to a socket."""
    for outcome in exchange(unreachable, *[GET] * 3, budget=budget):
        late = failed(outcome)
        assert (late.kind, late.sent, late.where) == ("timeout", False, unreachable)


@pytest.mark.parametrize("most", [None, 1])
def test_a_task_without_a_connection_in_time_has_sent_nothing(most: int | None, hesitant: Server) -> None:
    """More requests than connections, ours or those of the caller's own client: they may be repeated."""

    async def crowd() -> list[Outcome]:
        given = most and httpx.AsyncClient(limits=httpx.Limits(max_connections=most))
        transport = AsyncTransport(config(hesitant.url), given or None)
        first = [asyncio.create_task(transport.send(GET, 30.0)) for _ in range(most or MAX_CONNECTIONS)]
        for _ in first:
            await asyncio.to_thread(hesitant.arrived.acquire)
        try:
            return await asyncio.gather(*(transport.send(GET, 0.01) for _ in range(few)))
        finally:
            for task in first:
                task.cancel()
            await asyncio.gather(*first, return_exceptions=True)
            await transport.close()
            if given:
                await given.aclose()

    few = 1 if most else 7
    outcomes = [failed(outcome) for outcome in asyncio.run(crowd())]
    assert [(outcome.kind, outcome.sent) for outcome in outcomes] == [("timeout", False)] * few


def test_a_thread_without_a_connection_in_time_has_sent_nothing(hesitant: Server) -> None:
    """The same holds for threads."""
    transport = Transport(config(hesitant.url), None)
    threads = [threading.Thread(target=transport.send, args=(GET, 30.0)) for _ in range(MAX_CONNECTIONS)]
    for thread in threads:
        thread.start()
    for _ in threads:
        hesitant.arrived.acquire()
    outcome = failed(transport.send(GET, 0.01))
    for connection in hesitant.waiting:
        connection.shutdown(socket.SHUT_RDWR)
    for thread in threads:
        thread.join()
    assert (outcome.kind, outcome.sent) == ("timeout", False)
    assert len(hesitant.waiting) == MAX_CONNECTIONS


def test_a_cancelled_request_gives_its_connection_back(hesitant: Server) -> None:
    """After as many cancelled requests as there are connections, another one can be sent."""

    async def cancel_all() -> None:
        transport = AsyncTransport(config(hesitant.url), None)
        try:
            tasks = [asyncio.create_task(transport.send(GET, 30.0)) for _ in range(MAX_CONNECTIONS + 7)]
            await asyncio.sleep(0)  # lets every task begin
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)
            another = asyncio.create_task(transport.send(GET, 30.0))
            assert await asyncio.to_thread(hesitant.arrived.acquire, timeout=30.0), "it is sent"
            another.cancel()
            await asyncio.gather(another, return_exceptions=True)
        finally:
            await transport.close()

    asyncio.run(cancel_all())


SECRET = "pplx-0123456789abcdef"


@pytest.mark.parametrize("header", [None, "Bearer pplx-another-key-0123"])
@pytest.mark.parametrize("status", [200, 302, 401, 500])
def test_a_key_that_comes_back_is_hidden(status: int, header: str | None) -> None:
    """In bodies and headers of every answer, the key of the client and one given for a single request."""
    secret = (header or SECRET).split()[-1]

    def answer(request: httpx.Request) -> httpx.Response:
        echo = {"location": f"https://login.example/?{secret}", "www-authenticate": f"Bearer {secret}"}
        return httpx.Response(status, headers=echo, text=f"debug: {request.headers['authorization']}")

    with httpx.Client(transport=httpx.MockTransport(answer)) as given:
        transport = Transport(Config(SECRET, URL, 30.0, 2), given)
        call = evolve(GET, headers={"Authorization": header} if header else {})
        outcome = answered(transport.send(call, 5.0))
    assert outcome.body == b"debug: Bearer [key]"
    assert secret not in repr(outcome.headers)


def test_a_made_up_key_spoils_no_answer(exchange: Exchange) -> None:
    """Tests use keys such as this one, and jobs may be about keys; packed answers are unpacked."""
    packed = gzip.compress(b"the key")
    headers = {"X-Request-Id": "r", "Content-Encoding": "gzip"}
    body = Parts(packed[:9], packed[9:])
    reply = answered(
        exchange(URL, GET, answer=lambda _: httpx.Response(200, headers=headers, stream=body))[0]
    )
    assert (reply.status, reply.headers["x-request-id"], reply.body) == (200, "r", b"the key")


@pytest.mark.parametrize("read", [True, False])
@pytest.mark.parametrize("status", [200, 503])
def test_a_hook_of_the_callers_own_hides_no_answer(read: bool, status: int, exchange: Exchange) -> None:
    """Many log every body, or raise for a status; what has been read is the body."""

    def hook(response: httpx.Response) -> Iterator[Any]:
        if read:
            yield response.aread() if exchange.kind == "asyncio" else response.read()
        response.raise_for_status()

    body = Parts(b"{", b"}")
    reply = answered(exchange(URL, GET, answer=lambda _: httpx.Response(status, stream=body), hook=hook)[0])
    assert (reply.status, reply.body) == (status, b"{}" if read or status == 200 else b"")
