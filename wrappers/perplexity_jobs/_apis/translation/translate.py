"""The older request as one of the Agent API: pure, and nothing is dropped in silence.

`_translate_table` says where each field goes; this module only carries that out. A request may mix both
vocabularies: what the Agent API knows by its own name stays as it is.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache
from typing import Any

from ..shared import advice, plain
from .messages import NoCounterpartError, input_of
from .table import BY_NAME, PRESET_NAMES, PRESETS, Row

_SEARCH = "web_search"
_NAME = re.compile(r"[A-Za-z0-9_-]{1,64}")


def translate(request: Any) -> dict[str, Any]:
    """The request of the Agent API that asks the same; nothing is sent.

    Args:
        request: of the asynchronous chat completions, as a mapping or as the generated model, with or without
            the envelope around it. Fields that are None count as not set.

    Returns:
        The body for ``POST /v1/agent``, always with ``background: true``.

    Raises:
        TypeError: it is no request, or has a field that neither API knows.
        ValueError: fields have no counterpart there; the message names each, and why.
    """
    given = plain(request)
    if not isinstance(given, Mapping):
        raise TypeError(f"a request is a mapping or a generated request, not {type(request).__name__}")
    return translated(given)


def translated(given: Mapping[str, Any]) -> dict[str, Any]:
    """As `translate`, for a request of plain JSON values."""
    known = agent_fields()
    result: dict[str, Any] = {}
    tools: list[Any] = []
    search: dict[str, Any] = {}
    refused: list[str] = []
    for name, value in _flat(given):
        row = BY_NAME.get(name)
        if row is None and name not in known:
            raise TypeError(f"the request has no field {name!r}; {unknown_hint(name)}")
        try:
            for path, part in _parts(row or Row(name, name), value):
                if path == "tools":
                    tools.extend(part)
                elif path.partition(".")[0] == _SEARCH:
                    _put(search, path.partition(".")[2], part)
                else:
                    _put(result, path, part)
        except NoCounterpartError as why:
            refused.append(f"{name} ({why})")
    if refused:
        raise ValueError(
            "The Agent API has no counterpart for "
            + "; ".join(refused)
            + ". Leave out or change what is named."
        )
    if tools or search:
        result["tools"] = _with_search(tools, search)
    return {**result, "background": True}


@cache
def agent_fields() -> frozenset[str]:
    """The names of the Agent API's own request fields."""
    from ..request_fields import AgentRequestFields, SharedRequestFields  # these load the generated models

    fields = {*AgentRequestFields.__annotations__, *SharedRequestFields.__annotations__}
    return frozenset(fields | {"input", "model", "response_format", "background"})


def unknown_hint(name: str) -> str:
    """What to do about a field that neither API knows."""
    return advice(name, [*agent_fields(), *BY_NAME])


def _flat(given: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    """The fields that are set; those of the envelope and of `web_search_options` by their full names."""
    for name, value in given.items():
        if value is None:
            continue
        if name == "request" and isinstance(value, Mapping):
            yield from _flat(value)
        elif name == "web_search_options" and isinstance(value, Mapping):
            yield from ((f"{name}.{inner}", item) for inner, item in value.items() if item is not None)
        elif name == "background":
            if value is not True:
                raise ValueError("background is true: every job of this client is asked for by its id")
        else:
            yield name, value


def _parts(row: Row, value: Any) -> Iterator[tuple[str, Any]]:
    if any(value == same and type(value) is type(same) for same in row.implied):
        return
    if not row.to:
        raise NoCounterpartError(row.note)
    yield from _CONVERTERS[row.convert](row, value)


def _copy(row: Row, value: Any) -> Iterator[tuple[str, Any]]:
    if isinstance(value, Mapping):
        value = {name: inner for name, inner in value.items() if inner is not None}
    yield row.to, value


def _model(row: Row, value: Any) -> Iterator[tuple[str, Any]]:
    if not isinstance(value, str) or (value.startswith("sonar") and value not in PRESETS):
        raise NoCounterpartError(f"{value!r} has no preset; those known are for {', '.join(PRESETS)}")
    if value in PRESETS or value in PRESET_NAMES:
        yield "preset", PRESETS.get(value, value)
    else:
        yield "model", value


def _messages(row: Row, value: Any) -> Iterator[tuple[str, Any]]:
    instructions, question = input_of(value)
    yield "input", question
    if instructions:
        yield "instructions", instructions


def _tools(row: Row, value: Any) -> Iterator[tuple[str, Any]]:
    if not isinstance(value, Sequence) or isinstance(value, str):
        raise NoCounterpartError("tools are a list")
    yield row.to, [_function(tool) for tool in value]


def _tool_choice(row: Row, value: Any) -> Iterator[tuple[str, Any]]:
    yield row.to, _function(value)


def _function(tool: Any) -> Any:
    if not isinstance(tool, Mapping) or not isinstance(tool.get("function"), Mapping):
        return tool
    flat = {name: inner for name, inner in tool.items() if name != "function"}
    return {**flat, **{name: inner for name, inner in tool["function"].items() if inner is not None}}


def _response_format(row: Row, value: Any) -> Iterator[tuple[str, Any]]:
    kind = value.get("type") if isinstance(value, Mapping) else None
    if kind == "text":
        return  # what happens anyway
    schema = value.get("json_schema") if isinstance(value, Mapping) else None
    if kind != "json_schema" or not isinstance(schema, Mapping):
        raise NoCounterpartError(f"{kind or value!r}; an answer can be held to a JSON schema only")
    named = {name: inner for name, inner in schema.items() if inner is not None}
    name = named.setdefault("name", "answer")  # there a name is required
    if not isinstance(name, str) or not _NAME.fullmatch(name):
        raise NoCounterpartError(f"a name is made of at most 64 letters, digits, _ and -, not {name!r:.80}")
    yield row.to, {**value, "json_schema": named}


_CONVERTERS: dict[str, Callable[[Row, Any], Iterator[tuple[str, Any]]]] = {
    "copy": _copy,
    "model": _model,
    "messages": _messages,
    "tools": _tools,
    "tool_choice": _tool_choice,
    "response_format": _response_format,
}


def _put(target: dict[str, Any], path: str, value: Any) -> None:
    """Set a place that a dotted path names; NoCounterpartError where another value is there already."""
    first, _, rest = path.partition(".")
    if rest:
        value = _nested(rest, value)
    there = target.get(first)
    if isinstance(there, Mapping) and isinstance(value, Mapping):
        merged = dict(there)
        for name, inner in value.items():
            _put(merged, name, inner)
        target[first] = merged
    elif first in target and there != value:
        raise NoCounterpartError(f"{first!r} is there already with another value")
    else:
        target[first] = value


def _nested(path: str, value: Any) -> dict[str, Any]:
    for name in reversed(path.split(".")):
        value = {name: value}
    nested: dict[str, Any] = value
    return nested


def _with_search(tools: Sequence[Any], search: Mapping[str, Any]) -> list[Any]:
    """The tools with the filters and the place in the `web_search` among them, or in one more."""
    if not search:
        return list(tools)
    changed, found = [], False
    for tool in tools:
        if isinstance(tool, Mapping) and tool.get("type") == _SEARCH and not found:
            tool, found = dict(tool), True
            try:
                for name, value in search.items():
                    _put(tool, name, value)
            except NoCounterpartError as why:
                raise ValueError(
                    f"The web_search tool and the search fields contradict each other: {why}."
                ) from None
        changed.append(tool)
    return changed if found else [*changed, {"type": _SEARCH, **search}]
