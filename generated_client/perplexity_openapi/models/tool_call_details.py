from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Self, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.tool_call_token_usage import ToolCallTokenUsage


T = TypeVar("T", bound="ToolCallDetails")


@_attrs_define
class ToolCallDetails:
    """Calls of one tool

    Attributes:
        invocation (int | None | Unset): How often it was called
        cost_usd (float | None | Unset): What that cost, where it can be told
        token_usage (list[ToolCallTokenUsage] | None | Unset): Tokens of models that the tool used
    """

    invocation: int | None | Unset = UNSET
    cost_usd: float | None | Unset = UNSET
    token_usage: list[ToolCallTokenUsage] | None | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        invocation: int | None | Unset
        if isinstance(self.invocation, Unset):
            invocation = UNSET
        else:
            invocation = self.invocation

        cost_usd: float | None | Unset
        if isinstance(self.cost_usd, Unset):
            cost_usd = UNSET
        else:
            cost_usd = self.cost_usd

        token_usage: list[dict[str, Any]] | None | Unset
        if isinstance(self.token_usage, Unset):
            token_usage = UNSET
        elif isinstance(self.token_usage, list):
            token_usage = []
            for token_usage_type_0_item_data in self.token_usage:
                token_usage_type_0_item = token_usage_type_0_item_data.to_dict()
                token_usage.append(token_usage_type_0_item)

        else:
            token_usage = self.token_usage

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update({})
        if invocation is not UNSET:
            field_dict["invocation"] = invocation
        if cost_usd is not UNSET:
            field_dict["cost_usd"] = cost_usd
        if token_usage is not UNSET:
            field_dict["token_usage"] = token_usage

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        from ..models.tool_call_token_usage import ToolCallTokenUsage

        d = dict(src_dict)

        def _parse_invocation(data: object) -> int | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(int | None | Unset, data)

        invocation = _parse_invocation(d.pop("invocation", UNSET))

        def _parse_cost_usd(data: object) -> float | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(float | None | Unset, data)

        cost_usd = _parse_cost_usd(d.pop("cost_usd", UNSET))

        def _parse_token_usage(data: object) -> list[ToolCallTokenUsage] | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, list):
                    raise TypeError()
                token_usage_type_0 = []
                _token_usage_type_0 = data
                for token_usage_type_0_item_data in _token_usage_type_0:
                    token_usage_type_0_item = ToolCallTokenUsage.from_dict(
                        token_usage_type_0_item_data
                    )

                    token_usage_type_0.append(token_usage_type_0_item)

                return token_usage_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(list[ToolCallTokenUsage] | None | Unset, data)

        token_usage = _parse_token_usage(d.pop("token_usage", UNSET))

        tool_call_details = cls(
            invocation=invocation,
            cost_usd=cost_usd,
            token_usage=token_usage,
        )

        tool_call_details.additional_properties = d
        return tool_call_details

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
