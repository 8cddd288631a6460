"""Bodies in the recorded forms of the service are parsed, and written back unchanged.

They are made by hand after notes on recordings; none of them was recorded.
"""

from __future__ import annotations

import copy
import json
from typing import Any

import httpx
import pytest

from perplexity_jobs import Job, JobStatus, PerplexityJobs, PerplexityJobsError, ToolCalls
from perplexity_jobs._apis.agent import AgentApi
from perplexity_jobs._apis.sonar import SonarApi
from perplexity_openapi.models import AsyncApiChatCompletionsResponse, CompletionResponse, ResponsesResponse

UNSET: dict[str, Any] = dict.fromkeys(
    [
        "completed_at",
        "error",
        "incomplete_details",
        "instructions",
        "max_output_tokens",
        "max_tool_calls",
        "previous_response_id",
        "prompt_cache_key",
        "reasoning",
        "safety_identifier",
        "temperature",
        "top_p",
        "usage",
        "user",
    ]
)
QUEUED: dict[str, Any] = {
    **UNSET,
    "id": "resp_00000000-0000-4000-8000-000000000000",
    "object": "response",
    "created_at": 1780000935,
    "status": "queued",
    "background": True,
    "model": "medium",
    "output": [],
    "metadata": {},
    "parallel_tool_calls": True,
    "service_tier": "default",
    "store": True,
    "text": {"format": {"type": "text"}},
    "tool_choice": "auto",
    "tools": [],
    "top_logprobs": 0,
    "truncation": "",
}


def found(number: int, **more: Any) -> dict[str, Any]:
    """A result of a search."""
    url = f"https://site{number}.example"
    return {"id": number, "url": url, "title": f"Page {number}", "snippet": "…", "source": "web", **more}


def said(text: str) -> dict[str, Any]:
    """What the model says."""
    note = {
        "type": "url_citation",
        "start_index": 5,
        "end_index": 13,
        "url": "https://site11.example",
        "title": "",
    }
    part = {"type": "output_text", "text": text, "annotations": [note]}
    return {"type": "message", "id": "msg_1", "role": "assistant", "status": "completed", "content": [part]}


SEARCHED: dict[str, Any] = {
    "type": "search_results",
    "queries": ["tides"],
    "results": [found(11, date=None, last_updated=None), found(12, date="2026-01-02")],
}
FETCHED: dict[str, Any] = {
    "type": "fetch_url_results",
    "contents": [{"url": "https://site1.example", "title": "Page", "snippet": "…"}],
}
OTHERS: list[dict[str, Any]] = [
    {
        "type": "people_search_results",
        "queries": None,
        "results": [{"id": 21, "url": "https://p.example", "title": "P"}],
    },
    {
        "type": "finance_results",
        "results": [{"category": "c", "content": "…", "sources": ["https://f.example"]}],
    },
    {"type": "skill_loaded", "name": "office/docx"},
    {"type": "mcp_list_tools", "id": "l", "server_label": "s", "tools": [{"name": "t", "input_schema": {}}]},
    {
        "type": "mcp_call",
        "id": "c",
        "server_label": "s",
        "name": "t",
        "arguments": "{}",
        "output": "1",
        "error": None,
    },
    {"type": "sandbox_results", "code": "1", "results": [{"stdout": "1", "stderr": "", "exit_code": 0}]},
    {
        "type": "image_search_results",
        "queries": None,
        "results": [{"image_url": "https://i.example", "width": 9}],
    },
    {"type": "of_tomorrow", "payload": {"n": [1, None]}},
]
READ = {"input_tokens": 7, "input_tokens_details": {"cached_tokens": 0}}
USAGE: dict[str, Any] = {
    "input_tokens": 61_000,
    "input_tokens_details": {
        "cached_tokens": 42_000,
        "cache_creation_input_tokens": 0,
        "cache_read_input_tokens": 42_000,
    },
    "output_tokens": 900,
    "output_tokens_details": {"reasoning_tokens": 300},
    "total_tokens": 61_900,
    "tool_calls_details": {
        "search_web": {"invocation": 2, "cost_usd": 0.01, "token_usage": []},
        "fetch_url": {"invocation": 1, "cost_usd": 6e-05, "token_usage": [{"model": "m", **READ}]},
    },
    "cost": {
        "currency": "USD",
        "input_cost": 0.05,
        "output_cost": 0.01,
        "cache_creation_cost": 0,
        "cache_read_cost": 6e-05,
        "tool_calls_cost": 0.01006,
        "tool_calls_cost_details": {"search_web": 0.01, "fetch_url": 6e-05},
        "total_cost": 0.07012,
    },
}
END = {"created_at": 1780000975, "completed_at": 1780000975, "model": "openai/some", "usage": USAGE}
CANCELLED = {"code": "cancelled", "message": "The response was cancelled.", "type": "cancelled"}
AGENT: dict[str, dict[str, Any]] = {
    "queued": QUEUED,
    "in_progress": {
        **QUEUED,
        "status": "in_progress",
        "created_at": 1780000965,
        "output": [SEARCHED, FETCHED],
    },
    "completed": {
        **QUEUED,
        **END,
        "status": "completed",
        "effort": "medium@2026-10-16.0",
        "output": [SEARCHED, *OTHERS, FETCHED, said("Tides[web:12].")],
    },
    "pages only": {**QUEUED, **END, "status": "completed", "output": [FETCHED, said("Tides[web:0].")]},
    "incomplete": {
        **QUEUED,
        **END,
        "status": "incomplete",
        "incomplete_details": {"reason": "max_output_tokens"},
        "output": [],
    },
    "cancelled": {**QUEUED, "status": "cancelled", "output": [SEARCHED], "error": CANCELLED},
}
NULLS: dict[str, Any] = dict.fromkeys(["reasoning_steps", "tool_calls", "tool_call_id"])
ANSWER: dict[str, Any] = {
    "id": "00000000-0000-4000-8000-000000000000",
    "model": "sonar-deep-research",
    "created": 1780000000,
    "object": "chat.completion",
    "type": None,
    "status": None,
    "choices": [
        {
            "index": 0,
            "finish_reason": "stop",
            "message": {"role": "assistant", "content": "Tides[1].", **NULLS},
            "delta": {"role": "assistant", "content": "", **NULLS},
        }
    ],
    "citations": ["https://site1.example"],
    "search_results": [
        {
            "title": "Page",
            "url": "https://site1.example",
            "date": None,
            "last_updated": None,
            "snippet": "",
            "source": "web",
            "place_metadata": None,
        }
    ],
    "usage": {
        "prompt_tokens": 7,
        "completion_tokens": 9,
        "total_tokens": 16,
        "reasoning_tokens": 90,
        "citation_tokens": 80,
        "num_search_queries": 2,
        "search_context_size": None,
        "cost": {
            "input_tokens_cost": 6e-05,
            "output_tokens_cost": 0,
            "request_cost": None,
            "total_cost": 0.5,
        },
    },
}
BARE = {key: value for key, value in ANSWER["choices"][0].items() if key != "delta"}
JOB: dict[str, Any] = {
    "id": ANSWER["id"],
    "model": "sonar-deep-research",
    "created_at": 1780000000,
    "started_at": 1780000000,
    "completed_at": 1780000225,
    "failed_at": None,
    "error_message": None,
    "status": "COMPLETED",
    "response": ANSWER,
}
SONAR: dict[str, dict[str, Any]] = {
    "completed": JOB,
    "without delta and cost": {
        **JOB,
        "response": {**ANSWER, "choices": [BARE], "usage": {"prompt_tokens": 7, "total_tokens": 7}},
    },
    "reasoning": {
        **JOB,
        "response": {**ANSWER, "object": "chat.reasoning.done", "images": [], "related_questions": []},
    },
    "in progress": {**JOB, "status": "IN_PROGRESS", "completed_at": None, "response": None},
    "failed": {**JOB, "status": "FAILED", "failed_at": 1780000225, "error_message": "…", "response": None},
}


def read(api: AgentApi | SonarApi, body: dict[str, Any]) -> Job:
    """The job of a body."""
    return Job(api.read_job(body, body["id"]), api)


@pytest.mark.parametrize("body", [pytest.param(body, id=f"agent {name}") for name, body in AGENT.items()])
def test_a_response_comes_back_unchanged(body: dict[str, Any]) -> None:
    """The typed model and `raw` both give it back, and reading changes nothing."""
    before = copy.deepcopy(body)
    job = read(AgentApi(), body)
    assert ResponsesResponse.from_dict(body).to_dict() == before
    if job.status is JobStatus.COMPLETED:
        assert job.result(ResponsesResponse).to_dict() == before
    assert (job.raw, body, job.raw_status) == (before, before, before["status"])


@pytest.mark.parametrize("body", [pytest.param(body, id=f"sonar {name}") for name, body in SONAR.items()])
def test_a_job_of_the_older_api_comes_back_unchanged(body: dict[str, Any]) -> None:
    """The typed model and `raw` both give it back."""
    before = copy.deepcopy(body)
    job = read(SonarApi(), body)
    assert AsyncApiChatCompletionsResponse.from_dict(body).to_dict() == before
    assert (job.raw, body, job.raw_status) == (before, before, before["status"])
    if job.status is JobStatus.COMPLETED:
        assert job.result(CompletionResponse).to_dict() == before["response"]
        assert (job.text, [each.number for each in job.citations]) == ("Tides[1].", [1])


def test_tokens_and_costs_are_read_part_by_part() -> None:
    """Those of reasoning and of the cache, by part and by tool, whatever the status."""
    for name in ("completed", "incomplete"):
        job = read(AgentApi(), AGENT[name])
        assert job.usage is not None
        assert (job.usage.reasoning_tokens, job.usage.cached_tokens, job.cost) == (300, 42_000, 0.07012)
        assert job.usage.cost_details == {
            "input_cost": 0.05,
            "output_cost": 0.01,
            "cache_creation_cost": 0.0,
            "cache_read_cost": 6e-05,
            "tool_calls_cost": 0.01006,
        }
        assert job.usage.tool_calls_details == {
            "search_web": ToolCalls(2, 0.01),
            "fetch_url": ToolCalls(1, 6e-05),
        }
    older = read(SonarApi(), JOB).usage
    assert older is not None
    assert older.cost_details == {"input_tokens_cost": 6e-05, "output_tokens_cost": 0.0}


def test_marks_lead_to_the_ids_of_what_was_found() -> None:
    """The ids run in any order and over several items; a page that was only fetched is marked from 0."""
    job = read(AgentApi(), AGENT["completed"])
    assert {each.number for each in job.citations} >= {11, 12, 21}
    assert "Tides[^12]." in job.to_markdown()
    assert [each.number for each in read(AgentApi(), AGENT["pages only"]).citations] == [0, 1]


@pytest.mark.parametrize("code", [400, 401, 403, 404, 429])
def test_an_error_has_a_number_for_its_code(code: int) -> None:
    """All recorded errors have a number; some 429s only have a text."""
    error = {"message": "No.", "type": "some_type", "code": code} if code != 429 else {"message": "No."}

    def answer(request: httpx.Request) -> httpx.Response:
        return httpx.Response(code, content=json.dumps({"error": error}))

    http = httpx.Client(transport=httpx.MockTransport(answer))
    client = PerplexityJobs("key", api="agent", max_retries=0, http_client=http)
    with client, pytest.raises(PerplexityJobsError, match=r"No\.") as caught:
        client.get(QUEUED["id"])
    assert getattr(caught.value, "status_code", None) == code
