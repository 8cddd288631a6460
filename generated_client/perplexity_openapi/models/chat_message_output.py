from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Self, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.chat_message_role import ChatMessageRole
from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.chat_message_content_file_chunk import ChatMessageContentFileChunk
    from ..models.chat_message_content_image_chunk import ChatMessageContentImageChunk
    from ..models.chat_message_content_pdf_chunk import ChatMessageContentPDFChunk
    from ..models.chat_message_content_text_chunk import ChatMessageContentTextChunk
    from ..models.chat_message_content_video_chunk import ChatMessageContentVideoChunk
    from ..models.reasoning_step_output import ReasoningStepOutput
    from ..models.tool_call import ToolCall
    from ..models.unknown_object import UnknownObject


T = TypeVar("T", bound="ChatMessageOutput")


@_attrs_define
class ChatMessageOutput:
    """
    Attributes:
        role (ChatMessageRole | None | str | Unset):
        content (list[ChatMessageContentFileChunk | ChatMessageContentImageChunk | ChatMessageContentPDFChunk |
            ChatMessageContentTextChunk | ChatMessageContentVideoChunk | UnknownObject] | None | str | Unset):
        reasoning_steps (list[ReasoningStepOutput] | None | Unset):
        tool_calls (list[ToolCall] | None | Unset):
        tool_call_id (None | str | Unset):
    """

    role: ChatMessageRole | None | str | Unset = UNSET
    content: (
        list[
            ChatMessageContentFileChunk
            | ChatMessageContentImageChunk
            | ChatMessageContentPDFChunk
            | ChatMessageContentTextChunk
            | ChatMessageContentVideoChunk
            | UnknownObject
        ]
        | None
        | str
        | Unset
    ) = UNSET
    reasoning_steps: list[ReasoningStepOutput] | None | Unset = UNSET
    tool_calls: list[ToolCall] | None | Unset = UNSET
    tool_call_id: None | str | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        from ..models.chat_message_content_file_chunk import ChatMessageContentFileChunk
        from ..models.chat_message_content_image_chunk import (
            ChatMessageContentImageChunk,
        )
        from ..models.chat_message_content_pdf_chunk import ChatMessageContentPDFChunk
        from ..models.chat_message_content_text_chunk import ChatMessageContentTextChunk
        from ..models.chat_message_content_video_chunk import (
            ChatMessageContentVideoChunk,
        )

        role: None | str | Unset
        if isinstance(self.role, Unset):
            role = UNSET
        elif isinstance(self.role, ChatMessageRole):
            role = self.role.value
        else:
            role = self.role

        content: list[dict[str, Any]] | None | str | Unset
        if isinstance(self.content, Unset):
            content = UNSET
        elif isinstance(self.content, list):
            content = []
            for content_structured_content_item_data in self.content:
                content_structured_content_item: dict[str, Any]
                if (
                    isinstance(
                        content_structured_content_item_data,
                        ChatMessageContentTextChunk,
                    )
                    or isinstance(
                        content_structured_content_item_data,
                        ChatMessageContentImageChunk,
                    )
                    or isinstance(
                        content_structured_content_item_data,
                        ChatMessageContentFileChunk,
                    )
                    or isinstance(
                        content_structured_content_item_data, ChatMessageContentPDFChunk
                    )
                    or isinstance(
                        content_structured_content_item_data,
                        ChatMessageContentVideoChunk,
                    )
                ):
                    content_structured_content_item = (
                        content_structured_content_item_data.to_dict()
                    )
                else:
                    content_structured_content_item = (
                        content_structured_content_item_data.to_dict()
                    )

                content.append(content_structured_content_item)

        else:
            content = self.content

        reasoning_steps: list[dict[str, Any]] | None | Unset
        if isinstance(self.reasoning_steps, Unset):
            reasoning_steps = UNSET
        elif isinstance(self.reasoning_steps, list):
            reasoning_steps = []
            for reasoning_steps_type_0_item_data in self.reasoning_steps:
                reasoning_steps_type_0_item = reasoning_steps_type_0_item_data.to_dict()
                reasoning_steps.append(reasoning_steps_type_0_item)

        else:
            reasoning_steps = self.reasoning_steps

        tool_calls: list[dict[str, Any]] | None | Unset
        if isinstance(self.tool_calls, Unset):
            tool_calls = UNSET
        elif isinstance(self.tool_calls, list):
            tool_calls = []
            for tool_calls_type_0_item_data in self.tool_calls:
                tool_calls_type_0_item = tool_calls_type_0_item_data.to_dict()
                tool_calls.append(tool_calls_type_0_item)

        else:
            tool_calls = self.tool_calls

        tool_call_id: None | str | Unset
        if isinstance(self.tool_call_id, Unset):
            tool_call_id = UNSET
        else:
            tool_call_id = self.tool_call_id

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update({})
        if role is not UNSET:
            field_dict["role"] = role
        if content is not UNSET:
            field_dict["content"] = content
        if reasoning_steps is not UNSET:
            field_dict["reasoning_steps"] = reasoning_steps
        if tool_calls is not UNSET:
            field_dict["tool_calls"] = tool_calls
        if tool_call_id is not UNSET:
            field_dict["tool_call_id"] = tool_call_id

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        from ..models.chat_message_content_file_chunk import ChatMessageContentFileChunk
        from ..models.chat_message_content_image_chunk import (
            ChatMessageContentImageChunk,
        )
        from ..models.chat_message_content_pdf_chunk import ChatMessageContentPDFChunk
        from ..models.chat_message_content_text_chunk import ChatMessageContentTextChunk
        from ..models.chat_message_content_video_chunk import (
            ChatMessageContentVideoChunk,
        )
        from ..models.reasoning_step_output import ReasoningStepOutput
        from ..models.tool_call import ToolCall
        from ..models.unknown_object import UnknownObject

        d = dict(src_dict)

        def _parse_role(data: object) -> ChatMessageRole | None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                role_type_0 = ChatMessageRole(data)

                return role_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(ChatMessageRole | None | str | Unset, data)

        role = _parse_role(d.pop("role", UNSET))

        def _parse_content(
            data: object,
        ) -> (
            list[
                ChatMessageContentFileChunk
                | ChatMessageContentImageChunk
                | ChatMessageContentPDFChunk
                | ChatMessageContentTextChunk
                | ChatMessageContentVideoChunk
                | UnknownObject
            ]
            | None
            | str
            | Unset
        ):
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, list):
                    raise TypeError()
                content_structured_content = []
                _content_structured_content = data
                for content_structured_content_item_data in _content_structured_content:

                    def _parse_content_structured_content_item(
                        data: object,
                    ) -> (
                        ChatMessageContentFileChunk
                        | ChatMessageContentImageChunk
                        | ChatMessageContentPDFChunk
                        | ChatMessageContentTextChunk
                        | ChatMessageContentVideoChunk
                        | UnknownObject
                    ):
                        try:
                            if not isinstance(data, dict):
                                raise TypeError()
                            content_structured_content_item_type_0 = (
                                ChatMessageContentTextChunk.from_dict(data)
                            )

                            return content_structured_content_item_type_0
                        except (TypeError, ValueError, AttributeError, KeyError):
                            pass
                        try:
                            if not isinstance(data, dict):
                                raise TypeError()
                            content_structured_content_item_type_1 = (
                                ChatMessageContentImageChunk.from_dict(data)
                            )

                            return content_structured_content_item_type_1
                        except (TypeError, ValueError, AttributeError, KeyError):
                            pass
                        try:
                            if not isinstance(data, dict):
                                raise TypeError()
                            content_structured_content_item_type_2 = (
                                ChatMessageContentFileChunk.from_dict(data)
                            )

                            return content_structured_content_item_type_2
                        except (TypeError, ValueError, AttributeError, KeyError):
                            pass
                        try:
                            if not isinstance(data, dict):
                                raise TypeError()
                            content_structured_content_item_type_3 = (
                                ChatMessageContentPDFChunk.from_dict(data)
                            )

                            return content_structured_content_item_type_3
                        except (TypeError, ValueError, AttributeError, KeyError):
                            pass
                        try:
                            if not isinstance(data, dict):
                                raise TypeError()
                            content_structured_content_item_type_4 = (
                                ChatMessageContentVideoChunk.from_dict(data)
                            )

                            return content_structured_content_item_type_4
                        except (TypeError, ValueError, AttributeError, KeyError):
                            pass
                        if not isinstance(data, dict):
                            raise TypeError()
                        content_structured_content_item_type_5 = (
                            UnknownObject.from_dict(data)
                        )

                        return content_structured_content_item_type_5

                    content_structured_content_item = (
                        _parse_content_structured_content_item(
                            content_structured_content_item_data
                        )
                    )

                    content_structured_content.append(content_structured_content_item)

                return content_structured_content
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(
                list[
                    ChatMessageContentFileChunk
                    | ChatMessageContentImageChunk
                    | ChatMessageContentPDFChunk
                    | ChatMessageContentTextChunk
                    | ChatMessageContentVideoChunk
                    | UnknownObject
                ]
                | None
                | str
                | Unset,
                data,
            )

        content = _parse_content(d.pop("content", UNSET))

        def _parse_reasoning_steps(
            data: object,
        ) -> list[ReasoningStepOutput] | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, list):
                    raise TypeError()
                reasoning_steps_type_0 = []
                _reasoning_steps_type_0 = data
                for reasoning_steps_type_0_item_data in _reasoning_steps_type_0:
                    reasoning_steps_type_0_item = ReasoningStepOutput.from_dict(
                        reasoning_steps_type_0_item_data
                    )

                    reasoning_steps_type_0.append(reasoning_steps_type_0_item)

                return reasoning_steps_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(list[ReasoningStepOutput] | None | Unset, data)

        reasoning_steps = _parse_reasoning_steps(d.pop("reasoning_steps", UNSET))

        def _parse_tool_calls(data: object) -> list[ToolCall] | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, list):
                    raise TypeError()
                tool_calls_type_0 = []
                _tool_calls_type_0 = data
                for tool_calls_type_0_item_data in _tool_calls_type_0:
                    tool_calls_type_0_item = ToolCall.from_dict(
                        tool_calls_type_0_item_data
                    )

                    tool_calls_type_0.append(tool_calls_type_0_item)

                return tool_calls_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(list[ToolCall] | None | Unset, data)

        tool_calls = _parse_tool_calls(d.pop("tool_calls", UNSET))

        def _parse_tool_call_id(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        tool_call_id = _parse_tool_call_id(d.pop("tool_call_id", UNSET))

        chat_message_output = cls(
            role=role,
            content=content,
            reasoning_steps=reasoning_steps,
            tool_calls=tool_calls,
            tool_call_id=tool_call_id,
        )

        chat_message_output.additional_properties = d
        return chat_message_output

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
