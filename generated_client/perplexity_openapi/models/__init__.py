"""Contains all the data models used in inputs/outputs"""

from .api_chat_completions_request import ApiChatCompletionsRequest
from .api_public_search_result import ApiPublicSearchResult
from .async_api_chat_completions_request import AsyncApiChatCompletionsRequest
from .async_api_chat_completions_response import AsyncApiChatCompletionsResponse
from .async_api_chat_completions_response_summary import (
    AsyncApiChatCompletionsResponseSummary,
)
from .async_processing_status import AsyncProcessingStatus
from .chat_message_content_file_chunk import ChatMessageContentFileChunk
from .chat_message_content_image_chunk import ChatMessageContentImageChunk
from .chat_message_content_pdf_chunk import ChatMessageContentPDFChunk
from .chat_message_content_text_chunk import ChatMessageContentTextChunk
from .chat_message_content_unknown_chunk import ChatMessageContentUnknownChunk
from .chat_message_content_video_chunk import ChatMessageContentVideoChunk
from .chat_message_input import ChatMessageInput
from .chat_message_output import ChatMessageOutput
from .chat_message_role import ChatMessageRole
from .choice import Choice
from .completion_response import CompletionResponse
from .completion_response_status import CompletionResponseStatus
from .completion_response_type import CompletionResponseType
from .cost import Cost
from .error_detail import ErrorDetail
from .error_response import ErrorResponse
from .execute_python_step_details import ExecutePythonStepDetails
from .fetch_url_content_step_details import FetchUrlContentStepDetails
from .finish_reason import FinishReason
from .function_spec import FunctionSpec
from .http_validation_error import HTTPValidationError
from .image_result import ImageResult
from .json_schema import JSONSchema
from .json_schema_schema import JSONSchemaSchema
from .list_async_api_chat_completions_response import (
    ListAsyncApiChatCompletionsResponse,
)
from .parameter_spec import ParameterSpec
from .parameter_spec_properties import ParameterSpecProperties
from .reasoning_effort import ReasoningEffort
from .reasoning_step_input import ReasoningStepInput
from .reasoning_step_output import ReasoningStepOutput
from .regex_schema import RegexSchema
from .response_format_json_schema import ResponseFormatJSONSchema
from .response_format_regex import ResponseFormatRegex
from .response_format_text import ResponseFormatText
from .response_metadata import ResponseMetadata
from .search_context_size import SearchContextSize
from .search_internal_properties import SearchInternalProperties
from .search_mode import SearchMode
from .search_recency import SearchRecency
from .search_result_source import SearchResultSource
from .search_type import SearchType
from .stream_mode import StreamMode
from .tool_call import ToolCall
from .tool_call_function import ToolCallFunction
from .tool_choice import ToolChoice
from .tool_spec import ToolSpec
from .url import URL
from .usage_info import UsageInfo
from .user_location import UserLocation
from .validation_error import ValidationError
from .video_url import VideoURL
from .web_search_options import WebSearchOptions
from .web_search_step_details import WebSearchStepDetails

__all__ = (
    "URL",
    "ApiChatCompletionsRequest",
    "ApiPublicSearchResult",
    "AsyncApiChatCompletionsRequest",
    "AsyncApiChatCompletionsResponse",
    "AsyncApiChatCompletionsResponseSummary",
    "AsyncProcessingStatus",
    "ChatMessageContentFileChunk",
    "ChatMessageContentImageChunk",
    "ChatMessageContentPDFChunk",
    "ChatMessageContentTextChunk",
    "ChatMessageContentUnknownChunk",
    "ChatMessageContentVideoChunk",
    "ChatMessageInput",
    "ChatMessageOutput",
    "ChatMessageRole",
    "Choice",
    "CompletionResponse",
    "CompletionResponseStatus",
    "CompletionResponseType",
    "Cost",
    "ErrorDetail",
    "ErrorResponse",
    "ExecutePythonStepDetails",
    "FetchUrlContentStepDetails",
    "FinishReason",
    "FunctionSpec",
    "HTTPValidationError",
    "ImageResult",
    "JSONSchema",
    "JSONSchemaSchema",
    "ListAsyncApiChatCompletionsResponse",
    "ParameterSpec",
    "ParameterSpecProperties",
    "ReasoningEffort",
    "ReasoningStepInput",
    "ReasoningStepOutput",
    "RegexSchema",
    "ResponseFormatJSONSchema",
    "ResponseFormatRegex",
    "ResponseFormatText",
    "ResponseMetadata",
    "SearchContextSize",
    "SearchInternalProperties",
    "SearchMode",
    "SearchRecency",
    "SearchResultSource",
    "SearchType",
    "StreamMode",
    "ToolCall",
    "ToolCallFunction",
    "ToolChoice",
    "ToolSpec",
    "UsageInfo",
    "UserLocation",
    "ValidationError",
    "VideoURL",
    "WebSearchOptions",
    "WebSearchStepDetails",
)
