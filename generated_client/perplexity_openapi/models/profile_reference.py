from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Self, TypeVar, cast

from attrs import define as _attrs_define

from ..models.profile_reference_type import ProfileReferenceType
from ..types import UNSET, Unset

T = TypeVar("T", bound="ProfileReference")


@_attrs_define
class ProfileReference:
    """
    Attributes:
        id (str):
        type_ (ProfileReferenceType | str):
        version (str | Unset): Version of the profile; the latest where it is left out or "latest".
    """

    id: str
    type_: ProfileReferenceType | str
    version: str | Unset = UNSET

    def to_dict(self) -> dict[str, Any]:
        id = self.id

        type_: str
        if isinstance(self.type_, ProfileReferenceType):
            type_ = self.type_.value
        else:
            type_ = self.type_

        version = self.version

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "id": id,
                "type": type_,
            }
        )
        if version is not UNSET:
            field_dict["version"] = version

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        d = dict(src_dict)
        id = d.pop("id")

        def _parse_type_(data: object) -> ProfileReferenceType | str:
            try:
                if not isinstance(data, str):
                    raise TypeError()
                type_type_0 = ProfileReferenceType(data)

                return type_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(ProfileReferenceType | str, data)

        type_ = _parse_type_(d.pop("type"))

        version = d.pop("version", UNSET)

        profile_reference = cls(
            id=id,
            type_=type_,
            version=version,
        )

        return profile_reference
