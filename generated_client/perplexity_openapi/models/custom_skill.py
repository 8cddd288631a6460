from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Self, TypeVar

from attrs import define as _attrs_define

from ..models.custom_skill_type import CustomSkillType
from ..types import UNSET, Unset

T = TypeVar("T", bound="CustomSkill")


@_attrs_define
class CustomSkill:
    """
    Attributes:
        type_ (CustomSkillType):
        id (str): Stored skill of your organisation, skill_<id>
        version (str | Unset): Revision; the latest where left out or "latest"
    """

    type_: CustomSkillType
    id: str
    version: str | Unset = UNSET

    def to_dict(self) -> dict[str, Any]:
        type_ = self.type_.value

        id = self.id

        version = self.version

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "type": type_,
                "id": id,
            }
        )
        if version is not UNSET:
            field_dict["version"] = version

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        d = dict(src_dict)
        type_ = CustomSkillType(d.pop("type"))

        id = d.pop("id")

        version = d.pop("version", UNSET)

        custom_skill = cls(
            type_=type_,
            id=id,
            version=version,
        )

        return custom_skill
