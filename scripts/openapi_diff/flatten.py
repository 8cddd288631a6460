"""`Shapes`: read schemas into flat `Shape`s, so that equal schemas are equal however they are written.

A `Shape` keeps the raw sub-schemas of fields and items, which are read when they are compared, so that
recursive schemas end.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

import attrs

from openapi_build.document.references import follow, parse, resolve
from openapi_build.schemas import ANNOTATIONS
from openapi_diff.shape import LOWER, NOTES, UPPER, Shape, read_keywords

_PROSE = {"$ref", *ANNOTATIONS} - {*NOTES}


class Shapes:
    """The shapes of one document; each schema is read once, however many `$ref` lead to it."""

    def __init__(self, document: dict[str, Any]) -> None:
        self.document = document
        self.components: Mapping[str, Any] = document.get("components", {}).get("schemas", {})
        self._known: dict[int, Shape] = {}
        self._joined: dict[tuple[int, int], dict[str, Any]] = {}

    def shape(self, schema: Any, open_: frozenset[int] = frozenset()) -> Shape:
        """What `schema` allows; `open_` holds the schemas that are being read, of which it is a part."""
        if not isinstance(schema, Mapping):
            return Shape() if schema is not False else Shape(verbatim={"not": {}})
        known = self._known.get(id(schema))
        if known is None:
            if id(schema) in open_:  # a schema that is composed of itself adds nothing to itself
                return Shape()
            known = self._known[id(schema)] = self._build(schema, open_ | {id(schema)})
        return known

    def follow(self, node: Any) -> Mapping[str, Any]:
        """`node` itself, or what it refers to; {} for anything that is no object."""
        return follow(self.document, node)

    def _build(self, schema: Mapping[str, Any], open_: frozenset[int]) -> Shape:
        parts = [read_keywords(schema)]
        reference = schema.get("$ref")
        if isinstance(reference, str):
            target = self.shape(resolve(self.document, reference), open_)
            steps = parse(reference)
            if len(steps) == 3 and steps[0] == "components":
                target.name = target.name or steps[2]
            if not schema.keys() - _PROSE:
                return target
            parts.append(target)
        parts += [self.shape(member, open_) for member in schema.get("allOf", ())]
        parts += [self._one_of(schema[word], open_) for word in ("anyOf", "oneOf") if word in schema]
        return _fold(parts, self._join)

    def _one_of(self, branches: Sequence[Any], open_: frozenset[int]) -> Shape:
        kept = [branch for branch in branches if not _is_null(branch)]
        null = len(kept) < len(branches)
        shapes = [self.shape(branch, open_) for branch in kept]
        if len(kept) == 1:
            return attrs.evolve(shapes[0], nullable=True) if null else shapes[0]
        merged = _union_of_scalars(shapes)
        if merged is None:
            merged = Shape(variants=tuple(kept))
            null = null or any(shape.nullable is True for shape in shapes)
        merged.nullable = null or merged.nullable
        return merged

    def _join(self, left: Any, right: Any) -> Any:
        """Both schemas at once; each pair is one object for ever, so that a recursion through it ends."""
        if left is None or right is None or left == right:
            return right if left is None else left
        if left is False or right is False:
            return False
        if not isinstance(left, Mapping) or not isinstance(right, Mapping):
            return left if isinstance(left, Mapping) else right
        return self._joined.setdefault((id(left), id(right)), {"allOf": [left, right]})


def _fold(parts: Iterable[Shape], join: Callable[[Any, Any], Any]) -> Shape:
    """What all of `parts` allow together; `join` makes one schema of two."""
    result = Shape()
    names = set()
    for part in parts:
        if part.name or part.says_more_than_types:
            names.add(part.name)
        result.types = _common_types(result.types, part.types)
        result.nullable = _both(result.nullable, part.nullable)
        if part.enum is not None:
            first = result.enum is None
            result.enum_open = part.enum_open and (first or result.enum_open)
            result.enum = tuple(v for v in part.enum if first or v in (result.enum or ()))
        for field, schema in part.fields.items():
            result.fields[field] = join(result.fields.get(field), schema)
        result.required |= part.required
        result.items = join(result.items, part.items)
        result.additional = join(result.additional, part.additional)
        _fold_limits(result.limits, part.limits)
        if part.variants and result.variants:
            result.verbatim["anyOf"] = [*result.verbatim.get("anyOf", ()), *part.variants]
        result.variants = result.variants or part.variants
        result.verbatim.update(part.verbatim)
        result.notes = part.notes | result.notes
    result.name = names.pop() if len(names) == 1 else None
    return result


def _union_of_scalars(shapes: Sequence[Shape]) -> Shape | None:
    """One shape for `anyOf` of plain types and enums, None where the branches differ in more than types."""
    if not shapes or not all(shape.is_scalar for shape in shapes):
        return None
    types = frozenset(word for shape in shapes for word in shape.types)
    enums = [shape for shape in shapes if shape.enum is not None]
    plain = frozenset(word for shape in shapes if shape.enum is None for word in shape.types)
    nullables = {shape.nullable for shape in shapes}
    nullable = True if True in nullables else (None if None in nullables else False)
    if not enums:
        return Shape(types=types, nullable=nullable)
    if plain and not all(shape.types <= plain for shape in enums):
        return None
    values = [value for shape in enums for value in shape.enum or ()]
    unique = tuple(value for i, value in enumerate(values) if value not in values[:i])
    is_open = bool(plain) or any(shape.enum_open for shape in enums)  # a plain type takes what may come
    name = enums[0].name if len(enums) == 1 else None
    return Shape(name=name, types=types, nullable=nullable, enum=unique, enum_open=is_open)


def _common_types(left: frozenset[str], right: frozenset[str]) -> frozenset[str]:
    if not left or not right:
        return left or right
    common = left & right
    if any("integer" in one and "number" in other for one, other in ((left, right), (right, left))):
        common |= {"integer"}
    return common or left | right  # nothing satisfies both; no rule can judge that, so nothing is hidden


def _both(left: bool | None, right: bool | None) -> bool | None:
    return left if right is None else right if left is None else left and right


def _fold_limits(into: dict[str, Any], limits: Mapping[str, Any]) -> None:
    for word, value in limits.items():
        if word in LOWER or word in UPPER:
            narrower = max if word in LOWER else min
            into[word] = narrower(into.get(word, value), value)
        elif into.setdefault(word, value) != value:
            into[word] = " and ".join(sorted({str(into[word]), str(value)}))


def _is_null(schema: Any) -> bool:
    if not isinstance(schema, Mapping):
        return False
    values = schema.get("enum", [schema["const"]] if "const" in schema else None)
    return schema.get("type") in ("null", ["null"]) or values == [None]
