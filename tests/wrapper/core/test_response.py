"""Which answers are errors, of which kind, and which of them may pass."""

from __future__ import annotations

import json
import pickle
from typing import Any

import httpx
import pytest

from perplexity_jobs import (
    APIConnectionError,
    APIResponseValidationError,
    APIStatusError,
    APITimeoutError,
    AuthenticationError,
    BadRequestError,
    ConflictError,
    EndpointRetiredError,
    InsufficientQuotaError,
    InternalServerError,
    NotFoundError,
    PermissionDeniedError,
    RateLimitError,
    UnprocessableEntityError,
    ValidationDetail,
)
from perplexity_jobs._core.response import Answer, BodyError, Refusal, judge
from perplexity_jobs._values.call import Call, Failure, Reply

CALL = Call("get", "GET", "/jobs/1")


def refusal(status: int, body: object = None, **headers: str) -> Refusal:
    """The verdict on an answer with an error status."""
    content = body.encode() if isinstance(body, str) else json.dumps(body).encode() if body else b""
    verdict: Answer[Any] | Refusal = judge(CALL, Reply(status, httpx.Headers(headers), content), dict, wall=0)
    assert isinstance(verdict, Refusal)
    return verdict


def status_error(status: int, body: object = None, **headers: str) -> APIStatusError:
    """The typed error of that verdict."""
    error = refusal(status, body, **headers).error
    assert isinstance(error, APIStatusError)
    return error


@pytest.mark.parametrize(
    ("status", "kind", "passes"),
    [
        (307, APIStatusError, False),
        (400, BadRequestError, False),
        (401, AuthenticationError, False),
        (402, APIStatusError, False),
        (403, PermissionDeniedError, False),
        (404, NotFoundError, False),
        (408, APIStatusError, True),
        (409, ConflictError, True),
        (422, UnprocessableEntityError, False),
        (429, RateLimitError, True),
        (500, InternalServerError, True),
        (503, InternalServerError, True),
        (520, InternalServerError, True),
        (530, InternalServerError, True),
        (599, InternalServerError, True),
    ],
)
def test_a_status_has_its_error(status: int, kind: type[APIStatusError], passes: bool) -> None:
    """The names are those of the official SDK; 52x count like every 5xx."""
    verdict = refusal(status)
    assert type(verdict.error) is kind
    assert verdict.transient is passes
    assert str(verdict.error).startswith(f"GET /jobs/1 answered {status}: (empty body)")


def test_the_services_words_reach_the_caller() -> None:
    """Message, type, request id, status, body and headers are on the error."""
    body = {"error": {"message": "Invalid model", "type": "invalid_model", "code": 400}}
    error = status_error(400, body, **{"X-Request-Id": "r-1"})
    assert "Invalid model" in error.message
    assert (error.type, error.status_code, error.request_id) == ("invalid_model", 400, "r-1")
    assert error.body == body
    assert error.request == "GET /jobs/1"


@pytest.mark.parametrize(
    ("body", "words"),
    [
        ({"error": {"message": "slow down"}}, "slow down"),
        ({"error": {"code": 7}}, "{'code': 7}"),
        ({"error": "plain"}, "plain"),
        ({"message": "on top"}, "on top"),
        ({"detail": "Not Found"}, "Not Found"),
        ([1, 2], "[1, 2]"),
        ("<html><head><title> 502 Bad\n Gateway </title></head></html>", "an HTML page, '502 Bad Gateway'"),
        ("<html>no title</html>", "an HTML page"),
        ("upstream\n\nlost", "upstream lost"),
        ("x" * 1000, "x" * 200 + "…"),
    ],
)
def test_any_body_is_told_in_one_short_line(body: object, words: str) -> None:
    """Gateways answer with pages; an error message is a line."""
    assert status_error(502, body).message.endswith(f"502: {words}")


def test_invalid_fields_are_listed() -> None:
    """The details of a 422 come typed, and in the message."""
    body = {
        "detail": [
            {"loc": ["body", "messages", 0, "role"], "msg": "Field required", "type": "missing"},
            {"msg": "bare"},
            "no entry",
        ]
    }
    error = status_error(422, body)
    assert error.details == (
        ValidationDetail(("body", "messages", 0, "role"), "Field required", "missing"),
        ValidationDetail((), "bare", ""),
    )
    assert "body.messages.0.role: Field required; : bare" in error.message


@pytest.mark.parametrize("status", [401, 429])
def test_an_empty_account_does_not_pass(status: int) -> None:
    """insufficient_quota is no wrong key and no rate limit: trying again does not help."""
    verdict = refusal(status, {"error": {"type": "insufficient_quota", "message": "no credits"}})
    assert type(verdict.error) is InsufficientQuotaError
    assert not verdict.transient


@pytest.mark.parametrize("kind", ["chat_completions_not_available", "agent_api_migration_required"])
def test_the_ended_endpoints_say_what_replaced_them(kind: str) -> None:
    """The 403 of the ended endpoints names the successor; the same word with another status does not."""
    error = status_error(403, {"error": {"type": kind, "message": "gone"}})
    assert type(error) is EndpointRetiredError
    assert 'api="agent"' in error.message
    assert type(status_error(404, {"error": {"type": kind}})) is NotFoundError


@pytest.mark.parametrize(
    ("word", "status", "kind"),
    [
        ("chat_completions_not_available", 403, EndpointRetiredError),
        ("agent_api_migration_required", 403, EndpointRetiredError),
        ("insufficient_quota", 401, InsufficientQuotaError),
    ],
)
def test_the_word_for_an_error_counts_wherever_it_stands(word: str, status: int, kind: type) -> None:
    """``error.code`` holds a number in some answers and the word in others."""
    for error in ({"type": word, "code": 403}, {"type": "forbidden", "code": word}, {"code": word}, word):
        assert type(status_error(status, {"error": error})) is kind
    other = status_error(status, {"error": {"type": ["x"], "code": {"y": word}}})
    assert type(other) is (AuthenticationError if status == 401 else PermissionDeniedError)


def test_a_redirect_names_where_it_leads() -> None:
    """The key goes to one server: the caller decides about another."""
    message = status_error(308, location="https://elsewhere.example/x").message
    assert "https://elsewhere.example/x" in message
    assert "base_url" in message
    assert "another address" in status_error(302).message


@pytest.mark.parametrize(("status", "points"), [(300, True), (399, True), (400, False), (500, False)])
def test_only_a_redirect_speaks_of_another_address(status: int, points: bool) -> None:
    """The hint is for 3xx; every other refusal has its own words."""
    verdict = judge(CALL, Reply(status), lambda body: body, wall=0.0)
    assert isinstance(verdict, Refusal)
    assert ("The service points to" in verdict.error.message) is points
    assert isinstance(verdict.error, APIStatusError)
    assert verdict.error.details == ()


def test_the_wish_to_wait_is_on_the_error_and_the_verdict() -> None:
    """Both the caller and the retries read the same number."""
    verdict = refusal(429, None, **{"retry-after": "7"})
    assert verdict.wait == 7.0
    assert isinstance(verdict.error, RateLimitError)
    assert verdict.error.retry_after == 7.0


@pytest.mark.parametrize("kind", ["connection", "timeout"])
@pytest.mark.parametrize("sent", [True, False])
def test_no_answer_passes(kind: Any, sent: bool) -> None:
    """Cut connections and timeouts may pass; httpx's own error is the cause."""
    cause = httpx.ReadError("reset by peer")
    verdict = judge(CALL, Failure(kind, cause, sent=sent), dict, wall=0)
    assert isinstance(verdict, Refusal)
    assert type(verdict.error) is (APITimeoutError if kind == "timeout" else APIConnectionError)
    assert (verdict.transient, verdict.sent) == (True, sent)
    assert verdict.error.__cause__ is cause
    assert "reset by peer" in str(verdict.error)


def test_a_failure_without_words_is_named_by_its_kind() -> None:
    """httpx raises some errors without a text."""
    verdict = judge(CALL, Failure("timeout", httpx.ReadTimeout("")), dict, wall=0)
    assert isinstance(verdict, Refusal)
    assert "ReadTimeout" in str(verdict.error)


def test_a_usable_answer_is_read() -> None:
    """The value, and the pause that the service asks for."""
    reply = Reply(200, httpx.Headers({"retry-after": "3"}), b'{"a": 1}')
    assert judge(CALL, reply, lambda body: body["a"], wall=0) == Answer(1, 3.0)


def test_a_success_without_a_usable_body_passes() -> None:
    """Gateways put pages of their own behind a 200; the next answer may be a real one."""

    def refuse(body: Any) -> None:
        raise BodyError("the body is no job")

    page = judge(CALL, Reply(200, {}, b"<html>"), dict, wall=0)
    other = judge(CALL, Reply(200, {}, b"{}"), refuse, wall=0)
    for verdict, words in ((page, "no JSON"), (other, "no job")):
        assert isinstance(verdict, Refusal)
        assert isinstance(verdict.error, APIResponseValidationError)
        assert verdict.transient
        assert words in str(verdict.error)
        assert verdict.error.status_code == 200
    assert isinstance(page, Refusal)
    assert isinstance(page.error, APIResponseValidationError)
    assert page.error.body == "<html>"


def test_errors_survive_a_pickle() -> None:
    """Workers hand errors to their parents by pickle."""
    error = status_error(429, {"error": {"message": "slow down"}}, **{"retry-after": "7"})
    copy = pickle.loads(pickle.dumps(error))
    assert (type(copy), str(copy), copy.retry_after) == (RateLimitError, str(error), 7.0)
