from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Self, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.api_public_search_result import ApiPublicSearchResult


T = TypeVar("T", bound="WebSearchStepDetails")


@_attrs_define
class WebSearchStepDetails:
    """Web search step details wrapper class

    Attributes:
        search_results (list[ApiPublicSearchResult] | None | Unset):
        search_keywords (list[str] | None | Unset):
    """

    search_results: list[ApiPublicSearchResult] | None | Unset = UNSET
    search_keywords: list[str] | None | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        search_results: list[dict[str, Any]] | None | Unset
        if isinstance(self.search_results, Unset):
            search_results = UNSET
        elif isinstance(self.search_results, list):
            search_results = []
            for search_results_type_0_item_data in self.search_results:
                search_results_type_0_item = search_results_type_0_item_data.to_dict()
                search_results.append(search_results_type_0_item)

        else:
            search_results = self.search_results

        search_keywords: list[str] | None | Unset
        if isinstance(self.search_keywords, Unset):
            search_keywords = UNSET
        elif isinstance(self.search_keywords, list):
            search_keywords = self.search_keywords

        else:
            search_keywords = self.search_keywords

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update({})
        if search_results is not UNSET:
            field_dict["search_results"] = search_results
        if search_keywords is not UNSET:
            field_dict["search_keywords"] = search_keywords

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        from ..models.api_public_search_result import ApiPublicSearchResult

        d = dict(src_dict)

        def _parse_search_results(
            data: object,
        ) -> list[ApiPublicSearchResult] | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, list):
                    raise TypeError()
                search_results_type_0 = []
                _search_results_type_0 = data
                for search_results_type_0_item_data in _search_results_type_0:
                    search_results_type_0_item = ApiPublicSearchResult.from_dict(
                        search_results_type_0_item_data
                    )

                    search_results_type_0.append(search_results_type_0_item)

                return search_results_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(list[ApiPublicSearchResult] | None | Unset, data)

        search_results = _parse_search_results(d.pop("search_results", UNSET))

        def _parse_search_keywords(data: object) -> list[str] | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, list):
                    raise TypeError()
                search_keywords_type_0 = cast(list[str], data)

                return search_keywords_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(list[str] | None | Unset, data)

        search_keywords = _parse_search_keywords(d.pop("search_keywords", UNSET))

        web_search_step_details = cls(
            search_results=search_results,
            search_keywords=search_keywords,
        )

        web_search_step_details.additional_properties = d
        return web_search_step_details

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
