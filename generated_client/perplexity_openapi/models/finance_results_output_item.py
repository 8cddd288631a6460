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
    from ..models.finance_result import FinanceResult


T = TypeVar("T", bound="FinanceResultsOutputItem")


@_attrs_define
class FinanceResultsOutputItem:
    """One call of finance_search

    Attributes:
        type_ (Literal['finance_results']):
        categories (list[str] | None | Unset): Kinds of figures asked for
        results (list[FinanceResult] | None | Unset): What was found
        tickers (list[str] | None | Unset): Symbols asked for
    """

    type_: Literal["finance_results"]
    categories: list[str] | None | Unset = UNSET
    results: list[FinanceResult] | None | Unset = UNSET
    tickers: list[str] | None | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        type_ = self.type_

        categories: list[str] | None | Unset
        if isinstance(self.categories, Unset):
            categories = UNSET
        elif isinstance(self.categories, list):
            categories = self.categories

        else:
            categories = self.categories

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

        tickers: list[str] | None | Unset
        if isinstance(self.tickers, Unset):
            tickers = UNSET
        elif isinstance(self.tickers, list):
            tickers = self.tickers

        else:
            tickers = self.tickers

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "type": type_,
            }
        )
        if categories is not UNSET:
            field_dict["categories"] = categories
        if results is not UNSET:
            field_dict["results"] = results
        if tickers is not UNSET:
            field_dict["tickers"] = tickers

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        from ..models.finance_result import FinanceResult

        d = dict(src_dict)
        type_ = cast(Literal["finance_results"], d.pop("type"))
        if type_ != "finance_results":
            raise ValueError(f"type must match const 'finance_results', got '{type_}'")

        def _parse_categories(data: object) -> list[str] | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, list):
                    raise TypeError()
                categories_type_0 = cast(list[str], data)

                return categories_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(list[str] | None | Unset, data)

        categories = _parse_categories(d.pop("categories", UNSET))

        def _parse_results(data: object) -> list[FinanceResult] | None | Unset:
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
                    results_type_0_item = FinanceResult.from_dict(
                        results_type_0_item_data
                    )

                    results_type_0.append(results_type_0_item)

                return results_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(list[FinanceResult] | None | Unset, data)

        results = _parse_results(d.pop("results", UNSET))

        def _parse_tickers(data: object) -> list[str] | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, list):
                    raise TypeError()
                tickers_type_0 = cast(list[str], data)

                return tickers_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(list[str] | None | Unset, data)

        tickers = _parse_tickers(d.pop("tickers", UNSET))

        finance_results_output_item = cls(
            type_=type_,
            categories=categories,
            results=results,
            tickers=tickers,
        )

        finance_results_output_item.additional_properties = d
        return finance_results_output_item

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
