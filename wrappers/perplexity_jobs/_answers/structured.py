"""Structured answers: the ``response_format`` of a class, and the object of that class from the answer.

Pydantic models bring their own schema, and read their answers themselves. For dataclasses, TypedDicts and
attrs classes the few types that a JSON answer can hold are enough: text, numbers, booleans, None, dates,
enums, literals, lists, dicts, unions and other such classes.
"""

from __future__ import annotations

import dataclasses
import enum
import inspect
import json
import re
import types
from collections.abc import Mapping
from datetime import date, datetime
from typing import (
    Any,
    Literal,
    NotRequired,
    Required,
    TypeVar,
    Union,
    get_args,
    get_origin,
    get_type_hints,
    is_typeddict,
)

import attrs

T = TypeVar("T")

_SIMPLE: dict[Any, dict[str, Any]] = {
    str: {"type": "string"},
    int: {"type": "integer"},
    float: {"type": "number"},
    bool: {"type": "boolean"},
    type(None): {"type": "null"},
    datetime: {"type": "string", "format": "date-time"},
    date: {"type": "string", "format": "date"},
    Any: {},
    object: {},
}
_UNIONS = (Union, types.UnionType)
_ARRAYS = (list, tuple, set, frozenset)
_TYPES = ("string", "integer", "number", "boolean", "null", "object", "array")
_KEYWORDS = frozenset({"$ref", "allOf", "anyOf", "const", "enum", "items", "oneOf", "properties"})
_FENCE = re.compile(r"(`{3,}|~{3,})[ \t]*\w*[ \t]*\r?\n")
_NO_NAME = re.compile(r"[^A-Za-z0-9_-]+")
_LONGEST_NAME = 64  # in the Agent API's document


def response_format(given: Any) -> dict[str, Any]:
    """The request's ``response_format`` for a class, a JSON schema, or a format as the documents have it.

    The flat form of OpenAI's Responses API is taken as what it says.

    Raises:
        TypeError: it is no mapping, and no class or one with a type that JSON cannot hold.
        ValueError: the mapping is neither a format of this service nor a JSON schema.
    """
    if not isinstance(given, Mapping):
        return _named(getattr(given, "__name__", "answer"), schema_of(given))
    if isinstance(given.get("format"), Mapping):  # what the Responses API takes as `text`
        given = given["format"]
    kind = given.get("type")
    if kind == "json_schema":
        inner = given.get("json_schema", {name: given[name] for name in given if name != "type"})
        schema = inner.get("schema") if isinstance(inner, Mapping) else None
        # Of a schema at this place, only a type that is none of JSON Schema's can be wrong.
        if not isinstance(schema, Mapping) or ("type" in schema and not _is_schema(schema)):
            raise ValueError("response_format has no JSON schema under json_schema.schema")
        return {"type": kind, "json_schema": {**inner}}
    if kind in ("text", "regex"):
        return dict(given)
    if not _is_schema(given):
        raise ValueError(
            f"response_format of the type {kind!r} is not possible: an answer can be held to a JSON schema "
            "only; give a class or a JSON schema"
        )
    return _named(given.get("title") or "answer", dict(given))


def _is_schema(given: Mapping[str, Any]) -> bool:
    """Whether a mapping has a type or another keyword of JSON Schema."""
    if "type" not in given:
        return not _KEYWORDS.isdisjoint(given)
    kinds = given["type"] if isinstance(given["type"], list) else [given["type"]]
    return all(kind in _TYPES for kind in kinds)


def _named(title: Any, schema: dict[str, Any]) -> dict[str, Any]:
    name = _NO_NAME.sub("_", str(title))[:_LONGEST_NAME].strip("_")
    return {"type": "json_schema", "json_schema": {"name": name or "answer", "schema": schema}}


def schema_of(kind: Any) -> dict[str, Any]:
    """The JSON schema of a class; TypeError where it has a type that JSON cannot hold."""
    if hasattr(kind, "model_json_schema"):
        return dict(kind.model_json_schema())
    classes: dict[Any, dict[str, Any]] = {}
    schema = _schema(kind, classes)
    if list(classes) == [kind] and '"$ref"' not in json.dumps(classes[kind]):
        return classes[kind]  # nothing refers to it
    return {**schema, "$defs": {each["title"]: each for each in classes.values()}} if classes else schema


def _members(kind: Any) -> dict[str, tuple[Any, bool]]:
    """The type of each field, and whether it is required; TypeError where the class has no known fields."""
    if is_typeddict(kind):
        # Where annotations are texts, `__required_keys__` does not see through NotRequired and Required.
        marks = {name: get_origin(hint) for name, hint in get_type_hints(kind, include_extras=True).items()}
        needed = {name for name, mark in marks.items() if mark is Required} | {
            name for name in kind.__required_keys__ if marks[name] is not NotRequired
        }
        return {name: (hint, name in needed) for name, hint in get_type_hints(kind).items()}
    if not isinstance(kind, type) or not (attrs.has(kind) or dataclasses.is_dataclass(kind)):
        raise _unfit(kind)
    hints = get_type_hints(kind)
    if attrs.has(kind):
        hints = {field.alias: hints[field.name] for field in attrs.fields(kind)}
    parameters = inspect.signature(kind).parameters.values()
    return {each.name: (hints[each.name], each.default is each.empty) for each in parameters}


def _unfit(kind: Any) -> TypeError:
    return TypeError(
        f"{kind!r:.200} cannot stand in a JSON answer; use an attrs class, a dataclass, a TypedDict or a "
        "dict that is a JSON schema"
    )


def _schema(kind: Any, classes: dict[Any, dict[str, Any]]) -> dict[str, Any]:
    """The schema of one type; the schemas of the classes in it join `classes`."""
    origin, arguments = get_origin(kind), get_args(kind)
    container = origin or kind
    if type(kind).__hash__ is None:  # an object, where its class was meant
        raise _unfit(kind)
    if kind in _SIMPLE:
        return dict(_SIMPLE[kind])
    if origin is Literal:
        return {"enum": list(arguments)}
    if isinstance(kind, type) and issubclass(kind, enum.Enum):
        return {"enum": [member.value for member in kind]}
    inner = [_schema(argument, classes) for argument in arguments if argument is not Ellipsis]
    if container is dict:
        return {"type": "object", "additionalProperties": inner[1] if inner else {}}
    if origin in _UNIONS:
        return {"anyOf": inner}
    if origin is tuple and Ellipsis not in arguments:
        return {"type": "array", "prefixItems": inner, "minItems": len(inner), "maxItems": len(inner)}
    if container in _ARRAYS:
        return {"type": "array", "items": inner[0] if inner else {}}
    if kind not in classes:
        fields, title = _members(kind), kind.__name__
        while any(title == other["title"] for other in classes.values()):  # of another module
            title += "_"
        classes[kind] = {"title": title}  # before its fields: a class may refer to itself
        classes[kind] |= {
            "type": "object",
            "properties": {name: _schema(hint, classes) for name, (hint, _) in fields.items()},
            "required": [name for name, (_, required) in fields.items() if required],
            "additionalProperties": False,
        }
    return {"$ref": f"#/$defs/{classes[kind]['title']}"}


def parse(kind: type[T], text: str) -> T:
    """An object of the class from a JSON answer.

    A Markdown fence around the JSON is taken off: models put one there now and then.

    Raises:
        TypeError: the class has a type that JSON cannot hold.
        ValueError: the answer does not fit the class.
    """
    body = text.strip()
    if (fence := _FENCE.match(body)) and body.endswith(fence[1]):
        body = body[fence.end() : -len(fence[1])]
    if validate := getattr(kind, "model_validate_json", None):
        parsed: T = validate(body)  # pydantic's own error is a ValueError
        return parsed
    schema_of(kind)
    try:
        built: T = _build(kind, json.loads(body), "answer")
    # A number that no float holds, an object in a set, no end of brackets, what validators of attrs refuse.
    except (OverflowError, TypeError, RecursionError) as problem:
        raise ValueError(str(next(iter(problem.args), problem))) from problem
    return built


def _build(kind: Any, value: Any, where: str) -> Any:
    origin, arguments = get_origin(kind), get_args(kind)
    container = origin or kind
    if kind in (Any, object):
        return value
    if origin is Literal:
        return _expect(value in arguments, value, f"one of {list(arguments)}", where)
    if origin in _UNIONS:
        return _build_union(arguments, value, where)
    if container in _ARRAYS:
        _expect(isinstance(value, list), value, "a list", where)
        kinds = [arguments[0] if arguments else Any] * len(value)
        if container is tuple and arguments and Ellipsis not in arguments:
            _expect(len(value) == len(arguments), value, f"a list of {len(arguments)}", where)
            kinds = list(arguments)
        pairs = enumerate(zip(kinds, value, strict=True))
        return container(_build(inner, entry, f"{where}[{i}]") for i, (inner, entry) in pairs)
    if container is dict:
        _expect(isinstance(value, dict), value, "an object", where)
        inner = arguments[1] if arguments else Any
        return {name: _build(inner, entry, f"{where}.{name}") for name, entry in value.items()}
    if kind in (date, datetime):
        return kind.fromisoformat(_expect(isinstance(value, str), value, "a date", where))
    if kind is float:
        fits = isinstance(value, int | float) and not isinstance(value, bool)
        return float(_expect(fits, value, "a number", where))
    if kind in _SIMPLE:
        return _expect(type(value) is kind, value, kind.__name__, where)
    if issubclass(kind, enum.Enum):
        return kind(value)
    return _build_object(kind, value, where)


def _build_union(options: tuple[Any, ...], value: Any, where: str) -> Any:
    problems = []
    for option in options:
        try:
            return _build(option, value, where)
        except ValueError as problem:
            problems.append(str(problem))
    raise ValueError("; ".join(problems))


def _build_object(kind: Any, value: Any, where: str) -> Any:
    _expect(isinstance(value, dict), value, "an object", where)
    fields = _members(kind)
    missing = [name for name, (_, required) in fields.items() if required and name not in value]
    if missing:
        raise ValueError(f"{where} lacks {', '.join(missing)}")
    given = [name for name in fields if name in value]
    return kind(**{name: _build(fields[name][0], value[name], f"{where}.{name}") for name in given})


def _expect(fits: bool, value: Any, what: str, where: str) -> Any:
    if not fits:
        raise ValueError(f"{where} is {type(value).__name__} {value!r:.60}, not {what}")
    return value
