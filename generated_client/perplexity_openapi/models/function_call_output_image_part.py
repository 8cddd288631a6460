from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Self, TypeVar, cast

from attrs import define as _attrs_define

from ..models.function_call_output_image_part_detail import (
    FunctionCallOutputImagePartDetail,
)
from ..models.function_call_output_image_part_type import (
    FunctionCallOutputImagePartType,
)
from ..types import UNSET, Unset

T = TypeVar("T", bound="FunctionCallOutputImagePart")


@_attrs_define
class FunctionCallOutputImagePart:
    """
    Attributes:
        image_url (str): HTTP(S) address or data URI
        type_ (FunctionCallOutputImagePartType):
        detail (FunctionCallOutputImagePartDetail | None | str | Unset): Taken, and not used
    """

    image_url: str
    type_: FunctionCallOutputImagePartType
    detail: FunctionCallOutputImagePartDetail | None | str | Unset = UNSET

    def to_dict(self) -> dict[str, Any]:
        image_url = self.image_url

        type_ = self.type_.value

        detail: None | str | Unset
        if isinstance(self.detail, Unset):
            detail = UNSET
        elif isinstance(self.detail, FunctionCallOutputImagePartDetail):
            detail = self.detail.value
        else:
            detail = self.detail

        field_dict: dict[str, Any] = {}

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

        type_ = FunctionCallOutputImagePartType(d.pop("type"))

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

        return function_call_output_image_part
