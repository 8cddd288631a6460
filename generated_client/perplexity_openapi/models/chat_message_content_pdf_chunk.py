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


T = TypeVar("T", bound="ChatMessageContentPDFChunk")


@_attrs_define
class ChatMessageContentPDFChunk:
    """
    Attributes:
        type_ (Literal['pdf_url']):
        pdf_url (None | str | Unset | URL):
    """

    type_: Literal["pdf_url"]
    pdf_url: None | str | Unset | URL = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        from ..models.url import URL

        type_ = self.type_

        pdf_url: dict[str, Any] | None | str | Unset
        if isinstance(self.pdf_url, Unset):
            pdf_url = UNSET
        elif isinstance(self.pdf_url, URL):
            pdf_url = self.pdf_url.to_dict()
        else:
            pdf_url = self.pdf_url

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "type": type_,
            }
        )
        if pdf_url is not UNSET:
            field_dict["pdf_url"] = pdf_url

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        from ..models.url import URL

        d = dict(src_dict)
        type_ = cast(Literal["pdf_url"], d.pop("type"))
        if type_ != "pdf_url":
            raise ValueError(f"type must match const 'pdf_url', got '{type_}'")

        def _parse_pdf_url(data: object) -> None | str | Unset | URL:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                pdf_url_type_0 = URL.from_dict(data)

                return pdf_url_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | str | Unset | URL, data)

        pdf_url = _parse_pdf_url(d.pop("pdf_url", UNSET))

        chat_message_content_pdf_chunk = cls(
            type_=type_,
            pdf_url=pdf_url,
        )

        chat_message_content_pdf_chunk.additional_properties = d
        return chat_message_content_pdf_chunk

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
