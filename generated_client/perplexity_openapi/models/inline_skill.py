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

T = TypeVar("T", bound="InlineSkill")


@_attrs_define
class InlineSkill:
    """
    Attributes:
        type_ (Literal['inline']):
        name (str): Lower case, single hyphens
        description (str): What it is for; at most 1,024 bytes
        instructions (str): What load_skill returns; at most 65,536 bytes each, 262,144 in one request
    """

    type_: Literal["inline"]
    name: str
    description: str
    instructions: str
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        type_ = self.type_

        name = self.name

        description = self.description

        instructions = self.instructions

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "type": type_,
                "name": name,
                "description": description,
                "instructions": instructions,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        d = dict(src_dict)
        type_ = cast(Literal["inline"], d.pop("type"))
        if type_ != "inline":
            raise ValueError(f"type must match const 'inline', got '{type_}'")

        name = d.pop("name")

        description = d.pop("description")

        instructions = d.pop("instructions")

        inline_skill = cls(
            type_=type_,
            name=name,
            description=description,
            instructions=instructions,
        )

        inline_skill.additional_properties = d
        return inline_skill

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
