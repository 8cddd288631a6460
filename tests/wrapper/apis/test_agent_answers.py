"""What a finished response of the Agent API says.

The bodies are written by hand after the captured pages and the notes on the real object; none was recorded.
"""

from __future__ import annotations

from typing import Any
from unittest.mock import Mock

import pytest
from hypothesis import given
from hypothesis import strategies as st

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
from perplexity_openapi.models import (
    CompletionResponse,
    MessageOutputItem,
    OtherOutputItem,
    ResponsesResponse,
    SearchResult,
)

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
    """A job as the service would tell of it."""
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
    """Parts and messages in their order; what is between them says nothing."""
    done = job(message("Tides ", "are "), searched(ONE), message("waves."))
    assert done.text == "Tides are waves."


@pytest.mark.parametrize("mark", ["[1]", "[web:1]"])
def test_both_kinds_of_marks_lead_to_their_sources(mark: str) -> None:
    """Plain and typed marks become the same footnote."""
    done = job(searched(ONE, TWO), message(f"Tides are waves{mark}."))
    assert [(c.number, c.url, c.title, c.published) for c in done.citations] == [
        (1, "https://one.example", "Page 1", None),
        (2, "https://two.example", "Page 2", "2026-01-02"),
    ]
    markdown = done.to_markdown()
    assert "waves[^1]." in markdown
    assert "[^1]: [Page 1](<https://one.example>)" in markdown
    assert "- [Page 2](<https://two.example>), 2026-01-02" in markdown


def test_ids_go_before_order() -> None:
    """The number of a source is its id, wherever it stands."""
    done = job(searched(source(7, "https://seven.example")), searched(ONE), message("x"))
    assert {c.number: c.url for c in done.citations} == {7: "https://seven.example", 1: "https://one.example"}


def test_pages_that_were_read_or_cited_follow_once() -> None:
    """They have no number of their own, and must not take that of a mark in the text."""
    read = {
        "type": "fetch_url_results",
        "contents": [{"url": "https://one.example"}, {"url": "https://x.example"}],
    }
    cited = {
        "type": "url_citation",
        "url": "https://y.example",
        "title": "Y",
        "start_index": 0,
        "end_index": 1,
    }
    other = {"type": "file_citation", "url": "https://z.example"}
    done = job(searched(TWO, ONE), read, message("x", annotations=[cited, cited, other]))
    assert {c.number: c.url for c in done.citations} == {
        1: "https://one.example",
        2: "https://two.example",
        3: "https://x.example",
        4: "https://y.example",
    }
    assert done.citations[3].title == "Y"


def test_places_count_where_no_source_has_an_id() -> None:
    """Those of repeated addresses too, or the marks behind them would lead elsewhere."""
    found = [{"url": f"https://{name}.example", "title": name} for name in ("one", "one", "two")]
    done = job(searched(found[0], found[1]), searched({"title": "gone"}, found[2]), message("So [web:4]."))
    assert [(c.number, c.title) for c in done.citations] == [(1, "one"), (2, "one"), (4, "two")]
    assert "[^4]: [two]" in done.to_markdown()


def test_one_number_for_two_pages_keeps_the_first() -> None:
    """A mark leads to one page; the other page is still told."""
    done = job(searched(ONE), searched(source(1, "https://other.example"), ONE), message("x[1]"))
    assert [(c.number, c.url) for c in done.citations] == [
        (1, "https://one.example"),
        (2, "https://other.example"),
    ]


def test_items_of_new_kinds_are_kept() -> None:
    """They say nothing that is understood, cost nothing, and stay reachable with all their fields."""
    new = {"type": "not_published_yet", "server": "s", "result": {"n": 1}}
    done = job(new, message("x"), {"type": None}, {})
    typed = done.result(ResponsesResponse)
    assert isinstance(typed.output, list)
    first, second, *_ = typed.output
    assert isinstance(first, OtherOutputItem)
    assert first.to_dict() == new
    assert isinstance(second, MessageOutputItem)
    assert done.raw["output"][0] == new
    assert done.text == "x"


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


@pytest.mark.parametrize("usage", [None, {"input_tokens": 1}, {"cost": None}, "free"])
def test_what_the_usage_leaves_out_is_none(usage: Any) -> None:
    """Null, absent and unreadable parts cost nothing but themselves."""
    done = job(message("x"), usage=usage)
    assert done.text == "x"
    assert done.cost is None


def test_reasoning_cached_tokens_and_tools_are_told() -> None:
    """As the service sends them: what is written has reasoning in it, the cost that of tools."""
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
    """As recorded: incomplete with an empty output and its full usage."""
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
    """As recorded for a cancelled one: it has sources, an error and no usage."""
    error = {"code": "cancelled", "message": "Stopped.", "type": "cancelled"}
    ended = job(searched(ONE, TWO), status=status, error=error, usage=None)
    assert [citation.number for citation in ended.citations] == [1, 2]
    assert [result.url for result in ended.search_results] == ["https://one.example", "https://two.example"]
    assert (ended.text, ended.usage, ended.cost, ended.response) == (None, None, None, None)
    with pytest.raises(JobError):
        ended.result()


def test_an_answer_that_was_cut_off_is_no_result() -> None:
    """A reason for it counts, whatever the status beside it."""
    cut = job(message("Tides ar"), incomplete_details={"reason": "max_output_tokens"})
    assert cut.text == "Tides ar"
    with pytest.raises(JobResultMissingError, match=r"cut off \(max_output_tokens\)"):
        cut.to_markdown()


def test_people_are_sources_like_any_that_were_found() -> None:
    """They have ids of their own, which the marks name."""
    people = {
        **searched(source(7, "https://seven.example")),
        "type": "people_search_results",
        "queries": None,
    }
    done = job(searched(ONE), people, message("She[web:7] knows tides[web:1]."))
    assert {c.number: c.url for c in done.citations} == {1: "https://one.example", 7: "https://seven.example"}
    assert [result.id for result in done.search_results] == [1, 7]
    assert "She[^7] knows tides[^1]." in done.to_markdown()


FINANCE = {
    "type": "finance_results",
    "results": [{"sources": [{"url": "https://f.example", "title": "F"}, "https://g.example"]}, 7, {}],
}


def test_sources_of_finance_follow_like_pages_that_were_read() -> None:
    """Once each, behind what was searched."""
    done = job(FINANCE, searched(ONE), message("x[web:1]"))
    assert [(c.number, c.title) for c in done.citations] == [
        (1, "Page 1"),
        (2, "F"),
        (3, "https://g.example"),
    ]


@pytest.mark.parametrize("beside", [(), (searched(),), (searched({"title": "gone"}),)])
def test_marks_count_pages_from_0_where_nothing_was_searched(beside: tuple[Any, ...]) -> None:
    """As recorded; repeated pages count too, and what was only cited follows."""
    pages = [{"url": f"https://{name}.example", "title": name} for name in ("a", "a", "b")]
    cited = {"type": "url_citation", "url": "https://y.example", "title": "y"}
    read = {"type": "fetch_url_results", "contents": pages}
    done = job(*beside, read, message("So[web:0], and[web:2].", annotations=[cited]))
    assert [(c.number, c.title) for c in done.citations] == [(0, "a"), (1, "a"), (2, "b"), (3, "y")]
    assert done.to_markdown().startswith("So[^0], and[^2].\n\n[^0]: [a](<https://a.example>)")
    assert [c.number for c in job(FINANCE, message("x")).citations] == [0, 1]


def test_what_was_only_cited_counts_from_1() -> None:
    """Only pages that were fetched count from 0."""
    cited = {"type": "url_citation", "url": "https://y.example", "title": "y"}
    assert [c.number for c in job(message("x", annotations=[cited])).citations] == [1]


def test_an_answer_is_parsed_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """All that is asked of one snapshot comes from one reading, and none where only the text is wanted."""
    parse = Mock(wraps=ResponsesResponse.from_dict)
    monkeypatch.setattr(ResponsesResponse, "from_dict", parse)
    done = job(searched(ONE), message("x"))
    assert (done.text, len(done.citations), parse.called) == ("x", 1, False)
    assert done.result() is done.result() is done.response
    assert done.to_markdown()
    assert parse.call_count == 1


def test_reasoning_is_told_apart() -> None:
    """Models that think aloud do so in front."""
    done = job(message("<think>Hm.</think>Tides."))
    assert (done.text, done.reasoning) == ("Tides.", "Hm.")


@pytest.mark.parametrize(
    ("status", "error", "words"),
    [
        ("failed", JobFailedError, "broken"),
        ("cancelled", JobCancelledError, "was cancelled"),
        ("incomplete", JobResultMissingError, "max_output_tokens"),
    ],
)
def test_a_part_of_an_answer_is_no_result(status: str, error: type[Exception], words: str) -> None:
    """`text` holds what there is; only `result()` and what builds on it raise."""
    part = job(
        searched(ONE),
        message("Tides are"),
        status=status,
        error={"message": "broken"} if status == "failed" else None,
        incomplete_details={"reason": "max_output_tokens"} if status == "incomplete" else None,
        usage={"cost": {"total_cost": 0.5}},
    )
    assert part.is_terminal
    assert (part.text, part.cost, part.citations[0].number) == ("Tides are", 0.5, 1)
    assert isinstance(part.response, ResponsesResponse)
    for work in (part.result, part.to_markdown, lambda: part.parsed(dict)):
        with pytest.raises(error, match=words):
            work()


def test_a_cancelled_job_can_be_caught_as_a_failed_one() -> None:
    """Who handles failures handles this too."""
    with pytest.raises(JobFailedError):
        job(status="cancelled").result()


def test_a_job_that_waits_for_its_caller_says_for_what() -> None:
    """The names and ids of the calls, and how to go on."""
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


@pytest.mark.parametrize("output", [[], None, "text", [7], [message()]])
def test_an_end_without_a_text_is_told(output: Any) -> None:
    """Completed without an answer is its own error, with the body at hand."""
    empty = job(status="completed")
    empty = Job(API.read_job({**empty.raw, "output": output}, None), API)
    with pytest.raises(JobResultMissingError):
        empty.result()
    assert (empty.text, empty.citations) == (None, [])


def test_an_end_that_cannot_be_read_is_told() -> None:
    """A body without its id is no response of the document; the answer in it is still at hand."""
    odd = Job(API.read_job({"status": "completed", "output": [message("x")]}, "resp_1"), API)
    with pytest.raises(JobResultMissingError, match="cannot be read"):
        odd.result()
    assert (odd.text, odd.response) == ("x", None)
    assert odd.to_markdown() == "x\n"


def test_a_job_that_goes_on_has_no_result_yet() -> None:
    """A queued job says so."""
    with pytest.raises(JobResultMissingError, match=r"queued.*wait\(\)"):
        job(status="queued").result()


def test_a_result_of_the_other_api_is_not_passed_off() -> None:
    """`result(kind)` promises a type to checkers, and keeps the promise."""
    with pytest.raises(TypeError, match="ResponsesResponse, not a CompletionResponse"):
        job(message("x")).result(CompletionResponse)


anything = st.recursive(
    st.none() | st.booleans() | st.integers(0, 3) | st.sampled_from(["", "https://one.example", "text"]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(("url", "text")), inner),
    max_leaves=6,
)
FOUND = st.fixed_dictionaries({}, optional=dict.fromkeys(("id", "url", "title", "snippet", "date"), anything))
lists = anything | st.lists(FOUND | anything, max_size=3)
NOTES = st.fixed_dictionaries(
    {"type": st.just("url_citation")}, optional={"url": anything, "title": anything}
)
SPOILT: dict[str, dict[str, st.SearchStrategy[Any]]] = {
    "message": {
        "content": st.integers()
        | st.lists(st.fixed_dictionaries({"annotations": st.lists(NOTES) | anything}))
    },
    "search_results": {"results": lists, "queries": lists},
    "fetch_url_results": {"contents": lists},
    "function_call": {"name": anything},
}
items = anything | st.sampled_from(sorted(SPOILT)).flatmap(
    lambda kind: st.fixed_dictionaries({"type": st.just(kind)}, optional=SPOILT[kind])
)


@given(
    st.lists(items, max_size=4),
    st.lists(items, max_size=4),
    anything | st.fixed_dictionaries({"cost": anything}),
)
def test_a_text_survives_its_company(before: list[Any], after: list[Any], usage: Any) -> None:
    """Whatever spoilt item stands beside a message, the text comes through with its sources."""
    done = job(*before, message("Tides[1]."), *after, usage=usage)
    assert done.text == "Tides[1]."
    numbers = [citation.number for citation in done.citations]
    assert len(numbers) == len(set(numbers))
    assert done.to_markdown().startswith("Tides[")
