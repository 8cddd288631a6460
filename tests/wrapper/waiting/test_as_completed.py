"""`as_completed` with both clients against the simulator, on a manual clock."""

from __future__ import annotations

import gc
import weakref
from typing import Any

import anyio
import httpx
import pytest

from perplexity_jobs import (
    AsyncJob,
    AsyncPerplexityJobs,
    AuthenticationError,
    JobError,
    JobExpiredError,
    JobStatus,
    JobTimeoutError,
    PerplexityJobs,
    PollPolicy,
)
from perplexity_jobs._apis.agent import AgentApi
from perplexity_jobs._apis.sonar import SonarApi
from perplexity_jobs.simulator import ManualClock, Simulator

from ..conftest import ClientFactory, by_turns

FAULTS = [
    *("list-short-page", "list-refused", "list-reused-token", "list-without-parameters", "list-token-loop"),
    *("list-abab-loop", "list-repeated-page", "list-empty-page", "list-unordered", "list-page-500"),
    *("list-page-401", "list-bad-item", "list-null-requests", "list-without-token-field", "list-empty-token"),
    *("list-unicode-token", "stale-get", "fail-always", "status-lowercase", "unknown-status-ended"),
    "get-reset-twice, list-reset-twice",
]


def submit(client: Any, count: int, model: str = "sonar-deep-research") -> list[Any]:
    """That many new jobs."""
    return [client.submit(f"question {number}", model) for number in range(count)]


def looks(simulator: Simulator) -> int:
    """Requests that were no submits."""
    return sum(1 for request in simulator.requests if request.operation != "submit")


def test_each_job_comes_as_it_ends(connect: ClientFactory, simulator: Simulator, clock: ManualClock) -> None:
    """Each is yielded once and soon, with its result and key, and with few requests."""
    client = connect(simulator)
    jobs = submit(client, 24)
    keys = {job.id: job.idempotency_key for job in jobs}
    ends = {job.id: job.created + job.end for job in simulator.jobs}
    late, done = [], []
    for job in client.as_completed(jobs):
        late.append(clock.time() - ends[job.id])
        done.append(job)
    assert len(done) == 24
    assert {job.id: job.idempotency_key for job in done} == keys
    assert all(job.text and job.status is JobStatus.COMPLETED for job in done)
    assert sorted(late)[12] < 5
    assert max(late) < 20
    assert looks(simulator) < 6 * 24


@pytest.mark.parametrize(("concurrency", "fault"), by_turns({fault: (fault,) for fault in FAULTS}))
def test_whatever_the_list_does_every_job_comes(
    fault: str, connect: ClientFactory, simulator: Simulator, clock: ManualClock
) -> None:
    """No fault of the list loses a job, delivers it twice, or delays it by more than a wait alone.

    As from `wait`, failed jobs come too, with the message that the list leaves out.
    """
    simulator.answer("A report of one line.", match="question")  # one of 70 kB takes its time
    client = connect(simulator)
    jobs = submit(client, 8)
    simulator.fault = fault
    ends = {job.id: job.created + job.end for job in simulator.jobs}
    late = {}
    for job in client.as_completed(jobs, timeout=1800):
        assert job.id not in late
        assert job.text or job.error_message
        late[job.id] = clock.time() - ends[job.id]
    assert late.keys() == ends.keys()
    assert max(late.values()) < 40
    assert looks(simulator) < 8 * 25


def test_jobs_and_ids_may_be_mixed_and_repeated(connect: ClientFactory, simulator: Simulator) -> None:
    """Each job once; what has ended comes at once and costs nothing; a summary of the list is fetched."""
    client = connect(simulator)
    done = client.submit("a", "sonar").wait()
    first, second, third = submit(client, 3, "sonar")
    before = looks(simulator)
    mixed = [first, first.id, client.job(second.id), second, third.id, third.id, done]
    jobs = iter(client.as_completed(job for job in mixed))
    assert next(jobs).id == done.id
    assert looks(simulator) == before
    assert len(list(jobs)) == 3
    summaries = list(client.iter())
    assert all(job.is_terminal and job.text is None for job in summaries)
    running = client.submit("b").id
    jobs = iter(client.as_completed([first.id, running], timeout=0))
    assert next(jobs).id == first.id, "a timeout of zero looks once"
    with pytest.raises(JobTimeoutError) as caught:
        next(jobs)
    assert caught.value.job_ids == (running,)
    assert all(job.text for job in client.as_completed(summaries))


@pytest.mark.parametrize(
    ("jobs", "error"),
    [("job-1", TypeError), ([7], TypeError), ([""], ValueError), (["a", ".."], ValueError), ([], None)],
)
def test_what_is_no_job_is_refused_at_the_call(
    jobs: Any, error: type[Exception] | None, connect: ClientFactory, simulator: Simulator
) -> None:
    """The call itself raises, before anything is sent; an empty list is allowed."""
    if error is None:
        assert list(connect(simulator).as_completed(jobs)) == []
    else:
        with pytest.raises(error):
            connect(simulator).as_completed(jobs)
    assert not simulator.requests


def test_the_timeout_names_what_is_unfinished(
    connect: ClientFactory, simulator: Simulator, clock: ManualClock
) -> None:
    """Jobs that end in time are yielded; then one error has the ids of the others."""
    client = connect(simulator)
    jobs = submit(client, 20)
    start = clock.monotonic()
    done = []
    with pytest.raises(JobTimeoutError, match="of 20 jobs have not ended in 200 s") as caught:
        done.extend(client.as_completed(jobs, timeout=200))  # extend keeps what came before the error
    assert clock.monotonic() - start <= 200.5
    error = caught.value
    assert isinstance(error, TimeoutError)
    assert {job.id for job in done} | set(error.job_ids) == {job.id for job in jobs}
    assert len(done) + len(error.job_ids) == 20
    assert {each.job_id for each in error.errors} == set(error.job_ids)
    assert len(list(client.as_completed(error.job_ids))) == len(error.job_ids)


def test_an_expired_job_is_told_after_all_others(connect: ClientFactory, simulator: Simulator) -> None:
    """One that cannot be waited for neither holds up nor loses the rest."""
    client = connect(simulator)
    jobs = submit(client, 5)
    done = []
    with pytest.raises(JobError, match="1 of 6 jobs cannot be waited for") as caught:
        done.extend(client.as_completed(["gone", *jobs]))
    assert len(done) == 5
    assert caught.value.job_ids == ("gone",)
    (reason,) = caught.value.errors
    assert isinstance(reason, JobExpiredError)
    assert caught.value.__cause__ is reason


def test_a_revoked_key_ends_the_wait_and_names_the_jobs(connect: ClientFactory, simulator: Simulator) -> None:
    """What is wrong for all jobs is raised at once, with their ids."""
    jobs = submit(connect(simulator), 4)
    with pytest.raises(AuthenticationError) as caught:
        list(connect(simulator, api_key="revoked").as_completed([job.id for job in jobs]))
    assert set(caught.value.job_ids) == {job.id for job in jobs}
    assert any(jobs[0].id in note for note in caught.value.__notes__)


def test_the_services_rate_is_kept(connect: ClientFactory, clock: ManualClock) -> None:
    """No request is refused once the headers have given the rate."""
    with Simulator(clock=clock, rate_limits={"get": 20, "list": 5}) as simulator:
        client = connect(simulator)
        jobs = submit(client, 30)
        assert len(list(client.as_completed(jobs))) == 30
        refused = [request for request in simulator.requests if request.status == 429]
    assert len(refused) <= 1


def test_yielded_jobs_are_not_kept(simulator: Simulator, clock: ManualClock) -> None:
    """Results are large: what the caller drops is gone, while the others are still waited for."""
    with PerplexityJobs(api_key="sim-key", base_url=simulator.url, clock=clock) as client:
        jobs = client.as_completed([job.id for job in submit(client, 3)])
        first = weakref.ref(next(jobs))
        next(jobs)
        gc.collect()
        assert first() is None


def test_leaving_the_loop_early_leaves_nothing_open(simulator: Simulator, clock: ManualClock) -> None:
    """After a break the jobs go on, and a new call continues."""

    async def main() -> None:
        async with AsyncPerplexityJobs(api_key="sim-key", base_url=simulator.url, clock=clock) as client:
            jobs = [await client.submit(f"question {number}") for number in range(5)]
            seen: list[AsyncJob] = []
            async for job in client.as_completed(jobs):
                seen.append(job)
                break
            async for job in client.as_completed(job.id for job in jobs):
                seen.append(job)
            assert len({job.id for job in seen}) == 5
            assert len(seen) == 6

    anyio.run(main)


def test_an_interrupted_wait_says_which_jobs_go_on(simulator: Simulator) -> None:
    """Ctrl-C passes through, with a note that holds the ids."""

    class Interrupting(ManualClock):
        def sleep(self, seconds: float) -> None:
            raise KeyboardInterrupt

    with PerplexityJobs(api_key="sim-key", base_url=simulator.url, clock=Interrupting()) as client:
        ids = [job.id for job in submit(client, 2)]
        with pytest.raises(KeyboardInterrupt) as caught:
            list(client.as_completed(client.job(job_id) for job_id in ids))
    assert all(any(job_id in note for note in caught.value.__notes__) for job_id in ids)


def test_a_closed_client_says_so(simulator: Simulator) -> None:
    """One plain error, not a group of many, from both clients."""
    client = PerplexityJobs(api_key="sim-key", base_url=simulator.url)
    client.close()
    with pytest.raises(RuntimeError, match="closed"):
        list(client.as_completed(["a", "b"]))

    async def main() -> None:
        other = AsyncPerplexityJobs(api_key="sim-key", base_url=simulator.url)
        await other.aclose()
        async for _ in other.as_completed(["a", "b", "c"], poll=PollPolicy()):
            pass

    with pytest.raises(RuntimeError, match="closed"):
        anyio.run(main)


def test_requests_of_a_wave_run_at_the_same_time(clock: ManualClock) -> None:
    """Several bodies are fetched together, and no more than there are connections."""
    under_way, most = 0, 0

    async def answer(request: httpx.Request) -> httpx.Response:
        nonlocal under_way, most
        if request.url.path.endswith("completions"):
            return httpx.Response(403, json={"error": {"message": "no list", "type": "forbidden"}})
        under_way += 1
        most = max(most, under_way)
        await anyio.lowlevel.checkpoint()
        await anyio.lowlevel.checkpoint()
        under_way -= 1
        job_id = request.url.path.rpartition("/")[2]
        return httpx.Response(200, json={"id": job_id, "status": "FAILED", "failed_at": 1, "model": "sonar"})

    async def main() -> int:
        transport = httpx.MockTransport(answer)
        async with httpx.AsyncClient(transport=transport) as http:
            client = AsyncPerplexityJobs(api_key="k", base_url="http://test", http_client=http, clock=clock)
            return len([job async for job in client.as_completed(str(number) for number in range(30))])

    assert anyio.run(main) == 30
    assert most == 10


@pytest.mark.parametrize("step", ["read_job", "read_result"])
def test_an_answer_that_breaks_its_reader_is_the_matter_of_its_job_alone(
    api: str, step: str, connect: ClientFactory, simulator: Simulator, monkeypatch: pytest.MonkeyPatch
) -> None:
    """If parsing one job raises, the others are not affected."""
    client = connect(simulator, api=api)
    poisoned, *others = [client.submit(f"Question {number}", "sonar").id for number in range(4)]
    adapter = AgentApi if api == "agent" else SonarApi
    read = getattr(adapter, step)

    def broken(self: Any, *args: Any) -> Any:
        if poisoned in (args[-1], getattr(args[0], "id", None)):
            raise TypeError("unhashable")
        return read(self, *args)

    monkeypatch.setattr(adapter, step, broken)
    done = []
    with pytest.raises(JobError, match="reading the answer failed: TypeError: unhashable") as caught:
        done.extend(client.as_completed([poisoned, *others]))
    assert sorted(job.id for job in done) == sorted(others)
    assert caught.value.job_ids == (poisoned,)
