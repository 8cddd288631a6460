from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Self, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.currency import Currency
from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.responses_cost_tool_calls_cost_details import (
        ResponsesCostToolCallsCostDetails,
    )


T = TypeVar("T", bound="ResponsesCost")


@_attrs_define
class ResponsesCost:
    """Cost of one request by part

    Attributes:
        cache_creation_cost (float | None | Unset): Writing to the prompt cache, USD
        cache_read_cost (float | None | Unset): Reading from the prompt cache, USD
        currency (Currency | None | str | Unset): Currency of every amount
        input_cost (float | None | Unset): Tokens that went in, USD
        output_cost (float | None | Unset): Tokens that came out, USD
        tool_calls_cost (float | None | Unset): Calls of tools, USD
        tool_calls_cost_details (None | ResponsesCostToolCallsCostDetails | Unset): The same by tool.
            Tools without a price stand there with 0.
        total_cost (float | None | Unset): All of it, USD
    """

    cache_creation_cost: float | None | Unset = UNSET
    cache_read_cost: float | None | Unset = UNSET
    currency: Currency | None | str | Unset = UNSET
    input_cost: float | None | Unset = UNSET
    output_cost: float | None | Unset = UNSET
    tool_calls_cost: float | None | Unset = UNSET
    tool_calls_cost_details: None | ResponsesCostToolCallsCostDetails | Unset = UNSET
    total_cost: float | None | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        from ..models.responses_cost_tool_calls_cost_details import (
            ResponsesCostToolCallsCostDetails,
        )

        cache_creation_cost: float | None | Unset
        if isinstance(self.cache_creation_cost, Unset):
            cache_creation_cost = UNSET
        else:
            cache_creation_cost = self.cache_creation_cost

        cache_read_cost: float | None | Unset
        if isinstance(self.cache_read_cost, Unset):
            cache_read_cost = UNSET
        else:
            cache_read_cost = self.cache_read_cost

        currency: None | str | Unset
        if isinstance(self.currency, Unset):
            currency = UNSET
        elif isinstance(self.currency, Currency):
            currency = self.currency.value
        else:
            currency = self.currency

        input_cost: float | None | Unset
        if isinstance(self.input_cost, Unset):
            input_cost = UNSET
        else:
            input_cost = self.input_cost

        output_cost: float | None | Unset
        if isinstance(self.output_cost, Unset):
            output_cost = UNSET
        else:
            output_cost = self.output_cost

        tool_calls_cost: float | None | Unset
        if isinstance(self.tool_calls_cost, Unset):
            tool_calls_cost = UNSET
        else:
            tool_calls_cost = self.tool_calls_cost

        tool_calls_cost_details: dict[str, Any] | None | Unset
        if isinstance(self.tool_calls_cost_details, Unset):
            tool_calls_cost_details = UNSET
        elif isinstance(
            self.tool_calls_cost_details, ResponsesCostToolCallsCostDetails
        ):
            tool_calls_cost_details = self.tool_calls_cost_details.to_dict()
        else:
            tool_calls_cost_details = self.tool_calls_cost_details

        total_cost: float | None | Unset
        if isinstance(self.total_cost, Unset):
            total_cost = UNSET
        else:
            total_cost = self.total_cost

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update({})
        if cache_creation_cost is not UNSET:
            field_dict["cache_creation_cost"] = cache_creation_cost
        if cache_read_cost is not UNSET:
            field_dict["cache_read_cost"] = cache_read_cost
        if currency is not UNSET:
            field_dict["currency"] = currency
        if input_cost is not UNSET:
            field_dict["input_cost"] = input_cost
        if output_cost is not UNSET:
            field_dict["output_cost"] = output_cost
        if tool_calls_cost is not UNSET:
            field_dict["tool_calls_cost"] = tool_calls_cost
        if tool_calls_cost_details is not UNSET:
            field_dict["tool_calls_cost_details"] = tool_calls_cost_details
        if total_cost is not UNSET:
            field_dict["total_cost"] = total_cost

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        from ..models.responses_cost_tool_calls_cost_details import (
            ResponsesCostToolCallsCostDetails,
        )

        d = dict(src_dict)

        def _parse_cache_creation_cost(data: object) -> float | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(float | None | Unset, data)

        cache_creation_cost = _parse_cache_creation_cost(
            d.pop("cache_creation_cost", UNSET)
        )

        def _parse_cache_read_cost(data: object) -> float | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(float | None | Unset, data)

        cache_read_cost = _parse_cache_read_cost(d.pop("cache_read_cost", UNSET))

        def _parse_currency(data: object) -> Currency | None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                currency_type_0 = Currency(data)

                return currency_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(Currency | None | str | Unset, data)

        currency = _parse_currency(d.pop("currency", UNSET))

        def _parse_input_cost(data: object) -> float | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(float | None | Unset, data)

        input_cost = _parse_input_cost(d.pop("input_cost", UNSET))

        def _parse_output_cost(data: object) -> float | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(float | None | Unset, data)

        output_cost = _parse_output_cost(d.pop("output_cost", UNSET))

        def _parse_tool_calls_cost(data: object) -> float | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(float | None | Unset, data)

        tool_calls_cost = _parse_tool_calls_cost(d.pop("tool_calls_cost", UNSET))

        def _parse_tool_calls_cost_details(
            data: object,
        ) -> None | ResponsesCostToolCallsCostDetails | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                tool_calls_cost_details_type_0 = (
                    ResponsesCostToolCallsCostDetails.from_dict(data)
                )

                return tool_calls_cost_details_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | ResponsesCostToolCallsCostDetails | Unset, data)

        tool_calls_cost_details = _parse_tool_calls_cost_details(
            d.pop("tool_calls_cost_details", UNSET)
        )

        def _parse_total_cost(data: object) -> float | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(float | None | Unset, data)

        total_cost = _parse_total_cost(d.pop("total_cost", UNSET))

        responses_cost = cls(
            cache_creation_cost=cache_creation_cost,
            cache_read_cost=cache_read_cost,
            currency=currency,
            input_cost=input_cost,
            output_cost=output_cost,
            tool_calls_cost=tool_calls_cost,
            tool_calls_cost_details=tool_calls_cost_details,
            total_cost=total_cost,
        )

        responses_cost.additional_properties = d
        return responses_cost

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
