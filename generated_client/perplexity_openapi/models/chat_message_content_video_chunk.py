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
    from ..models.video_url import VideoURL


T = TypeVar("T", bound="ChatMessageContentVideoChunk")


@_attrs_define
class ChatMessageContentVideoChunk:
    """
    Attributes:
        type_ (Literal['video_url']):
        video_url (None | str | Unset | VideoURL):
    """

    type_: Literal["video_url"]
    video_url: None | str | Unset | VideoURL = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        from ..models.video_url import VideoURL

        type_ = self.type_

        video_url: dict[str, Any] | None | str | Unset
        if isinstance(self.video_url, Unset):
            video_url = UNSET
        elif isinstance(self.video_url, VideoURL):
            video_url = self.video_url.to_dict()
        else:
            video_url = self.video_url

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "type": type_,
            }
        )
        if video_url is not UNSET:
            field_dict["video_url"] = video_url

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        from ..models.video_url import VideoURL

        d = dict(src_dict)
        type_ = cast(Literal["video_url"], d.pop("type"))
        if type_ != "video_url":
            raise ValueError(f"type must match const 'video_url', got '{type_}'")

        def _parse_video_url(data: object) -> None | str | Unset | VideoURL:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                video_url_type_0 = VideoURL.from_dict(data)

                return video_url_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | str | Unset | VideoURL, data)

        video_url = _parse_video_url(d.pop("video_url", UNSET))

        chat_message_content_video_chunk = cls(
            type_=type_,
            video_url=video_url,
        )

        chat_message_content_video_chunk.additional_properties = d
        return chat_message_content_video_chunk

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
