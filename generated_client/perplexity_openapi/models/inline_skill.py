from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Self, TypeVar

from attrs import define as _attrs_define

from ..models.inline_skill_type import InlineSkillType

T = TypeVar("T", bound="InlineSkill")


@_attrs_define
class InlineSkill:
    """
    Attributes:
        type_ (InlineSkillType):
        name (str): Lower case, single hyphens
        description (str): What it is for; at most 1,024 bytes
        instructions (str): What load_skill returns; at most 65,536 bytes each, 262,144 in one request
    """

    type_: InlineSkillType
    name: str
    description: str
    instructions: str

    def to_dict(self) -> dict[str, Any]:
        type_ = self.type_.value

        name = self.name

        description = self.description

        instructions = self.instructions

        field_dict: dict[str, Any] = {}

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
        type_ = InlineSkillType(d.pop("type"))

        name = d.pop("name")

        description = d.pop("description")

        instructions = d.pop("instructions")

        inline_skill = cls(
            type_=type_,
            name=name,
            description=description,
            instructions=instructions,
        )

        return inline_skill
