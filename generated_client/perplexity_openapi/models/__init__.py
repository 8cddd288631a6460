"""Contains all the data models used in inputs/outputs, each loaded when it is first used"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .agent_error_response import AgentErrorResponse
    from .agent_image_result import AgentImageResult
    from .agent_metadata import AgentMetadata
    from .agent_response_metadata import AgentResponseMetadata
    from .agent_response_tool import AgentResponseTool
    from .agent_stream_options import AgentStreamOptions
    from .agent_text_settings import AgentTextSettings
    from .agent_tool_choice_mode import AgentToolChoiceMode
    from .agent_tool_choice_object import AgentToolChoiceObject
    from .annotation import Annotation
    from .api_chat_completions_request import ApiChatCompletionsRequest
    from .api_public_search_result import ApiPublicSearchResult
    from .approval_filter import ApprovalFilter
    from .approval_filters import ApprovalFilters
    from .async_api_chat_completions_request import AsyncApiChatCompletionsRequest
    from .async_api_chat_completions_response import AsyncApiChatCompletionsResponse
    from .async_api_chat_completions_response_summary import (
        AsyncApiChatCompletionsResponseSummary,
    )
    from .async_processing_status import AsyncProcessingStatus
    from .builtin_skill import BuiltinSkill
    from .builtin_skill_name import BuiltinSkillName
    from .cancel_response import CancelResponse
    from .cancel_response_status import CancelResponseStatus
    from .chat_message_content_file_chunk import ChatMessageContentFileChunk
    from .chat_message_content_image_chunk import ChatMessageContentImageChunk
    from .chat_message_content_pdf_chunk import ChatMessageContentPDFChunk
    from .chat_message_content_text_chunk import ChatMessageContentTextChunk
    from .chat_message_content_video_chunk import ChatMessageContentVideoChunk
    from .chat_message_input import ChatMessageInput
    from .chat_message_output import ChatMessageOutput
    from .chat_message_role import ChatMessageRole
    from .choice import Choice
    from .completion_response import CompletionResponse
    from .completion_response_status import CompletionResponseStatus
    from .completion_response_type import CompletionResponseType
    from .connector_tool import ConnectorTool
    from .content_part import ContentPart
    from .content_part_type import ContentPartType
    from .cost import Cost
    from .currency import Currency
    from .custom_skill import CustomSkill
    from .date_filters import DateFilters
    from .error_detail import ErrorDetail
    from .error_info import ErrorInfo
    from .error_response import ErrorResponse
    from .execute_python_step_details import ExecutePythonStepDetails
    from .fetch_url_content_step_details import FetchUrlContentStepDetails
    from .fetch_url_results_output_item import FetchUrlResultsOutputItem
    from .fetch_url_tool import FetchUrlTool
    from .finance_result import FinanceResult
    from .finance_results_output_item import FinanceResultsOutputItem
    from .finance_search_tool import FinanceSearchTool
    from .finish_reason import FinishReason
    from .function_call_input import FunctionCallInput
    from .function_call_output_image_part import FunctionCallOutputImagePart
    from .function_call_output_image_part_detail import (
        FunctionCallOutputImagePartDetail,
    )
    from .function_call_output_input import FunctionCallOutputInput
    from .function_call_output_input_status import FunctionCallOutputInputStatus
    from .function_call_output_item import FunctionCallOutputItem
    from .function_call_output_text_part import FunctionCallOutputTextPart
    from .function_spec import FunctionSpec
    from .function_tool import FunctionTool
    from .function_tool_parameters import FunctionToolParameters
    from .get_agent_response_format import GetAgentResponseFormat
    from .http_validation_error import HTTPValidationError
    from .image_result import ImageResult
    from .image_search_filters import ImageSearchFilters
    from .image_search_filters_format_filter_item import (
        ImageSearchFiltersFormatFilterItem,
    )
    from .image_search_results_output_item import ImageSearchResultsOutputItem
    from .image_search_tool import ImageSearchTool
    from .incomplete_details import IncompleteDetails
    from .inline_skill import InlineSkill
    from .input_content_part import InputContentPart
    from .input_content_part_type import InputContentPartType
    from .input_message import InputMessage
    from .input_message_role import InputMessageRole
    from .input_tokens_details import InputTokensDetails
    from .json_schema import JSONSchema
    from .json_schema_format import JSONSchemaFormat
    from .json_schema_format_schema import JSONSchemaFormatSchema
    from .json_schema_schema import JSONSchemaSchema
    from .list_async_api_chat_completions_response import (
        ListAsyncApiChatCompletionsResponse,
    )
    from .mcp_approval_request_input import McpApprovalRequestInput
    from .mcp_approval_request_output_item import McpApprovalRequestOutputItem
    from .mcp_approval_response_input import McpApprovalResponseInput
    from .mcp_call_input import McpCallInput
    from .mcp_call_output_item import McpCallOutputItem
    from .mcp_list_tools_input import McpListToolsInput
    from .mcp_list_tools_output_item import McpListToolsOutputItem
    from .mcp_tool import McpTool
    from .mcp_tool_def import McpToolDef
    from .mcp_tool_def_annotations import McpToolDefAnnotations
    from .mcp_tool_def_input_schema import McpToolDefInputSchema
    from .mcp_tool_headers import McpToolHeaders
    from .message_output_item import MessageOutputItem
    from .namespace_tool import NamespaceTool
    from .namespace_tool_def import NamespaceToolDef
    from .namespace_tool_def_parameters import NamespaceToolDefParameters
    from .namespace_tool_def_type import NamespaceToolDefType
    from .namespace_tool_type import NamespaceToolType
    from .output_tokens_details import OutputTokensDetails
    from .parameter_spec import ParameterSpec
    from .parameter_spec_properties import ParameterSpecProperties
    from .people_search_results_output_item import PeopleSearchResultsOutputItem
    from .people_search_tool import PeopleSearchTool
    from .profile_reference import ProfileReference
    from .profile_reference_type import ProfileReferenceType
    from .reasoning_config import ReasoningConfig
    from .reasoning_config_effort import ReasoningConfigEffort
    from .reasoning_effort import ReasoningEffort
    from .reasoning_input_item import ReasoningInputItem
    from .reasoning_input_item_status import ReasoningInputItemStatus
    from .reasoning_step_input import ReasoningStepInput
    from .reasoning_step_output import ReasoningStepOutput
    from .reasoning_summary_input import ReasoningSummaryInput
    from .reasoning_summary_input_type import ReasoningSummaryInputType
    from .reasoning_text_input import ReasoningTextInput
    from .reasoning_text_input_type import ReasoningTextInputType
    from .regex_schema import RegexSchema
    from .require_approval_mode import RequireApprovalMode
    from .response_format import ResponseFormat
    from .response_format_json_schema import ResponseFormatJSONSchema
    from .response_format_regex import ResponseFormatRegex
    from .response_format_text import ResponseFormatText
    from .response_format_type import ResponseFormatType
    from .response_metadata import ResponseMetadata
    from .responses_cost import ResponsesCost
    from .responses_cost_tool_calls_cost_details import (
        ResponsesCostToolCallsCostDetails,
    )
    from .responses_object_type import ResponsesObjectType
    from .responses_request import ResponsesRequest
    from .responses_request_service_tier import ResponsesRequestServiceTier
    from .responses_request_truncation import ResponsesRequestTruncation
    from .responses_response import ResponsesResponse
    from .responses_usage import ResponsesUsage
    from .responses_usage_input_tokens_details import ResponsesUsageInputTokensDetails
    from .responses_usage_output_tokens_details import ResponsesUsageOutputTokensDetails
    from .responses_usage_tool_calls_details import ResponsesUsageToolCallsDetails
    from .role_type import RoleType
    from .sandbox_apply_patch_output_item import SandboxApplyPatchOutputItem
    from .sandbox_edit_file_output_item import SandboxEditFileOutputItem
    from .sandbox_glob_output_item import SandboxGlobOutputItem
    from .sandbox_grep_output_item import SandboxGrepOutputItem
    from .sandbox_read_file_output_item import SandboxReadFileOutputItem
    from .sandbox_result import SandboxResult
    from .sandbox_result_status import SandboxResultStatus
    from .sandbox_results_output_item import SandboxResultsOutputItem
    from .sandbox_results_output_item_language import SandboxResultsOutputItemLanguage
    from .sandbox_results_output_item_status import SandboxResultsOutputItemStatus
    from .sandbox_tool import SandboxTool
    from .sandbox_write_file_output_item import SandboxWriteFileOutputItem
    from .search_context_size import SearchContextSize
    from .search_domain_filter import SearchDomainFilter
    from .search_internal_properties import SearchInternalProperties
    from .search_mode import SearchMode
    from .search_recency import SearchRecency
    from .search_recency_filter import SearchRecencyFilter
    from .search_result import SearchResult
    from .search_result_source import SearchResultSource
    from .search_results_output_item import SearchResultsOutputItem
    from .search_source import SearchSource
    from .search_type import SearchType
    from .share_file_output_item import ShareFileOutputItem
    from .skill_loaded_output_item import SkillLoadedOutputItem
    from .status import Status
    from .stream_mode import StreamMode
    from .tool_call import ToolCall
    from .tool_call_details import ToolCallDetails
    from .tool_call_function import ToolCallFunction
    from .tool_call_token_usage import ToolCallTokenUsage
    from .tool_call_type import ToolCallType
    from .tool_choice import ToolChoice
    from .tool_search_output_item import ToolSearchOutputItem
    from .tool_spec import ToolSpec
    from .tool_spec_type import ToolSpecType
    from .tool_user_location import ToolUserLocation
    from .unknown_object import UnknownObject
    from .unknown_output_item import UnknownOutputItem
    from .unknown_output_item_payload import UnknownOutputItemPayload
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
    from .web_search_tool_search_context_size import WebSearchToolSearchContextSize
    from .web_search_tool_search_type import WebSearchToolSearchType

__all__ = (
    "URL",
    "AgentErrorResponse",
    "AgentImageResult",
    "AgentMetadata",
    "AgentResponseMetadata",
    "AgentResponseTool",
    "AgentStreamOptions",
    "AgentTextSettings",
    "AgentToolChoiceMode",
    "AgentToolChoiceObject",
    "Annotation",
    "ApiChatCompletionsRequest",
    "ApiPublicSearchResult",
    "ApprovalFilter",
    "ApprovalFilters",
    "AsyncApiChatCompletionsRequest",
    "AsyncApiChatCompletionsResponse",
    "AsyncApiChatCompletionsResponseSummary",
    "AsyncProcessingStatus",
    "BuiltinSkill",
    "BuiltinSkillName",
    "CancelResponse",
    "CancelResponseStatus",
    "ChatMessageContentFileChunk",
    "ChatMessageContentImageChunk",
    "ChatMessageContentPDFChunk",
    "ChatMessageContentTextChunk",
    "ChatMessageContentVideoChunk",
    "ChatMessageInput",
    "ChatMessageOutput",
    "ChatMessageRole",
    "Choice",
    "CompletionResponse",
    "CompletionResponseStatus",
    "CompletionResponseType",
    "ConnectorTool",
    "ContentPart",
    "ContentPartType",
    "Cost",
    "Currency",
    "CustomSkill",
    "DateFilters",
    "ErrorDetail",
    "ErrorInfo",
    "ErrorResponse",
    "ExecutePythonStepDetails",
    "FetchUrlContentStepDetails",
    "FetchUrlResultsOutputItem",
    "FetchUrlTool",
    "FinanceResult",
    "FinanceResultsOutputItem",
    "FinanceSearchTool",
    "FinishReason",
    "FunctionCallInput",
    "FunctionCallOutputImagePart",
    "FunctionCallOutputImagePartDetail",
    "FunctionCallOutputInput",
    "FunctionCallOutputInputStatus",
    "FunctionCallOutputItem",
    "FunctionCallOutputTextPart",
    "FunctionSpec",
    "FunctionTool",
    "FunctionToolParameters",
    "GetAgentResponseFormat",
    "HTTPValidationError",
    "ImageResult",
    "ImageSearchFilters",
    "ImageSearchFiltersFormatFilterItem",
    "ImageSearchResultsOutputItem",
    "ImageSearchTool",
    "IncompleteDetails",
    "InlineSkill",
    "InputContentPart",
    "InputContentPartType",
    "InputMessage",
    "InputMessageRole",
    "InputTokensDetails",
    "JSONSchema",
    "JSONSchemaFormat",
    "JSONSchemaFormatSchema",
    "JSONSchemaSchema",
    "ListAsyncApiChatCompletionsResponse",
    "McpApprovalRequestInput",
    "McpApprovalRequestOutputItem",
    "McpApprovalResponseInput",
    "McpCallInput",
    "McpCallOutputItem",
    "McpListToolsInput",
    "McpListToolsOutputItem",
    "McpTool",
    "McpToolDef",
    "McpToolDefAnnotations",
    "McpToolDefInputSchema",
    "McpToolHeaders",
    "MessageOutputItem",
    "NamespaceTool",
    "NamespaceToolDef",
    "NamespaceToolDefParameters",
    "NamespaceToolDefType",
    "NamespaceToolType",
    "OutputTokensDetails",
    "ParameterSpec",
    "ParameterSpecProperties",
    "PeopleSearchResultsOutputItem",
    "PeopleSearchTool",
    "ProfileReference",
    "ProfileReferenceType",
    "ReasoningConfig",
    "ReasoningConfigEffort",
    "ReasoningEffort",
    "ReasoningInputItem",
    "ReasoningInputItemStatus",
    "ReasoningStepInput",
    "ReasoningStepOutput",
    "ReasoningSummaryInput",
    "ReasoningSummaryInputType",
    "ReasoningTextInput",
    "ReasoningTextInputType",
    "RegexSchema",
    "RequireApprovalMode",
    "ResponseFormat",
    "ResponseFormatJSONSchema",
    "ResponseFormatRegex",
    "ResponseFormatText",
    "ResponseFormatType",
    "ResponseMetadata",
    "ResponsesCost",
    "ResponsesCostToolCallsCostDetails",
    "ResponsesObjectType",
    "ResponsesRequest",
    "ResponsesRequestServiceTier",
    "ResponsesRequestTruncation",
    "ResponsesResponse",
    "ResponsesUsage",
    "ResponsesUsageInputTokensDetails",
    "ResponsesUsageOutputTokensDetails",
    "ResponsesUsageToolCallsDetails",
    "RoleType",
    "SandboxApplyPatchOutputItem",
    "SandboxEditFileOutputItem",
    "SandboxGlobOutputItem",
    "SandboxGrepOutputItem",
    "SandboxReadFileOutputItem",
    "SandboxResult",
    "SandboxResultStatus",
    "SandboxResultsOutputItem",
    "SandboxResultsOutputItemLanguage",
    "SandboxResultsOutputItemStatus",
    "SandboxTool",
    "SandboxWriteFileOutputItem",
    "SearchContextSize",
    "SearchDomainFilter",
    "SearchInternalProperties",
    "SearchMode",
    "SearchRecency",
    "SearchRecencyFilter",
    "SearchResult",
    "SearchResultSource",
    "SearchResultsOutputItem",
    "SearchSource",
    "SearchType",
    "ShareFileOutputItem",
    "SkillLoadedOutputItem",
    "Status",
    "StreamMode",
    "ToolCall",
    "ToolCallDetails",
    "ToolCallFunction",
    "ToolCallTokenUsage",
    "ToolCallType",
    "ToolChoice",
    "ToolSearchOutputItem",
    "ToolSpec",
    "ToolSpecType",
    "ToolUserLocation",
    "UnknownObject",
    "UnknownOutputItem",
    "UnknownOutputItemPayload",
    "UrlContent",
    "UsageInfo",
    "UserLocation",
    "ValidationError",
    "VideoURL",
    "WebSearchFilters",
    "WebSearchOptions",
    "WebSearchStepDetails",
    "WebSearchTool",
    "WebSearchToolSearchContextSize",
    "WebSearchToolSearchType",
)

_MODULES = {
    "AgentErrorResponse": ".agent_error_response",
    "AgentImageResult": ".agent_image_result",
    "AgentMetadata": ".agent_metadata",
    "AgentResponseMetadata": ".agent_response_metadata",
    "AgentResponseTool": ".agent_response_tool",
    "AgentStreamOptions": ".agent_stream_options",
    "AgentTextSettings": ".agent_text_settings",
    "AgentToolChoiceMode": ".agent_tool_choice_mode",
    "AgentToolChoiceObject": ".agent_tool_choice_object",
    "Annotation": ".annotation",
    "ApiChatCompletionsRequest": ".api_chat_completions_request",
    "ApiPublicSearchResult": ".api_public_search_result",
    "ApprovalFilter": ".approval_filter",
    "ApprovalFilters": ".approval_filters",
    "AsyncApiChatCompletionsRequest": ".async_api_chat_completions_request",
    "AsyncApiChatCompletionsResponse": ".async_api_chat_completions_response",
    "AsyncApiChatCompletionsResponseSummary": ".async_api_chat_completions_response_summary",
    "AsyncProcessingStatus": ".async_processing_status",
    "BuiltinSkill": ".builtin_skill",
    "BuiltinSkillName": ".builtin_skill_name",
    "CancelResponse": ".cancel_response",
    "CancelResponseStatus": ".cancel_response_status",
    "ChatMessageContentFileChunk": ".chat_message_content_file_chunk",
    "ChatMessageContentImageChunk": ".chat_message_content_image_chunk",
    "ChatMessageContentPDFChunk": ".chat_message_content_pdf_chunk",
    "ChatMessageContentTextChunk": ".chat_message_content_text_chunk",
    "ChatMessageContentVideoChunk": ".chat_message_content_video_chunk",
    "ChatMessageInput": ".chat_message_input",
    "ChatMessageOutput": ".chat_message_output",
    "ChatMessageRole": ".chat_message_role",
    "Choice": ".choice",
    "CompletionResponse": ".completion_response",
    "CompletionResponseStatus": ".completion_response_status",
    "CompletionResponseType": ".completion_response_type",
    "ConnectorTool": ".connector_tool",
    "ContentPart": ".content_part",
    "ContentPartType": ".content_part_type",
    "Cost": ".cost",
    "Currency": ".currency",
    "CustomSkill": ".custom_skill",
    "DateFilters": ".date_filters",
    "ErrorDetail": ".error_detail",
    "ErrorInfo": ".error_info",
    "ErrorResponse": ".error_response",
    "ExecutePythonStepDetails": ".execute_python_step_details",
    "FetchUrlContentStepDetails": ".fetch_url_content_step_details",
    "FetchUrlResultsOutputItem": ".fetch_url_results_output_item",
    "FetchUrlTool": ".fetch_url_tool",
    "FinanceResult": ".finance_result",
    "FinanceResultsOutputItem": ".finance_results_output_item",
    "FinanceSearchTool": ".finance_search_tool",
    "FinishReason": ".finish_reason",
    "FunctionCallInput": ".function_call_input",
    "FunctionCallOutputImagePart": ".function_call_output_image_part",
    "FunctionCallOutputImagePartDetail": ".function_call_output_image_part_detail",
    "FunctionCallOutputInput": ".function_call_output_input",
    "FunctionCallOutputInputStatus": ".function_call_output_input_status",
    "FunctionCallOutputItem": ".function_call_output_item",
    "FunctionCallOutputTextPart": ".function_call_output_text_part",
    "FunctionSpec": ".function_spec",
    "FunctionTool": ".function_tool",
    "FunctionToolParameters": ".function_tool_parameters",
    "GetAgentResponseFormat": ".get_agent_response_format",
    "HTTPValidationError": ".http_validation_error",
    "ImageResult": ".image_result",
    "ImageSearchFilters": ".image_search_filters",
    "ImageSearchFiltersFormatFilterItem": ".image_search_filters_format_filter_item",
    "ImageSearchResultsOutputItem": ".image_search_results_output_item",
    "ImageSearchTool": ".image_search_tool",
    "IncompleteDetails": ".incomplete_details",
    "InlineSkill": ".inline_skill",
    "InputContentPart": ".input_content_part",
    "InputContentPartType": ".input_content_part_type",
    "InputMessage": ".input_message",
    "InputMessageRole": ".input_message_role",
    "InputTokensDetails": ".input_tokens_details",
    "JSONSchema": ".json_schema",
    "JSONSchemaFormat": ".json_schema_format",
    "JSONSchemaFormatSchema": ".json_schema_format_schema",
    "JSONSchemaSchema": ".json_schema_schema",
    "ListAsyncApiChatCompletionsResponse": ".list_async_api_chat_completions_response",
    "McpApprovalRequestInput": ".mcp_approval_request_input",
    "McpApprovalRequestOutputItem": ".mcp_approval_request_output_item",
    "McpApprovalResponseInput": ".mcp_approval_response_input",
    "McpCallInput": ".mcp_call_input",
    "McpCallOutputItem": ".mcp_call_output_item",
    "McpListToolsInput": ".mcp_list_tools_input",
    "McpListToolsOutputItem": ".mcp_list_tools_output_item",
    "McpTool": ".mcp_tool",
    "McpToolDef": ".mcp_tool_def",
    "McpToolDefAnnotations": ".mcp_tool_def_annotations",
    "McpToolDefInputSchema": ".mcp_tool_def_input_schema",
    "McpToolHeaders": ".mcp_tool_headers",
    "MessageOutputItem": ".message_output_item",
    "NamespaceTool": ".namespace_tool",
    "NamespaceToolDef": ".namespace_tool_def",
    "NamespaceToolDefParameters": ".namespace_tool_def_parameters",
    "NamespaceToolDefType": ".namespace_tool_def_type",
    "NamespaceToolType": ".namespace_tool_type",
    "OutputTokensDetails": ".output_tokens_details",
    "ParameterSpec": ".parameter_spec",
    "ParameterSpecProperties": ".parameter_spec_properties",
    "PeopleSearchResultsOutputItem": ".people_search_results_output_item",
    "PeopleSearchTool": ".people_search_tool",
    "ProfileReference": ".profile_reference",
    "ProfileReferenceType": ".profile_reference_type",
    "ReasoningConfig": ".reasoning_config",
    "ReasoningConfigEffort": ".reasoning_config_effort",
    "ReasoningEffort": ".reasoning_effort",
    "ReasoningInputItem": ".reasoning_input_item",
    "ReasoningInputItemStatus": ".reasoning_input_item_status",
    "ReasoningStepInput": ".reasoning_step_input",
    "ReasoningStepOutput": ".reasoning_step_output",
    "ReasoningSummaryInput": ".reasoning_summary_input",
    "ReasoningSummaryInputType": ".reasoning_summary_input_type",
    "ReasoningTextInput": ".reasoning_text_input",
    "ReasoningTextInputType": ".reasoning_text_input_type",
    "RegexSchema": ".regex_schema",
    "RequireApprovalMode": ".require_approval_mode",
    "ResponseFormat": ".response_format",
    "ResponseFormatJSONSchema": ".response_format_json_schema",
    "ResponseFormatRegex": ".response_format_regex",
    "ResponseFormatText": ".response_format_text",
    "ResponseFormatType": ".response_format_type",
    "ResponseMetadata": ".response_metadata",
    "ResponsesCost": ".responses_cost",
    "ResponsesCostToolCallsCostDetails": ".responses_cost_tool_calls_cost_details",
    "ResponsesObjectType": ".responses_object_type",
    "ResponsesRequest": ".responses_request",
    "ResponsesRequestServiceTier": ".responses_request_service_tier",
    "ResponsesRequestTruncation": ".responses_request_truncation",
    "ResponsesResponse": ".responses_response",
    "ResponsesUsage": ".responses_usage",
    "ResponsesUsageInputTokensDetails": ".responses_usage_input_tokens_details",
    "ResponsesUsageOutputTokensDetails": ".responses_usage_output_tokens_details",
    "ResponsesUsageToolCallsDetails": ".responses_usage_tool_calls_details",
    "RoleType": ".role_type",
    "SandboxApplyPatchOutputItem": ".sandbox_apply_patch_output_item",
    "SandboxEditFileOutputItem": ".sandbox_edit_file_output_item",
    "SandboxGlobOutputItem": ".sandbox_glob_output_item",
    "SandboxGrepOutputItem": ".sandbox_grep_output_item",
    "SandboxReadFileOutputItem": ".sandbox_read_file_output_item",
    "SandboxResult": ".sandbox_result",
    "SandboxResultStatus": ".sandbox_result_status",
    "SandboxResultsOutputItem": ".sandbox_results_output_item",
    "SandboxResultsOutputItemLanguage": ".sandbox_results_output_item_language",
    "SandboxResultsOutputItemStatus": ".sandbox_results_output_item_status",
    "SandboxTool": ".sandbox_tool",
    "SandboxWriteFileOutputItem": ".sandbox_write_file_output_item",
    "SearchContextSize": ".search_context_size",
    "SearchDomainFilter": ".search_domain_filter",
    "SearchInternalProperties": ".search_internal_properties",
    "SearchMode": ".search_mode",
    "SearchRecency": ".search_recency",
    "SearchRecencyFilter": ".search_recency_filter",
    "SearchResult": ".search_result",
    "SearchResultSource": ".search_result_source",
    "SearchResultsOutputItem": ".search_results_output_item",
    "SearchSource": ".search_source",
    "SearchType": ".search_type",
    "ShareFileOutputItem": ".share_file_output_item",
    "SkillLoadedOutputItem": ".skill_loaded_output_item",
    "Status": ".status",
    "StreamMode": ".stream_mode",
    "ToolCall": ".tool_call",
    "ToolCallDetails": ".tool_call_details",
    "ToolCallFunction": ".tool_call_function",
    "ToolCallTokenUsage": ".tool_call_token_usage",
    "ToolCallType": ".tool_call_type",
    "ToolChoice": ".tool_choice",
    "ToolSearchOutputItem": ".tool_search_output_item",
    "ToolSpec": ".tool_spec",
    "ToolSpecType": ".tool_spec_type",
    "ToolUserLocation": ".tool_user_location",
    "UnknownObject": ".unknown_object",
    "UnknownOutputItem": ".unknown_output_item",
    "UnknownOutputItemPayload": ".unknown_output_item_payload",
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
    "WebSearchToolSearchContextSize": ".web_search_tool_search_context_size",
    "WebSearchToolSearchType": ".web_search_tool_search_type",
}


if not TYPE_CHECKING:

    def __getattr__(name: str) -> Any:
        if name not in _MODULES:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        value = globals()[name] = getattr(import_module(_MODULES[name], __name__), name)
        return value


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
