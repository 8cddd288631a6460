"""Clients of httpx2 as `http_client=`; their classes are not those of httpx."""

from __future__ import annotations

import asyncio
import inspect
import subprocess
import sys
from typing import Any

import httpx
import httpx2
import pytest

from perplexity_jobs import AsyncPerplexityJobs, PerplexityJobs
from perplexity_jobs._transport.asynchronous import AsyncTransport
from perplexity_jobs._transport.blocking import Transport
from perplexity_jobs._values.call import Call, Failure, Outcome
from perplexity_jobs._values.settings import Config
from perplexity_jobs.simulator import Simulator

from ..conftest import ClientFactory
from ..exchange import SUBMIT

ERRORS = [
    name
    for name, kind in inspect.getmembers(httpx, inspect.isclass)
    if issubclass(kind, httpx.RequestError | httpx.InvalidURL)
]


def own(library: Any, concurrency: str, answer: Any, **options: Any) -> Any:
    """A client of the caller's own, of either library."""
    kind = library.Client if concurrency == "threads" else library.AsyncClient
    return kind(transport=library.MockTransport(answer), **options)


def send(concurrency: str, given: Any, *calls: Call) -> Outcome:
    """What comes of requests over it, one after the other: that of the last."""
    config = Config("key", "http://service.example", 30.0, 0)
    if concurrency == "threads":
        blocking = Transport(config, given)
        return [blocking.send(call, 30.0) for call in calls][-1]

    async def main() -> Outcome:
        transport = AsyncTransport(config, given)
        return [await transport.send(call, 30.0) for call in calls][-1]

    return asyncio.run(main())


def test_a_question_is_answered_over_httpx2(
    connect: ClientFactory, concurrency: str, simulator: Simulator, api: str
) -> None:
    """Over a real socket, the headers are those of this package and the settings the caller's."""
    kind: Any = httpx2.Client if concurrency == "threads" else httpx2.AsyncClient
    given = kind(headers={"X-Mine": "1"})
    client = connect(simulator, api=api, http_client=given)
    assert client.run("Why?", "sonar").text
    seen = simulator.requests[0].headers
    assert (seen["x-mine"], seen["accept"]) == ("1", "application/json")
    client.close()
    assert not given.is_closed, "closing it stays with the caller"
    if concurrency == "threads":
        given.close()
    else:
        client._loop.run_until_complete(given.aclose())


@pytest.mark.parametrize("name", ERRORS)
def test_an_error_means_the_same_in_both(name: str, concurrency: str) -> None:
    """Whether it was sent, and of which kind it is, decide whether a submit may be repeated."""

    def outcome(library: Any) -> tuple[str, bool]:
        def fail(request: Any) -> Any:
            raise getattr(library, name)("lost")

        found = send(concurrency, own(library, concurrency, fail), SUBMIT)
        assert isinstance(found, Failure)
        assert isinstance(found.error, getattr(library, name))
        return found.kind, found.sent

    assert outcome(httpx2) == outcome(httpx)


def test_a_client_that_waits_in_the_other_way_is_refused() -> None:
    """It would send, and what it bought would be lost."""
    with pytest.raises(TypeError, match=r"an object of httpx\.Client here"):
        PerplexityJobs("key", http_client=httpx2.AsyncClient())  # type: ignore[arg-type]
    with pytest.raises(TypeError, match=r"an object of httpx\.AsyncClient here"):
        AsyncPerplexityJobs("key", http_client=httpx2.Client())  # type: ignore[arg-type]


def test_httpx2_need_not_be_installed() -> None:
    """A client works where importing httpx2 fails."""
    program = (
        "import sys; sys.modules['httpx2'] = None\n"
        "import httpx\n"
        "from perplexity_jobs import APIConnectionError, PerplexityJobs\n"
        "def refuse(request): raise httpx.ConnectError('nobody')\n"
        "own = httpx.Client(transport=httpx.MockTransport(refuse))\n"
        "try:\n"
        "    PerplexityJobs('key', max_retries=0, http_client=own).get('j')\n"
        "except APIConnectionError:\n"
        "    print('told')\n"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout == "told\n"
