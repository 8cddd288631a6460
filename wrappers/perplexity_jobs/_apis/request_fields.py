"""The keywords of a request, for editors and type checkers.

Built from openapi/openapi.yaml by scripts/generate.py; not edited by hand.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, Literal, TypedDict

if TYPE_CHECKING:
    from perplexity_openapi.models import (
        AgentMetadata,
        AgentToolChoiceObject,
        FetchUrlTool,
        FinanceSearchTool,
        FunctionTool,
        PeopleSearchTool,
        ReasoningConfig,
        ResponseMetadata,
        SandboxTool,
        SearchInternalProperties,
        ToolSpec,
        UnknownTool,
        WebSearchOptions,
        WebSearchTool,
    )


class SharedRequestFields(TypedDict, total=False):
    """The fields that ApiChatCompletionsRequest and ResponsesRequest both have."""

    stream: bool | None
    tools: (
        Sequence[
            ToolSpec
            | Mapping[str, Any]
            | WebSearchTool
            | FinanceSearchTool
            | FetchUrlTool
            | FunctionTool
            | PeopleSearchTool
            | SandboxTool
            | UnknownTool
        ]
        | None
    )
    tool_choice: Literal["none", "auto", "required"] | AgentToolChoiceObject | Mapping[str, Any] | None
    language_preference: str | None
    temperature: float | None
    """How much chance there is in the choice of words."""
    top_p: float | None
    """The share of likely words to choose from."""


class SonarRequestFields(TypedDict, total=False):
    """The fields of ApiChatCompletionsRequest alone, besides messages."""

    max_tokens: int | None
    n: int | None
    stop: str | Sequence[str] | None
    cum_logprobs: bool | None
    logprobs: bool | None
    top_logprobs: int | None
    best_of: int | None
    response_metadata: ResponseMetadata | Mapping[str, Any] | None
    diverse_first_token: bool | None
    _inputs: Sequence[int] | None
    _prompt_token_length: int | None
    parallel_tool_calls: bool | None
    web_search_options: WebSearchOptions | Mapping[str, Any]
    search_mode: Literal["web", "academic", "sec"] | None
    return_images: bool | None
    return_related_questions: bool | None
    num_search_results: int
    num_images: int
    enable_search_classifier: bool | None
    disable_search: bool | None
    search_domain_filter: Sequence[str] | None
    search_language_filter: Sequence[str] | None
    search_tenant: str | None
    ranking_model: str | None
    latitude: float | None
    longitude: float | None
    country: str | None
    search_recency_filter: Literal["hour", "day", "week", "month", "year"] | None
    search_after_date_filter: str | None
    search_before_date_filter: str | None
    last_updated_before_filter: str | None
    last_updated_after_filter: str | None
    image_format_filter: Sequence[str] | None
    image_domain_filter: Sequence[str] | None
    safe_search: bool | None
    file_workspace_id: str | None
    updated_before_timestamp: int | None
    updated_after_timestamp: int | None
    search_internal_properties: SearchInternalProperties | Mapping[str, Any] | None
    use_threads: bool | None
    thread_id: str | None
    stream_mode: Literal["full", "concise"]
    _debug_pro_search: bool
    has_image_url: bool
    reasoning_effort: Literal["minimal", "low", "medium", "high"] | None
    user_original_query: str | None
    _force_new_agent: bool | None


class AgentRequestFields(TypedDict, total=False):
    """The fields of ResponsesRequest alone, besides input."""

    instructions: str
    max_output_tokens: int
    max_steps: int
    models: Sequence[str]
    preset: str
    reasoning: ReasoningConfig | Mapping[str, Any]
    store: bool
    previous_response_id: str
    metadata: AgentMetadata | Mapping[str, Any]
    """Notes of the caller, up to the service in number and size; they come back with the response."""
