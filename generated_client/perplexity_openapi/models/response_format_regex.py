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

if TYPE_CHECKING:
    from ..models.regex_schema import RegexSchema


T = TypeVar("T", bound="ResponseFormatRegex")


@_attrs_define
class ResponseFormatRegex:
    """
    Attributes:
        type_ (Literal['regex']):
        regex (RegexSchema):
    """

    type_: Literal["regex"]
    regex: RegexSchema
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        type_ = self.type_

        regex = self.regex.to_dict()

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "type": type_,
                "regex": regex,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        from ..models.regex_schema import RegexSchema

        d = dict(src_dict)
        type_ = cast(Literal["regex"], d.pop("type"))
        if type_ != "regex":
            raise ValueError(f"type must match const 'regex', got '{type_}'")

        regex = RegexSchema.from_dict(d.pop("regex"))

        response_format_regex = cls(
            type_=type_,
            regex=regex,
        )

        response_format_regex.additional_properties = d
        return response_format_regex

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
