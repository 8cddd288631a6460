"""Pydantic models of the items in `input` of `POST /v1/agent`; fields that the document lacks are refused."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import Field

from .validation import Strict as Model

_Status = Literal["in_progress", "completed", "incomplete"]


class _Part(Model):
    type: Literal["input_text", "input_image", "input_file"]
    text: str = ""
    image_url: Annotated[str, Field(max_length=2048)] = ""
    filename: str = ""
    file_data: str = ""
    file_url: str = ""


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


class _OutputText(Model):
    type: Literal["input_text"]
    text: str


class _OutputImage(Model):
    type: Literal["input_image"]
    image_url: str
    detail: Literal["low", "high", "auto"] | None = None


class _FunctionCallOutput(Model):
    type: Literal["function_call_output"]
    call_id: str
    output: str | list[Annotated[_OutputText | _OutputImage, Field(discriminator="type")]]
    id: str | None = None
    status: _Status | None = None
    name: str = ""
    thought_signature: str = ""


class _ReasoningText(Model):
    type: Literal["reasoning_text"]
    text: str


class _ReasoningSummary(Model):
    type: Literal["summary_text"]
    text: str


class _ReasoningItem(Model):
    type: Literal["reasoning"]
    summary: list[_ReasoningSummary]
    content: list[_ReasoningText] = Field(default=[])
    encrypted_content: str = ""
    id: str = ""
    status: _Status = "completed"


class _McpAnnotations(Model):
    read_only: bool = False


class _McpDef(Model):
    name: str
    input_schema: dict[str, Any]
    description: str = ""
    annotations: _McpAnnotations = _McpAnnotations()


class _McpTools(Model):
    type: Literal["mcp_list_tools"]
    id: str = ""
    server_label: str = ""
    tools: list[_McpDef] = Field(default=[])
    error: str = ""


class _McpApprovalRequest(Model):
    type: Literal["mcp_approval_request"]
    id: str
    server_label: str
    name: str
    arguments: str
    connector_id: str = ""
    thought_signature: str = ""


class _McpCall(Model):
    type: Literal["mcp_call"]
    id: str
    server_label: str
    name: str
    arguments: str
    connector_id: str = ""
    approval_request_id: str = ""
    output: str = ""
    error: str = ""


class _McpApproval(Model):
    type: Literal["mcp_approval_response"]
    approval_request_id: str
    approve: bool
    id: str = ""
    reason: str = ""


Item = Annotated[
    _Message
    | _FunctionCall
    | _FunctionCallOutput
    | _ReasoningItem
    | _McpTools
    | _McpApprovalRequest
    | _McpCall
    | _McpApproval,
    Field(discriminator="type"),
]
