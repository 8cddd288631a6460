"""What changed between two schemas, seen from one direction.

The same pair of schemas is compared once per direction and operation; that alone makes recursive schemas
end. The place that a change is reported at is the nearest named component, because that is where a person
goes to look.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import TYPE_CHECKING, Any

import attrs

from openapi_diff.limits import compare_limits
from openapi_diff.model import Direction
from openapi_diff.rules import Kind
from openapi_diff.shape import ABSENT, Shape
from openapi_diff.variants import pair_variants, variant_label

if TYPE_CHECKING:
    from openapi_diff.shapes import Shapes

Emit = Callable[[Kind, Direction, str, str], None]
_LISTED = 4  # more values than this make a line nobody reads


@attrs.define
class SchemaComparison:
    """Compares schemas of `old` with schemas of `new`, and tells `emit` what changed."""

    old: Shapes
    new: Shapes
    direction: Direction
    emit: Emit
    _seen: set[tuple[int, int]] = attrs.field(factory=set, init=False)

    def compare(self, old: Any, new: Any, where: str) -> None:
        """Report every change from `old` to `new`; `where` names the place that uses them."""
        self._compare_use(self.old.shape(old), self.new.shape(new), where)
        self._compare_inside(old, new, where)

    def _compare_inside(self, old: Any, new: Any, where: str) -> None:
        before, after = self.old.shape(old), self.new.shape(new)
        key = (id(before), id(after))
        if key in self._seen:
            return
        self._seen.add(key)
        place = after.name if after.name and after.name == before.name else where
        if before.variants or after.variants:
            self._compare_variants(before, after, old, new, place)
        else:
            self._compare_values(before, after, place)

    def _say(self, kind: Kind, where: str, what: str) -> None:
        self.emit(kind, self.direction, where, what)

    def _compare_use(self, before: Shape, after: Shape, where: str) -> None:
        was, is_ = _allows_null(before), _allows_null(after)
        if was is not is_ and _any_type(before) is _any_type(after):
            if is_:
                self._say(Kind.BECAME_NULLABLE, where, "null is allowed now")
            else:
                self._say(Kind.BECAME_NOT_NULLABLE, where, "null is no longer allowed")
        if before.deprecated is not after.deprecated:
            kind = Kind.DEPRECATED if after.deprecated else Kind.UNDEPRECATED
            self._say(kind, where, "is deprecated now" if after.deprecated else "is no longer deprecated")
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
            self._compare_inside(one, other, where)

    def _compare_values(self, before: Shape, after: Shape, where: str) -> None:
        if not self._compare_types(before, after, where):
            return
        self._compare_enums(before, after, where)
        self._compare_limits(before, after, where)
        self._compare_fields(before, after, after.name or where)
        if before.items is not None and after.items is not None:
            self.compare(before.items, after.items, f"{where}[]")
        elif before.items is not after.items:
            kind, word = (
                (Kind.TYPE_NARROWED, "are") if before.items is None else (Kind.TYPE_WIDENED, "are no longer")
            )
            self._say(kind, where, f"its items {word} restricted")
        self._compare_additional(before, after, where)
        if before.discriminator != after.discriminator:
            self._compare_discriminators(before, after, where)
        for word in sorted(before.verbatim.keys() | after.verbatim.keys()):
            if before.verbatim.get(word) != after.verbatim.get(word):
                self._say(Kind.OTHER_CHANGED, where, f"{word} changed")

    def _compare_types(self, before: Shape, after: Shape, where: str) -> bool:
        """Report how the types changed; True if the insides can still be compared."""
        old, new = before.types, after.types
        if old == new:
            return True
        said = f"was {_types(old)}, is {_types(new)}"
        if not new or (old and _covers(new, old)):
            self._say(Kind.TYPE_WIDENED, where, said)
        elif not old or _covers(old, new):
            self._say(Kind.TYPE_NARROWED, where, said)
        else:
            self._say(Kind.TYPE_CHANGED, where, said)
        return bool(old & new)

    def _compare_enums(self, before: Shape, after: Shape, where: str) -> None:
        old, new = before.enum, after.enum
        if old is None and new is None:
            return
        if old is None:
            assert new is not None
            if not after.enum_open:
                self._say(Kind.ENUM_INTRODUCED, where, f"only {_values(new)} from now on")
            return
        if new is None:
            if not before.enum_open:
                self._say(Kind.ENUM_DROPPED, where, f"any value, no longer only {_values(old)}")
            return
        open_ = before.enum_open and after.enum_open
        for value in new:
            if value not in old:
                kind = Kind.ENUM_VALUE_ADDED if open_ else Kind.CLOSED_ENUM_VALUE_ADDED
                self._say(kind, where, f"value {value!r} appeared")
        for value in old:
            if value not in new:
                kind = Kind.ENUM_VALUE_REMOVED if open_ else Kind.CLOSED_ENUM_VALUE_REMOVED
                self._say(kind, where, f"value {value!r} disappeared")
        if before.enum_open is not after.enum_open:
            kind = Kind.ENUM_OPENED if after.enum_open else Kind.ENUM_CLOSED
            said = (
                "values beyond the list are allowed now"
                if after.enum_open
                else "only the listed values are allowed now"
            )
            self._say(kind, where, said)

    def _compare_limits(self, before: Shape, after: Shape, where: str) -> None:
        for kind, what in compare_limits(before.limits, after.limits):
            self._say(kind, where, what)

    def _compare_fields(self, before: Shape, after: Shape, where: str) -> None:
        old, new = dict(self._visible(self.old, before)), dict(self._visible(self.new, after))
        for name in old.keys() - new.keys():
            kind = Kind.FIELD_REMOVED_REQUIRED if name in before.required else Kind.FIELD_REMOVED
            self._say(kind, f"{where}.{name}", f"{_required(name, before)} field disappeared")
        for name in new.keys() - old.keys():
            kind = Kind.FIELD_ADDED_REQUIRED if name in after.required else Kind.FIELD_ADDED
            self._say(kind, f"{where}.{name}", f"{_required(name, after)} field appeared")
        for name in sorted(old.keys() & new.keys()):
            if (name in before.required) is not (name in after.required):
                kind = Kind.BECAME_REQUIRED if name in after.required else Kind.BECAME_OPTIONAL
                self._say(
                    kind, f"{where}.{name}", f"was {_required(name, before)}, is {_required(name, after)}"
                )
            self.compare(old[name], new[name], f"{where}.{name}")
        for name in (before.required ^ after.required) - old.keys() - new.keys():
            kind = Kind.BECAME_REQUIRED if name in after.required else Kind.BECAME_OPTIONAL
            self._say(kind, f"{where}.{name}", f"was {_required(name, before)}, is {_required(name, after)}")

    def _visible(self, shapes: Shapes, shape: Shape) -> Iterator[tuple[str, Any]]:
        for name, schema in shape.fields.items():
            field = shapes.shape(schema)
            hidden = field.read_only if self.direction is Direction.REQUEST else field.write_only
            if not hidden:
                yield name, schema

    def _compare_additional(self, before: Shape, after: Shape, where: str) -> None:
        old, new = _additional(before), _additional(after)
        if isinstance(old, Mapping) and isinstance(new, Mapping):
            self.compare(old, new, f"{where}{{}}")
        elif (old is False) is not (new is False):
            kind = Kind.TYPE_NARROWED if new is False else Kind.TYPE_WIDENED
            self._say(
                kind, where, f"fields beyond the listed are {'refused' if new is False else 'allowed'} now"
            )
        elif isinstance(old, Mapping) is not isinstance(new, Mapping):
            kind = Kind.TYPE_NARROWED if isinstance(new, Mapping) else Kind.TYPE_WIDENED
            word = "have" if isinstance(new, Mapping) else "no longer have"
            self._say(kind, where, f"fields beyond the listed {word} one type")

    def _compare_discriminators(self, before: Shape, after: Shape, where: str) -> None:
        old, new = before.discriminator or {}, after.discriminator or {}
        if old.get("propertyName") != new.get("propertyName"):
            names = f"{old.get('propertyName')!r} to {new.get('propertyName')!r}"
            self._say(
                Kind.DISCRIMINATOR_CHANGED,
                where,
                f"the field that tells the variants apart changed from {names}",
            )
        was, is_ = old.get("mapping") or {}, new.get("mapping") or {}
        for word in sorted(was.keys() | is_.keys()):
            if word in was and word in is_ and was[word] != is_[word]:
                self._say(
                    Kind.DISCRIMINATOR_CHANGED, where, f"{word!r} now means {is_[word]}, it meant {was[word]}"
                )
            elif word not in was or word not in is_:
                kind = Kind.VARIANT_ADDED if word in is_ else Kind.VARIANT_REMOVED
                self._say(
                    kind,
                    where,
                    f"the word {word!r} {'appeared' if word in is_ else 'disappeared'} in the mapping",
                )


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


def _covers(wide: frozenset[str], narrow: frozenset[str]) -> bool:
    return narrow <= (wide | {"integer"} if "number" in wide else wide)


def _required(name: str, shape: Shape) -> str:
    return "required" if name in shape.required else "optional"


def _types(types: frozenset[str]) -> str:
    return " or ".join(sorted(types)) or "anything"


def _show(value: Any) -> str:
    return "nothing" if value is ABSENT else repr(value)


def _values(values: tuple[Any, ...]) -> str:
    shown = ", ".join(repr(value) for value in values[:_LISTED])
    return shown if len(values) <= _LISTED else f"{shown} and {len(values) - _LISTED} more"
