from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Self, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.search_context_size import SearchContextSize
from ..models.search_type import SearchType
from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.user_location import UserLocation


T = TypeVar("T", bound="WebSearchOptions")


@_attrs_define
class WebSearchOptions:
    """
    Attributes:
        search_context_size (SearchContextSize | str | Unset):
        search_type (None | SearchType | str | Unset):
        user_location (None | Unset | UserLocation):
        image_results_enhanced_relevance (bool | Unset):
    """

    search_context_size: SearchContextSize | str | Unset = UNSET
    search_type: None | SearchType | str | Unset = UNSET
    user_location: None | Unset | UserLocation = UNSET
    image_results_enhanced_relevance: bool | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        from ..models.user_location import UserLocation

        search_context_size: str | Unset
        if isinstance(self.search_context_size, Unset):
            search_context_size = UNSET
        elif isinstance(self.search_context_size, SearchContextSize):
            search_context_size = self.search_context_size.value
        else:
            search_context_size = self.search_context_size

        search_type: None | str | Unset
        if isinstance(self.search_type, Unset):
            search_type = UNSET
        elif isinstance(self.search_type, SearchType):
            search_type = self.search_type.value
        else:
            search_type = self.search_type

        user_location: dict[str, Any] | None | Unset
        if isinstance(self.user_location, Unset):
            user_location = UNSET
        elif isinstance(self.user_location, UserLocation):
            user_location = self.user_location.to_dict()
        else:
            user_location = self.user_location

        image_results_enhanced_relevance = self.image_results_enhanced_relevance

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update({})
        if search_context_size is not UNSET:
            field_dict["search_context_size"] = search_context_size
        if search_type is not UNSET:
            field_dict["search_type"] = search_type
        if user_location is not UNSET:
            field_dict["user_location"] = user_location
        if image_results_enhanced_relevance is not UNSET:
            field_dict["image_results_enhanced_relevance"] = (
                image_results_enhanced_relevance
            )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        from ..models.user_location import UserLocation

        d = dict(src_dict)

        def _parse_search_context_size(data: object) -> SearchContextSize | str | Unset:
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                search_context_size_type_0 = SearchContextSize(data)

                return search_context_size_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(SearchContextSize | str | Unset, data)

        search_context_size = _parse_search_context_size(
            d.pop("search_context_size", UNSET)
        )

        def _parse_search_type(data: object) -> None | SearchType | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                search_type_type_0 = SearchType(data)

                return search_type_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | SearchType | str | Unset, data)

        search_type = _parse_search_type(d.pop("search_type", UNSET))

        def _parse_user_location(data: object) -> None | Unset | UserLocation:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                user_location_type_0 = UserLocation.from_dict(data)

                return user_location_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | Unset | UserLocation, data)

        user_location = _parse_user_location(d.pop("user_location", UNSET))

        image_results_enhanced_relevance = d.pop(
            "image_results_enhanced_relevance", UNSET
        )

        web_search_options = cls(
            search_context_size=search_context_size,
            search_type=search_type,
            user_location=user_location,
            image_results_enhanced_relevance=image_results_enhanced_relevance,
        )

        web_search_options.additional_properties = d
        return web_search_options

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
