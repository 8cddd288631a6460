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

from ..models.builtin_skill_name import BuiltinSkillName

T = TypeVar("T", bound="BuiltinSkill")


@_attrs_define
class BuiltinSkill:
    """
    Attributes:
        type_ (Literal['builtin']):
        name (BuiltinSkillName | str): Skill of the catalogue; office means all four.
    """

    type_: Literal["builtin"]
    name: BuiltinSkillName | str
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        type_ = self.type_

        name: str
        if isinstance(self.name, BuiltinSkillName):
            name = self.name.value
        else:
            name = self.name

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "type": type_,
                "name": name,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        d = dict(src_dict)
        type_ = cast(Literal["builtin"], d.pop("type"))
        if type_ != "builtin":
            raise ValueError(f"type must match const 'builtin', got '{type_}'")

        def _parse_name(data: object) -> BuiltinSkillName | str:
            try:
                if not isinstance(data, str):
                    raise TypeError()
                name_type_0 = BuiltinSkillName(data)

                return name_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(BuiltinSkillName | str, data)

        name = _parse_name(d.pop("name"))

        builtin_skill = cls(
            type_=type_,
            name=name,
        )

        builtin_skill.additional_properties = d
        return builtin_skill

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
