from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Self, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

T = TypeVar("T", bound="Cost")


@_attrs_define
class Cost:
    """
    Attributes:
        input_tokens_cost (float | None | Unset):
        output_tokens_cost (float | None | Unset):
        reasoning_tokens_cost (float | None | Unset):
        request_cost (float | None | Unset):
        citation_tokens_cost (float | None | Unset):
        search_queries_cost (float | None | Unset):
        total_cost (float | None | Unset):
    """

    input_tokens_cost: float | None | Unset = UNSET
    output_tokens_cost: float | None | Unset = UNSET
    reasoning_tokens_cost: float | None | Unset = UNSET
    request_cost: float | None | Unset = UNSET
    citation_tokens_cost: float | None | Unset = UNSET
    search_queries_cost: float | None | Unset = UNSET
    total_cost: float | None | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        input_tokens_cost: float | None | Unset
        if isinstance(self.input_tokens_cost, Unset):
            input_tokens_cost = UNSET
        else:
            input_tokens_cost = self.input_tokens_cost

        output_tokens_cost: float | None | Unset
        if isinstance(self.output_tokens_cost, Unset):
            output_tokens_cost = UNSET
        else:
            output_tokens_cost = self.output_tokens_cost

        reasoning_tokens_cost: float | None | Unset
        if isinstance(self.reasoning_tokens_cost, Unset):
            reasoning_tokens_cost = UNSET
        else:
            reasoning_tokens_cost = self.reasoning_tokens_cost

        request_cost: float | None | Unset
        if isinstance(self.request_cost, Unset):
            request_cost = UNSET
        else:
            request_cost = self.request_cost

        citation_tokens_cost: float | None | Unset
        if isinstance(self.citation_tokens_cost, Unset):
            citation_tokens_cost = UNSET
        else:
            citation_tokens_cost = self.citation_tokens_cost

        search_queries_cost: float | None | Unset
        if isinstance(self.search_queries_cost, Unset):
            search_queries_cost = UNSET
        else:
            search_queries_cost = self.search_queries_cost

        total_cost: float | None | Unset
        if isinstance(self.total_cost, Unset):
            total_cost = UNSET
        else:
            total_cost = self.total_cost

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update({})
        if input_tokens_cost is not UNSET:
            field_dict["input_tokens_cost"] = input_tokens_cost
        if output_tokens_cost is not UNSET:
            field_dict["output_tokens_cost"] = output_tokens_cost
        if reasoning_tokens_cost is not UNSET:
            field_dict["reasoning_tokens_cost"] = reasoning_tokens_cost
        if request_cost is not UNSET:
            field_dict["request_cost"] = request_cost
        if citation_tokens_cost is not UNSET:
            field_dict["citation_tokens_cost"] = citation_tokens_cost
        if search_queries_cost is not UNSET:
            field_dict["search_queries_cost"] = search_queries_cost
        if total_cost is not UNSET:
            field_dict["total_cost"] = total_cost

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        d = dict(src_dict)

        def _parse_input_tokens_cost(data: object) -> float | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(float | None | Unset, data)

        input_tokens_cost = _parse_input_tokens_cost(d.pop("input_tokens_cost", UNSET))

        def _parse_output_tokens_cost(data: object) -> float | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(float | None | Unset, data)

        output_tokens_cost = _parse_output_tokens_cost(
            d.pop("output_tokens_cost", UNSET)
        )

        def _parse_reasoning_tokens_cost(data: object) -> float | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(float | None | Unset, data)

        reasoning_tokens_cost = _parse_reasoning_tokens_cost(
            d.pop("reasoning_tokens_cost", UNSET)
        )

        def _parse_request_cost(data: object) -> float | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(float | None | Unset, data)

        request_cost = _parse_request_cost(d.pop("request_cost", UNSET))

        def _parse_citation_tokens_cost(data: object) -> float | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(float | None | Unset, data)

        citation_tokens_cost = _parse_citation_tokens_cost(
            d.pop("citation_tokens_cost", UNSET)
        )

        def _parse_search_queries_cost(data: object) -> float | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(float | None | Unset, data)

        search_queries_cost = _parse_search_queries_cost(
            d.pop("search_queries_cost", UNSET)
        )

        def _parse_total_cost(data: object) -> float | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(float | None | Unset, data)

        total_cost = _parse_total_cost(d.pop("total_cost", UNSET))

        cost = cls(
            input_tokens_cost=input_tokens_cost,
            output_tokens_cost=output_tokens_cost,
            reasoning_tokens_cost=reasoning_tokens_cost,
            request_cost=request_cost,
            citation_tokens_cost=citation_tokens_cost,
            search_queries_cost=search_queries_cost,
            total_cost=total_cost,
        )

        cost.additional_properties = d
        return cost

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
