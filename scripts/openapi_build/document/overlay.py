"""Apply OpenAPI Overlay 1.0 documents, strictly: an action that no longer applies is an error.

An action whose target matches nothing, or that changes nothing, has become obsolete, and a person has to
decide about it. An action for what a document *may* have gives ``x-may-match-nothing`` with the reason.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from jsonpath import JSONPathEnvironment
from jsonpath.exceptions import JSONPathError

from openapi_build.document.canonical import same
from openapi_build.errors import DROP, BuildError, Pointer, collected, pointer_text, raise_all, short
from openapi_build.schemas import PROSE
from openapi_build.yamlio import plain

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
    def where(self) -> str:
        """``file#/actions/0``."""
        return f"{self.file}#/actions/{self.index}"

    def fault(self, what: str, do: str = "correct the action") -> BuildError:
        """An error about this action; for one that can be dropped it has the action's description."""
        why = short(" ".join(self.description.split()))
        detail = [f"written because: {why}"] if do == DROP else []
        return BuildError(what, ("actions", self.index), file=self.file, do=do, detail=detail)

    def misfit(self, what: str, place: Pointer) -> BuildError:
        """An error about an update that does not fit what it meets."""
        return self.fault(f"does not fit the document at {pointer_text(place) or 'its root'}: {what}")


@dataclass(frozen=True)
class Overlay:
    """One overlay document; ``extends`` names the only source that it is for, empty for the merge of all."""

    file: str
    extends: str
    actions: Sequence[Action]


Written = tuple[Pointer, str]
"""A place that an action has written, and where the action stands."""


def parse_overlay(data: Any, *, name: str) -> Overlay:
    """The overlay in the file of this name. Raises: BuildError for all that is not as in Overlay 1.0."""
    data = data if isinstance(data, dict) else {}
    do = "correct the overlay"
    raise_all([BuildError(what, pointer, file=name, do=do) for what, pointer in _faults(data)])
    actions = []
    for index, item in enumerate(data["actions"]):
        optional = "x-may-match-nothing" in item
        change = item.get("update"), item.get("remove", False)
        actions.append(Action(item["target"], item["description"], *change, optional, name, index))
    return Overlay(name, data.get("extends", "").rsplit("/", 1)[-1], actions)


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
    """A copy of the document with all actions applied in order; lists are merged as sets.

    ``written`` takes each place that an action has written, and ``found`` the errors: a target that is no
    query or matches nothing, an update that does not fit what it meets or says what is there already.
    """
    result: dict[str, Any] = plain(document)
    for action in overlay.actions:
        with collected(found, action.file):
            matches = _matches(result, action)
            if not matches and not action.optional:
                missed = action.fault(f"no longer applies: {action.target} matches nothing", DROP)
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
                written += [(place, action.where) for place in _places(at, action.update)]
    return result


def _matches(document: dict[str, Any], action: Action) -> list[tuple[Pointer, Any]]:
    try:
        return [(m.parts, m.obj) for m in _ENVIRONMENT.compile(action.target).finditer(document)]
    except JSONPathError as error:
        said = str(error).splitlines()[0]
        raise action.fault(f"the target is not a JSONPath of RFC 9535: {said}") from None
    except RecursionError:
        raise action.fault("the document is nested too deeply for this target") from None


def _repeats(
    matches: list[tuple[Pointer, Any]], action: Action, written: list[Written]
) -> Iterator[BuildError]:
    """The parts of an update that every target has already."""
    known: list[Pointer] = []
    whole = _known([target for _, target in matches], action.update, (), known)
    if not known:
        return
    places = {(*parts, *known[0]) for parts, _ in matches}
    others = [where for written_at, where in written if any(p == written_at[: len(p)] for p in places)]
    speaker = f"{others[-1]} says" if others else "the page says"
    if whole:
        yield action.fault(f"{speaker} this itself now: delete the action ({action.target})", DROP)
    else:
        names = ", ".join(pointer_text(place) for place in known)
        yield action.fault(f"{speaker} {names} itself now", "take that out of the action")


def _known(targets: Sequence[Any], update: Any, place: Pointer, known: list[Pointer]) -> bool:
    """Whether all targets have an update already; ``known`` takes the largest parts of it that they have.

    Titles and descriptions do not count, where there is anything else.
    """
    if not isinstance(update, dict) or not update:
        wanted = update if place or isinstance(update, list) else [update]  # one item for a list
        whole = all(_has(target, wanted) for target in targets)
        known += [place] if whole and place else []
        return whole
    counted = [k for k, v in update.items() if not (k in PROSE and isinstance(v, str))] or list(update)
    below: list[Pointer] = []
    whole = True
    for key in counted:
        inner = [target.get(key, ...) if isinstance(target, dict) else ... for target in targets]
        whole = _known(inner, update[key], (*place, key), below) and whole
    known += [place] if whole and place else below
    return whole


def _has(target: Any, update: Any) -> bool:
    if isinstance(target, list) and isinstance(update, list):
        return all(item in target for item in update)
    return isinstance(target, dict) if update == {} else same(target, update)


def _places(place: Pointer, update: Any) -> Iterator[Pointer]:
    """Where an update has written: each of its keys that holds no further object."""
    if not isinstance(update, dict) or not update:
        yield place
        return
    for key, value in update.items():
        yield from _places((*place, key), value)


def _remove(document: dict[str, Any], places: list[Pointer], action: Action) -> None:
    # From the end, so that an index that is still to come stays right; longer paths before their parents.
    order = sorted(set(places), key=lambda parts: [(isinstance(part, str), part) for part in parts])
    for parts in reversed(order):
        if not parts:
            raise action.misfit("the whole document cannot be removed", parts)
        parent: Any = document
        for part in parts[:-1]:
            parent = parent[part]
        del parent[parts[-1]]


def _update(target: Any, update: Any, place: Pointer, action: Action) -> None:
    if isinstance(target, list):
        target += [plain(i) for i in (update if isinstance(update, list) else [update]) if i not in target]
    elif not isinstance(target, dict):
        raise action.misfit("Overlay 1.0 updates objects and arrays, and this is neither", place)
    elif not isinstance(update, dict):
        raise action.misfit("an object can only be updated with an object", place)
    for key, value in update.items() if isinstance(target, dict) else ():
        old = target.get(key)
        if isinstance(old, dict | list) and type(old) is type(value):
            _update(old, value, (*place, key), action)
        elif isinstance(old, dict) or (isinstance(old, list) and key != "type"):
            said = f"{type(value).__name__} cannot be merged into {type(old).__name__}"
            raise action.misfit(said, (*place, key))
        else:
            target[key] = plain(value)
