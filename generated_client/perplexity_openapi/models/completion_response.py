from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Self, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.completion_response_status import CompletionResponseStatus
from ..models.completion_response_type import CompletionResponseType
from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.api_public_search_result import ApiPublicSearchResult
    from ..models.choice import Choice
    from ..models.image_result import ImageResult
    from ..models.usage_info import UsageInfo


T = TypeVar("T", bound="CompletionResponse")


@_attrs_define
class CompletionResponse:
    """
    Attributes:
        id (None | str | Unset):
        model (None | str | Unset):
        created (int | None | Unset):
        usage (None | Unset | UsageInfo):
        object_ (None | str | Unset):
        choices (list[Choice] | None | Unset):
        citations (list[str] | None | Unset):
        search_results (list[ApiPublicSearchResult] | None | Unset):
        type_ (CompletionResponseType | None | str | Unset):
        status (CompletionResponseStatus | None | str | Unset):
        images (list[ImageResult] | None | Unset): Asked for with `return_images`.
        related_questions (list[str] | None | Unset): Asked for with `return_related_questions`.
    """

    id: None | str | Unset = UNSET
    model: None | str | Unset = UNSET
    created: int | None | Unset = UNSET
    usage: None | Unset | UsageInfo = UNSET
    object_: None | str | Unset = UNSET
    choices: list[Choice] | None | Unset = UNSET
    citations: list[str] | None | Unset = UNSET
    search_results: list[ApiPublicSearchResult] | None | Unset = UNSET
    type_: CompletionResponseType | None | str | Unset = UNSET
    status: CompletionResponseStatus | None | str | Unset = UNSET
    images: list[ImageResult] | None | Unset = UNSET
    related_questions: list[str] | None | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        from ..models.usage_info import UsageInfo

        id: None | str | Unset
        if isinstance(self.id, Unset):
            id = UNSET
        else:
            id = self.id

        model: None | str | Unset
        if isinstance(self.model, Unset):
            model = UNSET
        else:
            model = self.model

        created: int | None | Unset
        if isinstance(self.created, Unset):
            created = UNSET
        else:
            created = self.created

        usage: dict[str, Any] | None | Unset
        if isinstance(self.usage, Unset):
            usage = UNSET
        elif isinstance(self.usage, UsageInfo):
            usage = self.usage.to_dict()
        else:
            usage = self.usage

        object_: None | str | Unset
        if isinstance(self.object_, Unset):
            object_ = UNSET
        else:
            object_ = self.object_

        choices: list[dict[str, Any]] | None | Unset
        if isinstance(self.choices, Unset):
            choices = UNSET
        elif isinstance(self.choices, list):
            choices = []
            for choices_type_0_item_data in self.choices:
                choices_type_0_item = choices_type_0_item_data.to_dict()
                choices.append(choices_type_0_item)

        else:
            choices = self.choices

        citations: list[str] | None | Unset
        if isinstance(self.citations, Unset):
            citations = UNSET
        elif isinstance(self.citations, list):
            citations = self.citations

        else:
            citations = self.citations

        search_results: list[dict[str, Any]] | None | Unset
        if isinstance(self.search_results, Unset):
            search_results = UNSET
        elif isinstance(self.search_results, list):
            search_results = []
            for search_results_type_0_item_data in self.search_results:
                search_results_type_0_item = search_results_type_0_item_data.to_dict()
                search_results.append(search_results_type_0_item)

        else:
            search_results = self.search_results

        type_: None | str | Unset
        if isinstance(self.type_, Unset):
            type_ = UNSET
        elif isinstance(self.type_, CompletionResponseType):
            type_ = self.type_.value
        else:
            type_ = self.type_

        status: None | str | Unset
        if isinstance(self.status, Unset):
            status = UNSET
        elif isinstance(self.status, CompletionResponseStatus):
            status = self.status.value
        else:
            status = self.status

        images: list[dict[str, Any]] | None | Unset
        if isinstance(self.images, Unset):
            images = UNSET
        elif isinstance(self.images, list):
            images = []
            for images_type_0_item_data in self.images:
                images_type_0_item = images_type_0_item_data.to_dict()
                images.append(images_type_0_item)

        else:
            images = self.images

        related_questions: list[str] | None | Unset
        if isinstance(self.related_questions, Unset):
            related_questions = UNSET
        elif isinstance(self.related_questions, list):
            related_questions = self.related_questions

        else:
            related_questions = self.related_questions

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update({})
        if id is not UNSET:
            field_dict["id"] = id
        if model is not UNSET:
            field_dict["model"] = model
        if created is not UNSET:
            field_dict["created"] = created
        if usage is not UNSET:
            field_dict["usage"] = usage
        if object_ is not UNSET:
            field_dict["object"] = object_
        if choices is not UNSET:
            field_dict["choices"] = choices
        if citations is not UNSET:
            field_dict["citations"] = citations
        if search_results is not UNSET:
            field_dict["search_results"] = search_results
        if type_ is not UNSET:
            field_dict["type"] = type_
        if status is not UNSET:
            field_dict["status"] = status
        if images is not UNSET:
            field_dict["images"] = images
        if related_questions is not UNSET:
            field_dict["related_questions"] = related_questions

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        from ..models.api_public_search_result import ApiPublicSearchResult
        from ..models.choice import Choice
        from ..models.image_result import ImageResult
        from ..models.usage_info import UsageInfo

        d = dict(src_dict)

        def _parse_id(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        id = _parse_id(d.pop("id", UNSET))

        def _parse_model(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        model = _parse_model(d.pop("model", UNSET))

        def _parse_created(data: object) -> int | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(int | None | Unset, data)

        created = _parse_created(d.pop("created", UNSET))

        def _parse_usage(data: object) -> None | Unset | UsageInfo:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                usage_type_0 = UsageInfo.from_dict(data)

                return usage_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | Unset | UsageInfo, data)

        usage = _parse_usage(d.pop("usage", UNSET))

        def _parse_object_(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        object_ = _parse_object_(d.pop("object", UNSET))

        def _parse_choices(data: object) -> list[Choice] | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, list):
                    raise TypeError()
                choices_type_0 = []
                _choices_type_0 = data
                for choices_type_0_item_data in _choices_type_0:
                    choices_type_0_item = Choice.from_dict(choices_type_0_item_data)

                    choices_type_0.append(choices_type_0_item)

                return choices_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(list[Choice] | None | Unset, data)

        choices = _parse_choices(d.pop("choices", UNSET))

        def _parse_citations(data: object) -> list[str] | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, list):
                    raise TypeError()
                citations_type_0 = cast(list[str], data)

                return citations_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(list[str] | None | Unset, data)

        citations = _parse_citations(d.pop("citations", UNSET))

        def _parse_search_results(
            data: object,
        ) -> list[ApiPublicSearchResult] | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, list):
                    raise TypeError()
                search_results_type_0 = []
                _search_results_type_0 = data
                for search_results_type_0_item_data in _search_results_type_0:
                    search_results_type_0_item = ApiPublicSearchResult.from_dict(
                        search_results_type_0_item_data
                    )

                    search_results_type_0.append(search_results_type_0_item)

                return search_results_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(list[ApiPublicSearchResult] | None | Unset, data)

        search_results = _parse_search_results(d.pop("search_results", UNSET))

        def _parse_type_(data: object) -> CompletionResponseType | None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                type_type_0 = CompletionResponseType(data)

                return type_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(CompletionResponseType | None | str | Unset, data)

        type_ = _parse_type_(d.pop("type", UNSET))

        def _parse_status(
            data: object,
        ) -> CompletionResponseStatus | None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                status_type_0 = CompletionResponseStatus(data)

                return status_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(CompletionResponseStatus | None | str | Unset, data)

        status = _parse_status(d.pop("status", UNSET))

        def _parse_images(data: object) -> list[ImageResult] | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, list):
                    raise TypeError()
                images_type_0 = []
                _images_type_0 = data
                for images_type_0_item_data in _images_type_0:
                    images_type_0_item = ImageResult.from_dict(images_type_0_item_data)

                    images_type_0.append(images_type_0_item)

                return images_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(list[ImageResult] | None | Unset, data)

        images = _parse_images(d.pop("images", UNSET))

        def _parse_related_questions(data: object) -> list[str] | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, list):
                    raise TypeError()
                related_questions_type_0 = cast(list[str], data)

                return related_questions_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(list[str] | None | Unset, data)

        related_questions = _parse_related_questions(d.pop("related_questions", UNSET))

        completion_response = cls(
            id=id,
            model=model,
            created=created,
            usage=usage,
            object_=object_,
            choices=choices,
            citations=citations,
            search_results=search_results,
            type_=type_,
            status=status,
            images=images,
            related_questions=related_questions,
        )

        completion_response.additional_properties = d
        return completion_response

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
