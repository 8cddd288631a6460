"""Merge several OpenAPI documents into one; contradictions are errors, whatever the order of the files.

Versions of a part (an operation, a component, the servers …) that mean the same (see ``canonical``) become
one, that with the longest descriptions; versions that differ need a decision in ``merge.yaml``.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any

from openapi_build.document.canonical import canonical, differences, text
from openapi_build.document.references import parse
from openapi_build.errors import DROP, BuildError, Pointer, pointer_text, short
from openapi_build.nodes import COMPONENT_KINDS, METHODS
from openapi_build.read.upgrade import VERSION
from openapi_build.yamlio import plain

_DECISIONS = "openapi/merge.yaml"
_SHOWN = 4  # differences of a contradiction

Decisions = Mapping[Pointer, tuple[str, Pointer]]
"""Whom to believe about a part: its pointer -> the file or group, and the place of the entry that says so."""


def merge(
    documents: Mapping[str, dict[str, Any]],
    decisions: Decisions,
    found: list[BuildError],
    *,
    apart: bool = False,
) -> dict[str, Any]:
    """The one document that several OpenAPI 3.1 documents, by file name, describe together.

    ``found`` takes the errors: contradictions without a decision, and decisions that are not needed. Files
    that are ``apart`` describe different APIs, and are called groups.
    """
    said: dict[Pointer, dict[str, Any]] = {}
    for file, document in documents.items():
        for pointer, value in _take_apart(document):
            said.setdefault(pointer, {})[file] = value
    result: dict[str, Any] = {"openapi": VERSION}
    used = set()
    for pointer in sorted(said, key=_order):
        versions = said[pointer]
        forms = {file: _meaning(pointer, value) for file, value in versions.items()}
        if len({text(form) for form in forms.values()}) > 1:
            take, _ = decisions.get(pointer, ("", ()))
            if take in versions:
                used.add(pointer)
                versions = {take: versions[take]}
            elif pointer != ("info",):  # title and version are words: one may be chosen, and none has to be
                found.append(_contradiction(pointer, forms, apart))
        # The version with the most text; where two have as much, that of the first file by name.
        longest = max((versions[file] for file in sorted(versions)), key=lambda value: len(text(value)))
        _put(result, pointer, plain(longest))
    result.setdefault("info", {})
    result.setdefault("paths", {})
    for pointer in decisions.keys() - used:
        take, place = decisions[pointer]
        what = f"decides about {pointer_text(pointer)} (take {take}), where no sources contradict each other"
        found.append(BuildError(what, place, file=_DECISIONS, do=DROP))
    return result


def read_decisions(data: Any, section: str, takes: Mapping[str, str], found: list[BuildError]) -> Decisions:
    """The decisions of a section of ``merge.yaml``; ``takes`` has the file or group that a word means."""
    decisions: dict[Pointer, tuple[str, Pointer]] = {}
    items = data.get(section) if isinstance(data, dict) else None
    for index, item in enumerate(items if isinstance(items, list) else []):
        place = (section, index)
        said = [item.get(key) for key in ("at", "take", "reason")] if isinstance(item, dict) else [None]
        if not all(isinstance(word, str) for word in said):
            what = "needs `at` (a JSON pointer), `take` (a source, or the folder of a group) and `reason`"
            found.append(BuildError(what, place, file=_DECISIONS, do="complete the decision"))
        elif item["take"] not in takes:
            what = f"takes {item['take']!r}, which is not there"
            found.append(BuildError(what, place, file=_DECISIONS, do=DROP))
        else:
            decisions[tuple(parse("#" + item["at"]))] = takes[item["take"]], place
    return decisions


def _contradiction(pointer: Pointer, forms: Mapping[str, Any], apart: bool) -> BuildError:
    one = min(forms)
    other = min(file for file in forms if text(forms[file]) != text(forms[one]))
    lines = []
    different = differences(forms[one], forms[other])
    for place, left, right in different[:_SHOWN]:
        lines.append(f"at {pointer_text((*pointer, *place))}")
        lines += [f"  {one}: {_short(left)}", f"  {other}: {_short(right)}"]
    if len(different) > _SHOWN:
        lines.append(f"and at {len(different) - _SHOWN} more places")
    do = f"decide it in {_DECISIONS}, or bring them together in an overlay that `extends` one of the files"
    if apart:
        do = f"decide it in {_DECISIONS} under `groups`"
        if pointer[:2] == ("components", "schemas"):
            do = f"name one of them with `x-component-name` in an overlay of its group, or {do}"
    what, file = f"{one} and {other} say different things", "" if apart else one
    return BuildError(what, pointer, file=file, do=do, detail=lines)


def _take_apart(document: dict[str, Any]) -> Iterable[tuple[Pointer, Any]]:
    """Operations, components and tags one by one, and what else stands at the top."""
    security = document.get("security")
    for key, value in document.items():
        if key in ("openapi", "security"):
            continue  # the version is the same after the upgrade; security goes to the operations it rules
        if key in ("paths", "webhooks", "components"):
            for name, item in value.items():
                if not isinstance(item, dict) or not item or name.startswith("x-"):
                    yield (key, name), item
                    continue
                for inner, part in item.items():
                    if inner in METHODS and key != "components" and security is not None:
                        part = {**part, "security": part.get("security", security)}
                    yield (key, name, inner), part
        elif key == "tags":
            for tag in value:
                yield (key, str(tag.get("name")) if isinstance(tag, dict) else json.dumps(tag)), tag
        elif key != "servers" or value:  # `servers: []` says nothing; another file may know
            yield (key,), value


def _put(result: dict[str, Any], pointer: Pointer, value: Any) -> None:
    if pointer[0] == "tags":
        result.setdefault("tags", []).append(value)
        return
    target = result
    for part in pointer[:-1]:
        target = target.setdefault(str(part), {})
    target[str(pointer[-1])] = value


def _order(pointer: Pointer) -> tuple[Any, ...]:
    first = ("info", "jsonSchemaDialect", "servers", "security", "tags", "paths", "webhooks", "components")
    rank = first.index(str(pointer[0])) if pointer[0] in first else len(first)
    method = METHODS.index(str(pointer[2])) if len(pointer) == 3 and pointer[2] in METHODS else -1
    return (rank, *pointer[:2], method, *pointer[2:])


def _meaning(pointer: Pointer, value: Any) -> Any:
    """The canonical form of a part; of ``info`` and of servers only what a client could depend on."""
    *above, key = map(str, pointer)
    if key == "info":
        return {word: value.get(word) for word in ("title", "version")}
    if key == "servers" and not above:
        return sorted(({k: v for k, v in each.items() if k != "description"} for each in value), key=text)
    if above == ["tags"]:
        return None
    if len(above) == 2 and above[0] == "components":
        return canonical(value, COMPONENT_KINDS.get(above[1]))
    return canonical({key: value}, "path_item" if len(above) == 2 else "document").get(key)


def _short(value: Any) -> str:
    return "says nothing" if value is ... else short(text(value))
