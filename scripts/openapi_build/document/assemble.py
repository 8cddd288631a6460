"""Assemble the effective document from the captured sources: all steps in their order.

Sources come in groups, one per API. Each group is merged and gets its own overlays, so that an overlay of one
API cannot reach into another; then the groups are merged by the same rules.

A step that finds errors continues with the rest, so that all errors are reported together. Only a group with
an unreadable page or overlay is not built.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from openapi_build.document.checks import check_names, check_needs, read_needs, validate
from openapi_build.document.leftout import leave_out
from openapi_build.document.marks import Moved, apply_marks
from openapi_build.document.merge import Decisions, merge, read_decisions
from openapi_build.document.overlay import Overlay, Written, apply, parse_overlay
from openapi_build.document.references import broken_references, one_form, prune, resolve
from openapi_build.document.rules import apply_rules
from openapi_build.document.spelling import respell
from openapi_build.errors import BuildError, Pointer, collected, in_file, pointer_text, raise_all
from openapi_build.layout import Layout
from openapi_build.nodes import check_structure, operations
from openapi_build.read.extract import parse_source
from openapi_build.read.lock import read_lock, verify_lock
from openapi_build.read.upgrade import upgrade
from openapi_build.yamlio import load_yaml

DOCUMENT = "openapi/openapi.yaml"


@dataclass(frozen=True)
class Inputs:
    """Everything the effective document is made of, read once: group -> file -> content."""

    sources: Mapping[str, Mapping[str, bytes]]
    overlays: Mapping[str, Sequence[Overlay]]
    """Without the groups of which an overlay could not be read."""
    decisions: Decisions
    between: Decisions
    needs: Mapping[str, Any]
    found: Sequence[BuildError]
    """What could not be read, or was not accepted."""


@dataclass
class Origins:
    """The sources of a group: its pages, the places that overlays wrote, and the renamed components."""

    pages: dict[str, dict[str, Any]] = field(default_factory=dict)
    written: list[Written] = field(default_factory=list)
    moved: Moved = field(default_factory=dict)

    def of(self, pointer: Pointer) -> set[str]:
        """The overlay actions that wrote a place, its parents or a part of it, or else the pages."""
        place = pointer
        for _ in range(20):
            if place[:2] == ("components", "schemas") and place[2:] and str(place[2]) in self.moved:
                place = (*self.moved[str(place[2])], *place[3:])
        found = {where for at, where in self.written if at == place[: len(at)] or at[:-1] == place}
        if len(pointer) < 2 or any(at == place[: len(at)] for at, _ in self.written):
            return found if len(pointer) > 1 else set()
        there = f"#{pointer_text(place)}" if place != pointer else ""
        sayers = {name + there for name, page in self.pages.items() if _stands_in(page, place)}
        if not sayers and not found:
            sayers = {name for name, page in self.pages.items() if _stands_in(page, place[:3])}
        return found | sayers


@dataclass
class Assembly:
    """The effective document, all errors, and which overlay action wrote which place."""

    inputs: Inputs
    document: dict[str, Any] | None = None
    """None where it cannot be made at all, or would be of no use to the generator."""
    found: list[BuildError] = field(default_factory=list)
    notes: list[BuildError] = field(default_factory=list)
    """What is left out of the document, since no client could say it."""
    origins: dict[str, Origins] = field(default_factory=dict)

    def raise_all(self) -> None:
        """Raises: BuildError for all that was found, each with the pages and overlays that it comes from."""
        for error in (*self.found, *self.notes):
            if error.file in (DOCUMENT, *map(_label, self.inputs.sources)):
                groups = [g for g in self.origins if error.file in (DOCUMENT, _label(g))]
                error.sources = tuple(sorted({w for g in groups for w in self.origins[g].of(error.pointer)}))
        raise_all(self.found)


def read_inputs(layout: Layout) -> Inputs:
    """Read and check sources, lock, overlays and merge decisions. Raises: BuildError: no sources."""
    found: list[BuildError] = []
    sources: dict[str, dict[str, bytes]] = {}
    locked: dict[str, bytes] = {}
    for group, path in layout.source_files():
        raw = path.read_bytes()
        sources.setdefault(group, {})[layout.name(path)] = raw
        locked[path.relative_to(layout.sources).as_posix()] = raw
    if not sources:
        raise BuildError("no sources", file=layout.name(layout.sources), do="capture the pages first")
    with collected(found, layout.name(layout.sources_lock)):
        verify_lock(read_lock(layout.sources_lock), locked)
    needs: dict[str, Any] = {}
    with collected(found, layout.name(layout.needs)):
        needs = read_needs(layout.needs)
    overlays: dict[str, list[Overlay]] = {}
    for group in sources:
        files, read = layout.overlay_files(group), []
        for path in files:
            with collected(found, layout.name(path)):
                data = load_yaml(path.read_text(encoding="utf-8-sig"))
                read.append(parse_overlay(data, name=layout.name(path)))
        if len(read) == len(files):
            overlays[group] = read
    for folder in sorted(layout.overlays.glob("*/")):
        if folder.name not in sources and any(folder.iterdir()):
            do = "delete the folder, or bring the pages back"
            found.append(BuildError("is for a group without pages", file=layout.name(folder), do=do))
    decided: Any = None
    with collected(found, layout.name(layout.merge_decisions)):
        if layout.merge_decisions.is_file():
            decided = load_yaml(layout.merge_decisions.read_text(encoding="utf-8"))
    decisions = read_decisions(decided, "decisions", {key: f"openapi/sources/{key}" for key in locked}, found)
    between = read_decisions(decided, "groups", {group: _label(group) for group in sources}, found)
    return Inputs(sources, overlays, decisions, between, needs, found)


def assemble(inputs: Inputs) -> Assembly:
    """Build the effective document as far as it can be built."""
    made = Assembly(inputs, found=list(inputs.found))
    groups = {}
    for group in sorted(inputs.overlays):
        with collected(made.found, _label(group)):
            groups[_label(group)] = _build_group(made, group)
    if len(groups) < len(inputs.sources):
        return made
    document = next(iter(groups.values()))
    if len(groups) > 1:
        clashes: list[BuildError] = []
        document = merge(groups, inputs.between, clashes, apart=True)
        with collected(made.found, DOCUMENT):
            raise_all(clashes)
    prune(document)
    broken = [*broken_references(document), *check_names(document), *validate(document)]
    with collected(made.found, DOCUMENT):
        missed = {error.where: error.about for error in made.found if error.about}
        raise_all(broken + check_needs(document, inputs.needs, missed))
    if not broken:
        for _, _, operation in operations(document):
            operation["responses"] = dict(sorted(operation["responses"].items()))
        made.document = document
    return made


def _build_group(made: Assembly, group: str) -> dict[str, Any]:
    """The document of one group. Raises: BuildError: a page cannot be read, or the result is no document."""
    inputs, found = made.inputs, made.found
    unread: list[BuildError] = []
    origins = made.origins.setdefault(group, Origins())
    documents = origins.pages
    for name, raw in inputs.sources[group].items():
        with collected(unread, name):
            document = parse_source(raw, name=name)
            check_structure(document)
            document = upgrade(document)
            one_form(document)
            documents[name] = document
    raise_all(unread)
    current = dict(documents)
    for item in (item for item in inputs.overlays[group] if item.extends):
        target = next((name for name in current if name.rsplit("/", 1)[-1] == item.extends), None)
        if target is None:
            what = f"extends {item.extends}, which is no source of its group"
            do = "correct the name, or delete the overlay with the source"
            found.append(BuildError(what, ("extends",), file=item.file, do=do))
        else:
            current[target] = apply(current[target], item, origins.written, found)
    own = {at: take for at, take in inputs.decisions.items() if take[0] in documents}
    document = merge(current, own, found)
    for item in (item for item in inputs.overlays[group] if not item.extends):
        document = apply(document, item, origins.written, found)
    with in_file(_label(group)):
        check_structure(document)
        # Once more, so that an overlay may say `nullable: true` of a schema, whatever that schema looks like.
        document = respell(apply_rules(upgrade(document), group))
        told = leave_out(document)
        origins.moved = apply_marks(document, told)
    for each in told:
        each.file = each.file or _label(group)
        (found if each.do else made.notes).append(each)
    return document


def _label(group: str) -> str:
    return f"the group {group!r}" if group else "the sources"


def _stands_in(page: dict[str, Any], pointer: Pointer) -> bool:
    return resolve(page, f"#{pointer_text(pointer)}") is not None
