"""What the generator would leave out or write otherwise than the document says, told with its place.

Before it runs: forms of parameters that it does not know, servers of single operations, values that would
share one name. After it: every parameter, body, answer, field, default and constant, against the document.
"""

from __future__ import annotations

import ast
import json
from collections.abc import Iterator
from typing import Any, NoReturn

from openapi_build.document.marks import has_words
from openapi_build.document.references import resolve
from openapi_build.document.spelling import kind_of
from openapi_build.errors import GeneratorError, NamesError, Pointer
from openapi_build.nodes import Node, operations, walk

_STYLES = {"path": "simple", "header": "simple", "query": "form", "cookie": "form"}
_ANOTHER_WAY = "say it in another way in an overlay, or remove it there"


def check_forms(document: dict[str, Any], *, file: str) -> None:
    """Raises: GeneratorError for what the generator passes over or would write in another form."""
    paths = document.get("paths", {})
    for path, method, operation in operations(document):
        place: Pointer = ("paths", path)
        for holder, at in ((paths[path], place), (operation, (*place, method))):
            if "servers" in holder:
                _refuse("names a server of its own, and the client calls one", file, (*at, "servers"))
        for pointer, parameter in parameters_of(document, path, method):
            _check_form(document, parameter, file, pointer)
    for node in walk(document):
        if node.kind == "schema" and has_words(node.value):
            _check_words(node, file)


def parameters_of(
    document: dict[str, Any], path: str, method: str
) -> Iterator[tuple[Pointer, dict[str, Any]]]:
    """The parameters of an operation and of its path item, references followed; its own come first."""
    item, seen = document["paths"][path], set()
    for holder, pointer in ((item[method], ("paths", path, method)), (item, ("paths", path))):
        for index, parameter in enumerate(holder.get("parameters", ())):
            found = _followed(document, parameter)
            key = (found.get("in"), found.get("name"))
            if key not in seen:
                seen.add(key)
                yield (*pointer, "parameters", index), found


def _check_form(document: dict[str, Any], parameter: dict[str, Any], file: str, pointer: Pointer) -> None:
    place, called = parameter.get("in"), f"the {parameter.get('in')} parameter {parameter.get('name')!r}"
    if "content" in parameter:
        media = ", ".join(parameter["content"])
        _refuse(f"{called} is written as {media}, which the generator leaves out", file, pointer)
    style = parameter.get("style", _STYLES.get(str(place)))
    kinds = _kinds(document, parameter.get("schema"), frozenset())
    several = kinds & {"array", "object"}
    one_by_one = place == "query" and style == "form" and parameter.get("explode", True) is not False
    if (style != _STYLES.get(str(place)) and (several or place == "path")) or (several and not one_by_one):
        form = f"{style}{'' if place != 'query' or one_by_one else ', joined'}"
        said = f"{called} takes an {' or '.join(sorted(several))}" if several else called
        _refuse(f"{said} in the form {form!r}, which the generator does not write", file, pointer)


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


def _check_words(node: Node, file: str) -> None:
    """Raises: NamesError if the words of an enum would not all become members with their own value."""
    from openapi_python_client.parser.properties import Class, EnumProperty

    words = [value for value in node.value["enum"] if value is not None]
    kinds = {kind_of(word) for word in words}
    pointer = (*node.pointer, "enum")
    if len(kinds) > 1 or not kinds <= {"string", "integer"}:
        said = f"holds values of the types {', '.join(sorted(kinds))}"
        raise NamesError(
            f"{said}, and a class takes texts alone or whole numbers alone",
            file=file,
            pointer=pointer,
            do=_ANOTHER_WAY,
        )
    names = node.value.get("x-enum-varnames", [])
    own: Any = Class(name="", module_name="")  # type: ignore[arg-type]  # only named in a message of the generator
    for count, word in enumerate(words, start=1):
        given = names[:count] if len(names) == len(words) else []
        try:
            members = EnumProperty.values_from_list(words[:count], own, given)
        except ValueError:
            members = {}
        if len(members) < count:
            raise NamesError(
                f"the value {word!r} would get the name of another one in Python",
                file=file,
                pointer=pointer,
                do="name the values with `x-enum-varnames` in an overlay, or make it a plain text there",
            )
        name, value = list(members.items())[-1]
        if not name.isidentifier() or (isinstance(value, str) and json.loads(f'"{value}"') != word):
            raise NamesError(
                f"the value {word!r} cannot be written", file=file, pointer=pointer, do=_ANOTHER_WAY
            )


def check_read(document: dict[str, Any], parsed: Any, *, file: str) -> None:
    """Hold what the generator read against the document.

    Raises:
        GeneratorError: it lacks a parameter, body, answer or field, or has a default or constant otherwise.
    """
    from openapi_python_client.strings import ClassName, PythonIdentifier

    reader = _Reader(document, file)
    collections = parsed.endpoint_collections_by_tag
    for path, method, operation in operations(document):
        tag = PythonIdentifier((operation.get("tags") or ["default"])[0], "tag")
        name = PythonIdentifier(operation["operationId"], "field_")
        endpoints = collections[tag].endpoints if tag in collections else ()
        endpoint = next((each for each in endpoints if each.name == name and each.method == method), None)
        if endpoint is None:
            _refuse("the operation is left out", file, ("paths", path, method))
        reader.operation(endpoint, path, method)
    models = {str(model.class_info.name): model for model in parsed.models}
    for component, schema in document.get("components", {}).get("schemas", {}).items():
        model = (
            models.get(ClassName(schema.get("title") or component, "field_"))
            if isinstance(schema, dict)
            else None
        )
        if model is not None and "$ref" not in schema:
            reader.fields(schema, model, ("components", "schemas", component))


class _Reader:
    def __init__(self, document: dict[str, Any], file: str) -> None:
        self._document = document
        self._file = file

    def operation(self, endpoint: Any, path: str, method: str) -> None:
        pointer: Pointer = ("paths", path, method)
        operation = self._document["paths"][path][method]
        read = {(place.value, _text(each.name)): each for place, each in endpoint.iter_all_parameters()}
        for place, parameter in parameters_of(self._document, path, method):
            key = (parameter["in"], parameter["name"])
            if key not in read:
                _refuse(f"the {key[0]} parameter {key[1]!r} is left out", self._file, place)
            self.value(parameter.get("schema"), read[key], (*place, "schema"))
        body = _followed(self._document, operation.get("requestBody", {}))
        sent = [_text(each.content_type) for each in endpoint.bodies]
        for media in body.get("content", {}):
            if media not in sent:
                _refuse(f"the body {media} is left out", self._file, (*pointer, "requestBody"))
        answers = {each.status_code.pattern: each for each in endpoint.responses}
        for status, response in operation.get("responses", {}).items():
            place = (*pointer, "responses", status)
            if status.startswith("x-"):
                continue
            if status not in answers:
                _refuse("the answer is left out", self._file, place)
            self._answer(_followed(self._document, response), answers[status], place)

    def _answer(self, response: dict[str, Any], read: Any, pointer: Pointer) -> None:
        content = response.get("content", {})
        schemas = [media.get("schema") for media in content.values()]
        if any(schema != schemas[0] for schema in schemas):
            _refuse(f"answers in {', '.join(content)}, and only one of them is read", self._file, pointer)
        if schemas and schemas[0] is not None:
            if read.source["attribute"] == "None":
                _refuse("the body of the answer is left out", self._file, pointer)
            self.value(schemas[0], read.prop, (*pointer, "content"))

    def fields(self, schema: dict[str, Any], model: Any, pointer: Pointer) -> None:
        """Every field of an object, those that it is composed of too."""
        properties = [*(model.required_properties or ()), *(model.optional_properties or ())]
        read = {_text(each.name): each for each in properties}
        for name, (value, place) in self._fields_of(schema, pointer, frozenset()).items():
            if name not in read:
                _refuse("the field is left out", self._file, place)
            self.value(value, read[name], place)
        if len({each.python_name for each in properties}) < len(properties):
            _refuse("two fields would get one name in Python", self._file, pointer)

    def _fields_of(
        self, schema: Any, pointer: Pointer, seen: frozenset[int]
    ) -> dict[str, tuple[Any, Pointer]]:
        if not isinstance(schema, dict) or id(schema) in seen:
            return {}
        seen |= {id(schema)}
        found: dict[str, tuple[Any, Pointer]] = {}
        if "$ref" in schema:
            found |= self._fields_of(resolve(self._document, schema["$ref"]), pointer, seen)
        for index, member in enumerate(schema.get("allOf", ())):
            found |= self._fields_of(member, (*pointer, "allOf", index), seen)
        own = schema.get("properties", {})
        return found | {name: (value, (*pointer, "properties", name)) for name, value in own.items()}

    def value(self, schema: Any, read: Any, pointer: Pointer) -> None:
        """A schema against the property that was made of it."""
        from openapi_python_client.parser.properties import ModelProperty
        from openapi_python_client.parser.properties.const import ConstProperty
        from openapi_python_client.parser.properties.list_property import ListProperty
        from openapi_python_client.parser.properties.union import UnionProperty

        if not isinstance(schema, dict):
            return
        if isinstance(read, UnionProperty):
            inner = read.inner_properties
            if any(isinstance(each, ConstProperty) for each in inner):
                _refuse("a constant in a union refuses the others", self._file, pointer)
        if "default" in schema and read.default is not None:
            self._literal(read.default.python_code, schema["default"], "the default", pointer)
        target = resolve(self._document, schema["$ref"]) if "$ref" in schema else schema
        if isinstance(read, ConstProperty) and isinstance(target, dict) and "const" in target:
            self._literal(read.value.python_code, target["const"], "the constant", pointer)
        if "$ref" in schema:
            return  # a component is looked at where it stands
        if isinstance(read, ModelProperty) and ("properties" in schema or "allOf" in schema):
            self.fields(schema, read, pointer)
        elif isinstance(read, ListProperty):
            self.value(schema.get("items"), read.inner_property, (*pointer, "items"))
        elif "properties" in schema:
            _refuse("its fields are left out", self._file, pointer)

    def _literal(self, code: Any, wanted: Any, called: str, pointer: Pointer) -> None:
        try:
            value = ast.literal_eval(code.as_unembedded_code())
        except (ValueError, SyntaxError):
            return  # a word of an enum, a date: made by a class, which refuses what it does not know
        if value != wanted or isinstance(value, bool) is not isinstance(wanted, bool):
            _refuse(f"{called} {wanted!r} would become {value!r}", self._file, pointer)


def _followed(document: dict[str, Any], node: Any) -> dict[str, Any]:
    """The object that a chain of references ends in."""
    for _ in range(50):
        if not isinstance(node, dict) or "$ref" not in node:
            break
        node = resolve(document, node["$ref"])
    return node if isinstance(node, dict) else {}


def _text(name: Any) -> str:
    return str(name.get_untrusted_value()) if hasattr(name, "get_untrusted_value") else str(name)


def _refuse(what: str, file: str, pointer: Pointer) -> NoReturn:
    raise GeneratorError(what, file=file, pointer=pointer, do=_ANOTHER_WAY)
