"""The keywords of a request, for editors and type checkers.

Built from openapi/openapi.yaml by scripts/generate.py; not edited by hand.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, Literal, TypedDict

if TYPE_CHECKING:
    from perplexity_openapi.models import (
        AgentMetadata,
        AgentStreamOptions,
        AgentToolChoiceObject,
        BuiltinSkill,
        ConnectorTool,
        CustomSkill,
        FetchUrlTool,
        FinanceSearchTool,
        FunctionTool,
        ImageSearchTool,
        InlineSkill,
        McpTool,
        PeopleSearchTool,
        ProfileReference,
        ReasoningConfig,
        ResponseMetadata,
        SandboxTool,
        SearchInternalProperties,
        ToolSpec,
        UnknownObject,
        WebSearchOptions,
        WebSearchTool,
    )


class SharedRequestFields(TypedDict, total=False):
    """The fields that ApiChatCompletionsRequest and ResponsesRequest both have."""

    stream: bool | None
    """Answer with server-sent events in place of JSON"""
    tools: (
        Sequence[
            ToolSpec
            | Mapping[str, Any]
            | WebSearchTool
            | ImageSearchTool
            | FinanceSearchTool
            | PeopleSearchTool
            | FetchUrlTool
            | FunctionTool
            | SandboxTool
            | McpTool
            | ConnectorTool
            | UnknownObject
        ]
        | None
    )
    """What the model may call"""
    tool_choice: Literal["none", "auto", "required"] | AgentToolChoiceObject | Mapping[str, Any] | None
    """Which tool to call, for example `{"type":"web_search"}`."""
    parallel_tool_calls: bool | None
    """Whether several tools may be called at once; true unless set."""
    language_preference: str | None
    """Language of the answer, ISO 639-1"""
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

    effort: str
    """Named configuration kept by Perplexity: `fast`, `low`, `medium`, `high` or `xhigh`. `level@version`
    pins one release, for example `fast@2026-10-16.0`. Not the same as `reasoning.effort`. Fields set in
    the request win over those of the level. Replaces `preset`."""
    instructions: str
    """System instructions; with an effort level they take the place of the level's own prompt."""
    max_output_tokens: int
    """Upper bound of generated tokens; values below 16 count as 16. Mandatory for anthropic/* models,
    which are refused with 400 without it."""
    max_steps: int
    """Upper bound of the agent's steps, 1 to 100. Wins over the value of the effort level. Default 1 for a
    request with a model and no level. finance_search with a model of your own needs at least 3."""
    max_tool_calls: int
    """Upper bound of tool calls; 0 switches every tool off."""
    metadata: AgentMetadata | Mapping[str, Any]
    """Notes of the caller, at most 16; keys of up to 64 characters, values of up to 512."""
    models: Sequence[str]
    """Models to try in turn, each as provider/model, until one answers; at most 5. Wins over model. The
    response names the one that answered."""
    preset: str
    """Older name of effort, which wins where both are set."""
    previous_response_id: str
    """Go on from the saved state of this response, which has to be completed and of the same account."""
    profile: ProfileReference | Mapping[str, Any]
    """Saved configuration of your organisation; not together with effort or preset."""
    prompt_cache_key: str
    """Key under which requests with one prefix share the prompt cache."""
    reasoning: ReasoningConfig | Mapping[str, Any]
    service_tier: Literal["auto", "default", "flex", "priority", "fast"]
    """Class of processing of the model's requests."""
    skills: Sequence[BuiltinSkill | Mapping[str, Any] | InlineSkill | CustomSkill | UnknownObject]
    """Built-in, inline or stored skills that the model may load. Any of them switches the sandbox on; they
    are not echoed."""
    step_budget_reminder: bool
    """Tell the model how many of its steps are left."""
    store: bool
    """false hides the response from later GETs; it can still be named as `previous_response_id`."""
    stream_options: AgentStreamOptions | Mapping[str, Any]
    """Settings of the stream"""
    truncation: Literal["auto", "disabled"]
    """What to do with an input that is too long"""
