"""The steps from the captured sources to the effective document, in order.

Sources come in groups, one per API. Each group is merged and gets its own overlays (``overlays/`` for the
sources directly in ``sources/``, ``overlays/<group>/`` for those in ``sources/<group>/``), so that an
overlay of one API cannot reach into another; then the groups are merged by the same rules, which either
agree or stop.
"""

from __future__ import annotations

from collections.abc import Container, Mapping
from dataclasses import dataclass, field
from typing import Any

from openapi_build.document.forms import check_forms
from openapi_build.document.marks import NAME_MARK, apply_marks
from openapi_build.document.merge import merge
from openapi_build.document.needs import check_needs, read_needs
from openapi_build.document.overlay import Overlay, apply, read_overlay
from openapi_build.document.references import inline_path_items, parse, prune, refuse_dangling, refuse_remote
from openapi_build.document.spelling import respell
from openapi_build.document.validate import check_names, validate
from openapi_build.errors import BuildError, Pointer, in_file
from openapi_build.layout import Layout
from openapi_build.nodes import operations
from openapi_build.read.extract import parse_source
from openapi_build.read.lock import read_lock, verify_lock
from openapi_build.read.structure import check_structure
from openapi_build.read.upgrade import upgrade
from openapi_build.yamlio import dump_yaml, load_yaml

_HEADER = """\
# Built by scripts/generate.py; not edited by hand: change the sources or the overlays and run `make
# regenerate`. Sources, each as accepted in openapi/sources/sources.lock:
{sources}
# Overlays, in the order applied:
{overlays}
"""

_DECISION = ("at", "take", "reason")
_TOP = [
    *("openapi", "info", "jsonSchemaDialect", "servers", "security", "tags"),
    *("paths", "webhooks", "components"),
]


@dataclass(frozen=True)
class Inputs:
    """Everything the effective document is made of, read once: group -> file -> content."""

    sources: Mapping[str, Mapping[str, bytes]]
    overlays: Mapping[str, tuple[Overlay, ...]]
    decisions: Mapping[Pointer, str]
    between: Mapping[Pointer, str]
    needs: Mapping[str, Any]
    touched: list[tuple[Pointer, Any, str]] = field(default_factory=list)
    """Filled while building: what overlays have written, for :func:`origins`."""

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
        raise BuildError("no sources", file=layout.name(layout.sources), do="capture the pages first")
    with in_file(layout.name(layout.sources_lock)):
        verify_lock(read_lock(layout.sources_lock), locked)
    with in_file(layout.name(layout.needs)):
        needs = read_needs(layout.needs)
    return Inputs(
        sources=sources,
        overlays={
            group: tuple(read_overlay(path, name=layout.name(path)) for path in layout.overlay_files(group))
            for group in sorted(sources)
        },
        decisions=_read_decisions(layout, "decisions"),
        between=_read_decisions(layout, "groups"),
        needs=needs,
    )


def build_document(inputs: Inputs, *, name: str = "openapi/openapi.yaml") -> dict[str, Any]:
    """The effective document. Raises: BuildError, with the file and place that is to blame."""
    missed: list[BuildError] = []
    groups = {_label(group): _build_group(inputs, group, missed) for group in sorted(inputs.sources)}
    _refuse_unknown(inputs.between, groups, "group of sources")
    document = next(iter(groups.values()))
    if len(groups) > 1:
        document = merge(groups, inputs.between, apart=True)
    with in_file(name):
        check_structure(document)
        prune(document)
        if missed:
            # Something that an overlay was written for is gone. If the wrapper needs it, that is what to say
            # first.
            check_needs(document, inputs.needs)
            raise missed[0]
        refuse_dangling(document)
        check_names(document)
        validate(document)
        check_forms(document)
        check_needs(document, inputs.needs)
    for _, _, operation in operations(document):
        operation["responses"] = dict(sorted(operation["responses"].items()))
    return {key: document[key] for key in sorted(document, key=_top)}


def origins(inputs: Inputs, pointer: Pointer) -> tuple[str, ...]:
    """The sources and overlay actions that say what stands at a place of the effective document."""
    if pointer[:2] == ("components", "schemas"):  # by the name that it had when overlays were applied
        names = {new: place[2] for place, new, _ in inputs.touched if place[3:] == (NAME_MARK,)}
        pointer = (*pointer[:2], names.get(pointer[2], pointer[2]), *pointer[3:]) if pointer[2:] else pointer
    found = {where for place, _, where in inputs.touched if place == pointer[: len(place)]}
    found |= {where for place, _, where in inputs.touched if pointer == place[: len(pointer)]}
    for name, raw in ((name, raw) for group in inputs.sources.values() for name, raw in group.items()):
        value: Any = parse_source(raw, name=name)
        for part in pointer[:3]:
            value = value.get(part) if isinstance(value, dict) else None
        if value is not None:
            found.add(name)
    return tuple(sorted(found)) if len(pointer) > 2 else ()


def render(document: dict[str, Any], inputs: Inputs) -> str:
    """The effective document as the text of ``openapi.yaml``: same inputs, same bytes."""
    sources = sorted(name for group in inputs.sources.values() for name in group)
    applied = [item.file for group in sorted(inputs.overlays) for item in inputs.overlays[group]]
    return _HEADER.format(sources=_listed(sources), overlays=_listed(applied)) + dump_yaml(document)


def _build_group(inputs: Inputs, group: str, missed: list[BuildError]) -> dict[str, Any]:
    documents = {}
    for name, raw in inputs.sources[group].items():
        with in_file(name):
            document = parse_source(raw, name=name)
            check_structure(document)
            document = upgrade(document)
            refuse_remote(document)
            inline_path_items(document)
            documents[name] = document
    applied = inputs.overlays[group]
    for item in (item for item in applied if item.extends):
        target = next((name for name in documents if name.rsplit("/", 1)[-1] == item.extends), None)
        if target is None:
            what = f"extends {item.extends}, which is no source of its group"
            do = "correct the name, or delete the overlay with the source"
            raise BuildError(what, ("extends",), file=item.file, do=do)
        documents[target] = apply(documents[target], item, missed, inputs.touched)
    _refuse_unknown(inputs.decisions, {n for names in inputs.sources.values() for n in names}, "source")
    document = merge(documents, {at: take for at, take in inputs.decisions.items() if take in documents})
    for item in (item for item in applied if not item.extends):
        document = apply(document, item, missed, inputs.touched)
    with in_file(_label(group)):
        # Once more, so that an overlay may say `nullable: true` of a schema, whatever that schema looks like.
        return apply_marks(respell(upgrade(document)))


def _refuse_unknown(decisions: Mapping[Pointer, str], known: Container[str], what: str) -> None:
    for pointer, take in decisions.items():
        if take not in known:
            do = "correct or delete the decision"
            raise BuildError(f"takes {take}, which is no {what}", pointer, file="openapi/merge.yaml", do=do)


def _label(group: str) -> str:
    return f"the group {group!r}" if group else "the sources"


def _read_decisions(layout: Layout, section: str) -> dict[Pointer, str]:
    """The ``decisions`` between the sources of a group, or those between ``groups``."""
    if not layout.merge_decisions.is_file():
        return {}
    decisions: dict[Pointer, str] = {}
    with in_file(layout.name(layout.merge_decisions)):
        data = load_yaml(layout.merge_decisions.read_text(encoding="utf-8"))
        items = data.get(section) if isinstance(data, dict) else None
        for index, item in enumerate(items if isinstance(items, list) else []):
            if not isinstance(item, dict) or not all(isinstance(item.get(key), str) for key in _DECISION):
                what = "needs `at` (a JSON pointer), `take` (a source, or the folder of a group) and `reason`"
                raise BuildError(what, (section, index), do="complete the decision")
            take = _label(item["take"]) if section == "groups" else f"openapi/sources/{item['take']}"
            decisions[tuple(parse("#" + item["at"]))] = take
    return decisions


def _top(key: str) -> tuple[int, str]:
    return (_TOP.index(key) if key in _TOP else len(_TOP), key)


def _listed(names: list[str]) -> str:
    return "\n".join(f"#   {name}" for name in names) or "#   none"
