"""Where things are, relative to the root of the repository, and how the build calls them in messages."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from .extract import SUFFIXES

PACKAGE = "perplexity_openapi"


@dataclass(frozen=True)
class Layout:
    """The files and folders of the pipeline below ``root``."""

    root: Path

    @property
    def openapi(self) -> Path:
        return self.root / "openapi"

    @property
    def sources(self) -> Path:
        return self.openapi / "sources"

    @property
    def sources_lock(self) -> Path:
        return self.sources / "sources.lock"

    @property
    def overlays(self) -> Path:
        return self.openapi / "overlays"

    @property
    def merge_decisions(self) -> Path:
        return self.openapi / "merge.yaml"

    @property
    def needs(self) -> Path:
        return self.openapi / "wrapper-needs.yaml"

    @property
    def document(self) -> Path:
        return self.openapi / "openapi.yaml"

    @property
    def build_lock(self) -> Path:
        return self.openapi / "build.lock"

    @property
    def generator_config(self) -> Path:
        return self.root / "generator-config.yaml"

    @property
    def templates(self) -> Path:
        """Templates of the generator's that are replaced; those that it does not hold are its own."""
        return self.openapi / "templates"

    @property
    def client_root(self) -> Path:
        return self.root / "generated_client"

    @property
    def package(self) -> Path:
        return self.client_root / PACKAGE

    @property
    def wrapper(self) -> Path:
        return self.root / "wrappers" / "perplexity_jobs"

    def name(self, path: Path) -> str:
        """A path as messages show it: relative to the root, with forward slashes."""
        return path.relative_to(self.root).as_posix()

    def source_files(self) -> Iterator[tuple[str, Path]]:
        """Group and path of each source, in name order.

        Files directly in ``sources/`` belong to the group ``""``; each sub-folder is a group of its own, with
        its overlays in the sub-folder of ``overlays/`` that has the same name.
        """
        for path in sorted(self.sources.rglob("*")):
            if path.is_file() and path.suffix in SUFFIXES:
                relative = path.relative_to(self.sources)
                yield (relative.parts[0] if len(relative.parts) > 1 else ""), path

    def overlay_files(self, group: str) -> list[Path]:
        """The overlays of a group, in name order."""
        folder = self.overlays / group if group else self.overlays
        return sorted(path for path in folder.glob("*.yaml") if path.is_file()) if folder.is_dir() else []
