"""Faults that send an error response: every status that was observed, in its observed form, by operation."""

from __future__ import annotations

from email.utils import formatdate

from ..fault import ALIASES, register
from ..replies import Reply, invalid, page
from ..replies import error as json_error
from ..service import Context

OPERATIONS = ("submit", "get", "list", "cancel")

RETRY_AFTER = 7
"""Seconds that the polite ones among the refusals ask for."""

_JSON = {
    400: ("invalid_request", "The request is not valid."),
    403: ("permission_denied", "This key must not use this operation."),
    408: ("timeout", "The server timed out waiting for the request."),
    409: ("conflict", "The request conflicts with another one."),
    500: ("internal_server_error", "An unexpected error occurred."),
    503: ("service_unavailable", "The service is overloaded."),
}
_HTML = {
    502: "Bad Gateway",
    504: "Gateway Time-out",
    520: "Web server is returning an unknown error",
    521: "Web server is down",
    522: "Connection timed out",
    523: "Origin is unreachable",
    524: "A timeout occurred",
    525: "SSL handshake failed",
    526: "Invalid SSL certificate",
    530: "Origin DNS error",
}


def answer(status: int) -> Reply:
    """The error response that the service, or a gateway before it, sends for a status."""
    if status in _HTML:
        return page(status, f"{status}: {_HTML[status]}", "There is an issue between the two servers.")
    if status == 422:
        return invalid([{"type": "missing", "loc": ["body", "request"], "msg": "Field required"}])
    type_, message = _JSON[status]
    return json_error(status, type_, message)


def _statuses(operation: str) -> None:
    for status in sorted([*_JSON, *_HTML, 422]):
        lasting = status in {400, 403, 409, 422}
        kind = "an HTML page of the network in front" if status in _HTML else "a JSON error"

        def respond(context: Context, status: int = status) -> Reply:
            return answer(status)

        register(
            f"{operation}-{status}",
            f"{status} with {kind}",
            operation,
            "before",
            times=None if lasting else 1,
        )(respond)
        if status in _HTML:
            ALIASES[f"{operation}-{status}-html"] = f"{operation}-{status}"


def _unauthorized(operation: str) -> None:
    @register(
        f"{operation}-401-json",
        "401 `invalid_api_key`, as the service says it",
        operation,
        "before",
        times=None,
    )
    def json(context: Context) -> Reply:
        return json_error(401, "invalid_api_key", "Invalid API key provided.")

    @register(f"{operation}-401-html", "401 as the gateway's HTML page", operation, "before", times=None)
    def html(context: Context) -> Reply:
        return page(401, "401 Authorization Required", "openresty")


def _rate_limits(operation: str) -> None:
    """429s with every form of `Retry-After` and rate limit headers, valid and invalid."""
    hints = {
        "seconds": (f"`Retry-After: {RETRY_AFTER}`", lambda now: {"retry-after": f"{RETRY_AFTER}"}),
        "date": (
            f"`Retry-After` as an HTTP date {RETRY_AFTER} s ahead",
            lambda now: {"retry-after": formatdate(now + RETRY_AFTER, usegmt=True)},
        ),
        "past-date": (
            "`Retry-After` as an HTTP date a minute ago",
            lambda now: {"retry-after": formatdate(now - 60, usegmt=True)},
        ),
        "fractional": ("`Retry-After: 2.5`", lambda now: {"retry-after": "2.5"}),
        "negative": ("`Retry-After: -5`", lambda now: {"retry-after": "-5"}),
        "absurd": ("`Retry-After: 86400000`, a thousand days", lambda now: {"retry-after": "86400000"}),
        "garbage": ("`Retry-After: soon`", lambda now: {"retry-after": "soon"}),
        "missing": ("no hint at all", lambda now: {}),
        "epoch-reset": (
            f"`x-ratelimit-reset` as epoch seconds {RETRY_AFTER} s ahead, without `Retry-After`",
            lambda now: {
                "x-ratelimit-limit": "50",
                "x-ratelimit-remaining": "0",
                "x-ratelimit-used": "50",
                "x-ratelimit-reset": str(int(now) + RETRY_AFTER),
            },
        ),
    }
    for name, (words, headers_at) in hints.items():

        def refuse(context: Context, headers_at=headers_at) -> Reply:  # type: ignore[no-untyped-def]  # bound early
            return json_error(429, "rate_limit_exceeded", "Rate limit exceeded.", **headers_at(context.now))

        register(f"{operation}-429-{name}", f"429 with {words}", operation, "before")(refuse)

    @register(
        f"{operation}-429-message-only",
        "429 whose error holds a `message` and nothing else",
        operation,
        "before",
    )
    def message_only(context: Context) -> Reply:
        return json_error(429, None, "Too many requests.")

    ALIASES[f"{operation}-429"] = f"{operation}-429-missing"
    ALIASES[f"{operation}-429-retry-after"] = f"{operation}-429-seconds"

    @register(f"{operation}-503-retry-after", f"503 with `Retry-After: {RETRY_AFTER}`", operation, "before")
    def unavailable(context: Context) -> Reply:
        return answer(503).with_headers(retry_after=f"{RETRY_AFTER}")


for _operation in OPERATIONS:
    _statuses(_operation)
    _unauthorized(_operation)
    _rate_limits(_operation)


def _refusal(name: str, description: str, reply: Reply, api: str = "any") -> None:
    """The same refusal of every request, for as long as the fault is on."""
    register(name, description, "any", "before", times=None, api=api)(lambda context: reply)


_refusal(
    "insufficient-quota",
    "401 `insufficient_quota`: the account has run out of credits",
    json_error(
        401,
        "insufficient_quota",
        "You exceeded your current quota, please check your plan and billing details.",
    ),
)
_refusal(
    "out-of-credit",
    "402: the account is to pay first",
    json_error(402, None, "This account has no credit left."),
)
_refusal(
    "endpoint-retired",
    "403 `chat_completions_not_available`: the endpoints have ended",
    json_error(
        403,
        "chat_completions_not_available",
        "Chat completions are no longer available. Use the Agent API instead: POST /v1/agent.",
    ),
    "sonar",
)
_refusal(
    "agent-migration-required",
    "403 `agent_api_migration_required`: the same in other words",
    json_error(403, "agent_api_migration_required", "This account has to migrate to the Agent API."),
    "sonar",
)
_refusal(
    "retired-in-code",
    "403 with `chat_completions_not_available` in `error.code` instead of `error.type`",
    Reply(
        403,
        b'{"error":{"message":"Not available.","type":"forbidden","code":"chat_completions_not_available"}}',
    ),
    "sonar",
)
_refusal(
    "organization-key",
    "403: the key belongs to an organisation and must not be used here",
    json_error(403, "forbidden", "Organization keys cannot be used for this operation."),
)


@register(
    "redirect-other-host",
    "307 to the same path on another host name, which must not get the key",
    "any",
    "before",
    times=None,
)
def _redirect_away(context: Context) -> Reply:
    host, _, port = context.call.headers.get("host", "").partition(":")
    other = "localhost" if host != "localhost" else "127.0.0.1"
    location = f"http://{other}:{port or 80}{context.call.path}"
    return Reply(307, b"", {"location": location})


@register("redirect-same-host", "308 to the newer path of the same operation", "any", "before")
def _redirect_here(context: Context) -> Reply:
    path = context.call.operation.paths[-1].replace("{job_id}", context.call.job_id or "")
    return Reply(308, b"", {"location": path})


@register(
    "submit-307-after-accept", "307 to the same operation, although the job was made", "submit", "after"
)
def _redirect_after(context: Context, reply: Reply) -> Reply:
    return Reply(307, b"", {"location": context.call.path})


@register(
    "get-404-early",
    "404 for a job that exists, the first two times it is asked for",
    "get",
    "before",
    times=2,
)
def _not_yet(context: Context) -> Reply:
    return json_error(404, "not_found", "Async request not found.")


@register(
    "get-404-late",
    "404 from the moment on at which the job has started: its result is lost",
    "get",
    "before",
    times=None,
    when=lambda context: context.job is not None and context.job.phase != "waiting",
)
def _no_longer(context: Context) -> Reply:
    return json_error(404, "not_found", "Async request not found.")
