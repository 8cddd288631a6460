"""Which branch of an old `anyOf` is which branch of the new one.

Branches have no names on the wire, so they are recognised in turn by what is most certain: the same text,
the same component, the same title, the same value of a discriminating constant, the same type, the most
common fields.
"""

from __future__ import annotations

import json
from collections.abc import Hashable, Sequence
from typing import Any

from openapi_diff.flatten import Shapes
from openapi_diff.pairs import Pairs, pair_best
from openapi_diff.shape import Shape

ALIKE = 0.5  # share of common fields from which two unnamed objects count as the same one, changed


def pair_variants(old: Shapes, before: Sequence[Any], new: Shapes, after: Sequence[Any]) -> Pairs[Any]:
    """Pair the branches `before` (schemas of `old`) with the branches `after` (schemas of `new`)."""
    marks = {
        id(schema): _marks(shapes, schema)
        for shapes, side in ((old, before), (new, after))
        for schema in side
    }

    def score(one: Any, other: Any) -> float:
        both = list(zip(marks[id(one)], marks[id(other)], strict=True))
        for rank, (mark, its_mark) in enumerate(both):
            if mark is not None and mark == its_mark:
                return float(len(both) - rank + 1)
        alike = likeness(old.shape(one), new.shape(other))
        return alike if alike >= ALIKE else 0.0

    return pair_best(before, after, score)


def variant_label(shapes: Shapes, schema: Any) -> str:
    """How a report calls a branch: its component, its title, or its type."""
    shape = shapes.shape(schema)
    title = schema.get("title") if isinstance(schema, dict) else None
    if shape.name or title:
        return str(shape.name or title)
    if shape.types == {"array"} and shape.items is not None:
        return f"an array of {variant_label(shapes, shape.items)}"
    return " or ".join(sorted(shape.types)) or "anything"


def _marks(shapes: Shapes, schema: Any) -> tuple[Hashable, ...]:
    """What a branch is recognised by, the most certain first: text, component, title, constants, type."""
    shape = shapes.shape(schema)
    title = schema.get("title") if isinstance(schema, dict) else None
    constants = []
    for name, field in shape.fields.items():
        enum = shapes.shape(field).enum
        if enum is not None and len(enum) == 1:
            constants.append((name, repr(enum[0])))
    return (
        json.dumps(schema, sort_keys=True, default=str),
        shape.name,
        (title, shape.types) if title else None,
        tuple(sorted(constants)) or None,
        shape.types if shape.types and "object" not in shape.types else None,
    )


def likeness(one: Shape, other: Shape) -> float:
    """The share of common fields of two objects; 0 for what is no object."""
    if "object" not in one.types & other.types:
        return 0.0
    names = one.fields.keys() | other.fields.keys()
    return len(one.fields.keys() & other.fields.keys()) / len(names) if names else 1.0
