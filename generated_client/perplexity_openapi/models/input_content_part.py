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
        filename (str | Unset): Name of an input_file, at most 255 bytes; its ending says which kind it is.
        file_data (str | Unset): Base64 or a data URI. Either this or file_url. At most 30 documents and 50 MiB of them
            decoded.
        file_url (str | Unset): Public HTTPS address that the provider reads; a PDF unless filename says otherwise.
    """

    type_: InputContentPartType | str
    image_url: str | Unset = UNSET
    text: str | Unset = UNSET
    filename: str | Unset = UNSET
    file_data: str | Unset = UNSET
    file_url: str | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        type_: str
        if isinstance(self.type_, InputContentPartType):
            type_ = self.type_.value
        else:
            type_ = self.type_

        image_url = self.image_url

        text = self.text

        filename = self.filename

        file_data = self.file_data

        file_url = self.file_url

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
        if filename is not UNSET:
            field_dict["filename"] = filename
        if file_data is not UNSET:
            field_dict["file_data"] = file_data
        if file_url is not UNSET:
            field_dict["file_url"] = file_url

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

        filename = d.pop("filename", UNSET)

        file_data = d.pop("file_data", UNSET)

        file_url = d.pop("file_url", UNSET)

        input_content_part = cls(
            type_=type_,
            image_url=image_url,
            text=text,
            filename=filename,
            file_data=file_data,
            file_url=file_url,
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
