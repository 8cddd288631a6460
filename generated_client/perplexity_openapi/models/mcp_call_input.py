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

T = TypeVar("T", bound="McpCallInput")


@_attrs_define
class McpCallInput:
    """
    Attributes:
        arguments (str):
        id (str):
        name (str):
        server_label (str):
        type_ (Literal['mcp_call']):
        approval_request_id (str | Unset):
        connector_id (str | Unset):
        error (str | Unset):
        output (str | Unset):
    """

    arguments: str
    id: str
    name: str
    server_label: str
    type_: Literal["mcp_call"]
    approval_request_id: str | Unset = UNSET
    connector_id: str | Unset = UNSET
    error: str | Unset = UNSET
    output: str | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        arguments = self.arguments

        id = self.id

        name = self.name

        server_label = self.server_label

        type_ = self.type_

        approval_request_id = self.approval_request_id

        connector_id = self.connector_id

        error = self.error

        output = self.output

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "arguments": arguments,
                "id": id,
                "name": name,
                "server_label": server_label,
                "type": type_,
            }
        )
        if approval_request_id is not UNSET:
            field_dict["approval_request_id"] = approval_request_id
        if connector_id is not UNSET:
            field_dict["connector_id"] = connector_id
        if error is not UNSET:
            field_dict["error"] = error
        if output is not UNSET:
            field_dict["output"] = output

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        d = dict(src_dict)
        arguments = d.pop("arguments")

        id = d.pop("id")

        name = d.pop("name")

        server_label = d.pop("server_label")

        type_ = cast(Literal["mcp_call"], d.pop("type"))
        if type_ != "mcp_call":
            raise ValueError(f"type must match const 'mcp_call', got '{type_}'")

        approval_request_id = d.pop("approval_request_id", UNSET)

        connector_id = d.pop("connector_id", UNSET)

        error = d.pop("error", UNSET)

        output = d.pop("output", UNSET)

        mcp_call_input = cls(
            arguments=arguments,
            id=id,
            name=name,
            server_label=server_label,
            type_=type_,
            approval_request_id=approval_request_id,
            connector_id=connector_id,
            error=error,
            output=output,
        )

        mcp_call_input.additional_properties = d
        return mcp_call_input

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
