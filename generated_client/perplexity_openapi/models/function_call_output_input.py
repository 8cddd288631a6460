from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Self, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.function_call_output_input_type import FunctionCallOutputInputType
from ..types import UNSET, Unset

T = TypeVar("T", bound="FunctionCallOutputInput")


@_attrs_define
class FunctionCallOutputInput:
    """
    Attributes:
        call_id (str):
        output (str):
        type_ (FunctionCallOutputInputType):
        name (str | Unset):
        thought_signature (str | Unset):
    """

    call_id: str
    output: str
    type_: FunctionCallOutputInputType
    name: str | Unset = UNSET
    thought_signature: str | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        call_id = self.call_id

        output = self.output

        type_ = self.type_.value

        name = self.name

        thought_signature = self.thought_signature

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "call_id": call_id,
                "output": output,
                "type": type_,
            }
        )
        if name is not UNSET:
            field_dict["name"] = name
        if thought_signature is not UNSET:
            field_dict["thought_signature"] = thought_signature

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        d = dict(src_dict)
        call_id = d.pop("call_id")

        output = d.pop("output")

        type_ = FunctionCallOutputInputType(d.pop("type"))

        name = d.pop("name", UNSET)

        thought_signature = d.pop("thought_signature", UNSET)

        function_call_output_input = cls(
            call_id=call_id,
            output=output,
            type_=type_,
            name=name,
            thought_signature=thought_signature,
        )

        function_call_output_input.additional_properties = d
        return function_call_output_input

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
