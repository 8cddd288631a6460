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
    from ..models.url_content import UrlContent


T = TypeVar("T", bound="FetchUrlResultsOutputItem")


@_attrs_define
class FetchUrlResultsOutputItem:
    """
    Attributes:
        type_ (Literal['fetch_url_results']):
        contents (list[UrlContent] | None | Unset):
    """

    type_: Literal["fetch_url_results"]
    contents: list[UrlContent] | None | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        type_ = self.type_

        contents: list[dict[str, Any]] | None | Unset
        if isinstance(self.contents, Unset):
            contents = UNSET
        elif isinstance(self.contents, list):
            contents = []
            for contents_type_0_item_data in self.contents:
                contents_type_0_item = contents_type_0_item_data.to_dict()
                contents.append(contents_type_0_item)

        else:
            contents = self.contents

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "type": type_,
            }
        )
        if contents is not UNSET:
            field_dict["contents"] = contents

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        from ..models.url_content import UrlContent

        d = dict(src_dict)
        type_ = cast(Literal["fetch_url_results"], d.pop("type"))
        if type_ != "fetch_url_results":
            raise ValueError(
                f"type must match const 'fetch_url_results', got '{type_}'"
            )

        def _parse_contents(data: object) -> list[UrlContent] | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, list):
                    raise TypeError()
                contents_type_0 = []
                _contents_type_0 = data
                for contents_type_0_item_data in _contents_type_0:
                    contents_type_0_item = UrlContent.from_dict(
                        contents_type_0_item_data
                    )

                    contents_type_0.append(contents_type_0_item)

                return contents_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(list[UrlContent] | None | Unset, data)

        contents = _parse_contents(d.pop("contents", UNSET))

        fetch_url_results_output_item = cls(
            type_=type_,
            contents=contents,
        )

        fetch_url_results_output_item.additional_properties = d
        return fetch_url_results_output_item

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
