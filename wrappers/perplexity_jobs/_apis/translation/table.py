"""Where each field of the older request goes in the Agent API's, or why it cannot.

Sources: the vendor's guide to the change and its notes for migrating tools for models, `messages`,
`response_format`, tokens and everything about the search; the two documents for all else. A field is refused
where the service refuses it, or where no field of the Agent API is known to mean the same: the nearest thing
is named in the reason, and the decision is the caller's.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from attrs import frozen

_LEVELS = frozenset({"fast", "low", "medium", "high", "xhigh"})
# What the levels were called before.
_OLDER_LEVELS = {
    "fast-search": "fast",
    "pro-search": "low",
    "deep-research": "medium",
    "advanced-deep-research": "high",
}
#: The level that stands for each older model, as published (11/2026): by the vendor's guide as a dozen
#: projects read it, by the same guide as four others read it, by the vendor's notes for migrating tools.
PUBLISHED = {
    "sonar": ("fast", "fast", "fast"),
    "sonar-pro": ("low", "fast", "low"),
    "sonar-reasoning-pro": ("medium", "low", "low"),
    "sonar-deep-research": ("high", "high", "medium"),
}
#: The level that is taken: what two of the three say. `effort=` overrides it.
EFFORTS = {model: max(levels, key=levels.count) for model, levels in PUBLISHED.items()}

#: The filters by date.
DATES = (
    "search_after_date_filter",
    "search_before_date_filter",
    "last_updated_after_filter",
    "last_updated_before_filter",
)
_DATE = re.compile(r"(0?[1-9]|1[0-2])/(0?[1-9]|[12]\d|3[01])/\d{4}")


def level_of(name: str) -> str | None:
    """The effort level that a name stands for, pinned to a version or not; None for the name of a model."""
    level = name.partition("@")[0]
    level = _OLDER_LEVELS.get(level, level)
    return level if level in _LEVELS else None


@frozen
class Row:
    """What becomes of one field.

    Attributes:
        name: in the older request; a dot leads into an object.
        to: in the Agent API's request, a dot leading into an object; ``web_search`` is the tool of that kind,
            and two names mean both. Empty where there is no counterpart.
        note: how the value changes, or why the field is refused.
        implied: the value that says what happens anyway: nothing is sent for it, nothing is lost.
        fits: whether the service takes a value; one that it refuses is refused here, with the note.
    """

    name: str
    to: str = ""
    note: str = ""
    implied: Any = None
    fits: Callable[[Any], bool] = lambda value: True


def _is_domains(value: Any) -> bool:
    domains = value if isinstance(value, list) else [value]
    return len(domains) <= 20 and not any("://" in str(domain) for domain in domains)


def _is_day(value: Any) -> bool:
    return _DATE.fullmatch(str(value)) is not None


def _filter(name: str, note: str, fits: Callable[[Any], bool] = lambda value: True) -> Row:
    return Row(name, f"web_search.filters.{name}", note, fits=fits)


def _refused(why: str, names: str = "", **implied: Any) -> list[Row]:
    """Rows without a counterpart, their names apart by spaces; those with an implied value are keywords."""
    rows = {**dict.fromkeys(names.split()), **implied}
    return [Row(name, note=why, implied=value) for name, value in rows.items()]


ROWS = (
    Row("model", "effort", "see the models below; `provider/model` stays `model`"),
    Row(
        "messages", "input, instructions", "leading system messages are `instructions` where no level is used"
    ),
    Row("response_format", "response_format", "JSON schema only"),
    Row("tools", "tools", "functions lose one level: `function` is no object of its own"),
    Row("tool_choice", "tool_choice", "a named function likewise"),
    Row("max_tokens", "max_output_tokens", "at least 16"),
    Row("reasoning_effort", "reasoning.effort"),
    *(Row(name, name) for name in ("temperature", "top_p", "language_preference", "parallel_tool_calls")),
    _filter("search_domain_filter", "at most 20, without a scheme", _is_domains),
    _filter("search_recency_filter", "not together with dates"),
    *(_filter(name, "MM/DD/YYYY", _is_day) for name in DATES),
    Row("num_search_results", "web_search.max_results", "1 to 50", fits=lambda n: n in range(1, 51)),
    Row("web_search_options.search_context_size", "web_search.search_context_size"),
    Row("web_search_options.user_location", "web_search.user_location"),
    *(Row(name, f"web_search.user_location.{name}") for name in ("latitude", "longitude", "country")),
    *_refused(
        "the level decides when and how to search", "web_search_options.search_type enable_search_classifier"
    ),
    *_refused(
        "it is always the web; `tools` may hold `finance_search` and `people_search`", search_mode="web"
    ),
    *_refused("`max_tool_calls=0` stops every tool, the search too", disable_search=False),
    *_refused("the `web_search` tool has no such field", "search_language_filter safe_search"),
    *_refused("`last_updated_after_filter` takes a date", "updated_after_timestamp"),
    *_refused("`last_updated_before_filter` takes a date", "updated_before_timestamp"),
    *_refused(
        "`tools` may hold `image_search`",
        "image_domain_filter image_format_filter",
        return_images=False,
        num_images=0,
        **{"web_search_options.image_results_enhanced_relevance": False},
    ),
    *_refused("images are seen from the `input` itself", has_image_url=False),
    *_refused("no further questions are given", return_related_questions=False),
    *_refused("no files are kept", "file_workspace_id"),
    *_refused("a background job is asked for by its id", "stream_mode", stream=False),
    *_refused("one answer per request; submit several jobs", n=1, best_of=1),
    *_refused("say in a message where to end", "stop"),
    *_refused(
        "the choice of words is left to `temperature` and `top_p`", "top_k presence_penalty frequency_penalty"
    ),
    *_refused("the odds of words are not told", logprobs=False, cum_logprobs=False, top_logprobs=0),
    *_refused("`metadata` holds notes of yours, and texts only", "response_metadata"),
    *_refused("`previous_response_id` goes on from an answer", "thread_id", use_threads=False),
    *_refused(
        "an internal switch of the older service",
        "search_tenant ranking_model diverse_first_token search_internal_properties user_original_query "
        "_inputs _prompt_token_length",
        _debug_pro_search=False,
        _force_new_agent=False,
    ),
    *_refused("there is no such key: a submit that is repeated may buy twice", "idempotency_key"),
)

BY_NAME = {row.name: row for row in ROWS}
