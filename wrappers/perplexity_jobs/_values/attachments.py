"""Files and images as parts of a message: by URL, or from disk as base64.

The document has ``file_url`` and ``image_url`` parts. A file from disk goes as bare base64 with its name,
an image as a data URL; both forms are those of the vendor's guides on attachments.
"""

from __future__ import annotations

import base64
import mimetypes
import os
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

_URL_SCHEMES = ("http://", "https://")


def file_part(source: str | os.PathLike[str], *, name: str | None = None) -> dict[str, Any]:
    """A document as a part of a message.

    Args:
        source: an http(s) URL, or a path.
        name: the name that the service is told; that of the file where left out.

    Raises:
        FileNotFoundError: there is no such file.
    """
    if _is_url(source):
        part: dict[str, Any] = {"type": "file_url", "file_url": {"url": str(source)}}
    else:
        path = Path(source)
        part = {"type": "file_url", "file_url": {"url": _base64(path)}}
        name = name or path.name
    if name:
        part["file_name"] = name
    return part


def image_part(source: str | os.PathLike[str]) -> dict[str, Any]:
    """An image as a part of a message.

    Args:
        source: an http(s) or data URL, or a path whose ending names the kind of image.

    Raises:
        FileNotFoundError: there is no such file.
        ValueError: the ending is not that of an image.
    """
    if _is_url(source, *_URL_SCHEMES, "data:"):
        return {"type": "image_url", "image_url": {"url": str(source)}}
    path = Path(source)
    kind, _ = mimetypes.guess_type(path.name)
    if kind is None or not kind.startswith("image/"):
        raise ValueError(f"{path.name!r} is not named like an image (.png, .jpg, .webp, .gif)")
    return {"type": "image_url", "image_url": {"url": f"data:{kind};base64,{_base64(path)}"}}


def attach(question: Any, files: Any = (), images: Any = ()) -> Any:
    """The question as messages, with the parts added to its last message; each may be one or several."""
    parts = [*map(file_part, paths("files", files)), *map(image_part, paths("images", images))]
    if not parts:
        return question
    if isinstance(question, str):
        messages: list[Any] = [{"role": "user", "content": question}]
    elif isinstance(question, list | tuple) and question:
        messages = list(question)
    else:
        raise TypeError("files= and images= go with a text or with messages, not with a whole request")
    last = messages[-1]
    message = dict(last if isinstance(last, Mapping) else getattr(last, "to_dict", dict)())
    content = message.get("content")
    if not message or not isinstance(content, str | list | tuple | None):
        raise TypeError("files= and images= go with a message whose content is a text or a list of parts")
    before = [{"type": "text", "text": content}] if isinstance(content, str) else content or ()
    message["content"] = [*before, *parts]
    return [*messages[:-1], message]


def paths(name: str, given: Any) -> list[Any]:
    """The paths or addresses that `files=` or `images=` names; TypeError where one is none."""
    # An open file has lines and a mapping has keys, which are no paths.
    iterable = isinstance(given, Iterable) and not hasattr(given, "read")
    several = list(given) if iterable and not isinstance(given, str | bytes | Mapping) else [given]
    for one in several:
        if not isinstance(one, str | os.PathLike):
            raise TypeError(f"{name}= takes paths or addresses, not {type(one).__name__}")
        if not os.fspath(one):
            raise ValueError(f"{name}= holds an empty text, which names no file")
    return several


def _is_url(source: object, *schemes: str) -> bool:
    return isinstance(source, str) and source.lower().startswith(schemes or _URL_SCHEMES)


def _base64(path: Path) -> str:
    return base64.b64encode(path.read_bytes()).decode("ascii")
