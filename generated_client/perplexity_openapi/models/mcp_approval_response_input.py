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

T = TypeVar("T", bound="McpApprovalResponseInput")


@_attrs_define
class McpApprovalResponseInput:
    """Yes or no to a call that waits

    Attributes:
        approval_request_id (str):
        approve (bool):
        type_ (Literal['mcp_approval_response']):
        id (str | Unset):
        reason (str | Unset):
    """

    approval_request_id: str
    approve: bool
    type_: Literal["mcp_approval_response"]
    id: str | Unset = UNSET
    reason: str | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        approval_request_id = self.approval_request_id

        approve = self.approve

        type_ = self.type_

        id = self.id

        reason = self.reason

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "approval_request_id": approval_request_id,
                "approve": approve,
                "type": type_,
            }
        )
        if id is not UNSET:
            field_dict["id"] = id
        if reason is not UNSET:
            field_dict["reason"] = reason

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        d = dict(src_dict)
        approval_request_id = d.pop("approval_request_id")

        approve = d.pop("approve")

        type_ = cast(Literal["mcp_approval_response"], d.pop("type"))
        if type_ != "mcp_approval_response":
            raise ValueError(
                f"type must match const 'mcp_approval_response', got '{type_}'"
            )

        id = d.pop("id", UNSET)

        reason = d.pop("reason", UNSET)

        mcp_approval_response_input = cls(
            approval_request_id=approval_request_id,
            approve=approve,
            type_=type_,
            id=id,
            reason=reason,
        )

        mcp_approval_response_input.additional_properties = d
        return mcp_approval_response_input

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
