from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Self, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.responses_cost import ResponsesCost
    from ..models.responses_usage_input_tokens_details import (
        ResponsesUsageInputTokensDetails,
    )
    from ..models.responses_usage_output_tokens_details import (
        ResponsesUsageOutputTokensDetails,
    )
    from ..models.responses_usage_tool_calls_details import (
        ResponsesUsageToolCallsDetails,
    )


T = TypeVar("T", bound="ResponsesUsage")


@_attrs_define
class ResponsesUsage:
    """Tokens and cost of one request

    Attributes:
        cost (None | ResponsesCost | Unset): Cost by part
        input_tokens (int | None | Unset): Tokens that went in
        input_tokens_details (None | ResponsesUsageInputTokensDetails | Unset):
        output_tokens (int | None | Unset): Tokens that came out
        output_tokens_details (None | ResponsesUsageOutputTokensDetails | Unset):
        tool_calls_details (None | ResponsesUsageToolCallsDetails | Unset): Calls by tool
        total_tokens (int | None | Unset): Both together
    """

    cost: None | ResponsesCost | Unset = UNSET
    input_tokens: int | None | Unset = UNSET
    input_tokens_details: None | ResponsesUsageInputTokensDetails | Unset = UNSET
    output_tokens: int | None | Unset = UNSET
    output_tokens_details: None | ResponsesUsageOutputTokensDetails | Unset = UNSET
    tool_calls_details: None | ResponsesUsageToolCallsDetails | Unset = UNSET
    total_tokens: int | None | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        from ..models.responses_cost import ResponsesCost
        from ..models.responses_usage_input_tokens_details import (
            ResponsesUsageInputTokensDetails,
        )
        from ..models.responses_usage_output_tokens_details import (
            ResponsesUsageOutputTokensDetails,
        )
        from ..models.responses_usage_tool_calls_details import (
            ResponsesUsageToolCallsDetails,
        )

        cost: dict[str, Any] | None | Unset
        if isinstance(self.cost, Unset):
            cost = UNSET
        elif isinstance(self.cost, ResponsesCost):
            cost = self.cost.to_dict()
        else:
            cost = self.cost

        input_tokens: int | None | Unset
        if isinstance(self.input_tokens, Unset):
            input_tokens = UNSET
        else:
            input_tokens = self.input_tokens

        input_tokens_details: dict[str, Any] | None | Unset
        if isinstance(self.input_tokens_details, Unset):
            input_tokens_details = UNSET
        elif isinstance(self.input_tokens_details, ResponsesUsageInputTokensDetails):
            input_tokens_details = self.input_tokens_details.to_dict()
        else:
            input_tokens_details = self.input_tokens_details

        output_tokens: int | None | Unset
        if isinstance(self.output_tokens, Unset):
            output_tokens = UNSET
        else:
            output_tokens = self.output_tokens

        output_tokens_details: dict[str, Any] | None | Unset
        if isinstance(self.output_tokens_details, Unset):
            output_tokens_details = UNSET
        elif isinstance(self.output_tokens_details, ResponsesUsageOutputTokensDetails):
            output_tokens_details = self.output_tokens_details.to_dict()
        else:
            output_tokens_details = self.output_tokens_details

        tool_calls_details: dict[str, Any] | None | Unset
        if isinstance(self.tool_calls_details, Unset):
            tool_calls_details = UNSET
        elif isinstance(self.tool_calls_details, ResponsesUsageToolCallsDetails):
            tool_calls_details = self.tool_calls_details.to_dict()
        else:
            tool_calls_details = self.tool_calls_details

        total_tokens: int | None | Unset
        if isinstance(self.total_tokens, Unset):
            total_tokens = UNSET
        else:
            total_tokens = self.total_tokens

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update({})
        if cost is not UNSET:
            field_dict["cost"] = cost
        if input_tokens is not UNSET:
            field_dict["input_tokens"] = input_tokens
        if input_tokens_details is not UNSET:
            field_dict["input_tokens_details"] = input_tokens_details
        if output_tokens is not UNSET:
            field_dict["output_tokens"] = output_tokens
        if output_tokens_details is not UNSET:
            field_dict["output_tokens_details"] = output_tokens_details
        if tool_calls_details is not UNSET:
            field_dict["tool_calls_details"] = tool_calls_details
        if total_tokens is not UNSET:
            field_dict["total_tokens"] = total_tokens

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        from ..models.responses_cost import ResponsesCost
        from ..models.responses_usage_input_tokens_details import (
            ResponsesUsageInputTokensDetails,
        )
        from ..models.responses_usage_output_tokens_details import (
            ResponsesUsageOutputTokensDetails,
        )
        from ..models.responses_usage_tool_calls_details import (
            ResponsesUsageToolCallsDetails,
        )

        d = dict(src_dict)

        def _parse_cost(data: object) -> None | ResponsesCost | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                cost_type_0 = ResponsesCost.from_dict(data)

                return cost_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | ResponsesCost | Unset, data)

        cost = _parse_cost(d.pop("cost", UNSET))

        def _parse_input_tokens(data: object) -> int | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(int | None | Unset, data)

        input_tokens = _parse_input_tokens(d.pop("input_tokens", UNSET))

        def _parse_input_tokens_details(
            data: object,
        ) -> None | ResponsesUsageInputTokensDetails | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                input_tokens_details_type_0 = (
                    ResponsesUsageInputTokensDetails.from_dict(data)
                )

                return input_tokens_details_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | ResponsesUsageInputTokensDetails | Unset, data)

        input_tokens_details = _parse_input_tokens_details(
            d.pop("input_tokens_details", UNSET)
        )

        def _parse_output_tokens(data: object) -> int | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(int | None | Unset, data)

        output_tokens = _parse_output_tokens(d.pop("output_tokens", UNSET))

        def _parse_output_tokens_details(
            data: object,
        ) -> None | ResponsesUsageOutputTokensDetails | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                output_tokens_details_type_0 = (
                    ResponsesUsageOutputTokensDetails.from_dict(data)
                )

                return output_tokens_details_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | ResponsesUsageOutputTokensDetails | Unset, data)

        output_tokens_details = _parse_output_tokens_details(
            d.pop("output_tokens_details", UNSET)
        )

        def _parse_tool_calls_details(
            data: object,
        ) -> None | ResponsesUsageToolCallsDetails | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                tool_calls_details_type_0 = ResponsesUsageToolCallsDetails.from_dict(
                    data
                )

                return tool_calls_details_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | ResponsesUsageToolCallsDetails | Unset, data)

        tool_calls_details = _parse_tool_calls_details(
            d.pop("tool_calls_details", UNSET)
        )

        def _parse_total_tokens(data: object) -> int | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(int | None | Unset, data)

        total_tokens = _parse_total_tokens(d.pop("total_tokens", UNSET))

        responses_usage = cls(
            cost=cost,
            input_tokens=input_tokens,
            input_tokens_details=input_tokens_details,
            output_tokens=output_tokens,
            output_tokens_details=output_tokens_details,
            tool_calls_details=tool_calls_details,
            total_tokens=total_tokens,
        )

        responses_usage.additional_properties = d
        return responses_usage

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
