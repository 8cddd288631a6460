"""What changed between two schemas, seen from one direction.

Each pair of schemas is compared once, whichever way leads to it; what it holds and which pairs lie below it
is kept as a graph, and an operation's changes are those of all pairs that it reaches. So recursive schemas
end, and a component that a hundred operations share costs no more than one. The place that a change is
reported at is the nearest named component, because that is where a person goes to look.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import attrs

from openapi_diff.facets import (
    Facet,
    compare_deprecation,
    compare_discriminators,
    compare_enums,
    compare_limits,
    compare_requirement,
    compare_types,
)
from openapi_diff.flatten import Shapes
from openapi_diff.model import Direction
from openapi_diff.rules import Kind
from openapi_diff.shape import ABSENT, Shape, is_leaf
from openapi_diff.variants import pair_variants, variant_label


@attrs.frozen
class Found:
    """A change of a schema, not yet judged."""

    kind: Kind
    where: str
    what: str


@attrs.define(eq=False)
class _Pair:
    """Two schemas that stand for each other: what changed in them, and the pairs below."""

    old: Any
    new: Any
    where: str
    found: list[Found] = attrs.field(factory=list)
    below: list[_Pair] = attrs.field(factory=list)


@attrs.define
class SchemaComparison:
    """Compares schemas of `old` with schemas of `new`; one object serves a whole document."""

    old: Shapes
    new: Shapes
    direction: Direction
    _pairs: dict[tuple[int, int], _Pair] = attrs.field(factory=dict, init=False)
    _todo: list[_Pair] = attrs.field(factory=list, init=False)
    _current: _Pair = attrs.field(factory=lambda: _Pair(None, None, ""), init=False)

    def changes(self, old: Any, new: Any, where: str) -> list[Found]:
        """Every change from `old` to `new` and below; `where` names the place that uses them."""
        top = self._current = _Pair(old, new, where)
        self._compare(old, new, where)
        fresh = [top]
        while self._todo:  # no recursion: a chain of references may be longer than the stack
            self._current = self._todo.pop()
            fresh.append(self._current)
            self._compare_inside(self._current)
        for pair in fresh:  # pairs in which nothing can be found are not walked over again
            pair.below = [below for below in pair.below if below.found or below.below]
        return list(_collect(top))

    def _compare(self, old: Any, new: Any, where: str) -> None:
        if old == new and is_leaf(old):  # most fields of most documents: equal, and nothing below
            return
        self._compare_use(self.old.shape(old), self.new.shape(new), where)
        self._go_inside(old, new, where)

    def _go_inside(self, old: Any, new: Any, where: str) -> None:
        key = (id(self.old.shape(old)), id(self.new.shape(new)))
        pair = self._pairs.get(key)
        if pair is None:
            pair = self._pairs[key] = _Pair(old, new, where)
            self._todo.append(pair)
        self._current.below.append(pair)

    def _compare_inside(self, pair: _Pair) -> None:
        before, after = self.old.shape(pair.old), self.new.shape(pair.new)
        place = after.name if after.name and after.name == before.name else pair.where
        if before.variants or after.variants:
            self._compare_variants(before, after, pair.old, pair.new, place)
        else:
            self._compare_values(before, after, place)

    def _say(self, kind: Kind, where: str, what: str) -> None:
        self._current.found.append(Found(kind, where, what))

    def _say_all(self, facets: Iterable[Facet], where: str) -> None:
        for kind, what in facets:
            self._say(kind, where, what)

    def _compare_use(self, before: Shape, after: Shape, where: str) -> None:
        was, is_ = _allows_null(before), _allows_null(after)
        if was is not is_ and _any_type(before) is _any_type(after):
            if is_:
                self._say(Kind.BECAME_NULLABLE, where, "null is allowed now")
            else:
                self._say(Kind.BECAME_NOT_NULLABLE, where, "null is no longer allowed")
        self._say_all(compare_deprecation(before.deprecated, after.deprecated), where)
        if before.default != after.default and not _both_null_like(before.default, after.default):
            said = f"the default changed from {_show(before.default)} to {_show(after.default)}"
            self._say(Kind.DEFAULT_CHANGED, where, said)

    def _compare_variants(self, before: Shape, after: Shape, old: Any, new: Any, where: str) -> None:
        lone_before, lone_after = not before.variants, not after.variants
        if (lone_before and _says_more(after)) or (lone_after and _says_more(before)):
            # a shape of its own and variants beside it: compare both, nothing stands for the missing variants
            self._compare_values(before, after, where)
            pairs = pair_variants(self.old, before.variants, self.new, after.variants)
        else:
            if not lone_before and not lone_after:
                self._compare_values(before, after, where)
            pairs = pair_variants(self.old, before.variants or (old,), self.new, after.variants or (new,))
        for variant in pairs.removed:
            self._say(Kind.VARIANT_REMOVED, where, f"can no longer be {variant_label(self.old, variant)}")
        for variant in pairs.added:
            self._say(Kind.VARIANT_ADDED, where, f"can also be {variant_label(self.new, variant)}")
        for one, other in pairs.kept:  # whether null may come was told at the place that uses the variants
            self._go_inside(one, other, where)

    def _compare_values(self, before: Shape, after: Shape, where: str) -> None:
        self._say_all(compare_types(before, after), where)
        if before.types != after.types and not before.types & after.types:
            return  # nothing inside the one has a counterpart inside the other
        self._say_all(compare_enums(before, after), where)
        self._say_all(compare_limits(before, after), where)
        self._say_all(compare_discriminators(before, after), where)
        self._compare_fields(before, after, where)
        self._compare_items(before, after, where)
        self._compare_additional(before, after, where)
        for word in sorted(before.verbatim.keys() | after.verbatim.keys()):
            if before.verbatim.get(word) != after.verbatim.get(word):
                self._say(Kind.OTHER_CHANGED, where, f"{word} changed")

    def _compare_items(self, before: Shape, after: Shape, where: str) -> None:
        if before.items is not None and after.items is not None:
            self._compare(before.items, after.items, f"{where}[]")
        elif before.items is not after.items:
            kind = Kind.TYPE_NARROWED if before.items is None else Kind.TYPE_WIDENED
            word = "are" if before.items is None else "are no longer"
            self._say(kind, where, f"its items {word} restricted")

    def _compare_fields(self, before: Shape, after: Shape, where: str) -> None:
        old, new = dict(self._visible(self.old, before)), dict(self._visible(self.new, after))
        for name in old.keys() - new.keys():
            kind = Kind.FIELD_REMOVED_REQUIRED if name in before.required else Kind.FIELD_REMOVED
            self._say(kind, f"{where}.{name}", f"{_required(name, before)} field disappeared")
        for name in new.keys() - old.keys():
            kind = Kind.FIELD_ADDED_REQUIRED if name in after.required else Kind.FIELD_ADDED
            self._say(kind, f"{where}.{name}", f"{_required(name, after)} field appeared")
        for name in sorted(old.keys() & new.keys()):
            facets = compare_requirement(name in before.required, name in after.required)
            self._say_all(facets, f"{where}.{name}")
            self._compare(old[name], new[name], f"{where}.{name}")
        # A name without a field is required all the same; one whose field is not of this direction is not.
        for name in (before.required ^ after.required) - before.fields.keys() - after.fields.keys():
            facets = compare_requirement(name in before.required, name in after.required)
            self._say_all(facets, f"{where}.{name}")

    def _visible(self, shapes: Shapes, shape: Shape) -> Iterator[tuple[str, Any]]:
        for name, schema in shape.fields.items():
            if is_leaf(schema) and not {"readOnly", "writeOnly"} & schema.keys():
                yield name, schema
                continue
            field = shapes.shape(schema)
            if not (field.read_only if self.direction is Direction.REQUEST else field.write_only):
                yield name, schema

    def _compare_additional(self, before: Shape, after: Shape, where: str) -> None:
        old, new = _additional(before), _additional(after)
        if isinstance(old, Mapping) and isinstance(new, Mapping):
            self._compare(old, new, f"{where}{{}}")
        elif (old is False) is not (new is False):
            kind = Kind.TYPE_NARROWED if new is False else Kind.TYPE_WIDENED
            self._say(
                kind, where, f"fields beyond the listed are {'refused' if new is False else 'allowed'} now"
            )
        elif isinstance(old, Mapping) is not isinstance(new, Mapping):
            kind = Kind.TYPE_NARROWED if isinstance(new, Mapping) else Kind.TYPE_WIDENED
            word = "have" if isinstance(new, Mapping) else "no longer have"
            self._say(kind, where, f"fields beyond the listed {word} one type")


def _collect(top: _Pair) -> Iterator[Found]:
    seen, waiting = {id(top)}, [top]
    while waiting:
        pair = waiting.pop()
        yield from pair.found
        for below in pair.below:
            if id(below) not in seen:
                seen.add(id(below))
                waiting.append(below)


def _allows_null(shape: Shape) -> bool:
    return _any_type(shape) if shape.nullable is None else shape.nullable


def _any_type(shape: Shape) -> bool:
    return not shape.types and not shape.variants and shape.enum is None


def _says_more(shape: Shape) -> bool:
    """True if a shape with variants restricts something besides them."""
    return bool(shape.types or shape.fields or shape.items is not None or shape.limits)


def _both_null_like(one: Any, other: Any) -> bool:
    """`default: null` says what an absent default says."""
    return one in (None, ABSENT) and other in (None, ABSENT)


def _additional(shape: Shape) -> Any:
    """None, True and {} all say that other fields may be there with any value."""
    return None if shape.additional in (True, {}, None) else shape.additional


def _required(name: str, shape: Shape) -> str:
    return "required" if name in shape.required else "optional"


def _show(value: Any) -> str:
    return "nothing" if value is ABSENT else repr(value)
