"""Check that a document has objects, lists and texts where OpenAPI wants them.

Every step relies on that. Full validation comes last, since overlays may repair a source before it.
"""

from __future__ import annotations

from typing import Any

from openapi_build.errors import BuildError, Pointer, raise_all
from openapi_build.nodes import CHILDREN, parts, walk

_LISTS: dict[str, tuple[str, ...]] = {
    "document": ("servers", "security", "tags"),
    "operation": ("security", "tags"),
    "schema": ("enum", "required"),
}
_TEXTS: dict[str, tuple[str, ...]] = {
    "operation": ("operationId",),
    "parameter": ("name", "in"),
    "security_scheme": ("scheme",),
}
_NAMES = {dict: "an object", list: "a list", str: "text", type(None): "null"}
_SHAPES = {"list": list, "map": dict}


def check_structure(document: dict[str, Any]) -> None:
    """Raises: BuildError for every part that is not what its place asks for."""
    found: list[BuildError] = []

    def expect(wanted: type, value: Any, pointer: Pointer) -> None:
        if not isinstance(value, wanted):
            what = f"should be {_NAMES[wanted]} and is {_NAMES.get(type(value), 'a scalar')}"
            found.append(BuildError(what, pointer, do="capture the page again, or correct what made it so"))

    for node in walk(document):
        shapes = {key: _SHAPES[shape] for key, (shape, _) in CHILDREN[node.kind].items() if shape != "one"}
        shapes |= dict.fromkeys(_LISTS.get(node.kind, ()), list)
        shapes |= dict.fromkeys(("$ref", *_TEXTS.get(node.kind, ())), str)
        for key in filter(shapes.get, node.value):
            if key == "required" and isinstance(node.value[key], bool):
                continue  # of JSON Schema's draft 3; ``upgrade`` drops it
            expect(shapes[key], node.value[key], (*node.pointer, key))
        for part in parts(node):
            if not (part.kind == "schema" and isinstance(part.value, bool)):
                expect(dict, part.value, part.pointer)
    raise_all(found)
