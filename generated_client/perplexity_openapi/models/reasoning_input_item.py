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

from ..models.reasoning_input_item_status import ReasoningInputItemStatus
from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.reasoning_summary_input import ReasoningSummaryInput
    from ..models.reasoning_text_input import ReasoningTextInput


T = TypeVar("T", bound="ReasoningInputItem")


@_attrs_define
class ReasoningInputItem:
    """Reasoning of an earlier turn, sent back

    Attributes:
        summary (list[ReasoningSummaryInput]):
        type_ (Literal['reasoning']):
        content (list[ReasoningTextInput] | Unset):
        encrypted_content (str | Unset):
        id (str | Unset):
        status (ReasoningInputItemStatus | str | Unset):
    """

    summary: list[ReasoningSummaryInput]
    type_: Literal["reasoning"]
    content: list[ReasoningTextInput] | Unset = UNSET
    encrypted_content: str | Unset = UNSET
    id: str | Unset = UNSET
    status: ReasoningInputItemStatus | str | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        summary = []
        for summary_item_data in self.summary:
            summary_item = summary_item_data.to_dict()
            summary.append(summary_item)

        type_ = self.type_

        content: list[dict[str, Any]] | Unset = UNSET
        if not isinstance(self.content, Unset):
            content = []
            for content_item_data in self.content:
                content_item = content_item_data.to_dict()
                content.append(content_item)

        encrypted_content = self.encrypted_content

        id = self.id

        status: str | Unset
        if isinstance(self.status, Unset):
            status = UNSET
        elif isinstance(self.status, ReasoningInputItemStatus):
            status = self.status.value
        else:
            status = self.status

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "summary": summary,
                "type": type_,
            }
        )
        if content is not UNSET:
            field_dict["content"] = content
        if encrypted_content is not UNSET:
            field_dict["encrypted_content"] = encrypted_content
        if id is not UNSET:
            field_dict["id"] = id
        if status is not UNSET:
            field_dict["status"] = status

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        from ..models.reasoning_summary_input import ReasoningSummaryInput
        from ..models.reasoning_text_input import ReasoningTextInput

        d = dict(src_dict)
        summary = []
        _summary = d.pop("summary")
        for summary_item_data in _summary:
            summary_item = ReasoningSummaryInput.from_dict(summary_item_data)

            summary.append(summary_item)

        type_ = cast(Literal["reasoning"], d.pop("type"))
        if type_ != "reasoning":
            raise ValueError(f"type must match const 'reasoning', got '{type_}'")

        _content = d.pop("content", UNSET)
        content: list[ReasoningTextInput] | Unset = UNSET
        if _content is not UNSET:
            content = []
            for content_item_data in _content:
                content_item = ReasoningTextInput.from_dict(content_item_data)

                content.append(content_item)

        encrypted_content = d.pop("encrypted_content", UNSET)

        id = d.pop("id", UNSET)

        def _parse_status(data: object) -> ReasoningInputItemStatus | str | Unset:
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                status_type_0 = ReasoningInputItemStatus(data)

                return status_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(ReasoningInputItemStatus | str | Unset, data)

        status = _parse_status(d.pop("status", UNSET))

        reasoning_input_item = cls(
            summary=summary,
            type_=type_,
            content=content,
            encrypted_content=encrypted_content,
            id=id,
            status=status,
        )

        reasoning_input_item.additional_properties = d
        return reasoning_input_item

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
