"""Apply the rules that hold for every API, without an overlay:

- The client sends only what the caller set: defaults of the document are kept as ``x-default``.
- Any field of a response may be missing or null, and a class keeps unknown fields.
- A union of objects gets a member for unknown kinds. The field by which its members are told apart, a
  constant or a discriminator, stays as strict as in the page; all other enums are open (see ``marks``).
- Every operation has an id and a tag.
"""

from __future__ import annotations

import re
from typing import Any

from openapi_build.document.media import choose_media_types, schemas_below
from openapi_build.document.references import PREFIX, follow, is_bare_name, parts_of, prune
from openapi_build.nodes import Node, operations, schemas_in, walk
from openapi_build.read.upgrade import allow_null
from openapi_build.schemas import CLOSED_MARK, DEFAULT, is_object, mapping_of, unions_of
from openapi_build.yamlio import plain

UNKNOWN = "UnknownObject"
_UNKNOWN_SCHEMA = {
    "title": UNKNOWN,
    "description": "Of a kind that the document does not know yet; its fields are all kept.",
    "type": "object",
    "properties": {"type": {"type": ["string", "null"]}},
}

_Json = dict[str, Any]


def apply_rules(document: _Json, group: str = "") -> _Json:
    """Change the document of a group in place and return it."""
    for path, method, operation in operations(document):
        words = re.findall(r"[\w-]+", operation.get("operationId") or f"{method} {path}")
        operation["operationId"] = "_".join(words)  # of `issues/create` the generator would make one word
        operation.setdefault("responses", {"default": {"description": ""}})
        if group and not operation.get("tags"):
            operation["tags"] = [group]
    for node in list(walk(document)):
        if node.kind == "schema":
            _simplify(node.value)
            continue
        node.value.pop("examples", None)  # they rule nothing, and a broken one would stop the build
        node.value.pop("example", None)
        if node.kind == "response" and "$ref" not in node.value:
            node.value.setdefault("description", "")
        elif node.kind == "parameter" and node.value.get("in") == "path":
            node.value["required"] = True
    choose_media_types(document)
    prune(document)
    for node in list(schemas_in(document)):
        names = [name for part in parts_of(document, node.value) for name in part.get("properties", {})]
        if len(set(names)) < len(names):  # the generator cannot bring two versions of a field together
            _flatten(document, node.value)
    kept: dict[int, set[str]] = {}
    unions = [node.value for node in schemas_in(document) if unions_of(node.value)]
    for union in unions:
        _tell_apart(document, union, kept)
    answers = [node for node in walk(document) if node.kind == "response"]
    for schema in schemas_below(document, answers):
        _make_optional(document, schema, kept.get(id(schema), set()))
    schemas = document.setdefault("components", {}).setdefault("schemas", {})
    opened = [_open_union(document, union) for union in unions]
    if any([*opened, _open_alone(document, answers)]):
        schemas.setdefault(UNKNOWN, plain(_UNKNOWN_SCHEMA))
    return document


def _simplify(schema: _Json) -> None:
    """Put defaults aside, remove needless restrictions of requests, and invalid discriminator mappings."""
    if "default" in schema:
        schema[DEFAULT] = schema.pop("default")
    if not isinstance(schema.get("examples", []), list):
        del schema["examples"]
    for holder in (schema, schema.get("properties", {})):
        for key, value in holder.items():
            if isinstance(value, bool) and (holder is not schema or key == "items"):
                holder[key] = {} if value else {"not": {}}  # the generator knows no other form
    if schema.get("additionalProperties") is False:
        del schema["additionalProperties"]
    for union in unions_of(schema):
        demands = all(isinstance(member, dict) and member.keys() <= {"required"} for member in schema[union])
        if "properties" in schema and schema[union] and demands:
            del schema[union]  # which fields are required together: the service checks that itself
    for word, target in mapping_of(schema).items():
        if isinstance(target, dict) and isinstance(target.get("$ref"), str):
            mapping_of(schema)[word] = target["$ref"]


def _objects(document: _Json, union: _Json) -> list[tuple[_Json, _Json]]:
    """The members of a union that are objects, each with what it refers to."""
    members = [member for key in unions_of(union) for member in union[key] if isinstance(member, dict)]
    found = [(member, follow(document, member)) for member in members]
    return [(member, target) for member, target in found if is_object(target) or "allOf" in target]


def _tell_apart(document: _Json, union: _Json, kept: dict[int, set[str]]) -> None:
    """Keep what tells the members of a union apart: constant fields, or else required ones."""
    objects = _objects(document, union)
    if len(objects) < 2:
        return
    discriminator = union.get("discriminator")
    name = str(discriminator.get("propertyName", "")) if isinstance(discriminator, dict) else ""
    words: dict[str, list[str]] = {}
    for word, target in mapping_of(union).items() if name else ():
        if isinstance(target, str) and (target.startswith(PREFIX) or is_bare_name(target)):
            words.setdefault(target.rsplit("/", 1)[-1], []).append(word)
    single: dict[str, set[str]] = {}
    for member, target in objects:
        called = str(member.get("$ref", "")).rsplit("/", 1)[-1]
        # Without a mapping, the name is the value.
        mine = words.get(called, [called] if name and called else [])
        if mine and not any(_values(document, part, name) for part in parts_of(document, target)):
            _flatten(document, target)  # other schemas may share the base that the field is in
            target.setdefault("properties", {})[name] = {"type": "string", "enum": mine}
        for part in parts_of(document, target):
            for field in part.get("properties", {}):
                values = _values(document, part, field)
                if len(values) == 1 and isinstance(values[0], str):
                    single.setdefault(field, set()).add(values[0])
    tags = {name} | {field for field, known in single.items() if len(known) > 1}
    for _, target in objects:
        found = set()
        for part in parts_of(document, target):
            for field in tags:
                values = _values(document, part, field)
                if values and (len(values) == 1 or field == name) and all(isinstance(v, str) for v in values):
                    follow(document, part["properties"][field])[CLOSED_MARK] = True
                    found.add(field)
        for part in parts_of(document, target):
            required = set(part.get("required", ()))
            kept.setdefault(id(part), set()).update(required & found if found else required)
    # A discriminator would refuse every value that it does not list.
    union["anyOf"] = [member for key in unions_of(union) for member in union.pop(key)]
    union.pop("discriminator", None)


def _flatten(document: _Json, schema: _Json) -> None:
    """Merge the parts of an `allOf` into one schema, whose own keywords take precedence."""
    parts = [*list(parts_of(document, schema))[1:], schema]
    fields = {field: plain(value) for part in parts for field, value in part.get("properties", {}).items()}
    required = [field for part in parts for field in part.get("required", ())]
    schema.pop("allOf", None)
    schema |= {"type": "object", "properties": fields, "required": list(dict.fromkeys(required))}


def _values(document: _Json, schema: _Json, field: str) -> list[Any]:
    """The values that a field may have, as far as they are listed."""
    known = follow(document, schema.get("properties", {}).get(field))
    words: list[Any] = known.get("enum", [known["const"]] if "const" in known else [])
    return words


def _make_optional(document: _Json, schema: _Json, kept: set[str]) -> None:
    """Require only fields that tell members apart, allow null, and read dates as strings."""
    if "required" in schema:
        schema["required"] = [name for name in schema["required"] if name in kept]
        if not schema["required"]:
            del schema["required"]
    if schema.get("format") in ("date-time", "date", "time", "uuid"):
        del schema["format"]  # a date class would refuse unexpected formats
    for field in (*schema.get("properties", {}).values(), schema.get("additionalProperties")):
        if isinstance(field, dict) and CLOSED_MARK not in follow(document, field):
            allow_null(field)


def _demands(document: _Json, target: _Json) -> tuple[bool, int]:
    """Whether an object has a field that tells it apart, or else how many fields it requires."""
    parts = list(parts_of(document, target))
    tagged = any(CLOSED_MARK in follow(document, f) for p in parts for f in p.get("properties", {}).values())
    return tagged, 0 if tagged else sum(len(p.get("required", ())) for p in parts)


def _open_union(document: _Json, union: _Json) -> bool:
    """Add the member for unknown kinds, unless one accepts everything; the strictest comes first."""
    objects = _objects(document, union)
    if len(objects) < 2:
        return False
    order = sorted(objects, key=lambda each: _demands(document, each[1]), reverse=True)
    places = [index for index, member in enumerate(union["anyOf"]) if any(member is m for m, _ in objects)]
    for place, (member, _) in zip(places, order, strict=True):
        union["anyOf"][place] = member
    if any(_demands(document, target) == (False, 0) for _, target in objects):
        return False
    union["anyOf"].append({"$ref": PREFIX + UNKNOWN})
    return True


def _open_alone(document: _Json, answers: list[Node]) -> bool:
    """Add the member for unknown kinds where an answer has one member of a union by itself.

    Its class is strict for the sake of the union, and would refuse the whole answer.
    """
    parts: set[int] = set()
    for node in schemas_in(document):
        for word in ("allOf", *unions_of(node.value)):
            parts.update(map(id, node.value.get(word, ())))
    found = False
    for schema in list(schemas_below(document, answers)):
        members = schema["anyOf"] if isinstance(schema.get("anyOf"), list) else [schema]
        objects = [target for target in (follow(document, m) for m in members if "$ref" in m) if target]
        alone = len(objects) == 1 and id(schema) not in parts and len(_objects(document, schema)) < 2
        if alone and _demands(document, objects[0]) != (False, 0):
            if members == [schema]:
                schema["anyOf"] = [{"$ref": schema.pop("$ref")}]
            schema["anyOf"].append({"$ref": PREFIX + UNKNOWN})
            found = True
    return found
