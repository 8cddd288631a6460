"""Name the classes of the client by their titles or places, or as an overlay asks.

An inline schema that becomes a class is moved to a component, named by its title, unless that only repeats
the name of the field, or else by the operation, component and fields that contain it. No name has a position
or a status in it. An overlay gives another one with ``x-component-name``.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from typing import Any

from openapi_build.document.canonical import canonical, text
from openapi_build.document.references import PREFIX, parse, references
from openapi_build.document.spelling import open_words
from openapi_build.errors import BuildError, Pointer, collected, pointer_text
from openapi_build.nodes import Node, children, schemas_in, walk
from openapi_build.schemas import CLOSED_MARK, DEFAULT, NAME_MARK, UNIONS, has_words, makes_class, unions_of

_INSIDE = {"properties", "items", "additionalProperties", "allOf", *UNIONS}
"""Where the generator makes classes inside a schema."""
_TAKEN = {
    *("Any", "AuthenticatedClient", "BinaryIO", "BytesIO", "Client", "File", "FileTypes", "Generator"),
    *("HTTPStatus", "Mapping", "Response", "Self", "TextIO", "TypeVar", "UNSET", "UUID", "Unset"),
    *("AdditionalProperties", "Cls", "D", "PropName", "T"),
}
"""Names that generated modules have beside the models: what they import, and those of their variables."""
_WORD = r"[A-Za-z][A-Za-z0-9_.-]*"

Moved = dict[str, Pointer]
"""Where the schema that is now the component of a name stood before."""


def apply_marks(document: dict[str, Any], found: list[BuildError]) -> Moved:
    """Name classes and open enums in place; ``found`` takes errors for invalid or duplicate names."""
    schemas = document.setdefault("components", {}).setdefault("schemas", {})
    for node in schemas_in(document):
        if len(node.pointer) > 3 and NAME_MARK in node.value:
            # It is the name of what is there, not of its union with null.
            there = [m for key in unions_of(node.value) for m in node.value[key] if m != {"type": "null"}]
            if len(there) == 1 and isinstance(there[0], dict) and "$ref" not in there[0]:
                there[0].setdefault(NAME_MARK, node.value.pop(NAME_MARK))
    moved = _rename(document, schemas, found)
    objects = {name: schema for name, schema in schemas.items() if isinstance(schema, dict)}
    titles = Counter(_words(schema["title"]) for schema in objects.values() if _titled(schema))
    for name, schema in objects.items():
        if _titled(schema) and titles[_words(schema["title"])] > 1:
            schema["title"] = name
    _Hoist(schemas, moved, found).run(document)
    for name, schema in schemas.items():
        title = str(schema.get("title") or name) if isinstance(schema, dict) else name
        if title in _TAKEN:
            schema["title"] = f"{title}Model"
    open_words(document)
    return moved


class _Hoist:
    """Moves inline schemas to components, innermost first, so that what is moved is already finished."""

    def __init__(self, schemas: dict[str, Any], moved: Moved, found: list[BuildError]) -> None:
        self._schemas = schemas
        self._moved = moved
        self._found = found
        self._by_class = {
            _words(str(schema.get("title") or name)): name
            for name, schema in schemas.items()
            if isinstance(schema, dict)
        }

    def run(self, document: dict[str, Any]) -> None:
        for node, name, path_name in reversed(list(self._places(Node((), "document", document)))):
            with collected(self._found):
                self._consider(node, name, path_name)

    def _places(self, node: Node, name: str = "", path_name: str = "") -> Iterator[tuple[Node, str, str]]:
        """Each schema inside others or operations, with its name and the longer one by its place alone."""
        for child in children(node):
            keyword, last = str(child.pointer[len(node.pointer)]), str(child.pointer[-1])
            if child.kind == "header" or (node.kind == "schema" and keyword not in _INSIDE):
                continue
            if node.kind == "components":
                called = child.value.get("title") if child.kind == "schema" and _titled(child.value) else last
                yield from self._places(child, _words(str(called)), _words(last))
                continue
            own, long_name = (_named_after(n, node, child, keyword, last) for n in (name, path_name))
            if child.kind == "schema" and keyword != "allOf":
                title, own = str(child.value.get("title")), child.value.get(NAME_MARK, own)
                repeated = (_words(last), _words(name), name + _words(last))
                if NAME_MARK not in child.value and _titled(child.value) and _words(title) not in repeated:
                    own = _words(title)
                yield child, own, long_name
            yield from self._places(child, own, long_name)

    def _consider(self, node: Node, name: str, path_name: str) -> None:
        schema = node.value
        marked = _marked(node)
        if marked is None and not makes_class(schema):
            return
        aside = ("title", "description", "deprecated", DEFAULT)
        words: dict[str, Any] = {key: schema.pop(key) for key in aside if key in schema}
        form = text(canonical(schema, "schema"))
        kind = "Value" if has_words(schema) else "Object"
        wanted = [marked] if marked else list(dict.fromkeys([name, path_name, path_name + kind]))
        names = [self._by_class.get(_words(each), each) for each in wanted]
        free = [n for n in names if text(canonical(self._schemas.get(n, schema), "schema")) == form]
        if not free:
            other = self._moved.get(names[0], ("components", "schemas", names[0]))
            said = f"the name {names[0]} for this schema is taken by a different one at {pointer_text(other)}"
            do = f"give one of them another name with `{NAME_MARK}` in an overlay"
            self._found.append(BuildError(said, node.pointer, do=do))
            free = [path_name + "Other"]
        chosen = free[0]
        if chosen not in self._schemas:
            described = {"description": words["description"]} if "description" in words else {}
            self._schemas[chosen] = {"title": chosen, **schema, **described}
            self._by_class[_words(chosen)] = chosen
            self._moved[chosen] = node.pointer
        elif CLOSED_MARK in schema:
            self._schemas[chosen][CLOSED_MARK] = True
        schema.clear()
        schema.update({"$ref": PREFIX + chosen, **words})


def _named_after(name: str, node: Node, child: Node, keyword: str, last: str) -> str:
    """The name of a part, made from the name of its parent."""
    if child.kind == "operation":
        return _words(str(child.value.get("operationId", f"{last} {node.pointer[-1]}")))
    if keyword == "parameters":
        return name + _words(str(child.value.get("name", "")))
    if keyword == "properties":
        return name + _words(last)
    if keyword == "responses":
        return name + ("Response" if last.startswith(("2", "default")) else "Error")
    if keyword == "items":
        return _singular(name)
    if keyword in UNIONS:
        return name + _distinction(node, child, keyword)
    return name + {"requestBody": "Body", "additionalProperties": "Value"}.get(keyword, "")


def _distinction(node: Node, child: Node, keyword: str) -> str:
    """What distinguishes a member of a union from the others: its constant, or its first own field."""
    others = [m for m in node.value[keyword] if m is not child.value and makes_class(m)]
    is_component = len(node.pointer) == 3 and node.pointer[0] == "components"
    if not makes_class(child.value) or not (others or is_component):
        return ""
    if has_words(child.value):
        several = any(has_words(other) for other in others)
        return {"integer": "Number"}.get(str(child.value.get("type")), "Word") if several else "Value"
    fields = child.value.get("properties", {})
    for value in fields.values():
        words = (value.get("enum") or [value.get("const")]) if isinstance(value, dict) else []
        if len(words) == 1 and isinstance(words[0], str) and len(words[0]) > 1:
            return _words(words[0])
    if any(not has_words(other) for other in others):
        theirs = {field for other in others for field in other.get("properties", {})}
        return next((_words(field) for field in fields if field not in theirs), "Object")
    return "Object"


def _singular(name: str) -> str:
    """The singular of a name: `Results` gives `Result`."""
    endings = {"ies": "y", "tuses": "tus", "sses": "ss", "xes": "x", "ches": "ch", "shes": "sh"}
    for ending, one in endings.items():
        if name.endswith(ending) and len(name) > len(ending) + 1:
            return name.removesuffix(ending) + one
    return name[:-1] if re.search(r"[^suai]s$", name) else name + "Item"


def _titled(schema: dict[str, Any]) -> bool:
    return isinstance(schema.get("title"), str) and bool(_words(schema["title"]))


def _marked(node: Node) -> str | None:
    """The name that a mark gives, removed from its schema; None where there is no mark."""
    name = node.value.pop(NAME_MARK, None)
    if name is None or (isinstance(name, str) and re.fullmatch(_WORD, name)):
        return name
    do = "correct the overlay that sets it"
    raise BuildError(f"{NAME_MARK}: {name!r} is no name for a component", node.pointer, do=do)


def _rename(document: dict[str, Any], schemas: dict[str, Any], found: list[BuildError]) -> Moved:
    """Rename the marked components, and change every reference to them."""
    renamed: dict[str, str] = {}
    moved: Moved = {}
    for name in [name for name, schema in schemas.items() if isinstance(schema, dict)]:
        pointer: Pointer = ("components", "schemas", name)
        with collected(found):
            new = _marked(Node(pointer, "schema", schemas[name]))
            if new is None and not re.fullmatch(r"[A-Za-z0-9._-]+", name):
                new = _words(name) or None  # `Page[File]` is a name in some frameworks, and none in OpenAPI
            if new in schemas:
                said = f"the name {new} for {name} is taken by another component"
                raise BuildError(said, pointer, do=f"choose another `{NAME_MARK}` in the overlay")
            if new is not None:
                schemas[new] = {**schemas.pop(name), "title": new}
                renamed[name], moved[new] = new, pointer
    for node in walk(document) if renamed else ():
        for place, reference in list(references(node)):
            parts = parse(reference) if reference.startswith(PREFIX) else []
            if len(parts) > 2 and parts[2] in renamed:
                holder = node.value
                for key in place[len(node.pointer) : -1]:
                    holder = holder[str(key)]
                holder[str(place[-1])] = "/".join([PREFIX + renamed[parts[2]], *reference.split("/")[4:]])
    return moved


def _words(name: str) -> str:
    """A name in PascalCase, keeping capitals that are there."""
    return "".join(word[:1].upper() + word[1:] for word in re.split(r"[^0-9A-Za-z]+", name) if word)
