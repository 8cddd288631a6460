"""The steps from the captured sources to the effective document, in order.

Sources come in groups, one per API. Each group is merged and gets its own overlays (``overlays/`` for the
sources directly in ``sources/``, ``overlays/<group>/`` for those in ``sources/<group>/``), so that an
overlay of one API cannot reach into another; then the groups are merged by the same rules, which either
agree or stop.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from openapi_build.client.faithful import check_forms
from openapi_build.document import overlay as overlays
from openapi_build.document.marks import shape
from openapi_build.document.merge import Decision, merge
from openapi_build.document.needs import check_needs, read_needs
from openapi_build.document.overlay import Overlay, read_overlay
from openapi_build.document.references import inline_path_items, parse, prune, refuse_dangling, refuse_remote
from openapi_build.document.spelling import respell
from openapi_build.document.validate import check_names, validate
from openapi_build.errors import BuildError, MergeError, OverlayError, Pointer, SourceError
from openapi_build.layout import Layout
from openapi_build.nodes import operations
from openapi_build.read.extract import parse_source
from openapi_build.read.lock import read_lock, verify_lock
from openapi_build.read.structure import check_structure
from openapi_build.read.upgrade import upgrade
from openapi_build.read.yamlio import dump_yaml, load_yaml

_HEADER = """\
# Built by scripts/generate.py; not edited by hand: change the sources or the overlays and run `make
# regenerate`. Sources, each as accepted in openapi/sources/sources.lock:
{sources}
# Overlays, in the order applied:
{overlays}
"""

_DECISION = ("at", "take", "reason")
_TOP = (
    "openapi",
    "info",
    "jsonSchemaDialect",
    "servers",
    "security",
    "tags",
    "paths",
    "webhooks",
    "components",
)


@dataclass(frozen=True)
class Inputs:
    """Everything the effective document is made of, read once: group -> file -> content."""

    sources: Mapping[str, Mapping[str, bytes]]
    overlays: Mapping[str, tuple[Overlay, ...]]
    decisions: Mapping[Pointer, Decision]
    between: Mapping[Pointer, Decision] = field(default_factory=dict)
    needs: Mapping[str, Any] = field(default_factory=dict)

    @property
    def actions(self) -> int:
        """How many overlay actions there are."""
        return sum(len(item.actions) for group in self.overlays.values() for item in group)


def read_inputs(layout: Layout) -> Inputs:
    """Read and check sources, lock, overlays and merge decisions. Raises: BuildError."""
    sources: dict[str, dict[str, bytes]] = {}
    locked: dict[str, bytes] = {}
    for group, path in layout.source_files():
        raw = path.read_bytes()
        sources.setdefault(group, {})[layout.name(path)] = raw
        locked[path.relative_to(layout.sources).as_posix()] = raw
    if not sources:
        raise SourceError("no sources", file=layout.name(layout.sources), do="capture the pages first")
    lock_name = layout.name(layout.sources_lock)
    verify_lock(read_lock(layout.sources_lock, name=lock_name), locked, name=lock_name)
    return Inputs(
        sources=sources,
        overlays={
            group: tuple(read_overlay(path, name=layout.name(path)) for path in layout.overlay_files(group))
            for group in sorted(sources)
        },
        decisions=_read_decisions(layout, "decisions"),
        between=_read_decisions(layout, "groups"),
        needs=read_needs(layout.needs, name=layout.name(layout.needs)),
    )


def build_document(inputs: Inputs, *, name: str = "openapi/openapi.yaml") -> dict[str, Any]:
    """The effective document. Raises: BuildError, with the file and place that is to blame."""
    groups: dict[str, dict[str, Any]] = {}
    missed: list[OverlayError] = []
    for group in sorted(inputs.sources):
        label = _label(group)
        decisions = _within(inputs, group)
        groups[label] = _build_group(inputs.sources[group], inputs.overlays[group], decisions, label, missed)
    document = next(iter(groups.values())) if len(groups) == 1 else _merge_groups(groups, inputs)
    check_structure(document, file=name)
    prune(document)
    if missed:
        # Something that an overlay was written for is gone. If the wrapper needs it, that is what to say
        # first.
        check_needs(document, dict(inputs.needs), file=name)
        raise missed[0]
    refuse_dangling(document, file=name)
    check_names(document, file=name)
    validate(document, file=name)
    check_forms(document, file=name)
    check_needs(document, dict(inputs.needs), file=name)
    for _, _, operation in operations(document):
        operation["responses"] = dict(sorted(operation["responses"].items()))
    return {key: document[key] for key in sorted(document, key=_top)}


def sources_of(inputs: Inputs, pointer: Pointer) -> tuple[str, ...]:
    """The sources that hold the component or operation at a place of the effective document."""
    found = []
    for group in inputs.sources.values():
        for name, raw in group.items():
            value: Any = parse_source(raw, name=name)
            for part in pointer[:3]:
                value = value.get(part) if isinstance(value, dict) else None
            if value is not None and len(pointer) > 2:
                found.append(name)
    return tuple(sorted(found))


def render(document: dict[str, Any], inputs: Inputs) -> str:
    """The effective document as the text of ``openapi.yaml``: same inputs, same bytes."""
    sources = sorted(name for group in inputs.sources.values() for name in group)
    applied = [item.file for group in sorted(inputs.overlays) for item in inputs.overlays[group]]
    return _HEADER.format(sources=_listed(sources), overlays=_listed(applied)) + dump_yaml(document)


def _build_group(
    sources: Mapping[str, bytes],
    applied: Iterable[Overlay],
    decisions: Mapping[Pointer, Decision],
    label: str,
    missed: list[OverlayError],
) -> dict[str, Any]:
    documents = {}
    for name, raw in sources.items():
        document = parse_source(raw, name=name)
        check_structure(document, file=name)
        document = upgrade(document, file=name)
        refuse_remote(document, file=name)
        inline_path_items(document, file=name)
        documents[name] = document
    general = []
    for item in applied:
        if not item.extends:
            general.append(item)
            continue
        target = next((name for name in documents if name.rsplit("/", 1)[-1] == item.extends), None)
        if target is None:
            raise OverlayError(
                f"extends {item.extends}, which is no source of its group",
                file=item.file,
                pointer=("extends",),
                do="correct the name, or delete the overlay with the source",
            )
        documents[target] = overlays.apply(documents[target], item, missed)
    document = merge(documents, decisions)
    for item in general:
        document = overlays.apply(document, item, missed)
    # Once more, so that an overlay may say `nullable: true` of a schema, whatever that schema looks like.
    return shape(respell(upgrade(document, file=label)), file=label)


def _merge_groups(groups: Mapping[str, dict[str, Any]], inputs: Inputs) -> dict[str, Any]:
    for pointer, decision in inputs.between.items():
        if decision.take not in groups:
            raise MergeError(
                f"takes {decision.take}, which is no group of sources",
                file="openapi/merge.yaml",
                pointer=pointer,
                do="correct or delete the decision",
            )
    return merge(groups, inputs.between, apart=True)


def _label(group: str) -> str:
    return f"the group {group!r}" if group else "the sources"


def _read_decisions(layout: Layout, section: str) -> dict[Pointer, Decision]:
    """The ``decisions`` between the sources of a group, or those between ``groups``."""
    if not layout.merge_decisions.is_file():
        return {}
    name = layout.name(layout.merge_decisions)
    data = load_yaml(layout.merge_decisions.read_text(encoding="utf-8"), file=name)
    items = data.get(section) if isinstance(data, dict) else None
    decisions: dict[Pointer, Decision] = {}
    for index, item in enumerate(items if isinstance(items, list) else []):
        if not isinstance(item, dict) or not all(isinstance(item.get(key), str) for key in _DECISION):
            raise MergeError(
                "needs `at` (a JSON pointer), `take` (a source, or the folder of a group) and `reason`",
                file=name,
                pointer=(section, index),
                do="complete the decision",
            )
        take = _label(item["take"]) if section == "groups" else f"openapi/sources/{item['take']}"
        decisions[tuple(parse("#" + item["at"]))] = Decision(take, item["reason"])
    return decisions


def _within(inputs: Inputs, group: str) -> dict[Pointer, Decision]:
    names = inputs.sources[group]
    known = {name for sources in inputs.sources.values() for name in sources}
    for pointer, decision in inputs.decisions.items():
        if decision.take not in known:
            raise MergeError(
                f"takes {decision.take}, which is no source",
                file="openapi/merge.yaml",
                pointer=pointer,
                do="correct or delete the decision",
            )
    return {pointer: decision for pointer, decision in inputs.decisions.items() if decision.take in names}


def _top(key: str) -> tuple[int, str]:
    return (_TOP.index(key) if key in _TOP else len(_TOP), key)


def _listed(names: list[str]) -> str:
    return "\n".join(f"#   {name}" for name in names) or "#   none"


__all__ = ["BuildError", "Inputs", "build_document", "read_inputs", "render"]
