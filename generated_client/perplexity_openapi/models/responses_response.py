from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Self, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.responses_object_type import ResponsesObjectType
from ..models.status import Status
from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.agent_response_metadata import AgentResponseMetadata
    from ..models.agent_response_tool import AgentResponseTool
    from ..models.agent_text_settings import AgentTextSettings
    from ..models.error_info import ErrorInfo
    from ..models.fetch_url_results_output_item import FetchUrlResultsOutputItem
    from ..models.finance_results_output_item import FinanceResultsOutputItem
    from ..models.function_call_output_item import FunctionCallOutputItem
    from ..models.image_search_results_output_item import ImageSearchResultsOutputItem
    from ..models.incomplete_details import IncompleteDetails
    from ..models.mcp_approval_request_output_item import McpApprovalRequestOutputItem
    from ..models.mcp_call_output_item import McpCallOutputItem
    from ..models.mcp_list_tools_output_item import McpListToolsOutputItem
    from ..models.message_output_item import MessageOutputItem
    from ..models.people_search_results_output_item import PeopleSearchResultsOutputItem
    from ..models.reasoning_config import ReasoningConfig
    from ..models.responses_usage import ResponsesUsage
    from ..models.sandbox_apply_patch_output_item import SandboxApplyPatchOutputItem
    from ..models.sandbox_edit_file_output_item import SandboxEditFileOutputItem
    from ..models.sandbox_glob_output_item import SandboxGlobOutputItem
    from ..models.sandbox_grep_output_item import SandboxGrepOutputItem
    from ..models.sandbox_read_file_output_item import SandboxReadFileOutputItem
    from ..models.sandbox_results_output_item import SandboxResultsOutputItem
    from ..models.sandbox_write_file_output_item import SandboxWriteFileOutputItem
    from ..models.search_results_output_item import SearchResultsOutputItem
    from ..models.share_file_output_item import ShareFileOutputItem
    from ..models.skill_loaded_output_item import SkillLoadedOutputItem
    from ..models.tool_search_output_item import ToolSearchOutputItem
    from ..models.unknown_object import UnknownObject
    from ..models.unknown_output_item import UnknownOutputItem


T = TypeVar("T", bound="ResponsesResponse")


@_attrs_define
class ResponsesResponse:
    """The whole response as one object

    Attributes:
        background (bool | None | Unset): Whether it runs in the background
        completed_at (int | None | Unset): End in epoch seconds, null before it
        created_at (int | None | Unset): Epoch seconds
        effort (None | str | Unset): Effort level that was used, with its version
        error (ErrorInfo | None | Unset): What went wrong, if something did
        id (None | str | Unset): Id of the response, `resp_` and a UUID
        incomplete_details (IncompleteDetails | None | Unset): Why the response is not complete
        model (None | str | Unset): Model that answered
        object_ (None | ResponsesObjectType | str | Unset): Kind of object
        output (list[FetchUrlResultsOutputItem | FinanceResultsOutputItem | FunctionCallOutputItem |
            ImageSearchResultsOutputItem | McpApprovalRequestOutputItem | McpCallOutputItem | McpListToolsOutputItem |
            MessageOutputItem | PeopleSearchResultsOutputItem | SandboxApplyPatchOutputItem | SandboxEditFileOutputItem |
            SandboxGlobOutputItem | SandboxGrepOutputItem | SandboxReadFileOutputItem | SandboxResultsOutputItem |
            SandboxWriteFileOutputItem | SearchResultsOutputItem | ShareFileOutputItem | SkillLoadedOutputItem |
            ToolSearchOutputItem | UnknownObject | UnknownOutputItem] | None | Unset): Messages, results of tools and calls,
            in order
        preset (None | str | Unset): The same as effort, under its older name
        previous_response_id (None | str | Unset): Response that this one goes on from
        prompt_cache_key (None | str | Unset): Key of the prompt cache
        service_tier (None | str | Unset): Class of processing that was used
        status (None | Status | str | Unset): Where the response stands
        store (bool | None | Unset): Whether later GETs find it
        usage (None | ResponsesUsage | Unset): Tokens and cost
        instructions (None | str | Unset):
        max_output_tokens (int | None | Unset):
        max_tool_calls (int | None | Unset):
        metadata (AgentResponseMetadata | None | Unset): What the request brought.
        parallel_tool_calls (bool | None | Unset):
        reasoning (None | ReasoningConfig | Unset):
        safety_identifier (None | str | Unset):
        temperature (float | None | Unset):
        text (AgentTextSettings | None | Unset): Settings of the text; the text itself is in `output`.
        tool_choice (Any | Unset):
        tools (list[AgentResponseTool] | None | Unset):
        top_logprobs (int | None | Unset):
        top_p (float | None | Unset):
        truncation (None | str | Unset): Has been seen empty.
        user (None | str | Unset):
    """

    background: bool | None | Unset = UNSET
    completed_at: int | None | Unset = UNSET
    created_at: int | None | Unset = UNSET
    effort: None | str | Unset = UNSET
    error: ErrorInfo | None | Unset = UNSET
    id: None | str | Unset = UNSET
    incomplete_details: IncompleteDetails | None | Unset = UNSET
    model: None | str | Unset = UNSET
    object_: None | ResponsesObjectType | str | Unset = UNSET
    output: (
        list[
            FetchUrlResultsOutputItem
            | FinanceResultsOutputItem
            | FunctionCallOutputItem
            | ImageSearchResultsOutputItem
            | McpApprovalRequestOutputItem
            | McpCallOutputItem
            | McpListToolsOutputItem
            | MessageOutputItem
            | PeopleSearchResultsOutputItem
            | SandboxApplyPatchOutputItem
            | SandboxEditFileOutputItem
            | SandboxGlobOutputItem
            | SandboxGrepOutputItem
            | SandboxReadFileOutputItem
            | SandboxResultsOutputItem
            | SandboxWriteFileOutputItem
            | SearchResultsOutputItem
            | ShareFileOutputItem
            | SkillLoadedOutputItem
            | ToolSearchOutputItem
            | UnknownObject
            | UnknownOutputItem
        ]
        | None
        | Unset
    ) = UNSET
    preset: None | str | Unset = UNSET
    previous_response_id: None | str | Unset = UNSET
    prompt_cache_key: None | str | Unset = UNSET
    service_tier: None | str | Unset = UNSET
    status: None | Status | str | Unset = UNSET
    store: bool | None | Unset = UNSET
    usage: None | ResponsesUsage | Unset = UNSET
    instructions: None | str | Unset = UNSET
    max_output_tokens: int | None | Unset = UNSET
    max_tool_calls: int | None | Unset = UNSET
    metadata: AgentResponseMetadata | None | Unset = UNSET
    parallel_tool_calls: bool | None | Unset = UNSET
    reasoning: None | ReasoningConfig | Unset = UNSET
    safety_identifier: None | str | Unset = UNSET
    temperature: float | None | Unset = UNSET
    text: AgentTextSettings | None | Unset = UNSET
    tool_choice: Any | Unset = UNSET
    tools: list[AgentResponseTool] | None | Unset = UNSET
    top_logprobs: int | None | Unset = UNSET
    top_p: float | None | Unset = UNSET
    truncation: None | str | Unset = UNSET
    user: None | str | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        from ..models.agent_response_metadata import AgentResponseMetadata
        from ..models.agent_text_settings import AgentTextSettings
        from ..models.error_info import ErrorInfo
        from ..models.fetch_url_results_output_item import FetchUrlResultsOutputItem
        from ..models.finance_results_output_item import FinanceResultsOutputItem
        from ..models.function_call_output_item import FunctionCallOutputItem
        from ..models.image_search_results_output_item import (
            ImageSearchResultsOutputItem,
        )
        from ..models.incomplete_details import IncompleteDetails
        from ..models.mcp_approval_request_output_item import (
            McpApprovalRequestOutputItem,
        )
        from ..models.mcp_call_output_item import McpCallOutputItem
        from ..models.mcp_list_tools_output_item import McpListToolsOutputItem
        from ..models.message_output_item import MessageOutputItem
        from ..models.people_search_results_output_item import (
            PeopleSearchResultsOutputItem,
        )
        from ..models.reasoning_config import ReasoningConfig
        from ..models.responses_usage import ResponsesUsage
        from ..models.sandbox_apply_patch_output_item import SandboxApplyPatchOutputItem
        from ..models.sandbox_edit_file_output_item import SandboxEditFileOutputItem
        from ..models.sandbox_glob_output_item import SandboxGlobOutputItem
        from ..models.sandbox_grep_output_item import SandboxGrepOutputItem
        from ..models.sandbox_read_file_output_item import SandboxReadFileOutputItem
        from ..models.sandbox_results_output_item import SandboxResultsOutputItem
        from ..models.sandbox_write_file_output_item import SandboxWriteFileOutputItem
        from ..models.search_results_output_item import SearchResultsOutputItem
        from ..models.share_file_output_item import ShareFileOutputItem
        from ..models.skill_loaded_output_item import SkillLoadedOutputItem
        from ..models.tool_search_output_item import ToolSearchOutputItem
        from ..models.unknown_output_item import UnknownOutputItem

        background: bool | None | Unset
        if isinstance(self.background, Unset):
            background = UNSET
        else:
            background = self.background

        completed_at: int | None | Unset
        if isinstance(self.completed_at, Unset):
            completed_at = UNSET
        else:
            completed_at = self.completed_at

        created_at: int | None | Unset
        if isinstance(self.created_at, Unset):
            created_at = UNSET
        else:
            created_at = self.created_at

        effort: None | str | Unset
        if isinstance(self.effort, Unset):
            effort = UNSET
        else:
            effort = self.effort

        error: dict[str, Any] | None | Unset
        if isinstance(self.error, Unset):
            error = UNSET
        elif isinstance(self.error, ErrorInfo):
            error = self.error.to_dict()
        else:
            error = self.error

        id: None | str | Unset
        if isinstance(self.id, Unset):
            id = UNSET
        else:
            id = self.id

        incomplete_details: dict[str, Any] | None | Unset
        if isinstance(self.incomplete_details, Unset):
            incomplete_details = UNSET
        elif isinstance(self.incomplete_details, IncompleteDetails):
            incomplete_details = self.incomplete_details.to_dict()
        else:
            incomplete_details = self.incomplete_details

        model: None | str | Unset
        if isinstance(self.model, Unset):
            model = UNSET
        else:
            model = self.model

        object_: None | str | Unset
        if isinstance(self.object_, Unset):
            object_ = UNSET
        elif isinstance(self.object_, ResponsesObjectType):
            object_ = self.object_.value
        else:
            object_ = self.object_

        output: list[dict[str, Any]] | None | Unset
        if isinstance(self.output, Unset):
            output = UNSET
        elif isinstance(self.output, list):
            output = []
            for output_type_0_item_data in self.output:
                output_type_0_item: dict[str, Any]
                if (
                    isinstance(output_type_0_item_data, MessageOutputItem)
                    or isinstance(output_type_0_item_data, SearchResultsOutputItem)
                    or isinstance(output_type_0_item_data, ImageSearchResultsOutputItem)
                    or isinstance(output_type_0_item_data, FetchUrlResultsOutputItem)
                    or isinstance(output_type_0_item_data, FinanceResultsOutputItem)
                    or isinstance(
                        output_type_0_item_data, PeopleSearchResultsOutputItem
                    )
                    or isinstance(output_type_0_item_data, FunctionCallOutputItem)
                    or isinstance(output_type_0_item_data, SandboxResultsOutputItem)
                    or isinstance(output_type_0_item_data, McpListToolsOutputItem)
                    or isinstance(output_type_0_item_data, McpCallOutputItem)
                    or isinstance(output_type_0_item_data, McpApprovalRequestOutputItem)
                    or isinstance(output_type_0_item_data, ToolSearchOutputItem)
                    or isinstance(output_type_0_item_data, SkillLoadedOutputItem)
                    or isinstance(output_type_0_item_data, SandboxWriteFileOutputItem)
                    or isinstance(output_type_0_item_data, SandboxReadFileOutputItem)
                    or isinstance(output_type_0_item_data, SandboxEditFileOutputItem)
                    or isinstance(output_type_0_item_data, SandboxGrepOutputItem)
                    or isinstance(output_type_0_item_data, SandboxGlobOutputItem)
                    or isinstance(output_type_0_item_data, SandboxApplyPatchOutputItem)
                    or isinstance(output_type_0_item_data, ShareFileOutputItem)
                    or isinstance(output_type_0_item_data, UnknownOutputItem)
                ):
                    output_type_0_item = output_type_0_item_data.to_dict()
                else:
                    output_type_0_item = output_type_0_item_data.to_dict()

                output.append(output_type_0_item)

        else:
            output = self.output

        preset: None | str | Unset
        if isinstance(self.preset, Unset):
            preset = UNSET
        else:
            preset = self.preset

        previous_response_id: None | str | Unset
        if isinstance(self.previous_response_id, Unset):
            previous_response_id = UNSET
        else:
            previous_response_id = self.previous_response_id

        prompt_cache_key: None | str | Unset
        if isinstance(self.prompt_cache_key, Unset):
            prompt_cache_key = UNSET
        else:
            prompt_cache_key = self.prompt_cache_key

        service_tier: None | str | Unset
        if isinstance(self.service_tier, Unset):
            service_tier = UNSET
        else:
            service_tier = self.service_tier

        status: None | str | Unset
        if isinstance(self.status, Unset):
            status = UNSET
        elif isinstance(self.status, Status):
            status = self.status.value
        else:
            status = self.status

        store: bool | None | Unset
        if isinstance(self.store, Unset):
            store = UNSET
        else:
            store = self.store

        usage: dict[str, Any] | None | Unset
        if isinstance(self.usage, Unset):
            usage = UNSET
        elif isinstance(self.usage, ResponsesUsage):
            usage = self.usage.to_dict()
        else:
            usage = self.usage

        instructions: None | str | Unset
        if isinstance(self.instructions, Unset):
            instructions = UNSET
        else:
            instructions = self.instructions

        max_output_tokens: int | None | Unset
        if isinstance(self.max_output_tokens, Unset):
            max_output_tokens = UNSET
        else:
            max_output_tokens = self.max_output_tokens

        max_tool_calls: int | None | Unset
        if isinstance(self.max_tool_calls, Unset):
            max_tool_calls = UNSET
        else:
            max_tool_calls = self.max_tool_calls

        metadata: dict[str, Any] | None | Unset
        if isinstance(self.metadata, Unset):
            metadata = UNSET
        elif isinstance(self.metadata, AgentResponseMetadata):
            metadata = self.metadata.to_dict()
        else:
            metadata = self.metadata

        parallel_tool_calls: bool | None | Unset
        if isinstance(self.parallel_tool_calls, Unset):
            parallel_tool_calls = UNSET
        else:
            parallel_tool_calls = self.parallel_tool_calls

        reasoning: dict[str, Any] | None | Unset
        if isinstance(self.reasoning, Unset):
            reasoning = UNSET
        elif isinstance(self.reasoning, ReasoningConfig):
            reasoning = self.reasoning.to_dict()
        else:
            reasoning = self.reasoning

        safety_identifier: None | str | Unset
        if isinstance(self.safety_identifier, Unset):
            safety_identifier = UNSET
        else:
            safety_identifier = self.safety_identifier

        temperature: float | None | Unset
        if isinstance(self.temperature, Unset):
            temperature = UNSET
        else:
            temperature = self.temperature

        text: dict[str, Any] | None | Unset
        if isinstance(self.text, Unset):
            text = UNSET
        elif isinstance(self.text, AgentTextSettings):
            text = self.text.to_dict()
        else:
            text = self.text

        tool_choice = self.tool_choice

        tools: list[dict[str, Any]] | None | Unset
        if isinstance(self.tools, Unset):
            tools = UNSET
        elif isinstance(self.tools, list):
            tools = []
            for tools_type_0_item_data in self.tools:
                tools_type_0_item = tools_type_0_item_data.to_dict()
                tools.append(tools_type_0_item)

        else:
            tools = self.tools

        top_logprobs: int | None | Unset
        if isinstance(self.top_logprobs, Unset):
            top_logprobs = UNSET
        else:
            top_logprobs = self.top_logprobs

        top_p: float | None | Unset
        if isinstance(self.top_p, Unset):
            top_p = UNSET
        else:
            top_p = self.top_p

        truncation: None | str | Unset
        if isinstance(self.truncation, Unset):
            truncation = UNSET
        else:
            truncation = self.truncation

        user: None | str | Unset
        if isinstance(self.user, Unset):
            user = UNSET
        else:
            user = self.user

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update({})
        if background is not UNSET:
            field_dict["background"] = background
        if completed_at is not UNSET:
            field_dict["completed_at"] = completed_at
        if created_at is not UNSET:
            field_dict["created_at"] = created_at
        if effort is not UNSET:
            field_dict["effort"] = effort
        if error is not UNSET:
            field_dict["error"] = error
        if id is not UNSET:
            field_dict["id"] = id
        if incomplete_details is not UNSET:
            field_dict["incomplete_details"] = incomplete_details
        if model is not UNSET:
            field_dict["model"] = model
        if object_ is not UNSET:
            field_dict["object"] = object_
        if output is not UNSET:
            field_dict["output"] = output
        if preset is not UNSET:
            field_dict["preset"] = preset
        if previous_response_id is not UNSET:
            field_dict["previous_response_id"] = previous_response_id
        if prompt_cache_key is not UNSET:
            field_dict["prompt_cache_key"] = prompt_cache_key
        if service_tier is not UNSET:
            field_dict["service_tier"] = service_tier
        if status is not UNSET:
            field_dict["status"] = status
        if store is not UNSET:
            field_dict["store"] = store
        if usage is not UNSET:
            field_dict["usage"] = usage
        if instructions is not UNSET:
            field_dict["instructions"] = instructions
        if max_output_tokens is not UNSET:
            field_dict["max_output_tokens"] = max_output_tokens
        if max_tool_calls is not UNSET:
            field_dict["max_tool_calls"] = max_tool_calls
        if metadata is not UNSET:
            field_dict["metadata"] = metadata
        if parallel_tool_calls is not UNSET:
            field_dict["parallel_tool_calls"] = parallel_tool_calls
        if reasoning is not UNSET:
            field_dict["reasoning"] = reasoning
        if safety_identifier is not UNSET:
            field_dict["safety_identifier"] = safety_identifier
        if temperature is not UNSET:
            field_dict["temperature"] = temperature
        if text is not UNSET:
            field_dict["text"] = text
        if tool_choice is not UNSET:
            field_dict["tool_choice"] = tool_choice
        if tools is not UNSET:
            field_dict["tools"] = tools
        if top_logprobs is not UNSET:
            field_dict["top_logprobs"] = top_logprobs
        if top_p is not UNSET:
            field_dict["top_p"] = top_p
        if truncation is not UNSET:
            field_dict["truncation"] = truncation
        if user is not UNSET:
            field_dict["user"] = user

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        from ..models.agent_response_metadata import AgentResponseMetadata
        from ..models.agent_response_tool import AgentResponseTool
        from ..models.agent_text_settings import AgentTextSettings
        from ..models.error_info import ErrorInfo
        from ..models.fetch_url_results_output_item import FetchUrlResultsOutputItem
        from ..models.finance_results_output_item import FinanceResultsOutputItem
        from ..models.function_call_output_item import FunctionCallOutputItem
        from ..models.image_search_results_output_item import (
            ImageSearchResultsOutputItem,
        )
        from ..models.incomplete_details import IncompleteDetails
        from ..models.mcp_approval_request_output_item import (
            McpApprovalRequestOutputItem,
        )
        from ..models.mcp_call_output_item import McpCallOutputItem
        from ..models.mcp_list_tools_output_item import McpListToolsOutputItem
        from ..models.message_output_item import MessageOutputItem
        from ..models.people_search_results_output_item import (
            PeopleSearchResultsOutputItem,
        )
        from ..models.reasoning_config import ReasoningConfig
        from ..models.responses_usage import ResponsesUsage
        from ..models.sandbox_apply_patch_output_item import SandboxApplyPatchOutputItem
        from ..models.sandbox_edit_file_output_item import SandboxEditFileOutputItem
        from ..models.sandbox_glob_output_item import SandboxGlobOutputItem
        from ..models.sandbox_grep_output_item import SandboxGrepOutputItem
        from ..models.sandbox_read_file_output_item import SandboxReadFileOutputItem
        from ..models.sandbox_results_output_item import SandboxResultsOutputItem
        from ..models.sandbox_write_file_output_item import SandboxWriteFileOutputItem
        from ..models.search_results_output_item import SearchResultsOutputItem
        from ..models.share_file_output_item import ShareFileOutputItem
        from ..models.skill_loaded_output_item import SkillLoadedOutputItem
        from ..models.tool_search_output_item import ToolSearchOutputItem
        from ..models.unknown_object import UnknownObject
        from ..models.unknown_output_item import UnknownOutputItem

        d = dict(src_dict)

        def _parse_background(data: object) -> bool | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(bool | None | Unset, data)

        background = _parse_background(d.pop("background", UNSET))

        def _parse_completed_at(data: object) -> int | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(int | None | Unset, data)

        completed_at = _parse_completed_at(d.pop("completed_at", UNSET))

        def _parse_created_at(data: object) -> int | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(int | None | Unset, data)

        created_at = _parse_created_at(d.pop("created_at", UNSET))

        def _parse_effort(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        effort = _parse_effort(d.pop("effort", UNSET))

        def _parse_error(data: object) -> ErrorInfo | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                error_type_0 = ErrorInfo.from_dict(data)

                return error_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(ErrorInfo | None | Unset, data)

        error = _parse_error(d.pop("error", UNSET))

        def _parse_id(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        id = _parse_id(d.pop("id", UNSET))

        def _parse_incomplete_details(data: object) -> IncompleteDetails | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                incomplete_details_type_0 = IncompleteDetails.from_dict(data)

                return incomplete_details_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(IncompleteDetails | None | Unset, data)

        incomplete_details = _parse_incomplete_details(
            d.pop("incomplete_details", UNSET)
        )

        def _parse_model(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        model = _parse_model(d.pop("model", UNSET))

        def _parse_object_(data: object) -> None | ResponsesObjectType | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                object_type_0 = ResponsesObjectType(data)

                return object_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | ResponsesObjectType | str | Unset, data)

        object_ = _parse_object_(d.pop("object", UNSET))

        def _parse_output(
            data: object,
        ) -> (
            list[
                FetchUrlResultsOutputItem
                | FinanceResultsOutputItem
                | FunctionCallOutputItem
                | ImageSearchResultsOutputItem
                | McpApprovalRequestOutputItem
                | McpCallOutputItem
                | McpListToolsOutputItem
                | MessageOutputItem
                | PeopleSearchResultsOutputItem
                | SandboxApplyPatchOutputItem
                | SandboxEditFileOutputItem
                | SandboxGlobOutputItem
                | SandboxGrepOutputItem
                | SandboxReadFileOutputItem
                | SandboxResultsOutputItem
                | SandboxWriteFileOutputItem
                | SearchResultsOutputItem
                | ShareFileOutputItem
                | SkillLoadedOutputItem
                | ToolSearchOutputItem
                | UnknownObject
                | UnknownOutputItem
            ]
            | None
            | Unset
        ):
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, list):
                    raise TypeError()
                output_type_0 = []
                _output_type_0 = data
                for output_type_0_item_data in _output_type_0:

                    def _parse_output_type_0_item(
                        data: object,
                    ) -> (
                        FetchUrlResultsOutputItem
                        | FinanceResultsOutputItem
                        | FunctionCallOutputItem
                        | ImageSearchResultsOutputItem
                        | McpApprovalRequestOutputItem
                        | McpCallOutputItem
                        | McpListToolsOutputItem
                        | MessageOutputItem
                        | PeopleSearchResultsOutputItem
                        | SandboxApplyPatchOutputItem
                        | SandboxEditFileOutputItem
                        | SandboxGlobOutputItem
                        | SandboxGrepOutputItem
                        | SandboxReadFileOutputItem
                        | SandboxResultsOutputItem
                        | SandboxWriteFileOutputItem
                        | SearchResultsOutputItem
                        | ShareFileOutputItem
                        | SkillLoadedOutputItem
                        | ToolSearchOutputItem
                        | UnknownObject
                        | UnknownOutputItem
                    ):
                        try:
                            if not isinstance(data, dict):
                                raise TypeError()
                            componentsschemas_output_item_type_0 = (
                                MessageOutputItem.from_dict(data)
                            )

                            return componentsschemas_output_item_type_0
                        except (TypeError, ValueError, AttributeError, KeyError):
                            pass
                        try:
                            if not isinstance(data, dict):
                                raise TypeError()
                            componentsschemas_output_item_type_1 = (
                                SearchResultsOutputItem.from_dict(data)
                            )

                            return componentsschemas_output_item_type_1
                        except (TypeError, ValueError, AttributeError, KeyError):
                            pass
                        try:
                            if not isinstance(data, dict):
                                raise TypeError()
                            componentsschemas_output_item_type_2 = (
                                ImageSearchResultsOutputItem.from_dict(data)
                            )

                            return componentsschemas_output_item_type_2
                        except (TypeError, ValueError, AttributeError, KeyError):
                            pass
                        try:
                            if not isinstance(data, dict):
                                raise TypeError()
                            componentsschemas_output_item_type_3 = (
                                FetchUrlResultsOutputItem.from_dict(data)
                            )

                            return componentsschemas_output_item_type_3
                        except (TypeError, ValueError, AttributeError, KeyError):
                            pass
                        try:
                            if not isinstance(data, dict):
                                raise TypeError()
                            componentsschemas_output_item_type_4 = (
                                FinanceResultsOutputItem.from_dict(data)
                            )

                            return componentsschemas_output_item_type_4
                        except (TypeError, ValueError, AttributeError, KeyError):
                            pass
                        try:
                            if not isinstance(data, dict):
                                raise TypeError()
                            componentsschemas_output_item_type_5 = (
                                PeopleSearchResultsOutputItem.from_dict(data)
                            )

                            return componentsschemas_output_item_type_5
                        except (TypeError, ValueError, AttributeError, KeyError):
                            pass
                        try:
                            if not isinstance(data, dict):
                                raise TypeError()
                            componentsschemas_output_item_type_6 = (
                                FunctionCallOutputItem.from_dict(data)
                            )

                            return componentsschemas_output_item_type_6
                        except (TypeError, ValueError, AttributeError, KeyError):
                            pass
                        try:
                            if not isinstance(data, dict):
                                raise TypeError()
                            componentsschemas_output_item_type_7 = (
                                SandboxResultsOutputItem.from_dict(data)
                            )

                            return componentsschemas_output_item_type_7
                        except (TypeError, ValueError, AttributeError, KeyError):
                            pass
                        try:
                            if not isinstance(data, dict):
                                raise TypeError()
                            componentsschemas_output_item_type_8 = (
                                McpListToolsOutputItem.from_dict(data)
                            )

                            return componentsschemas_output_item_type_8
                        except (TypeError, ValueError, AttributeError, KeyError):
                            pass
                        try:
                            if not isinstance(data, dict):
                                raise TypeError()
                            componentsschemas_output_item_type_9 = (
                                McpCallOutputItem.from_dict(data)
                            )

                            return componentsschemas_output_item_type_9
                        except (TypeError, ValueError, AttributeError, KeyError):
                            pass
                        try:
                            if not isinstance(data, dict):
                                raise TypeError()
                            componentsschemas_output_item_type_10 = (
                                McpApprovalRequestOutputItem.from_dict(data)
                            )

                            return componentsschemas_output_item_type_10
                        except (TypeError, ValueError, AttributeError, KeyError):
                            pass
                        try:
                            if not isinstance(data, dict):
                                raise TypeError()
                            componentsschemas_output_item_type_11 = (
                                ToolSearchOutputItem.from_dict(data)
                            )

                            return componentsschemas_output_item_type_11
                        except (TypeError, ValueError, AttributeError, KeyError):
                            pass
                        try:
                            if not isinstance(data, dict):
                                raise TypeError()
                            componentsschemas_output_item_type_12 = (
                                SkillLoadedOutputItem.from_dict(data)
                            )

                            return componentsschemas_output_item_type_12
                        except (TypeError, ValueError, AttributeError, KeyError):
                            pass
                        try:
                            if not isinstance(data, dict):
                                raise TypeError()
                            componentsschemas_output_item_type_13 = (
                                SandboxWriteFileOutputItem.from_dict(data)
                            )

                            return componentsschemas_output_item_type_13
                        except (TypeError, ValueError, AttributeError, KeyError):
                            pass
                        try:
                            if not isinstance(data, dict):
                                raise TypeError()
                            componentsschemas_output_item_type_14 = (
                                SandboxReadFileOutputItem.from_dict(data)
                            )

                            return componentsschemas_output_item_type_14
                        except (TypeError, ValueError, AttributeError, KeyError):
                            pass
                        try:
                            if not isinstance(data, dict):
                                raise TypeError()
                            componentsschemas_output_item_type_15 = (
                                SandboxEditFileOutputItem.from_dict(data)
                            )

                            return componentsschemas_output_item_type_15
                        except (TypeError, ValueError, AttributeError, KeyError):
                            pass
                        try:
                            if not isinstance(data, dict):
                                raise TypeError()
                            componentsschemas_output_item_type_16 = (
                                SandboxGrepOutputItem.from_dict(data)
                            )

                            return componentsschemas_output_item_type_16
                        except (TypeError, ValueError, AttributeError, KeyError):
                            pass
                        try:
                            if not isinstance(data, dict):
                                raise TypeError()
                            componentsschemas_output_item_type_17 = (
                                SandboxGlobOutputItem.from_dict(data)
                            )

                            return componentsschemas_output_item_type_17
                        except (TypeError, ValueError, AttributeError, KeyError):
                            pass
                        try:
                            if not isinstance(data, dict):
                                raise TypeError()
                            componentsschemas_output_item_type_18 = (
                                SandboxApplyPatchOutputItem.from_dict(data)
                            )

                            return componentsschemas_output_item_type_18
                        except (TypeError, ValueError, AttributeError, KeyError):
                            pass
                        try:
                            if not isinstance(data, dict):
                                raise TypeError()
                            componentsschemas_output_item_type_19 = (
                                ShareFileOutputItem.from_dict(data)
                            )

                            return componentsschemas_output_item_type_19
                        except (TypeError, ValueError, AttributeError, KeyError):
                            pass
                        try:
                            if not isinstance(data, dict):
                                raise TypeError()
                            componentsschemas_output_item_type_20 = (
                                UnknownOutputItem.from_dict(data)
                            )

                            return componentsschemas_output_item_type_20
                        except (TypeError, ValueError, AttributeError, KeyError):
                            pass
                        if not isinstance(data, dict):
                            raise TypeError()
                        componentsschemas_output_item_type_21 = UnknownObject.from_dict(
                            data
                        )

                        return componentsschemas_output_item_type_21

                    output_type_0_item = _parse_output_type_0_item(
                        output_type_0_item_data
                    )

                    output_type_0.append(output_type_0_item)

                return output_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(
                list[
                    FetchUrlResultsOutputItem
                    | FinanceResultsOutputItem
                    | FunctionCallOutputItem
                    | ImageSearchResultsOutputItem
                    | McpApprovalRequestOutputItem
                    | McpCallOutputItem
                    | McpListToolsOutputItem
                    | MessageOutputItem
                    | PeopleSearchResultsOutputItem
                    | SandboxApplyPatchOutputItem
                    | SandboxEditFileOutputItem
                    | SandboxGlobOutputItem
                    | SandboxGrepOutputItem
                    | SandboxReadFileOutputItem
                    | SandboxResultsOutputItem
                    | SandboxWriteFileOutputItem
                    | SearchResultsOutputItem
                    | ShareFileOutputItem
                    | SkillLoadedOutputItem
                    | ToolSearchOutputItem
                    | UnknownObject
                    | UnknownOutputItem
                ]
                | None
                | Unset,
                data,
            )

        output = _parse_output(d.pop("output", UNSET))

        def _parse_preset(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        preset = _parse_preset(d.pop("preset", UNSET))

        def _parse_previous_response_id(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        previous_response_id = _parse_previous_response_id(
            d.pop("previous_response_id", UNSET)
        )

        def _parse_prompt_cache_key(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        prompt_cache_key = _parse_prompt_cache_key(d.pop("prompt_cache_key", UNSET))

        def _parse_service_tier(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        service_tier = _parse_service_tier(d.pop("service_tier", UNSET))

        def _parse_status(data: object) -> None | Status | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                status_type_0 = Status(data)

                return status_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | Status | str | Unset, data)

        status = _parse_status(d.pop("status", UNSET))

        def _parse_store(data: object) -> bool | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(bool | None | Unset, data)

        store = _parse_store(d.pop("store", UNSET))

        def _parse_usage(data: object) -> None | ResponsesUsage | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                usage_type_0 = ResponsesUsage.from_dict(data)

                return usage_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | ResponsesUsage | Unset, data)

        usage = _parse_usage(d.pop("usage", UNSET))

        def _parse_instructions(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        instructions = _parse_instructions(d.pop("instructions", UNSET))

        def _parse_max_output_tokens(data: object) -> int | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(int | None | Unset, data)

        max_output_tokens = _parse_max_output_tokens(d.pop("max_output_tokens", UNSET))

        def _parse_max_tool_calls(data: object) -> int | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(int | None | Unset, data)

        max_tool_calls = _parse_max_tool_calls(d.pop("max_tool_calls", UNSET))

        def _parse_metadata(data: object) -> AgentResponseMetadata | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                metadata_type_0 = AgentResponseMetadata.from_dict(data)

                return metadata_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(AgentResponseMetadata | None | Unset, data)

        metadata = _parse_metadata(d.pop("metadata", UNSET))

        def _parse_parallel_tool_calls(data: object) -> bool | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(bool | None | Unset, data)

        parallel_tool_calls = _parse_parallel_tool_calls(
            d.pop("parallel_tool_calls", UNSET)
        )

        def _parse_reasoning(data: object) -> None | ReasoningConfig | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                reasoning_type_0 = ReasoningConfig.from_dict(data)

                return reasoning_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | ReasoningConfig | Unset, data)

        reasoning = _parse_reasoning(d.pop("reasoning", UNSET))

        def _parse_safety_identifier(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        safety_identifier = _parse_safety_identifier(d.pop("safety_identifier", UNSET))

        def _parse_temperature(data: object) -> float | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(float | None | Unset, data)

        temperature = _parse_temperature(d.pop("temperature", UNSET))

        def _parse_text(data: object) -> AgentTextSettings | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                text_type_0 = AgentTextSettings.from_dict(data)

                return text_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(AgentTextSettings | None | Unset, data)

        text = _parse_text(d.pop("text", UNSET))

        tool_choice = d.pop("tool_choice", UNSET)

        def _parse_tools(data: object) -> list[AgentResponseTool] | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, list):
                    raise TypeError()
                tools_type_0 = []
                _tools_type_0 = data
                for tools_type_0_item_data in _tools_type_0:
                    tools_type_0_item = AgentResponseTool.from_dict(
                        tools_type_0_item_data
                    )

                    tools_type_0.append(tools_type_0_item)

                return tools_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(list[AgentResponseTool] | None | Unset, data)

        tools = _parse_tools(d.pop("tools", UNSET))

        def _parse_top_logprobs(data: object) -> int | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(int | None | Unset, data)

        top_logprobs = _parse_top_logprobs(d.pop("top_logprobs", UNSET))

        def _parse_top_p(data: object) -> float | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(float | None | Unset, data)

        top_p = _parse_top_p(d.pop("top_p", UNSET))

        def _parse_truncation(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        truncation = _parse_truncation(d.pop("truncation", UNSET))

        def _parse_user(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        user = _parse_user(d.pop("user", UNSET))

        responses_response = cls(
            background=background,
            completed_at=completed_at,
            created_at=created_at,
            effort=effort,
            error=error,
            id=id,
            incomplete_details=incomplete_details,
            model=model,
            object_=object_,
            output=output,
            preset=preset,
            previous_response_id=previous_response_id,
            prompt_cache_key=prompt_cache_key,
            service_tier=service_tier,
            status=status,
            store=store,
            usage=usage,
            instructions=instructions,
            max_output_tokens=max_output_tokens,
            max_tool_calls=max_tool_calls,
            metadata=metadata,
            parallel_tool_calls=parallel_tool_calls,
            reasoning=reasoning,
            safety_identifier=safety_identifier,
            temperature=temperature,
            text=text,
            tool_choice=tool_choice,
            tools=tools,
            top_logprobs=top_logprobs,
            top_p=top_p,
            truncation=truncation,
            user=user,
        )

        responses_response.additional_properties = d
        return responses_response

    @property
    def additional_keys(self) -> list[str]:
        return list(self.additional_properties.keys())

    def __getitem__(self, key: str) -> Any:
        return self.additional_properties[key]

    def __setitem__(self, key: str, value: Any) -> None:
        self.additional_properties[key] = value

    def __delitem__(self, key: str) -> None:
        del self.additional_properties[key]

    def __contains__(self, key: str) -> bool:
        return key in self.additional_properties
