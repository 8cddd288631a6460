from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Self, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.async_api_chat_completions_response_summary import (
        AsyncApiChatCompletionsResponseSummary,
    )


T = TypeVar("T", bound="ListAsyncApiChatCompletionsResponse")


@_attrs_define
class ListAsyncApiChatCompletionsResponse:
    """
    Attributes:
        next_token (None | str | Unset): Token for fetching the next page of results.
        requests (list[AsyncApiChatCompletionsResponseSummary] | None | Unset):
    """

    next_token: None | str | Unset = UNSET
    requests: list[AsyncApiChatCompletionsResponseSummary] | None | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        next_token: None | str | Unset
        if isinstance(self.next_token, Unset):
            next_token = UNSET
        else:
            next_token = self.next_token

        requests: list[dict[str, Any]] | None | Unset
        if isinstance(self.requests, Unset):
            requests = UNSET
        elif isinstance(self.requests, list):
            requests = []
            for requests_type_0_item_data in self.requests:
                requests_type_0_item = requests_type_0_item_data.to_dict()
                requests.append(requests_type_0_item)

        else:
            requests = self.requests

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update({})
        if next_token is not UNSET:
            field_dict["next_token"] = next_token
        if requests is not UNSET:
            field_dict["requests"] = requests

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        from ..models.async_api_chat_completions_response_summary import (
            AsyncApiChatCompletionsResponseSummary,
        )

        d = dict(src_dict)

        def _parse_next_token(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        next_token = _parse_next_token(d.pop("next_token", UNSET))

        def _parse_requests(
            data: object,
        ) -> list[AsyncApiChatCompletionsResponseSummary] | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, list):
                    raise TypeError()
                requests_type_0 = []
                _requests_type_0 = data
                for requests_type_0_item_data in _requests_type_0:
                    requests_type_0_item = (
                        AsyncApiChatCompletionsResponseSummary.from_dict(
                            requests_type_0_item_data
                        )
                    )

                    requests_type_0.append(requests_type_0_item)

                return requests_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(
                list[AsyncApiChatCompletionsResponseSummary] | None | Unset, data
            )

        requests = _parse_requests(d.pop("requests", UNSET))

        list_async_api_chat_completions_response = cls(
            next_token=next_token,
            requests=requests,
        )

        list_async_api_chat_completions_response.additional_properties = d
        return list_async_api_chat_completions_response

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
