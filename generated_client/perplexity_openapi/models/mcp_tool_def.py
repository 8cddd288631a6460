from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Self, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.mcp_tool_def_annotations import McpToolDefAnnotations
    from ..models.mcp_tool_def_input_schema import McpToolDefInputSchema


T = TypeVar("T", bound="McpToolDef")


@_attrs_define
class McpToolDef:
    """One tool of an MCP server

    Attributes:
        annotations (McpToolDefAnnotations | None | Unset):
        name (None | str | Unset):
        description (None | str | Unset):
        input_schema (McpToolDefInputSchema | None | Unset): JSON Schema of its arguments, as the server gave it
    """

    annotations: McpToolDefAnnotations | None | Unset = UNSET
    name: None | str | Unset = UNSET
    description: None | str | Unset = UNSET
    input_schema: McpToolDefInputSchema | None | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        from ..models.mcp_tool_def_annotations import McpToolDefAnnotations
        from ..models.mcp_tool_def_input_schema import McpToolDefInputSchema

        annotations: dict[str, Any] | None | Unset
        if isinstance(self.annotations, Unset):
            annotations = UNSET
        elif isinstance(self.annotations, McpToolDefAnnotations):
            annotations = self.annotations.to_dict()
        else:
            annotations = self.annotations

        name: None | str | Unset
        if isinstance(self.name, Unset):
            name = UNSET
        else:
            name = self.name

        description: None | str | Unset
        if isinstance(self.description, Unset):
            description = UNSET
        else:
            description = self.description

        input_schema: dict[str, Any] | None | Unset
        if isinstance(self.input_schema, Unset):
            input_schema = UNSET
        elif isinstance(self.input_schema, McpToolDefInputSchema):
            input_schema = self.input_schema.to_dict()
        else:
            input_schema = self.input_schema

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update({})
        if annotations is not UNSET:
            field_dict["annotations"] = annotations
        if name is not UNSET:
            field_dict["name"] = name
        if description is not UNSET:
            field_dict["description"] = description
        if input_schema is not UNSET:
            field_dict["input_schema"] = input_schema

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        from ..models.mcp_tool_def_annotations import McpToolDefAnnotations
        from ..models.mcp_tool_def_input_schema import McpToolDefInputSchema

        d = dict(src_dict)

        def _parse_annotations(data: object) -> McpToolDefAnnotations | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                annotations_type_0 = McpToolDefAnnotations.from_dict(data)

                return annotations_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(McpToolDefAnnotations | None | Unset, data)

        annotations = _parse_annotations(d.pop("annotations", UNSET))

        def _parse_name(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        name = _parse_name(d.pop("name", UNSET))

        def _parse_description(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        description = _parse_description(d.pop("description", UNSET))

        def _parse_input_schema(data: object) -> McpToolDefInputSchema | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                input_schema_type_0 = McpToolDefInputSchema.from_dict(data)

                return input_schema_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(McpToolDefInputSchema | None | Unset, data)

        input_schema = _parse_input_schema(d.pop("input_schema", UNSET))

        mcp_tool_def = cls(
            annotations=annotations,
            name=name,
            description=description,
            input_schema=input_schema,
        )

        mcp_tool_def.additional_properties = d
        return mcp_tool_def

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
