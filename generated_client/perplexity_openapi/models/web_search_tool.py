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

from ..models.web_search_tool_search_context_size import WebSearchToolSearchContextSize
from ..models.web_search_tool_search_type import WebSearchToolSearchType
from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.tool_user_location import ToolUserLocation
    from ..models.web_search_filters import WebSearchFilters


T = TypeVar("T", bound="WebSearchTool")


@_attrs_define
class WebSearchTool:
    """Search on the web

    Attributes:
        type_ (Literal['web_search']): Kind of tool
        filters (WebSearchFilters | Unset):
        search_type (str | Unset | WebSearchToolSearchType): `web` or the quicker and cheaper `fast`; what the effort
            level says where left out, else `web`.
        search_context_size (str | Unset | WebSearchToolSearchContextSize): Amount of context by name; max_tokens and
            max_tokens_per_page win over it.
        max_results (int | Unset): Results per call, 1 to 50; refused with 400 outside of that.
        max_tokens (int | Unset): Tokens of context in all
        max_tokens_per_page (int | Unset): Tokens taken from one page
        user_location (ToolUserLocation | Unset): Where the asker is
    """

    type_: Literal["web_search"]
    filters: WebSearchFilters | Unset = UNSET
    search_type: str | Unset | WebSearchToolSearchType = UNSET
    search_context_size: str | Unset | WebSearchToolSearchContextSize = UNSET
    max_results: int | Unset = UNSET
    max_tokens: int | Unset = UNSET
    max_tokens_per_page: int | Unset = UNSET
    user_location: ToolUserLocation | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        type_ = self.type_

        filters: dict[str, Any] | Unset = UNSET
        if not isinstance(self.filters, Unset):
            filters = self.filters.to_dict()

        search_type: str | Unset
        if isinstance(self.search_type, Unset):
            search_type = UNSET
        elif isinstance(self.search_type, WebSearchToolSearchType):
            search_type = self.search_type.value
        else:
            search_type = self.search_type

        search_context_size: str | Unset
        if isinstance(self.search_context_size, Unset):
            search_context_size = UNSET
        elif isinstance(self.search_context_size, WebSearchToolSearchContextSize):
            search_context_size = self.search_context_size.value
        else:
            search_context_size = self.search_context_size

        max_results = self.max_results

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
        if search_type is not UNSET:
            field_dict["search_type"] = search_type
        if search_context_size is not UNSET:
            field_dict["search_context_size"] = search_context_size
        if max_results is not UNSET:
            field_dict["max_results"] = max_results
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
        type_ = cast(Literal["web_search"], d.pop("type"))
        if type_ != "web_search":
            raise ValueError(f"type must match const 'web_search', got '{type_}'")

        _filters = d.pop("filters", UNSET)
        filters: WebSearchFilters | Unset
        if isinstance(_filters, Unset):
            filters = UNSET
        else:
            filters = WebSearchFilters.from_dict(_filters)

        def _parse_search_type(data: object) -> str | Unset | WebSearchToolSearchType:
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                search_type_type_0 = WebSearchToolSearchType(data)

                return search_type_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(str | Unset | WebSearchToolSearchType, data)

        search_type = _parse_search_type(d.pop("search_type", UNSET))

        def _parse_search_context_size(
            data: object,
        ) -> str | Unset | WebSearchToolSearchContextSize:
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                search_context_size_type_0 = WebSearchToolSearchContextSize(data)

                return search_context_size_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(str | Unset | WebSearchToolSearchContextSize, data)

        search_context_size = _parse_search_context_size(
            d.pop("search_context_size", UNSET)
        )

        max_results = d.pop("max_results", UNSET)

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
            search_type=search_type,
            search_context_size=search_context_size,
            max_results=max_results,
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
