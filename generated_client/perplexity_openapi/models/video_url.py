from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Self, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

T = TypeVar("T", bound="VideoURL")


@_attrs_define
class VideoURL:
    """
    Attributes:
        url (str):
        frame_interval (int | str | Unset):
    """

    url: str
    frame_interval: int | str | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        url = self.url

        frame_interval: int | str | Unset
        if isinstance(self.frame_interval, Unset):
            frame_interval = UNSET
        else:
            frame_interval = self.frame_interval

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "url": url,
            }
        )
        if frame_interval is not UNSET:
            field_dict["frame_interval"] = frame_interval

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        d = dict(src_dict)
        url = d.pop("url")

        def _parse_frame_interval(data: object) -> int | str | Unset:
            if isinstance(data, Unset):
                return data
            return cast(int | str | Unset, data)

        frame_interval = _parse_frame_interval(d.pop("frame_interval", UNSET))

        video_url = cls(
            url=url,
            frame_interval=frame_interval,
        )

        video_url.additional_properties = d
        return video_url

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
