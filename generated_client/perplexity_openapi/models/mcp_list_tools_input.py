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

from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.mcp_tool_def import McpToolDef


T = TypeVar("T", bound="McpListToolsInput")


@_attrs_define
class McpListToolsInput:
    """
    Attributes:
        type_ (Literal['mcp_list_tools']):
        error (str | Unset):
        id (str | Unset):
        server_label (str | Unset):
        tools (list[McpToolDef] | Unset):
    """

    type_: Literal["mcp_list_tools"]
    error: str | Unset = UNSET
    id: str | Unset = UNSET
    server_label: str | Unset = UNSET
    tools: list[McpToolDef] | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        type_ = self.type_

        error = self.error

        id = self.id

        server_label = self.server_label

        tools: list[dict[str, Any]] | Unset = UNSET
        if not isinstance(self.tools, Unset):
            tools = []
            for tools_item_data in self.tools:
                tools_item = tools_item_data.to_dict()
                tools.append(tools_item)

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "type": type_,
            }
        )
        if error is not UNSET:
            field_dict["error"] = error
        if id is not UNSET:
            field_dict["id"] = id
        if server_label is not UNSET:
            field_dict["server_label"] = server_label
        if tools is not UNSET:
            field_dict["tools"] = tools

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        from ..models.mcp_tool_def import McpToolDef

        d = dict(src_dict)
        type_ = cast(Literal["mcp_list_tools"], d.pop("type"))
        if type_ != "mcp_list_tools":
            raise ValueError(f"type must match const 'mcp_list_tools', got '{type_}'")

        error = d.pop("error", UNSET)

        id = d.pop("id", UNSET)

        server_label = d.pop("server_label", UNSET)

        _tools = d.pop("tools", UNSET)
        tools: list[McpToolDef] | Unset = UNSET
        if _tools is not UNSET:
            tools = []
            for tools_item_data in _tools:
                tools_item = McpToolDef.from_dict(tools_item_data)

                tools.append(tools_item)

        mcp_list_tools_input = cls(
            type_=type_,
            error=error,
            id=id,
            server_label=server_label,
            tools=tools,
        )

        mcp_list_tools_input.additional_properties = d
        return mcp_list_tools_input

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
