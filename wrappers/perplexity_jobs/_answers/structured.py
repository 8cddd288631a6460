"""The object of a class from a structured answer; pydantic models read their answers themselves."""

from __future__ import annotations

import enum
import json
import re
from datetime import date, datetime
from typing import Any, Literal, TypeVar, get_args, get_origin

from .schema import ARRAYS, SIMPLE, UNIONS, members, schema_of

T = TypeVar("T")

_FENCE = re.compile(r"(`{3,}|~{3,})[ \t]*\w*[ \t]*\r?\n")


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
    validate = getattr(kind, "model_validate_json", None)
    if validate is not None:
        parsed: T = validate(body)  # pydantic's own error is a ValueError
        return parsed
    schema_of(kind)
    try:
        built: T = _build(kind, json.loads(body), "answer")
    except RecursionError:
        raise ValueError("it is nested too deeply") from None
    except (OverflowError, TypeError) as problem:  # a number that no float holds, an object in a set
        raise ValueError(str(problem)) from problem
    return built


def _build(kind: Any, value: Any, where: str) -> Any:
    origin, arguments = get_origin(kind), get_args(kind)
    container = origin or kind
    if kind in (Any, object):
        return value
    if origin is Literal:
        return _expect(value in arguments, value, f"one of {list(arguments)}", where)
    if origin in UNIONS:
        return _build_union(arguments, value, where)
    if container in ARRAYS:
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
    if kind in SIMPLE:
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
    fields = members(kind) or {}
    missing = [name for name, (_, required) in fields.items() if required and name not in value]
    if missing:
        raise ValueError(f"{where} lacks {', '.join(missing)}")
    built = {
        name: _build(hint, value[name], f"{where}.{name}")
        for name, (hint, _) in fields.items()
        if name in value
    }
    try:
        return kind(**built)
    except TypeError as problem:  # what attrs' own validators raise
        raise ValueError(f"{where}: {problem.args[0] if problem.args else problem}") from problem


def _expect(fits: bool, value: Any, what: str, where: str) -> Any:
    if not fits:
        raise ValueError(f"{where} is {type(value).__name__} {value!r:.60}, not {what}")
    return value
