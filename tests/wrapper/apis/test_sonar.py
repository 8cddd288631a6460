"""The adapter of the asynchronous chat completions: the requests that it builds, and the jobs it reads."""

from __future__ import annotations

from typing import Any

import pytest

from perplexity_jobs import Job, JobCancelledError, JobFailedError, JobResultMissingError, JobStatus, Usage
from perplexity_jobs._apis.sonar import SonarApi
from perplexity_jobs._core.response import BodyError
from perplexity_openapi.models import (
    ApiChatCompletionsRequest,
    ChatMessageInput,
    ChatMessageRole,
    CompletionResponse,
    ResponseFormatText,
    SearchMode,
    UserLocation,
    WebSearchOptions,
)

from ..snapshots import RESULT, read

API = SonarApi()


def sent(question: Any, model: Any = None, **fields: Any) -> dict[str, Any]:
    """The body of a submit."""
    call = API.submit(question, model=model, fields=fields, idempotency_key="key")
    assert (call.method, call.purpose) == ("POST", "submit")
    body: dict[str, Any] = call.json
    return body


def test_only_what_the_caller_set_goes_onto_the_wire() -> None:
    """No defaults of the document: model, messages and the key, and nothing else."""
    assert sent("Why?") == {
        "request": {"model": "sonar-deep-research", "messages": [{"role": "user", "content": "Why?"}]},
        "idempotency_key": "key",
    }


def test_a_whole_request_is_sent_and_may_be_overridden() -> None:
    """A generated request keeps its fields; keywords take precedence. Dicts and models can be mixed."""
    user, system = ChatMessageInput(ChatMessageRole.USER, "Why?"), {"role": "system", "content": "Be brief."}
    whole = ApiChatCompletionsRequest("sonar-pro", [user], max_tokens=5)
    assert sent(whole)["request"]["model"] == "sonar-pro"
    changed = sent(whole, "sonar", max_tokens=7)["request"]
    assert (changed["model"], changed["max_tokens"]) == ("sonar", 7)
    assert sent([system, user])["request"]["messages"] == [system, {"role": "user", "content": "Why?"}]


def test_fields_may_be_words_enums_or_models() -> None:
    """What a user has at hand is sent as JSON; None is as if it were left out."""
    fields: dict[str, Any] = {
        "search_mode": SearchMode.ACADEMIC,
        "search_domain_filter": ("a.example", "b.example"),
        "web_search_options": WebSearchOptions(user_location=UserLocation(country="FR")),
        "search_internal_properties": {"n": {"mode": SearchMode.WEB}},
        "response_format": ResponseFormatText("text"),
        "_inputs": [1],
    }
    request = sent("Why?", reasoning_effort=None, **fields)["request"]
    assert {name: request[name] for name in fields} == {
        "search_mode": "academic",
        "search_domain_filter": ["a.example", "b.example"],
        "web_search_options": {"user_location": {"country": "FR"}},
        "search_internal_properties": {"n": {"mode": "web"}},
        "response_format": {"type": "text"},
        "_inputs": [1],
    }
    assert "reasoning_effort" not in request
    for own in ({"type": "json_schema", "json_schema": {"schema": {}, "name": "own"}}, {"type": "regex"}):
        assert sent("Why?", response_format=own)["request"]["response_format"] == own
    by_schema = sent("Why?", response_format={"type": "object"})["request"]["response_format"]
    assert by_schema["json_schema"]["schema"] == {"type": "object"}


@pytest.mark.parametrize(
    ("name", "hint"),
    [
        ("serch_mode", "did you mean 'search_mode'"),
        ("modle", "did you mean 'model'"),
        ("timout", "did you mean 'timeout'"),
        ("timeout", r"belongs to wait\(\) and run\(\)"),
        ("zzz", "extra_body="),
        ("messages", "no field"),
    ],
)
def test_a_field_that_does_not_exist_is_refused_by_name(name: str, hint: str) -> None:
    """A slip of the pen is not paid for, nor found out only when it has a value."""
    for value in (1, None):
        with pytest.raises(TypeError, match=f"{name}.*{hint}|{hint}.*{name}"):
            sent("Why?", **{name: value})


def test_ids_and_tokens_survive_the_address() -> None:
    """Any id and token is escaped in the URL; an id of the other API is reported as one."""
    assert API.get("a/b ?é").path.endswith("/a%2Fb%20%3F%C3%A9")
    assert API.list(None, None).query == {}
    assert API.list(5, "a+/= &é").query == {"limit": 5, "next_token": "a+/= &é"}
    assert 'PerplexityJobs(api="agent")' in API.get("resp_1").hint
    assert not API.get("8f8f2bd9-0000-4000-8000-000000000000").hint
    for token, expected in (("t", "t"), ("", None), (None, None), (5, None)):
        page = API.read_page({"requests": [{"id": "a"}], "next_token": token})
        assert page.next_token == expected, "an empty token is none"
        assert [(item.id, item.partial) for item in page.items] == [("a", True)]


@pytest.mark.parametrize(
    ("body", "status", "ended"),
    [
        ({"status": "CREATED"}, JobStatus.CREATED, False),
        ({"status": "in_progress"}, JobStatus.IN_PROGRESS, False),
        ({"status": "IN_PROGRESS", "response": RESULT, "completed_at": 1}, JobStatus.IN_PROGRESS, False),
        ({"status": "COMPLETED"}, JobStatus.COMPLETED, True),
        ({"status": "Failed"}, JobStatus.FAILED, True),
        ({"status": "RETHINKING"}, JobStatus.UNKNOWN, False),
        ({"status": None}, JobStatus.UNKNOWN, False),
        ({"status": 7}, JobStatus.UNKNOWN, False),
        ({"status": "RETHINKING", "completed_at": -62_135_596_800}, JobStatus.UNKNOWN, False),  # Go's zero
        ({}, JobStatus.UNKNOWN, False),
        *(
            ({"status": "RETHINKING", name: value}, JobStatus.UNKNOWN, True)
            for name, value in {
                "completed_at": 1,
                "failed_at": 1,
                "error_message": "no",
                "response": RESULT,
            }.items()
        ),
    ],
)
def test_statuses_are_open(body: dict[str, Any], status: JobStatus, ended: bool) -> None:
    """An unknown status counts as running unless the body shows an end; it is kept."""
    data = read({"id": "j", **body})
    assert (data.status, data.ended) == (status, ended)
    assert data.raw_status == (None if body.get("status") is None else str(body["status"]))


@pytest.mark.parametrize(
    "body",
    [None, [], "x", {}, {"id": None, "status": "CREATED"}, {"id": ""}, {"id": "other"}, {"requests": []}],
)
def test_a_body_that_is_not_the_job_asked_for_is_told(body: Any) -> None:
    """The list's body, another job's, and no job at all; a status is enough where the id is known."""
    with pytest.raises(BodyError, match="body is"):
        API.read_job(body, "j")
    assert API.read_job({"status": "CREATED"}, "j").id == "j"
    with pytest.raises(BodyError):
        API.read_job({"status": "CREATED"}, None)


def result(**changes: Any) -> Any:
    """The result of a completed job."""
    return API.read_result(read({"id": "j", "status": "COMPLETED", "response": {**RESULT, **changes}}))


def choice(content: Any) -> list[dict[str, Any]]:
    """One choice with a content."""
    return [{"index": 0, "message": {"role": "assistant", "content": content}}]


def test_the_text_is_told_from_the_reasoning() -> None:
    """Content as text and as parts; parts that are no text are passed over."""
    thought = result(choices=choice("<think>hm</think>Yes."))
    assert (thought.text, thought.reasoning) == ("Yes.", "hm")
    parts = [{"type": "text", "text": "a"}, {"type": "new", "x": 1}, {"type": "text", "text": "b"}]
    assert result(choices=choice(parts)).text == "ab"
    cut = result(choices=choice("<think>Hm. Let me"))
    assert (cut.text, cut.reasoning) == ("", "Hm. Let me")
    assert "within its reasoning" in cut.incomplete, "whatever the service calls the end: nobody was answered"


@pytest.mark.parametrize(
    ("content", "text"),
    [
        ("The reasons are: first, the m", "The reasons are: first, the m"),
        ("<think>Let me think", ""),
        ("", ""),
        (None, None),
    ],
)
@pytest.mark.parametrize("word", ["length", "content_filter"])
def test_an_answer_that_was_cut_off_is_no_result(content: str | None, text: str | None, word: str) -> None:
    """`text` holds what there is; what promises a whole answer raises with the reason."""
    body = {**RESULT, "choices": [{**choice(content)[0], "finish_reason": word}]}
    cut = Job(read({"id": "j", "status": "COMPLETED", "response": body}), API)
    assert (cut.text, cut.status) == (text, JobStatus.COMPLETED)
    for work in (cut.result, cut.to_markdown, lambda: cut.parsed(dict)):
        with pytest.raises(JobResultMissingError, match=rf"cut off \(finish_reason: {word}\)"):
            work()


def test_a_failed_job_keeps_what_it_cost() -> None:
    """The money is gone, whatever the end."""
    body = {"citations": ["https://a.example"], "usage": {"total_tokens": 3, "cost": {"total_cost": 0.25}}}
    failed = Job(read({"id": "j", "status": "FAILED", "error_message": "no", "response": body}), API)
    assert (failed.text, failed.cost, failed.citations[0].url) == (None, 0.25, "https://a.example")
    assert failed.usage == Usage(total_tokens=3)
    assert failed.response is None
    with pytest.raises(JobFailedError, match="no"):
        failed.result()


@pytest.mark.parametrize("cost", [-1, "0.5 USD", True, float("inf"), float("nan"), 10**400])
def test_a_cost_that_is_none_is_not_told(cost: Any) -> None:
    """It counts as a missing one."""
    assert result(usage={"cost": {"total_cost": cost}}).cost is None


A, B, C = ({"title": name, "url": f"https://{name}.example"} for name in "ABC")


@pytest.mark.parametrize(
    ("citations", "results", "expected"),
    [
        (["https://B.example", "https://C.example"], [A, B], [(1, "B"), (2, "https://C.example")]),
        (None, [A, B], [(1, "A"), (2, "B")]),
        (None, None, []),
        # The marks count places: a page that was found twice, or one without an address, is one of them.
        (None, [A, {**A, "title": "A2"}, B], [(1, "A2"), (2, "A2"), (3, "B")]),
        (None, [A, {"title": "A2", "url": None}, B], [(1, "A"), (3, "B")]),
        ([A, 7, "https://B.example"], None, [(1, "A"), (3, "https://B.example")]),
        ([True], [A], [(1, "A")]),
    ],
)
def test_sources_are_numbered_by_citations_and_described_by_search_results(
    citations: Any, results: Any, expected: list[tuple[int, str]]
) -> None:
    """The marks count the citations, or the search results where there are none that can be read."""
    found = result(citations=citations, search_results=results)
    assert [(citation.number, citation.title) for citation in found.citations] == expected
    assert [each.title for each in found.search_results] == [each["title"] for each in results or []]


@pytest.mark.parametrize(
    ("status", "error"),
    [
        ("FAILED", JobFailedError),
        ("CANCELLED", JobCancelledError),
        ("INCOMPLETE", JobResultMissingError),
        ("IN_PROGRESS", JobResultMissingError),
        ("DONE", None),
    ],
)
def test_a_response_beside_another_end_is_not_passed_off_as_the_answer(
    status: str, error: type[Exception] | None
) -> None:
    """It raises; the text of what has ended can be read. A word that is new does not hide an answer."""
    job = Job(read({"id": "j", "status": status, "response": RESULT}), API)
    if error is None:
        assert job.result(CompletionResponse).choices
    else:
        with pytest.raises(error):
            job.result()
    assert job.text == (None if status == "IN_PROGRESS" else "Tides are waves.")


def test_tokens_and_cost_of_every_age() -> None:
    """Whole-number costs, no cost, no usage, and a usage that does not fit the document."""
    tokens = {"prompt_tokens": 1, "completion_tokens": 2, "total_tokens": 3}
    cost = {"input_tokens_cost": 0, "output_tokens_cost": 6e-05, "total_cost": 1}
    assert result(usage={**tokens, "cost": cost}).cost == 1.0
    assert result(usage=tokens).cost is None
    assert result(usage=tokens).usage.total_tokens == 3
    assert result(usage=None).usage is None
    odd = result(usage={"prompt_tokens": 7, "cost": {"total_cost": 0.5}})
    assert (odd.usage.prompt_tokens, odd.usage.total_tokens, odd.cost) == (7, None, 0.5)
