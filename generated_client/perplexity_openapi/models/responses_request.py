from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Self, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.agent_tool_choice_mode import AgentToolChoiceMode
from ..models.responses_request_service_tier import ResponsesRequestServiceTier
from ..models.responses_request_truncation import ResponsesRequestTruncation
from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.agent_metadata import AgentMetadata
    from ..models.agent_stream_options import AgentStreamOptions
    from ..models.agent_tool_choice_object import AgentToolChoiceObject
    from ..models.builtin_skill import BuiltinSkill
    from ..models.connector_tool import ConnectorTool
    from ..models.custom_skill import CustomSkill
    from ..models.fetch_url_tool import FetchUrlTool
    from ..models.finance_search_tool import FinanceSearchTool
    from ..models.function_call_input import FunctionCallInput
    from ..models.function_call_output_input import FunctionCallOutputInput
    from ..models.function_tool import FunctionTool
    from ..models.image_search_tool import ImageSearchTool
    from ..models.inline_skill import InlineSkill
    from ..models.input_message import InputMessage
    from ..models.mcp_approval_request_input import McpApprovalRequestInput
    from ..models.mcp_approval_response_input import McpApprovalResponseInput
    from ..models.mcp_call_input import McpCallInput
    from ..models.mcp_list_tools_input import McpListToolsInput
    from ..models.mcp_tool import McpTool
    from ..models.people_search_tool import PeopleSearchTool
    from ..models.profile_reference import ProfileReference
    from ..models.reasoning_config import ReasoningConfig
    from ..models.reasoning_input_item import ReasoningInputItem
    from ..models.response_format import ResponseFormat
    from ..models.sandbox_tool import SandboxTool
    from ..models.unknown_object import UnknownObject
    from ..models.web_search_tool import WebSearchTool


T = TypeVar("T", bound="ResponsesRequest")


@_attrs_define
class ResponsesRequest:
    """
    Attributes:
        input_ (list[FunctionCallInput | FunctionCallOutputInput | InputMessage | McpApprovalRequestInput |
            McpApprovalResponseInput | McpCallInput | McpListToolsInput | ReasoningInputItem | UnknownObject] | str): Text,
            or a list of items
        background (bool | Unset): Run detached from the connection. Without `stream` the answer comes at once with
            `status: "queued"`; ask `GET /v1/agent/{id}` until the status is terminal. With `stream` the events can be
            resumed after a drop.
        effort (str | Unset): Named configuration kept by Perplexity: `fast`, `low`, `medium`, `high` or `xhigh`.
            `level@version` pins one release, for example `fast@2026-10-16.0`. Not the same as `reasoning.effort`. Fields
            set in the request win over those of the level. Replaces `preset`.
        instructions (str | Unset): System instructions; with an effort level they take the place of the level's own
            prompt.
        language_preference (str | Unset): Language of the answer, ISO 639-1
        max_output_tokens (int | Unset): Upper bound of generated tokens; values below 16 count as 16. Mandatory for
            anthropic/* models, which are refused with 400 without it.
        max_steps (int | Unset): Upper bound of the agent's steps, 1 to 100.
            Wins over the value of the effort level. Default 1 for a request with a model and no level.
            finance_search with a model of your own needs at least 3.
        max_tool_calls (int | Unset): Upper bound of tool calls; 0 switches every tool off.
        metadata (AgentMetadata | Unset): Notes of the caller, at most 16; keys of up to 64 characters, values of up to
            512.
        model (str | Unset): Model as provider/model, for example "openai/gpt-5.6-terra".
            Ignored beside models.
            One of model, models, effort and profile has to be there.
        models (list[str] | Unset): Models to try in turn, each as provider/model, until one answers; at most 5.
            Wins over model. The response names the one that answered.
        parallel_tool_calls (bool | Unset): Whether several tools may be called at once; true unless set.
        preset (str | Unset): Older name of effort, which wins where both are set.
        previous_response_id (str | Unset): Go on from the saved state of this response, which has to be completed and
            of the same account.
        profile (ProfileReference | Unset):
        prompt_cache_key (str | Unset): Key under which requests with one prefix share the prompt cache.
        reasoning (ReasoningConfig | Unset):
        response_format (ResponseFormat | Unset): Form that the answer has to have
        service_tier (ResponsesRequestServiceTier | str | Unset): Class of processing of the model's requests.
        skills (list[BuiltinSkill | CustomSkill | InlineSkill | UnknownObject] | Unset): Built-in, inline or stored
            skills that the model may load. Any of them switches the sandbox on; they are not echoed.
        step_budget_reminder (bool | Unset): Tell the model how many of its steps are left.
        store (bool | Unset): false hides the response from later GETs; it can still be named as `previous_response_id`.
        stream (bool | Unset): Answer with server-sent events in place of JSON
        stream_options (AgentStreamOptions | Unset): Settings of the stream
        tools (list[ConnectorTool | FetchUrlTool | FinanceSearchTool | FunctionTool | ImageSearchTool | McpTool |
            PeopleSearchTool | SandboxTool | UnknownObject | WebSearchTool] | Unset): What the model may call
        tool_choice (AgentToolChoiceMode | AgentToolChoiceObject | str | Unset):
        temperature (float | Unset): Sampling temperature
        top_p (float | Unset): Nucleus sampling
        truncation (ResponsesRequestTruncation | str | Unset): What to do with an input that is too long
    """

    input_: (
        list[
            FunctionCallInput
            | FunctionCallOutputInput
            | InputMessage
            | McpApprovalRequestInput
            | McpApprovalResponseInput
            | McpCallInput
            | McpListToolsInput
            | ReasoningInputItem
            | UnknownObject
        ]
        | str
    )
    background: bool | Unset = UNSET
    effort: str | Unset = UNSET
    instructions: str | Unset = UNSET
    language_preference: str | Unset = UNSET
    max_output_tokens: int | Unset = UNSET
    max_steps: int | Unset = UNSET
    max_tool_calls: int | Unset = UNSET
    metadata: AgentMetadata | Unset = UNSET
    model: str | Unset = UNSET
    models: list[str] | Unset = UNSET
    parallel_tool_calls: bool | Unset = UNSET
    preset: str | Unset = UNSET
    previous_response_id: str | Unset = UNSET
    profile: ProfileReference | Unset = UNSET
    prompt_cache_key: str | Unset = UNSET
    reasoning: ReasoningConfig | Unset = UNSET
    response_format: ResponseFormat | Unset = UNSET
    service_tier: ResponsesRequestServiceTier | str | Unset = UNSET
    skills: list[BuiltinSkill | CustomSkill | InlineSkill | UnknownObject] | Unset = (
        UNSET
    )
    step_budget_reminder: bool | Unset = UNSET
    store: bool | Unset = UNSET
    stream: bool | Unset = UNSET
    stream_options: AgentStreamOptions | Unset = UNSET
    tools: (
        list[
            ConnectorTool
            | FetchUrlTool
            | FinanceSearchTool
            | FunctionTool
            | ImageSearchTool
            | McpTool
            | PeopleSearchTool
            | SandboxTool
            | UnknownObject
            | WebSearchTool
        ]
        | Unset
    ) = UNSET
    tool_choice: AgentToolChoiceMode | AgentToolChoiceObject | str | Unset = UNSET
    temperature: float | Unset = UNSET
    top_p: float | Unset = UNSET
    truncation: ResponsesRequestTruncation | str | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        from ..models.agent_tool_choice_object import AgentToolChoiceObject
        from ..models.builtin_skill import BuiltinSkill
        from ..models.connector_tool import ConnectorTool
        from ..models.custom_skill import CustomSkill
        from ..models.fetch_url_tool import FetchUrlTool
        from ..models.finance_search_tool import FinanceSearchTool
        from ..models.function_call_input import FunctionCallInput
        from ..models.function_call_output_input import FunctionCallOutputInput
        from ..models.function_tool import FunctionTool
        from ..models.image_search_tool import ImageSearchTool
        from ..models.inline_skill import InlineSkill
        from ..models.input_message import InputMessage
        from ..models.mcp_approval_request_input import McpApprovalRequestInput
        from ..models.mcp_approval_response_input import McpApprovalResponseInput
        from ..models.mcp_call_input import McpCallInput
        from ..models.mcp_list_tools_input import McpListToolsInput
        from ..models.mcp_tool import McpTool
        from ..models.people_search_tool import PeopleSearchTool
        from ..models.reasoning_input_item import ReasoningInputItem
        from ..models.sandbox_tool import SandboxTool
        from ..models.web_search_tool import WebSearchTool

        input_: list[dict[str, Any]] | str
        if isinstance(self.input_, list):
            input_ = []
            for componentsschemas_input_input_item_array_item_data in self.input_:
                componentsschemas_input_input_item_array_item: dict[str, Any]
                if (
                    isinstance(
                        componentsschemas_input_input_item_array_item_data, InputMessage
                    )
                    or isinstance(
                        componentsschemas_input_input_item_array_item_data,
                        FunctionCallOutputInput,
                    )
                    or isinstance(
                        componentsschemas_input_input_item_array_item_data,
                        FunctionCallInput,
                    )
                    or isinstance(
                        componentsschemas_input_input_item_array_item_data,
                        ReasoningInputItem,
                    )
                    or isinstance(
                        componentsschemas_input_input_item_array_item_data,
                        McpApprovalResponseInput,
                    )
                    or isinstance(
                        componentsschemas_input_input_item_array_item_data,
                        McpApprovalRequestInput,
                    )
                    or isinstance(
                        componentsschemas_input_input_item_array_item_data, McpCallInput
                    )
                    or isinstance(
                        componentsschemas_input_input_item_array_item_data,
                        McpListToolsInput,
                    )
                ):
                    componentsschemas_input_input_item_array_item = (
                        componentsschemas_input_input_item_array_item_data.to_dict()
                    )
                else:
                    componentsschemas_input_input_item_array_item = (
                        componentsschemas_input_input_item_array_item_data.to_dict()
                    )

                input_.append(componentsschemas_input_input_item_array_item)

        else:
            input_ = self.input_

        background = self.background

        effort = self.effort

        instructions = self.instructions

        language_preference = self.language_preference

        max_output_tokens = self.max_output_tokens

        max_steps = self.max_steps

        max_tool_calls = self.max_tool_calls

        metadata: dict[str, Any] | Unset = UNSET
        if not isinstance(self.metadata, Unset):
            metadata = self.metadata.to_dict()

        model = self.model

        models: list[str] | Unset = UNSET
        if not isinstance(self.models, Unset):
            models = self.models

        parallel_tool_calls = self.parallel_tool_calls

        preset = self.preset

        previous_response_id = self.previous_response_id

        profile: dict[str, Any] | Unset = UNSET
        if not isinstance(self.profile, Unset):
            profile = self.profile.to_dict()

        prompt_cache_key = self.prompt_cache_key

        reasoning: dict[str, Any] | Unset = UNSET
        if not isinstance(self.reasoning, Unset):
            reasoning = self.reasoning.to_dict()

        response_format: dict[str, Any] | Unset = UNSET
        if not isinstance(self.response_format, Unset):
            response_format = self.response_format.to_dict()

        service_tier: str | Unset
        if isinstance(self.service_tier, Unset):
            service_tier = UNSET
        elif isinstance(self.service_tier, ResponsesRequestServiceTier):
            service_tier = self.service_tier.value
        else:
            service_tier = self.service_tier

        skills: list[dict[str, Any]] | Unset = UNSET
        if not isinstance(self.skills, Unset):
            skills = []
            for skills_item_data in self.skills:
                skills_item: dict[str, Any]
                if (
                    isinstance(skills_item_data, BuiltinSkill)
                    or isinstance(skills_item_data, InlineSkill)
                    or isinstance(skills_item_data, CustomSkill)
                ):
                    skills_item = skills_item_data.to_dict()
                else:
                    skills_item = skills_item_data.to_dict()

                skills.append(skills_item)

        step_budget_reminder = self.step_budget_reminder

        store = self.store

        stream = self.stream

        stream_options: dict[str, Any] | Unset = UNSET
        if not isinstance(self.stream_options, Unset):
            stream_options = self.stream_options.to_dict()

        tools: list[dict[str, Any]] | Unset = UNSET
        if not isinstance(self.tools, Unset):
            tools = []
            for tools_item_data in self.tools:
                tools_item: dict[str, Any]
                if (
                    isinstance(tools_item_data, WebSearchTool)
                    or isinstance(tools_item_data, ImageSearchTool)
                    or isinstance(tools_item_data, FinanceSearchTool)
                    or isinstance(tools_item_data, PeopleSearchTool)
                    or isinstance(tools_item_data, FetchUrlTool)
                    or isinstance(tools_item_data, FunctionTool)
                    or isinstance(tools_item_data, SandboxTool)
                    or isinstance(tools_item_data, McpTool)
                    or isinstance(tools_item_data, ConnectorTool)
                ):
                    tools_item = tools_item_data.to_dict()
                else:
                    tools_item = tools_item_data.to_dict()

                tools.append(tools_item)

        tool_choice: dict[str, Any] | str | Unset
        if isinstance(self.tool_choice, Unset):
            tool_choice = UNSET
        elif isinstance(self.tool_choice, AgentToolChoiceMode):
            tool_choice = self.tool_choice.value
        elif isinstance(self.tool_choice, AgentToolChoiceObject):
            tool_choice = self.tool_choice.to_dict()
        else:
            tool_choice = self.tool_choice

        temperature = self.temperature

        top_p = self.top_p

        truncation: str | Unset
        if isinstance(self.truncation, Unset):
            truncation = UNSET
        elif isinstance(self.truncation, ResponsesRequestTruncation):
            truncation = self.truncation.value
        else:
            truncation = self.truncation

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "input": input_,
            }
        )
        if background is not UNSET:
            field_dict["background"] = background
        if effort is not UNSET:
            field_dict["effort"] = effort
        if instructions is not UNSET:
            field_dict["instructions"] = instructions
        if language_preference is not UNSET:
            field_dict["language_preference"] = language_preference
        if max_output_tokens is not UNSET:
            field_dict["max_output_tokens"] = max_output_tokens
        if max_steps is not UNSET:
            field_dict["max_steps"] = max_steps
        if max_tool_calls is not UNSET:
            field_dict["max_tool_calls"] = max_tool_calls
        if metadata is not UNSET:
            field_dict["metadata"] = metadata
        if model is not UNSET:
            field_dict["model"] = model
        if models is not UNSET:
            field_dict["models"] = models
        if parallel_tool_calls is not UNSET:
            field_dict["parallel_tool_calls"] = parallel_tool_calls
        if preset is not UNSET:
            field_dict["preset"] = preset
        if previous_response_id is not UNSET:
            field_dict["previous_response_id"] = previous_response_id
        if profile is not UNSET:
            field_dict["profile"] = profile
        if prompt_cache_key is not UNSET:
            field_dict["prompt_cache_key"] = prompt_cache_key
        if reasoning is not UNSET:
            field_dict["reasoning"] = reasoning
        if response_format is not UNSET:
            field_dict["response_format"] = response_format
        if service_tier is not UNSET:
            field_dict["service_tier"] = service_tier
        if skills is not UNSET:
            field_dict["skills"] = skills
        if step_budget_reminder is not UNSET:
            field_dict["step_budget_reminder"] = step_budget_reminder
        if store is not UNSET:
            field_dict["store"] = store
        if stream is not UNSET:
            field_dict["stream"] = stream
        if stream_options is not UNSET:
            field_dict["stream_options"] = stream_options
        if tools is not UNSET:
            field_dict["tools"] = tools
        if tool_choice is not UNSET:
            field_dict["tool_choice"] = tool_choice
        if temperature is not UNSET:
            field_dict["temperature"] = temperature
        if top_p is not UNSET:
            field_dict["top_p"] = top_p
        if truncation is not UNSET:
            field_dict["truncation"] = truncation

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        from ..models.agent_metadata import AgentMetadata
        from ..models.agent_stream_options import AgentStreamOptions
        from ..models.agent_tool_choice_object import AgentToolChoiceObject
        from ..models.builtin_skill import BuiltinSkill
        from ..models.connector_tool import ConnectorTool
        from ..models.custom_skill import CustomSkill
        from ..models.fetch_url_tool import FetchUrlTool
        from ..models.finance_search_tool import FinanceSearchTool
        from ..models.function_call_input import FunctionCallInput
        from ..models.function_call_output_input import FunctionCallOutputInput
        from ..models.function_tool import FunctionTool
        from ..models.image_search_tool import ImageSearchTool
        from ..models.inline_skill import InlineSkill
        from ..models.input_message import InputMessage
        from ..models.mcp_approval_request_input import McpApprovalRequestInput
        from ..models.mcp_approval_response_input import McpApprovalResponseInput
        from ..models.mcp_call_input import McpCallInput
        from ..models.mcp_list_tools_input import McpListToolsInput
        from ..models.mcp_tool import McpTool
        from ..models.people_search_tool import PeopleSearchTool
        from ..models.profile_reference import ProfileReference
        from ..models.reasoning_config import ReasoningConfig
        from ..models.reasoning_input_item import ReasoningInputItem
        from ..models.response_format import ResponseFormat
        from ..models.sandbox_tool import SandboxTool
        from ..models.unknown_object import UnknownObject
        from ..models.web_search_tool import WebSearchTool

        d = dict(src_dict)

        def _parse_input_(
            data: object,
        ) -> (
            list[
                FunctionCallInput
                | FunctionCallOutputInput
                | InputMessage
                | McpApprovalRequestInput
                | McpApprovalResponseInput
                | McpCallInput
                | McpListToolsInput
                | ReasoningInputItem
                | UnknownObject
            ]
            | str
        ):
            try:
                if not isinstance(data, list):
                    raise TypeError()
                componentsschemas_input_input_item_array = []
                _componentsschemas_input_input_item_array = data
                for (
                    componentsschemas_input_input_item_array_item_data
                ) in _componentsschemas_input_input_item_array:

                    def _parse_componentsschemas_input_input_item_array_item(
                        data: object,
                    ) -> (
                        FunctionCallInput
                        | FunctionCallOutputInput
                        | InputMessage
                        | McpApprovalRequestInput
                        | McpApprovalResponseInput
                        | McpCallInput
                        | McpListToolsInput
                        | ReasoningInputItem
                        | UnknownObject
                    ):
                        try:
                            if not isinstance(data, dict):
                                raise TypeError()
                            componentsschemas_input_item_type_0 = (
                                InputMessage.from_dict(data)
                            )

                            return componentsschemas_input_item_type_0
                        except (TypeError, ValueError, AttributeError, KeyError):
                            pass
                        try:
                            if not isinstance(data, dict):
                                raise TypeError()
                            componentsschemas_input_item_type_1 = (
                                FunctionCallOutputInput.from_dict(data)
                            )

                            return componentsschemas_input_item_type_1
                        except (TypeError, ValueError, AttributeError, KeyError):
                            pass
                        try:
                            if not isinstance(data, dict):
                                raise TypeError()
                            componentsschemas_input_item_type_2 = (
                                FunctionCallInput.from_dict(data)
                            )

                            return componentsschemas_input_item_type_2
                        except (TypeError, ValueError, AttributeError, KeyError):
                            pass
                        try:
                            if not isinstance(data, dict):
                                raise TypeError()
                            componentsschemas_input_item_type_3 = (
                                ReasoningInputItem.from_dict(data)
                            )

                            return componentsschemas_input_item_type_3
                        except (TypeError, ValueError, AttributeError, KeyError):
                            pass
                        try:
                            if not isinstance(data, dict):
                                raise TypeError()
                            componentsschemas_input_item_type_4 = (
                                McpApprovalResponseInput.from_dict(data)
                            )

                            return componentsschemas_input_item_type_4
                        except (TypeError, ValueError, AttributeError, KeyError):
                            pass
                        try:
                            if not isinstance(data, dict):
                                raise TypeError()
                            componentsschemas_input_item_type_5 = (
                                McpApprovalRequestInput.from_dict(data)
                            )

                            return componentsschemas_input_item_type_5
                        except (TypeError, ValueError, AttributeError, KeyError):
                            pass
                        try:
                            if not isinstance(data, dict):
                                raise TypeError()
                            componentsschemas_input_item_type_6 = (
                                McpCallInput.from_dict(data)
                            )

                            return componentsschemas_input_item_type_6
                        except (TypeError, ValueError, AttributeError, KeyError):
                            pass
                        try:
                            if not isinstance(data, dict):
                                raise TypeError()
                            componentsschemas_input_item_type_7 = (
                                McpListToolsInput.from_dict(data)
                            )

                            return componentsschemas_input_item_type_7
                        except (TypeError, ValueError, AttributeError, KeyError):
                            pass
                        if not isinstance(data, dict):
                            raise TypeError()
                        componentsschemas_input_item_type_8 = UnknownObject.from_dict(
                            data
                        )

                        return componentsschemas_input_item_type_8

                    componentsschemas_input_input_item_array_item = (
                        _parse_componentsschemas_input_input_item_array_item(
                            componentsschemas_input_input_item_array_item_data
                        )
                    )

                    componentsschemas_input_input_item_array.append(
                        componentsschemas_input_input_item_array_item
                    )

                return componentsschemas_input_input_item_array
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(
                list[
                    FunctionCallInput
                    | FunctionCallOutputInput
                    | InputMessage
                    | McpApprovalRequestInput
                    | McpApprovalResponseInput
                    | McpCallInput
                    | McpListToolsInput
                    | ReasoningInputItem
                    | UnknownObject
                ]
                | str,
                data,
            )

        input_ = _parse_input_(d.pop("input"))

        background = d.pop("background", UNSET)

        effort = d.pop("effort", UNSET)

        instructions = d.pop("instructions", UNSET)

        language_preference = d.pop("language_preference", UNSET)

        max_output_tokens = d.pop("max_output_tokens", UNSET)

        max_steps = d.pop("max_steps", UNSET)

        max_tool_calls = d.pop("max_tool_calls", UNSET)

        _metadata = d.pop("metadata", UNSET)
        metadata: AgentMetadata | Unset
        if isinstance(_metadata, Unset):
            metadata = UNSET
        else:
            metadata = AgentMetadata.from_dict(_metadata)

        model = d.pop("model", UNSET)

        models = cast(list[str], d.pop("models", UNSET))

        parallel_tool_calls = d.pop("parallel_tool_calls", UNSET)

        preset = d.pop("preset", UNSET)

        previous_response_id = d.pop("previous_response_id", UNSET)

        _profile = d.pop("profile", UNSET)
        profile: ProfileReference | Unset
        if isinstance(_profile, Unset):
            profile = UNSET
        else:
            profile = ProfileReference.from_dict(_profile)

        prompt_cache_key = d.pop("prompt_cache_key", UNSET)

        _reasoning = d.pop("reasoning", UNSET)
        reasoning: ReasoningConfig | Unset
        if isinstance(_reasoning, Unset):
            reasoning = UNSET
        else:
            reasoning = ReasoningConfig.from_dict(_reasoning)

        _response_format = d.pop("response_format", UNSET)
        response_format: ResponseFormat | Unset
        if isinstance(_response_format, Unset):
            response_format = UNSET
        else:
            response_format = ResponseFormat.from_dict(_response_format)

        def _parse_service_tier(
            data: object,
        ) -> ResponsesRequestServiceTier | str | Unset:
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                service_tier_type_0 = ResponsesRequestServiceTier(data)

                return service_tier_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(ResponsesRequestServiceTier | str | Unset, data)

        service_tier = _parse_service_tier(d.pop("service_tier", UNSET))

        _skills = d.pop("skills", UNSET)
        skills: (
            list[BuiltinSkill | CustomSkill | InlineSkill | UnknownObject] | Unset
        ) = UNSET
        if _skills is not UNSET:
            skills = []
            for skills_item_data in _skills:

                def _parse_skills_item(
                    data: object,
                ) -> BuiltinSkill | CustomSkill | InlineSkill | UnknownObject:
                    try:
                        if not isinstance(data, dict):
                            raise TypeError()
                        componentsschemas_skill_type_0 = BuiltinSkill.from_dict(data)

                        return componentsschemas_skill_type_0
                    except (TypeError, ValueError, AttributeError, KeyError):
                        pass
                    try:
                        if not isinstance(data, dict):
                            raise TypeError()
                        componentsschemas_skill_type_1 = InlineSkill.from_dict(data)

                        return componentsschemas_skill_type_1
                    except (TypeError, ValueError, AttributeError, KeyError):
                        pass
                    try:
                        if not isinstance(data, dict):
                            raise TypeError()
                        componentsschemas_skill_type_2 = CustomSkill.from_dict(data)

                        return componentsschemas_skill_type_2
                    except (TypeError, ValueError, AttributeError, KeyError):
                        pass
                    if not isinstance(data, dict):
                        raise TypeError()
                    componentsschemas_skill_type_3 = UnknownObject.from_dict(data)

                    return componentsschemas_skill_type_3

                skills_item = _parse_skills_item(skills_item_data)

                skills.append(skills_item)

        step_budget_reminder = d.pop("step_budget_reminder", UNSET)

        store = d.pop("store", UNSET)

        stream = d.pop("stream", UNSET)

        _stream_options = d.pop("stream_options", UNSET)
        stream_options: AgentStreamOptions | Unset
        if isinstance(_stream_options, Unset):
            stream_options = UNSET
        else:
            stream_options = AgentStreamOptions.from_dict(_stream_options)

        _tools = d.pop("tools", UNSET)
        tools: (
            list[
                ConnectorTool
                | FetchUrlTool
                | FinanceSearchTool
                | FunctionTool
                | ImageSearchTool
                | McpTool
                | PeopleSearchTool
                | SandboxTool
                | UnknownObject
                | WebSearchTool
            ]
            | Unset
        ) = UNSET
        if _tools is not UNSET:
            tools = []
            for tools_item_data in _tools:

                def _parse_tools_item(
                    data: object,
                ) -> (
                    ConnectorTool
                    | FetchUrlTool
                    | FinanceSearchTool
                    | FunctionTool
                    | ImageSearchTool
                    | McpTool
                    | PeopleSearchTool
                    | SandboxTool
                    | UnknownObject
                    | WebSearchTool
                ):
                    try:
                        if not isinstance(data, dict):
                            raise TypeError()
                        componentsschemas_tool_type_0 = WebSearchTool.from_dict(data)

                        return componentsschemas_tool_type_0
                    except (TypeError, ValueError, AttributeError, KeyError):
                        pass
                    try:
                        if not isinstance(data, dict):
                            raise TypeError()
                        componentsschemas_tool_type_1 = ImageSearchTool.from_dict(data)

                        return componentsschemas_tool_type_1
                    except (TypeError, ValueError, AttributeError, KeyError):
                        pass
                    try:
                        if not isinstance(data, dict):
                            raise TypeError()
                        componentsschemas_tool_type_2 = FinanceSearchTool.from_dict(
                            data
                        )

                        return componentsschemas_tool_type_2
                    except (TypeError, ValueError, AttributeError, KeyError):
                        pass
                    try:
                        if not isinstance(data, dict):
                            raise TypeError()
                        componentsschemas_tool_type_3 = PeopleSearchTool.from_dict(data)

                        return componentsschemas_tool_type_3
                    except (TypeError, ValueError, AttributeError, KeyError):
                        pass
                    try:
                        if not isinstance(data, dict):
                            raise TypeError()
                        componentsschemas_tool_type_4 = FetchUrlTool.from_dict(data)

                        return componentsschemas_tool_type_4
                    except (TypeError, ValueError, AttributeError, KeyError):
                        pass
                    try:
                        if not isinstance(data, dict):
                            raise TypeError()
                        componentsschemas_tool_type_5 = FunctionTool.from_dict(data)

                        return componentsschemas_tool_type_5
                    except (TypeError, ValueError, AttributeError, KeyError):
                        pass
                    try:
                        if not isinstance(data, dict):
                            raise TypeError()
                        componentsschemas_tool_type_6 = SandboxTool.from_dict(data)

                        return componentsschemas_tool_type_6
                    except (TypeError, ValueError, AttributeError, KeyError):
                        pass
                    try:
                        if not isinstance(data, dict):
                            raise TypeError()
                        componentsschemas_tool_type_7 = McpTool.from_dict(data)

                        return componentsschemas_tool_type_7
                    except (TypeError, ValueError, AttributeError, KeyError):
                        pass
                    try:
                        if not isinstance(data, dict):
                            raise TypeError()
                        componentsschemas_tool_type_8 = ConnectorTool.from_dict(data)

                        return componentsschemas_tool_type_8
                    except (TypeError, ValueError, AttributeError, KeyError):
                        pass
                    if not isinstance(data, dict):
                        raise TypeError()
                    componentsschemas_tool_type_9 = UnknownObject.from_dict(data)

                    return componentsschemas_tool_type_9

                tools_item = _parse_tools_item(tools_item_data)

                tools.append(tools_item)

        def _parse_tool_choice(
            data: object,
        ) -> AgentToolChoiceMode | AgentToolChoiceObject | str | Unset:
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                componentsschemas_agent_tool_choice_type_0 = AgentToolChoiceMode(data)

                return componentsschemas_agent_tool_choice_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                componentsschemas_agent_tool_choice_type_1 = (
                    AgentToolChoiceObject.from_dict(data)
                )

                return componentsschemas_agent_tool_choice_type_1
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(AgentToolChoiceMode | AgentToolChoiceObject | str | Unset, data)

        tool_choice = _parse_tool_choice(d.pop("tool_choice", UNSET))

        temperature = d.pop("temperature", UNSET)

        top_p = d.pop("top_p", UNSET)

        def _parse_truncation(data: object) -> ResponsesRequestTruncation | str | Unset:
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                truncation_type_0 = ResponsesRequestTruncation(data)

                return truncation_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(ResponsesRequestTruncation | str | Unset, data)

        truncation = _parse_truncation(d.pop("truncation", UNSET))

        responses_request = cls(
            input_=input_,
            background=background,
            effort=effort,
            instructions=instructions,
            language_preference=language_preference,
            max_output_tokens=max_output_tokens,
            max_steps=max_steps,
            max_tool_calls=max_tool_calls,
            metadata=metadata,
            model=model,
            models=models,
            parallel_tool_calls=parallel_tool_calls,
            preset=preset,
            previous_response_id=previous_response_id,
            profile=profile,
            prompt_cache_key=prompt_cache_key,
            reasoning=reasoning,
            response_format=response_format,
            service_tier=service_tier,
            skills=skills,
            step_budget_reminder=step_budget_reminder,
            store=store,
            stream=stream,
            stream_options=stream_options,
            tools=tools,
            tool_choice=tool_choice,
            temperature=temperature,
            top_p=top_p,
            truncation=truncation,
        )

        responses_request.additional_properties = d
        return responses_request

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
