"""TLS with an own certificate authority and proxies, with the package's and the user's httpx client."""

from __future__ import annotations

import ssl
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import httpx
import pytest
import trustme

from perplexity_jobs import APIConnectionError
from perplexity_jobs.simulator import Simulator

from ..conftest import ClientFactory
from .fronts import Front, Http1, Proxy, encrypted, running

QUESTION = "What is known about tides?"


@pytest.fixture(scope="module")
def authority() -> trustme.CA:
    """Who signs the certificates of this module."""
    return trustme.CA()


@pytest.fixture
def trusting(authority: trustme.CA) -> ssl.SSLContext:
    """What a user passes as `verify=`."""
    context = ssl.create_default_context()
    authority.configure_trust(context)
    return context


@pytest.fixture
def serve() -> Iterator[Callable[[Front], Front]]:
    """Let fronts run until the test is over."""
    with ExitStack() as stack:
        yield lambda front: stack.enter_context(running(front))


class Own:
    """Make httpx clients of the user's own, of the kind that `connect` needs, which are closed afterwards."""

    def __init__(self, connect: ClientFactory) -> None:
        self.loop = getattr(connect("http://service.example"), "_loop", None)
        self.made: list[Any] = []

    def __call__(self, **options: Any) -> Any:
        """One of them."""
        self.made.append((httpx.AsyncClient if self.loop else httpx.Client)(trust_env=False, **options))
        return self.made[-1]

    def close(self) -> None:
        """As their owner does."""
        for client in self.made:
            if self.loop:
                self.loop.run_until_complete(client.aclose())
            else:
                client.close()


@pytest.fixture
def own(connect: ClientFactory) -> Iterator[Own]:
    """Make httpx clients that are closed when the test is over."""
    maker = Own(connect)
    yield maker
    maker.close()


def ask(client: Any, simulator: Simulator) -> None:
    """Submit, wait through a fault, and list; the service has one job, and nothing else went wrong."""
    simulator.fault = "get-520-twice"
    job = client.submit(QUESTION, "sonar").wait()
    assert job.text
    assert [each.id for each in client.iter()] == [job.id]
    assert len(simulator.jobs) == 1


@pytest.fixture
def behind(simulator: Simulator, authority: trustme.CA, serve: Callable[[Front], Front]) -> Front:
    """The simulator over TLS."""
    port = int(simulator.url.rpartition(":")[2])
    return serve(encrypted(Front(Http1, port), authority, "http/1.1"))


@pytest.fixture
def trusted(authority: trustme.CA, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """The authority, as an administrator sets it for all programs."""
    authority.cert_pem.write_to_path(tmp_path / "authority.pem")
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "authority.pem"))


def test_a_client_with_a_proxy(
    connect: ClientFactory,
    own: Own,
    simulator: Simulator,
    behind: Front,
    trusting: ssl.SSLContext,
    serve: Callable[[Front], Front],
) -> None:
    """The proxy sees its own password and the name of the service, never the key of the user."""
    proxy = serve(Front(Proxy))
    given = own(verify=trusting, proxy=f"http://user:password@127.0.0.1:{proxy.port}")
    client = connect(behind.tls, api_key=simulator.api_key, http_client=given)
    ask(client, simulator)
    assert proxy.seen
    for head in proxy.seen:
        assert head.startswith(b"CONNECT localhost:%d HTTP/1.1\r\n" % behind.port)
        assert b"proxy-authorization: basic" in head.lower()
        assert simulator.api_key.encode() not in head


def test_the_environment_names_proxy_and_authority(
    connect: ClientFactory,
    simulator: Simulator,
    behind: Front,
    trusted: None,
    serve: Callable[[Front], Front],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """HTTPS_PROXY and SSL_CERT_FILE, as every other tool obeys them, without a client of the user's own."""
    proxy = serve(Front(Proxy))
    monkeypatch.setenv("HTTPS_PROXY", proxy.url)
    for name in ("NO_PROXY", "no_proxy", "https_proxy", "ALL_PROXY", "all_proxy"):
        monkeypatch.delenv(name, raising=False)
    ask(connect(behind.tls, api_key=simulator.api_key), simulator)
    assert len(proxy.seen) == 1, "one connection served all requests"


def test_an_unknown_authority_is_told(connect: ClientFactory, simulator: Simulator, behind: Front) -> None:
    """Nothing is sent to a server that cannot be trusted; the error says what is wrong with it."""
    client = connect(behind.tls, api_key=simulator.api_key, max_retries=0)
    with pytest.raises(APIConnectionError, match="certificate verify failed"):
        client.submit(QUESTION)
    assert not simulator.requests
