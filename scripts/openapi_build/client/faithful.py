"""Verify that the generator has read every parameter, body, response, field and constant of the document."""

from __future__ import annotations

import ast
from typing import Any

from openapi_build.document.references import follow, parameters_of, resolve
from openapi_build.errors import BuildError, Pointer
from openapi_build.nodes import operations


def check_read(document: dict[str, Any], parsed: Any) -> list[BuildError]:
    """Errors for parameters, bodies, responses and fields that it lacks or has with another constant."""
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
    models = {str(model.class_info.name): model for model in parsed.models}
    for component, schema in document.get("components", {}).get("schemas", {}).items():
        if not isinstance(schema, dict) or "$ref" in schema:
            continue
        model = models.get(ClassName(schema.get("title") or component, "field_"))
        if model is not None:
            reader.fields(schema, model, ("components", "schemas", component))
    return reader.found


class _Reader:
    def __init__(self, document: dict[str, Any]) -> None:
        self._document = document
        self.found: list[BuildError] = []

    def tell(self, what: str, pointer: Pointer) -> None:
        do = "say it in another way in an overlay, or remove it there"
        self.found.append(BuildError(what, pointer, do=do))

    def operation(self, endpoint: Any, path: str, method: str) -> None:
        pointer: Pointer = ("paths", path, method)
        operation = self._document["paths"][path][method]
        read = {(place.value, _text(each.name)): each for place, each in endpoint.iter_all_parameters()}
        for place, parameter in parameters_of(self._document, path, method):
            key = (parameter["in"], parameter["name"])
            if key not in read:
                self.tell(f"the {key[0]} parameter {key[1]!r} is left out", place)
                continue
            self.value(parameter.get("schema"), read[key], (*place, "schema"))
        body = follow(self._document, operation.get("requestBody", {}))
        sent = [_text(each.content_type) for each in endpoint.bodies]
        for media in body.get("content", {}):
            if media not in sent:
                self.tell(f"the body {media} is left out", (*pointer, "requestBody"))
        answers = {each.status_code.pattern: each for each in endpoint.responses}
        for status, response in operation.get("responses", {}).items():
            place = (*pointer, "responses", status)
            if status.startswith("x-"):
                continue
            if status not in answers:
                self.tell("the answer is left out", place)
                continue
            self._answer(follow(self._document, response), answers[status], place)

    def _answer(self, response: dict[str, Any], read: Any, pointer: Pointer) -> None:
        content = response.get("content", {})
        schemas = [media.get("schema") for media in content.values()]
        if any(schema != schemas[0] for schema in schemas):
            self.tell(f"answers in {', '.join(content)}, and only one of them is read", pointer)
        if schemas and schemas[0] is not None:
            if read.source["attribute"] == "None":
                self.tell("the body of the answer is left out", pointer)
            self.value(schemas[0], read.prop, (*pointer, "content"))

    def fields(self, schema: dict[str, Any], model: Any, pointer: Pointer) -> None:
        """Every field of an object, those that it is composed of too."""
        properties = [*(model.required_properties or ()), *(model.optional_properties or ())]
        read = {_text(each.name): each for each in properties}
        for name, (value, place) in self._fields_of(schema, pointer, frozenset()).items():
            if name not in read:
                self.tell("the field is left out", place)
                continue
            self.value(value, read[name], place)
        if len({each.python_name for each in properties}) < len(properties):
            self.tell("two fields would get one name in Python", pointer)

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
        """Compare a schema with the property that the generator made of it."""
        from openapi_python_client.parser.properties import ModelProperty
        from openapi_python_client.parser.properties.const import ConstProperty
        from openapi_python_client.parser.properties.list_property import ListProperty
        from openapi_python_client.parser.properties.union import UnionProperty

        if not isinstance(schema, dict):
            return
        if isinstance(read, UnionProperty):
            inner = read.inner_properties
            if any(isinstance(each, ConstProperty) for each in inner):
                self.tell("a constant in a union refuses the others", pointer)
        target = resolve(self._document, schema["$ref"]) if "$ref" in schema else schema
        if isinstance(read, ConstProperty) and isinstance(target, dict) and "const" in target:
            value, wanted = _literal(read.value.python_code), target["const"]
            if value != wanted or isinstance(value, bool) is not isinstance(wanted, bool):
                self.tell(f"the constant {wanted!r} would become {value!r}", pointer)
        alone = schema["allOf"] if len(schema.get("allOf", ())) == 1 and "properties" not in schema else [{}]
        if "$ref" in schema or "$ref" in alone[0]:
            return  # a component is looked at where it stands
        if isinstance(read, ModelProperty) and ("properties" in schema or "allOf" in schema):
            self.fields(schema, read, pointer)
        elif isinstance(read, ListProperty):
            self.value(schema.get("items"), read.inner_property, (*pointer, "items"))
        elif "properties" in schema:
            self.tell("its fields are left out", pointer)


def _literal(code: Any) -> Any:
    return ast.literal_eval(code.as_unembedded_code())


def _text(name: Any) -> str:
    return str(name.get_untrusted_value()) if hasattr(name, "get_untrusted_value") else str(name)
