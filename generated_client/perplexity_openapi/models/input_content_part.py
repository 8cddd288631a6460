from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Self, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.input_content_part_type import InputContentPartType
from ..types import UNSET, Unset

T = TypeVar("T", bound="InputContentPart")


@_attrs_define
class InputContentPart:
    """
    Attributes:
        type_ (InputContentPartType | str):
        image_url (str | Unset):
        text (str | Unset):
    """

    type_: InputContentPartType | str
    image_url: str | Unset = UNSET
    text: str | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        type_: str
        if isinstance(self.type_, InputContentPartType):
            type_ = self.type_.value
        else:
            type_ = self.type_

        image_url = self.image_url

        text = self.text

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "type": type_,
            }
        )
        if image_url is not UNSET:
            field_dict["image_url"] = image_url
        if text is not UNSET:
            field_dict["text"] = text

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        d = dict(src_dict)

        def _parse_type_(data: object) -> InputContentPartType | str:
            try:
                if not isinstance(data, str):
                    raise TypeError()
                type_type_0 = InputContentPartType(data)

                return type_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(InputContentPartType | str, data)

        type_ = _parse_type_(d.pop("type"))

        image_url = d.pop("image_url", UNSET)

        text = d.pop("text", UNSET)

        input_content_part = cls(
            type_=type_,
            image_url=image_url,
            text=text,
        )

        input_content_part.additional_properties = d
        return input_content_part

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
