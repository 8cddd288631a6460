"""A client that names no API works before and after the service has retired the first one."""

from __future__ import annotations

import threading
import warnings
from concurrent.futures import ThreadPoolExecutor

import pytest

from perplexity_jobs import EndpointRetiredError, PerplexityJobs
from perplexity_jobs.simulator import Simulator
from perplexity_openapi.models import ResponsesRequest

from ..conftest import ClientFactory

QUESTION = "How do tides shape salt marshes?"
ENDED = "endpoint-retired-always"


@pytest.fixture(autouse=True)
def _nobody_says(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("PERPLEXITY_API", raising=False)


@pytest.mark.parametrize("fault", [ENDED, "agent-migration-required-always", "retired-in-code-always"])
def test_it_goes_on_with_the_successor_for_good(
    connect: ClientFactory, simulator: Simulator, fault: str
) -> None:
    """One warning names the new API and what was chosen there; nothing is asked of the old one again."""
    simulator.fault = fault
    client = connect(simulator)
    with pytest.warns(
        UserWarning, match=r"goes on with the Agent API: POST /v1/agent with effort='high'"
    ) as told:
        first = client.run(QUESTION, "sonar-deep-research")
    assert len(told) == 1
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        second = client.run(QUESTION, "sonar")
    assert (first.api, second.api) == ("agent", "agent")
    assert first.text
    assert [r.path for r in simulator.requests if r.method == "POST"] == [
        "/async/chat/completions",
        "/v1/agent",
        "/v1/agent",
    ]


def test_the_warning_names_the_line_that_asked(simulator: Simulator) -> None:
    """Tools show a warning with the line of the caller's program, not with one of this package."""
    simulator.fault = ENDED
    with (
        simulator.environment(),
        PerplexityJobs() as client,
        pytest.warns(UserWarning, match="Agent API") as told,
    ):
        client.submit(QUESTION)
    assert told[0].filename == __file__


def test_threads_that_are_refused_at_once_are_told_once(simulator: Simulator) -> None:
    """Each concurrent submit buys one job, and there is one warning."""
    simulator.fault = ENDED
    together = threading.Barrier(20)

    def submit(number: int) -> str:
        together.wait()
        return client.submit(f"{QUESTION} {number}", "sonar").id

    with (
        PerplexityJobs(simulator.api_key, simulator.url) as client,
        pytest.warns(UserWarning, match="Agent API") as told,
        ThreadPoolExecutor(20) as pool,
    ):
        ids = set(pool.map(submit, range(20)))
    assert (len(told), len(ids)) == (1, 20)
    assert {job.id for job in simulator.jobs} == ids


def test_a_warning_that_is_an_error_buys_nothing_and_the_next_call_works(
    connect: ClientFactory, simulator: Simulator
) -> None:
    """With ``-W error`` the warning ends the first call, and the next call continues."""
    simulator.fault = ENDED
    client = connect(simulator)
    with warnings.catch_warnings():
        warnings.simplefilter("error", UserWarning)
        with pytest.raises(UserWarning, match="Agent API"):
            client.submit(QUESTION)
        assert not simulator.jobs
        assert client.submit(QUESTION).api == "agent"


def test_a_field_without_a_counterpart_is_named_and_nothing_is_bought(
    connect: ClientFactory, simulator: Simulator
) -> None:
    """The caller decides what to leave out; the request is not sent without it."""
    simulator.fault = ENDED
    with pytest.raises(ValueError, match=r"no counterpart for search_mode"):
        connect(simulator).submit(QUESTION, "sonar", search_mode="academic")
    with pytest.raises(ValueError, match="idempotency_key is not possible"):
        connect(simulator).submit(QUESTION, "sonar", idempotency_key="mine")
    client = connect(simulator)
    for body in ({"request": {"search_mode": "academic"}}, {"idempotency_key": "mine"}):
        with pytest.raises(ValueError, match=f"extra_body has {min(body)}"):
            client.submit(QUESTION, "sonar", extra_body=body)
    assert not simulator.jobs
    with pytest.warns(UserWarning, match="goes on with the Agent API"):  # not told until one can be sent
        client.submit(QUESTION, "sonar", extra_body={"metadata": {"of": "mine"}})
    assert simulator.jobs[-1].request["metadata"] == {"of": "mine"}


def test_what_only_the_successor_can_be_asked_goes_there_at_once(
    connect: ClientFactory, simulator: Simulator
) -> None:
    """A question with `effort`, or one of its models, goes to the Agent API; others are sent as before."""
    client = connect(simulator)
    assert client.submit(QUESTION, "high").api == "agent"
    assert client.submit(QUESTION, "openai/gpt-5").api == "agent"
    assert client.submit(QUESTION, effort="low").api == "agent"
    assert client.submit(ResponsesRequest(input_=QUESTION, model="openai/gpt-5")).api == "agent"
    assert client.submit(QUESTION, "sonar").api == "sonar"
    assert client.submit(QUESTION, "sonar", effort=None, search_mode="academic").api == "sonar"


def test_an_id_tells_its_api(connect: ClientFactory, simulator: Simulator) -> None:
    """Jobs of both are asked for, cancelled and waited for by one client, whatever it speaks by itself."""
    older = connect(simulator, api="sonar").submit(QUESTION, "sonar").id
    newer = connect(simulator, api="agent").submit(QUESTION, effort="fast").id
    client = connect(simulator)
    assert [client.get(job_id).api for job_id in (older, newer)] == ["sonar", "agent"]
    assert {job.id: job.api for job in client.as_completed([older, newer])} == {
        older: "sonar",
        newer: "agent",
    }
    assert client.cancel(client.submit(QUESTION, effort="high")).api == "agent"


def test_pages_are_shared_by_the_jobs_that_a_list_can_show(
    connect: ClientFactory, simulator: Simulator
) -> None:
    """Those of the Agent API are asked for one by one, and the end of the older API ends no wait."""
    newer = [connect(simulator, api="agent").submit(f"{QUESTION} {n}", effort="high") for n in range(3)]
    client = connect(simulator)
    assert {job.id for job in client.as_completed(newer)} == {job.id for job in newer}
    assert "list" not in {request.operation for request in simulator.requests}
    older = [client.submit(f"{QUESTION} {n}", "sonar-deep-research") for n in range(3)]
    late = client.submit(QUESTION, "sonar")
    waiting = client.as_completed([late, *older])
    assert next(waiting).id == late.id
    simulator.fault = ENDED
    with pytest.warns(UserWarning, match="goes on with the Agent API"):
        client.submit(QUESTION)
    simulator.fault = None
    assert {job.id for job in waiting} == {job.id for job in older}


def test_a_pinned_client_says_what_ended(
    connect: ClientFactory, simulator: Simulator, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A chosen API is not replaced by another one, which has other prices."""
    simulator.fault = ENDED
    with pytest.raises(EndpointRetiredError):
        connect(simulator, api="sonar").submit(QUESTION)
    monkeypatch.setenv("PERPLEXITY_API", "sonar")
    with pytest.raises(EndpointRetiredError):
        connect(simulator).submit(QUESTION)
    assert not simulator.jobs


def test_a_submit_that_may_have_bought_is_not_repeated_elsewhere(
    connect: ClientFactory, simulator: Simulator
) -> None:
    """An answer that was lost on its way before the refusal leaves open whether there is a job."""
    simulator.fault = f"submit-reset-after-accept, {ENDED}"
    with pytest.raises(EndpointRetiredError) as caught:
        connect(simulator).submit(QUESTION, "sonar")
    assert caught.value.idempotency_key
    assert "nobody can ask for it" in caught.value.__notes__[0]
    assert len(simulator.jobs) == 1
