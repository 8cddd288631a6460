"""Faults of the list: it never ends, repeats or omits jobs, ignores parameters, or fails."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import attrs

from .. import page_tokens, replies, sonar
from ..fault import register
from ..service import Context
from .errors import answer

if TYPE_CHECKING:
    from ..replies import Reply

_START = 2**40
"""A position before every job."""


def _later_page(context: Context) -> bool:
    return bool(context.call.parameter("next_token"))


def _first_page(context: Context) -> bool:
    return not _later_page(context)


def _changed(reply: Reply, **changes: Any) -> Reply:
    return reply.with_json({**reply.json(), **changes}) if reply.status == 200 else reply


def _page_one(context: Context, *, ignore: str) -> dict[str, Any]:
    """The first page, whatever parameter the call has under the name `ignore`."""
    query = [(name, value) for name, value in context.call.query if name not in ignore.split()]
    page: dict[str, Any] = sonar.list_jobs(context.service, attrs.evolve(context.call, query=query)).json()
    return page


@register(
    "list-empty-page",
    "an empty page with a token comes first, then the real ones",
    "list",
    "after",
    when=_first_page,
)
def _empty_page(context: Context, reply: Reply) -> Reply:
    return _changed(reply, requests=[], next_token=page_tokens.encode(_START))


@register("list-token-loop", "every page names the same next page", "list", "after", times=None)
def _token_loop(context: Context, reply: Reply) -> Reply:
    return _changed(reply, next_token=page_tokens.encode(_START, salt=1))


@register("list-abab-loop", "the pages lead to A, to B, to A, to B, without end", "list", "after", times=None)
def _abab_loop(context: Context, reply: Reply) -> Reply:
    a, b = page_tokens.encode(_START, salt=1), page_tokens.encode(2, salt=2)
    return _changed(reply, next_token=b if context.call.parameter("next_token") == [a] else a)


@register(
    "list-repeated-page",
    "every page holds the jobs of the first one, each with a new token",
    "list",
    "after",
    times=None,
)
def _repeated_page(context: Context, reply: Reply) -> Reply:
    page = _page_one(context, ignore="next_token")
    return _changed(reply, requests=page["requests"], next_token=page_tokens.encode(_START, salt=context.nth))


@register("list-page-500", "500 for a page after the first", "list", "before", when=_later_page)
def _page_500(context: Context) -> Reply:
    return answer(500)


@register(
    "list-page-401", "401 for every page after the first", "list", "before", times=None, when=_later_page
)
def _page_401(context: Context) -> Reply:
    return replies.error(401, "invalid_api_key", "Invalid API key provided.")


@register(
    "list-short-page",
    "`limit=50` gives at most 5 jobs a page, as has been seen",
    "list",
    "before",
    times=None,
)
def _short_page(context: Context) -> Reply:
    query = [(name, value) for name, value in context.call.query if name != "limit"] + [("limit", "5")]
    reply: Reply = sonar.list_jobs(context.service, attrs.evolve(context.call, query=query))
    return reply


@register("list-unordered", "the jobs of a page come in no order", "list", "after", times=None)
def _unordered(context: Context, reply: Reply) -> Reply:
    requests = sorted(reply.json()["requests"], key=lambda job: job["id"][::-1])
    return _changed(reply, requests=requests)


@register("list-refused", "403 for every list", "list", "before", times=None)
def _refused(context: Context) -> Reply:
    return replies.error(403, "forbidden", "Listing is not available for this account.")


@register(
    "list-without-parameters",
    "`limit` and `next_token` are ignored: always the first 20 jobs and no token",
    "list",
    "before",
    times=None,
)
def _without_parameters(context: Context) -> Reply:
    page = _page_one(context, ignore="next_token limit")
    return replies.ok({**page, "next_token": None})


@register("list-null-requests", "`requests` is null", "list", "after")
def _null_requests(context: Context, reply: Reply) -> Reply:
    return _changed(reply, requests=None, next_token=None)


@register("list-without-token-field", "the last page has no `next_token` at all", "list", "after", times=None)
def _without_token(context: Context, reply: Reply) -> Reply:
    body = reply.json()
    if body.get("next_token") is None:
        body.pop("next_token", None)
    return reply.with_json(body)


@register("list-empty-token", 'the last page has the token `""`', "list", "after", times=None)
def _empty_token(context: Context, reply: Reply) -> Reply:
    return _changed(reply, next_token=reply.json().get("next_token") or "")


@register("list-bad-item", "one item of the page is null, one lacks its `id`", "list", "after")
def _bad_item(context: Context, reply: Reply) -> Reply:
    requests = reply.json()["requests"]
    return _changed(reply, requests=[None, {"status": "COMPLETED"}, *requests])


@register(
    "list-unicode-token", "tokens with spaces, `&`, `=` and letters beyond ASCII", "list", "after", times=None
)
def _unicode_token(context: Context, reply: Reply) -> Reply:
    token = reply.json().get("next_token")
    return _changed(reply, next_token=f"näch&te=seite/→+ {token}") if token else reply


@register(
    "list-reused-token",
    "the token of a page is refused after its first use",
    "list",
    "before",
    when=_later_page,
    times=None,
)
def _reused_token(context: Context) -> Reply:
    token = context.call.parameter("next_token")
    seen = [r for r in context.service.requests[:-1] if [r.query.get("next_token")] == token]
    if seen:
        return replies.error(400, "invalid_request", "This next_token was used already.")
    reply: Reply = sonar.list_jobs(context.service, context.call)
    return reply
