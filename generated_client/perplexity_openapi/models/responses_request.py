from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Self, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.agent_tool_choice_mode import AgentToolChoiceMode
from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.agent_metadata import AgentMetadata
    from ..models.agent_tool_choice_object import AgentToolChoiceObject
    from ..models.fetch_url_tool import FetchUrlTool
    from ..models.finance_search_tool import FinanceSearchTool
    from ..models.function_call_input import FunctionCallInput
    from ..models.function_call_output_input import FunctionCallOutputInput
    from ..models.function_tool import FunctionTool
    from ..models.input_message import InputMessage
    from ..models.people_search_tool import PeopleSearchTool
    from ..models.reasoning_config import ReasoningConfig
    from ..models.response_format import ResponseFormat
    from ..models.sandbox_tool import SandboxTool
    from ..models.unknown_input_item import UnknownInputItem
    from ..models.unknown_tool import UnknownTool
    from ..models.web_search_tool import WebSearchTool


T = TypeVar("T", bound="ResponsesRequest")


@_attrs_define
class ResponsesRequest:
    """
    Attributes:
        input_ (list[FunctionCallInput | FunctionCallOutputInput | InputMessage | UnknownInputItem] | str):
        instructions (str | Unset):
        language_preference (str | Unset):
        max_output_tokens (int | Unset):
        max_steps (int | Unset):
        model (str | Unset):
        models (list[str] | Unset):
        preset (str | Unset):
        reasoning (ReasoningConfig | Unset):
        response_format (ResponseFormat | Unset):
        stream (bool | Unset):
        tools (list[FetchUrlTool | FinanceSearchTool | FunctionTool | PeopleSearchTool | SandboxTool | UnknownTool |
            WebSearchTool] | Unset):
        background (bool | Unset):
        store (bool | Unset):
        previous_response_id (str | Unset):
        temperature (float | Unset):
        top_p (float | Unset):
        tool_choice (AgentToolChoiceMode | AgentToolChoiceObject | str | Unset):
        metadata (AgentMetadata | Unset): Notes of the caller, up to the service in number and size; they come back with
            the response.
    """

    input_: (
        list[
            FunctionCallInput
            | FunctionCallOutputInput
            | InputMessage
            | UnknownInputItem
        ]
        | str
    )
    instructions: str | Unset = UNSET
    language_preference: str | Unset = UNSET
    max_output_tokens: int | Unset = UNSET
    max_steps: int | Unset = UNSET
    model: str | Unset = UNSET
    models: list[str] | Unset = UNSET
    preset: str | Unset = UNSET
    reasoning: ReasoningConfig | Unset = UNSET
    response_format: ResponseFormat | Unset = UNSET
    stream: bool | Unset = UNSET
    tools: (
        list[
            FetchUrlTool
            | FinanceSearchTool
            | FunctionTool
            | PeopleSearchTool
            | SandboxTool
            | UnknownTool
            | WebSearchTool
        ]
        | Unset
    ) = UNSET
    background: bool | Unset = UNSET
    store: bool | Unset = UNSET
    previous_response_id: str | Unset = UNSET
    temperature: float | Unset = UNSET
    top_p: float | Unset = UNSET
    tool_choice: AgentToolChoiceMode | AgentToolChoiceObject | str | Unset = UNSET
    metadata: AgentMetadata | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        from ..models.agent_tool_choice_object import AgentToolChoiceObject
        from ..models.fetch_url_tool import FetchUrlTool
        from ..models.finance_search_tool import FinanceSearchTool
        from ..models.function_call_input import FunctionCallInput
        from ..models.function_call_output_input import FunctionCallOutputInput
        from ..models.function_tool import FunctionTool
        from ..models.input_message import InputMessage
        from ..models.people_search_tool import PeopleSearchTool
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

        instructions = self.instructions

        language_preference = self.language_preference

        max_output_tokens = self.max_output_tokens

        max_steps = self.max_steps

        model = self.model

        models: list[str] | Unset = UNSET
        if not isinstance(self.models, Unset):
            models = self.models

        preset = self.preset

        reasoning: dict[str, Any] | Unset = UNSET
        if not isinstance(self.reasoning, Unset):
            reasoning = self.reasoning.to_dict()

        response_format: dict[str, Any] | Unset = UNSET
        if not isinstance(self.response_format, Unset):
            response_format = self.response_format.to_dict()

        stream = self.stream

        tools: list[dict[str, Any]] | Unset = UNSET
        if not isinstance(self.tools, Unset):
            tools = []
            for tools_item_data in self.tools:
                tools_item: dict[str, Any]
                if (
                    isinstance(tools_item_data, WebSearchTool)
                    or isinstance(tools_item_data, FinanceSearchTool)
                    or isinstance(tools_item_data, FetchUrlTool)
                    or isinstance(tools_item_data, FunctionTool)
                    or isinstance(tools_item_data, PeopleSearchTool)
                    or isinstance(tools_item_data, SandboxTool)
                ):
                    tools_item = tools_item_data.to_dict()
                else:
                    tools_item = tools_item_data.to_dict()

                tools.append(tools_item)

        background = self.background

        store = self.store

        previous_response_id = self.previous_response_id

        temperature = self.temperature

        top_p = self.top_p

        tool_choice: dict[str, Any] | str | Unset
        if isinstance(self.tool_choice, Unset):
            tool_choice = UNSET
        elif isinstance(self.tool_choice, AgentToolChoiceMode):
            tool_choice = self.tool_choice.value
        elif isinstance(self.tool_choice, AgentToolChoiceObject):
            tool_choice = self.tool_choice.to_dict()
        else:
            tool_choice = self.tool_choice

        metadata: dict[str, Any] | Unset = UNSET
        if not isinstance(self.metadata, Unset):
            metadata = self.metadata.to_dict()

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "input": input_,
            }
        )
        if instructions is not UNSET:
            field_dict["instructions"] = instructions
        if language_preference is not UNSET:
            field_dict["language_preference"] = language_preference
        if max_output_tokens is not UNSET:
            field_dict["max_output_tokens"] = max_output_tokens
        if max_steps is not UNSET:
            field_dict["max_steps"] = max_steps
        if model is not UNSET:
            field_dict["model"] = model
        if models is not UNSET:
            field_dict["models"] = models
        if preset is not UNSET:
            field_dict["preset"] = preset
        if reasoning is not UNSET:
            field_dict["reasoning"] = reasoning
        if response_format is not UNSET:
            field_dict["response_format"] = response_format
        if stream is not UNSET:
            field_dict["stream"] = stream
        if tools is not UNSET:
            field_dict["tools"] = tools
        if background is not UNSET:
            field_dict["background"] = background
        if store is not UNSET:
            field_dict["store"] = store
        if previous_response_id is not UNSET:
            field_dict["previous_response_id"] = previous_response_id
        if temperature is not UNSET:
            field_dict["temperature"] = temperature
        if top_p is not UNSET:
            field_dict["top_p"] = top_p
        if tool_choice is not UNSET:
            field_dict["tool_choice"] = tool_choice
        if metadata is not UNSET:
            field_dict["metadata"] = metadata

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        from ..models.agent_metadata import AgentMetadata
        from ..models.agent_tool_choice_object import AgentToolChoiceObject
        from ..models.fetch_url_tool import FetchUrlTool
        from ..models.finance_search_tool import FinanceSearchTool
        from ..models.function_call_input import FunctionCallInput
        from ..models.function_call_output_input import FunctionCallOutputInput
        from ..models.function_tool import FunctionTool
        from ..models.input_message import InputMessage
        from ..models.people_search_tool import PeopleSearchTool
        from ..models.reasoning_config import ReasoningConfig
        from ..models.response_format import ResponseFormat
        from ..models.sandbox_tool import SandboxTool
        from ..models.unknown_input_item import UnknownInputItem
        from ..models.unknown_tool import UnknownTool
        from ..models.web_search_tool import WebSearchTool

        d = dict(src_dict)

        def _parse_input_(
            data: object,
        ) -> (
            list[
                FunctionCallInput
                | FunctionCallOutputInput
                | InputMessage
                | UnknownInputItem
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
                        | UnknownInputItem
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
                        if not isinstance(data, dict):
                            raise TypeError()
                        componentsschemas_input_item_type_3 = (
                            UnknownInputItem.from_dict(data)
                        )

                        return componentsschemas_input_item_type_3

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
                    | UnknownInputItem
                ]
                | str,
                data,
            )

        input_ = _parse_input_(d.pop("input"))

        instructions = d.pop("instructions", UNSET)

        language_preference = d.pop("language_preference", UNSET)

        max_output_tokens = d.pop("max_output_tokens", UNSET)

        max_steps = d.pop("max_steps", UNSET)

        model = d.pop("model", UNSET)

        models = cast(list[str], d.pop("models", UNSET))

        preset = d.pop("preset", UNSET)

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

        stream = d.pop("stream", UNSET)

        _tools = d.pop("tools", UNSET)
        tools: (
            list[
                FetchUrlTool
                | FinanceSearchTool
                | FunctionTool
                | PeopleSearchTool
                | SandboxTool
                | UnknownTool
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
                    FetchUrlTool
                    | FinanceSearchTool
                    | FunctionTool
                    | PeopleSearchTool
                    | SandboxTool
                    | UnknownTool
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
                        componentsschemas_tool_type_1 = FinanceSearchTool.from_dict(
                            data
                        )

                        return componentsschemas_tool_type_1
                    except (TypeError, ValueError, AttributeError, KeyError):
                        pass
                    try:
                        if not isinstance(data, dict):
                            raise TypeError()
                        componentsschemas_tool_type_2 = FetchUrlTool.from_dict(data)

                        return componentsschemas_tool_type_2
                    except (TypeError, ValueError, AttributeError, KeyError):
                        pass
                    try:
                        if not isinstance(data, dict):
                            raise TypeError()
                        componentsschemas_tool_type_3 = FunctionTool.from_dict(data)

                        return componentsschemas_tool_type_3
                    except (TypeError, ValueError, AttributeError, KeyError):
                        pass
                    try:
                        if not isinstance(data, dict):
                            raise TypeError()
                        componentsschemas_tool_type_4 = PeopleSearchTool.from_dict(data)

                        return componentsschemas_tool_type_4
                    except (TypeError, ValueError, AttributeError, KeyError):
                        pass
                    try:
                        if not isinstance(data, dict):
                            raise TypeError()
                        componentsschemas_tool_type_5 = SandboxTool.from_dict(data)

                        return componentsschemas_tool_type_5
                    except (TypeError, ValueError, AttributeError, KeyError):
                        pass
                    if not isinstance(data, dict):
                        raise TypeError()
                    componentsschemas_tool_type_6 = UnknownTool.from_dict(data)

                    return componentsschemas_tool_type_6

                tools_item = _parse_tools_item(tools_item_data)

                tools.append(tools_item)

        background = d.pop("background", UNSET)

        store = d.pop("store", UNSET)

        previous_response_id = d.pop("previous_response_id", UNSET)

        temperature = d.pop("temperature", UNSET)

        top_p = d.pop("top_p", UNSET)

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

        _metadata = d.pop("metadata", UNSET)
        metadata: AgentMetadata | Unset
        if isinstance(_metadata, Unset):
            metadata = UNSET
        else:
            metadata = AgentMetadata.from_dict(_metadata)

        responses_request = cls(
            input_=input_,
            instructions=instructions,
            language_preference=language_preference,
            max_output_tokens=max_output_tokens,
            max_steps=max_steps,
            model=model,
            models=models,
            preset=preset,
            reasoning=reasoning,
            response_format=response_format,
            stream=stream,
            tools=tools,
            background=background,
            store=store,
            previous_response_id=previous_response_id,
            temperature=temperature,
            top_p=top_p,
            tool_choice=tool_choice,
            metadata=metadata,
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
