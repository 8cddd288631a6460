"""One connection for blocking requests, and what may be left behind of it.

Opening one (looking up the name, trying its addresses one after another, agreeing on encryption) is bounded
by nothing that httpx offers. So it is done in a thread of its own, which is left behind when the time is up;
whatever it still reaches then, it sends nothing.
"""

from __future__ import annotations

import contextvars
import threading
import time
from typing import Any

import httpx

from ._http import GRACE, NotNowError, Timeouts


class Line:
    """A client of httpx, with the connection that it used last.

    Attributes:
        client: with one connection at most, except where it is the caller's own.
        stream: of httpcore, that connection; None where it is not known, or where others may share it.
        lost: whether a thread that was left behind still uses it, and will close it.
    """

    def __init__(self, client: httpx.Client) -> None:
        self.client = client
        self.stream: Any = None
        self.lost = False

    def send_plainly(self, request: httpx.Request, timeouts: Timeouts) -> httpx.Response:
        """The answer without its body, in the time that httpx takes."""
        response = self.client.send(request, stream=True, follow_redirects=False)
        alone = response.extensions.get("http_version") == b"HTTP/1.1"
        self.stream = response.extensions.get("network_stream") if alone else None
        return response

    def send(self, request: httpx.Request, timeouts: Timeouts) -> httpx.Response:
        """The answer without its body; connecting takes no longer than `timeouts` allow.

        Raises:
            httpx.RequestError: there is none.
        """
        if timeouts.end is None:
            return self.send_plainly(request, timeouts)
        if self.stream is not None:
            timeouts.may_connect = False
            try:
                return self.send_plainly(request, timeouts)
            except NotNowError:  # the server has closed the connection since
                pass
            finally:
                timeouts.may_connect = True
        return self._send_aside(request, timeouts, timeouts.end)

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
        interrupted = True
        try:
            try:
                thread.start()
            except RuntimeError:  # the interpreter ends, and there are no new threads
                work()
            # The watchdog goes first: a thread that it can free need not be left behind.
            done.wait(max(0.0, end - time.monotonic()) + 2 * GRACE)
            interrupted = False
        finally:
            with lock:
                self.lost = interrupted or not found
                timeouts.may_go_on = not self.lost
            if self.lost and found:
                self.client.close()
        if self.lost:
            raise (httpx.ReadTimeout if timeouts.sending else httpx.ConnectTimeout)("no answer in time")
        if isinstance(found[0], BaseException):
            raise found[0]
        return found[0]

    def _notice(self, event: str, info: dict[str, Any]) -> None:
        """What httpcore tells of each step of a request; here, that it has a connection."""
        if event.endswith(("connect_tcp.complete", "start_tls.complete")):
            self.stream = info["return_value"]
