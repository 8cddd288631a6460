"""The keywords of `submit` and the type of `result`, for type checkers and editors; the fields are built."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from typing import Any, TypeAlias, TypedDict

from perplexity_openapi.models import (
    ApiChatCompletionsRequest,
    ChatMessageInput,
    CompletionResponse,
    ResponseFormat,
    ResponseFormatJSONSchema,
    ResponseFormatRegex,
    ResponseFormatText,
    ResponsesRequest,
    ResponsesResponse,
)

from .request_fields import AgentRequestFields, SharedRequestFields, SonarRequestFields

Question: TypeAlias = (
    str | Sequence[Mapping[str, Any] | ChatMessageInput] | ApiChatCompletionsRequest | ResponsesRequest
)
"""A text, messages (for the Agent API also its input items), or a whole request."""

Response: TypeAlias = CompletionResponse | ResponsesResponse
"""What a job results in: the first for ``api="sonar"``, the second for ``api="agent"``."""


class RequestExtras(TypedDict, total=False):
    """What every method that asks the service takes besides: for gateways, tracing, and what is new there."""

    extra_headers: Mapping[str, str] | None
    """More headers for each request."""
    extra_query: Mapping[str, Any] | None
    """More query parameters for each request."""


class SubmitOptions(RequestExtras, SharedRequestFields, SonarRequestFields, AgentRequestFields, total=False):
    """Every keyword of `submit` and `run`: the fields of the documents' requests, and these.

    With ``api="agent"`` the fields of both are understood, see `translate`; with ``api="sonar"`` its own.
    """

    response_format: (
        type[Any]
        | Mapping[str, Any]
        | ResponseFormat
        | ResponseFormatJSONSchema
        | ResponseFormatRegex
        | ResponseFormatText
        | None
    )
    """The form of the answer: a class, which ``job.parsed`` gives back, a JSON schema, or the document's."""
    files: str | os.PathLike[str] | Sequence[str | os.PathLike[str]]
    """Documents that go with the question: paths, or http(s) URLs."""
    images: str | os.PathLike[str] | Sequence[str | os.PathLike[str]]
    """Images that go with the question: paths, or http(s) or data URLs."""
    extra_body: Mapping[str, Any] | None
    """Merged into the body, for what the document does not have."""
