"""Apply OpenAPI Overlay 1.0 documents, strictly.

An action whose target matches nothing is an error: it was written for something that is no longer there,
and somebody has to look. Where an action is meant for what a document *may* have, ``x-may-match-nothing``
says so and why. Every action carries a ``description``: the reason and the evidence.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from jsonpath import JSONPathEnvironment
from jsonpath.exceptions import JSONPathError

from openapi_build.errors import BuildError, Pointer, in_file, pointer_text
from openapi_build.yamlio import load_yaml, plain

_ENVIRONMENT = JSONPathEnvironment(strict=True)  # RFC 9535 and nothing else
_ACTION_KEYS = {"target", "description", "update", "remove", "x-may-match-nothing"}


@dataclass(frozen=True)
class Action:
    """One action: where, why, and either what to merge in or that it is to go."""

    target: str
    description: str
    update: Any
    remove: bool
    optional: bool
    file: str
    index: int

    @property
    def pointer(self) -> Pointer:
        return ("actions", self.index)


@dataclass(frozen=True)
class Overlay:
    """One overlay document; ``extends`` is the file name of the only source it is for, or empty for the
    merge.
    """

    file: str
    extends: str
    actions: tuple[Action, ...]


def read_overlay(path: Path, *, name: str) -> Overlay:
    """Read an overlay file. Raises: BuildError if it is not exactly an Overlay 1.0 document."""
    with in_file(name):
        return parse_overlay(load_yaml(path.read_text(encoding="utf-8-sig")), name=name)


def parse_overlay(data: Any, *, name: str) -> Overlay:
    """As :func:`read_overlay`, for parsed YAML."""

    def refuse(what: str, pointer: Pointer = ()) -> BuildError:
        return BuildError(what, pointer, file=name, do="correct the overlay")

    if not isinstance(data, dict) or not re.fullmatch(r"1\.0\.\d+", str(data.get("overlay"))):
        raise refuse("is not an Overlay 1.0 document (`overlay: 1.0.0`)")
    for key in data:
        if key not in ("overlay", "info", "extends", "actions") and not key.startswith("x-"):
            raise refuse(f"has the unknown key {key!r}", (key,))
    info = data.get("info")
    if not isinstance(info, dict) or not info.get("title") or not info.get("version"):
        raise refuse("needs a title and a version", ("info",))
    actions = data.get("actions")
    if not isinstance(actions, list) or not actions:
        raise refuse("needs at least one action", ("actions",))
    extends = data.get("extends", "")
    if not isinstance(extends, str):
        raise refuse("must be the address of a source", ("extends",))
    read = tuple(_action(item, index, name, refuse) for index, item in enumerate(actions))
    return Overlay(file=name, extends=extends.rsplit("/", 1)[-1], actions=read)


def _action(item: Any, index: int, name: str, refuse: Any) -> Action:
    at: Pointer = ("actions", index)
    if not isinstance(item, dict):
        raise refuse("is not an action", at)
    for key in item:
        if key not in _ACTION_KEYS:
            raise refuse(f"has the unknown key {key!r}", at)
    for key in ("target", "description"):
        if not isinstance(item.get(key), str) or not item[key].strip():
            raise refuse(
                f"needs a {key}" + (": the reason and the evidence" if key == "description" else ""), at
            )
    remove = item.get("remove", False)
    if not isinstance(remove, bool) or remove == ("update" in item):
        raise refuse("needs either `update` or `remove: true`", at)
    optional = item.get("x-may-match-nothing")
    if "x-may-match-nothing" in item and (not isinstance(optional, str) or not optional.strip()):
        raise refuse("needs a reason as the value of x-may-match-nothing", at)
    return Action(
        item["target"], item["description"], item.get("update"), remove, optional is not None, name, index
    )


def apply(
    document: dict[str, Any],
    overlay: Overlay,
    missed: list[BuildError] | None = None,
    touched: list[tuple[Pointer, Any, str]] | None = None,
) -> dict[str, Any]:
    """A copy of the document with all actions applied in order.

    Args:
        document: any JSON document; not changed.
        overlay: the actions.
        missed: takes the errors of actions that match nothing, for a caller who wants to know more before
            failing; without it the first one is raised.
        touched: takes each place that an action has written, what it wrote, and where the action stands.

    Raises:
        BuildError: a target is no RFC 9535 query or matches nothing, or an update does not fit what it
            meets.
    """
    result: dict[str, Any] = plain(document)
    for action in overlay.actions:
        found = _matches(result, action)
        if not found and not action.optional:
            what = f"no longer applies: {action.target} matches nothing"
            do = "correct the action, or delete it if the document no longer needs it"
            error = BuildError(what, action.pointer, file=action.file, do=do)
            if missed is None:
                raise error
            missed.append(error)
        elif action.remove:
            _remove(result, [parts for parts, _ in found], action)
        else:
            where = f"{action.file}#{pointer_text(action.pointer)}"
            for parts, target in found:
                _update(target, action.update, parts, action)
                written = (*parts, len(target) - 1) if isinstance(target, list) else parts
                if touched is not None:
                    touched += [(*place, where) for place in _places(written, action.update)]
    return result


def _matches(document: dict[str, Any], action: Action) -> list[tuple[Pointer, Any]]:
    try:
        return [(m.parts, m.obj) for m in _ENVIRONMENT.compile(action.target).finditer(document)]
    except JSONPathError as error:
        what = f"the target is not a JSONPath of RFC 9535: {str(error).splitlines()[0]}"
        raise BuildError(what, action.pointer, file=action.file, do="correct the target") from None
    except RecursionError:
        what = "the document is nested too deeply for this target"
        raise BuildError(what, action.pointer, file=action.file, do="write a target without `..`") from None


def _places(place: Pointer, update: Any) -> Iterator[tuple[Pointer, Any]]:
    """Where an update has written: each of its keys that holds no further object."""
    if not isinstance(update, dict) or not update:
        yield place, update
        return
    for key, value in update.items():
        yield from _places((*place, key), value)


def _remove(document: dict[str, Any], places: list[tuple[str | int, ...]], action: Action) -> None:
    # From the end, so that an index that is still to come stays right; longer paths before their parents.
    for parts in sorted(
        set(places), key=lambda parts: [(isinstance(p, str), p) for p in parts], reverse=True
    ):
        if not parts:
            raise _misfit("the whole document cannot be removed", parts, action)
        parent: Any = document
        for part in parts[:-1]:
            parent = parent[part]
        del parent[parts[-1]]


def _update(target: Any, update: Any, place: Pointer, action: Action) -> None:
    if isinstance(target, list):
        target.append(plain(update))
    elif not isinstance(target, dict):
        raise _misfit("Overlay 1.0 updates objects and arrays, and this is neither", place, action)
    elif not isinstance(update, dict):
        raise _misfit("an object can only be updated with an object", place, action)
    else:
        _merge(target, update, place, action)


def _merge(target: dict[str, Any], update: dict[str, Any], place: Pointer, action: Action) -> None:
    for key, value in update.items():
        old = target.get(key)
        if isinstance(old, dict) and isinstance(value, dict):
            _merge(old, value, (*place, key), action)
        elif isinstance(old, list) and isinstance(value, list):
            old.extend(plain(value))
        elif isinstance(old, dict | list):
            said = f"{type(value).__name__} cannot be merged into {type(old).__name__}"
            raise _misfit(said, (*place, key), action)
        else:
            target[key] = plain(value)


def _misfit(what: str, place: Pointer, action: Action) -> BuildError:
    said = f"does not fit the document at {pointer_text(place) or 'its root'}: {what}"
    return BuildError(said, action.pointer, file=action.file, do="correct the action")
