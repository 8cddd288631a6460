"""The one module that knows httpx: whole answers in time, or a failure that says whether it was sent."""

from __future__ import annotations

import asyncio
import contextlib
import gc
import gzip
import socket
import sys
import threading
import types
from collections.abc import AsyncIterator, Callable, Iterator
from typing import Any

import aiohttp
import httpx
import pytest
from attrs import evolve

from perplexity_jobs._transport.asynchronous import AsyncTransport
from perplexity_jobs._transport.blocking import Transport
from perplexity_jobs._transport.connections import MAX_CONNECTIONS
from perplexity_jobs._values.call import Call, Failure, Outcome, Reply
from perplexity_jobs._values.settings import Config
from perplexity_jobs.simulator import Simulator

CALL = Call("get", "GET", "/jobs/1")
# One that the simulator takes down in `requests`.
PAGE = Call("list", "GET", "/async/chat/completions")

Send = Callable[..., Outcome]


def config(url: str) -> Config:
    """The settings for a server."""
    return Config("key", url, 30.0, 2)


@pytest.fixture(params=["threads", "asyncio"])
def send(request: pytest.FixtureRequest) -> Send:
    """Make requests one after another with a transport of either kind; what came of the last."""

    def blocking(url: str, budget: float | None, handler: Any = None, requests: int = 1) -> Outcome:
        given = httpx.Client(transport=httpx.MockTransport(handler)) if handler else None
        transport = Transport(config(url), given)
        transport.prepare()  # reading certificates is not what a budget of a test is for
        try:
            return [transport.send(CALL, budget) for _ in range(requests)][-1]
        finally:
            transport.close()

    def tasks(url: str, budget: float | None, handler: Any = None, requests: int = 1) -> Outcome:
        async def once() -> Outcome:
            given = httpx.AsyncClient(transport=httpx.MockTransport(handler)) if handler else None
            transport = AsyncTransport(config(url), given)
            transport.prepare()
            try:
                return [await transport.send(CALL, budget) for _ in range(requests)][-1]
            finally:
                await transport.close()

        return asyncio.run(once())

    return blocking if request.param == "threads" else tasks


class Trickle(threading.Thread):
    """A server that sends its answer a byte at a time, until the client goes away or is told to stop.

    Args:
        whole: how many requests it answers as it should before that.
        start: what it sends at once, of the answer that never ends.
        byte: what it sends over and over.
    """

    def __init__(self, whole: int, start: bytes, byte: bytes) -> None:
        super().__init__(daemon=True)
        self.whole, self.first, self.byte = whole, start, byte
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.url = f"http://127.0.0.1:{self.listener.getsockname()[1]}"
        self.stopped = threading.Event()

    def run(self) -> None:
        """Answer one connection."""
        connection, _ = self.listener.accept()
        with connection, contextlib.suppress(OSError):
            for _ in range(self.whole):
                connection.recv(65536)
                connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}")
            connection.recv(65536)
            connection.sendall(self.first)
            while not self.stopped.wait(0.02):
                connection.sendall(self.byte)


@pytest.fixture
def trickling() -> Iterator[Callable[..., Trickle]]:
    """Run servers that never end their answers."""
    servers: list[Trickle] = []

    def start(*arguments: Any) -> Trickle:
        servers.append(Trickle(*arguments))
        servers[-1].start()
        return servers[-1]

    yield start
    for server in servers:
        server.stopped.set()
        server.join()
        server.listener.close()


HEAD = b"HTTP/1.1 200 OK\r\n"
BODIES = [
    pytest.param(HEAD + b"Content-Length: 100000\r\n\r\n", b" ", id="body"),
    pytest.param(HEAD + b"\r\n", b" ", id="body-to-the-end-of-the-connection"),
]
HEADS = [
    pytest.param(HEAD + b"X-Endless: ", b"x", id="headers"),
    pytest.param(b"", b"HTTP/1.1 100 Continue\r\n\r\n", id="answers-before-the-answer"),
]


@pytest.mark.parametrize(("start", "byte"), BODIES)
@pytest.mark.parametrize("whole", [0, 1])
def test_an_answer_that_never_ends_is_given_up(
    whole: int, start: bytes, byte: bytes, send: Send, trickling: Callable[..., Trickle]
) -> None:
    """Each byte arrives in time, the whole does not: the budget is for the whole, on old connections too."""
    outcome = send(trickling(whole, start, byte).url, 0.8, requests=whole + 1)
    assert isinstance(outcome, Failure)
    assert (outcome.kind, outcome.sent) == ("timeout", True)
    assert outcome.head is not None, "the status and the headers that came are kept"
    assert outcome.head.is_success


@pytest.mark.parametrize("send", ["asyncio"], indirect=True)
@pytest.mark.parametrize(("start", "byte"), HEADS)
@pytest.mark.parametrize("whole", [0, 1])
def test_headers_that_never_end_are_given_up_by_asyncio(
    whole: int, start: bytes, byte: bytes, send: Send, trickling: Callable[..., Trickle]
) -> None:
    """Threads bound each part of the headers by itself."""
    outcome = send(trickling(whole, start, byte).url, 0.8, requests=whole + 1)
    assert isinstance(outcome, Failure)
    assert (outcome.kind, outcome.sent, outcome.head) == ("timeout", True, None)


@pytest.mark.parametrize("start", [b"", HEAD + b"X-Endless: ", HEAD + b"Content-Length: 9\r\n\r\n"])
def test_an_answer_that_stops_is_given_up(
    start: bytes, send: Send, trickling: Callable[..., Trickle]
) -> None:
    """Before its headers, within them or within the body, for threads as for asyncio."""
    outcome = send(trickling(0, start, b"").url, 0.3)
    assert isinstance(outcome, Failure)
    assert (outcome.kind, outcome.sent) == ("timeout", True)


@pytest.mark.parametrize(("start", "byte"), BODIES)
def test_a_body_without_end_over_the_callers_own_client(
    start: bytes, byte: bytes, trickling: Callable[..., Trickle]
) -> None:
    """Its connection is cut as well, and the client may be used again."""
    with httpx.Client(trust_env=False) as given:
        transport = Transport(config(trickling(0, start, byte).url), given)
        outcome = transport.send(CALL, 0.8)
        assert isinstance(outcome, Failure)
        assert (outcome.kind, outcome.sent) == ("timeout", True)
        with Simulator(api_key="key") as simulator:
            assert isinstance(Transport(config(simulator.url), given).send(CALL, 5.0), Reply)


class Lookup:
    """The lookup of names, held up until it is let go; in tests it stands for all that connecting takes."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.found = socket.getaddrinfo
        self.asked, self.released = threading.Event(), threading.Event()
        self.on_ask: Callable[[], None] = lambda: None
        self.thread: threading.Thread | None = None
        monkeypatch.setattr(socket, "getaddrinfo", self)

    def __call__(self, *arguments: Any, **options: Any) -> Any:
        self.thread = threading.current_thread()
        self.asked.set()
        self.on_ask()
        self.released.wait()
        return self.found(*arguments, **options)

    def let_go(self) -> None:
        """Let the lookup end, and with it whoever waited for it."""
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
            return await transport.send(PAGE, 0.05)
        finally:
            lookup.released.set()
            await transport.close()

    with Simulator(api_key="key") as simulator:
        outcome = asyncio.run(main(simulator.url.replace("127.0.0.1", "localhost")))
        assert lookup.asked.is_set()
        assert isinstance(outcome, Failure)
        assert (outcome.kind, outcome.sent) == ("timeout", False)
        assert simulator.requests == []


def test_a_name_that_is_found_too_late_is_asked_for_nothing(lookup: Lookup) -> None:
    """A thread has to wait for the lookup; afterwards it sends no request whose time is up."""
    with Simulator(api_key="key") as simulator:
        transport = Transport(config(simulator.url), None)
        timer = threading.Timer(0.1, lookup.released.set)
        lookup.on_ask = timer.start
        outcome = transport.send(PAGE, 0.05)
        assert isinstance(outcome, Failure)
        assert (outcome.kind, outcome.sent, outcome.where) == ("timeout", False, simulator.url)
        assert simulator.requests == []
        lookup.on_ask = lambda: None
        assert isinstance(transport.send(PAGE, 30.0), Reply)
        transport.close()
        timer.join()


def test_ctrl_c_ends_what_connecting_holds_up(lookup: Lookup) -> None:
    """Nothing is sent afterwards, and the client goes on with another connection."""

    def interrupt() -> None:
        raise KeyboardInterrupt  # where it strikes, instead of by a signal, which a finalizer may swallow

    lookup.on_ask = interrupt
    with Simulator(api_key="key") as simulator:
        transport = Transport(config(simulator.url), None)
        with pytest.raises(KeyboardInterrupt):
            transport.send(PAGE, 30.0)
        lookup.on_ask = lambda: None
        lookup.let_go()
        assert simulator.requests == []
        assert isinstance(transport.send(PAGE, 30.0), Reply)
        transport.close()


def test_ctrl_c_anywhere_leaves_a_client_that_works(monkeypatch: pytest.MonkeyPatch) -> None:
    """At the functions that a request enters, one after another: the next request is answered."""
    tell = sys.unraisablehook

    def unraisable(what: Any) -> None:
        # Whenever memory is freed, a finalizer or the callback of a weak reference may be such a function:
        # Python drops what is raised there, and the request goes on. And a socket that was made just before
        # the interrupt, and that nobody holds yet, is closed by its finalizer, which says so.
        if what.exc_type not in (KeyboardInterrupt, ResourceWarning):
            tell(what)

    monkeypatch.setattr(sys, "unraisablehook", unraisable)

    def send_until(transport: Transport, number: int) -> bool:
        """Interrupt the entry of that function; whether there was one."""
        entered = 0

        def watch(frame: types.FrameType, event: str, _argument: object) -> None:
            nonlocal entered
            # With a lock of httpcore's pool half taken it waits for itself, and nothing of ours can help.
            entered += event == "call" and "_synchronization" not in frame.f_code.co_filename
            if entered == number:
                sys.setprofile(None)
                raise KeyboardInterrupt

        sys.setprofile(watch)
        try:
            transport.send(CALL, 30.0)
        except KeyboardInterrupt:
            return True
        finally:
            sys.setprofile(None)
        return entered >= number

    with Simulator(api_key="key") as simulator:
        for warm in (False, True):
            number = 1
            while True:
                transport = Transport(config(simulator.url), None)
                if warm:
                    transport.send(CALL, 30.0)
                reached = send_until(transport, number)
                assert isinstance(transport.send(CALL, 30.0), Reply), number
                transport.close()
                if not reached:
                    break
                number += 23
            assert number > 200
    gc.collect()  # what the interrupts left ends here, not in another test


def test_closing_leaves_the_requests_of_other_threads_to_end_by_themselves(hesitant: Hesitant) -> None:
    """Whoever waits for an answer gets what comes of it; nobody can ask again."""
    transport = Transport(config(hesitant.url), None)
    outcomes: list[Outcome] = []
    thread = threading.Thread(target=lambda: outcomes.append(transport.send(CALL, 60.0)))
    thread.start()
    hesitant.arrived.acquire()
    transport.close()
    hesitant.waiting[0].sendall(HEAD + b"Content-Length: 2\r\n\r\n{}")
    thread.join()
    assert [type(outcome) for outcome in outcomes] == [Reply]
    assert hesitant.waiting[0].recv(1) == b"", "its connection is closed"
    with pytest.raises(RuntimeError, match="closed"):
        transport.send(CALL, 1.0)


def test_a_connection_that_the_server_has_closed_is_opened_anew() -> None:
    """As after a pause: whoever finds the old one gone connects as if for the first time."""
    with Simulator(api_key="key") as simulator:
        transport = Transport(config(simulator.url), None)
        assert isinstance(transport.send(CALL, 5.0), Reply)
        simulator.stop()
        simulator.start()
        assert isinstance(transport.send(CALL, 5.0), Reply)
        transport.close()


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
        (httpx.ProxyError, "connection", False),
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
    assert (outcome.status, outcome.headers["x-request-id"], outcome.body) == (200, "r", b"[1]")


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


def test_a_transport_of_any_kind_reads_the_timeouts(send: Send) -> None:
    """By `get`, by index, or made into httpx's own object, whatever its author chose."""
    seen: list[Any] = []

    def answer(request: httpx.Request) -> httpx.Response:
        given = request.extensions["timeout"]
        seen.extend([given["connect"], httpx.Timeout(**given).read, given.get("other", 7)])
        return httpx.Response(200)

    assert isinstance(send("http://service.example", 5.0, answer), Reply)
    assert seen == [5.0, 5.0, 7]


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


def test_who_was_not_connected_in_time_has_sent_nothing(send: Send, unreachable: str) -> None:
    """However the limits of the phase and of the whole fall together."""
    for _ in range(3):
        outcome = send(unreachable, 0.1)
        assert isinstance(outcome, Failure)
        assert (outcome.kind, outcome.sent, outcome.where) == ("timeout", False, unreachable)


def test_who_waits_in_a_pool_of_the_callers_own_has_sent_nothing(hesitant: Hesitant) -> None:
    """Its one connection is in use by somebody else."""

    async def second() -> Outcome:
        limits = httpx.Limits(max_connections=1)
        async with httpx.AsyncClient(limits=limits) as given:
            transport = AsyncTransport(config(hesitant.url), given)
            first = asyncio.create_task(transport.send(CALL, 30.0))
            await asyncio.to_thread(hesitant.arrived.acquire)
            outcome = await transport.send(CALL, 0.05)
            first.cancel()
            await asyncio.gather(first, return_exceptions=True)
            return outcome

    outcome = asyncio.run(second())
    assert isinstance(outcome, Failure)
    assert (outcome.kind, outcome.sent) == ("timeout", False)


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
        transport = Transport(Config(SECRET, "http://service.example", 30.0, 2), given)
        call = evolve(CALL, headers={"Authorization": header} if header else {})
        outcome = transport.send(call, 5.0)
    assert isinstance(outcome, Reply)
    assert outcome.body == b"debug: Bearer [key]"
    assert secret not in repr(outcome.headers)


def test_a_made_up_key_spoils_no_answer(send: Send) -> None:
    """Tests use keys such as this one, and jobs may be about keys."""
    outcome = send("http://service.example", 5.0, lambda _: httpx.Response(200, text="the key"))
    assert isinstance(outcome, Reply)
    assert outcome.body == b"the key"


@pytest.mark.parametrize("read", [True, False])
def test_a_hook_that_raises_for_a_status_hides_no_answer(read: bool) -> None:
    """A common habit; the answer is judged as without it, with its body where the hook has read it."""
    handler = httpx.MockTransport(lambda _: httpx.Response(503, stream=Parts(b"{}")))

    def blocking(response: httpx.Response) -> None:
        if read:
            response.read()
        response.raise_for_status()

    async def tasks(response: httpx.Response) -> None:
        if read:
            await response.aread()
        response.raise_for_status()

    async def once() -> Outcome:
        async with httpx.AsyncClient(transport=handler, event_hooks={"response": [tasks]}) as given:
            return await AsyncTransport(config("http://a.example"), given).send(CALL, 5.0)

    with httpx.Client(transport=handler, event_hooks={"response": [blocking]}) as given:
        outcomes = [Transport(config("http://a.example"), given).send(CALL, 5.0), asyncio.run(once())]
    found = [(outcome.status, outcome.body) for outcome in outcomes if isinstance(outcome, Reply)]
    assert found == [(503, b"{}" if read else b"")] * 2


def test_a_budget_that_is_used_up_is_no_special_number(send: Send) -> None:
    """Zero would mean something else to a socket; a request that begins too late is not sent any more."""
    listener = socket.create_server(("127.0.0.1", 0))
    with listener:
        outcome = send(f"http://127.0.0.1:{listener.getsockname()[1]}", 0.0)
    assert isinstance(outcome, Failure)
    assert (outcome.kind, outcome.sent) == ("timeout", False)


class Hesitant(threading.Thread):
    """A server that answers nothing until it is told to, and counts the requests that wait for it."""

    def __init__(self) -> None:
        super().__init__(daemon=True)
        self.listener = socket.create_server(("127.0.0.1", 0), backlog=2 * MAX_CONNECTIONS)
        self.url = f"http://127.0.0.1:{self.listener.getsockname()[1]}"
        self.waiting: list[socket.socket] = []
        self.arrived = threading.Semaphore(0)
        self.start()

    def run(self) -> None:
        """Take connections until the listener is gone."""
        with contextlib.suppress(OSError):
            while True:
                connection, _ = self.listener.accept()
                if connection.recv(65536):
                    self.waiting.append(connection)
                    self.arrived.release()
                else:
                    connection.close()

    def stop(self) -> None:
        """Let everybody go."""
        self.listener.shutdown(socket.SHUT_RDWR)
        self.listener.close()
        self.join()
        for connection in self.waiting:
            connection.close()


@pytest.fixture
def hesitant() -> Iterator[Hesitant]:
    """A running server that does not answer."""
    server = Hesitant()
    yield server
    server.stop()


def test_who_gets_no_connection_in_time_has_sent_nothing(hesitant: Hesitant) -> None:
    """More requests than connections: those beyond them may be repeated, whatever they would have bought."""

    async def crowd() -> list[Outcome]:
        transport = AsyncTransport(config(hesitant.url), None)
        first = [asyncio.create_task(transport.send(CALL, 30.0)) for _ in range(MAX_CONNECTIONS)]
        try:
            return await asyncio.gather(*(transport.send(CALL, 0.01) for _ in range(7)))
        finally:
            for task in first:
                task.cancel()
            await asyncio.gather(*first, return_exceptions=True)
            await transport.close()

    outcomes = asyncio.run(crowd())
    assert all(isinstance(outcome, Failure) for outcome in outcomes)
    assert [(failure.kind, failure.sent) for failure in outcomes if isinstance(failure, Failure)] == [
        ("timeout", False)
    ] * 7


def test_a_thread_without_a_connection_in_time_has_sent_nothing(hesitant: Hesitant) -> None:
    """The same for threads."""
    transport = Transport(config(hesitant.url), None)
    threads = [threading.Thread(target=transport.send, args=(CALL, 30.0)) for _ in range(MAX_CONNECTIONS)]
    for thread in threads:
        thread.start()
    for _ in threads:
        hesitant.arrived.acquire()
    outcome = transport.send(CALL, 0.01)
    for connection in hesitant.waiting:
        connection.shutdown(socket.SHUT_RDWR)
    for thread in threads:
        thread.join()
    assert isinstance(outcome, Failure)
    assert (outcome.kind, outcome.sent) == ("timeout", False)
    assert len(hesitant.waiting) == MAX_CONNECTIONS


def test_a_cancelled_request_gives_its_connection_back(hesitant: Hesitant) -> None:
    """As many cancelled requests as there are connections, then another one: it is sent."""

    async def cancel_all() -> None:
        transport = AsyncTransport(config(hesitant.url), None)
        try:
            tasks = [asyncio.create_task(transport.send(CALL, 30.0)) for _ in range(MAX_CONNECTIONS + 7)]
            await asyncio.sleep(0)  # lets every task begin
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)
            another = asyncio.create_task(transport.send(CALL, 30.0))
            assert await asyncio.to_thread(hesitant.arrived.acquire, timeout=30.0), "it is sent"
            another.cancel()
            await asyncio.gather(another, return_exceptions=True)
        finally:
            await transport.close()

    asyncio.run(cancel_all())


@pytest.mark.parametrize(
    ("location", "status", "hosts"),
    [
        ("/other", 308, ["service.example", "service.example"]),
        ("http://service.example/other", 307, ["service.example", "service.example"]),
        ("http://service.example:81/other", 307, ["service.example"]),
        ("https://service.example/other", 307, ["service.example"]),
        ("http://elsewhere.example/other", 307, ["service.example"]),
    ],
)
def test_a_redirect_is_followed_within_the_server_only(
    location: str, status: int, hosts: list[str], send: Send
) -> None:
    """Another path is followed with the key; another scheme, port or host is reported instead."""
    seen: list[httpx.Request] = []

    def answer(request: httpx.Request) -> httpx.Response:
        seen.append(request)
        if request.url.path == "/other":
            return httpx.Response(200, json=1)
        return httpx.Response(status, headers={"location": location})

    outcome = send("http://service.example", 5.0, answer)
    assert isinstance(outcome, Reply)
    assert outcome.status == (200 if len(hosts) == 2 else status)
    assert [request.url.host for request in seen] == hosts
    assert all(request.headers["Authorization"] == "Bearer key" for request in seen)


def test_redirects_in_a_circle_end(send: Send) -> None:
    """A server that points to itself is told after a few rounds."""
    seen: list[httpx.Request] = []

    def answer(request: httpx.Request) -> httpx.Response:
        seen.append(request)
        return httpx.Response(307, headers={"location": "/again"})

    outcome = send("http://service.example", 5.0, answer)
    assert isinstance(outcome, Reply)
    assert (outcome.status, len(seen)) == (307, 4)


@pytest.mark.parametrize(
    ("cause", "sent"),
    [
        (aiohttp.ServerDisconnectedError(), True),
        (aiohttp.ClientOSError(), True),
        (aiohttp.ConnectionTimeoutError(), False),
        (OSError(), False),
    ],
)
def test_a_connection_lost_under_aiohttp_may_have_brought_the_request(
    cause: Exception, sent: bool, send: Send
) -> None:
    """httpx-aiohttp names a lost connection like one never made; only the latter is safe to repeat."""

    def fail(request: httpx.Request) -> httpx.Response:
        raise httpx.ConnectTimeout("lost") from cause

    outcome = send("http://service.example", 5.0, fail)
    assert isinstance(outcome, Failure)
    assert outcome.sent is sent


class Parts(httpx.SyncByteStream, httpx.AsyncByteStream):
    """A body that comes in parts."""

    def __init__(self, *parts: bytes) -> None:
        self.parts = parts

    def __iter__(self) -> Iterator[bytes]:
        return iter(self.parts)

    async def __aiter__(self) -> AsyncIterator[bytes]:
        for part in self.parts:
            yield part


def test_a_packed_answer_is_unpacked(send: Send) -> None:
    """However its bytes are cut into parts."""
    packed = gzip.compress(b'{"id": "job"}')
    parts = Parts(packed[:9], packed[9:])
    headers = {"content-encoding": "gzip"}
    outcome = send("http://a.example", 5.0, lambda _: httpx.Response(200, headers=headers, stream=parts))
    assert isinstance(outcome, Reply)
    assert outcome.body == b'{"id": "job"}'


def test_a_hook_may_read_the_answer_first() -> None:
    """Clients that log every body are common."""
    seen: list[bytes] = []
    handler = httpx.MockTransport(lambda _: httpx.Response(200, stream=Parts(b"{}", b" ")))

    def blocking(response: httpx.Response) -> None:
        seen.append(response.read())

    async def tasks(response: httpx.Response) -> None:
        seen.append(await response.aread())

    async def once() -> Outcome:
        async with httpx.AsyncClient(transport=handler, event_hooks={"response": [tasks]}) as given:
            return await AsyncTransport(config("http://a.example"), given).send(CALL, 5.0)

    with httpx.Client(transport=handler, event_hooks={"response": [blocking]}) as given:
        outcomes = [Transport(config("http://a.example"), given).send(CALL, 5.0), asyncio.run(once())]
    assert seen == [b"{} ", b"{} "]
    assert [outcome.body for outcome in outcomes if isinstance(outcome, Reply)] == seen


def test_an_answer_that_cannot_be_unpacked_leaves_nothing_open() -> None:
    """While the caller holds the error, no half-read body waits in the loop for somebody to close it."""

    async def once(url: str) -> tuple[Outcome, list[str]]:
        transport = AsyncTransport(config(url), None)
        try:
            outcome = await transport.send(Call("list", "GET", "/async/chat/completions"), 10.0)
            for _ in range(3):
                await asyncio.sleep(0)  # lets the loop close what was dropped
            bodies = [
                thing.__qualname__
                for thing in gc.get_objects()
                if isinstance(thing, types.AsyncGeneratorType) and thing.ag_frame is not None
            ]
            return outcome, bodies
        finally:
            await transport.close()

    gc.collect()
    with Simulator(fault="list-bad-gzip", api_key="key") as simulator:
        outcome, left = asyncio.run(once(simulator.url))
    assert isinstance(outcome, Failure)
    assert isinstance(outcome.error, httpx.DecodingError)
    assert left == []
