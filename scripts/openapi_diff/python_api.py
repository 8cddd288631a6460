"""What changed for somebody who imports the packages, between two folders that hold them.

griffe finds what breaks without importing anything. What it leaves out is added here: names and optional
arguments that appeared, annotations that changed, and fields that an attrs class newly insists on (griffe
knows the generated `__init__` of dataclasses, not of attrs classes). Every place is told by its public
name, never by the underscore module that happens to hold it.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import griffe

from openapi_build.errors import BuildError
from openapi_diff.model import Change, Direction, Severity

_ATTRS = ("define", "frozen", "mutable")
_TYPES = "code that is checked with types may no longer pass"

_Public = dict[str, griffe.Object]
"""Every public object by the shortest public path that leads to it."""


def compare_packages(name: str, old_root: Path, new_root: Path) -> list[Change]:
    """Changes of the public API of package `name`, which stands in both folders; breaking first.

    A package that only one side has is one change. Raises BuildError if a side cannot be parsed as Python.
    """
    old, new = _load(name, old_root), _load(name, new_root)
    if old is None and new is None:
        return []
    if old is None:
        return [_fine("python-object-added", name, "package appeared")]
    if new is None:
        return [_breaks("python-object-removed", name, "package disappeared", "import fails")]
    before, after = _public(old), _public(new)
    names = {target.canonical_path: path for public in (before, after) for path, target in public.items()}
    changes = [_from_griffe(breakage, names) for breakage in griffe.find_breaking_changes(old, new)]
    for path, member in after.items():
        if path in before:
            changes += _compare_annotations(path, before[path], member)
        elif path.rpartition(".")[0] in before:  # else the whole module or class appeared, and is told itself
            changes.append(_appeared(path, member, after))
    unique = {(change.kind, change.where, change.what): change for change in changes}
    return sorted(unique.values(), key=lambda change: (not change.is_breaking, change.where, change.what))


def _load(name: str, root: Path) -> griffe.Object | griffe.Alias | None:
    if not (root / name / "__init__.py").is_file():
        return None
    logging.getLogger("griffe").setLevel(logging.CRITICAL)  # names of other packages cannot be resolved here
    try:
        return griffe.load(
            name,
            search_paths=[root],
            try_relative_path=False,
            allow_inspection=False,
            resolve_aliases=True,
            resolve_external=False,
        )
    except (griffe.GriffeError, SyntaxError, ValueError) as error:
        what = f"the package {name} cannot be parsed: {str(error).splitlines()[0]}"
        raise BuildError(what, do="compare with another revision") from None


def _public(package: griffe.Object | griffe.Alias) -> _Public:
    found: _Public = {}
    seen: set[str] = set()
    level: list[tuple[str, griffe.Object | griffe.Alias]] = [(package.path, package)]
    while level:
        following: list[tuple[str, griffe.Object | griffe.Alias]] = []
        for path, member in level:
            target = _target(member)
            if target is None or target.canonical_path in seen:
                continue
            seen.add(target.canonical_path)
            found[path] = target
            if target.is_module or target.is_class:
                following += [(f"{path}.{name}", m) for name, m in target.members.items() if _counts(m)]
        level = following
    return found


def _counts(member: griffe.Object | griffe.Alias) -> bool:
    return bool(member.is_public) and not (member.name.startswith("__") and member.name != "__init__")


def _target(member: griffe.Object | griffe.Alias) -> griffe.Object | None:
    if not isinstance(member, griffe.Alias):
        return member
    try:
        return member.final_target
    except (griffe.AliasResolutionError, griffe.CyclicAliasError):
        return None


def _from_griffe(breakage: griffe.Breakage, names: dict[str, str]) -> Change:
    place = breakage.obj.canonical_path
    parent, _, last = place.rpartition(".")
    where = names.get(place) or (f"{names[parent]}.{last}" if parent in names else place)
    parameter = breakage.new_value if isinstance(breakage.new_value, griffe.Parameter) else breakage.old_value
    if isinstance(parameter, griffe.Parameter):
        where = f"{where}({parameter.name})"
    what = str(breakage.kind.value)
    if breakage.kind is griffe.BreakageKind.PARAMETER_CHANGED_DEFAULT:
        what += f" from {breakage.old_value.default} to {breakage.new_value.default}"
    if breakage.details:
        what += f" ({breakage.details})"
    kind = "python-" + breakage.kind.name.lower().replace("_", "-")
    return _breaks(kind, where, what[0].lower() + what[1:], _REASONS[kind])


_REASONS = {
    "python-parameter-moved": "arguments given by position reach another parameter",
    "python-parameter-removed": "calls that pass it raise TypeError",
    "python-parameter-changed-kind": "calls that pass it the old way raise TypeError",
    "python-parameter-changed-default": "calls that leave it out behave differently",
    "python-parameter-changed-required": "calls that leave it out raise TypeError",
    "python-parameter-added-required": "calls that do not pass it raise TypeError",
    "python-return-changed-type": "what is returned no longer says its type",
    "python-object-removed": "code that names it raises ImportError or AttributeError",
    "python-object-changed-kind": "code that used it as what it was fails",
    "python-attribute-changed-type": _TYPES,
    "python-attribute-changed-value": "code that relies on the value behaves differently",
    "python-class-removed-base": "isinstance and except clauses no longer match",
}


def _appeared(path: str, member: griffe.Object, after: _Public) -> Change:
    parent = after[path.rpartition(".")[0]]
    if isinstance(parent, griffe.Class) and isinstance(member, griffe.Attribute):
        decorators = [str(decorator.value).split("(")[0] for decorator in parent.decorators]
        is_field = member.annotation is not None and "ClassVar" not in str(member.annotation)
        if is_field and member.value is None and any(word.endswith(_ATTRS) for word in decorators):
            reason = "creating the object without it raises TypeError"
            return _breaks("python-field-added-required", path, "required field appeared", reason)
    return _fine("python-object-added", path, f"{member.kind.value} appeared")


def _compare_annotations(path: str, old: griffe.Object, new: griffe.Object) -> Iterator[Change]:
    if isinstance(old, griffe.Attribute) and isinstance(new, griffe.Attribute):
        yield from _changed_type("python-attribute-changed-type", path, old.annotation, new.annotation)
    if not isinstance(old, griffe.Function) or not isinstance(new, griffe.Function):
        return
    yield from _changed_type("python-return-changed-type", path, old.returns, new.returns)
    known = {parameter.name: parameter.annotation for parameter in old.parameters}
    for parameter in new.parameters:
        where = f"{path}({parameter.name})"
        if parameter.name in known:
            was, is_ = known[parameter.name], parameter.annotation
            yield from _changed_type("python-parameter-changed-type", where, was, is_)
        elif not parameter.required:
            yield _fine("python-parameter-added", where, "optional parameter appeared")


def _changed_type(kind: str, where: str, old: Any, new: Any) -> Iterator[Change]:
    """What is read may get narrower, what is given wider, and nobody notices."""
    was, is_ = _members(old), _members(new)
    if not was or not is_ or was == is_:
        return
    said = f"was {old}, is {new}"
    if kind == "python-parameter-changed-type" and was < is_:
        yield _fine("python-parameter-widened", where, said)
    elif kind != "python-parameter-changed-type" and is_ < was:
        yield _fine(f"{kind}-narrowed", where, said)
    else:
        yield _breaks(kind, where, said, _TYPES)


def _members(annotation: Any) -> frozenset[str]:
    """The members of a union; griffe gives the text of the annotation, brackets inside stay together."""
    text, parts, depth = str(annotation) if annotation is not None else "", [""], 0
    for character in text:
        depth += (character in "[(") - (character in "])")
        if character == "|" and depth == 0:
            parts.append("")
        else:
            parts[-1] += character
    return frozenset(part.strip() for part in parts if part.strip())


def _fine(kind: str, where: str, what: str) -> Change:
    return Change(kind, Direction.PYTHON, where, what, Severity.COMPATIBLE, "existing code does not notice")


def _breaks(kind: str, where: str, what: str, reason: str) -> Change:
    return Change(kind, Direction.PYTHON, where, what, Severity.BREAKING, reason)
