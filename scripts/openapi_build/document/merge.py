"""Make one document out of several, and never let the last one win in silence.

A document is taken apart into parts (an operation, a component, the servers …); each part remembers which
file said what. Putting two such sets together is a union, so the merge is associative and does not depend
on the order of files by construction. Only :meth:`Parts.document` decides: versions that mean the same (see
``canonical``) become one, with the richer text of each; versions that differ stop the build, unless
``merge.yaml`` names the file to take.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from openapi_build.document.canonical import ANNOTATIONS, canonical, differences, text
from openapi_build.document.enrich import enrich
from openapi_build.errors import MergeError, Pointer, pointer_text
from openapi_build.nodes import COMPONENT_KINDS, METHODS, Kind, operations
from openapi_build.read.upgrade import VERSION
from openapi_build.read.yamlio import plain

_DECIDE = (
    "decide it in openapi/merge.yaml, or bring them together in an overlay that `extends` one of the files"
)


@dataclass(frozen=True)
class Decision:
    """From which file to take a part on which files contradict each other, and why."""

    take: str
    reason: str


@dataclass(frozen=True)
class Parts:
    """What several files say, part by part: pointer of the part -> file -> its words."""

    said: Mapping[Pointer, Mapping[str, Any]] = field(default_factory=dict)

    @staticmethod
    def of(file: str, document: dict[str, Any]) -> Parts:
        """The parts of one document (OpenAPI 3.1, see ``upgrade``), said by ``file``."""
        return Parts({pointer: {file: value} for pointer, value in _take_apart(document)})

    def __or__(self, other: Parts) -> Parts:
        said: dict[Pointer, Mapping[str, Any]] = dict(self.said)
        for pointer, versions in other.said.items():
            said[pointer] = {**said.get(pointer, {}), **versions}
        return Parts(said)

    def document(
        self, decisions: Mapping[Pointer, Decision] | None = None, *, apart: bool = False
    ) -> dict[str, Any]:
        """The one document that all files together describe, its parts in sorted order.

        Args:
            decisions: whom to believe where files contradict each other.
            apart: the files describe different APIs, so that their titles and versions count as well.

        Raises:
            MergeError: files contradict each other and no decision says whom to believe; a decision is not
                needed; one operation id for two operations; one path with two names for its parameter.
        """
        left = dict(decisions or {})
        result: dict[str, Any] = {"openapi": VERSION, "info": {}, "paths": {}}
        for pointer in sorted(self.said, key=_order):
            _put(result, pointer, self._resolve(pointer, left.pop(pointer, None), apart))
        for pointer, decision in left.items():
            raise MergeError(
                f"decides about {pointer_text(pointer)} (take {decision.take}), which no source has",
                file="openapi/merge.yaml",
                do="delete the decision",
            )
        self._check_operation_ids()
        self._check_paths()
        return result

    def _resolve(self, pointer: Pointer, decision: Decision | None, apart: bool) -> Any:
        versions = dict(self.said[pointer])
        kind = _kind(pointer)
        forms = {file: text(_meaning(pointer, versions[file], kind, apart)) for file in versions}
        if decision is not None:
            if len(set(forms.values())) < 2 or decision.take not in versions:
                raise MergeError(
                    f"decides about {pointer_text(pointer)} (take {decision.take}), "
                    "but no two sources contradict each other there, or that file does not say anything",
                    file="openapi/merge.yaml",
                    do="delete or correct the decision",
                )
            versions = {decision.take: versions[decision.take]}
        elif len(set(forms.values())) > 1:
            raise self._contradiction(pointer, versions, forms, kind, apart)
        first, *others = sorted(versions)
        result = plain(versions[first])
        for other in others:
            result = enrich(result, versions[other], kind)
        return result

    def _contradiction(
        self,
        pointer: Pointer,
        versions: Mapping[str, Any],
        forms: Mapping[str, str],
        kind: Kind | None,
        apart: bool,
    ) -> MergeError:
        one = min(forms)
        other = min(file for file in forms if forms[file] != forms[one])
        lines = []
        for place, left, right in differences(
            _meaning(pointer, versions[one], kind, apart), _meaning(pointer, versions[other], kind, apart)
        )[:10]:
            lines.append(f"at {pointer_text((*pointer, *place))}")
            lines.append(f"  {one}: {_short(left)}")
            lines.append(f"  {other}: {_short(right)}")
        return MergeError(
            f"{one} and {other} say different things", file=one, pointer=pointer, do=_DECIDE, detail=lines
        )

    def _check_operation_ids(self) -> None:
        seen: dict[str, tuple[Pointer, str]] = {}
        for pointer, versions in sorted(self.said.items(), key=lambda item: _order(item[0])):
            if _kind(pointer) != "operation":
                continue
            file = min(versions)
            name = versions[file].get("operationId") if isinstance(versions[file], dict) else None
            if isinstance(name, str):
                if name in seen:
                    other, other_file = seen[name]
                    raise MergeError(
                        f"the operation id {name!r} is also that of {pointer_text(other)} in {other_file}",
                        file=file,
                        pointer=pointer,
                        do="give one of them another id in an overlay that `extends` its file",
                    )
                seen[name] = (pointer, file)

    def _check_paths(self) -> None:
        seen: dict[str, tuple[str, str]] = {}
        for pointer in sorted(self.said, key=_order):
            if pointer[0] != "paths" or len(pointer) < 2:
                continue
            path, file = str(pointer[1]), min(self.said[pointer])
            shape = re.sub(r"\{[^}]*\}", "{}", path)
            known, known_file = seen.setdefault(shape, (path, file))
            if known != path:
                raise MergeError(
                    f"the path {path} is {known} of {known_file} with another name for its parameter",
                    file=file,
                    pointer=pointer[:2],
                    do="OpenAPI takes both for one path; name the parameter alike in one of the sources",
                )


def merge(
    documents: Mapping[str, dict[str, Any]],
    decisions: Mapping[Pointer, Decision] | None = None,
    *,
    apart: bool = False,
) -> dict[str, Any]:
    """One document from several by file name. Raises: MergeError (see :meth:`Parts.document`)."""
    parts = Parts()
    for file, document in documents.items():
        parts = parts | Parts.of(file, document)
    result = parts.document(decisions, apart=apart)
    expected = {(path, method) for document in documents.values() for path, method, _ in operations(document)}
    lost = expected - {(path, method) for path, method, _ in operations(result)}
    if lost:  # a fault of this module; better loud here than a client without an operation
        raise MergeError(
            f"merging lost {sorted(lost)}", do="report this as a bug of scripts/openapi_build/merge.py"
        )
    return result


def _take_apart(document: dict[str, Any]) -> Iterable[tuple[Pointer, Any]]:
    security = document.get("security")
    for key, value in document.items():
        if key in ("openapi", "security"):
            continue  # the version is the same after the upgrade; security goes to the operations it rules
        if key in ("paths", "webhooks") and isinstance(value, dict):
            for path, item in value.items():
                if not isinstance(item, dict) or path.startswith("x-"):
                    yield (key, path), item
                    continue
                for name, part in item.items():
                    if (
                        name in METHODS
                        and isinstance(part, dict)
                        and security is not None
                        and "security" not in part
                    ):
                        part = {**part, "security": security}
                    yield (key, path, name), part
                if not item:
                    yield (key, path), item
        elif key == "components" and isinstance(value, dict):
            for section, members in value.items():
                if isinstance(members, dict):
                    for name, member in members.items():
                        yield (key, section, name), member
                else:
                    yield (key, section), members
        elif key == "tags" and isinstance(value, list):
            for tag in value:
                yield (key, str(tag.get("name")) if isinstance(tag, dict) else json.dumps(tag)), tag
        elif key == "servers" and not value:
            continue  # `servers: []` says nothing; another file may know
        else:
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
    first = ("openapi", "info", "servers", "tags", "paths", "webhooks", "components")
    rank = first.index(str(pointer[0])) if pointer[0] in first else len(first)
    method = METHODS.index(str(pointer[2])) if len(pointer) == 3 and pointer[2] in METHODS else -1
    return (rank, *map(str, pointer[:2]), method, *map(str, pointer[2:]))


def _kind(pointer: Pointer) -> Kind | None:
    if pointer[0] in ("paths", "webhooks") and len(pointer) == 3 and pointer[2] in METHODS:
        return "operation"
    if pointer[0] == "components" and len(pointer) == 3:
        return COMPONENT_KINDS.get(str(pointer[1]))
    return None


def _meaning(pointer: Pointer, value: Any, kind: Kind | None, apart: bool) -> Any:
    """The canonical form of a part; of ``info`` and of servers only what a client could depend on."""
    if pointer == ("info",):
        return {key: value.get(key) for key in ("title", "version")} if apart else None
    if pointer == ("servers",) and isinstance(value, list):
        return sorted(
            text({k: v for k, v in s.items() if k != "description"} if isinstance(s, dict) else s)
            for s in value
        )
    if pointer[0] == "tags" or (str(pointer[-1]).startswith("x-") and pointer[0] != "components"):
        return None
    if pointer[0] == "paths" and len(pointer) == 3 and pointer[2] == "parameters" and isinstance(value, list):
        return sorted((canonical(item, "parameter") for item in value), key=text)
    if pointer[0] == "paths" and len(pointer) == 3 and pointer[2] in ANNOTATIONS:
        return None
    return canonical(value, kind)


def _short(value: Any) -> str:
    if value is ...:
        return "says nothing"
    words = json.dumps(value, ensure_ascii=False, sort_keys=True)
    return words if len(words) <= 160 else words[:157] + "..."
