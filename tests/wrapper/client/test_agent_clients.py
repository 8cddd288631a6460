"""What a user does with a client of the Agent API, told once and done with both."""

from __future__ import annotations

import itertools
import logging
import pickle
from typing import Any

import httpx
import pytest
from attrs import define

from perplexity_jobs import (
    AsyncPerplexityJobs,
    BadRequestError,
    EndpointRetiredError,
    JobCancelledError,
    JobResultMissingError,
    JobStatus,
    NotFoundError,
    NotOfferedError,
    PerplexityJobs,
    PerplexityJobsError,
    PollPolicy,
)
from perplexity_jobs._core.poll_policy import DEEP_RESEARCH_POLICY
from perplexity_jobs.simulator import ManualClock, Simulator
from perplexity_openapi.models import CompletionResponse, ResponsesResponse

from ..conftest import ClientFactory

QUESTION = "What is known about tides?"


@pytest.mark.parametrize(("preset", "mark"), [("fast", "[1]"), ("high", "[web:1]")])
def test_a_question_is_answered(connect: ClientFactory, simulator: Simulator, preset: str, mark: str) -> None:
    """submit, wait, read: text, sources, tokens, cost and times, in the words of every API."""
    job = connect(simulator, api="agent").submit(QUESTION, preset=preset)
    assert (job.status, job.raw_status, job.model) == (JobStatus.CREATED, "queued", preset)
    assert (job.text, job.citations, job.cost, job.response) == (None, [], None, None)
    assert job.idempotency_key is None
    done = job.wait()
    assert (done.status, done.raw_status) == (JobStatus.COMPLETED, "completed")
    assert isinstance(done.result(), ResponsesResponse)
    assert mark in done.text
    assert "[^1]" in done.to_markdown()
    assert mark not in done.to_markdown()
    assert done.citations[0].number == 1
    assert done.cost == done.raw["usage"]["cost"]["total_cost"]
    assert done.usage.prompt_tokens == done.raw["usage"]["input_tokens"]
    assert done.usage.num_search_queries == 2
    assert done.elapsed == (done.completed_at - done.created_at).total_seconds()


def test_older_code_goes_on_with_one_change(connect: ClientFactory, simulator: Simulator) -> None:
    """The model and the fields of the older API, and `api="agent"`."""
    job = connect(simulator, api="agent").run(
        [{"role": "system", "content": "Be brief."}, {"role": "user", "content": QUESTION}],
        model="sonar-deep-research",
        search_domain_filter=["a.example"],
        search_recency_filter="week",
        max_tokens=500,
        reasoning_effort="high",
    )
    assert job.text
    assert simulator.requests[0].body == {
        "input": QUESTION,
        "instructions": "Be brief.",
        "preset": "high",
        "max_output_tokens": 500,
        "reasoning": {"effort": "high"},
        "tools": [
            {
                "type": "web_search",
                "filters": {"search_domain_filter": ["a.example"], "search_recency_filter": "week"},
            }
        ],
        "background": True,
    }


def test_a_structured_answer_is_parsed(connect: ClientFactory, simulator: Simulator) -> None:
    """A class goes in and an object comes out, as with the older API."""

    @define
    class Tide:
        place: str
        height: float

    job = connect(simulator, api="agent").run(QUESTION, preset="low", response_format=Tide)
    assert isinstance(job.parsed(Tide), Tide)


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
    done = client.run(QUESTION, preset="fast")
    count = len(simulator.requests)
    assert client.cancel(done.id, extra_headers={"X-Trace": "t"}).text == done.text
    assert [r.headers["x-trace"] for r in simulator.requests[count:]] == ["t", "t"]


def test_a_refusal_to_cancel_is_told_while_the_job_goes_on(
    connect: ClientFactory, simulator: Simulator
) -> None:
    """It was not the race with the end: the job is looked at, and has none."""
    client = connect(simulator, api="agent")
    job = client.submit(QUESTION)
    simulator.fault = "cancel-too-late"
    with pytest.raises(BadRequestError):
        client.cancel(job)
    assert not job.refresh().is_terminal


def test_cancelling_what_is_not_there_is_an_error(connect: ClientFactory, simulator: Simulator) -> None:
    """An unknown id is told apart from a malformed one."""
    client = connect(simulator, api="agent")
    with pytest.raises(NotFoundError):
        client.cancel("resp_00000000-0000-0000-0000-000000000000")
    with pytest.raises(BadRequestError):
        client.cancel("nonsense")
    with pytest.raises(ValueError, match="not the id"):
        client.cancel("..")


def test_the_older_api_does_not_cancel(connect: ClientFactory, simulator: Simulator) -> None:
    """It says so, without a request."""
    client = connect(simulator, api="sonar")
    job = client.submit(QUESTION)
    before = len(simulator.requests)
    for work in (job.cancel, lambda: client.cancel(job.id)):
        with pytest.raises(NotOfferedError, match="not offered by this API"):
            work()
    assert len(simulator.requests) == before


def test_there_is_no_list(connect: ClientFactory, simulator: Simulator) -> None:
    """list and iter raise at once and name the alternative; nothing is sent."""
    client = connect(simulator, api="agent")
    for work in (client.list, client.iter, client.iter_pages):
        with pytest.raises(NotOfferedError, match="Keep the ids"):
            work()
    assert not simulator.requests


def test_a_job_is_picked_up_by_its_id(connect: ClientFactory, simulator: Simulator) -> None:
    """After a restart the id is all that is needed."""
    job_id = connect(simulator, api="agent").submit(QUESTION, preset="low").id
    handle = connect(simulator, api="agent").job(job_id)
    assert handle.status is JobStatus.UNKNOWN
    assert handle.wait().text


def test_many_jobs_are_waited_for_without_a_list(connect: ClientFactory, simulator: Simulator) -> None:
    """Each comes as it ends, asked for by itself."""
    client = connect(simulator, api="agent")
    jobs = [client.submit(f"Question {number}", preset="fast") for number in range(5)]
    assert {job.id for job in client.as_completed([job.id for job in jobs])} == {job.id for job in jobs}
    assert all(request.operation != "list" for request in simulator.requests)


def test_a_part_of_an_answer_is_told_as_one(connect: ClientFactory, simulator: Simulator) -> None:
    """run() raises for an incomplete answer, and its text is not lost."""
    simulator.fault = "incomplete"
    with pytest.raises(JobResultMissingError, match="max_output_tokens") as caught:
        connect(simulator, api="agent").run(QUESTION, preset="low")
    assert caught.value.job is not None
    assert caught.value.job.text


def test_a_wait_ends_where_only_the_caller_can_go_on(connect: ClientFactory, simulator: Simulator) -> None:
    """requires_action is an end for a wait, and what is called for is told."""
    simulator.fault = "requires-action"
    job = connect(simulator, api="agent").submit(QUESTION, preset="low").wait(timeout=600)
    assert (job.status, job.is_terminal) == (JobStatus.REQUIRES_ACTION, True)
    with pytest.raises(JobResultMissingError, match="look_up"):
        job.result()


def test_research_is_waited_for_patiently(connect: ClientFactory, simulator: Simulator) -> None:
    """The pace is that of the preset, though the service names another model later."""
    job = connect(simulator, api="agent").submit(QUESTION, preset="high")
    looks: list[float] = []
    done = job.wait(on_update=lambda progress: looks.append(progress.elapsed))
    loud = [look for look in looks if look > DEEP_RESEARCH_POLICY.quiet_until * 1.2]
    pauses = [after - before for before, after in itertools.pairwise(loud)]
    assert done.model != "high"
    assert pauses
    assert all(abs(pause / DEEP_RESEARCH_POLICY.initial - 1) < 0.5 for pause in pauses)


def test_a_policy_of_the_callers_own_holds(connect: ClientFactory, simulator: Simulator) -> None:
    """What the caller asks for goes before what is known of a preset."""
    job = connect(simulator, api="agent").submit(QUESTION, preset="high")
    looks: list[float] = []
    steady = PollPolicy(initial=5, multiplier=1, maximum=5, jitter=0)
    job.wait(poll=steady, on_update=lambda progress: looks.append(progress.elapsed))
    assert {round(after - before) for before, after in itertools.pairwise(looks)} == {5}


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


def test_a_key_that_would_protect_nothing_is_refused(connect: ClientFactory, simulator: Simulator) -> None:
    """Who relies on it must hear that it does not work here."""
    with pytest.raises(ValueError, match="knows no such key"):
        connect(simulator, api="agent").submit(QUESTION, idempotency_key="k")
    assert not simulator.requests


def test_fields_of_the_other_api_are_named_as_such(connect: ClientFactory, simulator: Simulator) -> None:
    """With the older API a field of the Agent API says where it belongs."""
    with pytest.raises(TypeError, match=r"'preset'.*api=\"agent\""):
        connect(simulator, api="sonar").submit(QUESTION, preset="low")


def test_the_ended_endpoint_names_the_one_change(connect: ClientFactory, simulator: Simulator) -> None:
    """The error says what to write, and how to see the request in the new words."""
    simulator.fault = "endpoint-retired"
    with pytest.raises(EndpointRetiredError, match=r'PerplexityJobs\(api="agent"\).*translate\(\) shows'):
        connect(simulator).submit(QUESTION, "sonar-pro", search_recency_filter="week")


def test_a_question_is_not_logged(
    connect: ClientFactory, simulator: Simulator, caplog: pytest.LogCaptureFixture
) -> None:
    """Neither the question nor the key shows anywhere."""
    with caplog.at_level(logging.DEBUG, "perplexity_jobs"):
        connect(simulator, api="agent").run(QUESTION, preset="fast")
    assert caplog.messages
    assert QUESTION not in caplog.text
    assert simulator.api_key not in caplog.text


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
    """Both places to say it are named in the error."""
    with pytest.raises(PerplexityJobsError, match="api='responses' is no API; there are sonar and agent"):
        kind(api_key="k", api="responses")
    monkeypatch.setenv("PERPLEXITY_API", "responses")
    with pytest.raises(PerplexityJobsError, match="PERPLEXITY_API='responses'"):
        kind(api_key="k")


def test_a_client_shows_its_api() -> None:
    """In its repr, beside the address."""
    with PerplexityJobs(api_key="secret", api="agent", base_url="http://a.example") as client:
        assert repr(client) == "PerplexityJobs(api='agent', base_url='http://a.example')"


def test_a_finished_job_survives_a_pickle(simulator: Simulator, clock: ManualClock) -> None:
    """Its result can be read elsewhere, without a client."""
    with PerplexityJobs(simulator.api_key, simulator.url, clock=clock, api="agent") as client:
        done = client.run(QUESTION, preset="low")
    copy = pickle.loads(pickle.dumps(done))
    assert (copy.text, copy.citations, copy.cost) == (done.text, done.citations, done.cost)


def test_a_submit_that_never_left_is_made_again(clock: ManualClock) -> None:
    """A connection that was not established made no job, so that the next attempt is safe."""
    attempts: list[str] = []

    def answer(request: httpx.Request) -> httpx.Response:
        attempts.append(request.url.path)
        if len(attempts) < 3:
            raise httpx.ConnectError("refused", request=request)
        return httpx.Response(200, json={"id": "resp_1", "status": "queued"})

    with (
        httpx.Client(transport=httpx.MockTransport(answer)) as http,
        PerplexityJobs("key", "http://a.example", http_client=http, clock=clock, api="agent") as client,
    ):
        assert client.submit(QUESTION).id == "resp_1"
    assert attempts == ["/v1/agent"] * 3


def test_an_interrupted_submit_says_what_may_have_been_bought(clock: ManualClock) -> None:
    """Ctrl-C passes through, with a note that promises nothing."""

    def answer(request: httpx.Request) -> httpx.Response:
        raise KeyboardInterrupt

    with (
        httpx.Client(transport=httpx.MockTransport(answer)) as http,
        PerplexityJobs("key", "http://a.example", http_client=http, clock=clock, api="agent") as client,
        pytest.raises(KeyboardInterrupt) as caught,
    ):
        client.submit(QUESTION)
    assert any("no idempotency key" in note for note in caught.value.__notes__)
