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

from ..models.function_call_output_image_part_detail import (
    FunctionCallOutputImagePartDetail,
)
from ..types import UNSET, Unset

T = TypeVar("T", bound="FunctionCallOutputImagePart")


@_attrs_define
class FunctionCallOutputImagePart:
    """
    Attributes:
        image_url (str): HTTP(S) address or data URI
        type_ (Literal['input_image']):
        detail (FunctionCallOutputImagePartDetail | None | str | Unset): Taken, and not used
    """

    image_url: str
    type_: Literal["input_image"]
    detail: FunctionCallOutputImagePartDetail | None | str | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        image_url = self.image_url

        type_ = self.type_

        detail: None | str | Unset
        if isinstance(self.detail, Unset):
            detail = UNSET
        elif isinstance(self.detail, FunctionCallOutputImagePartDetail):
            detail = self.detail.value
        else:
            detail = self.detail

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "image_url": image_url,
                "type": type_,
            }
        )
        if detail is not UNSET:
            field_dict["detail"] = detail

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        d = dict(src_dict)
        image_url = d.pop("image_url")

        type_ = cast(Literal["input_image"], d.pop("type"))
        if type_ != "input_image":
            raise ValueError(f"type must match const 'input_image', got '{type_}'")

        def _parse_detail(
            data: object,
        ) -> FunctionCallOutputImagePartDetail | None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                detail_type_0 = FunctionCallOutputImagePartDetail(data)

                return detail_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(FunctionCallOutputImagePartDetail | None | str | Unset, data)

        detail = _parse_detail(d.pop("detail", UNSET))

        function_call_output_image_part = cls(
            image_url=image_url,
            type_=type_,
            detail=detail,
        )

        function_call_output_image_part.additional_properties = d
        return function_call_output_image_part

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
