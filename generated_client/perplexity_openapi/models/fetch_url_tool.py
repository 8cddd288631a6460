from __future__ import annotations

from collections.abc import Mapping
from typing import (
    Any,
    Literal,
    Self,
    TypeVar,
    cast,
)

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

T = TypeVar("T", bound="FetchUrlTool")


@_attrs_define
class FetchUrlTool:
    """
    Attributes:
        type_ (Literal['fetch_url']):
        max_urls (int | Unset): Pages per call
        total_budget_tokens (int | Unset): Tokens for all pages together
    """

    type_: Literal["fetch_url"]
    max_urls: int | Unset = UNSET
    total_budget_tokens: int | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        type_ = self.type_

        max_urls = self.max_urls

        total_budget_tokens = self.total_budget_tokens

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "type": type_,
            }
        )
        if max_urls is not UNSET:
            field_dict["max_urls"] = max_urls
        if total_budget_tokens is not UNSET:
            field_dict["total_budget_tokens"] = total_budget_tokens

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        d = dict(src_dict)
        type_ = cast(Literal["fetch_url"], d.pop("type"))
        if type_ != "fetch_url":
            raise ValueError(f"type must match const 'fetch_url', got '{type_}'")

        max_urls = d.pop("max_urls", UNSET)

        total_budget_tokens = d.pop("total_budget_tokens", UNSET)

        fetch_url_tool = cls(
            type_=type_,
            max_urls=max_urls,
            total_budget_tokens=total_budget_tokens,
        )

        fetch_url_tool.additional_properties = d
        return fetch_url_tool

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
