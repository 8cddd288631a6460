from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Self, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.approval_filter import ApprovalFilter


T = TypeVar("T", bound="ApprovalFilters")


@_attrs_define
class ApprovalFilters:
    """
    Attributes:
        always (ApprovalFilter | Unset):
        never (ApprovalFilter | Unset):
    """

    always: ApprovalFilter | Unset = UNSET
    never: ApprovalFilter | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        always: dict[str, Any] | Unset = UNSET
        if not isinstance(self.always, Unset):
            always = self.always.to_dict()

        never: dict[str, Any] | Unset = UNSET
        if not isinstance(self.never, Unset):
            never = self.never.to_dict()

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update({})
        if always is not UNSET:
            field_dict["always"] = always
        if never is not UNSET:
            field_dict["never"] = never

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        from ..models.approval_filter import ApprovalFilter

        d = dict(src_dict)
        _always = d.pop("always", UNSET)
        always: ApprovalFilter | Unset
        if isinstance(_always, Unset):
            always = UNSET
        else:
            always = ApprovalFilter.from_dict(_always)

        _never = d.pop("never", UNSET)
        never: ApprovalFilter | Unset
        if isinstance(_never, Unset):
            never = UNSET
        else:
            never = ApprovalFilter.from_dict(_never)

        approval_filters = cls(
            always=always,
            never=never,
        )

        approval_filters.additional_properties = d
        return approval_filters

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
