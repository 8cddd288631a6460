from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Self, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.tool_spec_type import ToolSpecType

if TYPE_CHECKING:
    from ..models.function_spec import FunctionSpec


T = TypeVar("T", bound="ToolSpec")


@_attrs_define
class ToolSpec:
    """
    Attributes:
        type_ (str | ToolSpecType):
        function (FunctionSpec):
    """

    type_: str | ToolSpecType
    function: FunctionSpec
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        type_: str
        if isinstance(self.type_, ToolSpecType):
            type_ = self.type_.value
        else:
            type_ = self.type_

        function = self.function.to_dict()

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "type": type_,
                "function": function,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        from ..models.function_spec import FunctionSpec

        d = dict(src_dict)

        def _parse_type_(data: object) -> str | ToolSpecType:
            try:
                if not isinstance(data, str):
                    raise TypeError()
                type_type_0 = ToolSpecType(data)

                return type_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(str | ToolSpecType, data)

        type_ = _parse_type_(d.pop("type"))

        function = FunctionSpec.from_dict(d.pop("function"))

        tool_spec = cls(
            type_=type_,
            function=function,
        )

        tool_spec.additional_properties = d
        return tool_spec

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
