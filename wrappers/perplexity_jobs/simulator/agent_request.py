"""What `POST /v1/agent` may contain.

Fields may be left out but not be null, so each has a default of its own type, which nobody reads.
"""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import Field

from .validation import Int
from .validation import Strict as Model


class _Part(Model):
    type: Literal["input_text", "input_image"]
    text: str = ""
    image_url: Annotated[str, Field(max_length=2048)] = ""


class _Message(Model):
    type: Literal["message"]
    role: Literal["user", "assistant", "system", "developer"]
    content: str | list[_Part]


class _FunctionCall(Model):
    type: Literal["function_call"]
    call_id: str
    name: str
    arguments: str
    thought_signature: str = ""


class _FunctionCallOutput(Model):
    type: Literal["function_call_output"]
    call_id: str
    output: str
    name: str = ""
    thought_signature: str = ""


_Item = Annotated[_Message | _FunctionCall | _FunctionCallOutput, Field(discriminator="type")]


class _Filters(Model):
    search_domain_filter: Annotated[
        list[Annotated[str, Field(max_length=253)]], Field(max_length=20, default_factory=list)
    ]
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
    filters: Annotated[_Filters, Field(default_factory=dict)]
    max_tokens: Int = 0
    max_tokens_per_page: Int = 0
    user_location: _Location = _Location()


class _FetchUrl(Model):
    type: Literal["fetch_url"]
    max_urls: Annotated[Int, Field(ge=1, le=10)] = 1


class _Function(Model):
    type: Literal["function"]
    name: str
    description: str = ""
    parameters: Annotated[dict[str, Any], Field(default_factory=dict)]
    strict: bool = False


class _Other(Model):
    type: Literal["finance_search", "people_search", "sandbox"]


_Tool = Annotated[_WebSearch | _FetchUrl | _Function | _Other, Field(discriminator="type")]


class _Reasoning(Model):
    effort: Literal["minimal", "low", "medium", "high", "xhigh", "max"] = "medium"


class _Schema(Model):
    name: Annotated[str, Field(min_length=1, max_length=64)]
    schema_: dict[str, Any] = Field(alias="schema")
    description: str = ""
    strict: bool = False


class _Format(Model):
    type: Literal["json_schema"]
    json_schema: _Schema | None = None


class CreateBody(Model):
    """The body of `POST /v1/agent`."""

    input: str | list[_Item]
    instructions: str = ""
    language_preference: str = ""
    max_output_tokens: Annotated[Int, Field(ge=1)] = 1
    max_steps: Annotated[Int, Field(ge=1, le=100)] = 1
    model: str = ""
    models: Annotated[list[str], Field(min_length=1, max_length=5, default_factory=list)]
    preset: str = ""
    reasoning: _Reasoning = _Reasoning()
    response_format: _Format | None = None
    stream: bool = False
    tools: Annotated[list[_Tool], Field(default_factory=list)]
    background: bool = False
    store: bool = True
    previous_response_id: str = ""
    temperature: Annotated[float, Field(ge=0, le=2)] = 1.0
    top_p: Annotated[float, Field(ge=0, le=1)] = 1.0
    tool_choice: Literal["none", "auto", "required"] | dict[str, Any] = "auto"
    metadata: Annotated[dict[str, str], Field(default_factory=dict)]
    # These came to the service after the captured pages; it knows them, whatever the simulator makes of them.
    effort: str = ""
    max_tool_calls: Annotated[Int, Field(ge=0)] = 0
    parallel_tool_calls: bool = True
    profile: Any = None
    prompt_cache_key: str = ""
    service_tier: str = ""
    skills: Annotated[list[Any], Field(max_length=16, default_factory=list)]
    step_budget_reminder: Any = None
    stream_options: Any = None
    truncation: str = ""
