"""Pydantic models of the body of `POST /async/chat/completions`; `validation` says how they are used."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import Field

from .validation import Int, Model


class _Url(Model):
    url: str


class _VideoUrl(Model):
    url: str
    frame_interval: str | Int = 25


class _Text(Model):
    type: Literal["text"]
    text: str


class _Image(Model):
    type: Literal["image_url"]
    image_url: _Url | str


class _File(Model):
    type: Literal["file_url"]
    file_url: _Url | str
    file_name: str | None = None


class _Pdf(Model):
    type: Literal["pdf_url"]
    pdf_url: _Url | str


class _Video(Model):
    type: Literal["video_url"]
    video_url: _VideoUrl | str


class _SearchResult(Model):
    title: str
    url: str
    date: str | None = None
    last_updated: str | None = None
    snippet: str = ""
    source: Literal["web", "attachment"] = "web"


class _WebSearch(Model):
    search_results: list[_SearchResult]
    search_keywords: list[str]


class _FetchUrl(Model):
    contents: list[_SearchResult]


class _Python(Model):
    code: str
    result: str


class _Step(Model):
    thought: str
    type: str | None = None
    web_search: _WebSearch | None = None
    fetch_url_content: _FetchUrl | None = None
    execute_python: _Python | None = None


class _ToolCallFunction(Model):
    name: str | None = None
    arguments: str | None = None


class _ToolCall(Model):
    id: str | None = None
    type: Literal["function"] | None = None
    function: _ToolCallFunction | None = None


_Part = Annotated[_Text | _Image | _File | _Pdf | _Video, Field(discriminator="type")]


class _Message(Model):
    role: Literal["system", "user", "assistant", "tool"]
    content: str | list[_Part] | None
    reasoning_steps: list[_Step] | None = None
    tool_calls: list[_ToolCall] | None = None
    tool_call_id: str | None = None


class _Parameters(Model):
    type: str
    properties: dict[str, Any]
    required: list[str] | None = None
    additional_properties: bool | None = None


class _Function(Model):
    name: str
    description: str
    parameters: _Parameters
    strict: bool | None = None


class _Tool(Model):
    type: Literal["function"]
    function: _Function


class _Location(Model):
    latitude: float | None = None
    longitude: float | None = None
    country: str | None = None
    city: str | None = None
    region: str | None = None


class _WebSearchOptions(Model):
    search_context_size: Literal["low", "medium", "high"] = "low"
    search_type: Literal["fast", "pro", "auto"] | None = None
    user_location: _Location | None = None
    image_results_enhanced_relevance: bool = False


class _FormatText(Model):
    type: Literal["text"]


class _Schema(Model):
    schema_: dict[str, Any] = Field(alias="schema")
    name: str | None = None
    description: str | None = None
    strict: bool | None = None


class _FormatSchema(Model):
    type: Literal["json_schema"]
    json_schema: _Schema


class _Regex(Model):
    regex: str
    name: str | None = None
    description: str | None = None
    strict: bool | None = None


class _FormatRegex(Model):
    type: Literal["regex"]
    regex: _Regex


class _Request(Model):
    model: str
    messages: list[_Message]
    max_tokens: Annotated[Int, Field(gt=0, le=128000)] | None = None
    n: Annotated[Int, Field(ge=1, le=10)] | None = None
    temperature: Annotated[float, Field(ge=0, le=2)] | None = None
    top_p: Annotated[float, Field(ge=0, le=1)] | None = None
    stream: bool | None = None
    stop: str | list[str] | None = None
    cum_logprobs: bool | None = None
    logprobs: bool | None = None
    top_logprobs: Int | None = None
    best_of: Int | None = None
    response_metadata: dict[str, Any] | None = None
    response_format: _FormatText | _FormatSchema | _FormatRegex | None = None
    diverse_first_token: bool | None = None
    inputs_: list[Int] | None = Field(default=None, alias="_inputs")
    prompt_token_length_: Int | None = Field(default=None, alias="_prompt_token_length")
    tools: list[_Tool] | None = None
    tool_choice: Literal["none", "auto", "required"] | None = None
    parallel_tool_calls: bool | None = None
    web_search_options: _WebSearchOptions = _WebSearchOptions()
    search_mode: Literal["web", "academic", "sec"] | None = None
    return_images: bool | None = None
    return_related_questions: bool | None = None
    num_search_results: Int = 10
    num_images: Int = 5
    enable_search_classifier: bool | None = None
    disable_search: bool | None = None
    search_domain_filter: list[str] | None = None
    search_language_filter: list[str] | None = None
    search_tenant: str | None = None
    ranking_model: str | None = None
    latitude: float | None = None
    longitude: float | None = None
    country: str | None = None
    search_recency_filter: Literal["hour", "day", "week", "month", "year"] | None = None
    search_after_date_filter: str | None = None
    search_before_date_filter: str | None = None
    last_updated_before_filter: str | None = None
    last_updated_after_filter: str | None = None
    image_format_filter: list[str] | None = None
    image_domain_filter: list[str] | None = None
    safe_search: bool | None = None
    file_workspace_id: str | None = None
    updated_before_timestamp: Int | None = None
    updated_after_timestamp: Int | None = None
    search_internal_properties: dict[str, Any] | None = None
    use_threads: bool | None = None
    thread_id: str | None = None
    stream_mode: Literal["full", "concise"] = "full"
    debug_pro_search_: bool = Field(default=False, alias="_debug_pro_search")
    has_image_url: bool = False
    reasoning_effort: Literal["minimal", "low", "medium", "high"] | None = None
    language_preference: str | None = None
    user_original_query: str | None = None
    force_new_agent_: bool | None = Field(default=None, alias="_force_new_agent")


class SubmitBody(Model):
    """The body of `POST /async/chat/completions`."""

    request: _Request
    idempotency_key: str | None = None
