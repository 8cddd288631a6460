"""What a submit of the first documents' API may contain, and the 422 for what it may not.

The live service is written with FastAPI, so pydantic both decides and words the answer as the service does.
The simulator knows the request from the captured documents by itself, not from the generated client: a
mistake of the generator must not be confirmed by the server that the client is tested with.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError

if TYPE_CHECKING:
    from ._call import Call


# For JSON Schema, 5.0 is an integer; pydantic's strict mode alone refuses it.
_Int = Annotated[int, BeforeValidator(lambda v: int(v) if isinstance(v, float) and v.is_integer() else v)]


class _Model(BaseModel):
    model_config = ConfigDict(strict=True, extra="ignore", protected_namespaces=())


class _Url(_Model):
    url: str


class _VideoUrl(_Model):
    url: str
    frame_interval: str | _Int = 25


class _Text(_Model):
    type: Literal["text"]
    text: str


class _Image(_Model):
    type: Literal["image_url"]
    image_url: _Url | str


class _File(_Model):
    type: Literal["file_url"]
    file_url: _Url | str
    file_name: str | None = None


class _Pdf(_Model):
    type: Literal["pdf_url"]
    pdf_url: _Url | str


class _Video(_Model):
    type: Literal["video_url"]
    video_url: _VideoUrl | str


class _SearchResult(_Model):
    title: str
    url: str
    date: str | None = None
    last_updated: str | None = None
    snippet: str = ""
    source: str = "web"


class _WebSearch(_Model):
    search_results: list[_SearchResult]
    search_keywords: list[str]


class _FetchUrl(_Model):
    contents: list[_SearchResult]


class _Python(_Model):
    code: str
    result: str


class _Step(_Model):
    thought: str
    type: str | None = None
    web_search: _WebSearch | None = None
    fetch_url_content: _FetchUrl | None = None
    execute_python: _Python | None = None


class _ToolCallFunction(_Model):
    name: str | None = None
    arguments: str | None = None


class _ToolCall(_Model):
    id: str | None = None
    type: str | None = None
    function: _ToolCallFunction | None = None


_Part = Annotated[_Text | _Image | _File | _Pdf | _Video, Field(discriminator="type")]


class _Message(_Model):
    role: Literal["system", "user", "assistant", "tool"]
    content: str | list[_Part] | None
    reasoning_steps: list[_Step] | None = None
    tool_calls: list[_ToolCall] | None = None
    tool_call_id: str | None = None


class _Parameters(_Model):
    type: str
    properties: dict[str, Any]
    required: list[str] | None = None
    additional_properties: bool | None = None


class _Function(_Model):
    name: str
    description: str
    parameters: _Parameters
    strict: bool | None = None


class _Tool(_Model):
    type: Literal["function"]
    function: _Function


class _Location(_Model):
    latitude: float | None = None
    longitude: float | None = None
    country: str | None = None
    city: str | None = None
    region: str | None = None


class _WebSearchOptions(_Model):
    search_context_size: Literal["low", "medium", "high"] = "low"
    search_type: Literal["fast", "pro", "auto"] | None = None
    user_location: _Location | None = None
    image_results_enhanced_relevance: bool = False


class _FormatText(_Model):
    type: Literal["text"]


class _Schema(_Model):
    schema_: dict[str, Any] = Field(alias="schema")
    name: str | None = None
    description: str | None = None
    strict: bool | None = None


class _FormatSchema(_Model):
    type: Literal["json_schema"]
    json_schema: _Schema


class _Regex(_Model):
    regex: str
    name: str | None = None
    description: str | None = None
    strict: bool | None = None


class _FormatRegex(_Model):
    type: Literal["regex"]
    regex: _Regex


class _Request(_Model):
    model: str
    messages: list[_Message]
    max_tokens: Annotated[_Int, Field(gt=0, le=128000)] | None = None
    n: Annotated[_Int, Field(ge=1, le=10)] | None = None
    temperature: Annotated[float, Field(ge=0, le=2)] | None = None
    top_p: Annotated[float, Field(ge=0, le=1)] | None = None
    stream: bool | None = None
    stop: str | list[str] | None = None
    cum_logprobs: bool | None = None
    logprobs: bool | None = None
    top_logprobs: _Int | None = None
    best_of: _Int | None = None
    response_metadata: dict[str, Any] | None = None
    response_format: _FormatText | _FormatSchema | _FormatRegex | None = None
    diverse_first_token: bool | None = None
    inputs_: list[_Int] | None = Field(default=None, alias="_inputs")
    prompt_token_length_: _Int | None = Field(default=None, alias="_prompt_token_length")
    tools: list[_Tool] | None = None
    tool_choice: Literal["none", "auto", "required"] | None = None
    parallel_tool_calls: bool | None = None
    web_search_options: _WebSearchOptions = _WebSearchOptions()
    search_mode: Literal["web", "academic", "sec"] | None = None
    return_images: bool | None = None
    return_related_questions: bool | None = None
    num_search_results: _Int = 10
    num_images: _Int = 5
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
    updated_before_timestamp: _Int | None = None
    updated_after_timestamp: _Int | None = None
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


class SubmitBody(_Model):
    """The body of `POST /async/chat/completions`."""

    request: _Request
    idempotency_key: str | None = None


def problems(model: type[BaseModel], call: Call) -> list[dict[str, Any]]:
    """What is wrong with the body of a call, as the `detail` of a 422; empty when nothing is.

    The service also repeats the offending input in each entry. The simulator leaves it out: prompts do not
    belong into errors that end up in a log.
    """
    body = call.body()
    media_type = call.headers.get("content-type", "application/json").partition(";")[0].strip().lower()
    if not call.raw_body:
        return [{"type": "missing", "loc": ["body"], "msg": "Field required"}]
    if media_type != "application/json" and not media_type.endswith("+json"):
        msg = "Input should be a valid dictionary or object to extract fields from"
        return [{"type": "model_attributes_type", "loc": ["body"], "msg": msg}]
    if body is None and call.raw_body.strip() != b"null":
        return [{"type": "json_invalid", "loc": ["body", 0], "msg": "JSON decode error"}]
    try:
        model.model_validate(body)
    except ValidationError as exc:
        errors = exc.errors(include_url=False, include_context=False, include_input=False)
        return [{"type": e["type"], "loc": ["body", *e["loc"]], "msg": e["msg"]} for e in errors]
    return []
