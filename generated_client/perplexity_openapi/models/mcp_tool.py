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

from ..models.require_approval_mode import RequireApprovalMode
from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.approval_filters import ApprovalFilters
    from ..models.mcp_tool_headers import McpToolHeaders


T = TypeVar("T", bound="McpTool")


@_attrs_define
class McpTool:
    """Tools of a remote MCP server of your own, found when the request starts.

    Attributes:
        type_ (Literal['mcp']):
        server_label (str): Prefix of its tools, unique in the request, ^[a-zA-Z0-9_-]{1,64}$
        server_url (str): HTTPS address of a Streamable HTTP endpoint
        authorization (str | Unset): Bare access token for that server; never echoed
        headers (McpToolHeaders | Unset): Further headers for that server
        allowed_tools (list[str] | Unset): Names that may be called; all where empty
        defer_loading (bool | Unset): Let the model look for definitions when it needs them; false unless set.
        require_approval (ApprovalFilters | RequireApprovalMode | str | Unset): One word for all tools, or filters
    """

    type_: Literal["mcp"]
    server_label: str
    server_url: str
    authorization: str | Unset = UNSET
    headers: McpToolHeaders | Unset = UNSET
    allowed_tools: list[str] | Unset = UNSET
    defer_loading: bool | Unset = UNSET
    require_approval: ApprovalFilters | RequireApprovalMode | str | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        from ..models.approval_filters import ApprovalFilters

        type_ = self.type_

        server_label = self.server_label

        server_url = self.server_url

        authorization = self.authorization

        headers: dict[str, Any] | Unset = UNSET
        if not isinstance(self.headers, Unset):
            headers = self.headers.to_dict()

        allowed_tools: list[str] | Unset = UNSET
        if not isinstance(self.allowed_tools, Unset):
            allowed_tools = self.allowed_tools

        defer_loading = self.defer_loading

        require_approval: dict[str, Any] | str | Unset
        if isinstance(self.require_approval, Unset):
            require_approval = UNSET
        elif isinstance(self.require_approval, RequireApprovalMode):
            require_approval = self.require_approval.value
        elif isinstance(self.require_approval, ApprovalFilters):
            require_approval = self.require_approval.to_dict()
        else:
            require_approval = self.require_approval

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "type": type_,
                "server_label": server_label,
                "server_url": server_url,
            }
        )
        if authorization is not UNSET:
            field_dict["authorization"] = authorization
        if headers is not UNSET:
            field_dict["headers"] = headers
        if allowed_tools is not UNSET:
            field_dict["allowed_tools"] = allowed_tools
        if defer_loading is not UNSET:
            field_dict["defer_loading"] = defer_loading
        if require_approval is not UNSET:
            field_dict["require_approval"] = require_approval

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        from ..models.approval_filters import ApprovalFilters
        from ..models.mcp_tool_headers import McpToolHeaders

        d = dict(src_dict)
        type_ = cast(Literal["mcp"], d.pop("type"))
        if type_ != "mcp":
            raise ValueError(f"type must match const 'mcp', got '{type_}'")

        server_label = d.pop("server_label")

        server_url = d.pop("server_url")

        authorization = d.pop("authorization", UNSET)

        _headers = d.pop("headers", UNSET)
        headers: McpToolHeaders | Unset
        if isinstance(_headers, Unset):
            headers = UNSET
        else:
            headers = McpToolHeaders.from_dict(_headers)

        allowed_tools = cast(list[str], d.pop("allowed_tools", UNSET))

        defer_loading = d.pop("defer_loading", UNSET)

        def _parse_require_approval(
            data: object,
        ) -> ApprovalFilters | RequireApprovalMode | str | Unset:
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                componentsschemas_require_approval_type_0 = RequireApprovalMode(data)

                return componentsschemas_require_approval_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                componentsschemas_require_approval_type_1 = ApprovalFilters.from_dict(
                    data
                )

                return componentsschemas_require_approval_type_1
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(ApprovalFilters | RequireApprovalMode | str | Unset, data)

        require_approval = _parse_require_approval(d.pop("require_approval", UNSET))

        mcp_tool = cls(
            type_=type_,
            server_label=server_label,
            server_url=server_url,
            authorization=authorization,
            headers=headers,
            allowed_tools=allowed_tools,
            defer_loading=defer_loading,
            require_approval=require_approval,
        )

        mcp_tool.additional_properties = d
        return mcp_tool

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
