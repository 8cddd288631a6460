"""Check, before the generator runs, for parts of the document that it would omit or generate wrongly.

These are webhooks and callbacks, servers of single operations, unsupported parameter styles, fields beside a
union, and enum values that would share one name.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from typing import Any

from openapi_build.document.references import follow, parameters_of, parts_of, resolve
from openapi_build.document.spelling import kind_of
from openapi_build.document.words import has_words
from openapi_build.errors import BuildError, Pointer
from openapi_build.nodes import Node, operations, walk

_STYLES = {"path": "simple", "header": "simple", "query": "form", "cookie": "form"}
_FORM = "application/x-www-form-urlencoded"
_NAME = "name the values with `x-enum-varnames` in an overlay, or make it a plain text there"


def check_forms(document: dict[str, Any]) -> list[BuildError]:
    """Errors for what the generator would omit or generate wrongly, each with its place."""
    do = "say it in another way in an overlay, or remove it there"
    return [
        BuildError(what, at, do=_NAME if "name of another" in what else do) for what, at in _told(document)
    ]


def _told(document: dict[str, Any]) -> Iterator[tuple[str, Pointer]]:
    if document.get("webhooks"):
        yield "webhooks are left out of the client, which only calls", ("webhooks",)
    paths = document.get("paths", {})
    for path, item in paths.items():
        if "servers" in item:
            yield "names a server of its own, and the client calls one", ("paths", path, "servers")
    for path, method, operation in operations(document):
        place: Pointer = ("paths", path, method)
        if "servers" in operation:
            yield "names a server of its own, and the client calls one", (*place, "servers")
        if operation.get("callbacks"):
            yield "callbacks are left out of the client, which only calls", (*place, "callbacks")
        for pointer, parameter in parameters_of(document, path, method):
            yield from ((said, pointer) for said in _form(document, parameter))
        yield from _bodies(document, operation, place)
    for node in walk(document):
        if node.kind != "schema":
            continue
        if has_words(node.value):
            yield from ((said, (*node.pointer, "enum")) for said in _words(node))
        for union in ("anyOf", "oneOf"):
            if union in node.value and "properties" in node.value:
                said = f"`{union}` stands beside `properties`"
                yield f"{said}, and the class would have the fields of one of them only", node.pointer


def _bodies(
    document: dict[str, Any], operation: dict[str, Any], place: Pointer
) -> Iterator[tuple[str, Pointer]]:
    content = follow(document, operation.get("requestBody")).get("content", {})
    for media, form in content.items():
        pointer = (*place, "requestBody", "content", media)
        if len(content) > 1 and "array" in _kinds(document, form.get("schema"), frozenset()):
            yield "takes a list, which the client cannot tell from the other bodies of this request", pointer
        for part in parts_of(document, follow(document, form.get("schema"))) if media == _FORM else ():
            for name, field in part.get("properties", {}).items():
                items = follow(document, field).get("items")
                if "object" in _kinds(document, field, frozenset()) | _kinds(document, items, frozenset()):
                    yield f"the field {name!r} takes an object, and a form is sent with plain values", pointer


def _form(document: dict[str, Any], parameter: dict[str, Any]) -> Iterator[str]:
    place, called = parameter.get("in"), f"the {parameter.get('in')} parameter {parameter.get('name')!r}"
    schema = follow(document, parameter.get("schema"))
    if place == "path" and (schema.get("type") == "boolean" or schema.get("format") == "date-time"):
        yield f"{called} would be sent as Python writes it (True, a date with a space), and not as JSON does"
    if "content" in parameter:
        yield f"{called} is written as {', '.join(parameter['content'])}, which the generator leaves out"
    style = parameter.get("style", _STYLES.get(str(place)))
    kinds = _kinds(document, parameter.get("schema"), frozenset())
    several = kinds & {"array", "object"}
    one_by_one = place == "query" and style == "form" and parameter.get("explode", True) is not False
    if (style != _STYLES.get(str(place)) and (several or place == "path")) or (several and not one_by_one):
        form = f"{style}{', joined' if place == 'query' and style == 'form' and not one_by_one else ''}"
        said = f"{called} takes an {' or '.join(sorted(several))}" if several else called
        yield f"{said} in the form {form!r}, which the generator does not write"


def _kinds(document: dict[str, Any], schema: Any, seen: frozenset[int]) -> set[str]:
    """The types that a schema may have."""
    if not isinstance(schema, dict) or id(schema) in seen:
        return set()
    seen |= {id(schema)}
    if "$ref" in schema:
        return _kinds(document, resolve(document, schema["$ref"]), seen)
    kinds = schema.get("type", [])
    found = {kinds} if isinstance(kinds, str) else set(map(str, kinds if isinstance(kinds, list) else ()))
    found |= {"object"} if "properties" in schema else {"array"} if "items" in schema else set()
    for key in ("anyOf", "oneOf", "allOf"):
        for member in schema.get(key, ()):
            found |= _kinds(document, member, seen)
    return found


def _words(node: Node) -> Iterator[str]:
    """Why the words of an enum would not all become members of its class."""
    from openapi_python_client.parser.properties import Class, EnumProperty

    words = [value for value in node.value["enum"] if value is not None]
    kinds = {kind_of(word) for word in words}
    if len(kinds) > 1 or not kinds <= {"string", "integer"}:
        said = f"holds values of the types {', '.join(sorted(kinds))}"
        yield f"{said}, and a class takes texts alone or whole numbers alone"
        return
    names = node.value.get("x-enum-varnames", [])
    names = names if len(names) == len(words) else []
    own: Any = Class(name="", module_name="")  # type: ignore[arg-type]  # only named in a message of the generator
    kept: list[int] = []
    for index, word in enumerate(words):
        members: dict[str, Any] = {}
        kept.append(index)
        with suppress(ValueError):
            members = EnumProperty.values_from_list(
                [words[i] for i in kept], own, [names[i] for i in kept] if names else []
            )
        if len(members) < len(kept):
            yield f"the value {word!r} would get the name of another one in Python"
            kept.pop()
