"""Structured answers: a JSON schema from a class, and an object of that class from an answer.

Pydantic models bring both themselves. For dataclasses, TypedDicts and attrs classes the few types that a
JSON answer can hold are enough: text, numbers, booleans, None, dates, enums, literals, lists, dicts, unions
and other such classes.
"""

from __future__ import annotations

import dataclasses
import enum
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
    TypeAlias,
    TypeVar,
    Union,
    get_args,
    get_origin,
    get_type_hints,
    is_typeddict,
)

import attrs

T = TypeVar("T")
_Named: TypeAlias = tuple[str, dict[str, Any]]

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
_FENCE = re.compile(r"(`{3,}|~{3,})[ \t]*\w*[ \t]*\r?\n")


_TYPES = frozenset({"string", "integer", "number", "boolean", "null", "object", "array"})
_KEYWORDS = frozenset({"$ref", "allOf", "anyOf", "const", "enum", "items", "oneOf", "properties"})
_NO_NAME = re.compile(r"[^A-Za-z0-9_-]+")
_LONGEST_NAME = 64  # in the Agent API's document


def response_format(given: Any) -> dict[str, Any]:
    """The request's ``response_format`` for a class, a JSON schema, or a format as the documents have it.

    The flat form of OpenAI's Responses API is taken as what it says.

    Raises:
        TypeError: the class has a type that JSON cannot hold.
        ValueError: the mapping is neither a format of this service nor a JSON schema.
    """
    if not isinstance(given, Mapping):
        return _named(getattr(given, "__name__", "answer"), schema_of(given))
    if isinstance(given.get("format"), Mapping):  # what the Responses API takes as `text`
        given = given["format"]
    kind = given.get("type")
    if kind == "json_schema":
        inner = given.get("json_schema", {name: given[name] for name in given if name != "type"})
        if not isinstance(inner, Mapping) or not _is_schema(inner.get("schema"), named=False):
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


def _is_schema(given: Any, *, named: bool = True) -> bool:
    """Whether a mapping can be a JSON schema; `named` where nothing but its keywords says that it is one."""
    if not isinstance(given, Mapping) or "type" not in given:
        return isinstance(given, Mapping) and bool(not named or _KEYWORDS.intersection(given))
    kinds = given["type"] if isinstance(given["type"], list) else [given["type"]]
    return all(isinstance(kind, str) and kind in _TYPES for kind in kinds)


def _named(title: Any, schema: dict[str, Any]) -> dict[str, Any]:
    name = _NO_NAME.sub("_", str(title))[:_LONGEST_NAME].strip("_")
    return {"type": "json_schema", "json_schema": {"name": name or "answer", "schema": schema}}


def schema_of(kind: Any) -> dict[str, Any]:
    """The JSON schema of a class; TypeError where it has a type that JSON cannot hold."""
    if hasattr(kind, "model_json_schema"):
        schema: dict[str, Any] = kind.model_json_schema()
        return schema
    found: dict[Any, _Named] = {}
    schema = _schema(kind, found)
    definitions = dict(found.values())
    if list(found) == [kind] and not _refers(definitions):
        return definitions[found[kind][0]]  # one use only, by the root itself: no need for a reference
    return {**schema, "$defs": definitions} if definitions else schema


def parse(kind: type[T], text: str) -> T:
    """An object of the class from a JSON answer; ValueError says what does not fit.

    A Markdown fence around the JSON is taken off: models put one there now and then.
    """
    body = text.strip()
    if (fence := _FENCE.match(body)) and body.endswith(fence[1]):
        body = body[fence.end() : -len(fence[1])]
    validate = getattr(kind, "model_validate_json", None)
    if validate is not None:
        parsed: T = validate(body)  # pydantic's own error is a ValueError
        return parsed
    try:
        built: T = _build(kind, json.loads(body), "answer")
    except RecursionError:
        raise ValueError("it is nested too deeply") from None
    except (OverflowError, TypeError) as problem:  # a number that no float holds, an object in a set
        raise ValueError(str(problem)) from problem
    return built


def _refers(definitions: Mapping[str, Any]) -> bool:
    return '"$ref"' in json.dumps(definitions)


def _members(kind: Any) -> dict[str, tuple[Any, bool]] | None:
    """Type and requiredness of each field; None where the class is no dataclass, TypedDict or attrs class."""
    if is_typeddict(kind):
        # Where annotations are texts, `__required_keys__` does not see through NotRequired and Required.
        marks = {name: get_origin(hint) for name, hint in get_type_hints(kind, include_extras=True).items()}
        return {
            name: (
                hint,
                marks[name] is Required
                or (marks[name] is not NotRequired and name in kind.__required_keys__),
            )
            for name, hint in get_type_hints(kind).items()
        }
    if attrs.has(kind):
        required = {f.alias: f.default is attrs.NOTHING for f in attrs.fields(kind) if f.init}
        hints = get_type_hints(kind)
        return {f.alias: (hints[f.name], required[f.alias]) for f in attrs.fields(kind) if f.init}
    if dataclasses.is_dataclass(kind):
        hints = get_type_hints(kind)
        missing = dataclasses.MISSING
        return {
            f.name: (hints[f.name], f.default is missing and f.default_factory is missing)
            for f in dataclasses.fields(kind)
            if f.init
        }
    return None


def _name(kind: Any, found: Mapping[Any, _Named]) -> str:
    """A name of its own: classes of different modules may be called the same."""
    taken = {name for name, _ in found.values()}
    name, number = kind.__name__, 2
    while name in taken:
        name, number = f"{kind.__name__}{number}", number + 1
    return str(name)


def _schema(kind: Any, definitions: dict[Any, _Named]) -> dict[str, Any]:
    origin, arguments = get_origin(kind), get_args(kind)
    if type(kind).__hash__ is None:  # an object, where its class was meant
        raise TypeError(f"{kind!r:.200} cannot stand in a JSON answer; use a class or a JSON schema")
    if kind in _SIMPLE:
        return dict(_SIMPLE[kind])
    if origin is Literal:
        return {"enum": list(arguments)}
    if origin in (Union, types.UnionType):
        return {"anyOf": [_schema(option, definitions) for option in arguments]}
    if origin is tuple and Ellipsis not in arguments:
        parts = [_schema(argument, definitions) for argument in arguments]
        return {"type": "array", "prefixItems": parts, "minItems": len(parts), "maxItems": len(parts)}
    if origin in (list, tuple, set, frozenset) or kind in (list, tuple, set, frozenset):
        items = [argument for argument in arguments if argument is not Ellipsis]
        return {"type": "array", "items": _schema(items[0], definitions) if items else {}}
    if origin is dict or kind is dict:
        return {
            "type": "object",
            "additionalProperties": _schema(arguments[1], definitions) if arguments else {},
        }
    if isinstance(kind, type) and issubclass(kind, enum.Enum):
        return {"enum": [member.value for member in kind]}
    members = _members(kind)
    if members is None:
        raise TypeError(
            f"{kind!r} cannot stand in a JSON answer; use an attrs class, a dataclass, a TypedDict or a dict "
            "that is a JSON schema"
        )
    if kind not in definitions:
        schema: dict[str, Any] = {}
        definitions[kind] = _name(kind, definitions), schema  # first, so that a class may refer to itself
        schema.update(
            type="object",
            title=kind.__name__,
            properties={name: _schema(hint, definitions) for name, (hint, _) in members.items()},
            required=[name for name, (_, required) in members.items() if required],
            additionalProperties=False,
        )
    return {"$ref": f"#/$defs/{definitions[kind][0]}"}


def _build(kind: Any, value: Any, where: str) -> Any:
    origin, arguments = get_origin(kind), get_args(kind)
    if kind in (Any, object):
        return value
    if origin is Literal:
        return _expect(value in arguments, value, f"one of {list(arguments)}", where)
    if origin in (Union, types.UnionType):
        return _build_union(arguments, value, where)
    container = origin or kind
    if container in (list, tuple, set, frozenset):
        _expect(isinstance(value, list), value, "a list", where)
        if container is tuple and arguments and Ellipsis not in arguments:
            _expect(len(value) == len(arguments), value, f"a list of {len(arguments)}", where)
            pairs = enumerate(zip(arguments, value, strict=True))
            return tuple(_build(part, entry, f"{where}[{i}]") for i, (part, entry) in pairs)
        inner = arguments[0] if arguments else Any
        return container(_build(inner, entry, f"{where}[{i}]") for i, entry in enumerate(value))
    if container is dict:
        _expect(isinstance(value, dict), value, "an object", where)
        inner = arguments[1] if arguments else Any
        return {name: _build(inner, entry, f"{where}.{name}") for name, entry in value.items()}
    if kind in (date, datetime):
        _expect(isinstance(value, str), value, "a date", where)
        return kind.fromisoformat(value)
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
    members = _members(kind) or {}
    missing = [name for name, (_, required) in members.items() if required and name not in value]
    if missing:
        raise ValueError(f"{where} lacks {', '.join(missing)}")
    known = {name: value[name] for name in members if name in value}
    built = {name: _build(members[name][0], entry, f"{where}.{name}") for name, entry in known.items()}
    try:
        return kind(**built)
    except TypeError as problem:  # what attrs' own validators raise
        raise ValueError(f"{where}: {problem.args[0] if problem.args else problem}") from problem


def _expect(fits: bool, value: Any, what: str, where: str) -> Any:
    if not fits:
        raise ValueError(f"{where} is {type(value).__name__} {value!r:.60}, not {what}")
    return value
