"""The one table between the older request and the Agent API's: where each field goes, or why it cannot.

Sources: the vendor's guide to the change for models, `messages`, `response_format` and the search filters;
the two captured documents for all else. A field is refused where no field of the Agent API is known to mean
the same: the nearest thing is named in the reason, and the decision is the caller's.
"""

from __future__ import annotations

from typing import Any, Literal, TypeAlias

from attrs import field, frozen

Convert: TypeAlias = Literal["copy", "model", "messages", "tools", "tool_choice", "response_format"]

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
        convert: the rule for the value.
        implied: values that say what happens anyway: nothing is sent for them, nothing is lost.
    """

    name: str
    to: str = ""
    note: str = ""
    convert: Convert = "copy"
    implied: tuple[Any, ...] = field(default=())


def _refused(name: str, why: str, *implied: Any) -> Row:
    return Row(name, note=why, implied=implied)


_FILTERS = "web_search.filters."
_LOCATION = "web_search.user_location."
_INTERNAL = "an internal switch of the older service"
_ONE = "one answer per request; submit several jobs"
_NO_ODDS = "the odds of words are not told"
_IMAGES = "no images are found"

ROWS = (
    Row("model", "preset", "see the models below; `provider/model` stays `model`", "model"),
    Row("messages", "input, instructions", "leading system messages become `instructions`", "messages"),
    Row("max_tokens", "max_output_tokens"),
    Row("temperature", "temperature"),
    Row("top_p", "top_p"),
    Row("language_preference", "language_preference"),
    Row("reasoning_effort", "reasoning.effort"),
    Row("response_format", "response_format", "JSON schema only", "response_format"),
    Row("tools", "tools", "functions lose one level: `function` is no object of its own", "tools"),
    Row("tool_choice", "tool_choice", "a named function likewise", "tool_choice"),
    Row("search_domain_filter", _FILTERS + "search_domain_filter"),
    Row("search_recency_filter", _FILTERS + "search_recency_filter"),
    Row("search_after_date_filter", _FILTERS + "search_after_date_filter"),
    Row("search_before_date_filter", _FILTERS + "search_before_date_filter"),
    Row("last_updated_after_filter", _FILTERS + "last_updated_after_filter"),
    Row("last_updated_before_filter", _FILTERS + "last_updated_before_filter"),
    Row("latitude", _LOCATION + "latitude"),
    Row("longitude", _LOCATION + "longitude"),
    Row("country", _LOCATION + "country"),
    Row("web_search_options.user_location", "web_search.user_location"),
    _refused(
        "web_search_options.search_context_size",
        "the `web_search` tool counts in `max_tokens` and `max_tokens_per_page`",
    ),
    _refused("web_search_options.search_type", "the preset decides how to search"),
    _refused("web_search_options.image_results_enhanced_relevance", _IMAGES, False),
    _refused("search_mode", "it is always the web; `tools` may hold `finance_search`", "web"),
    _refused("disable_search", "name a `model` with no `tools` instead of a preset", False),
    _refused("enable_search_classifier", "the preset decides when to search"),
    _refused("num_search_results", "the `web_search` tool counts in `max_tokens`"),
    _refused("search_language_filter", "the `web_search` tool has no such filter"),
    _refused("search_tenant", _INTERNAL),
    _refused("ranking_model", _INTERNAL),
    _refused("updated_after_timestamp", "`last_updated_after_filter` takes a date"),
    _refused("updated_before_timestamp", "`last_updated_before_filter` takes a date"),
    _refused("safe_search", "the `web_search` tool has no such switch"),
    _refused("return_images", _IMAGES, False),
    _refused("num_images", _IMAGES, 0),
    _refused("image_domain_filter", _IMAGES),
    _refused("image_format_filter", _IMAGES),
    _refused("has_image_url", "images are seen from the `input` itself", False),
    _refused("return_related_questions", "no further questions are given", False),
    _refused("file_workspace_id", "no files are kept"),
    _refused("stream", "a background job is asked for by its id", False),
    _refused("stream_mode", "a background job is asked for by its id"),
    _refused("n", _ONE, 1),
    _refused("best_of", _ONE, 1),
    _refused("stop", "say in `instructions` where to end"),
    _refused("logprobs", _NO_ODDS, False),
    _refused("cum_logprobs", _NO_ODDS, False),
    _refused("top_logprobs", _NO_ODDS, 0),
    _refused("parallel_tool_calls", "the service decides"),
    _refused("diverse_first_token", _INTERNAL),
    _refused("response_metadata", "`metadata` holds notes of yours, and texts only"),
    _refused("search_internal_properties", _INTERNAL),
    _refused("use_threads", "`previous_response_id` goes on from an answer", False),
    _refused("thread_id", "`previous_response_id` goes on from an answer"),
    _refused("user_original_query", _INTERNAL),
    _refused("_inputs", _INTERNAL),
    _refused("_prompt_token_length", _INTERNAL),
    _refused("_debug_pro_search", _INTERNAL, False),
    _refused("_force_new_agent", _INTERNAL, False),
    _refused("idempotency_key", "there is no such key: a submit that is repeated may buy twice"),
)

BY_NAME = {row.name: row for row in ROWS}
