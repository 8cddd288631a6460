"""Build everything from the sources, and write it or compare it with the committed files.

Everything is built and verified in a temporary folder before a committed file is changed. If writing is
interrupted, run it again, or restore the files with git.
"""

from __future__ import annotations

import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from openapi_build.client.generate import generate_client
from openapi_build.client.modules import document_module, formatted, request_fields_module
from openapi_build.document.assemble import DOCUMENT, assemble, read_inputs
from openapi_build.errors import BuildError, collected, in_file
from openapi_build.layout import Layout
from openapi_build.nodes import operations
from openapi_build.yamlio import dump_yaml, without_entries

_REBUILD = "run `make regenerate`"
_HEADER = """\
# Built by scripts/generate.py; not edited by hand: change the sources or the overlays and run `make
# regenerate`.
"""


@dataclass(frozen=True)
class Built:
    """A finished build: every file with its content, a summary of one line, and what was left out."""

    files: Mapping[Path, bytes]
    summary: str
    notes: Sequence[BuildError]


def build(layout: Layout) -> Built:
    """Build everything, and write nothing. Raises: BuildError for all that is wrong."""
    inputs = read_inputs(layout)
    made = assemble(inputs)
    files: dict[Path, bytes] = {}
    if made.document is not None:
        # Also where an overlay action missed, or a need is gone: what the generator says is told with it.
        with collected(made.found, DOCUMENT):
            files = _generated(made.document, layout)
    made.raise_all()
    assert made.document is not None
    files[layout.document] = (_HEADER + dump_yaml(made.document)).encode()
    models = sum(path.parent == layout.package / "models" for path in files) - 1  # without its __init__
    count = len(list(operations(made.document)))
    actions = sum(len(overlay.actions) for group in inputs.overlays.values() for overlay in group)
    return Built(files, f"{count} operations, {models} models, {actions} overlay actions", made.notes)


def _generated(document: dict[str, Any], layout: Layout) -> dict[Path, bytes]:
    with tempfile.TemporaryDirectory(prefix="openapi-build-") as work:
        package = Path(work) / layout.package.name
        generate_client(document, package, layout)
        files = {layout.package / path.relative_to(package): path.read_bytes() for path in files_of(package)}
    modules = {
        layout.document_module: document_module(document),
        layout.request_fields_module: request_fields_module(document),
    }
    return files | {path: formatted(text, root=layout.root).encode() for path, text in modules.items()}


def drop(layout: Layout) -> list[str]:
    """Delete the overlay actions and decisions that no longer apply; returns a line for each.

    Comments, and how the rest is written, stay. Raises: BuildError if an entry cannot be cut out.
    """
    made = assemble(read_inputs(layout))
    entries: dict[str, set[tuple[str, int]]] = {}
    for error in made.found:
        if error.drops:
            entries.setdefault(error.file, set()).add((str(error.pointer[0]), int(error.pointer[1])))
    texts = {}
    for file, places in entries.items():
        with in_file(file):
            texts[file] = without_entries((layout.root / file).read_text(encoding="utf-8-sig"), places)
    for file, text in texts.items():
        path = layout.root / file
        path.write_text(text, encoding="utf-8") if text else path.unlink()
    return [f"deleted {error.where}: {error.what}" for error in made.found if error.drops]


def regenerate(layout: Layout) -> str:
    """Build and write; returns what is left out, and a line on what there is now. Raises: BuildError."""
    built = build(layout)
    there = committed(layout)
    for path in there.keys() - built.files.keys():
        path.unlink()
    for path, content in built.files.items():
        if there.get(path) != content:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
    changed = [path for path in there.keys() | built.files.keys() if there.get(path) != built.files.get(path)]
    names = sorted({layout.name(layout.package if layout.package in p.parents else p) for p in changed})
    done = f"{built.summary}; " + (f"changed: {', '.join(names)}" if names else "nothing changed")
    return "\n".join([*(line for note in built.notes for line in note.lines()), done])


def check(layout: Layout) -> list[str]:
    """The differences between the committed files and the build, one line for each kind."""
    try:
        wanted = build(layout).files
    except BuildError as error:
        return [f"cannot be built: {error}"]
    there = committed(layout)
    by_hand = "what was changed by hand belongs in an overlay or the wrapper"
    kinds = (
        ("not what would be built", [p for p in wanted if p in there and there[p] != wanted[p]], by_hand),
        ("built files missing", wanted.keys() - there.keys(), ""),
        ("files that the build does not make", there.keys() - wanted.keys(), "move them out"),
    )
    return [
        "; ".join(filter(None, [f"{kind}: {_some(sorted(map(layout.name, paths)))}", remedy, _REBUILD]))
        for kind, paths, remedy in kinds
        if paths
    ]


def committed(layout: Layout) -> dict[Path, bytes]:
    """The committed files that a build would write."""
    others = (layout.document, layout.document_module, layout.request_fields_module)
    paths = [*files_of(layout.package), *(path for path in others if path.is_file())]
    return {path: path.read_bytes() for path in paths}


def files_of(package: Path) -> list[Path]:
    """The files of a package; compiled ones aside."""
    return [p for p in sorted(package.rglob("*")) if p.is_file() and "__pycache__" not in p.parts]


def _some(names: list[str]) -> str:
    shown = ", ".join(names[:5])
    return shown if len(names) <= 5 else f"{shown} and {len(names) - 5} more"
