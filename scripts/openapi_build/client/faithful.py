"""Verify that the generator has read every parameter, body, response, class, field and constant."""

from __future__ import annotations

import ast
import re
from typing import Any

from openapi_build.document.references import follow, parameters_of
from openapi_build.document.words import has_words
from openapi_build.errors import BuildError, Pointer
from openapi_build.nodes import operations

_ANOTHER_WAY = "say it in another way in an overlay, or remove it there"


def check_read(document: dict[str, Any], parsed: Any) -> list[BuildError]:
    """Errors for what the generator lacks, has with another constant, or has named after a position."""
    from openapi_python_client.strings import ClassName, PythonIdentifier

    reader = _Reader(document)
    collections = parsed.endpoint_collections_by_tag
    for path, method, operation in operations(document):
        tag = PythonIdentifier((operation.get("tags") or ["default"])[0], "tag")
        name = PythonIdentifier(operation["operationId"], "field_")
        endpoints = collections[tag].endpoints if tag in collections else ()
        endpoint = next((each for each in endpoints if each.name == name and each.method == method), None)
        if endpoint is None:
            reader.tell("the operation is left out", ("paths", path, method))
        else:
            reader.operation(endpoint, path, method)
    classes = {str(one.class_info.name): one for one in (*parsed.models, *parsed.enums)}
    for component, schema in document.get("components", {}).get("schemas", {}).items():
        place: Pointer = ("components", "schemas", component)
        made = classes.get(ClassName(schema.get("title") or component, "field_"))
        if made is None and "$ref" not in schema and (has_words(schema) or "properties" in schema):
            reader.tell("the class is left out", place)
        elif hasattr(made, "required_properties") and "$ref" not in schema:
            reader.fields(schema, made, place)
    for each in classes:
        if re.search(r"Type\d+$", each):
            reader.tell(f"the class {each} is named after a position; name its schema in an overlay", ())
    return reader.found


class _Reader:
    def __init__(self, document: dict[str, Any]) -> None:
        self._document = document
        self.found: list[BuildError] = []

    def tell(self, what: str, pointer: Pointer) -> None:
        self.found.append(BuildError(what, pointer, do=_ANOTHER_WAY))

    def operation(self, endpoint: Any, path: str, method: str) -> None:
        pointer: Pointer = ("paths", path, method)
        operation = self._document["paths"][path][method]
        read = {(place.value, _text(each.name)): each for place, each in endpoint.iter_all_parameters()}
        for place, parameter in parameters_of(self._document, path, method):
            key = (parameter["in"], parameter["name"])
            if key in read:
                self._value(parameter.get("schema"), read[key], (*place, "schema"))
            else:
                self.tell(f"the {key[0]} parameter {key[1]!r} is left out", place)
        sent = [_text(each.content_type) for each in endpoint.bodies]
        for media in follow(self._document, operation.get("requestBody")).get("content", {}):
            if media not in sent:
                self.tell(f"the body {media} is left out", (*pointer, "requestBody"))
        answers = {each.status_code.pattern: each for each in endpoint.responses}
        for status, response in operation.get("responses", {}).items():
            place = (*pointer, "responses", status)
            if status in answers:
                self._answer(follow(self._document, response), answers[status], place)
            elif not status.startswith("x-"):
                self.tell("the answer is left out", place)

    def _answer(self, response: dict[str, Any], read: Any, pointer: Pointer) -> None:
        content = response.get("content", {})
        schemas = [media.get("schema") for media in content.values()]
        if any(schema != schemas[0] for schema in schemas):
            self.tell(f"answers in {', '.join(content)}, and only one of them is read", pointer)
        if schemas and schemas[0] is not None and read.source["attribute"] == "None":
            self.tell("the body of the answer is left out", pointer)

    def fields(self, schema: dict[str, Any], model: Any, pointer: Pointer) -> None:
        """Every field of an object, those that it is composed of too."""
        properties = [*(model.required_properties or ()), *(model.optional_properties or ())]
        read = {_text(each.name): each for each in properties}
        for name, (value, place) in self._fields_of(schema, pointer, frozenset()).items():
            if name in read:
                self._value(value, read[name], place)
            else:
                self.tell("the field is left out", place)
        if len({each.python_name for each in properties}) < len(properties):
            self.tell("two fields would get one name in Python", pointer)

    def _fields_of(
        self, schema: Any, pointer: Pointer, seen: frozenset[int]
    ) -> dict[str, tuple[Any, Pointer]]:
        schema = follow(self._document, schema)
        if id(schema) in seen:
            return {}
        found: dict[str, tuple[Any, Pointer]] = {}
        for index, member in enumerate(schema.get("allOf", ())):
            found |= self._fields_of(member, (*pointer, "allOf", index), seen | {id(schema)})
        own = schema.get("properties", {})
        return found | {name: (value, (*pointer, "properties", name)) for name, value in own.items()}

    def _value(self, schema: Any, read: Any, pointer: Pointer) -> None:
        """A schema against the property that was made of it; classes are looked at where they stand."""
        from openapi_python_client.parser.properties import ModelProperty
        from openapi_python_client.parser.properties.const import ConstProperty
        from openapi_python_client.parser.properties.list_property import ListProperty

        if any(isinstance(each, ConstProperty) for each in getattr(read, "inner_properties", ())):
            self.tell("a constant in a union refuses the others", pointer)
        target = follow(self._document, schema)
        if isinstance(read, ConstProperty) and "const" in target:
            value, wanted = ast.literal_eval(read.value.python_code.as_unembedded_code()), target["const"]
            if value != wanted or isinstance(value, bool) is not isinstance(wanted, bool):
                self.tell(f"the constant {wanted!r} would become {value!r}", pointer)
        elif isinstance(read, ModelProperty) and "$ref" not in schema and "properties" in schema:
            self.fields(schema, read, pointer)
        elif isinstance(read, ListProperty):
            self._value(target.get("items"), read.inner_property, (*pointer, "items"))
        elif "properties" in target and not isinstance(read, ModelProperty):
            self.tell("its fields are left out", pointer)


def _text(name: Any) -> str:
    return str(name.get_untrusted_value()) if hasattr(name, "get_untrusted_value") else str(name)
