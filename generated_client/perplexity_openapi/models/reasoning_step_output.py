from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Self, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.execute_python_step_details import ExecutePythonStepDetails
    from ..models.fetch_url_content_step_details import FetchUrlContentStepDetails
    from ..models.web_search_step_details import WebSearchStepDetails


T = TypeVar("T", bound="ReasoningStepOutput")


@_attrs_define
class ReasoningStepOutput:
    """Reasoning step wrapper class

    Attributes:
        thought (None | str | Unset):
        type_ (None | str | Unset):
        web_search (None | Unset | WebSearchStepDetails):
        fetch_url_content (FetchUrlContentStepDetails | None | Unset):
        execute_python (ExecutePythonStepDetails | None | Unset):
    """

    thought: None | str | Unset = UNSET
    type_: None | str | Unset = UNSET
    web_search: None | Unset | WebSearchStepDetails = UNSET
    fetch_url_content: FetchUrlContentStepDetails | None | Unset = UNSET
    execute_python: ExecutePythonStepDetails | None | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        from ..models.execute_python_step_details import ExecutePythonStepDetails
        from ..models.fetch_url_content_step_details import FetchUrlContentStepDetails
        from ..models.web_search_step_details import WebSearchStepDetails

        thought: None | str | Unset
        if isinstance(self.thought, Unset):
            thought = UNSET
        else:
            thought = self.thought

        type_: None | str | Unset
        if isinstance(self.type_, Unset):
            type_ = UNSET
        else:
            type_ = self.type_

        web_search: dict[str, Any] | None | Unset
        if isinstance(self.web_search, Unset):
            web_search = UNSET
        elif isinstance(self.web_search, WebSearchStepDetails):
            web_search = self.web_search.to_dict()
        else:
            web_search = self.web_search

        fetch_url_content: dict[str, Any] | None | Unset
        if isinstance(self.fetch_url_content, Unset):
            fetch_url_content = UNSET
        elif isinstance(self.fetch_url_content, FetchUrlContentStepDetails):
            fetch_url_content = self.fetch_url_content.to_dict()
        else:
            fetch_url_content = self.fetch_url_content

        execute_python: dict[str, Any] | None | Unset
        if isinstance(self.execute_python, Unset):
            execute_python = UNSET
        elif isinstance(self.execute_python, ExecutePythonStepDetails):
            execute_python = self.execute_python.to_dict()
        else:
            execute_python = self.execute_python

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update({})
        if thought is not UNSET:
            field_dict["thought"] = thought
        if type_ is not UNSET:
            field_dict["type"] = type_
        if web_search is not UNSET:
            field_dict["web_search"] = web_search
        if fetch_url_content is not UNSET:
            field_dict["fetch_url_content"] = fetch_url_content
        if execute_python is not UNSET:
            field_dict["execute_python"] = execute_python

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        from ..models.execute_python_step_details import ExecutePythonStepDetails
        from ..models.fetch_url_content_step_details import FetchUrlContentStepDetails
        from ..models.web_search_step_details import WebSearchStepDetails

        d = dict(src_dict)

        def _parse_thought(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        thought = _parse_thought(d.pop("thought", UNSET))

        def _parse_type_(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        type_ = _parse_type_(d.pop("type", UNSET))

        def _parse_web_search(data: object) -> None | Unset | WebSearchStepDetails:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                web_search_type_0 = WebSearchStepDetails.from_dict(data)

                return web_search_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | Unset | WebSearchStepDetails, data)

        web_search = _parse_web_search(d.pop("web_search", UNSET))

        def _parse_fetch_url_content(
            data: object,
        ) -> FetchUrlContentStepDetails | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                fetch_url_content_type_0 = FetchUrlContentStepDetails.from_dict(data)

                return fetch_url_content_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(FetchUrlContentStepDetails | None | Unset, data)

        fetch_url_content = _parse_fetch_url_content(d.pop("fetch_url_content", UNSET))

        def _parse_execute_python(
            data: object,
        ) -> ExecutePythonStepDetails | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                execute_python_type_0 = ExecutePythonStepDetails.from_dict(data)

                return execute_python_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(ExecutePythonStepDetails | None | Unset, data)

        execute_python = _parse_execute_python(d.pop("execute_python", UNSET))

        reasoning_step_output = cls(
            thought=thought,
            type_=type_,
            web_search=web_search,
            fetch_url_content=fetch_url_content,
            execute_python=execute_python,
        )

        reasoning_step_output.additional_properties = d
        return reasoning_step_output

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
