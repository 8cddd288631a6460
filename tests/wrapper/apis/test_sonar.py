"""The adapter of the first documents' API: what goes onto the wire, and what is read from it."""

from __future__ import annotations

from typing import Any
from unittest.mock import Mock

import pytest
from attrs import define
from hypothesis import given
from hypothesis import strategies as st

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


def test_messages_go_as_they_are() -> None:
    """Dicts and generated models may stand side by side."""
    system = {"role": "system", "content": "Be brief."}
    user = ChatMessageInput(ChatMessageRole.USER, "Why?")
    assert sent([system, user], "sonar")["request"]["messages"] == [
        system,
        {"role": "user", "content": "Why?"},
    ]


def test_a_whole_request_is_sent_and_may_be_overridden() -> None:
    """A generated request keeps its fields; keywords go before them."""
    whole = ApiChatCompletionsRequest(
        "sonar-pro", [ChatMessageInput(ChatMessageRole.USER, "Why?")], max_tokens=5
    )
    assert sent(whole)["request"]["model"] == "sonar-pro"
    changed = sent(whole, "sonar", max_tokens=7)["request"]
    assert (changed["model"], changed["max_tokens"]) == ("sonar", 7)


def test_fields_may_be_words_enums_or_models() -> None:
    """What a user has at hand is sent as JSON; None is as if it were left out."""
    request = sent(
        "Why?",
        search_mode=SearchMode.ACADEMIC,
        search_domain_filter=("a.example", "b.example"),
        web_search_options=WebSearchOptions(user_location=UserLocation(country="FR")),
        reasoning_effort=None,
        search_internal_properties={"n": {"mode": SearchMode.WEB}},
    )["request"]
    assert request["search_mode"] == "academic"
    assert request["search_domain_filter"] == ["a.example", "b.example"]
    assert request["web_search_options"] == {"user_location": {"country": "FR"}}
    assert request["search_internal_properties"] == {"n": {"mode": "web"}}
    assert "reasoning_effort" not in request


@define
class Fact:
    """A structured answer."""

    claim: str


@pytest.mark.parametrize(
    "given_format",
    [
        {"type": "json_schema", "json_schema": {"schema": {}, "name": "own"}},
        {"type": "text"},
        {"type": "regex", "regex": {"regex": "a+"}},
    ],
)
def test_a_response_format_in_the_documents_form_is_left_alone(given_format: dict[str, Any]) -> None:
    """Whoever writes the document's form means it."""
    assert sent("Why?", response_format=given_format)["request"]["response_format"] == given_format


def test_a_response_format_may_be_a_class_a_schema_or_a_model() -> None:
    """The document's form is made where the caller gives less."""
    assert sent("Why?", response_format=Fact)["request"]["response_format"]["json_schema"]["name"] == "Fact"
    by_schema = sent("Why?", response_format={"type": "object"})["request"]["response_format"]
    assert by_schema["json_schema"]["schema"] == {"type": "object"}
    assert sent("Why?", response_format=ResponseFormatText("text"))["request"]["response_format"] == {
        "type": "text"
    }


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
    """A slip of the pen is not paid for."""
    with pytest.raises(TypeError, match=f"{name}.*{hint}|{hint}.*{name}"):
        sent("Why?", **{name: 1})


@pytest.mark.parametrize("name", ["_inputs", "_force_new_agent"])
def test_names_with_an_underscore_are_those_of_the_document(name: str) -> None:
    """The wire's name is the keyword, not the generated attribute's."""
    assert sent("Why?", **{name: [1]})["request"][name] == [1]


@pytest.mark.parametrize("question", ["", [], None, 5])
def test_a_question_that_is_none_is_refused(question: Any) -> None:
    """Nothing is sent for nothing."""
    with pytest.raises((TypeError, ValueError), match="question is"):
        sent(question)


def test_an_id_of_the_other_api_says_so_where_it_is_not_known() -> None:
    """The call knows what to say; an id of this API needs no such words."""
    assert 'PerplexityJobs(api="agent")' in API.get("resp_1").hint
    assert not API.get("8f8f2bd9-0000-4000-8000-000000000000").hint


def test_ids_and_tokens_survive_the_address() -> None:
    """Whatever a service uses as an id or a token, it comes through."""
    assert API.get("a/b ?é").path.endswith("/a%2Fb%20%3F%C3%A9")
    assert API.list(None, None).query == {}
    assert API.list(5, "a+/= &é").query == {"limit": 5, "next_token": "a+/= &é"}


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
    """An unknown word goes on unless the body shows that the job has ended; the word is kept."""
    data = read({"id": "j", **body})
    assert (data.status, data.ended) == (status, ended)
    assert data.raw_status == (None if body.get("status") is None else str(body["status"]))


def test_the_id_comes_through_whatever_stands_beside_it() -> None:
    """Fields of another type than documented do not cost a job that is paid for."""
    data = read({"id": "j", "created_at": "soon", "model": 7, "error_message": {"a": 1}, "started_at": True})
    assert (data.id, data.created_at, data.model, data.started_at) == ("j", None, None, None)
    assert data.error_message == "{'a': 1}"


@pytest.mark.parametrize(
    "body",
    [None, [], "x", {}, {"id": None, "status": "CREATED"}, {"id": ""}, {"id": "other"}, {"requests": []}],
)
def test_a_body_that_is_not_the_job_asked_for_is_told(body: Any) -> None:
    """The list's body, another job's, and no job at all."""
    with pytest.raises(BodyError, match="body is"):
        API.read_job(body, "j")


def test_a_job_without_its_id_is_the_one_asked_for() -> None:
    """A status alone is enough where the id is known."""
    assert API.read_job({"status": "CREATED"}, "j").id == "j"
    with pytest.raises(BodyError):
        API.read_job({"status": "CREATED"}, None)


@pytest.mark.parametrize("body", [None, [], {}, {"requests": None}, {"requests": [None]}, {"requests": [{}]}])
def test_a_body_that_is_no_page_is_told(body: Any) -> None:
    """A page is a list of jobs, each with its id."""
    with pytest.raises(BodyError, match="list"):
        API.read_page(body)


@pytest.mark.parametrize(("token", "expected"), [("t", "t"), ("", None), (None, None), (5, None)])
def test_a_page_ends_where_there_is_no_token(token: Any, expected: str | None) -> None:
    """An empty token is none."""
    page = API.read_page({"requests": [{"id": "a"}], "next_token": token})
    assert page.next_token == expected
    assert [(item.id, item.partial) for item in page.items] == [("a", True)]


def result(**changes: Any) -> Any:
    """The result of a completed job."""
    return API.read_result(read({"id": "j", "status": "COMPLETED", "response": {**RESULT, **changes}}))


def choice(content: Any) -> list[dict[str, Any]]:
    """One choice with a content."""
    return [{"index": 0, "message": {"role": "assistant", "content": content}}]


def test_the_text_is_told_from_the_reasoning() -> None:
    """Content as text and as parts; parts that are no text are passed over."""
    assert result().text == "Tides are waves."
    thought = result(choices=choice("<think>hm</think>Yes."))
    assert (thought.text, thought.reasoning) == ("Yes.", "hm")
    parts = [{"type": "text", "text": "a"}, {"type": "new", "x": 1}, {"type": "text", "text": "b"}]
    assert result(choices=choice(parts)).text == "ab"


@pytest.mark.parametrize(
    "changes",
    [
        {"choices": []},
        {"choices": None},
        {"choices": choice(None)},
        {"choices": choice([])},
        {"choices": [{}]},
    ],
)
def test_a_result_without_a_text_is_none(changes: dict[str, Any]) -> None:
    """The reason says so."""
    found = result(**changes)
    assert (found.text, found.incomplete) == (None, "the service sent no text with it")


@pytest.mark.parametrize("body", [None, "text", [1]])
def test_a_response_that_is_no_object_is_none(body: Any) -> None:
    """COMPLETED without a response has been seen."""
    found = API.read_result(read({"id": "j", "status": "COMPLETED", "response": body}))
    assert (found.text, found.incomplete) == (None, "the service sent no text with it")


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


def test_reasoning_without_an_answer_is_no_result() -> None:
    """Whatever the service calls the end: nobody was answered."""
    found = result(choices=choice("<think>Hm. Let me"))
    assert (found.text, found.reasoning) == ("", "Hm. Let me")
    assert "within its reasoning" in found.incomplete


def test_a_failed_job_keeps_what_it_cost() -> None:
    """The money is gone, whatever the end."""
    body = {"citations": ["https://a.example"], "usage": {"total_tokens": 3, "cost": {"total_cost": 0.25}}}
    failed = Job(read({"id": "j", "status": "FAILED", "error_message": "no", "response": body}), API)
    assert (failed.text, failed.cost, failed.citations[0].url) == (None, 0.25, "https://a.example")
    assert failed.usage == Usage(total_tokens=3)
    assert failed.response is None
    with pytest.raises(JobFailedError, match="no"):
        failed.result()


def test_citations_as_objects_are_read() -> None:
    """Each names its page by itself; where none can be read, the search results count."""
    found = result(citations=[{"url": "https://a.example", "title": "A"}, 7, "https://b.example"])
    assert [(c.number, c.title) for c in found.citations] == [(1, "A"), (3, "https://b.example")]
    found = result(citations=[True], search_results=[{"url": "https://a.example", "title": "A"}])
    assert [c.title for c in found.citations] == ["A"]


@pytest.mark.parametrize("cost", [-1, "0.5 USD", True, float("inf"), float("nan"), 10**400])
def test_a_cost_that_is_none_is_not_told(cost: Any) -> None:
    """It counts like one that the service did not tell."""
    assert result(usage={"cost": {"total_cost": cost}}).cost is None


def test_an_answer_is_parsed_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """All that is asked of one snapshot comes from one reading, and none where only the text is wanted."""
    parse = Mock(wraps=CompletionResponse.from_dict)
    monkeypatch.setattr(CompletionResponse, "from_dict", parse)
    job = Job(read({"id": "j", "status": "COMPLETED", "response": RESULT}), API)
    assert (job.text, job.to_markdown(), parse.called) == ("Tides are waves.", "Tides are waves.\n", False)
    assert job.result() is job.result() is job.response
    assert parse.call_count == 1


def test_sources_are_numbered_by_citations_and_described_by_search_results() -> None:
    """The marks count the citations; what is known of a source comes from the search results."""
    found = result(
        citations=["https://b.example", "https://c.example"],
        search_results=[
            {"title": "A", "url": "https://a.example", "date": None},
            {"title": "B", "url": "https://b.example", "date": "2024-05-06", "snippet": "s"},
        ],
    )
    assert [(c.number, c.title, c.url) for c in found.citations] == [
        (1, "B", "https://b.example"),
        (2, "https://c.example", "https://c.example"),
    ]
    assert (found.citations[0].published, found.citations[0].snippet) == ("2024-05-06", "s")
    assert [r.title for r in found.search_results] == ["A", "B"]


def test_search_results_number_themselves_without_citations() -> None:
    """Bodies without citations have their sources in the same order."""
    results = [{"title": t, "url": f"https://{t}.example"} for t in "ab"]
    assert [c.title for c in result(citations=None, search_results=results).citations] == ["a", "b"]
    assert result().citations == []


def test_a_repeated_source_keeps_the_places_of_those_behind_it() -> None:
    """The marks count places: a page that was found twice, or one without an address, is one of them."""
    found = [{"title": t, "url": u} for t, u in (("A", "https://a"), ("A2", "https://a"), ("B", "https://b"))]
    numbers = [(c.number, c.url) for c in result(citations=None, search_results=found).citations]
    assert numbers == [(1, "https://a"), (2, "https://a"), (3, "https://b")]
    found[1]["url"] = None  # type: ignore[assignment]  # such bodies come
    numbers = [(c.number, c.url) for c in result(citations=None, search_results=found).citations]
    assert numbers == [(1, "https://a"), (3, "https://b")]


@pytest.mark.parametrize(
    ("status", "error"),
    [
        ("FAILED", JobFailedError),
        ("CANCELLED", JobCancelledError),
        ("INCOMPLETE", JobResultMissingError),
        ("IN_PROGRESS", JobResultMissingError),
    ],
)
def test_a_response_beside_another_end_is_not_passed_off_as_the_answer(
    status: str, error: type[Exception]
) -> None:
    """It raises; the text of what has ended can be read, that of what goes on may change."""
    job = Job(read({"id": "j", "status": status, "response": RESULT}), API)
    with pytest.raises(error):
        job.result()
    assert job.text == (None if status == "IN_PROGRESS" else "Tides are waves.")


def test_a_word_that_is_new_does_not_hide_an_answer() -> None:
    """The response shows that the job has ended well, whatever the service calls that now."""
    job = Job(read({"id": "j", "status": "DONE", "response": RESULT}), API)
    assert job.result(CompletionResponse).choices


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


_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=8,
)


@given(
    st.dictionaries(
        st.sampled_from(
            [
                "id",
                "status",
                "created_at",
                "completed_at",
                "failed_at",
                "error_message",
                "response",
                "model",
                "new",
            ]
        ),
        _JSON,
    )
)
def test_any_body_is_a_job_or_told_to_be_none(body: dict[str, Any]) -> None:
    """No JSON breaks the reading: a job with its whole body kept, or a BodyError."""
    try:
        data = API.read_job(body, None)
    except BodyError:
        assert not isinstance(body.get("id"), str) or not body["id"]
    else:
        assert data.raw is body


@given(st.dictionaries(st.sampled_from(["choices", "usage", "citations", "search_results", "object"]), _JSON))
def test_any_response_is_a_result_or_told_to_be_none(changes: dict[str, Any]) -> None:
    """No JSON breaks the reading of a result."""
    found = result(**changes)
    assert found.incomplete or isinstance(found.text, str)
