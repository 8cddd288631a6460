"""The normal paths and the error bodies, replayed from cassettes by both clients without any server.

`make record` records them again from the simulator; with LIVE=1 and a key the paths that the real service
can be asked for are recorded from it. Each cassette says in its first line where it came from.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

import perplexity_jobs
from perplexity_jobs import JobStatus
from perplexity_jobs.simulator import ManualClock, Simulator

from ..conftest import ClientFactory
from . import recording

CASSETTES = Path(__file__).parent / "cassettes"
REPLAYED_FROM = "http://127.0.0.1:9"  # nobody listens there: a replay needs no server

ERRORS = {
    "submit-401-json": "AuthenticationError",
    "endpoint-retired": "EndpointRetiredError",
    "submit-422": "UnprocessableEntityError",
    "submit-429-seconds": "RateLimitError",
    "submit-502": "InternalServerError",
}

# Without an idempotency key, what may have made a job is uncertain.
AGENT_ERRORS = {
    "submit-401-json": "AuthenticationError",
    "submit-429-seconds": "RateLimitError",
    "submit-502": "SubmitUncertainError",
}


def recorded(name: str, key: str | None = None) -> list[Any]:
    """The parameters of a test that both APIs have a cassette of, with the key where there are keys."""
    return [
        pytest.param(
            api,
            {"idempotency_key": key} if key and not prefix else {},
            marks=pytest.mark.default_cassette(f"{prefix}{name}.yaml"),
        )
        for api, prefix in (("sonar", ""), ("agent", "agent-"))
    ]


def every_error() -> list[Any]:
    """The errors of both APIs, as parameters."""
    return [
        pytest.param(api, name, error, marks=pytest.mark.default_cassette(f"{prefix}error-{name}.yaml"))
        for api, prefix, errors in (("sonar", "", ERRORS), ("agent", "agent-", AGENT_ERRORS))
        for name, error in errors.items()
    ]


@pytest.fixture(scope="module")
def vcr_config() -> dict[str, Any]:
    """Everything but the address has to match: the origin of a cassette is no matter for its replay."""
    return {
        "match_on": ["method", "path", "query", "body"],
        "before_record_request": recording.without_account,
        "before_record_response": recording.without_account,
        "decode_compressed_response": True,
    }


@pytest.fixture(scope="module")
def vcr_cassette_dir() -> str:
    """One folder for both clients: they make the same requests."""
    return str(CASSETTES)


@pytest.fixture
def service(record_mode: str, clock: ManualClock) -> Iterator[Simulator | str]:
    """A server to record from, or an unused URL to replay against."""
    if record_mode == "none":
        yield REPLAYED_FROM
    elif recording.LIVE:
        yield "https://api.perplexity.ai"
    else:
        with Simulator(clock=clock) as simulator:
            yield simulator


def fault(service: Simulator | str, name: str | None) -> None:
    """Let a simulator misbehave; a replay does so by itself."""
    if isinstance(service, Simulator):
        service.fault = name


simulated_only = pytest.mark.skipif(recording.LIVE, reason="the real service cannot be asked for this")


@pytest.mark.parametrize(("api", "key"), recorded("submit-and-wait", "recorded-1"))
@pytest.mark.vcr
def test_submit_and_wait(api: str, key: dict[str, str], connect: ClientFactory, service: Any) -> None:
    """A question, a wait, an answer with its sources and its cost."""
    model = {"model": "sonar"} if api == "agent" else {}
    done = connect(service, api=api).submit("What is known about tides?", **model, **key).wait()
    assert done.status is JobStatus.COMPLETED
    assert done.text
    assert done.citations[0].number == 1
    assert done.cost > 0


@pytest.mark.default_cassette("agent-cancel.yaml")
@pytest.mark.vcr
def test_the_successor_cancels(connect: ClientFactory, service: Any) -> None:
    """A job whose end is asked for ends as cancelled."""
    client = connect(service, api="agent")
    job = client.submit("What is known about tides?")
    assert client.cancel(job.id).wait().status is JobStatus.CANCELLED


@simulated_only
@pytest.mark.parametrize(("api", "key"), recorded("failed-job", "recorded-2"))
@pytest.mark.vcr
def test_failed_job(api: str, key: dict[str, str], connect: ClientFactory, service: Any) -> None:
    """A job that fails, with the service's reason."""
    fault(service, "fail")
    done = connect(service, api=api).submit("Will this fail?", "sonar", **key).wait()
    assert done.status is JobStatus.FAILED
    assert done.error_message


@pytest.mark.parametrize(("api", "_key"), recorded("unknown-job"))
@pytest.mark.vcr
def test_unknown_job(api: str, _key: object, connect: ClientFactory, service: Any) -> None:
    """An id that the service does not know."""
    job_id = "00000000-0000-4000-8000-000000000000"
    with pytest.raises(perplexity_jobs.NotFoundError):
        connect(service, api=api).get(job_id if api == "sonar" else f"resp_{job_id}")


@pytest.mark.default_cassette("three-pages.yaml")
@pytest.mark.vcr
def test_three_pages(connect: ClientFactory, service: Any) -> None:
    """The list over three pages, each job once."""
    client = connect(service)
    for number in range(0 if recording.LIVE else 5):
        client.submit(f"Question {number}", "sonar", idempotency_key=f"recorded-page-{number}")
    pages = list(client.iter_pages(limit=2, max_items=5))
    assert len(pages) == 3
    jobs = [job.id for page in pages for job in page.items]
    assert len(set(jobs)) == len(jobs) >= 5


@simulated_only
@pytest.mark.vcr
@pytest.mark.parametrize(("api", "name", "error"), every_error())
def test_error_bodies(api: str, name: str, error: str, connect: ClientFactory, service: Any) -> None:
    """Each gives its error with the service's message, or `SubmitUncertainError`."""
    fault(service, name)
    key = {"idempotency_key": "recorded-error"} if api == "sonar" else {}
    with pytest.raises(getattr(perplexity_jobs, error)) as caught:
        connect(service, api=api, max_retries=0).submit("What is known about tides?", **key)
    assert type(caught.value).__name__ == error
    status = getattr(caught.value, "status_code", None) or name.split("-")[1]
    assert str(status) in str(caught.value)


def test_every_cassette_says_where_it_came_from_and_holds_no_key() -> None:
    """Nothing is presented as live traffic that is not."""
    files = sorted(CASSETTES.glob("*.yaml"))
    assert len(files) == 8 + len(ERRORS) + len(AGENT_ERRORS)
    for file in files:
        first, _, rest = file.read_text(encoding="utf-8").partition("\n")
        assert first.startswith(
            ("# Recorded from perplexity_jobs.simulator", "# Recorded from the real service")
        )
        assert "sim-key" not in rest
        interactions = yaml.safe_load(rest)["interactions"]
        assert interactions
        for message in (part[side] for part in interactions for side in ("request", "response")):
            assert all(recording.is_kept(name) for name in message["headers"])


@pytest.mark.parametrize(
    "body",
    [f"bad key {recording.KEY}", f"bad key {recording.KEY} \xff".encode("latin-1"), "for ann@example.org"],
)
def test_a_cassette_with_the_key_or_a_name_is_not_written(body: str | bytes) -> None:
    """A service that repeats them in its answer, readable or not, does not get them into the repository."""
    cassette = {"interactions": [{"response": {"body": {"string": body}}}]}
    with pytest.raises(recording.SecretInCassetteError, match="was not written"):
        recording.MarkedSerializer.serialize(cassette)
