"""What goes over which connection: submits that must not be repeated, redirects, cookies."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator

import httpx
import pytest

from perplexity_jobs._values.call import Call, Failure, Reply

from ..conftest import ClientFactory
from ..exchange import GET, SUBMIT, Exchange
from .fronts import Front, Handler, running

URL = "http://service.example"


@pytest.fixture(params=["threads", "asyncio"])
def exchange(request: pytest.FixtureRequest) -> Exchange:
    """Send over a transport of either kind."""
    return Exchange(request.param)


class Closing(Handler):
    """Answers the first request of a connection, and closes it as the first byte of a second one comes.

    That is the worst moment: until then nothing tells the client that it will.
    """

    def handle(self) -> None:
        """Serve one connection."""
        self.answer()
        self.rfile.read(1)


@pytest.fixture
def closing() -> Iterator[Front]:
    """A server that closes kept connections just as they are used again."""
    with running(Front(Closing)) as front:
        yield front


def test_a_submit_without_a_key_never_meets_a_stale_connection(
    closing: Front, connect: ClientFactory
) -> None:
    """Each goes over a connection of its own, so that none is uncertain and each is made once."""
    client = connect(f"http://127.0.0.1:{closing.port}", api="agent", max_retries=0)
    assert [client.submit(f"q{number}").id for number in range(20)] == ["resp_1"] * 20
    assert closing.seen.count(b"POST") == 20


class Nameless(Closing):
    """Tells the id of a job in the headers only."""

    more = b"X-Request-Id: 1\r\n"
    accepted = b"[]"


def test_the_one_look_for_a_lost_job_never_meets_a_stale_connection(connect: ClientFactory) -> None:
    """The connection that brought the answer may be closed just then; there is no second look."""
    with running(Front(Nameless)) as front:
        client = connect(f"http://127.0.0.1:{front.port}", api="agent", max_retries=0)
        assert client.submit("q").id == "resp_1"
        assert [what for what in front.seen if what != b"connection"] == [b"POST", b"GET"]


def test_other_requests_use_the_connection_of_a_submit(exchange: Exchange) -> None:
    """A submit opens a connection, in place of an idle one; requests that may be repeated open none."""

    with running(Front(Handler)) as front:
        outcomes = exchange(f"http://127.0.0.1:{front.port}", SUBMIT, GET, GET, SUBMIT, GET)
        assert all(isinstance(outcome, Reply) for outcome in outcomes)
        assert front.seen == [b"connection", b"POST", b"GET", b"GET", b"connection", b"POST", b"GET"]


def test_a_process_that_was_forked_has_connections_of_its_own() -> None:
    """The connection of the parent answers the parent, before and after the child asks."""
    script = """
import os, sys, warnings
from perplexity_jobs import PerplexityJobs
warnings.simplefilter("ignore")
client = PerplexityJobs("key", sys.argv[1], api="agent")
client.get("resp_1")
child = os.fork()
client.get("resp_1")
if child == 0:
    os._exit(0)
assert os.waitpid(child, 0)[1] == 0
client.get("resp_1")
"""
    with running(Front(Handler)) as front:
        url = f"http://127.0.0.1:{front.port}"
        done = subprocess.run(
            [sys.executable, "-c", script, url], capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stderr
        assert sorted(front.seen) == [b"GET"] * 4 + [b"connection"] * 2


@pytest.mark.parametrize("status", [307, 308])
def test_a_redirect_never_sends_a_submit_again(status: int, exchange: Exchange) -> None:
    """The first server may have acted on it; what is safe to repeat follows as ever."""
    paths: list[str] = []

    def answer(request: httpx.Request) -> httpx.Response:
        paths.append(f"{request.method} {request.url.path}")
        if request.url.path == "/elsewhere":
            return httpx.Response(200, json={})
        return httpx.Response(status, headers={"location": "/elsewhere"})

    keyed = Call("submit", "POST", "/with-a-key", json={})
    outcomes = exchange(URL, SUBMIT, keyed, GET, answer=answer)
    assert [outcome.status for outcome in outcomes if isinstance(outcome, Reply)] == [status, 200, 200]
    assert paths == ["POST /v1/agent", "POST /with-a-key", "POST /elsewhere", "GET /jobs/1", "GET /elsewhere"]


@pytest.mark.parametrize("location", ["login.example.com:443/sso", "http://[::1", "//", "http://a:99999/"])
def test_a_redirect_to_no_address_is_an_outcome(location: str, exchange: Exchange) -> None:
    """Whatever httpx makes of it; the request has been sent by then."""
    answer = httpx.Response(302, headers={"location": location})
    [outcome] = exchange(URL, SUBMIT, answer=lambda _: answer)
    assert isinstance(outcome, Reply) or outcome.sent


def test_an_address_that_is_none_is_not_sent(exchange: Exchange) -> None:
    """An id of 70 kB, for example, which httpx refuses to put into an address."""
    call = Call("get", "GET", "/jobs/" + "a" * 70_000)
    [outcome] = exchange(URL, call)
    assert isinstance(outcome, Failure)
    assert not outcome.sent


class Cookies:
    """A service that sets new cookies with each answer, and notes those that come back."""

    def __init__(self) -> None:
        self.came: list[str] = []

    def __call__(self, request: httpx.Request) -> httpx.Response:
        """Answer a request, the first one with a redirect."""
        self.came.append(request.headers.get("cookie", ""))
        many = [("set-cookie", f"c{len(self.came)}-{number}={'v' * 200}") for number in range(9)]
        if len(self.came) == 1:
            return httpx.Response(307, headers=[*many, ("location", "/elsewhere")])
        return httpx.Response(200, headers=many, json={})


def test_cookies_of_the_service_are_not_sent_back(exchange: Exchange) -> None:
    """Over a client of the caller's own, its own cookies go with each request, and no others."""
    service = Cookies()
    exchange(URL, GET, GET, GET, answer=service, cookies={"gate": "open"})
    assert service.came == ["gate=open"] * 4


def test_cookies_in_headers_are_the_callers_own(exchange: Exchange) -> None:
    """What is written by hand is sent as it is."""
    service = Cookies()
    call = Call("get", "GET", "/jobs/1", headers={"Cookie": "mine=1"})
    service.came.append("")
    exchange(URL, call, call, answer=service, cookies={"gate": "open"})
    assert service.came[1:] == ["mine=1"] * 2


class Baking(Handler):
    """Sets a cookie with each answer, and notes the headers of requests."""

    more = b"Set-Cookie: a=b\r\n"

    def handle(self) -> None:
        """Serve one connection."""
        while head := self.answer():
            self.note(head)


def test_our_own_clients_keep_no_cookies(exchange: Exchange) -> None:
    """The headers of the last request are those of the first."""
    with running(Front(Baking)) as front:
        exchange(f"http://127.0.0.1:{front.port}", GET, GET, GET)
        first, *others = [head for head in front.seen if len(head) > 3]
        assert others == [first] * 2
        assert b"cookie" not in first
