"""Pydantic models of the body of `POST /v1/agent`; fields that the document lacks are refused.

Fields may be left out but not be null, so each has a default of its own type, which is never read.
"""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import Field

from .agent_input import Item
from .validation import Int
from .validation import Strict as Model

_Name = Annotated[str, Field(min_length=1, max_length=128)]
_Key = Annotated[str, Field(max_length=64)]
_Note = Annotated[str, Field(max_length=512)]


class _Filters(Model):
    search_domain_filter: list[Annotated[str, Field(max_length=253)]] = Field(default=[], max_length=20)
    search_recency_filter: Literal["hour", "day", "week", "month", "year"] = "day"
    search_after_date_filter: str = ""
    search_before_date_filter: str = ""
    last_updated_after_filter: str = ""
    last_updated_before_filter: str = ""


class _Location(Model):
    city: str = ""
    country: str = ""
    region: str = ""
    latitude: float = 0.0
    longitude: float = 0.0


class _WebSearch(Model):
    type: Literal["web_search"]
    filters: _Filters = _Filters()
    search_type: Literal["web", "fast"] = "web"
    search_context_size: Literal["low", "medium", "high"] = "low"
    max_results: Annotated[Int, Field(ge=1, le=50)] = 10
    max_tokens: Int = 0
    max_tokens_per_page: Int = 0
    user_location: _Location = _Location()


class _ImageFilters(Model):
    domain_filter: list[str] = Field(default=[], max_length=10)
    format_filter: list[Literal["bmp", "gif", "jpeg", "png", "webp", "svg"]] = Field(
        default=[], max_length=10
    )
    safe_search: bool = True


class _ImageSearch(Model):
    type: Literal["image_search"]
    max_results: Annotated[Int, Field(ge=1, le=30)] = 5
    filters: _ImageFilters = _ImageFilters()


class _FetchUrl(Model):
    type: Literal["fetch_url"]
    max_urls: Annotated[Int, Field(ge=1, le=10)] = 1
    total_budget_tokens: Annotated[Int, Field(le=120_000)] = 0


class _Function(Model):
    type: Literal["function"]
    name: str
    description: str = ""
    parameters: dict[str, Any] = Field(default={})
    strict: bool = False


class _Other(Model):
    type: Literal["finance_search", "people_search", "sandbox"]


class _ApprovalFilter(Model):
    read_only: bool = False
    tool_names: list[str] = Field(default=[])


class _Approvals(Model):
    always: _ApprovalFilter = _ApprovalFilter()
    never: _ApprovalFilter = _ApprovalFilter()


class _Remote(Model):
    server_label: str
    allowed_tools: list[str] = Field(default=[])
    require_approval: Literal["always", "never"] | _Approvals = "never"


class _Mcp(_Remote):
    type: Literal["mcp"]
    server_url: str
    authorization: str = ""
    headers: dict[str, str] = Field(default={})
    defer_loading: bool = False


class _Connector(_Remote):
    type: Literal["connector"]
    id: str
    server_description: str = ""


_Tool = Annotated[
    _WebSearch | _ImageSearch | _FetchUrl | _Function | _Other | _Mcp | _Connector,
    Field(discriminator="type"),
]


class _BuiltinSkill(Model):
    type: Literal["builtin"]
    name: Literal["office", "office/docx", "office/pdf", "office/pptx", "office/xlsx"]


class _InlineSkill(Model):
    type: Literal["inline"]
    name: Annotated[str, Field(min_length=1, max_length=64, pattern="^[a-z0-9]+(?:-[a-z0-9]+)*$")]
    description: Annotated[str, Field(min_length=1, max_length=1024)]
    instructions: Annotated[str, Field(min_length=1, max_length=65_536)]


class _Stored(Model):
    type: Literal["custom"]
    id: _Name
    version: str = ""


_Skill = Annotated[_BuiltinSkill | _InlineSkill | _Stored, Field(discriminator="type")]


class _Reasoning(Model):
    effort: Literal["none", "minimal", "low", "medium", "high", "xhigh", "max"] = "medium"


class _Schema(Model):
    name: Annotated[str, Field(min_length=1, max_length=64)]
    schema_: dict[str, Any] = Field(alias="schema")
    description: str = ""
    strict: bool = False


class _Format(Model):
    type: Literal["json_schema"]
    json_schema: _Schema | None = None


class _StreamOptions(Model):
    include_usage: bool = True


class CreateBody(Model):
    """The body of `POST /v1/agent`."""

    input: str | list[Item]
    background: bool = False
    effort: str = ""
    instructions: str = ""
    language_preference: str = ""
    max_output_tokens: Annotated[Int, Field(ge=1)] = 1
    max_steps: Annotated[Int, Field(ge=1, le=100)] = 1
    max_tool_calls: Annotated[Int, Field(ge=0)] = 0
    metadata: dict[_Key, _Note] = Field(default={}, max_length=16)
    model: str = ""
    models: list[str] = Field(default=[], min_length=1, max_length=5)
    parallel_tool_calls: bool = True
    preset: str = ""
    previous_response_id: str = ""
    profile: _Stored | None = None
    prompt_cache_key: str = ""
    reasoning: _Reasoning = _Reasoning()
    response_format: _Format | None = None
    service_tier: Literal["auto", "default", "flex", "priority", "fast"] = "default"
    skills: list[_Skill] = Field(default=[], max_length=16)
    step_budget_reminder: bool = False
    store: bool = True
    stream: bool = False
    stream_options: _StreamOptions = _StreamOptions()
    tools: list[_Tool] = Field(default=[])
    tool_choice: Literal["none", "auto", "required"] | dict[str, Any] = "auto"
    temperature: Annotated[float, Field(ge=0, le=2)] = 1.0
    top_p: Annotated[float, Field(ge=0, le=1)] = 1.0
    truncation: Literal["auto", "disabled"] = "auto"
