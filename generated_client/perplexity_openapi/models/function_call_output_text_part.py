from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Self, TypeVar

from attrs import define as _attrs_define

from ..models.function_call_output_text_part_type import FunctionCallOutputTextPartType

T = TypeVar("T", bound="FunctionCallOutputTextPart")


@_attrs_define
class FunctionCallOutputTextPart:
    """
    Attributes:
        text (str):
        type_ (FunctionCallOutputTextPartType):
    """

    text: str
    type_: FunctionCallOutputTextPartType

    def to_dict(self) -> dict[str, Any]:
        text = self.text

        type_ = self.type_.value

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "text": text,
                "type": type_,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        d = dict(src_dict)
        text = d.pop("text")

        type_ = FunctionCallOutputTextPartType(d.pop("type"))

        function_call_output_text_part = cls(
            text=text,
            type_=type_,
        )

        return function_call_output_text_part
