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

from ..models.function_call_output_input_status import FunctionCallOutputInputStatus
from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.function_call_output_image_part import FunctionCallOutputImagePart
    from ..models.function_call_output_text_part import FunctionCallOutputTextPart
    from ..models.unknown_object import UnknownObject


T = TypeVar("T", bound="FunctionCallOutputInput")


@_attrs_define
class FunctionCallOutputInput:
    """
    Attributes:
        call_id (str): That of the function_call
        output (list[FunctionCallOutputImagePart | FunctionCallOutputTextPart | UnknownObject] | str): The result as
            JSON text, or as parts
        type_ (Literal['function_call_output']):
        id (None | str | Unset): Set where the item came from the API
        name (str | Unset): Name of the function; some providers want it
        status (FunctionCallOutputInputStatus | None | str | Unset): Set where the item came from the API
        thought_signature (str | Unset): Opaque, base64, as it came
    """

    call_id: str
    output: (
        list[FunctionCallOutputImagePart | FunctionCallOutputTextPart | UnknownObject]
        | str
    )
    type_: Literal["function_call_output"]
    id: None | str | Unset = UNSET
    name: str | Unset = UNSET
    status: FunctionCallOutputInputStatus | None | str | Unset = UNSET
    thought_signature: str | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        from ..models.function_call_output_image_part import FunctionCallOutputImagePart
        from ..models.function_call_output_text_part import FunctionCallOutputTextPart

        call_id = self.call_id

        output: list[dict[str, Any]] | str
        if isinstance(self.output, list):
            output = []
            for output_output_part_array_item_data in self.output:
                output_output_part_array_item: dict[str, Any]
                if isinstance(
                    output_output_part_array_item_data, FunctionCallOutputTextPart
                ) or isinstance(
                    output_output_part_array_item_data, FunctionCallOutputImagePart
                ):
                    output_output_part_array_item = (
                        output_output_part_array_item_data.to_dict()
                    )
                else:
                    output_output_part_array_item = (
                        output_output_part_array_item_data.to_dict()
                    )

                output.append(output_output_part_array_item)

        else:
            output = self.output

        type_ = self.type_

        id: None | str | Unset
        if isinstance(self.id, Unset):
            id = UNSET
        else:
            id = self.id

        name = self.name

        status: None | str | Unset
        if isinstance(self.status, Unset):
            status = UNSET
        elif isinstance(self.status, FunctionCallOutputInputStatus):
            status = self.status.value
        else:
            status = self.status

        thought_signature = self.thought_signature

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "call_id": call_id,
                "output": output,
                "type": type_,
            }
        )
        if id is not UNSET:
            field_dict["id"] = id
        if name is not UNSET:
            field_dict["name"] = name
        if status is not UNSET:
            field_dict["status"] = status
        if thought_signature is not UNSET:
            field_dict["thought_signature"] = thought_signature

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        from ..models.function_call_output_image_part import FunctionCallOutputImagePart
        from ..models.function_call_output_text_part import FunctionCallOutputTextPart
        from ..models.unknown_object import UnknownObject

        d = dict(src_dict)
        call_id = d.pop("call_id")

        def _parse_output(
            data: object,
        ) -> (
            list[
                FunctionCallOutputImagePart | FunctionCallOutputTextPart | UnknownObject
            ]
            | str
        ):
            try:
                if not isinstance(data, list):
                    raise TypeError()
                output_output_part_array = []
                _output_output_part_array = data
                for output_output_part_array_item_data in _output_output_part_array:

                    def _parse_output_output_part_array_item(
                        data: object,
                    ) -> (
                        FunctionCallOutputImagePart
                        | FunctionCallOutputTextPart
                        | UnknownObject
                    ):
                        try:
                            if not isinstance(data, dict):
                                raise TypeError()
                            output_output_part_array_item_type_0 = (
                                FunctionCallOutputTextPart.from_dict(data)
                            )

                            return output_output_part_array_item_type_0
                        except (TypeError, ValueError, AttributeError, KeyError):
                            pass
                        try:
                            if not isinstance(data, dict):
                                raise TypeError()
                            output_output_part_array_item_type_1 = (
                                FunctionCallOutputImagePart.from_dict(data)
                            )

                            return output_output_part_array_item_type_1
                        except (TypeError, ValueError, AttributeError, KeyError):
                            pass
                        if not isinstance(data, dict):
                            raise TypeError()
                        output_output_part_array_item_type_2 = UnknownObject.from_dict(
                            data
                        )

                        return output_output_part_array_item_type_2

                    output_output_part_array_item = (
                        _parse_output_output_part_array_item(
                            output_output_part_array_item_data
                        )
                    )

                    output_output_part_array.append(output_output_part_array_item)

                return output_output_part_array
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(
                list[
                    FunctionCallOutputImagePart
                    | FunctionCallOutputTextPart
                    | UnknownObject
                ]
                | str,
                data,
            )

        output = _parse_output(d.pop("output"))

        type_ = cast(Literal["function_call_output"], d.pop("type"))
        if type_ != "function_call_output":
            raise ValueError(
                f"type must match const 'function_call_output', got '{type_}'"
            )

        def _parse_id(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        id = _parse_id(d.pop("id", UNSET))

        name = d.pop("name", UNSET)

        def _parse_status(
            data: object,
        ) -> FunctionCallOutputInputStatus | None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                status_type_0 = FunctionCallOutputInputStatus(data)

                return status_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(FunctionCallOutputInputStatus | None | str | Unset, data)

        status = _parse_status(d.pop("status", UNSET))

        thought_signature = d.pop("thought_signature", UNSET)

        function_call_output_input = cls(
            call_id=call_id,
            output=output,
            type_=type_,
            id=id,
            name=name,
            status=status,
            thought_signature=thought_signature,
        )

        function_call_output_input.additional_properties = d
        return function_call_output_input

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
