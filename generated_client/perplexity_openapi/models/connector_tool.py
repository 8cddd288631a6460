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


T = TypeVar("T", bound="ConnectorTool")


@_attrs_define
class ConnectorTool:
    """Connector that Perplexity runs for your organisation

    Attributes:
        type_ (Literal['connector']):
        id (str): Id of the connector
        server_label (str): Prefix of its tools, unique in the request, ^[a-zA-Z0-9_-]{1,64}$
        server_description (str | Unset): What the model is told about it
        allowed_tools (list[str] | Unset): Names that may be called; all where empty
        require_approval (ApprovalFilters | RequireApprovalMode | str | Unset): One word for all tools, or filters
    """

    type_: Literal["connector"]
    id: str
    server_label: str
    server_description: str | Unset = UNSET
    allowed_tools: list[str] | Unset = UNSET
    require_approval: ApprovalFilters | RequireApprovalMode | str | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        from ..models.approval_filters import ApprovalFilters

        type_ = self.type_

        id = self.id

        server_label = self.server_label

        server_description = self.server_description

        allowed_tools: list[str] | Unset = UNSET
        if not isinstance(self.allowed_tools, Unset):
            allowed_tools = self.allowed_tools

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
                "id": id,
                "server_label": server_label,
            }
        )
        if server_description is not UNSET:
            field_dict["server_description"] = server_description
        if allowed_tools is not UNSET:
            field_dict["allowed_tools"] = allowed_tools
        if require_approval is not UNSET:
            field_dict["require_approval"] = require_approval

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        from ..models.approval_filters import ApprovalFilters

        d = dict(src_dict)
        type_ = cast(Literal["connector"], d.pop("type"))
        if type_ != "connector":
            raise ValueError(f"type must match const 'connector', got '{type_}'")

        id = d.pop("id")

        server_label = d.pop("server_label")

        server_description = d.pop("server_description", UNSET)

        allowed_tools = cast(list[str], d.pop("allowed_tools", UNSET))

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

        connector_tool = cls(
            type_=type_,
            id=id,
            server_label=server_label,
            server_description=server_description,
            allowed_tools=allowed_tools,
            require_approval=require_approval,
        )

        connector_tool.additional_properties = d
        return connector_tool

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
