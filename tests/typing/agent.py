"""What type checkers say about the Agent API; checked by mypy, never run."""

from __future__ import annotations

from typing import Any, assert_type

from perplexity_jobs import AsyncJob, AsyncPerplexityJobs, Job, PerplexityJobs, translate
from perplexity_openapi.models import (
    BuiltinSkill,
    BuiltinSkillName,
    BuiltinSkillType,
    CompletionResponse,
    FinanceSearchTool,
    FinanceSearchToolType,
    ResponsesRequest,
    ResponsesResponse,
)


def clients() -> None:
    assert_type(PerplexityJobs(api="agent"), PerplexityJobs)
    assert_type(AsyncPerplexityJobs(api="sonar"), AsyncPerplexityJobs)
    PerplexityJobs(api="responses")  # type: ignore[arg-type]  # there is no such API


def requests(client: PerplexityJobs) -> None:
    job = client.submit(
        "Why?",
        effort="fast@2026-10-16.0",
        models=["a/b", "c/d"],
        instructions="Be brief.",
        reasoning={"effort": "xhigh"},
        metadata={"run": "7"},
        previous_response_id="resp_1",
        tools=[{"type": "web_search"}, FinanceSearchTool(FinanceSearchToolType.FINANCE_SEARCH)],
        tool_choice="auto",
        service_tier="flex",
        profile={"type": "custom", "id": "p"},
        skills=[
            BuiltinSkill(BuiltinSkillType.BUILTIN, BuiltinSkillName.OFFICE),
            {"type": "custom", "id": "s"},
        ],
        prompt_cache_key="k",
        step_budget_reminder=True,
        max_tool_calls=3,
        truncation="auto",
        parallel_tool_calls=False,
        search_domain_filter=["a.example"],
    )
    assert_type(job, Job)
    assert_type(client.run(ResponsesRequest(input_="Why?")), Job)
    assert_type(client.cancel(job), Job)
    assert_type(job.cancel(), Job)
    assert_type(translate({"model": "sonar"}), dict[str, Any])
    client.submit("Why?", effort=7)  # type: ignore[arg-type]  # a level is a name
    client.submit("Why?", service_tier="slow")  # type: ignore[arg-type]  # no class of processing
    client.submit("Why?", preset="low")


async def requests_of_asyncio(client: AsyncPerplexityJobs) -> None:
    job = await client.submit("Why?", effort="low")
    assert_type(await client.cancel(job.id), AsyncJob)
    assert_type(await job.cancel(), AsyncJob)


def results(job: Job) -> None:
    assert_type(job.result(), CompletionResponse | ResponsesResponse)
    assert_type(job.result(ResponsesResponse), ResponsesResponse)
    assert_type(job.result(CompletionResponse).choices[0].index, int)
    assert_type(job.response, CompletionResponse | ResponsesResponse | None)
