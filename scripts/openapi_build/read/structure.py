"""Is what should be an object an object, and what should be a list a list.

Every step relies on it, and validation comes last: a source may be repaired by overlays before. So this
much is asked of a document before the first step, with the place where it is not so.
"""

from __future__ import annotations

from typing import Any

from openapi_build.errors import BuildError, Pointer
from openapi_build.nodes import CHILDREN, Kind

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


def check_structure(document: dict[str, Any]) -> None:
    """Raises: BuildError for the first part that is not what its place asks for."""
    stack: list[tuple[Pointer, Kind, Any]] = [((), "document", document)]
    while stack:
        pointer, kind, value = stack.pop()
        if kind == "schema" and isinstance(value, bool):
            continue
        if not isinstance(value, dict):
            raise _misfit("an object", pointer, value)
        for key in _LISTS.get(kind, ()):
            if key in value and not isinstance(value[key], list):
                raise _misfit("a list", (*pointer, key), value[key])
        for key in ("$ref", *_TEXTS.get(kind, ())):
            if key in value and not isinstance(value[key], str) and kind != "callback":
                raise _misfit("text", (*pointer, key), value[key])
        if kind == "callback":
            stack += [((*pointer, k), "path_item", v) for k, v in value.items() if not k.startswith("x-")]
            continue
        for key, (shape, child) in CHILDREN[kind].items():
            if key not in value:
                continue
            item, place = value[key], (*pointer, key)
            if shape == "one":
                stack.append((place, child, item))
            elif shape == "list":
                if not isinstance(item, list):
                    raise _misfit("a list", place, item)
                stack += [((*place, index), child, member) for index, member in enumerate(item)]
            else:
                if not isinstance(item, dict):
                    raise _misfit("an object", place, item)
                extensible = child in ("path_item", "response")
                stack += [
                    ((*place, name), child, member)
                    for name, member in item.items()
                    if not (extensible and name.startswith("x-"))
                ]


def _misfit(wanted: str, pointer: Pointer, value: Any) -> BuildError:
    found = {dict: "an object", list: "a list", str: "text", type(None): "null"}.get(type(value), "a scalar")
    do = "capture the page again, or correct what made it so"
    return BuildError(f"should be {wanted} and is {found}", pointer, do=do)
