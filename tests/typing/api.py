"""The types of the public names, for type checkers only; it is never executed.

`make types` fails where one of them changes, so that no type changes unnoticed.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, Literal, assert_type

import attrs
import httpx
import httpx2
import pydantic

from perplexity_jobs import (
    APIError,
    APIStatusError,
    AsyncJob,
    AsyncJobList,
    AsyncPerplexityJobs,
    Citation,
    Clock,
    Job,
    JobError,
    JobList,
    JobPage,
    JobStatus,
    JobTimeoutError,
    PaginationError,
    PerplexityJobs,
    PerplexityJobsError,
    PollPolicy,
    Progress,
    SubmitUncertainError,
    UnprocessableEntityError,
    Usage,
    ValidationDetail,
    file_part,
    image_part,
    translate,
)
from perplexity_openapi.models import (
    ApiChatCompletionsRequest,
    AsyncApiChatCompletionsResponse,
    AsyncProcessingStatus,
    BuiltinSkill,
    BuiltinSkillName,
    ChatMessageInput,
    CompletionResponse,
    ReasoningEffort,
    ResponseFormatText,
    ResponsesRequest,
    ResponsesResponse,
    WebSearchOptions,
)
from perplexity_openapi.types import Unset


@attrs.define
class Fact:
    """A structured answer as an attrs class."""

    claim: str


@dataclass
class Figure:
    """A structured answer as a dataclass."""

    value: float


class Finding(pydantic.BaseModel):
    """A structured answer as a pydantic model."""

    text: str


def threads(client: PerplexityJobs, clock: Clock) -> None:
    """What each method of the blocking client gives."""
    with PerplexityJobs("key", "https://api.example.test", clock=clock, api="agent") as opened:
        assert_type(opened, PerplexityJobs)
    PerplexityJobs(request_timeout=None, max_retries=5, http_client=httpx.Client())
    PerplexityJobs(http_client=httpx2.Client(), poll=PollPolicy(initial=1.0))
    assert_type(client.with_options(request_timeout=None, max_retries=0, poll=None), PerplexityJobs)

    assert_type(client.submit("Why?"), Job)
    assert_type(client.get("id"), Job)
    assert_type(client.job("id"), Job)
    assert_type(client.cancel("id"), Job)
    assert_type(client.cancel(client.job("id")), Job)
    assert_type(client.wait("id", timeout=None), Job)
    assert_type(client.wait(client.job("id"), 60.0, PollPolicy(initial=1.0)), Job)
    assert_type(client.run("Why?", "sonar", timeout=60.0, poll=None, cancel_on_interrupt=True), Job)
    assert_type(client.as_completed(["id", client.job("id")], timeout=60.0), Iterator[Job])
    assert_type(client.list(limit=5, next_token=None), JobList)
    assert_type(list(client.list()), list[Job])
    assert_type(client.iter(limit=5, max_items=7), Iterator[Job])
    assert_type(client.iter_pages(next_token="token"), Iterator[JobPage[Job]])


async def coroutines(client: AsyncPerplexityJobs) -> None:
    """The same of the asyncio client."""
    async with AsyncPerplexityJobs(http_client=httpx.AsyncClient()) as opened:
        assert_type(opened, AsyncPerplexityJobs)
    AsyncPerplexityJobs(http_client=httpx2.AsyncClient())
    assert_type(client.with_options(api="agent"), AsyncPerplexityJobs)

    assert_type(await client.submit("Why?"), AsyncJob)
    assert_type(await client.get("id"), AsyncJob)
    assert_type(client.job("id"), AsyncJob)
    assert_type(await client.cancel(client.job("id")), AsyncJob)
    assert_type(await client.wait("id"), AsyncJob)
    assert_type(await client.run("Why?"), AsyncJob)
    assert_type(client.as_completed(["id"]), AsyncIterator[AsyncJob])
    assert_type(client.list(), AsyncJobList)
    assert_type(await client.list(), JobPage[AsyncJob])
    async for listed in client.list():
        assert_type(listed, AsyncJob)
    assert_type(client.iter(), AsyncIterator[AsyncJob])
    assert_type(client.iter_pages(), AsyncIterator[JobPage[AsyncJob]])
    async for job in client.iter():
        assert_type(job, AsyncJob)
        assert_type(await job.refresh(), AsyncJob)
        assert_type(await job.wait(timeout=1.0), AsyncJob)
        assert_type(await job.cancel(), AsyncJob)


def questions(client: PerplexityJobs, whole: ApiChatCompletionsRequest, agent: ResponsesRequest) -> None:
    """Every form that a question takes."""
    client.submit("Why?")
    client.submit([{"role": "user", "content": "Why?"}])
    client.submit([{"role": "user", "content": [file_part("notes.pdf"), image_part(Path("a.png"))]}])
    client.submit((ChatMessageInput(content="Why?", role="user"), {"role": "user", "content": "Why?"}))
    client.submit(whole)
    client.submit(agent)
    assert_type(translate(whole), dict[str, Any])


def keywords(client: PerplexityJobs) -> None:
    """The fields of the documents' requests and the extras, with words that an editor completes."""
    client.submit(
        "Why?",
        "sonar-deep-research",
        idempotency_key="mine",
        reasoning_effort="high",
        search_mode="academic",
        search_recency_filter="week",
        search_domain_filter=["a.test"],
        stop=("a", "b"),
        temperature=0.2,
        web_search_options={"search_context_size": "low"},
        files=["notes.pdf", Path("more.pdf")],
        images=("https://a.test/a.png",),
        extra_headers={"x-trace": "1"},
        extra_query={"debug": True},
        extra_body={"new_field": [1]},
    )
    client.run("Why?", web_search_options=WebSearchOptions())
    client.run("Why?", preset="high", instructions="Be brief.", max_steps=3, models=["a/b"])
    client.submit(
        "Why?", reasoning={"effort": "xhigh"}, metadata={"run": "7"}, tools=[{"type": "web_search"}]
    )
    client.submit("Why?", previous_response_id="resp_1", tool_choice="auto", reasoning_effort="high")
    office = BuiltinSkill("builtin", BuiltinSkillName.OFFICE)
    client.submit("Why?", effort="fast@2026-10-16.0", skills=[office, {"type": "custom", "id": "s"}])
    client.submit("Why?", service_tier="flex", profile={"type": "custom", "id": "p"}, max_tool_calls=3)
    client.submit("Why?", prompt_cache_key="k", truncation="auto", parallel_tool_calls=False)


def formats(client: PerplexityJobs, job: Job) -> None:
    """`response_format` is a class, a schema or the document's own form; `parsed` gives the class back."""
    for form in (Fact, Figure, Finding):
        client.submit("Why?", response_format=form)
    client.submit("Why?", response_format={"type": "object"})
    client.submit("Why?", response_format=ResponseFormatText("text"))
    client.submit("Why?", response_format=None)
    assert_type(job.parsed(Fact), Fact)
    assert_type(job.parsed(Figure), Figure)
    assert_type(job.parsed(Finding), Finding)


def snapshot(job: Job) -> None:
    """What a job says of itself."""
    assert_type(job.id, str)
    assert_type(job.status, JobStatus)
    assert_type(job.status.is_terminal, bool)
    assert_type(job.api, Literal["sonar", "agent"])
    assert_type(job.created_at, datetime | None)
    assert_type(job.elapsed, float | None)
    assert_type(job.raw, Mapping[str, Any])
    assert_type(job.to_dict(), dict[str, Any])
    assert_type(job.refresh(), Job)
    assert_type(job.wait(timeout=None, poll=PollPolicy()), Job)
    assert_type(job.cancel(), Job)


def result(job: Job) -> None:
    """What a result says, the same for every API; `result(kind)` is for those who want the one in use."""
    assert_type(job.text, str | None)
    assert_type(job.citations, list[Citation])
    assert_type(job.search_results, Sequence[Any])
    assert_type(job.usage, Usage | None)
    assert_type(job.cost, float | None)
    assert_type(job.to_markdown(), str)
    assert_type(job.response, CompletionResponse | ResponsesResponse | None)
    assert_type(job.result(), CompletionResponse | ResponsesResponse)
    assert_type(job.result(CompletionResponse), CompletionResponse)
    assert_type(job.result(ResponsesResponse), ResponsesResponse)


async def updates(client: PerplexityJobs, other: AsyncPerplexityJobs) -> None:
    """`on_update` gets the kind of job that its client gives; with asyncio it may be a coroutine function."""

    def show(update: Progress[Job]) -> None:
        assert_type(update.job, Job | None)
        assert_type(update.polls, int)
        assert_type(update.elapsed, float)
        assert_type(update.next_look, float | None)
        assert_type(update.error, APIError | None)

    async def tell(update: Progress[AsyncJob]) -> None:
        assert_type(update.job, AsyncJob | None)

    seen: list[Job | None] = []
    client.wait("id", on_update=show)
    client.run("Why?", on_update=lambda update: seen.append(update.job))
    await other.wait("id", on_update=tell)


def generated(job: AsyncApiChatCompletionsResponse, request: ApiChatCompletionsRequest) -> None:
    """The generated package: enums are open, and fields may be missing."""
    assert_type(job.status or "unknown", AsyncProcessingStatus | str)
    assert_type(request.reasoning_effort, ReasoningEffort | str | None | Unset)


def errors(client: PerplexityJobs) -> None:
    """What an error carries, where it is caught."""
    try:
        client.run("Why?")
    except JobTimeoutError as error:
        late: TimeoutError = error
        assert_type(late, TimeoutError)
        assert_type(error.job_id, str)
        assert_type(client.wait(error.job_id), Job)
    except JobError as error:
        assert_type(error.job_id, str)
        assert_type(error.polls, int)
        assert_type(error.elapsed, float | None)
    except UnprocessableEntityError as error:
        assert_type(error.details, tuple[ValidationDetail, ...])
    except APIStatusError as error:
        assert_type(error.status_code, int)
        assert_type(error.type, str | None)
        assert_type(error.request_id, str | None)
        assert_type(error.retry_after, float | None)
    except SubmitUncertainError as error:
        assert_type(error.sent_at, float | None)
    except PaginationError as error:
        assert_type(error.next_token, str | None)
    except PerplexityJobsError as error:
        assert_type(error.message, str)
        assert_type(error.idempotency_key, str | None)
        assert_type(error.job_ids, tuple[str, ...])
