from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Self, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.reasoning_effort import ReasoningEffort
from ..models.search_mode import SearchMode
from ..models.search_recency import SearchRecency
from ..models.stream_mode import StreamMode
from ..models.tool_choice import ToolChoice
from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.chat_message_input import ChatMessageInput
    from ..models.response_format_json_schema import ResponseFormatJSONSchema
    from ..models.response_format_regex import ResponseFormatRegex
    from ..models.response_format_text import ResponseFormatText
    from ..models.response_metadata import ResponseMetadata
    from ..models.search_internal_properties import SearchInternalProperties
    from ..models.tool_spec import ToolSpec
    from ..models.unknown_object import UnknownObject
    from ..models.web_search_options import WebSearchOptions


T = TypeVar("T", bound="ApiChatCompletionsRequest")


@_attrs_define
class ApiChatCompletionsRequest:
    """
    Attributes:
        model (str):
        messages (list[ChatMessageInput]):
        max_tokens (int | None | Unset):
        n (int | None | Unset):
        stream (bool | None | Unset):
        stop (list[str] | None | str | Unset):
        cum_logprobs (bool | None | Unset):
        logprobs (bool | None | Unset):
        top_logprobs (int | None | Unset):
        best_of (int | None | Unset):
        response_metadata (None | ResponseMetadata | Unset):
        response_format (None | ResponseFormatJSONSchema | ResponseFormatRegex | ResponseFormatText | UnknownObject |
            Unset):
        diverse_first_token (bool | None | Unset):
        field_inputs (list[int] | None | Unset):
        field_prompt_token_length (int | None | Unset):
        tools (list[ToolSpec] | None | Unset):
        tool_choice (None | str | ToolChoice | Unset):
        parallel_tool_calls (bool | None | Unset):
        web_search_options (WebSearchOptions | Unset):
        search_mode (None | SearchMode | str | Unset):
        return_images (bool | None | Unset):
        return_related_questions (bool | None | Unset):
        num_search_results (int | Unset):
        num_images (int | Unset):
        enable_search_classifier (bool | None | Unset):
        disable_search (bool | None | Unset):
        search_domain_filter (list[str] | None | Unset):
        search_language_filter (list[str] | None | Unset):
        search_tenant (None | str | Unset):
        ranking_model (None | str | Unset):
        latitude (float | None | Unset):
        longitude (float | None | Unset):
        country (None | str | Unset):
        search_recency_filter (None | SearchRecency | str | Unset):
        search_after_date_filter (None | str | Unset):
        search_before_date_filter (None | str | Unset):
        last_updated_before_filter (None | str | Unset):
        last_updated_after_filter (None | str | Unset):
        image_format_filter (list[str] | None | Unset):
        image_domain_filter (list[str] | None | Unset):
        safe_search (bool | None | Unset):
        file_workspace_id (None | str | Unset):
        updated_before_timestamp (int | None | Unset):
        updated_after_timestamp (int | None | Unset):
        search_internal_properties (None | SearchInternalProperties | Unset):
        use_threads (bool | None | Unset):
        thread_id (None | str | Unset):
        stream_mode (str | StreamMode | Unset):
        field_debug_pro_search (bool | Unset):
        has_image_url (bool | Unset):
        reasoning_effort (None | ReasoningEffort | str | Unset):
        language_preference (None | str | Unset):
        user_original_query (None | str | Unset):
        field_force_new_agent (bool | None | Unset):
        temperature (float | None | Unset): How much chance there is in the choice of words.
        top_p (float | None | Unset): The share of likely words to choose from.
    """

    model: str
    messages: list[ChatMessageInput]
    max_tokens: int | None | Unset = UNSET
    n: int | None | Unset = UNSET
    stream: bool | None | Unset = UNSET
    stop: list[str] | None | str | Unset = UNSET
    cum_logprobs: bool | None | Unset = UNSET
    logprobs: bool | None | Unset = UNSET
    top_logprobs: int | None | Unset = UNSET
    best_of: int | None | Unset = UNSET
    response_metadata: None | ResponseMetadata | Unset = UNSET
    response_format: (
        None
        | ResponseFormatJSONSchema
        | ResponseFormatRegex
        | ResponseFormatText
        | UnknownObject
        | Unset
    ) = UNSET
    diverse_first_token: bool | None | Unset = UNSET
    field_inputs: list[int] | None | Unset = UNSET
    field_prompt_token_length: int | None | Unset = UNSET
    tools: list[ToolSpec] | None | Unset = UNSET
    tool_choice: None | str | ToolChoice | Unset = UNSET
    parallel_tool_calls: bool | None | Unset = UNSET
    web_search_options: WebSearchOptions | Unset = UNSET
    search_mode: None | SearchMode | str | Unset = UNSET
    return_images: bool | None | Unset = UNSET
    return_related_questions: bool | None | Unset = UNSET
    num_search_results: int | Unset = UNSET
    num_images: int | Unset = UNSET
    enable_search_classifier: bool | None | Unset = UNSET
    disable_search: bool | None | Unset = UNSET
    search_domain_filter: list[str] | None | Unset = UNSET
    search_language_filter: list[str] | None | Unset = UNSET
    search_tenant: None | str | Unset = UNSET
    ranking_model: None | str | Unset = UNSET
    latitude: float | None | Unset = UNSET
    longitude: float | None | Unset = UNSET
    country: None | str | Unset = UNSET
    search_recency_filter: None | SearchRecency | str | Unset = UNSET
    search_after_date_filter: None | str | Unset = UNSET
    search_before_date_filter: None | str | Unset = UNSET
    last_updated_before_filter: None | str | Unset = UNSET
    last_updated_after_filter: None | str | Unset = UNSET
    image_format_filter: list[str] | None | Unset = UNSET
    image_domain_filter: list[str] | None | Unset = UNSET
    safe_search: bool | None | Unset = UNSET
    file_workspace_id: None | str | Unset = UNSET
    updated_before_timestamp: int | None | Unset = UNSET
    updated_after_timestamp: int | None | Unset = UNSET
    search_internal_properties: None | SearchInternalProperties | Unset = UNSET
    use_threads: bool | None | Unset = UNSET
    thread_id: None | str | Unset = UNSET
    stream_mode: str | StreamMode | Unset = UNSET
    field_debug_pro_search: bool | Unset = UNSET
    has_image_url: bool | Unset = UNSET
    reasoning_effort: None | ReasoningEffort | str | Unset = UNSET
    language_preference: None | str | Unset = UNSET
    user_original_query: None | str | Unset = UNSET
    field_force_new_agent: bool | None | Unset = UNSET
    temperature: float | None | Unset = UNSET
    top_p: float | None | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        from ..models.response_format_json_schema import ResponseFormatJSONSchema
        from ..models.response_format_regex import ResponseFormatRegex
        from ..models.response_format_text import ResponseFormatText
        from ..models.response_metadata import ResponseMetadata
        from ..models.search_internal_properties import SearchInternalProperties
        from ..models.unknown_object import UnknownObject

        model = self.model

        messages = []
        for messages_item_data in self.messages:
            messages_item = messages_item_data.to_dict()
            messages.append(messages_item)

        max_tokens: int | None | Unset
        if isinstance(self.max_tokens, Unset):
            max_tokens = UNSET
        else:
            max_tokens = self.max_tokens

        n: int | None | Unset
        if isinstance(self.n, Unset):
            n = UNSET
        else:
            n = self.n

        stream: bool | None | Unset
        if isinstance(self.stream, Unset):
            stream = UNSET
        else:
            stream = self.stream

        stop: list[str] | None | str | Unset
        if isinstance(self.stop, Unset):
            stop = UNSET
        elif isinstance(self.stop, list):
            stop = self.stop

        else:
            stop = self.stop

        cum_logprobs: bool | None | Unset
        if isinstance(self.cum_logprobs, Unset):
            cum_logprobs = UNSET
        else:
            cum_logprobs = self.cum_logprobs

        logprobs: bool | None | Unset
        if isinstance(self.logprobs, Unset):
            logprobs = UNSET
        else:
            logprobs = self.logprobs

        top_logprobs: int | None | Unset
        if isinstance(self.top_logprobs, Unset):
            top_logprobs = UNSET
        else:
            top_logprobs = self.top_logprobs

        best_of: int | None | Unset
        if isinstance(self.best_of, Unset):
            best_of = UNSET
        else:
            best_of = self.best_of

        response_metadata: dict[str, Any] | None | Unset
        if isinstance(self.response_metadata, Unset):
            response_metadata = UNSET
        elif isinstance(self.response_metadata, ResponseMetadata):
            response_metadata = self.response_metadata.to_dict()
        else:
            response_metadata = self.response_metadata

        response_format: dict[str, Any] | None | Unset
        if isinstance(self.response_format, Unset):
            response_format = UNSET
        elif (
            isinstance(self.response_format, ResponseFormatText)
            or isinstance(self.response_format, ResponseFormatJSONSchema)
            or isinstance(self.response_format, ResponseFormatRegex)
            or isinstance(self.response_format, UnknownObject)
        ):
            response_format = self.response_format.to_dict()
        else:
            response_format = self.response_format

        diverse_first_token: bool | None | Unset
        if isinstance(self.diverse_first_token, Unset):
            diverse_first_token = UNSET
        else:
            diverse_first_token = self.diverse_first_token

        field_inputs: list[int] | None | Unset
        if isinstance(self.field_inputs, Unset):
            field_inputs = UNSET
        elif isinstance(self.field_inputs, list):
            field_inputs = self.field_inputs

        else:
            field_inputs = self.field_inputs

        field_prompt_token_length: int | None | Unset
        if isinstance(self.field_prompt_token_length, Unset):
            field_prompt_token_length = UNSET
        else:
            field_prompt_token_length = self.field_prompt_token_length

        tools: list[dict[str, Any]] | None | Unset
        if isinstance(self.tools, Unset):
            tools = UNSET
        elif isinstance(self.tools, list):
            tools = []
            for tools_type_0_item_data in self.tools:
                tools_type_0_item = tools_type_0_item_data.to_dict()
                tools.append(tools_type_0_item)

        else:
            tools = self.tools

        tool_choice: None | str | Unset
        if isinstance(self.tool_choice, Unset):
            tool_choice = UNSET
        elif isinstance(self.tool_choice, ToolChoice):
            tool_choice = self.tool_choice.value
        else:
            tool_choice = self.tool_choice

        parallel_tool_calls: bool | None | Unset
        if isinstance(self.parallel_tool_calls, Unset):
            parallel_tool_calls = UNSET
        else:
            parallel_tool_calls = self.parallel_tool_calls

        web_search_options: dict[str, Any] | Unset = UNSET
        if not isinstance(self.web_search_options, Unset):
            web_search_options = self.web_search_options.to_dict()

        search_mode: None | str | Unset
        if isinstance(self.search_mode, Unset):
            search_mode = UNSET
        elif isinstance(self.search_mode, SearchMode):
            search_mode = self.search_mode.value
        else:
            search_mode = self.search_mode

        return_images: bool | None | Unset
        if isinstance(self.return_images, Unset):
            return_images = UNSET
        else:
            return_images = self.return_images

        return_related_questions: bool | None | Unset
        if isinstance(self.return_related_questions, Unset):
            return_related_questions = UNSET
        else:
            return_related_questions = self.return_related_questions

        num_search_results = self.num_search_results

        num_images = self.num_images

        enable_search_classifier: bool | None | Unset
        if isinstance(self.enable_search_classifier, Unset):
            enable_search_classifier = UNSET
        else:
            enable_search_classifier = self.enable_search_classifier

        disable_search: bool | None | Unset
        if isinstance(self.disable_search, Unset):
            disable_search = UNSET
        else:
            disable_search = self.disable_search

        search_domain_filter: list[str] | None | Unset
        if isinstance(self.search_domain_filter, Unset):
            search_domain_filter = UNSET
        elif isinstance(self.search_domain_filter, list):
            search_domain_filter = self.search_domain_filter

        else:
            search_domain_filter = self.search_domain_filter

        search_language_filter: list[str] | None | Unset
        if isinstance(self.search_language_filter, Unset):
            search_language_filter = UNSET
        elif isinstance(self.search_language_filter, list):
            search_language_filter = self.search_language_filter

        else:
            search_language_filter = self.search_language_filter

        search_tenant: None | str | Unset
        if isinstance(self.search_tenant, Unset):
            search_tenant = UNSET
        else:
            search_tenant = self.search_tenant

        ranking_model: None | str | Unset
        if isinstance(self.ranking_model, Unset):
            ranking_model = UNSET
        else:
            ranking_model = self.ranking_model

        latitude: float | None | Unset
        if isinstance(self.latitude, Unset):
            latitude = UNSET
        else:
            latitude = self.latitude

        longitude: float | None | Unset
        if isinstance(self.longitude, Unset):
            longitude = UNSET
        else:
            longitude = self.longitude

        country: None | str | Unset
        if isinstance(self.country, Unset):
            country = UNSET
        else:
            country = self.country

        search_recency_filter: None | str | Unset
        if isinstance(self.search_recency_filter, Unset):
            search_recency_filter = UNSET
        elif isinstance(self.search_recency_filter, SearchRecency):
            search_recency_filter = self.search_recency_filter.value
        else:
            search_recency_filter = self.search_recency_filter

        search_after_date_filter: None | str | Unset
        if isinstance(self.search_after_date_filter, Unset):
            search_after_date_filter = UNSET
        else:
            search_after_date_filter = self.search_after_date_filter

        search_before_date_filter: None | str | Unset
        if isinstance(self.search_before_date_filter, Unset):
            search_before_date_filter = UNSET
        else:
            search_before_date_filter = self.search_before_date_filter

        last_updated_before_filter: None | str | Unset
        if isinstance(self.last_updated_before_filter, Unset):
            last_updated_before_filter = UNSET
        else:
            last_updated_before_filter = self.last_updated_before_filter

        last_updated_after_filter: None | str | Unset
        if isinstance(self.last_updated_after_filter, Unset):
            last_updated_after_filter = UNSET
        else:
            last_updated_after_filter = self.last_updated_after_filter

        image_format_filter: list[str] | None | Unset
        if isinstance(self.image_format_filter, Unset):
            image_format_filter = UNSET
        elif isinstance(self.image_format_filter, list):
            image_format_filter = self.image_format_filter

        else:
            image_format_filter = self.image_format_filter

        image_domain_filter: list[str] | None | Unset
        if isinstance(self.image_domain_filter, Unset):
            image_domain_filter = UNSET
        elif isinstance(self.image_domain_filter, list):
            image_domain_filter = self.image_domain_filter

        else:
            image_domain_filter = self.image_domain_filter

        safe_search: bool | None | Unset
        if isinstance(self.safe_search, Unset):
            safe_search = UNSET
        else:
            safe_search = self.safe_search

        file_workspace_id: None | str | Unset
        if isinstance(self.file_workspace_id, Unset):
            file_workspace_id = UNSET
        else:
            file_workspace_id = self.file_workspace_id

        updated_before_timestamp: int | None | Unset
        if isinstance(self.updated_before_timestamp, Unset):
            updated_before_timestamp = UNSET
        else:
            updated_before_timestamp = self.updated_before_timestamp

        updated_after_timestamp: int | None | Unset
        if isinstance(self.updated_after_timestamp, Unset):
            updated_after_timestamp = UNSET
        else:
            updated_after_timestamp = self.updated_after_timestamp

        search_internal_properties: dict[str, Any] | None | Unset
        if isinstance(self.search_internal_properties, Unset):
            search_internal_properties = UNSET
        elif isinstance(self.search_internal_properties, SearchInternalProperties):
            search_internal_properties = self.search_internal_properties.to_dict()
        else:
            search_internal_properties = self.search_internal_properties

        use_threads: bool | None | Unset
        if isinstance(self.use_threads, Unset):
            use_threads = UNSET
        else:
            use_threads = self.use_threads

        thread_id: None | str | Unset
        if isinstance(self.thread_id, Unset):
            thread_id = UNSET
        else:
            thread_id = self.thread_id

        stream_mode: str | Unset
        if isinstance(self.stream_mode, Unset):
            stream_mode = UNSET
        elif isinstance(self.stream_mode, StreamMode):
            stream_mode = self.stream_mode.value
        else:
            stream_mode = self.stream_mode

        field_debug_pro_search = self.field_debug_pro_search

        has_image_url = self.has_image_url

        reasoning_effort: None | str | Unset
        if isinstance(self.reasoning_effort, Unset):
            reasoning_effort = UNSET
        elif isinstance(self.reasoning_effort, ReasoningEffort):
            reasoning_effort = self.reasoning_effort.value
        else:
            reasoning_effort = self.reasoning_effort

        language_preference: None | str | Unset
        if isinstance(self.language_preference, Unset):
            language_preference = UNSET
        else:
            language_preference = self.language_preference

        user_original_query: None | str | Unset
        if isinstance(self.user_original_query, Unset):
            user_original_query = UNSET
        else:
            user_original_query = self.user_original_query

        field_force_new_agent: bool | None | Unset
        if isinstance(self.field_force_new_agent, Unset):
            field_force_new_agent = UNSET
        else:
            field_force_new_agent = self.field_force_new_agent

        temperature: float | None | Unset
        if isinstance(self.temperature, Unset):
            temperature = UNSET
        else:
            temperature = self.temperature

        top_p: float | None | Unset
        if isinstance(self.top_p, Unset):
            top_p = UNSET
        else:
            top_p = self.top_p

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "model": model,
                "messages": messages,
            }
        )
        if max_tokens is not UNSET:
            field_dict["max_tokens"] = max_tokens
        if n is not UNSET:
            field_dict["n"] = n
        if stream is not UNSET:
            field_dict["stream"] = stream
        if stop is not UNSET:
            field_dict["stop"] = stop
        if cum_logprobs is not UNSET:
            field_dict["cum_logprobs"] = cum_logprobs
        if logprobs is not UNSET:
            field_dict["logprobs"] = logprobs
        if top_logprobs is not UNSET:
            field_dict["top_logprobs"] = top_logprobs
        if best_of is not UNSET:
            field_dict["best_of"] = best_of
        if response_metadata is not UNSET:
            field_dict["response_metadata"] = response_metadata
        if response_format is not UNSET:
            field_dict["response_format"] = response_format
        if diverse_first_token is not UNSET:
            field_dict["diverse_first_token"] = diverse_first_token
        if field_inputs is not UNSET:
            field_dict["_inputs"] = field_inputs
        if field_prompt_token_length is not UNSET:
            field_dict["_prompt_token_length"] = field_prompt_token_length
        if tools is not UNSET:
            field_dict["tools"] = tools
        if tool_choice is not UNSET:
            field_dict["tool_choice"] = tool_choice
        if parallel_tool_calls is not UNSET:
            field_dict["parallel_tool_calls"] = parallel_tool_calls
        if web_search_options is not UNSET:
            field_dict["web_search_options"] = web_search_options
        if search_mode is not UNSET:
            field_dict["search_mode"] = search_mode
        if return_images is not UNSET:
            field_dict["return_images"] = return_images
        if return_related_questions is not UNSET:
            field_dict["return_related_questions"] = return_related_questions
        if num_search_results is not UNSET:
            field_dict["num_search_results"] = num_search_results
        if num_images is not UNSET:
            field_dict["num_images"] = num_images
        if enable_search_classifier is not UNSET:
            field_dict["enable_search_classifier"] = enable_search_classifier
        if disable_search is not UNSET:
            field_dict["disable_search"] = disable_search
        if search_domain_filter is not UNSET:
            field_dict["search_domain_filter"] = search_domain_filter
        if search_language_filter is not UNSET:
            field_dict["search_language_filter"] = search_language_filter
        if search_tenant is not UNSET:
            field_dict["search_tenant"] = search_tenant
        if ranking_model is not UNSET:
            field_dict["ranking_model"] = ranking_model
        if latitude is not UNSET:
            field_dict["latitude"] = latitude
        if longitude is not UNSET:
            field_dict["longitude"] = longitude
        if country is not UNSET:
            field_dict["country"] = country
        if search_recency_filter is not UNSET:
            field_dict["search_recency_filter"] = search_recency_filter
        if search_after_date_filter is not UNSET:
            field_dict["search_after_date_filter"] = search_after_date_filter
        if search_before_date_filter is not UNSET:
            field_dict["search_before_date_filter"] = search_before_date_filter
        if last_updated_before_filter is not UNSET:
            field_dict["last_updated_before_filter"] = last_updated_before_filter
        if last_updated_after_filter is not UNSET:
            field_dict["last_updated_after_filter"] = last_updated_after_filter
        if image_format_filter is not UNSET:
            field_dict["image_format_filter"] = image_format_filter
        if image_domain_filter is not UNSET:
            field_dict["image_domain_filter"] = image_domain_filter
        if safe_search is not UNSET:
            field_dict["safe_search"] = safe_search
        if file_workspace_id is not UNSET:
            field_dict["file_workspace_id"] = file_workspace_id
        if updated_before_timestamp is not UNSET:
            field_dict["updated_before_timestamp"] = updated_before_timestamp
        if updated_after_timestamp is not UNSET:
            field_dict["updated_after_timestamp"] = updated_after_timestamp
        if search_internal_properties is not UNSET:
            field_dict["search_internal_properties"] = search_internal_properties
        if use_threads is not UNSET:
            field_dict["use_threads"] = use_threads
        if thread_id is not UNSET:
            field_dict["thread_id"] = thread_id
        if stream_mode is not UNSET:
            field_dict["stream_mode"] = stream_mode
        if field_debug_pro_search is not UNSET:
            field_dict["_debug_pro_search"] = field_debug_pro_search
        if has_image_url is not UNSET:
            field_dict["has_image_url"] = has_image_url
        if reasoning_effort is not UNSET:
            field_dict["reasoning_effort"] = reasoning_effort
        if language_preference is not UNSET:
            field_dict["language_preference"] = language_preference
        if user_original_query is not UNSET:
            field_dict["user_original_query"] = user_original_query
        if field_force_new_agent is not UNSET:
            field_dict["_force_new_agent"] = field_force_new_agent
        if temperature is not UNSET:
            field_dict["temperature"] = temperature
        if top_p is not UNSET:
            field_dict["top_p"] = top_p

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        from ..models.chat_message_input import ChatMessageInput
        from ..models.response_format_json_schema import ResponseFormatJSONSchema
        from ..models.response_format_regex import ResponseFormatRegex
        from ..models.response_format_text import ResponseFormatText
        from ..models.response_metadata import ResponseMetadata
        from ..models.search_internal_properties import SearchInternalProperties
        from ..models.tool_spec import ToolSpec
        from ..models.unknown_object import UnknownObject
        from ..models.web_search_options import WebSearchOptions

        d = dict(src_dict)
        model = d.pop("model")

        messages = []
        _messages = d.pop("messages")
        for messages_item_data in _messages:
            messages_item = ChatMessageInput.from_dict(messages_item_data)

            messages.append(messages_item)

        def _parse_max_tokens(data: object) -> int | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(int | None | Unset, data)

        max_tokens = _parse_max_tokens(d.pop("max_tokens", UNSET))

        def _parse_n(data: object) -> int | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(int | None | Unset, data)

        n = _parse_n(d.pop("n", UNSET))

        def _parse_stream(data: object) -> bool | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(bool | None | Unset, data)

        stream = _parse_stream(d.pop("stream", UNSET))

        def _parse_stop(data: object) -> list[str] | None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, list):
                    raise TypeError()
                stop_type_1 = cast(list[str], data)

                return stop_type_1
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(list[str] | None | str | Unset, data)

        stop = _parse_stop(d.pop("stop", UNSET))

        def _parse_cum_logprobs(data: object) -> bool | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(bool | None | Unset, data)

        cum_logprobs = _parse_cum_logprobs(d.pop("cum_logprobs", UNSET))

        def _parse_logprobs(data: object) -> bool | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(bool | None | Unset, data)

        logprobs = _parse_logprobs(d.pop("logprobs", UNSET))

        def _parse_top_logprobs(data: object) -> int | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(int | None | Unset, data)

        top_logprobs = _parse_top_logprobs(d.pop("top_logprobs", UNSET))

        def _parse_best_of(data: object) -> int | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(int | None | Unset, data)

        best_of = _parse_best_of(d.pop("best_of", UNSET))

        def _parse_response_metadata(data: object) -> None | ResponseMetadata | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                response_metadata_type_0 = ResponseMetadata.from_dict(data)

                return response_metadata_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | ResponseMetadata | Unset, data)

        response_metadata = _parse_response_metadata(d.pop("response_metadata", UNSET))

        def _parse_response_format(
            data: object,
        ) -> (
            None
            | ResponseFormatJSONSchema
            | ResponseFormatRegex
            | ResponseFormatText
            | UnknownObject
            | Unset
        ):
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                response_format_type_0 = ResponseFormatText.from_dict(data)

                return response_format_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                response_format_type_1 = ResponseFormatJSONSchema.from_dict(data)

                return response_format_type_1
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                response_format_type_2 = ResponseFormatRegex.from_dict(data)

                return response_format_type_2
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                response_format_type_4 = UnknownObject.from_dict(data)

                return response_format_type_4
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(
                None
                | ResponseFormatJSONSchema
                | ResponseFormatRegex
                | ResponseFormatText
                | UnknownObject
                | Unset,
                data,
            )

        response_format = _parse_response_format(d.pop("response_format", UNSET))

        def _parse_diverse_first_token(data: object) -> bool | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(bool | None | Unset, data)

        diverse_first_token = _parse_diverse_first_token(
            d.pop("diverse_first_token", UNSET)
        )

        def _parse_field_inputs(data: object) -> list[int] | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, list):
                    raise TypeError()
                field_inputs_type_0 = cast(list[int], data)

                return field_inputs_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(list[int] | None | Unset, data)

        field_inputs = _parse_field_inputs(d.pop("_inputs", UNSET))

        def _parse_field_prompt_token_length(data: object) -> int | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(int | None | Unset, data)

        field_prompt_token_length = _parse_field_prompt_token_length(
            d.pop("_prompt_token_length", UNSET)
        )

        def _parse_tools(data: object) -> list[ToolSpec] | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, list):
                    raise TypeError()
                tools_type_0 = []
                _tools_type_0 = data
                for tools_type_0_item_data in _tools_type_0:
                    tools_type_0_item = ToolSpec.from_dict(tools_type_0_item_data)

                    tools_type_0.append(tools_type_0_item)

                return tools_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(list[ToolSpec] | None | Unset, data)

        tools = _parse_tools(d.pop("tools", UNSET))

        def _parse_tool_choice(data: object) -> None | str | ToolChoice | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                tool_choice_type_0 = ToolChoice(data)

                return tool_choice_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | str | ToolChoice | Unset, data)

        tool_choice = _parse_tool_choice(d.pop("tool_choice", UNSET))

        def _parse_parallel_tool_calls(data: object) -> bool | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(bool | None | Unset, data)

        parallel_tool_calls = _parse_parallel_tool_calls(
            d.pop("parallel_tool_calls", UNSET)
        )

        _web_search_options = d.pop("web_search_options", UNSET)
        web_search_options: WebSearchOptions | Unset
        if isinstance(_web_search_options, Unset):
            web_search_options = UNSET
        else:
            web_search_options = WebSearchOptions.from_dict(_web_search_options)

        def _parse_search_mode(data: object) -> None | SearchMode | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                search_mode_type_0 = SearchMode(data)

                return search_mode_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | SearchMode | str | Unset, data)

        search_mode = _parse_search_mode(d.pop("search_mode", UNSET))

        def _parse_return_images(data: object) -> bool | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(bool | None | Unset, data)

        return_images = _parse_return_images(d.pop("return_images", UNSET))

        def _parse_return_related_questions(data: object) -> bool | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(bool | None | Unset, data)

        return_related_questions = _parse_return_related_questions(
            d.pop("return_related_questions", UNSET)
        )

        num_search_results = d.pop("num_search_results", UNSET)

        num_images = d.pop("num_images", UNSET)

        def _parse_enable_search_classifier(data: object) -> bool | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(bool | None | Unset, data)

        enable_search_classifier = _parse_enable_search_classifier(
            d.pop("enable_search_classifier", UNSET)
        )

        def _parse_disable_search(data: object) -> bool | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(bool | None | Unset, data)

        disable_search = _parse_disable_search(d.pop("disable_search", UNSET))

        def _parse_search_domain_filter(data: object) -> list[str] | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, list):
                    raise TypeError()
                search_domain_filter_type_0 = cast(list[str], data)

                return search_domain_filter_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(list[str] | None | Unset, data)

        search_domain_filter = _parse_search_domain_filter(
            d.pop("search_domain_filter", UNSET)
        )

        def _parse_search_language_filter(data: object) -> list[str] | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, list):
                    raise TypeError()
                search_language_filter_type_0 = cast(list[str], data)

                return search_language_filter_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(list[str] | None | Unset, data)

        search_language_filter = _parse_search_language_filter(
            d.pop("search_language_filter", UNSET)
        )

        def _parse_search_tenant(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        search_tenant = _parse_search_tenant(d.pop("search_tenant", UNSET))

        def _parse_ranking_model(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        ranking_model = _parse_ranking_model(d.pop("ranking_model", UNSET))

        def _parse_latitude(data: object) -> float | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(float | None | Unset, data)

        latitude = _parse_latitude(d.pop("latitude", UNSET))

        def _parse_longitude(data: object) -> float | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(float | None | Unset, data)

        longitude = _parse_longitude(d.pop("longitude", UNSET))

        def _parse_country(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        country = _parse_country(d.pop("country", UNSET))

        def _parse_search_recency_filter(
            data: object,
        ) -> None | SearchRecency | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                search_recency_filter_type_0 = SearchRecency(data)

                return search_recency_filter_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | SearchRecency | str | Unset, data)

        search_recency_filter = _parse_search_recency_filter(
            d.pop("search_recency_filter", UNSET)
        )

        def _parse_search_after_date_filter(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        search_after_date_filter = _parse_search_after_date_filter(
            d.pop("search_after_date_filter", UNSET)
        )

        def _parse_search_before_date_filter(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        search_before_date_filter = _parse_search_before_date_filter(
            d.pop("search_before_date_filter", UNSET)
        )

        def _parse_last_updated_before_filter(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        last_updated_before_filter = _parse_last_updated_before_filter(
            d.pop("last_updated_before_filter", UNSET)
        )

        def _parse_last_updated_after_filter(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        last_updated_after_filter = _parse_last_updated_after_filter(
            d.pop("last_updated_after_filter", UNSET)
        )

        def _parse_image_format_filter(data: object) -> list[str] | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, list):
                    raise TypeError()
                image_format_filter_type_0 = cast(list[str], data)

                return image_format_filter_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(list[str] | None | Unset, data)

        image_format_filter = _parse_image_format_filter(
            d.pop("image_format_filter", UNSET)
        )

        def _parse_image_domain_filter(data: object) -> list[str] | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, list):
                    raise TypeError()
                image_domain_filter_type_0 = cast(list[str], data)

                return image_domain_filter_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(list[str] | None | Unset, data)

        image_domain_filter = _parse_image_domain_filter(
            d.pop("image_domain_filter", UNSET)
        )

        def _parse_safe_search(data: object) -> bool | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(bool | None | Unset, data)

        safe_search = _parse_safe_search(d.pop("safe_search", UNSET))

        def _parse_file_workspace_id(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        file_workspace_id = _parse_file_workspace_id(d.pop("file_workspace_id", UNSET))

        def _parse_updated_before_timestamp(data: object) -> int | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(int | None | Unset, data)

        updated_before_timestamp = _parse_updated_before_timestamp(
            d.pop("updated_before_timestamp", UNSET)
        )

        def _parse_updated_after_timestamp(data: object) -> int | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(int | None | Unset, data)

        updated_after_timestamp = _parse_updated_after_timestamp(
            d.pop("updated_after_timestamp", UNSET)
        )

        def _parse_search_internal_properties(
            data: object,
        ) -> None | SearchInternalProperties | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                search_internal_properties_type_0 = SearchInternalProperties.from_dict(
                    data
                )

                return search_internal_properties_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | SearchInternalProperties | Unset, data)

        search_internal_properties = _parse_search_internal_properties(
            d.pop("search_internal_properties", UNSET)
        )

        def _parse_use_threads(data: object) -> bool | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(bool | None | Unset, data)

        use_threads = _parse_use_threads(d.pop("use_threads", UNSET))

        def _parse_thread_id(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        thread_id = _parse_thread_id(d.pop("thread_id", UNSET))

        def _parse_stream_mode(data: object) -> str | StreamMode | Unset:
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                stream_mode_type_0 = StreamMode(data)

                return stream_mode_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(str | StreamMode | Unset, data)

        stream_mode = _parse_stream_mode(d.pop("stream_mode", UNSET))

        field_debug_pro_search = d.pop("_debug_pro_search", UNSET)

        has_image_url = d.pop("has_image_url", UNSET)

        def _parse_reasoning_effort(
            data: object,
        ) -> None | ReasoningEffort | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                reasoning_effort_type_0 = ReasoningEffort(data)

                return reasoning_effort_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | ReasoningEffort | str | Unset, data)

        reasoning_effort = _parse_reasoning_effort(d.pop("reasoning_effort", UNSET))

        def _parse_language_preference(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        language_preference = _parse_language_preference(
            d.pop("language_preference", UNSET)
        )

        def _parse_user_original_query(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        user_original_query = _parse_user_original_query(
            d.pop("user_original_query", UNSET)
        )

        def _parse_field_force_new_agent(data: object) -> bool | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(bool | None | Unset, data)

        field_force_new_agent = _parse_field_force_new_agent(
            d.pop("_force_new_agent", UNSET)
        )

        def _parse_temperature(data: object) -> float | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(float | None | Unset, data)

        temperature = _parse_temperature(d.pop("temperature", UNSET))

        def _parse_top_p(data: object) -> float | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(float | None | Unset, data)

        top_p = _parse_top_p(d.pop("top_p", UNSET))

        api_chat_completions_request = cls(
            model=model,
            messages=messages,
            max_tokens=max_tokens,
            n=n,
            stream=stream,
            stop=stop,
            cum_logprobs=cum_logprobs,
            logprobs=logprobs,
            top_logprobs=top_logprobs,
            best_of=best_of,
            response_metadata=response_metadata,
            response_format=response_format,
            diverse_first_token=diverse_first_token,
            field_inputs=field_inputs,
            field_prompt_token_length=field_prompt_token_length,
            tools=tools,
            tool_choice=tool_choice,
            parallel_tool_calls=parallel_tool_calls,
            web_search_options=web_search_options,
            search_mode=search_mode,
            return_images=return_images,
            return_related_questions=return_related_questions,
            num_search_results=num_search_results,
            num_images=num_images,
            enable_search_classifier=enable_search_classifier,
            disable_search=disable_search,
            search_domain_filter=search_domain_filter,
            search_language_filter=search_language_filter,
            search_tenant=search_tenant,
            ranking_model=ranking_model,
            latitude=latitude,
            longitude=longitude,
            country=country,
            search_recency_filter=search_recency_filter,
            search_after_date_filter=search_after_date_filter,
            search_before_date_filter=search_before_date_filter,
            last_updated_before_filter=last_updated_before_filter,
            last_updated_after_filter=last_updated_after_filter,
            image_format_filter=image_format_filter,
            image_domain_filter=image_domain_filter,
            safe_search=safe_search,
            file_workspace_id=file_workspace_id,
            updated_before_timestamp=updated_before_timestamp,
            updated_after_timestamp=updated_after_timestamp,
            search_internal_properties=search_internal_properties,
            use_threads=use_threads,
            thread_id=thread_id,
            stream_mode=stream_mode,
            field_debug_pro_search=field_debug_pro_search,
            has_image_url=has_image_url,
            reasoning_effort=reasoning_effort,
            language_preference=language_preference,
            user_original_query=user_original_query,
            field_force_new_agent=field_force_new_agent,
            temperature=temperature,
            top_p=top_p,
        )

        api_chat_completions_request.additional_properties = d
        return api_chat_completions_request

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
