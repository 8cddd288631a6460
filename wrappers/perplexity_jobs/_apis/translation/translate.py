"""The older request as one of the Agent API: nothing is dropped in silence, and nothing is sent.

The table says where each field goes; this module carries that out. A request may mix both vocabularies: what
the Agent API knows by its own name stays as it is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence, Set
from typing import Any

from ..building import advice, field_names, plain
from .messages import NoCounterpartError, input_of, set_only
from .table import BY_NAME, DATES, EFFORTS, Row, level_of

_SEARCH = "web_search"
_NAME = re.compile(r"[A-Za-z0-9_-]{1,64}")
# What brings a prompt of its own, which `instructions` would replace.
_CONFIGURED = frozenset({"effort", "preset", "profile"})
# Translated after all else, in this order: a level goes before an older model, and decides about messages.
_LATE = {"model": 1, "messages": 2}


def translate(request: Any) -> dict[str, Any]:
    """The request of the Agent API that asks the same; nothing is sent.

    Args:
        request: of the asynchronous chat completions, as a mapping or as the generated model, with or without
            the envelope around it. Fields that are None count as not set.

    Returns:
        The body for ``POST /v1/agent``, always with ``background: true``. Its `effort` is the level that
        stands for an older model, unless the request says `effort`, `preset` or `profile` itself.

    Raises:
        TypeError: it is no request, or has a field that neither API knows.
        ValueError: fields have no counterpart there; the message names each, and why.
    """
    given = plain(request)
    if not isinstance(given, Mapping):
        raise TypeError(f"a request is a mapping or a generated request, not {type(request).__name__}")
    result: dict[str, Any] = {}
    refused: list[str] = []
    for name, value in sorted(_flat(given), key=lambda field: _LATE.get(field[0], 0)):
        row = BY_NAME.get(name)
        if row is None and name not in field_names("agent"):
            hint = advice(name, [*field_names("agent"), *BY_NAME])
            raise TypeError(f"the request has no field {name!r}; {hint}")
        try:
            for path, part in _targets(row or Row(name, name), value, result.keys()).items():
                result = _merged(result, _nested(path, part))
        except NoCounterpartError as why:
            refused.append(f"{name} ({why})")
    search = result.pop(_SEARCH, {})
    filters = search.get("filters", {})
    if "search_recency_filter" in filters and any(name in filters for name in DATES):
        refused.append("search_recency_filter (not together with dates)")
    try:
        if search:
            result["tools"] = _with_search(result.get("tools", ()), search)
    except NoCounterpartError as why:
        refused.append(f"web_search beside the search fields ({why})")
    if refused:
        raise ValueError(
            f"The Agent API has no counterpart for {'; '.join(refused)}. Leave out or change what is named."
        )
    return {**result, "background": True}


def _flat(given: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    """The fields that are set; those of the envelope and of `web_search_options` by their full names."""
    for name, value in set_only(given).items():
        if name == "request" and isinstance(value, Mapping):
            yield from _flat(value)
        elif name == "web_search_options" and isinstance(value, Mapping):
            yield from ((f"{name}.{inner}", item) for inner, item in set_only(value).items())
        elif name == "background":
            if value is not True:
                raise ValueError("background is true: every job of this client is asked for by its id")
        else:
            yield name, value


def _targets(row: Row, value: Any, there: Set[str]) -> dict[str, Any]:
    """The places in the new request that one field fills, as dotted paths, with their values.

    Args:
        row: of the field.
        value: of the field.
        there: the names of what has been filled already.
    """
    if value == row.implied and type(value) is type(row.implied):
        return {}
    if not row.to or not row.fits(value):
        raise NoCounterpartError(row.note)
    match row.name:
        case "model":
            return _model(value, there)
        case "messages":
            instructions, question = input_of(value, apart=not there & _CONFIGURED)
            return {"input": question} | ({"instructions": instructions} if instructions else {})
        case "tools":
            if not isinstance(value, list):
                raise NoCounterpartError("tools are a list")
            value = [_function(tool) for tool in value] or None
        case "tool_choice":
            value = _function(value)
        case "max_tokens":
            value = max(16, value) if type(value) is int else value
        case "response_format":
            value = _response_format(value)
        case _ if isinstance(value, Mapping):
            value = set_only(value)
    return {} if value is None else {row.to: value}


def _model(value: Any, there: Set[str]) -> dict[str, Any]:
    if not isinstance(value, str) or (value.startswith("sonar") and value not in EFFORTS):
        raise NoCounterpartError(f"{value!r} has no level; those known are for {', '.join(EFFORTS)}")
    level = EFFORTS.get(value) or level_of(value)
    if level is None:
        return {"model": value}
    _, mark, version = value.partition("@")
    return {} if there & _CONFIGURED else {"effort": level + mark + version}


def _function(tool: Any) -> Any:
    if not isinstance(tool, Mapping) or not isinstance(tool.get("function"), Mapping):
        return tool
    return {name: inner for name, inner in tool.items() if name != "function"} | set_only(tool["function"])


def _response_format(value: Any) -> dict[str, Any] | None:
    given = value if isinstance(value, Mapping) else {}
    kind, schema = given.get("type"), given.get("json_schema")
    if kind == "text":
        return None  # what happens anyway
    if kind != "json_schema" or not isinstance(schema, Mapping):
        raise NoCounterpartError(f"{kind or value!r}; an answer can be held to a JSON schema only")
    named = {"name": "answer", **set_only(schema)}  # there a name is required
    name = named["name"]
    if not isinstance(name, str) or not _NAME.fullmatch(name):
        raise NoCounterpartError(f"a name is made of at most 64 letters, digits, _ and -, not {name!r:.80}")
    return {**given, "json_schema": named}


def _nested(path: str, value: Any) -> dict[str, Any]:
    first, _, rest = path.partition(".")
    return {first: _nested(rest, value) if rest else value}


def _merged(one: Mapping[str, Any], other: Mapping[str, Any]) -> dict[str, Any]:
    """Both objects in one; NoCounterpartError where they say different things about one place."""
    result = dict(one)
    for name, value in other.items():
        there = result.get(name)
        if isinstance(there, Mapping) and isinstance(value, Mapping):
            value = _merged(there, value)
        elif name in result and there != value:
            raise NoCounterpartError(f"{name!r} is there already with another value")
        result[name] = value
    return result


def _with_search(tools: Sequence[Any], search: Mapping[str, Any]) -> list[Any]:
    """The tools with the filters and the place in the first `web_search` among them, or in one more."""
    for index, tool in enumerate(tools):
        if isinstance(tool, Mapping) and tool.get("type") == _SEARCH:
            return [*tools[:index], _merged(tool, search), *tools[index + 1 :]]
    return [*tools, {"type": _SEARCH, **search}]
