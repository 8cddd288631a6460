"""The simulator as an ASGI application: it turns HTTP requests into calls and sends each `Reply`."""

from __future__ import annotations

import asyncio
import socket
import struct
from typing import TYPE_CHECKING, Protocol
from urllib.parse import parse_qsl

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response
from starlette.routing import Route

from . import replies
from .requests import Call, Operation

if TYPE_CHECKING:
    from collections.abc import Iterable

    from starlette.types import Receive, Scope, Send

    from .replies import Cut, Reply
    from .service import Service

CONNECTION = "perplexity_jobs.simulator.connection"
"""The extension of the ASGI scope in which the simulator's own server hands over the connection."""


class NeedsSocketError(RuntimeError):
    """A fault needs to break a connection, but the application runs in process, without one."""


class Connection(Protocol):
    """The connection of a request, for faults that break it."""

    transport: asyncio.Transport
    closing: asyncio.Event


def build_app(service: Service, operations: Iterable[Operation], others: Iterable[Route]) -> Starlette:
    """The application that serves the operations under all their paths, and further routes."""
    by_path: dict[str, dict[str, Operation]] = {}
    for operation in operations:
        for path in operation.paths:
            by_path.setdefault(path, {})[operation.method] = operation
    routes = [
        Route(path, _Endpoint(service, methods), methods=list(methods)) for path, methods in by_path.items()
    ]
    return Starlette(routes=[*routes, *others], exception_handlers={HTTPException: _not_served})


class _Endpoint:
    """All operations of one path."""

    def __init__(self, service: Service, methods: dict[str, Operation]) -> None:
        self._service = service
        self._methods = methods

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        request = Request(scope, receive)
        # Starlette serves HEAD wherever there is GET.
        operation = self._methods["GET" if scope["method"] == "HEAD" else scope["method"]]
        try:
            body = await request.body()
        except ClientDisconnect:
            return
        call = Call(
            operation,
            scope["path"],
            parse_qsl(scope["query_string"].decode("latin-1"), keep_blank_values=True),
            {name.decode("latin-1"): value.decode("latin-1") for name, value in scope["headers"]},
            body,
            scope["path_params"].get("job_id"),
        )
        reply = self._service.handle(call)
        connection: Connection | None = scope.get("extensions", {}).get(CONNECTION)
        if reply.delay and not await _delay(self._service, connection, reply.delay):
            return
        if reply.cut is None:
            await Response(reply.body, reply.status, reply.headers)(scope, receive, send)
        elif connection is None:
            raise NeedsSocketError(
                f"the fault {self._service.requests[-1].fault!r} cuts the connection, which needs a real "
                "one: use `with Simulator() as sim` and sim.url, not sim.app"
            )
        else:
            await _fail(reply, reply.cut, connection, receive, send)


async def _delay(service: Service, connection: Connection | None, seconds: float) -> bool:
    """Wait for a reply's delay on the clock; returns whether the server still runs afterwards."""
    if connection is None:
        await service.clock.async_sleep(seconds)
        return True
    sleep = asyncio.ensure_future(service.clock.async_sleep(seconds))
    closing = asyncio.ensure_future(connection.closing.wait())
    await asyncio.wait({sleep, closing}, return_when=asyncio.FIRST_COMPLETED)
    done = sleep.done()
    for task in (sleep, closing):
        task.cancel()
    await asyncio.gather(sleep, closing, return_exceptions=True)
    if not done:
        connection.transport.abort()
    return done


async def _fail(reply: Reply, how: Cut, connection: Connection, receive: Receive, send: Send) -> None:
    if how == "half":
        headers = Response(reply.body, reply.status, reply.headers).raw_headers
        await send({"type": "http.response.start", "status": reply.status, "headers": headers})
        half = reply.body[: len(reply.body) // 2]
        await send({"type": "http.response.body", "body": half, "more_body": True})
        connection.transport.close()
    elif how == "disconnect":
        connection.transport.abort()
    elif how == "reset":
        # With a linger time of zero, closing sends RST instead of FIN.
        sock = connection.transport.get_extra_info("socket")
        sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        connection.transport.abort()
    # `hang` does nothing at all: the client gives up, or the server stops and drops the connection.
    closing = asyncio.ensure_future(connection.closing.wait())
    closing.add_done_callback(lambda _: connection.transport.abort())
    await receive()  # the body was read already, so the next message is that the connection has ended
    closing.cancel()


async def _not_served(request: Request, exc: Exception) -> Response:
    """404 and 405 for what is no operation of the service."""
    assert isinstance(exc, HTTPException)
    body = replies.encode({"detail": exc.detail})
    headers = {"content-type": "application/json", **(exc.headers or {})}
    return Response(body, exc.status_code, headers)
