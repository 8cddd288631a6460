"""What was built from what: ``openapi/build.lock``, so that ``--check`` can tell the reasons of a
difference apart.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from .layout import Layout
from .lock import sha256
from .yamlio import dump_yaml, load_yaml

_HEADER = """\
# What the committed document and client were built from, and the sha256 of each built file.
# Written by scripts/generate.py; `python scripts/generate.py --check` compares.
"""


@dataclass(frozen=True)
class Manifest:
    """Versions of the tools, sha256 of every input, sha256 of every output, by name relative to the root."""

    tools: Mapping[str, str] = field(default_factory=dict)
    inputs: Mapping[str, str] = field(default_factory=dict)
    outputs: Mapping[str, str] = field(default_factory=dict)


def inputs_of(layout: Layout) -> dict[str, str]:
    """The sha256 of every file that the build reads."""
    files = [path for _, path in layout.source_files()]
    files += [path for path in sorted(layout.overlays.rglob("*.yaml")) if path.is_file()]
    files += sorted(layout.templates.rglob("*.jinja"))
    files += [layout.merge_decisions, layout.needs, layout.generator_config]
    return {layout.name(path): sha256(path.read_bytes()) for path in files if path.is_file()}


def package_files(package: Path) -> dict[str, bytes]:
    """The files of a package by relative name; compiled ones aside."""
    return {
        path.relative_to(package).as_posix(): path.read_bytes()
        for path in sorted(package.rglob("*"))
        if path.is_file() and "__pycache__" not in path.parts
    }


def read_manifest(layout: Layout) -> Manifest:
    """The committed manifest; an empty one if there is none that can be read."""
    if not layout.build_lock.is_file():
        return Manifest()
    data = load_yaml(layout.build_lock.read_text(encoding="utf-8"), file=layout.name(layout.build_lock))
    sections = data if isinstance(data, dict) else {}
    return Manifest(
        **{
            key: {str(name): str(value) for name, value in (sections.get(key) or {}).items()}
            for key in ("tools", "inputs", "outputs")
        }
    )


def render_manifest(manifest: Manifest) -> str:
    """The text of ``build.lock``."""
    return _HEADER + dump_yaml(
        {
            "tools": dict(sorted(manifest.tools.items())),
            "inputs": dict(sorted(manifest.inputs.items())),
            "outputs": dict(sorted(manifest.outputs.items())),
        }
    )
