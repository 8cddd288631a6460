"""The clients; each test runs with the blocking and the asyncio client."""

from __future__ import annotations

import asyncio
import inspect
import itertools
import json
import os
import pickle
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any
from unittest.mock import create_autospec

import anyio
import attrs
import httpx
import pytest
from httpx_aiohttp import HttpxAiohttpClient

import perplexity_jobs
from perplexity_jobs import (
    AsyncJob,
    AsyncPerplexityJobs,
    Job,
    JobFailedError,
    JobResultMissingError,
    JobStatus,
    JobTimeoutError,
    PaginationError,
    PerplexityJobs,
    Progress,
    RateLimitError,
)
from perplexity_jobs.simulator import ManualClock, Simulator
from perplexity_openapi.models import ResponsesResponse

from ..conftest import ClientFactory
from ..snapshots import RESULT

QUESTION = "What is known about tides?"


def test_a_question_is_answered(connect: ClientFactory, simulator: Simulator) -> None:
    """submit, wait, read: text, sources, tokens, cost and times."""
    job = connect(simulator).submit(QUESTION)
    assert (job.status, job.is_terminal, job.text) == (JobStatus.CREATED, False, None)
    assert (job.citations, job.cost, job.usage, job.response, job.elapsed) == ([], None, None, None, 0.0)
    with pytest.raises(JobResultMissingError, match=r"wait\(\) waits for it"):
        job.result()
    done = job.wait(timeout=None)
    assert done.status is JobStatus.COMPLETED
    assert done.text == done.result().choices[0].message.content.split("</think>")[1].lstrip()
    assert "[1]" in done.text
    assert "[^1]" in done.to_markdown()
    assert done.citations[0].number == 1
    assert len(done.citations) == len(done.search_results)
    assert done.reasoning
    assert done.cost == done.response.usage.cost.total_cost
    assert done.usage.total_tokens == done.response.usage.total_tokens
    assert done.idempotency_key == job.idempotency_key
    assert done.created_at.utcoffset().total_seconds() == 0
    assert done.created_at <= done.started_at <= done.completed_at
    assert done.elapsed == (done.completed_at - done.created_at).total_seconds()
    assert done.failed_at is None


@pytest.mark.parametrize("preset", ["fast", "high"])
def test_a_question_is_answered_by_the_agent_api(
    connect: ClientFactory, simulator: Simulator, preset: str
) -> None:
    """The same calls work, with citation marks of both kinds."""
    mark = "[1]" if preset == "fast" else "[web:1]"
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


def test_a_failed_job_is_returned_by_wait_and_raised_by_run(
    connect: ClientFactory, simulator: Simulator, api: str
) -> None:
    """`wait()` returns it; `result()` and `run()` raise, with the service's message."""
    simulator.fault = "fail-always"
    client = connect(simulator, api=api)
    failed = client.submit(QUESTION).wait()
    assert failed.status is JobStatus.FAILED
    assert failed.failed_at is not None
    for work in (failed.result, failed.to_markdown, lambda: client.run(QUESTION)):
        with pytest.raises(JobFailedError, match=failed.error_message) as caught:
            work()
    assert caught.value.job is not None
    assert caught.value.job.is_terminal


@attrs.define
class Fact:
    """A structured answer."""

    claim: str
    certain: bool


def test_structured_answers_come_back_as_objects(
    connect: ClientFactory, simulator: Simulator, api: str
) -> None:
    """response_format= takes the class that parsed() gives back."""
    done = connect(simulator, api=api).run(QUESTION, "sonar", response_format=Fact)
    assert isinstance(done.parsed(Fact), Fact)
    with pytest.raises(JobResultMissingError, match="does not fit"):
        connect(simulator, api=api).run(QUESTION, "sonar").parsed(Fact)


def test_a_job_is_picked_up_by_its_id(
    api: str, connect: ClientFactory, simulator: Simulator, clock: ManualClock
) -> None:
    """A job that is resumed by its id is polled at once; its age sets the intervals."""
    job_id = connect(simulator, api=api).submit(QUESTION).id
    clock.advance(100)
    before = len(simulator.requests)
    other = connect(simulator, api=api)
    handle = other.job(job_id)
    assert (handle.id, handle.status, handle.raw_status, handle.elapsed) == (
        job_id,
        JobStatus.UNKNOWN,
        None,
        None,
    )
    assert len(simulator.requests) == before, "a handle costs no request"
    assert handle.wait().text
    looks = [r.time for r in simulator.requests[before:]]
    assert looks[0] == simulator.requests[0].time + 100, "what is not known is looked at at once"
    assert api == "agent" or all(later - earlier > 9 for earlier, later in itertools.pairwise(looks))


@pytest.mark.parametrize("wrong", ["", " ", ".", ".."])
def test_an_id_that_is_none_is_refused(wrong: str, connect: ClientFactory, simulator: Simulator) -> None:
    """An empty id would ask for the list."""
    client = connect(simulator)
    for method in (client.get, client.job, client.wait):
        with pytest.raises(ValueError, match="not the id of a job"):
            method(wrong)
    with pytest.raises(TypeError, match="a job or its id"):
        client.get(None)
    assert simulator.requests == []


def test_the_same_key_brings_the_same_job(connect: ClientFactory, simulator: Simulator) -> None:
    """In one client or in two; a submit without one has a key of its own, and an empty one is refused."""
    client = connect(simulator)
    first = connect(simulator).submit(QUESTION, idempotency_key="mine")
    second = client.submit(QUESTION, idempotency_key="mine")
    assert first.id == second.id
    assert first.idempotency_key == "mine"
    assert simulator.submits == {"mine": 2}
    keys = {client.submit(QUESTION).idempotency_key for _ in range(3)}
    assert len(keys | {"mine"}) == len(simulator.jobs) == 4
    with pytest.raises(ValueError, match="idempotency_key is empty"):
        client.submit(QUESTION, idempotency_key=" ")


def test_the_deadline_holds_for_all_of_a_wait(connect: ClientFactory, simulator: Simulator) -> None:
    """This includes slow responses, retries and pauses; the last poll is at the deadline."""
    simulator.fault = "never-ends, get-slow-always"
    clock = simulator.clock
    job = connect(simulator).submit(QUESTION)
    began = clock.time()
    with pytest.raises(JobTimeoutError) as caught:
        job.wait(timeout=300.0)
    assert clock.time() - began == pytest.approx(300.0, abs=20.0), "the last answer was 20 s late"
    assert caught.value.job is not None
    assert caught.value.job.status is JobStatus.IN_PROGRESS
    assert caught.value.polls == len(simulator.requests) - 1


def test_one_deadline_holds_for_submit_and_wait(connect: ClientFactory, simulator: Simulator) -> None:
    """run() counts from its own start; a submit that cannot be made in time is not waited for."""
    simulator.fault = "submit-slow, never-ends"
    began = simulator.clock.time()
    with pytest.raises(JobTimeoutError):
        connect(simulator, request_timeout=None).run(QUESTION, timeout=100.0)
    assert simulator.clock.time() - began == pytest.approx(100.0, abs=0.2)
    simulator.fault = "submit-429-seconds"
    with pytest.raises(RateLimitError):
        connect(simulator).run(QUESTION, timeout=5.0)


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"poll": 5}, "poll is a PollPolicy"),
        ({"timeout": "30"}, "timeout is a number of seconds"),
        ({"timeout": True}, "timeout is a number of seconds"),
        ({"timeout": -1}, "not negative"),
        ({"timeout": float("nan")}, "not negative"),
        ({"timeout": 10**400}, "beyond all clocks"),
        ({"timeout": httpx.Timeout(30)}, "request_timeout= of the client"),
        ({"on_update": "print"}, "on_update is called"),
        ({"extra_heders": {}}, "no argument 'extra_heders'|did you mean 'extra_headers'"),
    ],
)
def test_a_wait_that_cannot_be_is_refused_before_anything_is_bought(
    wrong: dict[str, Any], words: str, api: str, connect: ClientFactory, simulator: Simulator
) -> None:
    """The mistake is named, and nothing was sent."""
    client = connect(simulator, api=api)
    for method in (client.run, client.wait, lambda job, **options: client.as_completed([job], **options)):
        if method is client.run or method is client.wait or "on_update" not in wrong:
            with pytest.raises((TypeError, ValueError), match=words):
                method("j", **wrong)
    assert not simulator.requests


def test_an_ended_job_is_not_asked_for_again(connect: ClientFactory, simulator: Simulator) -> None:
    """Waiting for a finished job is free; a summary of the list is fetched once for its result."""
    client = connect(simulator)
    done = client.run(QUESTION, "sonar")
    count = len(simulator.requests)
    assert done.wait() == done
    assert len(simulator.requests) == count
    [summary] = client.list().items
    assert (summary.status, summary.text) == (JobStatus.COMPLETED, None)
    assert summary.wait().text == done.text
    assert len(simulator.requests) == count + 2


def test_progress_is_told_after_each_look(connect: ClientFactory, simulator: Simulator) -> None:
    """The update has the job, polls, time, next poll and failures."""
    simulator.fault = "get-520"
    heard: list[Any] = []
    done = connect(simulator).submit(QUESTION).wait(on_update=heard.append)
    assert [p.polls for p in heard] == list(range(1, len(heard) + 1))
    assert heard[0].error.status_code == 520
    assert heard[-1].next_look is None
    assert heard[-1].job == done
    assert all(p.next_look > 0 for p in heard[:-1])
    assert heard[-1].elapsed == pytest.approx(simulator.clock.monotonic(), abs=1.0)


def test_a_callback_that_raises_does_not_lose_the_job(
    connect: ClientFactory, simulator: Simulator, caplog: pytest.LogCaptureFixture
) -> None:
    """The wait continues, and the error is logged."""

    def broken(progress: Any) -> None:
        raise RuntimeError("a mistake of the caller")

    assert connect(simulator).submit(QUESTION).wait(on_update=broken).text
    assert "a mistake of the caller" in caplog.text


@pytest.mark.parametrize("interrupt", [KeyboardInterrupt, SystemExit])
def test_an_interrupted_wait_leaves_a_note(
    interrupt: type[BaseException], connect: ClientFactory, simulator: Simulator
) -> None:
    """The interrupt is raised, and its note has the id and the code to continue."""

    def stop(progress: Any) -> None:
        raise interrupt

    job = connect(simulator).submit(QUESTION)
    with pytest.raises(interrupt) as caught:
        job.wait(on_update=stop)
    [note] = caught.value.__notes__
    assert f"client.job({job.id!r}).wait()" in note
    assert "IN_PROGRESS, 1 poll in" in note


@pytest.mark.parametrize(
    ("api", "options", "words"),
    [("sonar", {"idempotency_key": "mine"}, "idempotency_key='mine'"), ("agent", {}, "no idempotency key")],
)
def test_an_interrupted_submit_says_what_may_have_been_bought(
    api: str, options: dict[str, str], words: str, over: ClientFactory
) -> None:
    """The interrupt is raised, and its note has the key, or says that there is none."""

    def interrupt(request: httpx.Request) -> httpx.Response:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt) as caught:
        over(interrupt, api=api).submit(QUESTION, **options)
    assert words in caught.value.__notes__[0]


def _answer(request: httpx.Request, **fields: Any) -> httpx.Response:
    return httpx.Response(200, json={"id": "j", "status": "CREATED", "created_at": 1, "model": "m", **fields})


def test_extras_reach_every_request(over: ClientFactory) -> None:
    """A gateway's header is sent with every poll, page and method."""
    seen: list[httpx.Request] = []

    def answer(request: httpx.Request) -> httpx.Response:
        seen.append(request)
        if request.url.path.endswith("/chat/completions") and request.method == "GET":
            more = None if "next_token" in request.url.params else "t"
            entry = {"id": f"j{more}", "status": "COMPLETED"}
            return httpx.Response(200, json={"requests": [entry], "next_token": more})
        if request.method == "POST":
            return _answer(request)
        return _answer(request, status="COMPLETED", response=RESULT)

    client = over(answer)
    extras: dict[str, Any] = {"extra_headers": {"X-Trace": "t"}, "extra_query": {"debug": "1"}}
    assert client.run("Why?", extra_body={"request": {"new": {"a": 1}}, "top": 2}, **extras).text
    assert client.wait("j", **extras).text
    assert client.job("j").wait(**extras).refresh(**extras).text
    assert len(list(client.as_completed(["j"], **extras))) == 1
    assert len(list(client.iter(**extras))) == len(list(client.iter_pages(**extras))) == 2
    assert len(client.list(5, **extras)) == 1
    assert len(seen) == 11
    assert all(r.headers["X-Trace"] == "t" and r.url.params["debug"] == "1" for r in seen)
    assert all(r.headers["Authorization"] == "Bearer sim-key" for r in seen)
    assert [r.method for r in seen if r.content] == ["POST"], "the extra body goes with the submit alone"
    body = json.loads(seen[0].content)
    assert (body["request"]["new"], body["top"]) == ({"a": 1}, 2)
    assert (body["request"]["model"], seen[-1].url.params["limit"]) == ("sonar-deep-research", "5")
    client.get("j", extra_headers={"authorization": "Bearer other"})
    assert seen[-1].headers.get_list("Authorization") == ["Bearer other"], "the caller's own wins"


def test_attachments_reach_the_wire(
    connect: ClientFactory, simulator: Simulator, api: str, tmp_path: Path
) -> None:
    """A path alone is one image; it is never read letter by letter. What is no path is refused unpaid."""
    picture = tmp_path / "chart.png"
    picture.write_bytes(b"pixels")
    client = connect(simulator, api=api)
    for given in (str(picture), picture, "https://x.example/a.png", (each for each in [picture])):
        client.submit("Why?", images=given)
        body = simulator.requests[-1].body
        messages = body["request"]["messages"] if api == "sonar" else body["input"]
        assert len(messages[-1]["content"]) == 2, "the text and one image"
    for wrong in (5, b"chart.png", {"path": "chart.png"}):
        with pytest.raises(TypeError, match="images= takes paths or addresses"):
            client.submit("Why?", images=wrong)
    assert len(simulator.jobs) == 4


@pytest.mark.parametrize(
    ("question", "error"),
    [
        (" \n\t", ValueError),
        ([{"role": "user", "content": " "}], ValueError),
        ([{"role": "user", "content": None}], ValueError),
        ([{"role": "user"}], ValueError),
        ([{"role": "user", "content": []}], ValueError),
        ([{"role": "user", "content": [{"type": "text", "text": " \n"}]}], ValueError),
        ([{"role": "user", "content": [{"type": "input_text", "text": ""}]}], ValueError),
        ([{"role": "user", "content": "\u200b\u200d\u2060\ufeff\u00ad \u2028"}], ValueError),
        ([], ValueError),
        (b"Why?", TypeError),
        (7, TypeError),
        (["Why?", "How?"], TypeError),
        ({"role": "user", "content": "Why?"}, TypeError),
        (None, TypeError),
    ],
)
def test_what_is_no_question_is_not_bought(
    connect: ClientFactory, simulator: Simulator, api: str, question: Any, error: type[Exception]
) -> None:
    """Empty parts and invisible characters are no question."""
    with pytest.raises(error, match=r"question|message"):
        connect(simulator, api=api).submit(question)
    assert not simulator.requests


@pytest.mark.parametrize(
    "given",
    [
        {"type": "json_object"},
        {"type": "json_schema"},
        {"type": "json_schema", "json_schema": {"name": "a"}},
        {"type": "json_schema", "name": "a"},
        {"type": "xml"},
        {"format": "json"},
        {"json_schema": {"schema": {"type": "object"}}},
        {},
    ],
)
def test_a_format_that_is_none_is_not_bought(
    connect: ClientFactory, simulator: Simulator, api: str, given: dict[str, Any]
) -> None:
    """What holds no answer to a schema is refused before anything is sent, never wrapped as one."""
    with pytest.raises(ValueError, match="JSON schema"):
        connect(simulator, api=api).submit("Why?", response_format=given)
    assert not simulator.requests


def test_pages_are_fetched_as_they_are_needed(connect: ClientFactory, simulator: Simulator) -> None:
    """iter() fetches no page too many, and begins at any token."""
    client = connect(simulator)
    made = [client.submit(QUESTION, "sonar").id for _ in range(7)]
    count = len(simulator.requests)
    walk = client.iter(limit=3)
    assert len(simulator.requests) == count, "nothing is fetched before the first job is wanted"
    assert [next(walk).id for _ in range(3)] == made[:3:-1]
    assert len(simulator.requests) == count + 1
    walk.close()
    assert len(list(client.iter(limit=3, max_items=3))) == 3
    assert len(simulator.requests) == count + 2
    assert [job.id for job in client.iter(limit=3, max_items=4)] == made[:2:-1]
    (first,) = client.iter_pages(limit=3, max_items=2)
    assert [job.id for job in (*first.items, *client.iter(next_token=first.next_token))] == made[::-1]
    pages = list(client.iter_pages(limit=3))
    assert [len(page) for page in pages] == [3, 3, 1]
    assert [job.id for job in client.iter(limit=3, next_token=pages[0].next_token)] == made[3::-1]
    page = client.list(2, pages[0].next_token)
    assert [job.id for job in page.items] == [made[3], made[2]]
    assert page.raw["requests"][0]["id"] == made[3]
    assert list(client.iter(max_items=0)) == []


def test_what_list_returns_goes_through_all_pages(
    connect: ClientFactory, simulator: Simulator, concurrency: str
) -> None:
    """As in openai-python, the object is one page, and a loop goes through the jobs of all pages."""
    client = connect(simulator, api="sonar")
    made = [client.submit(QUESTION, "sonar").id for _ in range(7)]
    count = len(simulator.requests)
    listed = client.list(limit=3)
    assert (len(listed), [job.id for job in listed.items]) == (3, made[:3:-1])
    assert len(simulator.requests) == count + 1
    walk = iter(listed)
    assert [next(walk).id for _ in range(4)] == made[:2:-1]
    if concurrency == "threads":
        assert len(simulator.requests) == count + 2, "neither the first page again nor the last one yet"
    walk.close()
    assert [job.id for job in listed] == made[::-1], "a second loop begins with the first page"
    assert [job.id for job in client.list(next_token=listed.next_token)] == made[3::-1]
    simulator.fault = "list-token-loop"
    with pytest.raises(PaginationError):
        list(client.list(limit=2))


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        *(({"limit": limit}, "at least 1") for limit in (0, "5", 1.5, True)),
        *(({"next_token": token}, "next_token is a text") for token in (5, b"token", ["token"])),
        *(({"max_items": items}, "max_items is a whole number") for items in (-1, "5", 1.5, True)),
    ],
)
def test_a_page_that_cannot_be_is_refused_at_once(
    wrong: dict[str, Any], words: str, connect: ClientFactory, simulator: Simulator
) -> None:
    """The mistake is raised by the call, not by the first step of the walk."""
    client = connect(simulator)
    for method in (client.iter, client.iter_pages, *([client.list] if "max_items" not in wrong else [])):
        with pytest.raises((ValueError, TypeError), match=words):
            method(**wrong)
    assert not simulator.requests


def test_a_pickled_job_keeps_its_answer_and_drops_its_client(
    connect: ClientFactory, simulator: Simulator, api: str
) -> None:
    """A job goes to another process without the key; there it is read, not asked for."""
    done = connect(simulator, api=api).run(QUESTION, "sonar")
    raw = pickle.dumps(getattr(done, "_target", done))
    copy = pickle.loads(raw)
    assert b"sim-key" not in raw
    assert (copy, copy.text, copy.citations, copy.cost) == (done, done.text, done.citations, done.cost)
    with pytest.raises(RuntimeError, match=r"client\.job"):
        asyncio.run(copy.refresh())


def test_a_job_names_itself_without_its_content(connect: ClientFactory, simulator: Simulator) -> None:
    """A repr shows id, status and model; neither question nor answer. A client shows its API."""
    client = connect(simulator)
    assert f"(api='sonar', base_url='{simulator.url}')" in repr(client)
    done = client.run(QUESTION, "sonar")
    name = "Job" if isinstance(client, PerplexityJobs) else "AsyncJob"
    assert repr(done) == f"{name}(id={done.id!r}, status='COMPLETED', model='sonar')"
    assert repr(client.job("j")) == f"{name}(id='j', status='UNKNOWN')"


@pytest.mark.parametrize("backend", ["threads", "asyncio", "trio"])
def test_many_share_a_client(backend: str, simulator: Simulator) -> None:
    """One client, many threads or tasks, one job each; httpx runs on asyncio and trio, and so does this."""
    texts: list[str | None] = []
    heard: list[int] = []

    async def hear(progress: Progress[AsyncJob]) -> None:
        heard.append(progress.polls)

    async def main() -> None:
        async with AsyncPerplexityJobs(simulator.api_key, simulator.url, clock=simulator.clock) as client:

            async def one(number: int) -> None:
                job = await client.submit(f"Question {number}", "sonar")
                texts.append((await job.wait(on_update=hear)).text)

            async with anyio.create_task_group() as group:
                for number in range(12):
                    group.start_soon(one, number)

    if backend == "threads":
        with (
            PerplexityJobs(simulator.api_key, simulator.url, clock=simulator.clock) as client,
            ThreadPoolExecutor(12) as pool,
        ):
            texts += [job.text for job in pool.map(client.run, [f"Question {n}" for n in range(12)])]
    else:
        anyio.run(main, backend=backend)
        assert heard, "an awaitable callback is awaited"
    assert len(texts) == len(simulator.jobs) == 12
    assert all(texts)


class Hanging(httpx.AsyncBaseTransport):
    """A service that accepts a job and then does not respond until released."""

    def __init__(self) -> None:
        self.reached = asyncio.Event()
        self.answers = False

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        """Answer a submit; let everything else wait."""
        if request.method == "GET" and not self.answers:
            self.reached.set()
            await anyio.sleep_forever()
        return _answer(request, status="FAILED" if self.answers else "CREATED")


def test_a_cancelled_wait_passes_on_with_the_id(clock: ManualClock) -> None:
    """Cancelling a task ends it at once, leaves a note, no open task and a client that works."""

    async def main() -> list[str]:
        service = Hanging()
        async with (
            httpx.AsyncClient(transport=service) as given,
            AsyncPerplexityJobs("key", "http://service.example", http_client=given, clock=clock) as client,
        ):
            job = await client.submit(QUESTION)
            task = asyncio.create_task(job.wait())
            await service.reached.wait()
            task.cancel()
            with pytest.raises(asyncio.CancelledError) as caught:
                await task
            assert len(asyncio.all_tasks()) == 1
            service.answers = True
            assert (await job.wait()).status is JobStatus.FAILED
            return list(caught.value.__notes__)

    [note] = asyncio.run(main())
    assert "client.job('j').wait()" in note


def test_a_client_over_aiohttp_is_the_callers_own_too(api: Any, simulator: Simulator) -> None:
    """Submit, wait and read over another transport of httpx; it stays open until its owner closes it."""

    async def main() -> None:
        async with HttpxAiohttpClient() as given:
            async with AsyncPerplexityJobs(
                simulator.api_key, simulator.url, clock=simulator.clock, api=api, http_client=given
            ) as client:
                assert (await client.run(QUESTION)).text
            assert not given.is_closed

    simulator.fault = "get-520-twice"
    asyncio.run(main())
    assert len(simulator.jobs) == 1


def _public(kind: type) -> dict[str, list[str]]:
    """The public names of a class, with the parameters of each."""
    return {
        name: list(inspect.signature(value).parameters) if callable(value) else []
        for name, value in inspect.getmembers(kind)
        if not name.startswith("_") and name != "aclose"
    }


def test_both_clients_have_the_same_names_and_parameters() -> None:
    """The names and parameters of both are equal."""
    assert _public(PerplexityJobs) == _public(AsyncPerplexityJobs)
    assert _public(Job) == _public(AsyncJob)
    for one, other in ((PerplexityJobs, AsyncPerplexityJobs), (Job, AsyncJob)):
        for name in _public(one):
            first, second = getattr(one, name), getattr(other, name)
            if callable(first):
                parameters = zip(
                    inspect.signature(first).parameters.values(),
                    inspect.signature(second).parameters.values(),
                    strict=True,
                )
                assert all((a.default, a.kind) == (b.default, b.kind) for a, b in parameters), name
            assert first.__doc__, f"{name} is documented"


def test_what_is_awaited_is_a_coroutine_function() -> None:
    """So `unittest.mock` makes its stand-in awaitable, and what takes callbacks awaits it."""
    stand_in = create_autospec(AsyncPerplexityJobs, instance=True)
    for name in ("submit", "get", "cancel", "wait", "run", "close"):
        assert inspect.iscoroutinefunction(getattr(stand_in, name)), name
        assert inspect.iscoroutinefunction(getattr(AsyncPerplexityJobs, name)), name
    for name in ("refresh", "wait", "cancel"):
        assert inspect.iscoroutinefunction(getattr(AsyncJob, name)), name


def test_the_exported_names_are_those_that_are_documented() -> None:
    """Every public name can be imported, is sorted, and has the package as its module."""
    names = perplexity_jobs.__all__
    assert names == sorted(names)
    for name in names:
        value = getattr(perplexity_jobs, name)
        assert not isinstance(value, type) or value.__module__ == "perplexity_jobs", name
    assert set(dir(perplexity_jobs)) >= set(names)
    with pytest.raises(AttributeError, match="has no attribute 'Perplexity'"):
        _ = perplexity_jobs.Perplexity  # type: ignore[attr-defined]  # that it does not exist is the point


def test_the_start_loads_what_it_needs() -> None:
    """A client of one kind needs neither the other kind nor, before a job has ended, what reads results."""
    program = (
        "import sys\n"
        "from perplexity_jobs import PerplexityJobs\n"
        "PerplexityJobs(api_key='key').close()\n"
        "late = ('_client.asynchronous', '_answers', '_apis.sonar_answers', '_apis.translation',"
        " '_values.attachments', '_waiting', 'simulator', 'batch')\n"
        "print([name for name in late if f'perplexity_jobs.{name}' in sys.modules])\n"
        "print([name for name in ('perplexity_openapi', 'dateutil', 'asyncio') if name in sys.modules])\n"
    )
    environment = {name: value for name, value in os.environ.items() if not name.startswith("PERPLEXITY_")}
    result = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True, env=environment
    )
    assert result.stdout.splitlines() == ["[]", "[]"]
