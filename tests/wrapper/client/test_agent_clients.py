"""The clients on the Agent API; each test runs with the blocking and the asyncio client."""

from __future__ import annotations

from typing import Any

import httpx
import pytest

from perplexity_jobs import (
    AsyncPerplexityJobs,
    JobCancelledError,
    JobResultMissingError,
    JobStatus,
    NotOfferedError,
    PerplexityJobs,
    PerplexityJobsError,
)
from perplexity_jobs.simulator import Simulator
from perplexity_openapi.models import CompletionResponse, ResponsesResponse

from ..conftest import ClientFactory

QUESTION = "What is known about tides?"


@pytest.mark.parametrize("by", ["job", "id", "itself"])
def test_a_job_can_be_cancelled(connect: ClientFactory, simulator: Simulator, by: str) -> None:
    """cancel() asks, wait() sees the end, result() says what happened."""
    client = connect(simulator, api="agent")
    job = client.submit(QUESTION)
    asked = job.cancel() if by == "itself" else client.cancel(job if by == "job" else job.id)
    assert (asked.id, asked.is_terminal) == (job.id, False)
    done = asked.wait()
    assert (done.status, done.raw_status) == (JobStatus.CANCELLED, "cancelled")
    with pytest.raises(JobCancelledError, match=job.id):
        done.result()


def test_a_job_that_has_ended_is_returned_by_cancel(connect: ClientFactory, simulator: Simulator) -> None:
    """The race with the end is no error of the caller's."""
    client = connect(simulator, api="agent")
    done = client.run(QUESTION, effort="fast")
    count = len(simulator.requests)
    assert client.cancel(done.id, extra_headers={"X-Trace": "t"}).text == done.text
    assert [r.headers["x-trace"] for r in simulator.requests[count:]] == ["t", "t"]


def test_what_an_api_has_not_is_told_before_anything_is_sent(
    connect: ClientFactory, simulator: Simulator
) -> None:
    """The older API cannot cancel, the successor has neither a list nor keys; errors name what to do."""
    client = connect(simulator, api="sonar")
    for work in (client.job("j").cancel, lambda: client.cancel("j")):
        with pytest.raises(NotOfferedError, match="not offered by this API"):
            work()
    with pytest.raises(TypeError, match=r"'effort'.*api=\"agent\""):
        client.submit(QUESTION, effort="low")
    client = connect(simulator, api="agent")
    for work in (client.list, client.iter, client.iter_pages):
        with pytest.raises(NotOfferedError, match="Keep the ids"):
            work()
    with pytest.raises(ValueError, match="knows no such key"):
        client.submit(QUESTION, idempotency_key="k")
    assert not simulator.requests


def test_a_wait_ends_where_only_the_caller_can_go_on(connect: ClientFactory, simulator: Simulator) -> None:
    """`requires_action` ends a wait, and the message has the calls; a partial answer is kept."""
    client = connect(simulator, api="agent")
    simulator.fault = "requires-action"
    job = client.submit(QUESTION, effort="low").wait(timeout=600)
    assert (job.status, job.is_terminal) == (JobStatus.REQUIRES_ACTION, True)
    with pytest.raises(JobResultMissingError, match="look_up"):
        job.result()
    simulator.fault = "incomplete"
    with pytest.raises(JobResultMissingError, match="max_output_tokens") as caught:
        client.run(QUESTION, effort="low")
    assert caught.value.job is not None
    assert caught.value.job.text


@pytest.mark.parametrize(
    "options",
    [
        {"store": False},
        {"extra_body": {"store": False}},
        {"extra_body": {"store": None}},
        {"extra_body": {"background": None}},
        {"stream": True},
    ],
)
def test_what_could_not_be_collected_is_not_sent(
    connect: ClientFactory, simulator: Simulator, options: dict[str, Any]
) -> None:
    """Extras are checked as well: the job would be paid for and lost."""
    with pytest.raises(ValueError, match=r"store|stream|background"):
        connect(simulator, api="agent").submit(QUESTION, **options)
    assert not simulator.requests


def test_the_environment_chooses_the_api(
    connect: ClientFactory, simulator: Simulator, monkeypatch: pytest.MonkeyPatch
) -> None:
    """PERPLEXITY_API changes every client that does not say; an argument goes before it."""
    monkeypatch.setenv("PERPLEXITY_API", "Agent")
    assert isinstance(connect(simulator).run(QUESTION, "sonar").result(), ResponsesResponse)
    assert isinstance(connect(simulator, api="sonar").run(QUESTION, "sonar").result(), CompletionResponse)
    monkeypatch.setenv("PERPLEXITY_API", "")
    assert isinstance(connect(simulator).run(QUESTION, "sonar").result(), CompletionResponse)


@pytest.mark.parametrize("kind", [PerplexityJobs, AsyncPerplexityJobs])
def test_an_unknown_api_is_refused(kind: type[Any], monkeypatch: pytest.MonkeyPatch) -> None:
    """The error names the argument and the environment variable."""
    with pytest.raises(PerplexityJobsError, match="api='responses' is no API; there are sonar and agent"):
        kind(api_key="k", api="responses")
    monkeypatch.setenv("PERPLEXITY_API", "responses")
    with pytest.raises(PerplexityJobsError, match="PERPLEXITY_API='responses'"):
        kind(api_key="k")


def test_a_submit_that_never_left_is_made_again(over: ClientFactory) -> None:
    """A connection that was not established made no job, so that the next attempt is safe."""
    attempts: list[str] = []

    def answer(request: httpx.Request) -> httpx.Response:
        attempts.append(request.url.path)
        if len(attempts) < 3:
            raise httpx.ConnectError("refused", request=request)
        return httpx.Response(200, json={"id": "resp_1", "status": "queued"})

    assert over(answer, api="agent").submit(QUESTION).id == "resp_1"
    assert attempts == ["/v1/agent"] * 3
