"""Compare two schemas in one direction: as sent by callers, or as received by them.

Each pair of schemas is compared once, and pairs are kept as a graph, so that recursive schemas end and shared
components are not compared again. A change is reported at the nearest named component.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import attrs

from openapi_diff.changes import Direction, Facet, Kind
from openapi_diff.flatten import Shapes
from openapi_diff.pairing import pair_variants, takes, variant_label
from openapi_diff.shape import (
    Shape,
    compare_defaults,
    compare_enums,
    compare_flags,
    compare_limits,
    compare_types,
)

Place = tuple[str, ...]
"""A component, or a part of an operation, and the fields that lead from there."""


@attrs.define(eq=False)
class _Pair:
    """Two schemas that stand for each other: what changed in them, and the pairs below."""

    old: Any
    new: Any
    where: Place
    found: list[tuple[str, Facet]] = attrs.field(factory=list)
    below: list[_Pair] = attrs.field(factory=list)


@attrs.define
class SchemaComparison:
    """Compares schemas of `old` with schemas of `new`; one object serves a whole document.

    `renamed` collects the components that stand for a component of another name.
    """

    old: Shapes
    new: Shapes
    direction: Direction
    renamed: dict[str, str] = attrs.field(factory=dict, init=False)
    _pairs: dict[tuple[int, int], _Pair] = attrs.field(factory=dict, init=False)
    _todo: list[_Pair] = attrs.field(factory=list, init=False)
    _current: _Pair = attrs.field(factory=lambda: _Pair(None, None, ()), init=False)

    def changes(self, old: Any, new: Any, where: str) -> list[tuple[str, Facet]]:
        """Every change from `old` to `new` and below, with its holder; `where` names what uses them."""
        top = self._current = _Pair(old, new, (where,))
        self._compare(old, new, (where,))
        fresh = [top]
        while self._todo:  # no recursion: a chain of references may be longer than the stack
            self._current = self._todo.pop()
            fresh.append(self._current)
            self._compare_inside(self._current)
        for pair in fresh:  # pairs in which nothing can be found are not walked over again
            pair.below = [below for below in pair.below if below.found or below.below]
        return list(_collect(top))

    def _compare(self, old: Any, new: Any, where: Place) -> None:
        self._compare_use(self.old.shape(old), self.new.shape(new), where)
        self._go_inside(old, new, where)

    def _go_inside(self, old: Any, new: Any, where: Place) -> None:
        key = (id(self.old.shape(old)), id(self.new.shape(new)))
        pair = self._pairs.get(key)
        if pair is None:
            pair = self._pairs[key] = _Pair(old, new, where)
            self._todo.append(pair)
        self._current.below.append(pair)

    def _compare_inside(self, pair: _Pair) -> None:
        before, after = self.old.shape(pair.old), self.new.shape(pair.new)
        place = (after.name,) if after.name and self._is_same(before.name, after.name) else pair.where
        if before.variants or after.variants:
            self._compare_variants(before, after, pair.old, pair.new, place)
        else:
            self._compare_values(before, after, place)

    def _is_same(self, old: str | None, new: str) -> bool:
        """True for a component that has its name still, or another one instead."""
        if old is None or old == new:
            return old == new
        if new in self.old.components or old in self.new.components:
            return False
        return self.renamed.setdefault(old, new) == new

    def _say(self, where: Place, *facets: Facet) -> None:
        for facet in facets:
            holder, told = where, facet
            if facet.thing.endswith("field") and not facet.name:  # what happened to the place itself
                *above, name = where if len(where) > 1 else (*where, "")
                told = facet._replace(thing=facet.thing if name else "schema", name=name)
                holder = tuple(above)
            self._current.found.append((".".join(holder), told))

    def _compare_use(self, before: Shape, after: Shape, where: Place) -> None:
        if before.allows_null is not after.allows_null and before.is_any is after.is_any:
            null = Facet(Kind.WIDENED, "became nullable")
            self._say(where, null if after.allows_null else Facet(Kind.NARROWED, "can no longer be null"))
        self._say(where, *compare_flags(before.notes, after.notes), *compare_defaults(before, after))

    def _compare_variants(self, before: Shape, after: Shape, old: Any, new: Any, where: Place) -> None:
        one, other = before.variants or (old,), after.variants or (new,)
        if (not before.variants and _says_more(after)) or (not after.variants and _says_more(before)):
            # A shape of its own and variants beside it: nothing stands for the missing variants.
            one, other = before.variants, after.variants
            self._compare_values(before, after, where)
        elif before.variants and after.variants:
            self._compare_values(before, after, where)
        kept, removed, added = pair_variants(self.old, one, self.new, other)
        for variant in removed:
            label = variant_label(self.old, variant)
            self._say(where, Facet(Kind.NARROWED, "disappeared", "variant", label))
        for variant in added:
            is_open = any(takes(self.old, branch, self.new, variant) for branch in before.variants)
            kind = Kind.OPEN_ADDED if is_open else Kind.CLOSED_ADDED
            self._say(where, Facet(kind, "appeared", "variant", variant_label(self.new, variant)))
        for branch, its in kept:  # whether null may come was told at the place that uses the variants
            self._go_inside(branch, its, where)

    def _compare_values(self, before: Shape, after: Shape, where: Place) -> None:
        self._say(where, *compare_types(before, after))
        if before.types != after.types and not before.types & after.types:
            return  # nothing inside the one has a counterpart inside the other
        self._say(where, *compare_enums(before, after), *compare_limits(before, after))
        self._compare_fields(before, after, where)
        self._compare_members(before.items, after.items, where, "[]", "items")
        self._compare_members(before.additional, after.additional, where, "{}", "other fields")
        for word in sorted(before.verbatim.keys() | after.verbatim.keys()):
            if before.verbatim.get(word) != after.verbatim.get(word):
                self._say(where, Facet(Kind.UNDECIDED, f"changed its `{word}`"))

    def _compare_fields(self, before: Shape, after: Shape, where: Place) -> None:
        old, new = dict(self._visible(self.old, before)), dict(self._visible(self.new, after))
        for fields, others, shape in ((old, new, before), (new, old, after)):
            verb, kind = ("appeared", Kind.ADDED) if fields is new else ("disappeared", Kind.REMOVED)
            for name in fields.keys() - others.keys():
                word = "required" if name in shape.required else "optional"
                must = kind is Kind.ADDED and name in shape.required
                self._say((*where, name), Facet(Kind.REQUIRED_ADDED if must else kind, verb, f"{word} field"))
        # A name without a field is required all the same; one whose field is not of this direction is not.
        shared = old.keys() & new.keys()
        unlisted = (before.required ^ after.required) - before.fields.keys() - after.fields.keys()
        for name in sorted(shared | unlisted):
            flags = ({"required": name in side.required} for side in (before, after))
            self._say((*where, name), *compare_flags(*flags))
            if name in shared:
                self._compare(old[name], new[name], (*where, name))

    def _visible(self, shapes: Shapes, shape: Shape) -> Iterator[tuple[str, Any]]:
        """The fields that travel in this direction."""
        hidden = "readOnly" if self.direction is Direction.REQUEST else "writeOnly"
        for name, schema in shape.fields.items():
            if shapes.shape(schema).notes.get(hidden) is not True:
                yield name, schema

    def _compare_members(self, old: Any, new: Any, where: Place, mark: str, noun: str) -> None:
        """The schema of all items, or of all fields beyond the listed; False refuses them."""
        if isinstance(old, Mapping) and isinstance(new, Mapping):
            self._compare(old, new, (*where[:-1], where[-1] + mark))
        elif (old is False) is not (new is False):
            refused = Facet(Kind.OTHER_FIELDS_REFUSED, f"refuses {noun} now")
            allowed = Facet(Kind.OTHER_FIELDS_ALLOWED, f"allows {noun} now")
            self._say(where, refused if new is False else allowed)
        elif isinstance(new, Mapping):
            self._say(where, Facet(Kind.NARROWED, f"has {noun} of one type now"))
        elif isinstance(old, Mapping):
            self._say(where, Facet(Kind.WIDENED, f"has {noun} of any type now"))


def _collect(top: _Pair) -> Iterator[tuple[str, Facet]]:
    seen, waiting = {id(top)}, [top]
    while waiting:
        pair = waiting.pop()
        yield from pair.found
        for below in pair.below:
            if id(below) not in seen:
                seen.add(id(below))
                waiting.append(below)


def _says_more(shape: Shape) -> bool:
    """True if a shape with variants restricts something besides them."""
    return bool(shape.types or shape.fields or shape.items is not None or shape.limits)
