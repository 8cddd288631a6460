"""One connection for blocking requests, and what may be left behind of it.

Opening one (looking up the name, trying its addresses one after another, agreeing on encryption) is bounded
by nothing that httpx offers. So it is done in a thread of its own, which is left behind when the time is up;
whatever it still reaches then, it sends nothing.
"""

from __future__ import annotations

import contextvars
import socket
import sys
import threading
import time
from typing import Any

import httpx

from .requests import GRACE, NotNowError, Timeouts


class Line:
    """A client of httpx, with the connection that it used last.

    Attributes:
        client: with one connection at most, except where it is the caller's own.
        own: whether nobody else uses the client.
        stream: of httpcore, that connection; None where it is not known, or where others may share it.
        lost: whether a thread that was left behind still uses it, and will close it.
    """

    def __init__(self, client: httpx.Client, *, own: bool = True) -> None:
        self.client = client
        self.own = own
        self.stream: Any = None
        self.lost = False

    def send_plainly(self, request: httpx.Request, timeouts: Timeouts) -> httpx.Response:
        """The answer without its body, in the time that httpx takes."""
        if not self.own:
            self.stream = None
        response = self.client.send(request, stream=True, follow_redirects=False)
        if self.own or response.extensions.get("http_version") != b"HTTP/2":
            self.stream = response.extensions.get("network_stream")
        return response

    def send(self, request: httpx.Request, timeouts: Timeouts) -> httpx.Response:
        """The answer without its body; connecting takes no longer than `timeouts` allow.

        Raises:
            httpx.RequestError: there is none.
            NotNowError: the client was closed meanwhile.
        """
        if not self.own or timeouts.end is None:
            return self.send_plainly(request, timeouts)
        if self.stream is not None:
            timeouts.may_connect = False
            try:
                return self.send_plainly(request, timeouts)
            except NotNowError:
                if not timeouts.may_go_on:
                    raise
            finally:
                timeouts.may_connect = True
            # A tunnel through a proxy asks each time, whether it has to connect or not.
            if is_open(self.stream):
                return self.send_plainly(request, timeouts)
        return self._send_aside(request, timeouts, timeouts.end)

    def end(self, *, in_order: bool) -> None:
        """Close it; after an interruption without httpcore, which may hold its locks for ever."""
        if self.lost:
            return
        if in_order:
            self.client.close()
        elif self.stream is not None:
            self.stream.get_extra_info("socket").close()

    def _send_aside(self, request: httpx.Request, timeouts: Timeouts, end: float) -> httpx.Response:
        request.extensions["trace"] = self._notice
        found: list[httpx.Response | BaseException] = []
        done, lock = threading.Event(), threading.Lock()

        def work() -> None:
            result: httpx.Response | BaseException
            try:
                result = self.send_plainly(request, timeouts)
            except BaseException as error:
                result = error
            with lock:
                found.append(result)
                lost = self.lost
            done.set()
            if lost:
                self.client.close()

        # What traces requests by their context finds it there too.
        context = contextvars.copy_context()
        thread = threading.Thread(
            target=context.run, args=(work,), name="perplexity_jobs-connect", daemon=True
        )
        try:
            if not started(thread):
                work()
            # The watchdog goes first: a thread that it can free need not be left behind.
            done.wait(max(0.0, end - time.monotonic()) + 2 * GRACE)
        finally:
            with lock:
                self.lost = not found
                timeouts.may_go_on &= not self.lost
        if self.lost:
            raise (httpx.ReadTimeout if timeouts.sending else httpx.ConnectTimeout)("no answer in time")
        if isinstance(found[0], BaseException):
            raise found[0]
        return found[0]

    def _notice(self, event: str, info: dict[str, Any]) -> None:
        """What httpcore tells of each step of a request; here, that it has a connection."""
        if event.endswith(("connect_tcp.complete", "start_tls.complete")):
            self.stream = info["return_value"]


def is_open(stream: Any) -> bool:
    """Whether a connection has not been closed on this side."""
    sock = stream.get_extra_info("socket")
    return isinstance(sock, socket.socket) and sock.fileno() != -1


def started(thread: threading.Thread) -> bool:
    """Start a thread, if the interpreter still starts any; requests must be possible without."""
    if sys.is_finalizing():  # a thread would never run, and starting it wait for ever
        return False
    try:
        thread.start()
    except RuntimeError as error:
        if error.__context__ is not None:  # Ctrl-C in the midst of it; the thread may be there
            raise error.__context__ from None
        return False
    return True
