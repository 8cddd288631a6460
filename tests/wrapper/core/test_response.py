"""Which responses are errors, of which class, and which are transient."""

from __future__ import annotations

import json
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
        (402, InsufficientQuotaError, False),
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


@pytest.mark.parametrize(
    ("loc", "place"),
    [
        (["body", "messages", 0, "role"], ("body", "messages", 0, "role")),
        (5, (5,)),
        ("body", ("body",)),
        (None, ()),
        ({"a": 1}, ()),
        (["a", 1, [2], None, 1.5], ("a", 1)),
    ],
)
def test_invalid_fields_are_listed(loc: object, place: tuple[str | int, ...]) -> None:
    """The details of a 422 come typed, and in the message, with the request id, the body and the headers."""
    body = {"detail": [{"loc": loc, "msg": "Field required", "type": "missing"}, {"msg": "bare"}, "no entry"]}
    error = status_error(422, body, **{"X-Request-Id": "r-1"})
    assert error.details == (
        ValidationDetail(place, "Field required", "missing"),
        ValidationDetail((), "bare", ""),
    )
    assert ".".join(map(str, place)) + ": Field required; : bare" in error.message
    assert (error.body, error.request_id, error.request) == (body, "r-1", "GET /jobs/1")
    both = status_error(422, {**body, "error": {"message": "no"}})
    assert both.details == error.details, "beside words for people too"


@pytest.mark.parametrize(
    ("word", "status", "kind"),
    [
        ("chat_completions_not_available", 403, EndpointRetiredError),
        ("agent_api_migration_required", 403, EndpointRetiredError),
        ("insufficient_quota", 401, InsufficientQuotaError),
        ("insufficient_quota", 429, InsufficientQuotaError),
    ],
)
def test_the_word_for_an_error_counts_wherever_it_stands(word: str, status: int, kind: type) -> None:
    """``error.code`` holds a number in some answers and the word in others; none of these passes."""
    for error in ({"type": word, "code": 403}, {"type": "forbidden", "code": word}, {"code": word}, word):
        verdict = refusal(status, {"error": error})
        assert (type(verdict.error), verdict.transient) == (kind, False)
        assert ('api="agent"' in str(verdict.error)) is (kind is EndpointRetiredError)
    assert type(status_error(status, {"error": {"type": ["x"], "code": {"y": word}}})) is not kind
    if kind is EndpointRetiredError:
        assert type(status_error(404, {"error": {"type": word}})) is NotFoundError


def test_a_redirect_names_where_it_leads() -> None:
    """The key goes to one server only; the error names the target of the redirect."""
    message = status_error(308, location="https://elsewhere.example/x").message
    assert "https://elsewhere.example/x" in message
    assert "base_url" in message
    for status, points in ((300, True), (399, True), (400, False), (500, False)):
        assert ("The service points to another address" in status_error(status).message) is points


@pytest.mark.parametrize("kind", ["connection", "timeout"])
@pytest.mark.parametrize("sent", [True, False])
@pytest.mark.parametrize("words", ["reset by peer", ""])
def test_no_answer_passes(kind: Any, sent: bool, words: str) -> None:
    """Cut connections and timeouts may pass; httpx's own error is the cause, its name where it is mute."""
    cause = httpx.ReadError(words)
    verdict = judge(CALL, Failure(kind, cause, sent=sent), dict, wall=0)
    assert isinstance(verdict, Refusal)
    assert type(verdict.error) is (APITimeoutError if kind == "timeout" else APIConnectionError)
    assert (verdict.transient, verdict.sent) == (True, sent)
    assert verdict.error.__cause__ is cause
    assert (words or "ReadError") in str(verdict.error)


def test_a_success_without_a_usable_body_passes() -> None:
    """Gateways put pages of their own behind a 200; the next answer may be a real one."""

    def refuse(body: Any) -> None:
        raise BodyError("the body is no job")

    page = judge(CALL, Reply(200, {}, b"<html>"), dict, wall=0)
    other = judge(CALL, Reply(200, {}, b"{}"), refuse, wall=0)
    for verdict, words, body in ((page, "no JSON", "<html>"), (other, "no job", {})):
        assert isinstance(verdict, Refusal)
        assert isinstance(verdict.error, APIResponseValidationError)
        assert verdict.transient
        assert words in str(verdict.error)
        assert (verdict.error.status_code, verdict.error.body) == (200, body)
    reply = Reply(200, httpx.Headers({"retry-after": "3"}), b'{"a": 1}')
    assert judge(CALL, reply, lambda body: body["a"], wall=0) == Answer(1, 3.0)
    refused = refusal(429, None, **{"retry-after": "7"})
    assert isinstance(refused.error, RateLimitError)
    assert (refused.wait, refused.error.retry_after) == (7.0, 7.0)
