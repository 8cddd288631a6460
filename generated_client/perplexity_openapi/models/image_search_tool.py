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
    from ..models.image_search_filters import ImageSearchFilters


T = TypeVar("T", bound="ImageSearchTool")


@_attrs_define
class ImageSearchTool:
    """
    Attributes:
        type_ (Literal['image_search']):
        max_results (int | Unset):
        filters (ImageSearchFilters | Unset):
    """

    type_: Literal["image_search"]
    max_results: int | Unset = UNSET
    filters: ImageSearchFilters | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        type_ = self.type_

        max_results = self.max_results

        filters: dict[str, Any] | Unset = UNSET
        if not isinstance(self.filters, Unset):
            filters = self.filters.to_dict()

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "type": type_,
            }
        )
        if max_results is not UNSET:
            field_dict["max_results"] = max_results
        if filters is not UNSET:
            field_dict["filters"] = filters

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        from ..models.image_search_filters import ImageSearchFilters

        d = dict(src_dict)
        type_ = cast(Literal["image_search"], d.pop("type"))
        if type_ != "image_search":
            raise ValueError(f"type must match const 'image_search', got '{type_}'")

        max_results = d.pop("max_results", UNSET)

        _filters = d.pop("filters", UNSET)
        filters: ImageSearchFilters | Unset
        if isinstance(_filters, Unset):
            filters = UNSET
        else:
            filters = ImageSearchFilters.from_dict(_filters)

        image_search_tool = cls(
            type_=type_,
            max_results=max_results,
            filters=filters,
        )

        image_search_tool.additional_properties = d
        return image_search_tool

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
