"""Give every class a name of its own, and open the enums that overlays mark as open.

Overlays say *what*; they cannot move a schema and must not copy its values, or a new value in a source
would be lost. So they only leave marks, and this step carries them out:

``x-component-name: ReasoningEffort``
    this inline schema becomes the component of that name.
``x-open-enum: true``
    other values than those listed may come: every use becomes ``anyOf: [the enum, its plain type]``.

``x-open-union: UnknownOutputItem``
    members of other kinds than those listed may come: a last member that takes them all, kept as they came.

On a component, ``x-component-name`` gives it another name, wherever it is referred to.

An inline enum, and an inline object inside a union, becomes a component without a mark too, named after the
component and property it stands in: the generator would call it ``…Type0``.
"""

from __future__ import annotations

import re
from typing import Any

from openapi_build.document.canonical import canonical, text
from openapi_build.document.references import parse, references
from openapi_build.errors import BuildError, Pointer
from openapi_build.nodes import Node, children, walk

NAME_MARK = "x-component-name"
OPEN_MARK = "x-open-enum"
UNION_MARK = "x-open-union"

_PREFIX = "#/components/schemas/"
_UNIONS = ("anyOf", "oneOf")
_CORRECT = "correct the overlay that sets it"


def apply_marks(document: dict[str, Any]) -> dict[str, Any]:
    """Carry out the marks in place and return the document.

    Raises:
        BuildError: two different schemas are to have one component name.
    """
    schemas = document.setdefault("components", {}).setdefault("schemas", {})
    _rename(document, schemas)
    _open_unions(document, schemas)
    _Hoist(schemas).run(document)
    opened = {
        name: schema.pop(OPEN_MARK) and schema.get("type", "string")
        for name, schema in schemas.items()
        if isinstance(schema, dict) and OPEN_MARK in schema
    }
    _open(document, {_PREFIX + name: kind for name, kind in opened.items() if kind})
    if not schemas:
        del document["components"]["schemas"]
    return document


class _Hoist:
    """Moves inline schemas to components, innermost first, so that what is moved is already finished."""

    def __init__(self, schemas: dict[str, Any]) -> None:
        self._schemas = schemas
        self._hoisted: dict[str, Pointer] = {}

    def run(self, document: dict[str, Any]) -> None:
        places: list[tuple[Node, str, bool]] = []
        self._collect(Node((), "document", document), "", False, places)
        for node, name, in_union in reversed(places):
            self._consider(node, name, in_union)

    def _collect(self, node: Node, name: str, in_union: bool, places: list[tuple[Node, str, bool]]) -> None:
        for child in children(node):
            tail = child.pointer[len(node.pointer) :]
            keyword, last = str(tail[0]), str(tail[-1])
            if node.kind == "components":
                self._collect(child, _words(last), False, places)
                continue
            # The parts of an allOf become one class, which is named as a whole.
            union = (in_union and keyword != "allOf") or keyword in _UNIONS
            child_name = name + self._suffix(node, child, keyword, last)
            if child.kind == "schema":
                places.append((child, child_name, union))
            self._collect(child, child_name, union and child.kind == "schema", places)

    @staticmethod
    def _suffix(node: Node, child: Node, keyword: str, last: str) -> str:
        if child.kind == "operation":
            return _words(str(child.value.get("operationId", f"{last} {node.pointer[-1]}")))
        if keyword == "parameters":
            return _words(str(child.value.get("name", "")))
        if keyword in ("properties", "headers"):
            return _words(last)
        if keyword == "responses":
            return f"Response{_words(last)}"
        if keyword in _UNIONS:
            classes = [m for m in node.value[keyword] if isinstance(m, dict) and _makes_class(m)]
            number = next((i for i, m in enumerate(classes) if m is child.value), 0)
            return f"Option{number + 1}" if len(classes) > 1 and child.value in classes else ""
        return {"requestBody": "Body", "items": "Item", "additionalProperties": "Value"}.get(keyword, "")

    def _consider(self, node: Node, name: str, in_union: bool) -> None:
        schema = node.value
        if schema.get(OPEN_MARK) and "const" in schema:
            # The first word of an open set; as a constant it would refuse the others.
            schema["enum"] = [schema.pop("const")]
        marked = _marked(node, NAME_MARK)
        wanted = ("$ref" not in schema and has_words(schema)) or (in_union and _makes_class(schema))
        if marked is None and not wanted:
            return
        in_component = node.pointer[:2] == ("components", "schemas")
        if marked is None and in_component and name == _words(str(node.pointer[2])):
            name = self._option(name, schema)
        self._move(schema, marked or name, node.pointer)

    def _option(self, name: str, schema: dict[str, Any]) -> str:
        """The name of a part of a component that is a union: the component has its own already."""
        form = text(canonical({"title": "", **schema}, "schema"))
        number = 1
        while (known := self._schemas.get(f"{name}Option{number}")) is not None:
            if text(canonical(known, "schema")) == form:
                break
            number += 1
        return f"{name}Option{number}"

    def _move(self, schema: dict[str, Any], name: str, pointer: Pointer) -> None:
        words: dict[str, Any] = {
            key: schema.pop(key) for key in ("title", "description", "deprecated") if key in schema
        }
        moved: dict[str, Any] = {"title": name, **schema}
        if "description" in words:
            moved["description"] = words["description"]
        known = self._schemas.get(name)
        if known is not None and text(canonical(known, "schema")) != text(canonical(moved, "schema")):
            other = self._hoisted.get(name, ("components", "schemas", name))
            said = f"the name {name} for this schema is taken by a different one at "
            do = f"name one of them with `{NAME_MARK}` in an overlay"
            raise BuildError(said + "/".join(map(str, other)), pointer, do=do)
        if known is None:
            self._schemas[name] = moved
            self._hoisted[name] = pointer
        elif OPEN_MARK in moved:
            known[OPEN_MARK] = moved[OPEN_MARK]
        schema.clear()
        schema.update({"$ref": _PREFIX + name, **words})


def _marked(node: Node, mark: str) -> str | None:
    """The name that a mark gives, taken off its schema; None where there is no mark."""
    name = node.value.pop(mark, None)
    if name is None or (isinstance(name, str) and re.fullmatch(r"[A-Za-z][A-Za-z0-9_.-]*", name)):
        return name
    raise BuildError(f"{mark}: {name!r} is no name for a component", node.pointer, do=_CORRECT)


def _rename(document: dict[str, Any], schemas: dict[str, Any]) -> None:
    """Give the marked components their other names, and change every reference to them."""
    renamed: dict[str, str] = {}
    for name in list(schemas):
        pointer: Pointer = ("components", "schemas", name)
        schema = schemas[name]
        new = _marked(Node(pointer, "schema", schema), NAME_MARK) if isinstance(schema, dict) else None
        if new is None:
            continue
        if new in schemas:
            said = f"the name {new} for {name} is taken by another component"
            raise BuildError(said, pointer, do=f"choose another `{NAME_MARK}` in the overlay")
        schemas[new] = {**schemas.pop(name), "title": new}
        renamed[name] = new
    for node in walk(document) if renamed else ():
        for place, reference in list(references(node)):
            parts = parse(reference) if reference.startswith(_PREFIX) else []
            if len(parts) > 2 and parts[2] in renamed:
                holder = node.value
                for key in place[len(node.pointer) : -1]:
                    holder = holder[str(key)]
                holder[str(place[-1])] = "/".join([_PREFIX + renamed[parts[2]], *reference.split("/")[4:]])


def _open_unions(document: dict[str, Any], schemas: dict[str, Any]) -> None:
    """Add the member for unknown kinds; ``oneOf`` and a discriminator would both refuse it."""
    for node in list(walk(document)):
        name = _marked(node, UNION_MARK) if node.kind == "schema" else None
        if name is None:
            continue
        members = node.value.pop("oneOf", None) or node.value.get("anyOf")
        if not isinstance(members, list) or name in schemas:
            said = f"{UNION_MARK} is for a union, and {name} must be a new name"
            raise BuildError(said, node.pointer, do=_CORRECT)
        schemas[name] = {
            "title": name,
            "description": "Of a kind that the document does not know yet; its fields are all kept.",
            "type": "object",
            "properties": {"type": {"type": "string"}},
        }
        node.value.pop("discriminator", None)
        node.value["anyOf"] = [*members, {"$ref": _PREFIX + name}]


def _makes_class(schema: dict[str, Any]) -> bool:
    """True if the generator makes a class of its own of this inline schema."""
    if "$ref" in schema or has_words(schema):
        return "$ref" not in schema
    parts = schema.get("allOf")
    composed = isinstance(parts, list) and (
        len(parts) > 1 or not all(isinstance(p, dict) and "$ref" in p for p in parts)
    )
    return schema.get("type") == "object" or "properties" in schema or composed


def has_words(schema: dict[str, Any]) -> bool:
    """True if the generator makes an enum of this schema: booleans and null are types to it, not words."""
    values = schema.get("enum")
    return isinstance(values, list) and schema.get("type") != "boolean" and any(v is not None for v in values)


def _open(document: dict[str, Any], opened: dict[str, str]) -> None:
    for node in reversed(list(walk(document))):
        for union in _UNIONS:
            members = node.value.get(union) if node.kind == "schema" else None
            kinds = _kinds_to_add(members, opened) if isinstance(members, list) else []
            for kind in kinds:
                node.value[union].append({"type": kind})
            if kinds and union == "oneOf" and "anyOf" not in node.value:
                node.value["anyOf"] = node.value.pop(union)  # a known word fits the enum and the plain type
        in_union = len(node.pointer) > 1 and node.pointer[-2] in _UNIONS
        is_component = len(node.pointer) == 3 and node.pointer[0] == "components"
        reference = node.value.get("$ref")
        if node.kind == "schema" and not in_union and isinstance(reference, str) and reference in opened:
            if is_component:
                continue  # an alias of the enum: its users are opened through the enum itself
            del node.value["$ref"]
            node.value["anyOf"] = [{"$ref": reference}, {"type": opened[reference]}]


def _kinds_to_add(members: list[Any], opened: dict[str, str]) -> list[str]:
    there = {
        m.get("type") for m in members if isinstance(m, dict) and not m.keys() & {"enum", "const", "pattern"}
    }
    wanted = [opened[m["$ref"]] for m in members if isinstance(m, dict) and m.get("$ref") in opened]
    return [kind for kind in dict.fromkeys(wanted) if kind not in there]


def _words(name: str) -> str:
    """A name in PascalCase, keeping capitals that are there."""
    return "".join(word[:1].upper() + word[1:] for word in re.split(r"[^0-9A-Za-z]+", name) if word)
