"""Faults of bodies: a 200 whose body is not that of the operation."""

from __future__ import annotations

from typing import TYPE_CHECKING

import attrs

from .. import replies, sonar
from ..fault import register
from ..service import Context
from .errors import OPERATIONS

if TYPE_CHECKING:
    from ..replies import Reply


def _broken(operation: str) -> None:
    @register(f"{operation}-200-html", "200 with an HTML page", operation, "after")
    def html(context: Context, reply: Reply) -> Reply:
        return replies.page(200, "Just a moment...", "Checking your browser.")

    @register(f"{operation}-truncated-json", "200 with JSON that stops in the middle", operation, "after")
    def truncated(context: Context, reply: Reply) -> Reply:
        return attrs.evolve(reply, body=reply.body[: len(reply.body) // 2])

    @register(f"{operation}-empty-body", "200 with an empty body", operation, "after")
    def empty(context: Context, reply: Reply) -> Reply:
        return attrs.evolve(reply, body=b"")

    @register(f"{operation}-null-body", "200 with `null`", operation, "after")
    def null(context: Context, reply: Reply) -> Reply:
        return attrs.evolve(reply, body=b"null")

    @register(f"{operation}-array-body", "200 with a JSON array around the right answer", operation, "after")
    def array(context: Context, reply: Reply) -> Reply:
        return attrs.evolve(reply, body=b"[" + reply.body + b"]")

    @register(f"{operation}-bad-gzip", "200 that says gzip and is not", operation, "after")
    def gzip(context: Context, reply: Reply) -> Reply:
        return reply.with_headers(content_encoding="gzip")

    @register(f"{operation}-bad-utf8", "200 with JSON that is not UTF-8", operation, "after")
    def utf8(context: Context, reply: Reply) -> Reply:
        return attrs.evolve(reply, body=b'{"id": "\xff\xfe"}')


for _operation in OPERATIONS:
    _broken(_operation)


@register("submit-without-id", "200, the job was made, but its `id` is missing", "submit", "after")
def _without_id(context: Context, reply: Reply) -> Reply:
    body = reply.json()
    del body["id"]
    return reply.with_json(body)


@register("get-list-body", "200 with the body of the list instead of the job", "get", "after")
def _list_body(context: Context, reply: Reply) -> Reply:
    jobs = [context.job] if context.job is not None else []
    return reply.with_json(
        {"next_token": None, "requests": [sonar.summarise(sonar.describe(job)) for job in jobs]}
    )


@register("get-wrong-id", "200 with a job of another id", "get", "after")
def _wrong_id(context: Context, reply: Reply) -> Reply:
    body = reply.json()
    return reply.with_json({**body, "id": "00000000-0000-4000-8000-000000000000"})


@register("list-get-body", "200 with the body of a single job instead of a list", "list", "after")
def _get_body(context: Context, reply: Reply) -> Reply:
    jobs = list(context.service.store.newest_first("sonar", None))
    return replies.ok(sonar.describe(jobs[0])) if jobs else reply.with_json({})
