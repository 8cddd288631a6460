"""The form of a structured answer: the ``response_format`` and the JSON schema of a class.

Pydantic models bring their own. For dataclasses, TypedDicts and attrs classes the few types that a JSON
answer can hold are enough: text, numbers, booleans, None, dates, enums, literals, lists, dicts, unions and
other such classes.
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
    Union,
    get_args,
    get_origin,
    get_type_hints,
    is_typeddict,
)

import attrs

SIMPLE: dict[Any, dict[str, Any]] = {
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
UNIONS = (Union, types.UnionType)
ARRAYS = (list, tuple, set, frozenset)

_TYPES = frozenset({"string", "integer", "number", "boolean", "null", "object", "array"})
_KEYWORDS = frozenset({"$ref", "allOf", "anyOf", "const", "enum", "items", "oneOf", "properties"})
_NO_NAME = re.compile(r"[^A-Za-z0-9_-]+")
_LONGEST_NAME = 64  # in the Agent API's document


def response_format(given: Any) -> dict[str, Any]:
    """The request's ``response_format`` for a class, a JSON schema, or a format as the documents have it.

    The flat form of OpenAI's Responses API is taken as what it says.

    Raises:
        TypeError: the class has a type that JSON cannot hold, or it is no class and no mapping.
        ValueError: the mapping is neither a format of this service nor a JSON schema.
    """
    if isinstance(given, str | bytes | int | float | list | tuple | set | frozenset):
        raise TypeError(f"response_format takes a class or a JSON schema, not {given!r:.100}")
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
    return all(isinstance(kind, str) and kind in _TYPES for kind in kinds)


def _named(title: Any, schema: dict[str, Any]) -> dict[str, Any]:
    name = _NO_NAME.sub("_", str(title))[:_LONGEST_NAME].strip("_")
    return {"type": "json_schema", "json_schema": {"name": name or "answer", "schema": schema}}


def schema_of(kind: Any) -> dict[str, Any]:
    """The JSON schema of a class; TypeError where it has a type that JSON cannot hold."""
    if hasattr(kind, "model_json_schema"):
        schema: dict[str, Any] = kind.model_json_schema()
        return schema
    names: dict[Any, str] = {}
    definitions: dict[str, dict[str, Any]] = {}
    schema = _schema(kind, names, definitions)
    if list(names) == [kind] and '"$ref"' not in json.dumps(definitions):
        return definitions[names[kind]]  # the root itself, and nothing refers to it
    return {**schema, "$defs": definitions} if definitions else schema


def members(kind: Any) -> dict[str, tuple[Any, bool]] | None:
    """Type and requiredness of each field; None where the class is no dataclass, TypedDict or attrs class."""
    if is_typeddict(kind):
        # Where annotations are texts, `__required_keys__` does not see through NotRequired and Required.
        marks = {name: get_origin(hint) for name, hint in get_type_hints(kind, include_extras=True).items()}
        needed = {name for name, mark in marks.items() if mark is Required} | {
            name for name in kind.__required_keys__ if marks[name] is not NotRequired
        }
        return {name: (hint, name in needed) for name, hint in get_type_hints(kind).items()}
    if attrs.has(kind):
        hints = get_type_hints(kind)
        return {f.alias: (hints[f.name], f.default is attrs.NOTHING) for f in attrs.fields(kind) if f.init}
    if dataclasses.is_dataclass(kind):
        hints, missing = get_type_hints(kind), dataclasses.MISSING
        return {
            f.name: (hints[f.name], f.default is missing and f.default_factory is missing)
            for f in dataclasses.fields(kind)
            if f.init
        }
    return None


def _schema(kind: Any, names: dict[Any, str], definitions: dict[str, dict[str, Any]]) -> dict[str, Any]:
    """The schema of one type; the classes in it get their names, and their schemas by these."""
    origin, arguments = get_origin(kind), get_args(kind)
    container = origin or kind
    if type(kind).__hash__ is None:  # an object, where its class was meant
        raise TypeError(f"{kind!r:.200} cannot stand in a JSON answer; use a class or a JSON schema")
    if kind in SIMPLE:
        return dict(SIMPLE[kind])
    if origin is Literal:
        return {"enum": list(arguments)}
    if isinstance(kind, type) and issubclass(kind, enum.Enum):
        return {"enum": [member.value for member in kind]}
    if container is dict:
        inner = [_schema(argument, names, definitions) for argument in arguments[1:]]
        return {"type": "object", "additionalProperties": inner[0] if inner else {}}
    inner = [_schema(argument, names, definitions) for argument in arguments if argument is not Ellipsis]
    if origin in UNIONS:
        return {"anyOf": inner}
    if origin is tuple and Ellipsis not in arguments:
        return {"type": "array", "prefixItems": inner, "minItems": len(inner), "maxItems": len(inner)}
    if container in ARRAYS:
        return {"type": "array", "items": inner[0] if inner else {}}
    if kind not in names:
        fields = members(kind)
        if fields is None:
            raise TypeError(
                f"{kind!r} cannot stand in a JSON answer; use an attrs class, a dataclass, a TypedDict or a "
                "dict that is a JSON schema"
            )
        name, number = kind.__name__, 1
        while name in definitions:  # classes of different modules may be called the same
            number += 1
            name = f"{kind.__name__}{number}"
        names[kind] = name
        schema = definitions.setdefault(name, {})  # before its fields: a class may refer to itself
        schema.update(
            type="object",
            title=kind.__name__,
            properties={field: _schema(hint, names, definitions) for field, (hint, _) in fields.items()},
            required=[field for field, (_, required) in fields.items() if required],
            additionalProperties=False,
        )
    return {"$ref": f"#/$defs/{names[kind]}"}
