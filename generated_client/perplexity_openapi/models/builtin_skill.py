from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Self, TypeVar, cast

from attrs import define as _attrs_define

from ..models.builtin_skill_name import BuiltinSkillName
from ..models.builtin_skill_type import BuiltinSkillType

T = TypeVar("T", bound="BuiltinSkill")


@_attrs_define
class BuiltinSkill:
    """
    Attributes:
        type_ (BuiltinSkillType):
        name (BuiltinSkillName | str): Skill of the catalogue; office means all four.
    """

    type_: BuiltinSkillType
    name: BuiltinSkillName | str

    def to_dict(self) -> dict[str, Any]:
        type_ = self.type_.value

        name: str
        if isinstance(self.name, BuiltinSkillName):
            name = self.name.value
        else:
            name = self.name

        field_dict: dict[str, Any] = {}

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
        type_ = BuiltinSkillType(d.pop("type"))

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

        return builtin_skill
