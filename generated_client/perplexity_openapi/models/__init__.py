"""Contains all the data models used in inputs/outputs, each loaded when it is first used"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .agent_error_response import AgentErrorResponse
    from .agent_metadata import AgentMetadata
    from .agent_response_metadata import AgentResponseMetadata
    from .agent_response_tool import AgentResponseTool
    from .agent_text_settings import AgentTextSettings
    from .agent_tool_choice_mode import AgentToolChoiceMode
    from .agent_tool_choice_object import AgentToolChoiceObject
    from .annotation import Annotation
    from .api_chat_completions_request import ApiChatCompletionsRequest
    from .api_public_search_result import ApiPublicSearchResult
    from .async_api_chat_completions_request import AsyncApiChatCompletionsRequest
    from .async_api_chat_completions_response import AsyncApiChatCompletionsResponse
    from .async_api_chat_completions_response_summary import (
        AsyncApiChatCompletionsResponseSummary,
    )
    from .async_processing_status import AsyncProcessingStatus
    from .cancel_response import CancelResponse
    from .cancel_response_status import CancelResponseStatus
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
    from .content_part import ContentPart
    from .content_part_type import ContentPartType
    from .cost import Cost
    from .currency import Currency
    from .date_filters import DateFilters
    from .error_detail import ErrorDetail
    from .error_info import ErrorInfo
    from .error_response import ErrorResponse
    from .execute_python_step_details import ExecutePythonStepDetails
    from .fetch_url_content_step_details import FetchUrlContentStepDetails
    from .fetch_url_results_output_item import FetchUrlResultsOutputItem
    from .fetch_url_results_output_item_type import FetchUrlResultsOutputItemType
    from .fetch_url_tool import FetchUrlTool
    from .fetch_url_tool_type import FetchUrlToolType
    from .finance_search_tool import FinanceSearchTool
    from .finance_search_tool_type import FinanceSearchToolType
    from .finish_reason import FinishReason
    from .function_call_input import FunctionCallInput
    from .function_call_input_type import FunctionCallInputType
    from .function_call_output_input import FunctionCallOutputInput
    from .function_call_output_input_type import FunctionCallOutputInputType
    from .function_call_output_item import FunctionCallOutputItem
    from .function_call_output_item_type import FunctionCallOutputItemType
    from .function_spec import FunctionSpec
    from .function_tool import FunctionTool
    from .function_tool_parameters import FunctionToolParameters
    from .function_tool_type import FunctionToolType
    from .http_validation_error import HTTPValidationError
    from .image_result import ImageResult
    from .incomplete_details import IncompleteDetails
    from .input_content_part import InputContentPart
    from .input_content_part_type import InputContentPartType
    from .input_message import InputMessage
    from .input_message_role import InputMessageRole
    from .input_message_type import InputMessageType
    from .json_schema import JSONSchema
    from .json_schema_format import JSONSchemaFormat
    from .json_schema_format_schema import JSONSchemaFormatSchema
    from .json_schema_schema import JSONSchemaSchema
    from .list_async_api_chat_completions_response import (
        ListAsyncApiChatCompletionsResponse,
    )
    from .message_output_item import MessageOutputItem
    from .message_output_item_type import MessageOutputItemType
    from .parameter_spec import ParameterSpec
    from .parameter_spec_properties import ParameterSpecProperties
    from .people_search_tool import PeopleSearchTool
    from .people_search_tool_type import PeopleSearchToolType
    from .reasoning_config import ReasoningConfig
    from .reasoning_config_effort import ReasoningConfigEffort
    from .reasoning_effort import ReasoningEffort
    from .reasoning_step_input import ReasoningStepInput
    from .reasoning_step_output import ReasoningStepOutput
    from .regex_schema import RegexSchema
    from .response_format import ResponseFormat
    from .response_format_json_schema import ResponseFormatJSONSchema
    from .response_format_regex import ResponseFormatRegex
    from .response_format_text import ResponseFormatText
    from .response_format_type import ResponseFormatType
    from .response_metadata import ResponseMetadata
    from .responses_cost import ResponsesCost
    from .responses_object_type import ResponsesObjectType
    from .responses_request import ResponsesRequest
    from .responses_response import ResponsesResponse
    from .responses_usage import ResponsesUsage
    from .responses_usage_input_tokens_details import ResponsesUsageInputTokensDetails
    from .responses_usage_tool_calls_details import ResponsesUsageToolCallsDetails
    from .role_type import RoleType
    from .sandbox_tool import SandboxTool
    from .sandbox_tool_type import SandboxToolType
    from .search_context_size import SearchContextSize
    from .search_domain_filter import SearchDomainFilter
    from .search_internal_properties import SearchInternalProperties
    from .search_mode import SearchMode
    from .search_recency import SearchRecency
    from .search_recency_filter import SearchRecencyFilter
    from .search_result import SearchResult
    from .search_result_source import SearchResultSource
    from .search_results_output_item import SearchResultsOutputItem
    from .search_results_output_item_type import SearchResultsOutputItemType
    from .search_source import SearchSource
    from .search_type import SearchType
    from .status import Status
    from .stream_mode import StreamMode
    from .tool_call import ToolCall
    from .tool_call_details import ToolCallDetails
    from .tool_call_function import ToolCallFunction
    from .tool_call_type import ToolCallType
    from .tool_choice import ToolChoice
    from .tool_spec import ToolSpec
    from .tool_user_location import ToolUserLocation
    from .unknown_input_item import UnknownInputItem
    from .unknown_output_item import UnknownOutputItem
    from .unknown_tool import UnknownTool
    from .url import URL
    from .url_content import UrlContent
    from .usage_info import UsageInfo
    from .user_location import UserLocation
    from .validation_error import ValidationError
    from .video_url import VideoURL
    from .web_search_filters import WebSearchFilters
    from .web_search_options import WebSearchOptions
    from .web_search_step_details import WebSearchStepDetails
    from .web_search_tool import WebSearchTool
    from .web_search_tool_type import WebSearchToolType

__all__ = (
    "URL",
    "AgentErrorResponse",
    "AgentMetadata",
    "AgentResponseMetadata",
    "AgentResponseTool",
    "AgentTextSettings",
    "AgentToolChoiceMode",
    "AgentToolChoiceObject",
    "Annotation",
    "ApiChatCompletionsRequest",
    "ApiPublicSearchResult",
    "AsyncApiChatCompletionsRequest",
    "AsyncApiChatCompletionsResponse",
    "AsyncApiChatCompletionsResponseSummary",
    "AsyncProcessingStatus",
    "CancelResponse",
    "CancelResponseStatus",
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
    "ContentPart",
    "ContentPartType",
    "Cost",
    "Currency",
    "DateFilters",
    "ErrorDetail",
    "ErrorInfo",
    "ErrorResponse",
    "ExecutePythonStepDetails",
    "FetchUrlContentStepDetails",
    "FetchUrlResultsOutputItem",
    "FetchUrlResultsOutputItemType",
    "FetchUrlTool",
    "FetchUrlToolType",
    "FinanceSearchTool",
    "FinanceSearchToolType",
    "FinishReason",
    "FunctionCallInput",
    "FunctionCallInputType",
    "FunctionCallOutputInput",
    "FunctionCallOutputInputType",
    "FunctionCallOutputItem",
    "FunctionCallOutputItemType",
    "FunctionSpec",
    "FunctionTool",
    "FunctionToolParameters",
    "FunctionToolType",
    "HTTPValidationError",
    "ImageResult",
    "IncompleteDetails",
    "InputContentPart",
    "InputContentPartType",
    "InputMessage",
    "InputMessageRole",
    "InputMessageType",
    "JSONSchema",
    "JSONSchemaFormat",
    "JSONSchemaFormatSchema",
    "JSONSchemaSchema",
    "ListAsyncApiChatCompletionsResponse",
    "MessageOutputItem",
    "MessageOutputItemType",
    "ParameterSpec",
    "ParameterSpecProperties",
    "PeopleSearchTool",
    "PeopleSearchToolType",
    "ReasoningConfig",
    "ReasoningConfigEffort",
    "ReasoningEffort",
    "ReasoningStepInput",
    "ReasoningStepOutput",
    "RegexSchema",
    "ResponseFormat",
    "ResponseFormatJSONSchema",
    "ResponseFormatRegex",
    "ResponseFormatText",
    "ResponseFormatType",
    "ResponseMetadata",
    "ResponsesCost",
    "ResponsesObjectType",
    "ResponsesRequest",
    "ResponsesResponse",
    "ResponsesUsage",
    "ResponsesUsageInputTokensDetails",
    "ResponsesUsageToolCallsDetails",
    "RoleType",
    "SandboxTool",
    "SandboxToolType",
    "SearchContextSize",
    "SearchDomainFilter",
    "SearchInternalProperties",
    "SearchMode",
    "SearchRecency",
    "SearchRecencyFilter",
    "SearchResult",
    "SearchResultSource",
    "SearchResultsOutputItem",
    "SearchResultsOutputItemType",
    "SearchSource",
    "SearchType",
    "Status",
    "StreamMode",
    "ToolCall",
    "ToolCallDetails",
    "ToolCallFunction",
    "ToolCallType",
    "ToolChoice",
    "ToolSpec",
    "ToolUserLocation",
    "UnknownInputItem",
    "UnknownOutputItem",
    "UnknownTool",
    "UrlContent",
    "UsageInfo",
    "UserLocation",
    "ValidationError",
    "VideoURL",
    "WebSearchFilters",
    "WebSearchOptions",
    "WebSearchStepDetails",
    "WebSearchTool",
    "WebSearchToolType",
)

_MODULES = {
    "AgentErrorResponse": ".agent_error_response",
    "AgentMetadata": ".agent_metadata",
    "AgentResponseMetadata": ".agent_response_metadata",
    "AgentResponseTool": ".agent_response_tool",
    "AgentTextSettings": ".agent_text_settings",
    "AgentToolChoiceMode": ".agent_tool_choice_mode",
    "AgentToolChoiceObject": ".agent_tool_choice_object",
    "Annotation": ".annotation",
    "ApiChatCompletionsRequest": ".api_chat_completions_request",
    "ApiPublicSearchResult": ".api_public_search_result",
    "AsyncApiChatCompletionsRequest": ".async_api_chat_completions_request",
    "AsyncApiChatCompletionsResponse": ".async_api_chat_completions_response",
    "AsyncApiChatCompletionsResponseSummary": ".async_api_chat_completions_response_summary",
    "AsyncProcessingStatus": ".async_processing_status",
    "CancelResponse": ".cancel_response",
    "CancelResponseStatus": ".cancel_response_status",
    "ChatMessageContentFileChunk": ".chat_message_content_file_chunk",
    "ChatMessageContentImageChunk": ".chat_message_content_image_chunk",
    "ChatMessageContentPDFChunk": ".chat_message_content_pdf_chunk",
    "ChatMessageContentTextChunk": ".chat_message_content_text_chunk",
    "ChatMessageContentUnknownChunk": ".chat_message_content_unknown_chunk",
    "ChatMessageContentVideoChunk": ".chat_message_content_video_chunk",
    "ChatMessageInput": ".chat_message_input",
    "ChatMessageOutput": ".chat_message_output",
    "ChatMessageRole": ".chat_message_role",
    "Choice": ".choice",
    "CompletionResponse": ".completion_response",
    "CompletionResponseStatus": ".completion_response_status",
    "CompletionResponseType": ".completion_response_type",
    "ContentPart": ".content_part",
    "ContentPartType": ".content_part_type",
    "Cost": ".cost",
    "Currency": ".currency",
    "DateFilters": ".date_filters",
    "ErrorDetail": ".error_detail",
    "ErrorInfo": ".error_info",
    "ErrorResponse": ".error_response",
    "ExecutePythonStepDetails": ".execute_python_step_details",
    "FetchUrlContentStepDetails": ".fetch_url_content_step_details",
    "FetchUrlResultsOutputItem": ".fetch_url_results_output_item",
    "FetchUrlResultsOutputItemType": ".fetch_url_results_output_item_type",
    "FetchUrlTool": ".fetch_url_tool",
    "FetchUrlToolType": ".fetch_url_tool_type",
    "FinanceSearchTool": ".finance_search_tool",
    "FinanceSearchToolType": ".finance_search_tool_type",
    "FinishReason": ".finish_reason",
    "FunctionCallInput": ".function_call_input",
    "FunctionCallInputType": ".function_call_input_type",
    "FunctionCallOutputInput": ".function_call_output_input",
    "FunctionCallOutputInputType": ".function_call_output_input_type",
    "FunctionCallOutputItem": ".function_call_output_item",
    "FunctionCallOutputItemType": ".function_call_output_item_type",
    "FunctionSpec": ".function_spec",
    "FunctionTool": ".function_tool",
    "FunctionToolParameters": ".function_tool_parameters",
    "FunctionToolType": ".function_tool_type",
    "HTTPValidationError": ".http_validation_error",
    "ImageResult": ".image_result",
    "IncompleteDetails": ".incomplete_details",
    "InputContentPart": ".input_content_part",
    "InputContentPartType": ".input_content_part_type",
    "InputMessage": ".input_message",
    "InputMessageRole": ".input_message_role",
    "InputMessageType": ".input_message_type",
    "JSONSchema": ".json_schema",
    "JSONSchemaFormat": ".json_schema_format",
    "JSONSchemaFormatSchema": ".json_schema_format_schema",
    "JSONSchemaSchema": ".json_schema_schema",
    "ListAsyncApiChatCompletionsResponse": ".list_async_api_chat_completions_response",
    "MessageOutputItem": ".message_output_item",
    "MessageOutputItemType": ".message_output_item_type",
    "ParameterSpec": ".parameter_spec",
    "ParameterSpecProperties": ".parameter_spec_properties",
    "PeopleSearchTool": ".people_search_tool",
    "PeopleSearchToolType": ".people_search_tool_type",
    "ReasoningConfig": ".reasoning_config",
    "ReasoningConfigEffort": ".reasoning_config_effort",
    "ReasoningEffort": ".reasoning_effort",
    "ReasoningStepInput": ".reasoning_step_input",
    "ReasoningStepOutput": ".reasoning_step_output",
    "RegexSchema": ".regex_schema",
    "ResponseFormat": ".response_format",
    "ResponseFormatJSONSchema": ".response_format_json_schema",
    "ResponseFormatRegex": ".response_format_regex",
    "ResponseFormatText": ".response_format_text",
    "ResponseFormatType": ".response_format_type",
    "ResponseMetadata": ".response_metadata",
    "ResponsesCost": ".responses_cost",
    "ResponsesObjectType": ".responses_object_type",
    "ResponsesRequest": ".responses_request",
    "ResponsesResponse": ".responses_response",
    "ResponsesUsage": ".responses_usage",
    "ResponsesUsageInputTokensDetails": ".responses_usage_input_tokens_details",
    "ResponsesUsageToolCallsDetails": ".responses_usage_tool_calls_details",
    "RoleType": ".role_type",
    "SandboxTool": ".sandbox_tool",
    "SandboxToolType": ".sandbox_tool_type",
    "SearchContextSize": ".search_context_size",
    "SearchDomainFilter": ".search_domain_filter",
    "SearchInternalProperties": ".search_internal_properties",
    "SearchMode": ".search_mode",
    "SearchRecency": ".search_recency",
    "SearchRecencyFilter": ".search_recency_filter",
    "SearchResult": ".search_result",
    "SearchResultSource": ".search_result_source",
    "SearchResultsOutputItem": ".search_results_output_item",
    "SearchResultsOutputItemType": ".search_results_output_item_type",
    "SearchSource": ".search_source",
    "SearchType": ".search_type",
    "Status": ".status",
    "StreamMode": ".stream_mode",
    "ToolCall": ".tool_call",
    "ToolCallDetails": ".tool_call_details",
    "ToolCallFunction": ".tool_call_function",
    "ToolCallType": ".tool_call_type",
    "ToolChoice": ".tool_choice",
    "ToolSpec": ".tool_spec",
    "ToolUserLocation": ".tool_user_location",
    "UnknownInputItem": ".unknown_input_item",
    "UnknownOutputItem": ".unknown_output_item",
    "UnknownTool": ".unknown_tool",
    "URL": ".url",
    "UrlContent": ".url_content",
    "UsageInfo": ".usage_info",
    "UserLocation": ".user_location",
    "ValidationError": ".validation_error",
    "VideoURL": ".video_url",
    "WebSearchFilters": ".web_search_filters",
    "WebSearchOptions": ".web_search_options",
    "WebSearchStepDetails": ".web_search_step_details",
    "WebSearchTool": ".web_search_tool",
    "WebSearchToolType": ".web_search_tool_type",
}


if not TYPE_CHECKING:

    def __getattr__(name: str) -> Any:
        if name not in _MODULES:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        value = globals()[name] = getattr(import_module(_MODULES[name], __name__), name)
        return value


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
