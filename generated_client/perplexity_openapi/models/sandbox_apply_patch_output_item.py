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

from ..types import UNSET, Unset

T = TypeVar("T", bound="SandboxApplyPatchOutputItem")


@_attrs_define
class SandboxApplyPatchOutputItem:
    """
    Attributes:
        type_ (Literal['sandbox_apply_patch']):
        added (list[str] | None | Unset):
        call_id (None | str | Unset):
        deleted (list[str] | None | Unset):
        error (None | str | Unset):
        modified (list[str] | None | Unset):
    """

    type_: Literal["sandbox_apply_patch"]
    added: list[str] | None | Unset = UNSET
    call_id: None | str | Unset = UNSET
    deleted: list[str] | None | Unset = UNSET
    error: None | str | Unset = UNSET
    modified: list[str] | None | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        type_ = self.type_

        added: list[str] | None | Unset
        if isinstance(self.added, Unset):
            added = UNSET
        elif isinstance(self.added, list):
            added = self.added

        else:
            added = self.added

        call_id: None | str | Unset
        if isinstance(self.call_id, Unset):
            call_id = UNSET
        else:
            call_id = self.call_id

        deleted: list[str] | None | Unset
        if isinstance(self.deleted, Unset):
            deleted = UNSET
        elif isinstance(self.deleted, list):
            deleted = self.deleted

        else:
            deleted = self.deleted

        error: None | str | Unset
        if isinstance(self.error, Unset):
            error = UNSET
        else:
            error = self.error

        modified: list[str] | None | Unset
        if isinstance(self.modified, Unset):
            modified = UNSET
        elif isinstance(self.modified, list):
            modified = self.modified

        else:
            modified = self.modified

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "type": type_,
            }
        )
        if added is not UNSET:
            field_dict["added"] = added
        if call_id is not UNSET:
            field_dict["call_id"] = call_id
        if deleted is not UNSET:
            field_dict["deleted"] = deleted
        if error is not UNSET:
            field_dict["error"] = error
        if modified is not UNSET:
            field_dict["modified"] = modified

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        d = dict(src_dict)
        type_ = cast(Literal["sandbox_apply_patch"], d.pop("type"))
        if type_ != "sandbox_apply_patch":
            raise ValueError(
                f"type must match const 'sandbox_apply_patch', got '{type_}'"
            )

        def _parse_added(data: object) -> list[str] | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, list):
                    raise TypeError()
                added_type_0 = cast(list[str], data)

                return added_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(list[str] | None | Unset, data)

        added = _parse_added(d.pop("added", UNSET))

        def _parse_call_id(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        call_id = _parse_call_id(d.pop("call_id", UNSET))

        def _parse_deleted(data: object) -> list[str] | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, list):
                    raise TypeError()
                deleted_type_0 = cast(list[str], data)

                return deleted_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(list[str] | None | Unset, data)

        deleted = _parse_deleted(d.pop("deleted", UNSET))

        def _parse_error(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        error = _parse_error(d.pop("error", UNSET))

        def _parse_modified(data: object) -> list[str] | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, list):
                    raise TypeError()
                modified_type_0 = cast(list[str], data)

                return modified_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(list[str] | None | Unset, data)

        modified = _parse_modified(d.pop("modified", UNSET))

        sandbox_apply_patch_output_item = cls(
            type_=type_,
            added=added,
            call_id=call_id,
            deleted=deleted,
            error=error,
            modified=modified,
        )

        sandbox_apply_patch_output_item.additional_properties = d
        return sandbox_apply_patch_output_item

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
