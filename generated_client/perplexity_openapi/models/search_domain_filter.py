from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Self, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

T = TypeVar("T", bound="SearchDomainFilter")


@_attrs_define
class SearchDomainFilter:
    """
    Attributes:
        search_domain_filter (list[str] | Unset): Sites to search, or with a leading - not to; at most 20
    """

    search_domain_filter: list[str] | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        search_domain_filter: list[str] | Unset = UNSET
        if not isinstance(self.search_domain_filter, Unset):
            search_domain_filter = self.search_domain_filter

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update({})
        if search_domain_filter is not UNSET:
            field_dict["search_domain_filter"] = search_domain_filter

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        d = dict(src_dict)
        search_domain_filter = cast(list[str], d.pop("search_domain_filter", UNSET))

        search_domain_filter = cls(
            search_domain_filter=search_domain_filter,
        )

        search_domain_filter.additional_properties = d
        return search_domain_filter

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
