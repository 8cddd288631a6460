"""What the generator would leave out, or write otherwise than the document says, told before it runs.

These are webhooks and callbacks, servers of single operations, forms of parameters that it does not write,
and words of an enum that would share one name.
"""

from __future__ import annotations

import json
from typing import Any, NoReturn

from openapi_build.document.marks import has_words
from openapi_build.document.references import parameters_of, resolve
from openapi_build.document.spelling import kind_of
from openapi_build.errors import BuildError, Pointer
from openapi_build.nodes import Node, operations, walk

_STYLES = {"path": "simple", "header": "simple", "query": "form", "cookie": "form"}


def check_forms(document: dict[str, Any]) -> None:
    """Raises: BuildError for what the generator passes over or would write in another form."""
    if document.get("webhooks"):
        _refuse("webhooks are left out of the client, which only calls", ("webhooks",))
    paths = document.get("paths", {})
    for path, method, operation in operations(document):
        place: Pointer = ("paths", path)
        for holder, at in ((paths[path], place), (operation, (*place, method))):
            if "servers" in holder:
                _refuse("names a server of its own, and the client calls one", (*at, "servers"))
        if operation.get("callbacks"):
            said = "callbacks are left out of the client, which only calls"
            _refuse(said, (*place, method, "callbacks"))
        for pointer, parameter in parameters_of(document, path, method):
            _check_form(document, parameter, pointer)
    for node in walk(document):
        if node.kind == "schema" and has_words(node.value):
            _check_words(node)


def _check_form(document: dict[str, Any], parameter: dict[str, Any], pointer: Pointer) -> None:
    place, called = parameter.get("in"), f"the {parameter.get('in')} parameter {parameter.get('name')!r}"
    if "content" in parameter:
        media = ", ".join(parameter["content"])
        _refuse(f"{called} is written as {media}, which the generator leaves out", pointer)
    style = parameter.get("style", _STYLES.get(str(place)))
    kinds = _kinds(document, parameter.get("schema"), frozenset())
    several = kinds & {"array", "object"}
    one_by_one = place == "query" and style == "form" and parameter.get("explode", True) is not False
    if (style != _STYLES.get(str(place)) and (several or place == "path")) or (several and not one_by_one):
        form = f"{style}{'' if place != 'query' or one_by_one else ', joined'}"
        said = f"{called} takes an {' or '.join(sorted(several))}" if several else called
        _refuse(f"{said} in the form {form!r}, which the generator does not write", pointer)


def _kinds(document: dict[str, Any], schema: Any, seen: frozenset[int]) -> set[str]:
    """The types that a schema may have."""
    if not isinstance(schema, dict) or id(schema) in seen:
        return set()
    seen |= {id(schema)}
    if "$ref" in schema:
        return _kinds(document, resolve(document, schema["$ref"]), seen)
    kinds = schema.get("type", [])
    found = {kinds} if isinstance(kinds, str) else set(kinds)
    found |= {"object"} if "properties" in schema else {"array"} if "items" in schema else set()
    for key in ("anyOf", "oneOf", "allOf"):
        for member in schema.get(key, ()):
            found |= _kinds(document, member, seen)
    return found


def _check_words(node: Node) -> None:
    """Raises: BuildError if the words of an enum would not all become members with their own value."""
    from openapi_python_client.parser.properties import Class, EnumProperty

    words = [value for value in node.value["enum"] if value is not None]
    kinds = {kind_of(word) for word in words}
    pointer = (*node.pointer, "enum")
    if len(kinds) > 1 or not kinds <= {"string", "integer"}:
        said = f"holds values of the types {', '.join(sorted(kinds))}"
        _refuse(f"{said}, and a class takes texts alone or whole numbers alone", pointer)
    names = node.value.get("x-enum-varnames", [])
    own: Any = Class(name="", module_name="")  # type: ignore[arg-type]  # only named in a message of the generator
    for count, word in enumerate(words, start=1):
        given = names[:count] if len(names) == len(words) else []
        try:
            members = EnumProperty.values_from_list(words[:count], own, given)
        except ValueError:
            members = {}
        if len(members) < count:
            said = f"the value {word!r} would get the name of another one in Python"
            do = "name the values with `x-enum-varnames` in an overlay, or make it a plain text there"
            raise BuildError(said, pointer, do=do)
        name, value = list(members.items())[-1]
        if not name.isidentifier() or (isinstance(value, str) and json.loads(f'"{value}"') != word):
            _refuse(f"the value {word!r} cannot be written", pointer)


def _refuse(what: str, pointer: Pointer) -> NoReturn:
    raise BuildError(what, pointer, do="say it in another way in an overlay, or remove it there")
