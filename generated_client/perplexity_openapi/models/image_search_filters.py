from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Self, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.image_search_filters_format_filter_item import (
    ImageSearchFiltersFormatFilterItem,
)
from ..types import UNSET, Unset

T = TypeVar("T", bound="ImageSearchFilters")


@_attrs_define
class ImageSearchFilters:
    """
    Attributes:
        domain_filter (list[str] | Unset):
        format_filter (list[ImageSearchFiltersFormatFilterItem | str] | Unset):
        safe_search (bool | Unset):
    """

    domain_filter: list[str] | Unset = UNSET
    format_filter: list[ImageSearchFiltersFormatFilterItem | str] | Unset = UNSET
    safe_search: bool | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        domain_filter: list[str] | Unset = UNSET
        if not isinstance(self.domain_filter, Unset):
            domain_filter = self.domain_filter

        format_filter: list[str] | Unset = UNSET
        if not isinstance(self.format_filter, Unset):
            format_filter = []
            for format_filter_item_data in self.format_filter:
                format_filter_item: str
                if isinstance(
                    format_filter_item_data, ImageSearchFiltersFormatFilterItem
                ):
                    format_filter_item = format_filter_item_data.value
                else:
                    format_filter_item = format_filter_item_data
                format_filter.append(format_filter_item)

        safe_search = self.safe_search

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update({})
        if domain_filter is not UNSET:
            field_dict["domain_filter"] = domain_filter
        if format_filter is not UNSET:
            field_dict["format_filter"] = format_filter
        if safe_search is not UNSET:
            field_dict["safe_search"] = safe_search

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        d = dict(src_dict)
        domain_filter = cast(list[str], d.pop("domain_filter", UNSET))

        _format_filter = d.pop("format_filter", UNSET)
        format_filter: list[ImageSearchFiltersFormatFilterItem | str] | Unset = UNSET
        if _format_filter is not UNSET:
            format_filter = []
            for format_filter_item_data in _format_filter:

                def _parse_format_filter_item(
                    data: object,
                ) -> ImageSearchFiltersFormatFilterItem | str:
                    try:
                        if not isinstance(data, str):
                            raise TypeError()
                        format_filter_item_type_0 = ImageSearchFiltersFormatFilterItem(
                            data
                        )

                        return format_filter_item_type_0
                    except (TypeError, ValueError, AttributeError, KeyError):
                        pass
                    return cast(ImageSearchFiltersFormatFilterItem | str, data)

                format_filter_item = _parse_format_filter_item(format_filter_item_data)

                format_filter.append(format_filter_item)

        safe_search = d.pop("safe_search", UNSET)

        image_search_filters = cls(
            domain_filter=domain_filter,
            format_filter=format_filter,
            safe_search=safe_search,
        )

        image_search_filters.additional_properties = d
        return image_search_filters

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
