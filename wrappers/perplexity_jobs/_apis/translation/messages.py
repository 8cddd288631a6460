"""Messages as the input of the Agent API: items, parts, and the instructions in front of them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

_ROLES = ("user", "assistant", "system", "developer")
_PARTS = {
    "file_url": "documents cannot be attached; quote them, or let `fetch_url` read them",
    "pdf_url": "documents cannot be attached; quote them, or let `fetch_url` read them",
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
    rest = list(messages)
    system = []
    while rest and _is_system_text(rest[0]):
        system.append(rest.pop(0)["content"])
    items = [item for index, message in enumerate(rest) for item in _items(message, len(system) + index)]
    match items:
        case [{"type": "message", "role": "user", "content": str() as text}]:
            return "\n\n".join(system), text
    return "\n\n".join(system), items


def _is_system_text(message: Any) -> bool:
    # Only where nothing else is said: whatever stands beside the text must be refused, not lost.
    return (
        isinstance(message, Mapping)
        and message.get("role") == "system"
        and isinstance(message.get("content"), str)
        and all(value is None for name, value in message.items() if name not in ("role", "content"))
    )


def _items(message: Any, index: int) -> Iterator[Any]:
    if not isinstance(message, Mapping):
        raise NoCounterpartError(f"message {index} is no message")
    if "type" in message:
        yield {**message, "content": _content(message["content"], index)} if "content" in message else message
        return
    given = {name: value for name, value in message.items() if value is not None}
    role, content = given.pop("role", None), given.pop("content", None)
    if role == "tool":
        yield _tool_output(given.pop("tool_call_id", None), content, index)
    elif role not in _ROLES:
        raise NoCounterpartError(f"message {index} has the role {role!r}")
    elif content is not None:
        yield {"type": "message", "role": role, "content": _content(content, index)}
    calls = given.pop("tool_calls", ())
    for call in calls if isinstance(calls, Sequence) else [calls]:
        yield _tool_call(call, index)
    if given:
        raise NoCounterpartError(f"message {index} has {', '.join(given)}")


def _tool_output(call_id: Any, content: Any, index: int) -> dict[str, Any]:
    if not isinstance(call_id, str) or not isinstance(content, str):
        raise NoCounterpartError(f"message {index} needs a tool_call_id and a text")
    return {"type": "function_call_output", "call_id": call_id, "output": content}


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
        url = part["image_url"]
        if isinstance(url, Mapping) and url.keys() == {"url"}:
            url = url["url"]
        if isinstance(url, str):
            return {"type": "input_image", "image_url": url}
    if isinstance(kind, str) and kind not in ("text", "image_url", *_PARTS):
        return part  # of the Agent API already, or of a kind that only the service knows
    raise NoCounterpartError(
        f"message {index} has a {kind or 'part without a type'}: {_PARTS.get(str(kind), 'not readable')}"
    )
