"""Which requests use which connection: fresh ones for submits without a key, redirects, cookies."""

from __future__ import annotations

import subprocess
import sys

import httpx
import pytest
from attrs import evolve

from perplexity_jobs._values.call import Call, Failure

from ..conftest import ClientFactory
from ..exchange import GET, SUBMIT, Exchange, answered
from .fronts import Front, Handler, running

URL = "http://service.example"


class Closing(Handler):
    """Answers the first request of a connection, and closes it as the first byte of a second one comes.

    That is the worst moment: until then nothing tells the client that it will.
    """

    def handle(self) -> None:
        """Serve one connection."""
        self.answer()
        self.rfile.read(1)


def test_a_submit_without_a_key_never_meets_a_stale_connection(connect: ClientFactory) -> None:
    """Each goes over a connection of its own, so that none is uncertain and each is made once."""
    with running(Front(Closing)) as front:
        client = connect(front.url, api="agent", max_retries=0)
        assert [client.submit(f"q{number}").id for number in range(20)] == ["resp_1"] * 20
        assert front.seen.count(b"POST") == 20


class Nameless(Closing):
    """Tells the id of a job in the headers only."""

    more = b"X-Request-Id: 1\r\n"
    accepted = b"[]"


def test_the_one_look_for_a_lost_job_never_meets_a_stale_connection(connect: ClientFactory) -> None:
    """It uses a fresh connection, since there is no second get."""
    with running(Front(Nameless)) as front:
        client = connect(front.url, api="agent", max_retries=0)
        assert client.submit("q").id == "resp_1"
        assert [what for what in front.seen if what != b"connection"] == [b"POST", b"GET"]


def test_other_requests_use_the_connection_of_a_submit(exchange: Exchange) -> None:
    """A submit opens a connection, in place of an idle one; requests that may be repeated open none."""
    with running(Front(Handler)) as front:
        for outcome in exchange(front.url, SUBMIT, GET, GET, SUBMIT, GET):
            answered(outcome)
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
        command = [sys.executable, "-c", script, front.url]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr
        assert sorted(front.seen) == [b"GET"] * 4 + [b"connection"] * 2


SAME, ELSEWHERE = ["service.example"] * 2, ["service.example"]


@pytest.mark.parametrize(
    ("location", "status", "hosts"),
    [
        ("/other", 308, SAME),
        ("http://service.example/other", 307, SAME),
        ("http://service.example:81/other", 307, ELSEWHERE),
        ("https://service.example/other", 307, ELSEWHERE),
        ("http://elsewhere.example/other", 307, ELSEWHERE),
        ("/again", 307, ["service.example"] * 4),
        *((place, 302, ELSEWHERE) for place in ("login.example.com:443/sso", "http://[::1", "//a:99999")),
    ],
)
def test_a_redirect_is_followed_within_the_server_only(
    location: str, status: int, hosts: list[str], exchange: Exchange
) -> None:
    """Another path is followed with the key, a few times; another scheme, port or host is reported instead.

    A submit that must not be repeated is never sent again: the first server may have acted on it.
    """
    seen: list[httpx.Request] = []

    def answer(request: httpx.Request) -> httpx.Response:
        seen.append(request)
        if request.url.path == "/other":
            return httpx.Response(200, json=1)
        return httpx.Response(status, headers={"location": location})

    for call in (GET, Call("submit", "POST", "/with-a-key", json={})):
        [outcome] = exchange(URL, call, answer=answer)
        assert isinstance(outcome, Failure) or outcome.status == (200 if hosts is SAME else status)
        assert [request.url.host for request in seen] == hosts
        assert all(request.headers["Authorization"] == "Bearer key" for request in seen)
        seen.clear()
    [outcome] = exchange(URL, SUBMIT, answer=answer)
    assert outcome.sent if isinstance(outcome, Failure) else outcome.status == status
    assert len(seen) == 1


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


@pytest.mark.parametrize(("headers", "sent"), [({}, "gate=open"), ({"Cookie": "mine=1"}, "mine=1")])
def test_cookies_of_the_service_are_not_sent_back(
    headers: dict[str, str], sent: str, exchange: Exchange
) -> None:
    """Cookies of the caller's own client are sent, those of the service are not."""
    service = Cookies()
    exchange(URL, *[evolve(GET, headers=headers)] * 3, answer=service, cookies={"gate": "open"})
    first, redirected, *others = service.came
    assert [first, *others] == [sent] * 3
    assert redirected == "gate=open", "httpx leaves out a header of the first request"


def test_a_cookie_is_sent_where_its_path_says(exchange: Exchange) -> None:
    """The login of a gateway may hold for a part of its addresses."""
    cookies = httpx.Cookies()
    cookies.set("login", "1", "service.example", "/gate/")
    service = Cookies()
    exchange(f"{URL}/gate", GET, GET, answer=service, cookies=cookies)
    assert service.came == ["login=1", "", "login=1"]
