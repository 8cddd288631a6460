"""Apply OpenAPI Overlay 1.0 documents, strictly: an action that no longer applies is an error.

An action whose target matches nothing, or that changes nothing, has become obsolete, and a person has to
decide about it. An action for what a document *may* have gives ``x-may-match-nothing`` with the reason. Every
action has a ``description``: the reason and the evidence.

The lists of an update are merged as sets: an item that the document's list has is not added again.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from jsonpath import JSONPathEnvironment
from jsonpath.exceptions import JSONPathError

from openapi_build.document.known import parts_known
from openapi_build.errors import BuildError, Pointer, collected, in_file, pointer_text, raise_all
from openapi_build.yamlio import load_yaml, plain

_ENVIRONMENT = JSONPathEnvironment(strict=True)  # RFC 9535 and nothing else
_ACTION_KEYS = {"target", "description", "update", "remove", "x-may-match-nothing"}
DROP = "correct each, or after a look delete exactly these with `python scripts/generate.py --drop`"


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
    def where(self) -> str:
        """``file#/actions/0``."""
        return f"{self.file}#/actions/{self.index}"

    def fault(self, what: str, do: str = "correct the action", *, drops: bool = False) -> BuildError:
        """An error about this action; for one that can be dropped it has the action's description."""
        why = " ".join(self.description.split())
        detail = [f"written because: {why if len(why) <= 160 else why[:157] + '...'}"] if drops else []
        return BuildError(what, ("actions", self.index), file=self.file, do=do, detail=detail, drops=drops)


@dataclass(frozen=True)
class Overlay:
    """One overlay document; ``extends`` is the file name of the only source it is for, or empty for the
    merge.
    """

    file: str
    extends: str
    actions: tuple[Action, ...]


Written = tuple[Pointer, str]
"""A place that an action has written, and where the action stands."""


def read_overlay(path: Path, *, name: str) -> Overlay:
    """Read an overlay file. Raises: BuildError for all that is not as in an Overlay 1.0 document."""
    with in_file(name):
        return parse_overlay(load_yaml(path.read_text(encoding="utf-8-sig")), name=name)


def parse_overlay(data: Any, *, name: str) -> Overlay:
    """As :func:`read_overlay`, for parsed YAML."""
    data = data if isinstance(data, dict) else {}
    found = [
        BuildError(what, pointer, file=name, do="correct the overlay") for what, pointer in _faults(data)
    ]
    raise_all(found)
    read = tuple(
        Action(
            *(item["target"], item["description"], item.get("update"), item.get("remove", False)),
            *("x-may-match-nothing" in item, name, index),
        )
        for index, item in enumerate(data["actions"])
    )
    return Overlay(file=name, extends=data.get("extends", "").rsplit("/", 1)[-1], actions=read)


def _faults(data: dict[str, Any]) -> Iterator[tuple[str, Pointer]]:
    if not re.fullmatch(r"1\.0\.\d+", str(data.get("overlay"))):
        yield "is not an Overlay 1.0 document (`overlay: 1.0.0`)", ()
    for key in data.keys() - {"overlay", "info", "extends", "actions"}:
        if not key.startswith("x-"):
            yield f"has the unknown key {key!r}", (key,)
    info, actions = data.get("info"), data.get("actions")
    if not isinstance(info, dict) or not info.get("title") or not info.get("version"):
        yield "needs a title and a version", ("info",)
    if not isinstance(data.get("extends", ""), str):
        yield "must be the address of a source", ("extends",)
    if not isinstance(actions, list) or not actions:
        yield "needs at least one action", ("actions",)
    for index, item in enumerate(actions if isinstance(actions, list) else ()):
        yield from ((what, ("actions", index)) for what in _faults_of(item))


def _faults_of(item: Any) -> Iterator[str]:
    if not isinstance(item, dict):
        yield "is not an action"
        return
    for key in sorted(item.keys() - _ACTION_KEYS):
        yield f"has the unknown key {key!r}"
    for key, more in (("target", ""), ("description", ": the reason and the evidence")):
        if not isinstance(item.get(key), str) or not item[key].strip():
            yield f"needs a {key}{more}"
    remove, optional = item.get("remove", False), item.get("x-may-match-nothing", "a reason")
    if not isinstance(remove, bool) or remove == ("update" in item):
        yield "needs either `update` or `remove: true`"
    if not isinstance(optional, str) or not optional.strip():
        yield "needs a reason as the value of x-may-match-nothing"


def apply(
    document: dict[str, Any], overlay: Overlay, written: list[Written], found: list[BuildError]
) -> dict[str, Any]:
    """A copy of the document with all actions applied in order.

    Args:
        document: any JSON document; not changed.
        overlay: the actions.
        written: takes each place that an action has written.
        found: takes the errors: a target that is no RFC 9535 query or matches nothing, an update that does
            not fit what it meets or says what is there already.
    """
    result: dict[str, Any] = plain(document)
    for action in overlay.actions:
        with collected(found, action.file):
            matches = _matches(result, action)
            if not matches and not action.optional:
                missed = action.fault(f"no longer applies: {action.target} matches nothing", DROP, drops=True)
                missed.about = f"{action.target} {action.update}"
                raise missed
            if action.remove:
                _remove(result, [parts for parts, _ in matches], action)
                continue
            if not action.optional:
                found += _repeats(matches, action, written)
            for parts, target in matches:
                _update(target, action.update, parts, action)
                at = (*parts, len(target) - 1) if isinstance(target, list) else parts
                places = _places(at, action.update)
                written += [(place, action.where) for place in places]
    return result


def _matches(document: dict[str, Any], action: Action) -> list[tuple[Pointer, Any]]:
    try:
        return [(m.parts, m.obj) for m in _ENVIRONMENT.compile(action.target).finditer(document)]
    except JSONPathError as error:
        raise action.fault(
            f"the target is not a JSONPath of RFC 9535: {str(error).splitlines()[0]}"
        ) from None
    except RecursionError:
        raise action.fault("the document is nested too deeply for this target") from None


def _repeats(
    matches: list[tuple[Pointer, Any]], action: Action, written: list[Written]
) -> Iterator[BuildError]:
    """The parts of an update that every target has already."""
    known: list[Pointer] = []
    whole = parts_known([target for _, target in matches], action.update, (), known)
    if not known:
        return
    places = {(*parts, *known[0]) for parts, _ in matches}
    others = [where for written_at, where in written if any(p == written_at[: len(p)] for p in places)]
    speaker = f"{others[-1]} says" if others else "the page says"
    if whole:
        yield action.fault(
            f"{speaker} this itself now: delete the action ({action.target})", DROP, drops=True
        )
    else:
        names = ", ".join(pointer_text(place) for place in known)
        yield action.fault(f"{speaker} {names} itself now", "take that out of the action")


def _places(place: Pointer, update: Any) -> Iterator[Pointer]:
    """Where an update has written: each of its keys that holds no further object."""
    if not isinstance(update, dict) or not update:
        yield place
        return
    for key, value in update.items():
        yield from _places((*place, key), value)


def _remove(document: dict[str, Any], places: list[Pointer], action: Action) -> None:
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
        _extend(target, update if isinstance(update, list) else [update])
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
            _extend(old, value)
        elif isinstance(old, dict) or (isinstance(old, list) and key != "type"):
            said = f"{type(value).__name__} cannot be merged into {type(old).__name__}"
            raise _misfit(said, (*place, key), action)
        else:
            target[key] = plain(value)


def _extend(target: list[Any], update: list[Any]) -> None:
    target += [plain(item) for item in update if item not in target]


def _misfit(what: str, place: Pointer, action: Action) -> BuildError:
    return action.fault(f"does not fit the document at {pointer_text(place) or 'its root'}: {what}")
