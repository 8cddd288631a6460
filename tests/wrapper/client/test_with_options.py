"""`with_options()` and `poll=`: copies of a client with other settings, and its polling."""

from __future__ import annotations

import inspect
import itertools
from collections.abc import Callable
from typing import Any

import httpx
import pytest

from perplexity_jobs import AsyncPerplexityJobs, PerplexityJobs, PollPolicy
from perplexity_jobs.batch import AsyncBatch, Batch
from perplexity_jobs.simulator import Simulator

from ..conftest import ClientFactory

QUESTION = "What is known about tides?"


def _pauses(simulator: Simulator, wait: Callable[[], Any]) -> set[float]:
    before = len(simulator.requests)
    wait()
    times = [request.time for request in simulator.requests[before:] if request.method == "GET"]
    return {round(later - earlier, 3) for earlier, later in itertools.pairwise(times)}


def test_a_client_has_a_policy_for_all_its_waits(connect: ClientFactory, simulator: Simulator) -> None:
    """Those of run, wait and as_completed; that of a call goes before it."""
    every = PollPolicy(initial=7.0, multiplier=1.0, jitter=0.0)
    client = connect(simulator, poll=every)
    for wait in (
        lambda: client.run(QUESTION),
        lambda: client.submit(QUESTION).wait(),
        lambda: list(client.as_completed([client.submit(QUESTION)])),
    ):
        assert _pauses(simulator, wait) == {7.0}
    own = PollPolicy(initial=9.0, multiplier=1.0, jitter=0.0)
    assert _pauses(simulator, lambda: client.run(QUESTION, poll=own)) == {9.0}
    with pytest.raises(TypeError, match="poll is a PollPolicy"):
        connect(simulator, poll=5.0)


def test_a_copy_has_other_settings_and_the_same_connections(over: ClientFactory) -> None:
    """Retries, time, policy and API; what is not named stays, and the first client is as it was."""
    asked: list[tuple[str, Any]] = []

    def answer(request: httpx.Request) -> httpx.Response:
        asked.append((request.url.path, request.extensions["timeout"].get("connect")))
        return httpx.Response(500)

    client = over(answer, api="sonar", max_retries=2)
    for other, path, times, most in (
        (client.with_options(max_retries=0, request_timeout=5.0), "/async/chat/completions/j", 1, 5.0),
        (client.with_options(max_retries=1).with_options(api="agent"), "/v1/agent/j", 2, 30.0),
        (client.with_options(), "/async/chat/completions/j", 3, 30.0),
    ):
        asked.clear()
        with pytest.raises(Exception, match="500"):
            other.get("j")
        assert [each[0] for each in asked] == [path] * times
        assert all(most / 2 < each[1] <= most for each in asked), "what is left of it"
    job = client.with_options(max_retries=0).job("j")
    asked.clear()
    with pytest.raises(Exception, match="500"):
        job.refresh()
    assert len(asked) == 1, "a job stays with the copy that made it"
    no_limit = client.with_options(request_timeout=None, max_retries=0)
    asked.clear()
    with pytest.raises(Exception, match="500"):
        no_limit.get("j")
    assert asked[0][1] is None


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"api_key": "other"}, "not api_key. Key, address and http_client belong to the connections"),
        ({"timeout": 5.0}, "takes request_timeout, .*, not timeout"),
        ({"request_timeout": httpx.Timeout(5)}, "request_timeout is a number of seconds"),
        ({"max_retries": -1}, "max_retries is a whole number"),
        ({"poll": 5.0}, "poll is a PollPolicy"),
        ({"api": "chat"}, "is no API"),
    ],
)
def test_an_option_that_cannot_be_is_refused(wrong: dict[str, Any], words: str, over: ClientFactory) -> None:
    """The error names the mistake."""
    client = over(lambda request: httpx.Response(500))
    with pytest.raises(Exception, match=words):
        client.with_options(**wrong)


@pytest.mark.parametrize(
    ("method", "keywords"),
    [
        *(
            (getattr(kind, name), {"effort", "search_mode", "files", "extra_body"})
            for kind in (PerplexityJobs, AsyncPerplexityJobs)
            for name in ("submit", "run")
        ),
        *((kind.run, {"out", "max_cost", "client"}) for kind in (Batch, AsyncBatch)),
        (PerplexityJobs.with_options, {"poll", "api"}),
    ],
)
def test_a_repl_sees_every_keyword(method: Any, keywords: set[str]) -> None:
    """Completion asks `inspect.signature`, which shows the fields one by one; none has to be given."""
    for _ in range(2):
        shown = inspect.signature(method).parameters
        assert keywords < shown.keys()
        assert not any(parameter.kind is parameter.VAR_KEYWORD for parameter in shown.values())
    needed = [p for p in shown.values() if p.default is p.empty]
    assert inspect.signature(method).bind(*["given"] * len(needed))


@pytest.mark.parametrize("client", [PerplexityJobs, AsyncPerplexityJobs])
def test_the_timeout_of_other_sdks_is_named_as_it_is_here(client: Any) -> None:
    """What a REPL shows of the constructor stays, and no frame of the error holds the key."""
    with pytest.raises(TypeError, match="takes request_timeout=, seconds for one request") as caught:
        client("pplx-secret", timeout=5)
    assert all("pplx-secret" not in repr(entry.locals) for entry in caught.traceback[1:])
    assert list(inspect.signature(client).parameters)[:3] == ["api_key", "base_url", "request_timeout"]
