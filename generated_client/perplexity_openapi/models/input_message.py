from __future__ import annotations

from collections.abc import Mapping
from typing import (
    TYPE_CHECKING,
    Any,
    Literal,
    Self,
    TypeVar,
    cast,
)

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.input_message_role import InputMessageRole

if TYPE_CHECKING:
    from ..models.input_content_part import InputContentPart


T = TypeVar("T", bound="InputMessage")


@_attrs_define
class InputMessage:
    """
    Attributes:
        content (list[InputContentPart] | str): Text, or a list of parts
        role (InputMessageRole | str):
        type_ (Literal['message']):
    """

    content: list[InputContentPart] | str
    role: InputMessageRole | str
    type_: Literal["message"]
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        content: list[dict[str, Any]] | str
        if isinstance(self.content, list):
            content = []
            for (
                componentsschemas_input_content_content_part_array_item_data
            ) in self.content:
                componentsschemas_input_content_content_part_array_item = componentsschemas_input_content_content_part_array_item_data.to_dict()
                content.append(componentsschemas_input_content_content_part_array_item)

        else:
            content = self.content

        role: str
        if isinstance(self.role, InputMessageRole):
            role = self.role.value
        else:
            role = self.role

        type_ = self.type_

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "content": content,
                "role": role,
                "type": type_,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        from ..models.input_content_part import InputContentPart

        d = dict(src_dict)

        def _parse_content(data: object) -> list[InputContentPart] | str:
            try:
                if not isinstance(data, list):
                    raise TypeError()
                componentsschemas_input_content_content_part_array = []
                _componentsschemas_input_content_content_part_array = data
                for (
                    componentsschemas_input_content_content_part_array_item_data
                ) in _componentsschemas_input_content_content_part_array:
                    componentsschemas_input_content_content_part_array_item = (
                        InputContentPart.from_dict(
                            componentsschemas_input_content_content_part_array_item_data
                        )
                    )

                    componentsschemas_input_content_content_part_array.append(
                        componentsschemas_input_content_content_part_array_item
                    )

                return componentsschemas_input_content_content_part_array
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(list[InputContentPart] | str, data)

        content = _parse_content(d.pop("content"))

        def _parse_role(data: object) -> InputMessageRole | str:
            try:
                if not isinstance(data, str):
                    raise TypeError()
                role_type_0 = InputMessageRole(data)

                return role_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(InputMessageRole | str, data)

        role = _parse_role(d.pop("role"))

        type_ = cast(Literal["message"], d.pop("type"))
        if type_ != "message":
            raise ValueError(f"type must match const 'message', got '{type_}'")

        input_message = cls(
            content=content,
            role=role,
            type_=type_,
        )

        input_message.additional_properties = d
        return input_message

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
