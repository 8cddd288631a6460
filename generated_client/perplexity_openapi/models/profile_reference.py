from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Self, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

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
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        id = self.id

        type_: str
        if isinstance(self.type_, ProfileReferenceType):
            type_ = self.type_.value
        else:
            type_ = self.type_

        version = self.version

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
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

        profile_reference.additional_properties = d
        return profile_reference

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
