"""Checks for requests that the documents allow and the live service refuses with 400, as users report.

Each check names its source.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

_DATE = re.compile(r"(0?[1-9]|1[0-2])/(0?[1-9]|[12]\d|3[01])/\d{4}")
_DATES = (
    "search_after_date_filter",
    "search_before_date_filter",
    "last_updated_after_filter",
    "last_updated_before_filter",
)
_MOST_DOMAINS = 20


def wrong_order(messages: Sequence[Mapping[str, Any]]) -> str | None:
    """The problem with the order of messages, or None: the most reported 400 of the older API.

    Reported in perplexityai/api-discussion #265, danny-avila/LibreChat #3048 and some thirty other projects.
    """
    roles = [message["role"] for message in messages]
    while roles and roles[0] == "system":
        roles.pop(0)
    if not roles or roles[-1] == "assistant" or roles[-1] == "system":
        return "Last message must have role `user` or `tool`."
    # After several parallel tool calls, several tool results follow each other.
    turns = [
        role for place, role in enumerate(roles) if role != "tool" or roles[place - 1] != "tool" or not place
    ]
    if any((role == "assistant") is (place % 2 == 0) or role == "system" for place, role in enumerate(turns)):
        return (
            "After the (optional) system message(s), user or tool message(s) should alternate with assistant "
            "message(s)."
        )
    return None


def wrong_filters(filters: Mapping[str, Any]) -> str | None:
    """The problem with the search filters, or None, by the vendor's guides to domain and date filters."""
    domains = filters.get("search_domain_filter") or ()
    if len(domains) > _MOST_DOMAINS:
        return f"search_domain_filter: at most {_MOST_DOMAINS} domains are allowed."
    for domain in domains:
        if "://" in domain:
            return f"search_domain_filter: {domain!r} must be a domain without a scheme."
    dates = [name for name in _DATES if filters.get(name)]
    for name in dates:
        if not _DATE.fullmatch(filters[name]):
            return f"{name}: {filters[name]!r} is not a date of the form MM/DD/YYYY."
    if dates and filters.get("search_recency_filter"):
        return f"search_recency_filter cannot be used together with {dates[0]}."
    return None
