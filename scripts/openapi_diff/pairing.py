"""Which operation of the old document is which operation of the new one.

A path that was renamed must be read as a rename, not as everything gone and everything new: one line
instead of dozens, and the changes inside the operation stay visible. Recognised are, in this order: the
same method and path; the same path with other names in its braces; the same operation id; the same shape,
that is the same method, as many path parameters, and the same bodies, by component name or by their fields.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from difflib import SequenceMatcher
from typing import Any

import attrs

from openapi_build.nodes import operations
from openapi_diff.flatten import Shapes
from openapi_diff.pairs import Pairs, pair_best
from openapi_diff.variants import ALIKE, likeness

_TEMPLATE = re.compile(r"\{([^{}]*)\}")


@attrs.frozen(eq=False)
class Operation:
    """One operation with the path item that it stands in."""

    method: str
    path: str
    node: Mapping[str, Any]
    item: Mapping[str, Any]

    @property
    def operation_id(self) -> str | None:
        """The operation's id, None where the document gives none."""
        return self.node.get("operationId")

    @property
    def address(self) -> str:
        """Method and path, as a reader looks it up."""
        return f"{self.method.upper()} {self.path}"

    @property
    def label(self) -> str:
        """The operation id, or the address of an operation without one."""
        return self.operation_id or self.address

    @property
    def template_names(self) -> tuple[str, ...]:
        """The names in the braces of the path, in their order."""
        return tuple(_TEMPLATE.findall(self.path))

    @property
    def bare_path(self) -> str:
        """The path without the names in its braces."""
        return _TEMPLATE.sub("{}", self.path)


def operations_of(document: dict[str, Any]) -> list[Operation]:
    """All operations of a document, in its order."""
    paths = document.get("paths", {})
    return [Operation(method, path, node, paths[path]) for path, method, node in operations(document)]


def pair_operations(before: Shapes, after: Shapes) -> Pairs[Operation]:
    """Pair the operations of two documents."""

    def score(one: Operation, other: Operation) -> float:
        if (one.method, one.path) == (other.method, other.path):
            return 4.0
        if (one.method, one.bare_path) == (other.method, other.bare_path):
            return 3.0
        if one.operation_id is not None and one.operation_id == other.operation_id:
            return 2.0
        if not _same_shape(one, before, other, after):
            return 0.0
        return 0.1 + SequenceMatcher(None, one.bare_path, other.bare_path).ratio()

    return pair_best(operations_of(before.document), operations_of(after.document), score)


def _same_shape(one: Operation, old: Shapes, other: Operation, new: Shapes) -> bool:
    if one.method != other.method or len(one.template_names) != len(other.template_names):
        return False
    pairs = list(zip(_bodies(one, old), _bodies(other, new), strict=True))
    if not any(before or after for before, after in pairs):  # without bodies only a close path is evidence
        return one.bare_path.rsplit("/", 1)[-1] == other.bare_path.rsplit("/", 1)[-1]
    return all(_same_body(before, old, after, new) for before, after in pairs)


def _bodies(operation: Operation, shapes: Shapes) -> tuple[Any, Any]:
    """The request schema and the schema of the first success, None where there is none."""
    request = shapes.follow(operation.node.get("requestBody"))
    responses = operation.node.get("responses") or {}
    success = next(
        (responses[status] for status in sorted(responses, key=str) if str(status).startswith("2")), None
    )
    return first_schema(request), first_schema(shapes.follow(success))


def first_schema(body: Mapping[str, Any]) -> Any:
    """The schema of the first media type of a body, None where there is none."""
    content = body.get("content") or {}
    return next(
        (media["schema"] for media in content.values() if isinstance(media, Mapping) and "schema" in media),
        None,
    )


def _same_body(before: Any, old: Shapes, after: Any, new: Shapes) -> bool:
    """The same component by name, else the same type, and of objects most fields."""
    if before is None or after is None:
        return before is after
    one, other = old.shape(before), new.shape(after)
    if one.name is not None and one.name == other.name:
        return True
    return one.types == other.types and ("object" not in one.types or likeness(one, other) >= ALIKE)
