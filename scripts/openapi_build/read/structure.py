"""Check that a document has objects, lists and texts where OpenAPI wants them.

Every step relies on that. Full validation comes last, since overlays may repair a source before it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from openapi_build.errors import BuildError, Pointer, raise_all
from openapi_build.nodes import CHILDREN, Kind, walk

_LISTS: dict[Kind, tuple[str, ...]] = {
    "document": ("servers", "security", "tags"),
    "operation": ("security", "tags"),
    "schema": ("enum", "required"),
}
_TEXTS: dict[Kind, tuple[str, ...]] = {
    "operation": ("operationId",),
    "parameter": ("name", "in"),
    "security_scheme": ("scheme",),
}


_NAMES = {dict: "an object", list: "a list", str: "text", type(None): "null"}


def check_structure(document: dict[str, Any]) -> None:
    """Raises: BuildError for every part that is not what its place asks for."""
    raise_all(
        [fault for wanted, value, pointer in _parts(document) if (fault := _fault(wanted, value, pointer))]
    )


def _parts(document: dict[str, Any]) -> Iterator[tuple[type, Any, Pointer]]:
    """What a place asks for, what is there, and where that is."""
    for node in walk(document):
        pointer, kind, value = node
        if kind == "callback":
            yield from ((dict, value[key], (*pointer, key)) for key in value if not key.startswith("x-"))
            continue
        for key in _LISTS.get(kind, ()):
            yield list, value.get(key, []), (*pointer, key)
        for key in ("$ref", *_TEXTS.get(kind, ())):
            yield str, value.get(key, ""), (*pointer, key)
        for key, (shape, child) in CHILDREN[kind].items():
            if key not in value:
                continue
            item, place = value[key], (*pointer, key)
            if shape != "one":
                yield (list if shape == "list" else dict), item, place
            members = [(place, item)] if shape == "one" else [((*place, k), m) for k, m in _members(item)]
            for at, member in members:
                is_extension = child in ("path_item", "response") and str(at[-1]).startswith("x-")
                if not is_extension and not (child == "schema" and isinstance(member, bool)):
                    yield dict, member, at


def _members(item: Any) -> Iterable[tuple[str | int, Any]]:
    if isinstance(item, list):
        return enumerate(item)
    return item.items() if isinstance(item, dict) else ()


def _fault(wanted: type, value: Any, pointer: Pointer) -> BuildError | None:
    if isinstance(value, wanted):
        return None
    what = f"should be {_NAMES[wanted]} and is {_NAMES.get(type(value), 'a scalar')}"
    return BuildError(what, pointer, do="capture the page again, or correct what made it so")
