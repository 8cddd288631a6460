from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Self, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.reasoning_summary_input_type import ReasoningSummaryInputType

T = TypeVar("T", bound="ReasoningSummaryInput")


@_attrs_define
class ReasoningSummaryInput:
    """
    Attributes:
        text (str):
        type_ (ReasoningSummaryInputType | str):
    """

    text: str
    type_: ReasoningSummaryInputType | str
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        text = self.text

        type_: str
        if isinstance(self.type_, ReasoningSummaryInputType):
            type_ = self.type_.value
        else:
            type_ = self.type_

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
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

        def _parse_type_(data: object) -> ReasoningSummaryInputType | str:
            try:
                if not isinstance(data, str):
                    raise TypeError()
                type_type_0 = ReasoningSummaryInputType(data)

                return type_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(ReasoningSummaryInputType | str, data)

        type_ = _parse_type_(d.pop("type"))

        reasoning_summary_input = cls(
            text=text,
            type_=type_,
        )

        reasoning_summary_input.additional_properties = d
        return reasoning_summary_input

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
