"""Starting, stopping and restarting the server."""

from __future__ import annotations

import asyncio
import gc
import os
import socket
import threading
from contextlib import closing
from http.client import HTTPConnection
from pathlib import Path
from typing import TYPE_CHECKING

import httpx
import pytest

from perplexity_jobs.simulator import ManualClock, Simulator, server

if TYPE_CHECKING:
    from tests.simulator.conftest import World

PATH = "/async/chat/completions"


def test_fifty_starts_leave_nothing_behind() -> None:
    """Started and stopped fifty times in one process, no thread stays and no descriptor."""

    def once() -> None:
        # Lighter than httpx, which loads certificates for every client.
        with Simulator() as sim, closing(HTTPConnection(sim.url.removeprefix("http://"))) as http:
            http.request("GET", PATH)
            assert http.getresponse().status == 401

    once()
    gc.collect()
    threads, descriptors = threading.active_count(), _descriptors()
    for _ in range(50):
        once()
    gc.collect()
    assert threading.active_count() == threads
    assert _descriptors() <= descriptors


def _descriptors() -> int:
    folder = Path("/proc/self/fd")
    return len(os.listdir(folder)) if folder.exists() else 0


def test_restart_keeps_port_and_jobs(world: World) -> None:
    """After an outage the same address serves the same jobs; in between connections are refused."""
    job_id = world.job_id()
    url = world.sim.url
    world.sim.stop()
    with pytest.raises(httpx.ConnectError):
        world.get(job_id)
    world.sim.start()
    assert world.sim.url == url
    assert world.get(job_id).json()["id"] == job_id


def test_a_taken_port_is_an_os_error() -> None:
    """A port in use is refused at the start, and leaves nothing open."""
    with socket.create_server(("127.0.0.1", 0)) as taken:
        sim = Simulator(port=taken.getsockname()[1])
        with pytest.raises(OSError, match="in use"):
            sim.start()


@pytest.mark.parametrize("fault", ["list-timeout", "list-slow"])
def test_a_held_answer_does_not_block_the_stop(fault: str) -> None:
    """An answer that is being held back is dropped when the simulator stops, and its client is told at
    once."""
    outcome: list[type[BaseException]] = []
    with Simulator(fault=fault) as sim:

        def ask() -> None:
            try:
                httpx.get(sim.url + PATH, headers={"authorization": f"Bearer {sim.api_key}"}, timeout=60)
            except httpx.HTTPError as exc:
                outcome.append(type(exc))

        thread = threading.Thread(target=ask)
        thread.start()
        while not (sim.requests and sim.requests[0].fault):
            thread.join(0.001)
    thread.join()
    assert outcome == [httpx.RemoteProtocolError]


def test_an_unfinished_request_does_not_block_the_stop(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    """A client that never finishes its request is dropped when the simulator stops."""
    monkeypatch.setattr(server, "_PATIENCE", 0.01)
    host, port = world.sim.url.removeprefix("http://").split(":")
    with socket.create_connection((host, int(port))) as sock:
        sock.sendall(
            b"POST /async/chat/completions HTTP/1.1\r\nHost: localhost\r\nContent-Length: 100\r\n\r\nhalf"
        )
        assert world.list().status_code == 200
        world.sim.stop()
        assert sock.recv(100) == b""


def test_works_in_process_without_a_socket() -> None:
    """`sim.app` is an ASGI application, with the same account behind it; slow answers take the clock's
    time."""

    async def ask() -> list[int]:
        sim = Simulator(clock=ManualClock(), fault="list-slow")
        transport = httpx.ASGITransport(sim.app)
        headers = {"authorization": f"Bearer {sim.api_key}"}
        async with httpx.AsyncClient(transport=transport, base_url="http://sim", headers=headers) as http:
            status = (await http.get(PATH)).status_code
        return [status, round(sim.clock.monotonic()), len(sim.requests)]

    assert asyncio.run(ask()) == [200, 20, 1]
