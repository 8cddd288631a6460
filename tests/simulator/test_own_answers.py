"""Prescribed answers: texts, JSON, failures and statuses, through the clients and on both APIs."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

import attrs
import pytest

from perplexity_jobs import (
    BadRequestError,
    JobCancelledError,
    JobFailedError,
    JobStatus,
    JobTimeoutError,
    PerplexityJobs,
)
from perplexity_jobs.simulator import Answer, ManualClock, Simulator, UnknownFaultError

Make = Callable[..., tuple[Simulator, PerplexityJobs]]


@pytest.fixture(params=["sonar", "agent"])
def api(request: pytest.FixtureRequest) -> str:
    """The API that is spoken."""
    return str(request.param)


@pytest.fixture
def make(api: Any) -> Iterator[Make]:
    """Makes a simulator with options, and a client that does not wait."""
    opened: list[Any] = []

    def made(**options: Any) -> tuple[Simulator, PerplexityJobs]:
        clock = ManualClock()
        sim = Simulator(clock=clock, **options)
        sim.start()
        client = PerplexityJobs(sim.api_key, sim.url, api=api, clock=clock)
        opened.extend((client.close, sim.stop))
        return sim, client

    yield made
    for close in opened:
        close()


MODELS: Any = {"sonar": {"model": "sonar-deep-research"}, "agent": {"preset": "high"}}


def run(client: PerplexityJobs, question: str, api: str) -> Any:
    """Ask with a model or a level that takes minutes and writes reports."""
    return client.run(question, **MODELS[api])


def test_answers_come_in_order_and_then_made_up_ones(make: Make, api: str) -> None:
    """Each is for one job; a job without one is answered as ever."""
    sim, client = make(answers=["One.", "Two."])
    sim.answer("Three.")
    assert [run(client, "Q?", api).text for _ in range(3)] == ["One.", "Two.", "Three."]
    assert "Simulated answer" in run(client, "Q?", api).text


def test_an_answer_shows_as_the_service_would_show_it(make: Make, api: str) -> None:
    """Sources, cost and time are those that were asked for, and nothing else was searched."""
    sim, client = make()
    b = {"url": "https://b.example/2", "title": "B", "date": "2026-01-02"}
    sim.answer(
        "Tides follow the moon[1] and the sun[2].", citations=["https://a.example/1", b], cost=0.42, after=400
    )
    job = run(client, "How do tides work?", api)
    assert job.text == "Tides follow the moon[1] and the sun[2]."
    assert [source.url for source in job.citations] == ["https://a.example/1", "https://b.example/2"]
    assert (job.citations[1].title, job.citations[1].date) == ("B", date(2026, 1, 2))
    assert job.cost == 0.42
    assert job.usage.completion_tokens < 20
    assert sim.clock.monotonic() >= 400
    sim.answer("No sources.", usage={"total_tokens": 7}, cost=0)
    job = run(client, "Q?", api)
    assert (list(job.citations), job.cost, job.usage.total_tokens) == ([], 0, 7)


@attrs.frozen
class City:
    """What is asked for."""

    name: str
    people: int


def test_json_is_given_as_it_is(make: Make, api: str) -> None:
    """A structured answer, one that does not fit, and one that is no JSON at all."""
    sim, client = make(answers=[{"name": "Bergen", "people": 1}, [1, 2], "no JSON {topic}"])

    def asked() -> Any:
        if api == "sonar":
            return client.run("Q?", model="sonar", response_format=City)
        return client.run("Q?", preset="fast", response_format=City)

    assert asked().parsed(City) == City("Bergen", 1)
    assert asked().text == "[1, 2]"
    assert asked().text == "no JSON {topic}"
    assert not sim.answers_left


def test_questions_choose_their_answers(make: Make, api: str) -> None:
    """A text, a pattern or a function of the request; those that match go before the others, and stay."""
    sim, client = make(answers=["first come"])
    sim.answer("salt", match="sea")
    sim.answer("never reached", match="the sea")
    sim.answer("capital", match=re.compile("^what is the capital", re.IGNORECASE), times=1)
    sim.answer("long", match=lambda request: len(str(request)) > 1000)
    asked = ["Why is the sea salty?", "What is the capital of Norway?", "Sea?", "x" * 1000, "by the sea"]
    assert [run(client, question, api).text for question in asked] == [
        "salt",
        "capital",
        "first come",
        "long",
        "salt",
    ]
    assert "Simulated answer" in run(client, "What is the capital of Norway?", api).text


def test_a_job_is_answered_once_whatever_happens_on_the_way(make: Make, api: str) -> None:
    """A submit that is made again takes no second answer."""
    sim, client = make(answers=["One.", "Two."], fault="submit-429-seconds, get-520-twice")
    assert [run(client, "Q?", api).text for _ in range(2)] == ["One.", "Two."]
    assert len(sim.jobs) == 2


def test_failures_and_statuses(make: Make, api: str) -> None:
    """A job ends as prescribed, or never."""
    sim, client = make()
    sim.answer(error="No sources were found.")
    with pytest.raises(JobFailedError) as failed:
        run(client, "Q?", api)
    assert failed.value.job.error_message == "No sources were found."
    sim.answer(status=JobStatus.FAILED)
    with pytest.raises(JobFailedError):
        run(client, "Q?", api)
    for status, word in (("in_progress", JobStatus.IN_PROGRESS), ("queued", JobStatus.CREATED)):
        sim.answer(status=status, after=10)
        with pytest.raises(JobTimeoutError) as late:
            run(client, "Q?", api)
        assert late.value.job.status == word
    half = "Half of it. " * 50
    sim.answer(half, status="incomplete", cost=0.1)
    job = client.submit("Q?", **MODELS[api])
    sim.clock.sleep(1000)
    ended = client.get(job.id)
    assert (ended.text, ended.cost) == (half, 0.1)
    reason = ended.raw["response"]["choices"][0]["finish_reason"] if api == "sonar" else ended.status
    assert reason == ("length" if api == "sonar" else JobStatus.INCOMPLETE)
    sim.answer("Whole.", fault="get-520-twice")
    assert run(client, "Q?", api).text == "Whole."
    assert [request.fault for request in sim.requests].count("get-520") == 2


def test_a_status_that_an_api_does_not_have_is_refused(make: Make, api: str) -> None:
    """Only the Agent API cancels; on the other one the submit says so."""
    sim, client = make(answers=[Answer(status="cancelled")])
    expected = BadRequestError if api == "sonar" else JobCancelledError
    with pytest.raises(expected) as caught:
        run(client, "Q?", api)
    assert "cancelled" in str(caught.value)
    assert len(sim.jobs) == (api == "agent")


def test_nothing_but_own_answers(make: Make, api: str) -> None:
    """An unexpected question is refused, and unused answers can be listed."""
    sim, client = make(answers=["One."], answers_only=True)
    sim.answer("sea", match="sea", times=2)
    assert run(client, "Sky?", api).text == "One."
    with pytest.raises(BadRequestError, match="No answer is left for 'Sky again"):
        run(client, "Sky again?", api)
    assert [answer.content for answer in sim.answers_left] == ["sea"]


@pytest.mark.parametrize(
    ("options", "error", "words"),
    [
        ({"content": {1, 2}}, TypeError, "not JSON serializable"),
        ({"content": "x", "cost": -1}, ValueError, "cost=-1"),
        ({"content": "x", "after": float("inf")}, ValueError, "after=inf"),
        ({"content": "x", "status": "done"}, ValueError, "status='done' is none of completed"),
        ({"error": "x", "status": "cancelled"}, ValueError, "failed"),
        ({"content": "x", "times": 0}, ValueError, "times=0"),
        ({"citations": ["https://a.example"]}, ValueError, "citations="),
        ({"content": "x", "citations": [{"uri": "https://a.example"}]}, TypeError, "uri"),
        ({"content": "x", "fault": "never-end"}, UnknownFaultError, "did you mean never-ends"),
        ({"content": "x", "fault": "submit-500"}, ValueError, "sim.fault"),
    ],
)
def test_what_cannot_be_is_refused_at_once(options: Any, error: type[Exception], words: str) -> None:
    """The mistake shows where it was made, not in a server's thread."""
    with pytest.raises(error, match=words):
        Simulator().answer(**options)


def test_one_text_is_one_answer() -> None:
    """A text or a dict alone is no list of letters or keys."""
    assert [answer.content for answer in Simulator(answers="Paris.").answers_left] == ["Paris."]
    assert [answer.content for answer in Simulator(answers={"a": 1}).answers_left] == [{"a": 1}]
