"""Build everything from the sources, first aside, then in place.

Nothing committed is touched before all of it is there and verified. Then the package is exchanged in one
step, and the files around it are replaced one by one, each whole; an interruption between them leaves whole
files, which ``--check`` reports as not rebuilt.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from .client import generate_client, versions
from .document import build_document, read_inputs, render, sources_of
from .errors import BuildError
from .helpers import document_module, formatted, request_fields_module
from .layout import Layout
from .lock import sha256
from .manifest import Manifest, inputs_of, package_files, render_manifest
from .nodes import operations
from .swap import replace_file, replace_folder, workshop


@dataclass(frozen=True)
class Built:
    """A finished build that is not yet in place: the document, the package's folder, the text of every
    other file.
    """

    document: dict[str, Any]
    package: Path
    files: Mapping[Path, str]
    manifest: Manifest
    actions: int

    @property
    def summary(self) -> str:
        """One line for people."""
        count = sum(1 for _ in operations(self.document))
        models = len([name for name in package_files(self.package / "models") if name != "__init__.py"])
        return f"{count} operations, {models} models, {self.actions} overlay actions"


@contextmanager
def built(layout: Layout, *, place: Path | None = None) -> Iterator[Built]:
    """Build into a temporary folder, which is gone afterwards.

    Args:
        layout: the repository.
        place: where to put the temporary folder; beside the package if not given.

    Raises:
        BuildError: as each step says.
    """
    with workshop(place or layout.client_root) as work:
        inputs = read_inputs(layout)
        name = layout.name(layout.document)
        package = work / layout.package.name
        config, templates = layout.generator_config, layout.templates
        try:
            document = build_document(inputs, name=name)
            generate_client(document, package, config_file=config, templates=templates, name=name)
        except BuildError as error:
            error.sources = sources_of(inputs, error.pointer) if error.file == name else ()
            raise
        text = render(document, inputs)
        files = {
            layout.document: text,
            layout.wrapper / "_values" / "document.py": formatted(
                document_module(document), root=layout.root
            ),
            layout.wrapper / "_apis" / "request_fields.py": formatted(
                request_fields_module(document), root=layout.root
            ),
        }
        outputs = {layout.name(path): sha256(content.encode()) for path, content in files.items()}
        prefix = layout.name(layout.package)
        outputs |= {f"{prefix}/{key}": sha256(raw) for key, raw in package_files(package).items()}
        yield Built(
            document, package, files, Manifest(versions(), inputs_of(layout), outputs), inputs.actions
        )


def regenerate(layout: Layout) -> str:
    """Build and put in place; returns a line that says what there is now. Raises: BuildError."""
    with built(layout) as result:
        summary = result.summary
        same = layout.package.is_dir() and package_files(layout.package) == package_files(result.package)
        if not same:
            replace_folder(result.package, layout.package)
        changed = [layout.name(layout.package)] if not same else []
        for path, text in {**result.files, layout.build_lock: render_manifest(result.manifest)}.items():
            if replace_file(path, text):
                changed.append(layout.name(path))
    return f"{summary}; " + (f"changed: {', '.join(changed)}" if changed else "nothing changed")
