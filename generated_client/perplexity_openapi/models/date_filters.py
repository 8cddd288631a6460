from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Self, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.search_recency_filter import SearchRecencyFilter
from ..types import UNSET, Unset

T = TypeVar("T", bound="DateFilters")


@_attrs_define
class DateFilters:
    """
    Attributes:
        last_updated_after_filter (str | Unset): Sent as MM/DD/YYYY, received as YYYY-MM-DD
        last_updated_before_filter (str | Unset): Sent as MM/DD/YYYY, received as YYYY-MM-DD
        search_after_date_filter (str | Unset): Sent as MM/DD/YYYY, received as YYYY-MM-DD
        search_before_date_filter (str | Unset): Sent as MM/DD/YYYY, received as YYYY-MM-DD
        search_recency_filter (SearchRecencyFilter | str | Unset): Published within this span
    """

    last_updated_after_filter: str | Unset = UNSET
    last_updated_before_filter: str | Unset = UNSET
    search_after_date_filter: str | Unset = UNSET
    search_before_date_filter: str | Unset = UNSET
    search_recency_filter: SearchRecencyFilter | str | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        last_updated_after_filter = self.last_updated_after_filter

        last_updated_before_filter = self.last_updated_before_filter

        search_after_date_filter = self.search_after_date_filter

        search_before_date_filter = self.search_before_date_filter

        search_recency_filter: str | Unset
        if isinstance(self.search_recency_filter, Unset):
            search_recency_filter = UNSET
        elif isinstance(self.search_recency_filter, SearchRecencyFilter):
            search_recency_filter = self.search_recency_filter.value
        else:
            search_recency_filter = self.search_recency_filter

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update({})
        if last_updated_after_filter is not UNSET:
            field_dict["last_updated_after_filter"] = last_updated_after_filter
        if last_updated_before_filter is not UNSET:
            field_dict["last_updated_before_filter"] = last_updated_before_filter
        if search_after_date_filter is not UNSET:
            field_dict["search_after_date_filter"] = search_after_date_filter
        if search_before_date_filter is not UNSET:
            field_dict["search_before_date_filter"] = search_before_date_filter
        if search_recency_filter is not UNSET:
            field_dict["search_recency_filter"] = search_recency_filter

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        d = dict(src_dict)
        last_updated_after_filter = d.pop("last_updated_after_filter", UNSET)

        last_updated_before_filter = d.pop("last_updated_before_filter", UNSET)

        search_after_date_filter = d.pop("search_after_date_filter", UNSET)

        search_before_date_filter = d.pop("search_before_date_filter", UNSET)

        def _parse_search_recency_filter(
            data: object,
        ) -> SearchRecencyFilter | str | Unset:
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                search_recency_filter_type_0 = SearchRecencyFilter(data)

                return search_recency_filter_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(SearchRecencyFilter | str | Unset, data)

        search_recency_filter = _parse_search_recency_filter(
            d.pop("search_recency_filter", UNSET)
        )

        date_filters = cls(
            last_updated_after_filter=last_updated_after_filter,
            last_updated_before_filter=last_updated_before_filter,
            search_after_date_filter=search_after_date_filter,
            search_before_date_filter=search_before_date_filter,
            search_recency_filter=search_recency_filter,
        )

        date_filters.additional_properties = d
        return date_filters

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
