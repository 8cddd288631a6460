"""One request: how it is built, and what its answer or its failure means; alike for threads and asyncio."""

from __future__ import annotations

import sys
import time
from typing import Any, Literal, cast

import httpx
from attrs import evolve

from .._values.call import Call, Failure, Outcome, Reply
from .._values.errors import UsageError
from .._values.secret import Secrets
from .._values.sendable import OF_THE_BODY, check, encoded
from .._values.settings import Config
from .body import Body, BodyLostError
from .environment import proxy_of

_MAX_REDIRECTS = 3
_PHASES = ("pool", "connect", "write", "read")
# A timeout of zero means something else to a socket.
_AT_LEAST = 0.001
# Nothing of a request has left by then: connections, tunnels included, are opened first.
_NOT_SENT = ("ConnectError", "ConnectTimeout", "PoolTimeout", "ProxyError", "UnsupportedProtocol")
# What httpx raises of its own; a bad address in a redirect is among it.
_HTTPX_ERRORS = ("HTTPError", "StreamError", "InvalidURL")


def named(*names: str) -> tuple[type[Any], ...]:
    """The classes of these names: those of httpx, and of httpx2 where the program has loaded it."""
    libraries = (httpx, sys.modules.get("httpx2"))
    return tuple(getattr(library, name) for library in libraries if library for name in names)


class Timeouts(dict[str, float | None]):
    """httpx's timeouts of one request; None for no limit.

    httpcore calls `get` as each phase begins, which gives the time that is left then. A transport that reads
    the values in another way finds the time of the whole for each phase.

    Attributes:
        sending: whether a byte of the request may have gone out.
    """

    def __init__(self, budget: float | None) -> None:
        super().__init__(dict.fromkeys(_PHASES, None if budget is None else max(_AT_LEAST, budget)))
        self._deadline = None if budget is None else time.monotonic() + budget
        self.sending = False

    def get(self, phase: str, default: Any = None, /) -> Any:
        """The time that is left; raises ConnectTimeout where none is and nothing has been sent."""
        if phase not in self:
            return default
        if phase == "write" and not self.sending and self.are_over():
            raise httpx.ConnectTimeout("no connection in time")
        if phase in ("write", "read"):
            self.sending = True
        return None if self._deadline is None else max(_AT_LEAST, self._deadline - time.monotonic())

    def are_over(self) -> bool:
        """Whether the time is up."""
        return self._deadline is not None and time.monotonic() > self._deadline


class Exchange:
    """A request on its way to one server, and what comes back.

    A redirect is followed within the server, and reported where it leads elsewhere: the key stays here.

    Args:
        config: the server and the key.
        call: what to ask.
        budget: seconds for all of it; None for no limit.
        cookies: those that the caller's own client had when it was passed in; None where there is none.
    """

    def __init__(
        self, config: Config, call: Call, budget: float | None, cookies: httpx.Cookies | None
    ) -> None:
        self.timeouts = Timeouts(budget)
        self._config = config
        self._call = call
        self._own_client = cookies is None
        self._cookies = cookies
        self._secrets = Secrets(config.api_key, call.headers)
        self._head: Reply | None = None
        self._redirects = _MAX_REDIRECTS

    def request(self, client: httpx.Client | httpx.AsyncClient) -> httpx.Request:
        """The request as `client` sends it; UsageError where it cannot be sent."""
        call = self._call
        if client.is_closed:
            raise UsageError("The http_client is closed; nothing was sent. Make a new one.")
        check(call.headers.items(), call.query)
        body = None if call.json is None else encoded(call.json)
        # Clients of our own send the headers of every request by themselves. A dict would show the key.
        headers = httpx.Headers(None if self._own_client else self._config.headers)
        headers.update(call.headers)
        if "cookie" in headers or "cookie" in client.headers:
            self._cookies = None  # written by hand, to be sent as they are
        try:
            request = client.build_request(
                call.method,
                self._config.base_url + call.path,
                params=call.query or None,
                content=body,
                headers=headers,
                extensions={"timeout": self.timeouts},
            )
        except Exception as error:
            if not isinstance(error, (*named("InvalidURL"), TypeError, ValueError)):
                raise
            words = str(error)
        else:
            if body is not None:
                request.headers.setdefault("Content-Type", "application/json")
            if not self._own_client:
                names = ((name.decode("latin-1"), value) for name, value in request.headers.raw)
                check(pair for pair in names if pair[0].lower() not in OF_THE_BODY)
            return self._with_cookies(request)
        raise UsageError(f"{call!s:.200} cannot be built: {words:.200}. Nothing was sent.")

    def _with_cookies(self, request: httpx.Request) -> httpx.Request:
        """Send the caller's own cookies, and nothing that a server has set since."""
        if self._cookies is not None:
            request.headers.pop("cookie", None)
            self._cookies.set_cookie_header(request)
        return request

    def body(self, response: httpx.Response) -> Body:
        """Begin with an answer whose headers have come."""
        headers = dict(response.headers.items())
        self._head = Reply(response.status_code, headers)
        body = Body(headers, self._config.max_response_bytes, read=response.is_stream_consumed)
        if body.read:
            body.add(response.content)
        return body

    def redirected(self, response: httpx.Response) -> httpx.Request | None:
        """The request that a redirect asks for; one that may do its work twice is never sent again."""
        again, first = response.next_request, response.request
        if again is None or self._call.resend_unsafe or not self._redirects or again.method != first.method:
            return None
        here, there = first.url, again.url
        if (here.scheme, here.host, here.port) != (there.scheme, there.host, there.port):
            return None
        self._head = None
        self._redirects -= 1
        return self._with_cookies(again)

    def answer(self, body: Body) -> Outcome:
        """What has come, whole; the errors of `Body.whole` are for `failure`."""
        assert self._head is not None
        return self._hidden(evolve(self._head, body=body.whole()))

    def failure(self, error: Exception) -> Outcome:
        """What an error of building, sending or receiving means; raises what is not of these.

        A client of the caller's own calls functions of the caller, and a RuntimeError says that something was
        closed: these are raised as they are.
        """
        if isinstance(error, UsageError):
            # Without its frames, which hold what was to be sent.
            return Failure("connection", error.with_traceback(None), sent=False)
        if isinstance(error, named("HTTPStatusError")):
            # A hook makes it of a status, which says no more than the answer does.
            try:
                return self.answer(self.body(cast("httpx.HTTPStatusError", error).response))
            except Exception as inner:
                return self.failure(inner)
        if isinstance(error, BodyLostError):
            if self._head is not None and not self._head.is_success:
                # The status says enough.
                return self._hidden(evolve(self._head, body=f"({error})".encode()))
            return self._failed("body", error, sent=True)
        if not isinstance(error, named(*_HTTPX_ERRORS)):
            if not self._own_client or isinstance(error, RuntimeError):
                raise error
            return self._failed("connection", error, sent=self.timeouts.sending)
        return self._failed("connection", error, sent=_was_sent(error))

    def _failed(self, kind: Literal["connection", "body"], error: Exception, *, sent: bool) -> Failure:
        self._secrets.forget(error)
        where = self._config.base_url
        if not sent and self._own_client and (proxy := proxy_of(where)):
            where += f" through the proxy {proxy}"
        head = None if self._head is None else self._hidden(self._head)
        return Failure(
            "timeout" if isinstance(error, named("TimeoutException")) else kind, error, sent, where, head
        )

    def _hidden(self, reply: Reply) -> Reply:
        """The reply without secrets: services repeat the key in refusals, gateways in debug pages."""
        hide, success = self._secrets, reply.is_success
        # All of them at once, as this is done for every answer; no value holds the end of a line.
        values = hide.hide_in("\n".join(reply.headers.values()), success=success).split("\n")
        headers = dict(zip(reply.headers, values, strict=True)) if reply.headers else {}
        body = hide.hide(reply.body, success=success)
        return Reply(reply.status, headers, body, self._config.base_url)


def _was_sent(error: Exception) -> bool:
    """Whether a request may have arrived, by the error of httpx that ended it."""
    # httpx-aiohttp 0.2 says ConnectTimeout for connections that were lost after the request had gone out;
    # its real ones have a cause of this name.
    cause = type(error.__cause__)
    if isinstance(error, httpx.ConnectTimeout) and cause.__module__.startswith("aiohttp"):
        return cause.__name__ != "ConnectionTimeoutError"
    return not isinstance(error, named(*_NOT_SENT))
