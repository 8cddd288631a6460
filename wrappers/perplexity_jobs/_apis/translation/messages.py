"""Messages as the input of the Agent API: items, parts, and the instructions in front of them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import takewhile
from pathlib import PurePosixPath
from typing import Any
from urllib.parse import urlsplit

_ROLES = ("user", "assistant", "system", "developer")
# What the older parts are called here.
_PARTS = {
    "text": "input_text",
    "image_url": "input_image",
    "file_url": "input_file",
    "pdf_url": "input_file",
    "video_url": "",
}


class NoCounterpartError(ValueError):
    """There is no counterpart; the text says why."""


def input_of(messages: Any, *, apart: bool = True) -> tuple[str, str | list[Any]]:
    """Instructions and input for messages, those of the Agent API (with a `type`) among them.

    One message of a user that is only a text becomes that text.

    Args:
        messages: of either vocabulary.
        apart: whether leading system messages become instructions. Those take the place of a level's own
            prompt, so where a level is used the messages stay in the input.

    Raises:
        NoCounterpartError: a message, or a part of one, has no counterpart.
    """
    if not isinstance(messages, Sequence) or isinstance(messages, str):
        raise NoCounterpartError("messages are a list")
    leading = list(takewhile(_is_system_text, messages)) if apart else []
    instructions = "\n\n".join(message["content"] for message in leading)
    rest = enumerate(messages[len(leading) :], len(leading))
    items = [item for index, message in rest for item in _items(message, index)]
    match items:
        case [{"type": "message", "role": "user", "content": str() as text}]:
            return instructions, text
    return instructions, items


def set_only(value: Any) -> dict[str, Any]:
    """The fields of an object that are not None; empty where it is no object."""
    return (
        {name: inner for name, inner in value.items() if inner is not None}
        if isinstance(value, Mapping)
        else {}
    )


def _is_system_text(message: Any) -> bool:
    match set_only(message):
        case {"role": "system", "content": str(), **others}:
            return not others  # whatever stands beside the text must be refused, not lost
    return False


def _items(message: Any, index: int) -> Iterator[Any]:
    if not isinstance(message, Mapping):
        raise NoCounterpartError(f"message {index} is no message")
    if "type" in message:
        yield {**message, "content": _content(message["content"], index)} if "content" in message else message
        return
    given = set_only(message)
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
    match call:
        case {"function": Mapping() as function, **others}:
            if {"id", "type"} >= others.keys() and {"name", "arguments"} >= function.keys():
                return {"type": "function_call", "call_id": others.get("id"), **function}
    raise NoCounterpartError(
        f"message {index} has a tool call that is no function call by name and arguments"
    )


def _content(content: Any, index: int) -> Any:
    if isinstance(content, str) or content is None:
        return content
    if not isinstance(content, Sequence):
        raise NoCounterpartError(f"message {index} has a content of type {type(content).__name__}")
    return [_part(part, index) for part in content]


def _part(part: Any, index: int) -> Any:
    given = set_only(part)
    kind = given.pop("type", None)
    if isinstance(kind, str) and kind not in _PARTS:
        return part  # of the Agent API already, or of a kind that only the service knows
    value, name = given.pop(kind, None), given.pop("file_name", None) if kind == "file_url" else None
    if isinstance(value, Mapping) and value.keys() == {"url"} and kind != "text":
        value = value["url"]
    if given or not isinstance(value, str) or not _PARTS[kind]:
        why = "videos cannot be attached" if kind == "video_url" else "not readable"
        raise NoCounterpartError(f"message {index} has a {kind or 'part without a type'}: {why}")
    if _PARTS[kind] != "input_file":
        return {"type": _PARTS[kind], kind: value}
    by_url = value.startswith(("http://", "https://"))
    # Without a name the service takes an address for that of a PDF.
    name = name or (PurePosixPath(urlsplit(value).path).name if by_url else None)
    file = {"type": "input_file", "file_url" if by_url else "file_data": value}
    return {**file, "filename": name} if name else file
