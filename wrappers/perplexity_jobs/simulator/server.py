"""`Server`: uvicorn in a thread, which accepts connections before `start` returns and stops without delay.

uvicorn by itself polls ten times a second whether to stop, and waits 0.1 s while stopping. That would cost
minutes in a test suite that starts a server for each test, so both are events here.
"""

from __future__ import annotations

import asyncio
import socket
import threading
from typing import TYPE_CHECKING, Any

import uvicorn
from starlette.responses import PlainTextResponse
from uvicorn.protocols.http.h11_impl import H11Protocol

from .app import CONNECTION

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Receive, Scope, Send

_LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})
_PATIENCE = 1.0
"""Seconds of real time that an answer under way gets when the server stops."""


class Server:
    """A server in a thread; `start` returns when it accepts connections, `stop` when its port is free."""

    def __init__(self, app: ASGIApp, *, host: str, port: int) -> None:
        self._app = app
        self._host = host
        self._port = port
        self._thread: threading.Thread | None = None
        self._server: _Uvicorn | None = None

    @property
    def running(self) -> bool:
        """Whether it is started and not stopped."""
        return self._thread is not None

    @property
    def port(self) -> int:
        """The port; the same again after a restart."""
        return self._port

    def start(self) -> None:
        """Bind, listen, and serve in a thread of its own.

        Raises:
            OSError: when the port is taken.
        """
        if self._thread is not None:
            return
        sock = _listening(self._host, self._port)
        self._port = sock.getsockname()[1]
        server = _Uvicorn(_loopback_only(self._app) if self._host in _LOOPBACK else self._app)
        thread = threading.Thread(
            target=server.run, args=([sock],), name=f"simulator:{self._port}", daemon=True
        )
        thread.start()
        server.ready.wait()
        self._thread, self._server = thread, server

    def stop(self) -> None:
        """Close every connection and the port. Answers that are held back are never sent."""
        if self._thread is None or self._server is None:
            return
        self._server.stop()
        self._thread.join()
        self._thread = self._server = None


def _loopback_only(app: ASGIApp) -> ASGIApp:
    """The application for requests to a name of this machine only, against DNS rebinding by a web page."""

    async def served(scope: Scope, receive: Receive, send: Send) -> None:
        host = dict(scope["headers"]).get(b"host", b"").decode("latin-1")
        name = host if host.endswith("]") else host.rpartition(":")[0] or host
        if name.strip("[]") in _LOOPBACK:
            await app(scope, receive, send)
        else:
            text = "This simulator is served under localhost, 127.0.0.1 and [::1] only.\n"
            await PlainTextResponse(text, 421)(scope, receive, send)

    return served


def _listening(host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    # asyncio switches Nagle's algorithm off only where the protocol is named. With it on, every second answer
    # waits 40 ms for an acknowledgement.
    sock = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    try:
        sock.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        sock.bind((host, port))
        sock.listen(2048)
    except OSError as problem:
        sock.close()
        reason = f"cannot listen on {host} port {port} ({problem.strerror}); port 0 takes a free one"
        raise OSError(problem.errno, reason) from problem
    return sock


class _Uvicorn(uvicorn.Server):
    def __init__(self, app: ASGIApp) -> None:
        super().__init__(
            uvicorn.Config(
                app,
                http=_Http,
                ws="none",
                loop="asyncio",
                lifespan="off",
                log_config=None,
                access_log=False,
                server_header=False,
                date_header=False,
                # The server must not close a kept-alive connection while a client with a slow clock uses it.
                timeout_keep_alive=3600,
            )
        )
        self.ready = threading.Event()
        self.closing: asyncio.Event

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        self._loop = asyncio.get_running_loop()
        self.closing = asyncio.Event()
        self.config.simulator_closing = self.closing  # type: ignore[attr-defined]  # reaches _Http this way
        try:
            await super().startup(sockets)
        finally:
            self.ready.set()

    async def main_loop(self) -> None:
        await self.closing.wait()

    def stop(self) -> None:
        self._loop.call_soon_threadsafe(self.closing.set)

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        for server in self.servers:
            server.close()
        for connection in list(self.server_state.connections):
            connection.shutdown()
        await asyncio.sleep(0)
        if self.server_state.tasks:
            await asyncio.wait(list(self.server_state.tasks), timeout=_PATIENCE)
        for connection in list(self.server_state.connections):
            connection.transport.abort()
        for server in self.servers:
            await server.wait_closed()


class _Http(H11Protocol):
    """Passes the connection to the application, for the faults that break it."""

    def __init__(self, config: uvicorn.Config, *args: Any, **kwargs: Any) -> None:
        super().__init__(config, *args, **kwargs)
        self.closing: asyncio.Event = config.simulator_closing  # type: ignore[attr-defined]  # set in startup
        app = self.app

        async def with_connection(scope: Scope, receive: Receive, send: Send) -> None:
            scope["extensions"] = {CONNECTION: self}
            await app(scope, receive, send)

        self.app = with_connection
