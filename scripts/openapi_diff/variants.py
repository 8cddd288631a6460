"""Which branch of an old `anyOf` is which branch of the new one.

Branches have no names on the wire, so they are recognised in turn by what is most certain: the same text,
the same component, the same title, the same value of a discriminating constant, the same type, the most
common fields.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Hashable, Sequence
from typing import TYPE_CHECKING, Any

import attrs

if TYPE_CHECKING:
    from openapi_diff.flatten import Shapes
    from openapi_diff.shape import Shape

ALIKE = 0.5  # share of common fields from which two unnamed objects count as the same one, changed


@attrs.frozen
class VariantPairs:
    """Branches that are the same one on both sides, and those that only one side has."""

    kept: tuple[tuple[Any, Any], ...]
    added: tuple[Any, ...]
    removed: tuple[Any, ...]


def pair_variants(old: Shapes, before: Sequence[Any], new: Shapes, after: Sequence[Any]) -> VariantPairs:
    """Pair the branches `before` (schemas of `old`) with the branches `after` (schemas of `new`)."""
    left, right = list(before), list(after)
    kept: list[tuple[Any, Any]] = []
    for mark in (_text, _component, _title, _constants, _scalar):
        _pair_by(mark, old, left, new, right, kept)
    _pair_objects(old, left, new, right, kept)
    return VariantPairs(tuple(kept), tuple(right), tuple(left))


def variant_label(shapes: Shapes, schema: Any) -> str:
    """How a report calls a branch: its component, its title, or its type."""
    shape = shapes.shape(schema)
    title = schema.get("title") if isinstance(schema, dict) else None
    if shape.name or title:
        return str(shape.name or title)
    if shape.types == {"array"} and shape.items is not None:
        return f"an array of {variant_label(shapes, shape.items)}"
    return " or ".join(sorted(shape.types)) or "anything"


def _pair_by(
    mark: Callable[[Shapes, Any], Hashable],
    old: Shapes,
    left: list[Any],
    new: Shapes,
    right: list[Any],
    kept: list[tuple[Any, Any]],
) -> None:
    marks = [mark(new, other) for other in right]
    alone = []
    for one in left:
        wanted = mark(old, one)
        if wanted is None or wanted not in marks:
            alone.append(one)
            continue
        position = marks.index(wanted)
        kept.append((one, right.pop(position)))
        del marks[position]
    left[:] = alone


def _text(_: Shapes, schema: Any) -> Hashable:
    return json.dumps(schema, sort_keys=True, default=str)


def _component(shapes: Shapes, schema: Any) -> Hashable:
    return shapes.shape(schema).name


def _title(shapes: Shapes, schema: Any) -> Hashable:
    title = schema.get("title") if isinstance(schema, dict) else None
    return (title, shapes.shape(schema).types) if title else None


def _constants(shapes: Shapes, schema: Any) -> Hashable:
    values = []
    for name, field in shapes.shape(schema).fields.items():
        enum = shapes.shape(field).enum
        if enum is not None and len(enum) == 1:
            values.append((name, repr(enum[0])))
    return tuple(sorted(values)) or None


def _scalar(shapes: Shapes, schema: Any) -> Hashable:
    shape = shapes.shape(schema)
    return shape.types if shape.types and "object" not in shape.types else None


def _pair_objects(
    old: Shapes, left: list[Any], new: Shapes, right: list[Any], kept: list[tuple[Any, Any]]
) -> None:
    ranked = sorted(
        (
            (likeness(old.shape(one), new.shape(other)), i, j)
            for i, one in enumerate(left)
            for j, other in enumerate(right)
        ),
        key=lambda entry: (-entry[0], entry[1], entry[2]),
    )
    gone_left: set[int] = set()
    gone_right: set[int] = set()
    for score, i, j in ranked:
        if score >= ALIKE and i not in gone_left and j not in gone_right:
            kept.append((left[i], right[j]))
            gone_left.add(i)
            gone_right.add(j)
    left[:] = [one for i, one in enumerate(left) if i not in gone_left]
    right[:] = [one for j, one in enumerate(right) if j not in gone_right]


def likeness(one: Shape, other: Shape) -> float:
    """The share of common fields of two objects; 0 for what is no object."""
    if "object" not in one.types & other.types:
        return 0.0
    names = one.fields.keys() | other.fields.keys()
    return len(one.fields.keys() & other.fields.keys()) / len(names) if names else 1.0
