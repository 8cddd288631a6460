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

from ..models.sandbox_results_output_item_language import (
    SandboxResultsOutputItemLanguage,
)
from ..models.sandbox_results_output_item_status import SandboxResultsOutputItemStatus
from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.sandbox_result import SandboxResult


T = TypeVar("T", bound="SandboxResultsOutputItem")


@_attrs_define
class SandboxResultsOutputItem:
    """Code that ran in the sandbox, and what came of it

    Attributes:
        type_ (Literal['sandbox_results']):
        call_id (None | str | Unset): Id of the call
        code (None | str | Unset): The code
        container_id (None | str | Unset): Id of the container
        language (None | SandboxResultsOutputItemLanguage | str | Unset): Language of the code
        results (list[SandboxResult] | None | Unset): One entry per run
        stdout (None | str | Unset): What it wrote
        stderr (None | str | Unset): What it complained about
        exit_code (int | None | Unset): 0 where it ran well
        duration_ms (int | None | Unset): Time it took
        status (None | SandboxResultsOutputItemStatus | str | Unset): How it ended
    """

    type_: Literal["sandbox_results"]
    call_id: None | str | Unset = UNSET
    code: None | str | Unset = UNSET
    container_id: None | str | Unset = UNSET
    language: None | SandboxResultsOutputItemLanguage | str | Unset = UNSET
    results: list[SandboxResult] | None | Unset = UNSET
    stdout: None | str | Unset = UNSET
    stderr: None | str | Unset = UNSET
    exit_code: int | None | Unset = UNSET
    duration_ms: int | None | Unset = UNSET
    status: None | SandboxResultsOutputItemStatus | str | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        type_ = self.type_

        call_id: None | str | Unset
        if isinstance(self.call_id, Unset):
            call_id = UNSET
        else:
            call_id = self.call_id

        code: None | str | Unset
        if isinstance(self.code, Unset):
            code = UNSET
        else:
            code = self.code

        container_id: None | str | Unset
        if isinstance(self.container_id, Unset):
            container_id = UNSET
        else:
            container_id = self.container_id

        language: None | str | Unset
        if isinstance(self.language, Unset):
            language = UNSET
        elif isinstance(self.language, SandboxResultsOutputItemLanguage):
            language = self.language.value
        else:
            language = self.language

        results: list[dict[str, Any]] | None | Unset
        if isinstance(self.results, Unset):
            results = UNSET
        elif isinstance(self.results, list):
            results = []
            for results_type_0_item_data in self.results:
                results_type_0_item = results_type_0_item_data.to_dict()
                results.append(results_type_0_item)

        else:
            results = self.results

        stdout: None | str | Unset
        if isinstance(self.stdout, Unset):
            stdout = UNSET
        else:
            stdout = self.stdout

        stderr: None | str | Unset
        if isinstance(self.stderr, Unset):
            stderr = UNSET
        else:
            stderr = self.stderr

        exit_code: int | None | Unset
        if isinstance(self.exit_code, Unset):
            exit_code = UNSET
        else:
            exit_code = self.exit_code

        duration_ms: int | None | Unset
        if isinstance(self.duration_ms, Unset):
            duration_ms = UNSET
        else:
            duration_ms = self.duration_ms

        status: None | str | Unset
        if isinstance(self.status, Unset):
            status = UNSET
        elif isinstance(self.status, SandboxResultsOutputItemStatus):
            status = self.status.value
        else:
            status = self.status

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "type": type_,
            }
        )
        if call_id is not UNSET:
            field_dict["call_id"] = call_id
        if code is not UNSET:
            field_dict["code"] = code
        if container_id is not UNSET:
            field_dict["container_id"] = container_id
        if language is not UNSET:
            field_dict["language"] = language
        if results is not UNSET:
            field_dict["results"] = results
        if stdout is not UNSET:
            field_dict["stdout"] = stdout
        if stderr is not UNSET:
            field_dict["stderr"] = stderr
        if exit_code is not UNSET:
            field_dict["exit_code"] = exit_code
        if duration_ms is not UNSET:
            field_dict["duration_ms"] = duration_ms
        if status is not UNSET:
            field_dict["status"] = status

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        from ..models.sandbox_result import SandboxResult

        d = dict(src_dict)
        type_ = cast(Literal["sandbox_results"], d.pop("type"))
        if type_ != "sandbox_results":
            raise ValueError(f"type must match const 'sandbox_results', got '{type_}'")

        def _parse_call_id(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        call_id = _parse_call_id(d.pop("call_id", UNSET))

        def _parse_code(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        code = _parse_code(d.pop("code", UNSET))

        def _parse_container_id(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        container_id = _parse_container_id(d.pop("container_id", UNSET))

        def _parse_language(
            data: object,
        ) -> None | SandboxResultsOutputItemLanguage | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                language_type_0 = SandboxResultsOutputItemLanguage(data)

                return language_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | SandboxResultsOutputItemLanguage | str | Unset, data)

        language = _parse_language(d.pop("language", UNSET))

        def _parse_results(data: object) -> list[SandboxResult] | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, list):
                    raise TypeError()
                results_type_0 = []
                _results_type_0 = data
                for results_type_0_item_data in _results_type_0:
                    results_type_0_item = SandboxResult.from_dict(
                        results_type_0_item_data
                    )

                    results_type_0.append(results_type_0_item)

                return results_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(list[SandboxResult] | None | Unset, data)

        results = _parse_results(d.pop("results", UNSET))

        def _parse_stdout(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        stdout = _parse_stdout(d.pop("stdout", UNSET))

        def _parse_stderr(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        stderr = _parse_stderr(d.pop("stderr", UNSET))

        def _parse_exit_code(data: object) -> int | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(int | None | Unset, data)

        exit_code = _parse_exit_code(d.pop("exit_code", UNSET))

        def _parse_duration_ms(data: object) -> int | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(int | None | Unset, data)

        duration_ms = _parse_duration_ms(d.pop("duration_ms", UNSET))

        def _parse_status(
            data: object,
        ) -> None | SandboxResultsOutputItemStatus | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                status_type_0 = SandboxResultsOutputItemStatus(data)

                return status_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | SandboxResultsOutputItemStatus | str | Unset, data)

        status = _parse_status(d.pop("status", UNSET))

        sandbox_results_output_item = cls(
            type_=type_,
            call_id=call_id,
            code=code,
            container_id=container_id,
            language=language,
            results=results,
            stdout=stdout,
            stderr=stderr,
            exit_code=exit_code,
            duration_ms=duration_ms,
            status=status,
        )

        sandbox_results_output_item.additional_properties = d
        return sandbox_results_output_item

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
