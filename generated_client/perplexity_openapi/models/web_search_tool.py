from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Self, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.web_search_tool_type import WebSearchToolType
from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.tool_user_location import ToolUserLocation
    from ..models.web_search_filters import WebSearchFilters


T = TypeVar("T", bound="WebSearchTool")


@_attrs_define
class WebSearchTool:
    """
    Attributes:
        type_ (WebSearchToolType):
        filters (WebSearchFilters | Unset):
        max_tokens (int | Unset):
        max_tokens_per_page (int | Unset):
        user_location (ToolUserLocation | Unset):
    """

    type_: WebSearchToolType
    filters: WebSearchFilters | Unset = UNSET
    max_tokens: int | Unset = UNSET
    max_tokens_per_page: int | Unset = UNSET
    user_location: ToolUserLocation | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        type_ = self.type_.value

        filters: dict[str, Any] | Unset = UNSET
        if not isinstance(self.filters, Unset):
            filters = self.filters.to_dict()

        max_tokens = self.max_tokens

        max_tokens_per_page = self.max_tokens_per_page

        user_location: dict[str, Any] | Unset = UNSET
        if not isinstance(self.user_location, Unset):
            user_location = self.user_location.to_dict()

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "type": type_,
            }
        )
        if filters is not UNSET:
            field_dict["filters"] = filters
        if max_tokens is not UNSET:
            field_dict["max_tokens"] = max_tokens
        if max_tokens_per_page is not UNSET:
            field_dict["max_tokens_per_page"] = max_tokens_per_page
        if user_location is not UNSET:
            field_dict["user_location"] = user_location

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        from ..models.tool_user_location import ToolUserLocation
        from ..models.web_search_filters import WebSearchFilters

        d = dict(src_dict)
        type_ = WebSearchToolType(d.pop("type"))

        _filters = d.pop("filters", UNSET)
        filters: WebSearchFilters | Unset
        if isinstance(_filters, Unset):
            filters = UNSET
        else:
            filters = WebSearchFilters.from_dict(_filters)

        max_tokens = d.pop("max_tokens", UNSET)

        max_tokens_per_page = d.pop("max_tokens_per_page", UNSET)

        _user_location = d.pop("user_location", UNSET)
        user_location: ToolUserLocation | Unset
        if isinstance(_user_location, Unset):
            user_location = UNSET
        else:
            user_location = ToolUserLocation.from_dict(_user_location)

        web_search_tool = cls(
            type_=type_,
            filters=filters,
            max_tokens=max_tokens,
            max_tokens_per_page=max_tokens_per_page,
            user_location=user_location,
        )

        web_search_tool.additional_properties = d
        return web_search_tool

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
