"""Where a reference leads, inside one document; another file or host is never read."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from urllib.parse import unquote

from openapi_diff.errors import UnreadableDocumentError

_COMPONENTS = "#/components/"


class References:
    """Resolves the references of one document."""

    def __init__(self, document: Mapping[str, Any]) -> None:
        self.document = document

    def resolve(self, reference: str) -> Any:
        """The node at the end of the chain that starts with `reference`; {} for a chain that never ends.

        Raises UnreadableDocumentError if there is no such node, or if it stands in another file.
        """
        seen = set()
        while True:
            if reference in seen:
                return {}
            seen.add(reference)
            node = self._node(reference)
            if not isinstance(node, Mapping) or not isinstance(node.get("$ref"), str) or len(node) > 1:
                return node
            reference = node["$ref"]

    def follow(self, node: Any) -> Mapping[str, Any]:
        """`node` itself, or what it refers to; {} for anything that is no object."""
        passed: set[int] = set()
        while isinstance(node, Mapping) and isinstance(node.get("$ref"), str) and id(node) not in passed:
            passed.add(id(node))
            node = self.resolve(node["$ref"])
        return node if isinstance(node, Mapping) else {}

    def _node(self, reference: str) -> Any:
        if not reference.startswith("#"):
            raise UnreadableDocumentError(
                f"$ref {reference!r} leaves the document, and comparing reads no other file: bundle it first"
            )
        node: Any = self.document
        for step in reference[1:].split("/")[1:]:
            key = unquote(step).replace("~1", "/").replace("~0", "~")
            if isinstance(node, Mapping) and key in node:
                node = node[key]
            elif isinstance(node, list) and key.isdigit() and int(key) < len(node):
                node = node[int(key)]
            else:
                raise UnreadableDocumentError(f"$ref {reference!r} leads nowhere: {key!r} is not there")
        return node


def component_name(reference: str) -> str | None:
    """The name of the component that `reference` points at, None if it points elsewhere."""
    parts = reference.removeprefix(_COMPONENTS).split("/")
    return unquote(parts[1]) if reference.startswith(_COMPONENTS) and len(parts) == 2 else None
