"""The adapter of the Agent API: the requests that it builds, and the jobs that it reads."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from perplexity_jobs import JobStatus
from perplexity_jobs._apis.agent import AgentApi
from perplexity_jobs._core.poll_policy import DEEP_RESEARCH_POLICY, DEFAULT_POLICY, policy_for
from perplexity_jobs._core.response import BodyError
from perplexity_jobs._values.call import Call
from perplexity_openapi.models import ReasoningConfig, ReasoningConfigEffort, SandboxTool

API = AgentApi()


def sent(question: Any, model: str | None = None, **fields: Any) -> dict[str, Any]:
    """The body of a submit."""
    call = API.submit(question, model=model, fields=fields, idempotency_key="key")
    API.check(call)
    assert (call.method, call.path, call.purpose) == ("POST", "/v1/agent", "submit")
    assert call.resend_unsafe
    body: dict[str, Any] = call.json
    return body


def test_two_questions_are_refused() -> None:
    """One of them would be lost, and the other paid for."""
    with pytest.raises(ValueError, match="'input' is there already"):
        sent("Why?", input="How?")


@pytest.mark.parametrize(
    ("model", "fields", "chosen"),
    [
        (None, {}, {"effort": "high"}),
        (None, {"effort": "fast@2026-10-16.0"}, {"effort": "fast@2026-10-16.0"}),
        (None, {"preset": "low"}, {"preset": "low"}),
        (None, {"models": ["a/b", "c/d"]}, {"models": ["a/b", "c/d"]}),
        ("a/b", {}, {"model": "a/b"}),
        # A queued job names its level as its model, and that must do for the next submit.
        ("xhigh", {}, {"effort": "xhigh"}),
    ],
)
def test_only_what_the_caller_set_goes_onto_the_wire(
    model: str | None, fields: dict[str, Any], chosen: dict[str, Any]
) -> None:
    """The question, the default model or the caller's choice, and that it is a job; no key."""
    assert sent("Why?", model, **fields) == {"input": "Why?", "background": True, **chosen}


def test_the_documents_own_fields_go_as_they_are() -> None:
    """Plain values and generated models alike."""
    plain: dict[str, Any] = {
        "instructions": "Be brief.",
        "metadata": {"run": "7"},
        "max_output_tokens": 9,
        "store": True,
    }
    body = sent(
        "Why?",
        preset="low",
        tools=[SandboxTool("sandbox"), {"type": "mcp", "server": "s"}],
        reasoning=ReasoningConfig(ReasoningConfigEffort.HIGH),
        top_p=None,
        **plain,
    )
    assert body == {
        "input": "Why?",
        "preset": "low",
        "tools": [{"type": "sandbox"}, {"type": "mcp", "server": "s"}],
        "reasoning": {"effort": "high"},
        "background": True,
        **plain,
    }


@pytest.mark.parametrize("operation", [API.get, API.cancel])
def test_an_id_of_the_other_api_says_so_where_it_is_not_known(operation: Callable[[str], Call]) -> None:
    """The error for an id of the other API says so."""
    assert 'PerplexityJobs(api="sonar")' in operation("8f8f2bd9").hint
    assert not operation("resp_1").hint


@pytest.mark.parametrize(
    ("word", "status", "ended", "more"),
    [
        ("queued", JobStatus.CREATED, False, {}),
        ("in_progress", JobStatus.IN_PROGRESS, False, {}),
        ("cancelling", JobStatus.IN_PROGRESS, False, {}),
        ("completed", JobStatus.COMPLETED, True, {}),
        ("failed", JobStatus.FAILED, True, {}),
        ("cancelled", JobStatus.CANCELLED, True, {}),
        ("incomplete", JobStatus.INCOMPLETE, True, {}),
        ("requires_action", JobStatus.REQUIRES_ACTION, True, {}),
        ("paused", JobStatus.UNKNOWN, False, {}),
        (None, JobStatus.UNKNOWN, False, {}),
        ("expired", JobStatus.UNKNOWN, True, {"completed_at": 5}),
        ("expired", JobStatus.UNKNOWN, True, {"error": {"message": "broken"}}),
    ],
)
def test_the_services_words_become_one_set(
    word: str | None, status: JobStatus, ended: bool, more: dict[str, Any]
) -> None:
    """The wait ends where nothing more comes by itself, or the body shows an end; the own word is kept."""
    data = API.read_job({"id": "resp_1", "status": word, **more}, None)
    assert (data.status, data.raw_status, data.ended) == (status, word, ended)


def test_times_and_reasons_are_read() -> None:
    """The time of the end is that of the failure where the job failed."""
    body = {"id": "resp_1", "model": "high", "created_at": 10, "completed_at": 20}
    done = API.read_job({**body, "status": "completed", "error": None}, "resp_1")
    assert (done.model, done.created_at, done.completed_at, done.failed_at) == ("high", 10.0, 20.0, None)
    assert done.error_message is None
    failed = API.read_job({**body, "status": "failed", "error": {"message": "broken", "code": "x"}}, None)
    assert (failed.completed_at, failed.failed_at, failed.error_message) == (None, 20.0, "broken")
    cut = API.read_job({**body, "status": "incomplete", "incomplete_details": {"reason": "max_steps"}}, None)
    assert cut.error_message == "max_steps"


@pytest.mark.parametrize(
    ("model", "research"),
    [
        ("high", True),
        ("xhigh", True),
        ("high@2026-10-16.0", True),
        ("advanced-deep-research", True),
        ("deep-research", False),
        ("medium@2026-10-16.0", False),
        ("pro-search", False),
        ("sonar-deep-research", True),
        ("low", False),
        ("a/b", False),
        (None, False),
    ],
)
def test_research_levels_are_looked_at_like_deep_research(model: str | None, research: bool) -> None:
    """They take minutes, so that looking every two seconds is of no use; older names go by their level."""
    assert policy_for(model) is (DEEP_RESEARCH_POLICY if research else DEFAULT_POLICY)


@pytest.mark.parametrize("body", [None, [], "resp_1", {}, {"status": "queued"}, {"id": ""}, {"id": 7}])
def test_a_body_that_is_no_job_is_refused(body: Any) -> None:
    """Without an id there is nothing to ask for; another job's must not end the wrong wait."""
    with pytest.raises(BodyError):
        API.read_job(body, None)
    with pytest.raises(BodyError, match="resp_2"):
        API.read_job({"id": "resp_2", "status": "completed"}, "resp_1")
