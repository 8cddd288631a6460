"""Find the parts of an overlay's update that a document has already."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from openapi_build.document.canonical import ANNOTATIONS
from openapi_build.errors import Pointer


def parts_known(targets: Sequence[Any], update: Any, place: Pointer, known: list[Pointer]) -> bool:
    """Whether all targets have an update already; ``known`` takes the largest parts of it that they have.

    Titles and descriptions do not count, where there is anything else.
    """
    if not isinstance(update, dict) or not update:
        parts = [update] if not place and not isinstance(update, list) else update
        same = all(_adds_nothing(target, parts if isinstance(target, list) else update) for target in targets)
        if same and place:
            known.append(place)
        return same
    counted = [k for k, v in update.items() if not (k in ANNOTATIONS and isinstance(v, str))] or list(update)
    below: list[Pointer] = []
    same = True
    for key in counted:
        inner = [target.get(key, ...) if isinstance(target, dict) else ... for target in targets]
        same = parts_known(inner, update[key], (*place, key), below) and same
    known += [place] if same and place else below
    return same


def _adds_nothing(target: Any, update: Any) -> bool:
    if isinstance(target, list) and isinstance(update, list):
        return all(item in target for item in update)
    if update == {}:
        return isinstance(target, dict)
    return bool(target == update) and isinstance(target, bool) == isinstance(update, bool)
