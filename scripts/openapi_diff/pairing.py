"""Match operations, parameters and union branches of both documents, so that a rename is told as one."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Hashable, Mapping, Sequence
from difflib import SequenceMatcher
from typing import Any, TypeVar

import attrs

from openapi_build.nodes import operations
from openapi_build.schemas import ANNOTATIONS
from openapi_diff.flatten import Shapes
from openapi_diff.shape import Shape

T = TypeVar("T")
Pairs = tuple[list[tuple[T, T]], list[T], list[T]]
"""Things that are the same one on both sides; those that only the old side has; those only of the new."""

_ALIKE = 0.5  # share of common fields from which two objects count as the same one, changed
_TEMPLATE = re.compile(r"\{([^{}]*)\}")


def pair_best(
    old: Sequence[T],
    new: Sequence[T],
    marks: Callable[[T], tuple[Hashable, ...]],
    score: Callable[[T, T], float] = lambda one, other: 0.0,
) -> Pairs[T]:
    """Pair by the first mark, then by the next one what is left (None marks nothing); what no mark pairs, by
    the highest score, of which 0 is no pair.
    """
    left, right = dict(enumerate(old)), dict(enumerate(new))
    marked, its = {i: marks(one) for i, one in left.items()}, {j: marks(one) for j, one in right.items()}
    kept = []
    for rank in range(len(marked[0]) if marked else 0):
        waiting: dict[Hashable, list[int]] = {}
        for j in right:
            waiting.setdefault(its[j][rank], []).append(j)
        for i in list(left):
            if marked[i][rank] is not None and waiting.get(marked[i][rank]):
                kept.append((left.pop(i), right.pop(waiting[marked[i][rank]].pop(0))))
    scores = [(-score(one, other), i, j) for i, one in left.items() for j, other in right.items()]
    for points, i, j in sorted(scores):
        if points < 0 and i in left and j in right:
            kept.append((left.pop(i), right.pop(j)))
    return kept, list(left.values()), list(right.values())


@attrs.frozen(eq=False)
class Operation:
    """One operation with the path item that it stands in."""

    method: str
    path: str
    node: Mapping[str, Any]
    item: Mapping[str, Any]

    @property
    def address(self) -> str:
        """Method and path, as a reader looks it up."""
        return f"{self.method.upper()} {self.path}"

    @property
    def label(self) -> str:
        """The operation id, or the address of an operation without one."""
        return self.node.get("operationId") or self.address

    @property
    def template_names(self) -> tuple[str, ...]:
        """The names in the braces of the path, in their order."""
        return tuple(_TEMPLATE.findall(self.path))

    @property
    def bare_path(self) -> str:
        """The path without the names in its braces."""
        return _TEMPLATE.sub("{}", self.path)


def pair_operations(before: Shapes, after: Shapes) -> Pairs[Operation]:
    """Pair the operations of two documents: by method and path, by the path with other names in its braces,
    by operation id, then by shape, that is method, number of path parameters, and bodies.
    """

    def marks(one: Operation) -> tuple[Hashable, ...]:
        return (one.method, one.path), (one.method, one.bare_path), one.node.get("operationId")

    def score(one: Operation, other: Operation) -> float:
        if one.method != other.method or len(one.template_names) != len(other.template_names):
            return 0.0
        bodies = list(zip(_bodies(one, before), _bodies(other, after), strict=True))
        ends = (operation.bare_path.rsplit("/", 1)[-1] for operation in (one, other))
        if all(old.is_any for old, _ in bodies) and len(set(ends)) > 1:
            return 0.0  # without bodies only a close path is evidence
        for old, new in bodies:
            alike = old.types == new.types and ("object" not in old.types or _likeness(old, new) > 0)
            if not alike and (old.name is None or old.name != new.name):
                return 0.0
        return 0.1 + SequenceMatcher(None, one.bare_path, other.bare_path).ratio()

    old, new = (
        [Operation(method, path, node, paths[path]) for path, method, node in operations({"paths": paths})]
        for paths in (before.document.get("paths", {}), after.document.get("paths", {}))
    )
    return pair_best(old, new, marks, score)


def first_schema(body: Mapping[str, Any]) -> Any:
    """The schema of the first media type of a body, None where there is none."""
    content = body.get("content") or {}
    return next((media["schema"] for media in content.values() if "schema" in media), None)


def _bodies(operation: Operation, shapes: Shapes) -> list[Shape]:
    """What the request and the first success hold; anything where there is none."""
    responses = operation.node.get("responses") or {}
    success = next((responses[status] for status in sorted(responses) if status.startswith("2")), None)
    nodes = map(shapes.follow, (operation.node.get("requestBody"), success))
    return [shapes.shape(first_schema(node)) for node in nodes]


def pair_variants(old: Shapes, before: Sequence[Any], new: Shapes, after: Sequence[Any]) -> Pairs[Any]:
    """Pair the branches `before` (schemas of `old`) with the branches `after` (schemas of `new`): by their
    content, component, title, constants and type, then by the share of common fields.
    """
    shapes_of = {id(schema): shapes for shapes, side in ((old, before), (new, after)) for schema in side}
    return pair_best(
        before,
        after,
        lambda schema: _marks(shapes_of[id(schema)], schema),
        lambda one, other: _likeness(old.shape(one), new.shape(other)),
    )


def variant_label(shapes: Shapes, schema: Any) -> str:
    """How a report calls a branch: its component, its title, or its type."""
    shape = shapes.shape(schema)
    title = schema.get("title") if isinstance(schema, dict) else None
    if shape.types == {"array"} and shape.items is not None and not (shape.name or title):
        return f"array of {variant_label(shapes, shape.items)}"
    return str(shape.name or title or " or ".join(sorted(shape.types)) or "anything")


def _marks(shapes: Shapes, schema: Any) -> tuple[Hashable, ...]:
    shape = shapes.shape(schema)
    said = {key: value for key, value in shapes.follow(schema).items() if key not in ANNOTATIONS}
    title = schema.get("title") if isinstance(schema, dict) else None
    enums = ((name, shapes.shape(field).enum) for name, field in shape.fields.items())
    constants = sorted((name, repr(enum)) for name, enum in enums if enum is not None and len(enum) == 1)
    return (
        json.dumps(said or schema, sort_keys=True, default=str),
        shape.name,
        (title, shape.types) if isinstance(title, str) else None,
        tuple(constants) or None,
        shape.types if shape.types and "object" not in shape.types else None,
    )


def _likeness(one: Shape, other: Shape) -> float:
    """The share of common fields of two objects, 0 where it is too small to mean anything."""
    if "object" not in one.types & other.types:
        return 0.0
    names = one.fields.keys() | other.fields.keys()
    share = len(one.fields.keys() & other.fields.keys()) / len(names) if names else 1.0
    return share if share >= _ALIKE else 0.0


def takes(old: Shapes, branch: Any, new: Shapes, schema: Any, depth: int = 5) -> bool:
    """True if `branch` (of `old`) reads all that `schema` (of `new`) allows: the open member of a union."""
    wide, narrow = old.shape(branch), new.shape(schema)
    closed = wide.required - narrow.required or wide.variants or wide.verbatim or wide.additional is False
    if depth == 0 or closed or (wide.enum is not None and not wide.enum_open):
        return False
    if wide.types and not (narrow.types and narrow.types <= wide.types):
        return False
    shared = wide.fields.keys() & narrow.fields.keys()
    return all(takes(old, wide.fields[name], new, narrow.fields[name], depth - 1) for name in shared)
