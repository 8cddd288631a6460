"""What both adapters need to build a request."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from typing import Any

from .._values.call import Call, Purpose
from .._values.sendable import is_blank
from .._values.settings import ApiName
from .reading import word

# Keywords beside the fields of a request: of `submit`, and of `wait` and `run`.
_SUBMIT = ("model", "idempotency_key", "files", "images", "extra_headers", "extra_query", "extra_body")
_WAIT = ("timeout", "poll", "on_update", "cancel_on_interrupt")


def call_of(
    purpose: Purpose, kwargs: Mapping[str, Any], *, resend_unsafe: bool = False, hint: str = ""
) -> Call:
    """A request from the keywords that the generated package would give to httpx."""
    headers = {name: value for name, value in kwargs.get("headers", {}).items() if name != "Content-Type"}
    return Call(
        purpose,
        kwargs["method"].upper(),
        kwargs["url"],
        query=kwargs.get("params", {}),
        json=kwargs.get("json"),
        headers=headers,
        resend_unsafe=resend_unsafe,
        hint=hint,
    )


@cache
def field_names(api: ApiName) -> frozenset[str]:
    """The names of an API's own request fields."""
    from . import request_fields as built  # loaded late: for a submit only

    own = built.AgentRequestFields if api == "agent" else built.SonarRequestFields
    # What is taken in other forms than the document's is not built.
    others = ("response_format", "input", "model", "background") if api == "agent" else ("response_format",)
    return frozenset((*built.SharedRequestFields.__annotations__, *own.__annotations__, *others))


def advice(name: str, known: Iterable[str]) -> str:
    """What to do about a keyword that is no field of a request."""
    if name in _WAIT:
        return "it belongs to wait() and run()."
    import difflib  # loaded late: only who mistypes needs it

    close = difflib.get_close_matches(name, [*known, *_SUBMIT, *_WAIT], 1)
    return f"did you mean {close[0]!r}?" if close else "extra_body= sends what the document lacks."


def plain(value: Any) -> Any:
    """Generated models and enums as JSON values, wherever they stand."""
    if hasattr(value, "to_dict"):
        return value.to_dict()
    if isinstance(value, Mapping):
        return {name: plain(inner) for name, inner in value.items()}
    if isinstance(value, Sequence) and not isinstance(value, str | bytes):
        return [plain(inner) for inner in value]
    return getattr(value, "value", value)


def request_of(question: Any, fields: Mapping[str, Any]) -> dict[str, Any]:
    """A question and the keywords beside it as one request of plain JSON values.

    Args:
        question: a text, messages, or a generated request.
        fields: keywords, which go before the fields of a generated request; None counts as not set.

    Raises:
        TypeError: the question is none of these, or a message is no mapping.
        ValueError: the question is empty, or a ``response_format`` is not possible.
    """
    request: dict[str, Any] = question.to_dict() if hasattr(question, "to_dict") else {"messages": question}
    if "messages" in request:
        request["messages"] = _messages_of(request["messages"])
    for name, value in fields.items():
        if name == "response_format" and value is not None:
            from .._answers.structured import response_format  # loaded late: for structured answers only

            value = response_format(value.to_dict() if hasattr(value, "to_dict") else value)
        if value is not None:
            request[name] = plain(value)
    return request


def _messages_of(question: Any) -> list[Any]:
    """A question as messages: a text is one message of the user."""
    if isinstance(question, str):
        question = [{"role": "user", "content": question}]
    # Bytes are a sequence too, of numbers.
    elif not isinstance(question, Sequence) or isinstance(question, bytes | bytearray | memoryview):
        raise TypeError(f"a question is a text, messages or a request, not {type(question).__name__}")
    messages = [plain(message) for message in question]
    for message in messages:
        if not isinstance(message, Mapping):
            raise TypeError(f"a message is a mapping with role and content, not {type(message).__name__}")
    if all(_is_blank(message) for message in messages):
        raise ValueError("the question is empty")
    return messages


def _is_blank(message: Mapping[str, Any]) -> bool:
    content = message.get("content")
    if message.get("tool_calls") or (content is None and "type" in message):
        return False  # there are items without a content
    parts = content if isinstance(content, list) else [{"text": "" if content is None else content}]
    texts = [word(part, "text") for part in parts]
    return all(text is not None and is_blank(text) for text in texts)
