"""Leave out what the generated client cannot say, and tell it, so that a new API is built without an overlay.

A parameter whose form the generator does not write becomes a text, which the caller writes in that form, or
one parameter for each field of a ``deepObject``. Fields and words that can have no name in Python have none.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import suppress
from typing import Any

from openapi_build.document.references import PREFIX, follow, parts_of
from openapi_build.errors import BuildError, Pointer
from openapi_build.nodes import METHODS, Node, walk
from openapi_build.schemas import has_words, kind_of, unions_of

_STYLES = {"path": "simple", "header": "simple", "query": "form", "cookie": "form"}
_BETWEEN = {"simple": "commas", "form": "commas", "spaceDelimited": "spaces", "pipeDelimited": "'|'"}
_URLENCODED = "application/x-www-form-urlencoded"
_FORM = ("schema", "content", "style", "explode", "allowReserved")
_ANOTHER_WAY = "say it in another way in an overlay, or remove it there"
_OWN_NAMES = {
    *("additional_properties", "additional_keys", "to_dict", "from_dict"),
    *("d", "cls", "cast", "src_dict", "field_dict"),
}
"""Names of the generated classes' own members and variables: a property of that name would overwrite them."""

_Json = dict[str, Any]
Tell = Callable[..., None]


def leave_out(document: _Json) -> list[BuildError]:
    """Change the document in place; returns what was left out, and with a remedy what must not be."""
    told: list[BuildError] = []

    def tell(what: str, pointer: Pointer, do: str = "") -> None:
        told.append(BuildError(what if do else f"left out: {what}", pointer, do=do))

    if document.pop("webhooks", None):
        tell("webhooks, which are requests to the user", ("webhooks",))
    for name, schema in document.get("components", {}).get("schemas", {}).items():
        if _without_itself(schema, PREFIX + name):
            tell("that a list or union holds itself", ("components", "schemas", name))
    for node in walk(document):
        if node.kind == "path_item":
            for method in [method for method in METHODS if method in node.value]:
                operation, place = node.value[method], (*node.pointer, method)
                if "servers" in node.value or "servers" in operation:
                    del node.value[method]
                    tell("an operation with a server of its own", place)
                    continue
                content = follow(document, operation.get("requestBody")).get("content", {})
                for media, why in list(_bodies(document, content)):
                    del content[media]
                    tell(f"a body that {why}", (*place, "requestBody", "content", media))
                    if not content:
                        del node.value[method]
            node.value.pop("servers", None)
        if node.kind == "operation" and node.value.pop("callbacks", None):
            tell("callbacks, which are requests to the user", (*node.pointer, "callbacks"))
        if node.kind in ("path_item", "operation") and "parameters" in node.value:
            written = []
            for index, parameter in enumerate(node.value["parameters"]):
                said = _said(document, parameter)
                place = (*node.pointer, "parameters", index)
                what = f"the {parameter.get('in')} parameter {parameter.get('name')!r}"
                if not said and parameter.get("required"):
                    said = [parameter]
                    tell(f"{what} has a form that the generator does not write", place, _ANOTHER_WAY)
                elif not said:
                    tell(f"{what}, whose form the generator does not write", place)
                elif parameter.get("style") == "deepObject" and len(said) < len(_fields(document, parameter)):
                    tell(f"fields of {what} that are lists or objects, whose form is not agreed on", place)
                written += said
            node.value["parameters"] = written
        if node.kind == "schema":
            _name(node, tell)
    return told


def _without_itself(schema: Any, itself: str) -> bool:
    """Let a list or union hold anything where it holds itself: the generator knows that of objects only."""
    if not isinstance(schema, dict):
        return False
    if schema.get("$ref") == itself:
        schema.clear()
        return True
    parts = [part for key in ("allOf", *unions_of(schema)) for part in schema.get(key, ())]
    found = [_without_itself(part, itself) for part in (schema.get("items"), *parts)]
    return any(found)


def _bodies(document: _Json, content: _Json) -> Iterator[tuple[str, str]]:
    """The bodies of a request that the client would not send rightly, and why."""
    for media, form in content.items():
        schema = follow(document, form.get("schema"))
        fields = [f for part in parts_of(document, schema) for f in part.get("properties", {}).values()]
        inside = [part for field in fields for part in (field, follow(document, field).get("items"))]
        if len(content) > 1 and "array" in _kinds(document, schema):
            yield media, "is a list, which cannot be told from the other bodies"
        elif media == _URLENCODED and any("object" in _kinds(document, part) for part in inside):
            yield media, "has an object in a form, which is sent with plain values"


def _said(document: _Json, parameter: _Json) -> list[_Json]:
    """A parameter as the generator writes it rightly; none if there is no way."""
    place, schema = str(parameter.get("in")), parameter.get("schema")
    plain = {key: value for key, value in parameter.items() if key not in _FORM}
    style = parameter.get("style", _STYLES.get(place))
    several = _kinds(document, schema) & {"array", "object"}
    exploded = style == "form" and parameter.get("explode", True) is not False
    followed = follow(document, schema)
    if place == "path" and (followed.get("type") == "boolean" or followed.get("format") == "date-time"):
        how = "A text, as JSON has it."  # the client would write it as Python prints it
    elif "content" in parameter:
        how = f"Text in the form {', '.join(parameter['content'])}."
    elif (not several and (place != "path" or style == "simple")) or (place == "query" and exploded):
        return [parameter]
    elif style == "deepObject":
        return [
            {**plain, "name": f"{plain['name']}[{name}]", "required": False, "schema": field}
            for name, field in _fields(document, parameter).items()
            if not _kinds(document, field) & {"array", "object"}
        ]
    elif several == {"array"} and style in _BETWEEN and not (place == "cookie" and exploded):
        how = f"One or several, with {_BETWEEN[style]} between them."
    else:
        return []
    words = f"{parameter.get('description', '')} {how}".strip()
    return [{**plain, "description": words, "schema": {"type": "string"}}]


def _fields(document: _Json, parameter: _Json) -> _Json:
    fields: _Json = follow(document, parameter.get("schema")).get("properties", {})
    return fields


def _kinds(document: _Json, schema: Any, seen: frozenset[int] = frozenset()) -> set[str]:
    """The types that a schema may have."""
    schema = follow(document, schema)
    if id(schema) in seen:
        return set()
    kinds = schema.get("type", [])
    found = {kinds} if isinstance(kinds, str) else set(map(str, kinds if isinstance(kinds, list) else ()))
    found |= {"object"} if "properties" in schema else {"array"} if "items" in schema else set()
    members = (member for key in (*unions_of(schema), "allOf") for member in schema.get(key, ()))
    return found.union(*(_kinds(document, member, seen | {id(schema)}) for member in members))


def _name(node: Node, tell: Tell) -> None:
    """Keep the fields and words of a schema that can have names in Python."""
    from openapi_python_client.strings import PythonIdentifier

    schema = node.value
    properties = schema.get("properties", {})
    named: dict[str, str] = {}
    for name in list(properties):
        # Of two like `fooBar` and `foo_bar` the generator leaves one as it is.
        other = named.setdefault(PythonIdentifier(name, "field_", skip_snake_case=True), name)
        if other != name or PythonIdentifier(name, "field_") in _OWN_NAMES:
            del properties[name]
            if name in schema.get("required", ()):
                schema["required"].remove(name)
            why = f"which would be {other!r} in Python" if other != name else "a name of the class itself"
            place = (*node.pointer, "properties", name)
            tell(f"the field {name!r}, {why}; it is among the additional ones", place)
    for union in unions_of(schema) if "properties" in schema else ():
        said = f"`{union}` stands beside `properties`: the class would have the fields of one of them only"
        tell(said, (*node.pointer, union), _ANOTHER_WAY)
    if has_words(schema) and not _have_names(schema):
        kinds = sorted({kind_of(word) for word in schema.pop("enum")})
        schema.setdefault("type", kinds if len(kinds) > 1 else kinds[0])
        tell("a list of words that have no names in Python, or two types", (*node.pointer, "enum"))


def _have_names(schema: _Json) -> bool:
    """True if each word of an enum becomes a member of its class."""
    from openapi_python_client.parser.properties import Class, EnumProperty

    words = [word for word in schema["enum"] if word is not None]
    if {kind_of(word) for word in words} not in ({"string"}, {"integer"}):
        return False
    own: Any = Class(name="", module_name="")  # type: ignore[arg-type]  # only named in a message of the generator
    with suppress(ValueError):
        return len(EnumProperty.values_from_list(words, own, schema.get("x-enum-varnames", []))) == len(words)
    return False
