"""Messages as the input of the Agent API: items, parts, and the instructions in front of them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

_ROLES = ("user", "assistant", "system", "developer")
_DOCUMENTS = "documents cannot be attached; quote them, or let `fetch_url` read them"
# What is wrong with an older part that was not translated.
_PARTS = {
    "text": "not readable",
    "image_url": "not readable",
    "file_url": _DOCUMENTS,
    "pdf_url": _DOCUMENTS,
    "video_url": "videos cannot be attached",
}


class NoCounterpartError(ValueError):
    """There is no counterpart; the text says why."""


def input_of(messages: Any) -> tuple[str, str | list[Any]]:
    """Instructions and input for messages, those of the Agent API (with a `type`) among them.

    One message of a user that is only a text becomes that text.

    Raises:
        NoCounterpartError: a message, or a part of one, has no counterpart.
    """
    if not isinstance(messages, Sequence) or isinstance(messages, str):
        raise NoCounterpartError("messages are a list")
    leading = 0
    while leading < len(messages) and _is_system_text(messages[leading]):
        leading += 1
    instructions = "\n\n".join(message["content"] for message in messages[:leading])
    rest = enumerate(messages[leading:], leading)
    items = [item for index, message in rest for item in _items(message, index)]
    match items:
        case [{"type": "message", "role": "user", "content": str() as text}]:
            return instructions, text
    return instructions, items


def _is_system_text(message: Any) -> bool:
    # Only where nothing else is said: whatever stands beside the text must be refused, not lost.
    match message:
        case {"role": "system", "content": str(), **others}:
            return all(value is None for value in others.values())
    return False


def _items(message: Any, index: int) -> Iterator[Any]:
    if not isinstance(message, Mapping):
        raise NoCounterpartError(f"message {index} is no message")
    if "type" in message:
        yield {**message, "content": _content(message["content"], index)} if "content" in message else message
        return
    given = {name: value for name, value in message.items() if value is not None}
    role, content = given.pop("role", None), given.pop("content", None)
    if role == "tool":
        call_id = given.pop("tool_call_id", None)
        if not isinstance(call_id, str) or not isinstance(content, str):
            raise NoCounterpartError(f"message {index} needs a tool_call_id and a text")
        yield {"type": "function_call_output", "call_id": call_id, "output": content}
    elif role not in _ROLES:
        raise NoCounterpartError(f"message {index} has the role {role!r}")
    elif content is not None:
        yield {"type": "message", "role": role, "content": _content(content, index)}
    calls = given.pop("tool_calls", ())
    for call in calls if isinstance(calls, Sequence) else [calls]:
        yield _tool_call(call, index)
    if given:
        raise NoCounterpartError(f"message {index} has {', '.join(given)}")


def _tool_call(call: Any, index: int) -> dict[str, Any]:
    function = call.get("function") if isinstance(call, Mapping) else None
    if not isinstance(function, Mapping) or not {"id", "type", "function"} >= call.keys():
        raise NoCounterpartError(f"message {index} has a tool call that is no function call")
    if not {"name", "arguments"} >= function.keys():
        raise NoCounterpartError(f"message {index} has a tool call with {', '.join(function)}")
    return {"type": "function_call", "call_id": call.get("id"), **function}


def _content(content: Any, index: int) -> Any:
    if isinstance(content, str) or content is None:
        return content
    if not isinstance(content, Sequence):
        raise NoCounterpartError(f"message {index} has a content of type {type(content).__name__}")
    return [_part(part, index) for part in content]


def _part(part: Any, index: int) -> Any:
    kind = part.get("type") if isinstance(part, Mapping) else None
    if kind == "text" and part.keys() == {"type", "text"}:
        return {"type": "input_text", "text": part["text"]}
    if kind == "image_url" and part.keys() == {"type", "image_url"}:
        match part["image_url"]:
            case str(url):
                return {"type": "input_image", "image_url": url}
            case {"url": str(url), **others} if not others:
                return {"type": "input_image", "image_url": url}
    if isinstance(kind, str) and kind not in _PARTS:
        return part  # of the Agent API already, or of a kind that only the service knows
    why = _PARTS.get(str(kind), "not readable")
    raise NoCounterpartError(f"message {index} has a {kind or 'part without a type'}: {why}")
