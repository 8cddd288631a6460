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

from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.url import URL


T = TypeVar("T", bound="ChatMessageContentFileChunk")


@_attrs_define
class ChatMessageContentFileChunk:
    """
    Attributes:
        type_ (Literal['file_url']):
        file_url (None | str | Unset | URL):
        file_name (None | str | Unset):
    """

    type_: Literal["file_url"]
    file_url: None | str | Unset | URL = UNSET
    file_name: None | str | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        from ..models.url import URL

        type_ = self.type_

        file_url: dict[str, Any] | None | str | Unset
        if isinstance(self.file_url, Unset):
            file_url = UNSET
        elif isinstance(self.file_url, URL):
            file_url = self.file_url.to_dict()
        else:
            file_url = self.file_url

        file_name: None | str | Unset
        if isinstance(self.file_name, Unset):
            file_name = UNSET
        else:
            file_name = self.file_name

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "type": type_,
            }
        )
        if file_url is not UNSET:
            field_dict["file_url"] = file_url
        if file_name is not UNSET:
            field_dict["file_name"] = file_name

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        from ..models.url import URL

        d = dict(src_dict)
        type_ = cast(Literal["file_url"], d.pop("type"))
        if type_ != "file_url":
            raise ValueError(f"type must match const 'file_url', got '{type_}'")

        def _parse_file_url(data: object) -> None | str | Unset | URL:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                file_url_type_0 = URL.from_dict(data)

                return file_url_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | str | Unset | URL, data)

        file_url = _parse_file_url(d.pop("file_url", UNSET))

        def _parse_file_name(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        file_name = _parse_file_name(d.pop("file_name", UNSET))

        chat_message_content_file_chunk = cls(
            type_=type_,
            file_url=file_url,
            file_name=file_name,
        )

        chat_message_content_file_chunk.additional_properties = d
        return chat_message_content_file_chunk

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
