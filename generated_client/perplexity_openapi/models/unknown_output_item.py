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

from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.unknown_output_item_payload import UnknownOutputItemPayload


T = TypeVar("T", bound="UnknownOutputItem")


@_attrs_define
class UnknownOutputItem:
    """An item without a public form

    Attributes:
        type_ (Literal['unknown']):
        item_name (None | str | Unset):
        payload (None | UnknownOutputItemPayload | Unset):
    """

    type_: Literal["unknown"]
    item_name: None | str | Unset = UNSET
    payload: None | UnknownOutputItemPayload | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        from ..models.unknown_output_item_payload import UnknownOutputItemPayload

        type_ = self.type_

        item_name: None | str | Unset
        if isinstance(self.item_name, Unset):
            item_name = UNSET
        else:
            item_name = self.item_name

        payload: dict[str, Any] | None | Unset
        if isinstance(self.payload, Unset):
            payload = UNSET
        elif isinstance(self.payload, UnknownOutputItemPayload):
            payload = self.payload.to_dict()
        else:
            payload = self.payload

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "type": type_,
            }
        )
        if item_name is not UNSET:
            field_dict["item_name"] = item_name
        if payload is not UNSET:
            field_dict["payload"] = payload

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        from ..models.unknown_output_item_payload import UnknownOutputItemPayload

        d = dict(src_dict)
        type_ = cast(Literal["unknown"], d.pop("type"))
        if type_ != "unknown":
            raise ValueError(f"type must match const 'unknown', got '{type_}'")

        def _parse_item_name(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        item_name = _parse_item_name(d.pop("item_name", UNSET))

        def _parse_payload(data: object) -> None | UnknownOutputItemPayload | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                payload_type_0 = UnknownOutputItemPayload.from_dict(data)

                return payload_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | UnknownOutputItemPayload | Unset, data)

        payload = _parse_payload(d.pop("payload", UNSET))

        unknown_output_item = cls(
            type_=type_,
            item_name=item_name,
            payload=payload,
        )

        unknown_output_item.additional_properties = d
        return unknown_output_item

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
