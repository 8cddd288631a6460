"""What ends blocking requests that outlast their time: each at its own end, and nobody else's."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from typing import Any

import httpx
import pytest

from perplexity_jobs._transport.line import Line
from perplexity_jobs._transport.requests import Timeouts
from perplexity_jobs._transport.watchdog import Guard, Watchdog


class Stream:
    """What httpcore gives of a connection."""

    def __init__(self, sock: Any) -> None:
        self.sock = sock

    def get_extra_info(self, name: str) -> Any:
        """Only the socket is asked for."""
        return {"socket": self.sock}[name]


class Waiting:
    """A request on a connection of its own."""

    def __init__(self, budget: float | None) -> None:
        self.sock, self.server = socket.socketpair()
        self.line = Line(httpx.Client(trust_env=False, verify=False))
        self.line.stream = Stream(self.sock)
        self.guard = Guard(self.line, Timeouts(budget))

    def is_cut(self) -> bool:
        """Whether whoever reads from the connection would return at once."""
        self.sock.setblocking(False)
        try:
            return self.sock.recv(1) == b""
        except BlockingIOError:
            return False

    def close(self) -> None:
        """After the test."""
        self.line.client.close()
        self.sock.close()
        self.server.close()


@pytest.fixture
def requests() -> Iterator[list[Waiting]]:
    """One that ends soon among those that do not."""
    made = [Waiting(60.0), Waiting(0.05), Waiting(None)]
    yield made
    for request in made:
        request.close()


def test_each_is_ended_at_its_own_time(requests: list[Waiting]) -> None:
    """One that begins later and ends earlier as well."""
    watchdog = Watchdog()
    for request in requests:
        watchdog.watch(request.guard)
    _, short, _ = requests
    assert short.sock.recv(1) == b"", "blocks until it is cut"
    watchdog.release(short.guard)
    assert [request.guard.cut for request in requests] == [False, True, False]
    assert [request.is_cut() for request in requests] == [False, True, False]
    watchdog.end_all()
    assert all(request.is_cut() for request in requests)
    assert [request.guard.timeouts.may_go_on for request in requests] == [False, True, False]


def test_a_connection_that_becomes_known_late_is_still_ended(requests: list[Waiting]) -> None:
    """Connecting may take all the time there is."""
    watchdog, short = Watchdog(), requests[1]
    short.line.stream = None
    watchdog.watch(short.guard)
    first = short.guard.end
    while short.guard.end == first:
        pass  # the watchdog has found nothing to end yet
    assert not short.guard.cut
    short.line.stream = Stream(short.sock)
    assert short.sock.recv(1) == b""
    watchdog.release(short.guard)


@pytest.mark.parametrize("after", ["loosen", "release"])
def test_whose_answer_is_there_is_left_alone(after: str, requests: list[Waiting]) -> None:
    """The connection may carry somebody else's request by then."""
    watchdog = Watchdog()
    mine, witness = Waiting(60.0), requests[1]
    watchdog.watch(mine.guard)
    getattr(watchdog, after)(mine.guard)
    mine.guard.end = 0.0
    watchdog.watch(witness.guard)
    assert witness.sock.recv(1) == b"", "the time of the first one is over by then"
    assert not mine.is_cut()
    watchdog.release(mine.guard)
    watchdog.release(witness.guard)
    mine.close()


@pytest.mark.parametrize("sock", [None, "not a socket"])
def test_what_has_no_socket_is_left_alone(sock: Any) -> None:
    """Transports of other kinds have connections of other kinds."""
    request = Waiting(0.0)
    request.line.stream = Stream(sock)
    request.guard.fire()
    assert not request.guard.cut
    request.close()
