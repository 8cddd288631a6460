"""Where each field of the older request goes in the Agent API's, or why it cannot.

Sources: the vendor's guide to the change for models, `messages`, `response_format` and the search filters;
the two captured documents for all else. A field is refused where no field of the Agent API is known to mean
the same: the nearest thing is named in the reason, and the decision is the caller's.
"""

from __future__ import annotations

from typing import Any

from attrs import frozen

#: What stands for the older models.
PRESETS = {
    "sonar": "fast",
    "sonar-pro": "fast",
    "sonar-reasoning-pro": "low",
    "sonar-deep-research": "high",
}
#: The names of all presets, for callers who give one as the model.
PRESET_NAMES = frozenset({"fast", "low", "medium", "high", "xhigh"})


@frozen
class Row:
    """What becomes of one field.

    Attributes:
        name: in the older request; a dot leads into an object.
        to: in the Agent API's request, a dot leading into an object; ``web_search`` is the tool of that kind,
            and two names mean both. Empty where there is no counterpart.
        note: how the value changes, or why the field is refused.
        implied: the value that says what happens anyway: nothing is sent for it, nothing is lost.
    """

    name: str
    to: str = ""
    note: str = ""
    implied: Any = None


def _refused(why: str, *names: str, **implied: Any) -> list[Row]:
    """Rows without a counterpart; those with an implied value come as keywords."""
    return [
        *(Row(name, note=why) for name in names),
        *(Row(name, note=why, implied=value) for name, value in implied.items()),
    ]


ROWS = (
    Row("model", "preset", "see the models below; `provider/model` stays `model`"),
    Row("messages", "input, instructions", "leading system messages become `instructions`"),
    Row("response_format", "response_format", "JSON schema only"),
    Row("tools", "tools", "functions lose one level: `function` is no object of its own"),
    Row("tool_choice", "tool_choice", "a named function likewise"),
    Row("max_tokens", "max_output_tokens"),
    Row("reasoning_effort", "reasoning.effort"),
    *(Row(name, name) for name in ("temperature", "top_p", "language_preference")),
    *(
        Row(name, f"web_search.filters.{name}")
        for name in (
            "search_domain_filter",
            "search_recency_filter",
            "search_after_date_filter",
            "search_before_date_filter",
            "last_updated_after_filter",
            "last_updated_before_filter",
        )
    ),
    Row("web_search_options.user_location", "web_search.user_location"),
    *(Row(name, f"web_search.user_location.{name}") for name in ("latitude", "longitude", "country")),
    *_refused(
        "the `web_search` tool counts in `max_tokens` and `max_tokens_per_page`",
        "web_search_options.search_context_size",
        "num_search_results",
    ),
    *_refused(
        "the preset decides when and how to search",
        "web_search_options.search_type",
        "enable_search_classifier",
    ),
    *_refused("it is always the web; `tools` may hold `finance_search`", search_mode="web"),
    *_refused("name a `model` with no `tools` instead of a preset", disable_search=False),
    *_refused("the `web_search` tool has no such field", "search_language_filter", "safe_search"),
    *_refused("`last_updated_after_filter` takes a date", "updated_after_timestamp"),
    *_refused("`last_updated_before_filter` takes a date", "updated_before_timestamp"),
    *_refused(
        "no images are found",
        "image_domain_filter",
        "image_format_filter",
        return_images=False,
        num_images=0,
        **{"web_search_options.image_results_enhanced_relevance": False},
    ),
    *_refused("images are seen from the `input` itself", has_image_url=False),
    *_refused("no further questions are given", return_related_questions=False),
    *_refused("no files are kept", "file_workspace_id"),
    *_refused("a background job is asked for by its id", "stream_mode", stream=False),
    *_refused("one answer per request; submit several jobs", n=1, best_of=1),
    *_refused("say in `instructions` where to end", "stop"),
    *_refused("the odds of words are not told", logprobs=False, cum_logprobs=False, top_logprobs=0),
    *_refused("the service decides", "parallel_tool_calls"),
    *_refused("`metadata` holds notes of yours, and texts only", "response_metadata"),
    *_refused("`previous_response_id` goes on from an answer", "thread_id", use_threads=False),
    *_refused(
        "an internal switch of the older service",
        "search_tenant",
        "ranking_model",
        "diverse_first_token",
        "search_internal_properties",
        "user_original_query",
        "_inputs",
        "_prompt_token_length",
        _debug_pro_search=False,
        _force_new_agent=False,
    ),
    *_refused("there is no such key: a submit that is repeated may buy twice", "idempotency_key"),
)

BY_NAME = {row.name: row for row in ROWS}
