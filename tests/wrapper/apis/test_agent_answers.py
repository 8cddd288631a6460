"""Results read from finished responses of the Agent API.

The bodies are written by hand after the captured pages and notes on real ones; none was recorded.
"""

from __future__ import annotations

from typing import Any

import pytest

from perplexity_jobs import (
    Job,
    JobCancelledError,
    JobError,
    JobFailedError,
    JobResultMissingError,
    JobStatus,
    ToolCalls,
    Usage,
)
from perplexity_jobs._apis.agent import AgentApi
from perplexity_openapi.models import CompletionResponse, ResponsesResponse, SearchResult

API = AgentApi()


def message(*texts: str, annotations: list[dict[str, Any]] | None = None) -> dict[str, Any]:
    """An item that says something."""
    parts = [{"type": "output_text", "text": text, "annotations": annotations or []} for text in texts]
    return {"type": "message", "id": "m", "role": "assistant", "status": "completed", "content": parts}


def searched(*found: dict[str, Any], queries: list[str] | None = None) -> dict[str, Any]:
    """An item of search results."""
    return {"type": "search_results", "queries": queries or ["tides"], "results": list(found)}


def source(number: int, url: str, **more: Any) -> dict[str, Any]:
    """One search result."""
    return {"id": number, "url": url, "title": f"Page {number}", "snippet": "…", "date": None, **more}


def job(*output: Any, status: str = "completed", **more: Any) -> Job:
    """A job as the service would send it."""
    body = {
        "id": "resp_1",
        "object": "response",
        "model": "m",
        "status": status,
        "output": list(output),
        **more,
    }
    return Job(API.read_job(body, None), API)


ONE, TWO = source(1, "https://one.example"), source(2, "https://two.example", date="2026-01-02")


def test_the_text_is_that_of_all_messages() -> None:
    """Parts and messages in their order; what is between them says nothing. One reading serves all."""
    done = job(message("<think>Hm.</think>Tides ", "are "), searched(ONE), message("waves."))
    assert (done.text, done.reasoning) == ("Tides are waves.", "Hm.")
    assert done.result() is done.result() is done.response


def test_tokens_and_cost_are_told_in_the_words_of_every_api() -> None:
    """Input tokens are those of the prompt; searches are counted; the cost is the total."""
    usage = {
        "input_tokens": 10,
        "output_tokens": 5,
        "total_tokens": 15,
        "cost": {"currency": "USD", "total_cost": 0, "input_cost": 6e-05, "output_cost": None},
    }
    done = job(searched(ONE, queries=["a", "b"]), searched(TWO), message("x"), usage=usage)
    assert done.usage == Usage(
        prompt_tokens=10,
        completion_tokens=5,
        total_tokens=15,
        num_search_queries=3,
        cost_details={"input_cost": 6e-05},
    )
    assert done.cost == 0.0
    assert [result.url for result in done.search_results] == ["https://one.example", "https://two.example"]
    assert all(isinstance(result, SearchResult) for result in done.search_results)


def test_reasoning_cached_tokens_and_tools_are_told() -> None:
    """Output tokens include reasoning, and the cost includes that of tools."""
    usage = {
        "input_tokens": 10,
        "input_tokens_details": {"cached_tokens": 4, "cache_read_input_tokens": 4},
        "output_tokens": 5,
        "output_tokens_details": {"reasoning_tokens": 3},
        "tool_calls_details": {
            "search_web": {"invocation": 2, "cost_usd": 0.01, "token_usage": [{"input_tokens": 7}]},
            "fetch_url": {"invocation": 1},
            "new": "?",
        },
        "cost": {
            "tool_calls_cost": 0.0105,
            "input_cost": 0.4,
            "cache_read_cost": 0,
            "total_cost": 0.5,
            "tool_calls_cost_details": {"search_web": 0.01, "fetch_url": 0.0005},
        },
    }
    found = job(message("x"), usage=usage).usage
    assert found is not None
    assert (found.reasoning_tokens, found.cached_tokens, found.tool_calls_cost) == (3, 4, 0.0105)
    assert found.cost_details == {"tool_calls_cost": 0.0105, "input_cost": 0.4, "cache_read_cost": 0.0}
    assert found.tool_calls_details == {
        "search_web": ToolCalls(2, 0.01),
        "fetch_url": ToolCalls(1, 0.0005),
        "new": ToolCalls(None, None),
    }
    older = job(message("x"), usage={"input_tokens_details": {"cache_read_input_tokens": 9}}).usage
    assert older == Usage(cached_tokens=9)
    assert hash(found) != hash(older)


def test_an_end_without_a_text_keeps_what_it_cost() -> None:
    """An incomplete response with empty output keeps its usage."""
    part = job(
        status="incomplete",
        incomplete_details={"reason": "max_output_tokens"},
        usage={"output_tokens": 16, "cost": {"total_cost": 0.02}},
    )
    assert (part.text, part.cost, part.usage) == (None, 0.02, Usage(completion_tokens=16))
    with pytest.raises(JobResultMissingError, match=r"whole \(max_output_tokens\)\. job\.raw"):
        part.result()


@pytest.mark.parametrize("status", ["cancelled", "failed", "incomplete", "requires_action", "expired"])
def test_an_end_without_a_text_keeps_its_sources(status: str) -> None:
    """A cancelled response keeps its sources, with an error and no usage."""
    error = {"code": "cancelled", "message": "Stopped.", "type": "cancelled"}
    ended = job(searched(ONE, TWO), status=status, error=error, usage=None)
    assert [citation.number for citation in ended.citations] == [1, 2]
    assert [result.url for result in ended.search_results] == ["https://one.example", "https://two.example"]
    assert (ended.text, ended.usage, ended.cost, ended.response) == (None, None, None, None)
    with pytest.raises(JobError):
        ended.result()


def pages(*names: str) -> dict[str, Any]:
    """An item of pages that were read."""
    found = [{"url": f"https://{name}.example", "title": name} for name in names]
    return {"type": "fetch_url_results", "contents": found}


def cites(*names: str) -> dict[str, Any]:
    """A message that cites pages."""
    notes = [{"type": "url_citation", "url": f"https://{name}.example", "title": name} for name in names]
    return message("x", annotations=[*notes, {"type": "file_citation", "url": "https://z.example"}])


UNNUMBERED = [{"url": f"https://{name}.example", "title": name} for name in ("one", "one", "two")]
PEOPLE = {**searched(source(7, "https://seven.example")), "type": "people_search_results", "queries": None}
FINANCE = {
    "type": "finance_results",
    "results": [{"sources": [{"url": "https://f.example", "title": "f"}, "https://g.example"]}, 7, {}],
}


@pytest.mark.parametrize(
    ("output", "expected"),
    [
        pytest.param(
            [searched(source(7, "https://s.example")), searched(ONE)], {1: "one", 7: "s"}, id="by id"
        ),
        pytest.param([searched(ONE), PEOPLE], {1: "one", 7: "seven"}, id="people have ids too"),
        pytest.param(
            [searched(TWO, ONE), pages("one", "x"), cites("y", "y")],
            {1: "one", 2: "two", 3: "x", 4: "y"},
            id="pages that were read or cited follow once, and take no number of a mark",
        ),
        pytest.param([FINANCE, searched(ONE)], {1: "one", 2: "f", 3: "g"}, id="those of finance as well"),
        pytest.param(
            [searched(*UNNUMBERED[:2]), searched({"title": "gone"}, UNNUMBERED[2])],
            {1: "one", 2: "one", 4: "two"},
            id="places count where no source has an id, repeated ones too",
        ),
        pytest.param(
            [searched(ONE), searched(source(1, "https://other.example"), ONE)],
            {1: "one", 2: "other"},
            id="one number for two pages keeps the first",
        ),
        *(
            pytest.param(
                [*beside, pages("a", "a", "b"), cites("y")],
                {0: "a", 1: "a", 2: "b", 3: "y"},
                id=f"from 0 where nothing was searched, as recorded {len(beside)}",
            )
            for beside in ([], [searched()], [searched({"title": "gone"}), searched()])
        ),
        pytest.param([FINANCE], {0: "f", 1: "g"}, id="finance from 0"),
        pytest.param([cites("y")], {1: "y"}, id="what was only cited counts from 1"),
    ],
)
def test_a_mark_leads_to_the_source_of_its_number(
    output: list[dict[str, Any]], expected: dict[int, str]
) -> None:
    """The numbers of all sources, and a mark in the text for each."""
    text = message("So" + "".join(f"[web:{number}]" for number in expected))
    done = job(*output, text)
    assert {each.number: each.url for each in done.citations} == {
        number: f"https://{name}.example" for number, name in expected.items()
    }
    assert "So" + "".join(f"[^{number}]" for number in expected) in done.to_markdown()


@pytest.mark.parametrize(
    ("status", "error", "words"),
    [
        ("failed", JobFailedError, "broken"),
        ("cancelled", JobCancelledError, "was cancelled"),
        ("incomplete", JobResultMissingError, "max_output_tokens"),
        # A reason for it counts, whatever the status beside it.
        ("completed", JobResultMissingError, r"cut off \(max_output_tokens\)"),
    ],
)
def test_a_part_of_an_answer_is_no_result(status: str, error: type[Exception], words: str) -> None:
    """`text` holds what there is; only `result()` and what builds on it raise."""
    part = job(
        searched(ONE),
        message("Tides are"),
        status=status,
        error={"message": "broken"} if status == "failed" else None,
        incomplete_details={"reason": "max_output_tokens"} if status in ("incomplete", "completed") else None,
        usage={"cost": {"total_cost": 0.5}},
    )
    assert part.is_terminal
    assert (part.text, part.cost, part.citations[0].number) == ("Tides are", 0.5, 1)
    assert isinstance(part.response, ResponsesResponse)
    for work in (part.result, part.to_markdown, lambda: part.parsed(dict)):
        with pytest.raises(error, match=words):
            work()


def test_a_job_that_waits_for_its_caller_says_for_what() -> None:
    """The message has the names and ids of the calls, and how to continue."""
    call = {
        "type": "function_call",
        "id": "f",
        "status": "completed",
        "name": "tide",
        "call_id": "c1",
        "arguments": "{}",
    }
    waiting = job(call, status="requires_action")
    assert waiting.status is JobStatus.REQUIRES_ACTION
    with pytest.raises(JobResultMissingError, match=r"tide \(c1\).*previous_response_id='resp_1'"):
        waiting.result()


def test_a_job_that_waits_for_an_approval_says_so() -> None:
    """A call of a server's tool needs an approval, not a result."""
    request = {"type": "mcp_approval_request", "id": "mcpr_1", "name": "look_up", "arguments": "{}"}
    with pytest.raises(JobResultMissingError, match=r"look_up \(mcpr_1\).*mcp_approval_response"):
        job(request, status="requires_action").result()


def test_a_result_of_the_other_api_is_not_passed_off() -> None:
    """`result(kind)` promises a type to checkers, and keeps the promise."""
    with pytest.raises(TypeError, match="ResponsesResponse, not a CompletionResponse"):
        job(message("x")).result(CompletionResponse)
