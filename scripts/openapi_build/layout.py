"""`Layout`: the paths of the build's inputs and outputs in the repository."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from openapi_build.read.extract import SUFFIXES


class Layout:
    """The files and folders of the pipeline below ``root``."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.openapi = root / "openapi"
        self.sources = self.openapi / "sources"
        self.urls = self.openapi / "sources.urls"
        self.sources_lock = self.sources / "sources.lock"
        self.overlays = self.openapi / "overlays"
        self.merge_decisions = self.openapi / "merge.yaml"
        self.needs = self.openapi / "wrapper-needs.yaml"
        self.templates = self.openapi / "templates"
        self.generator_config = root / "generator-config.yaml"
        self.document = self.openapi / "openapi.yaml"
        self.client_root = root / "generated_client"
        self.package = self.client_root / "perplexity_openapi"
        self.wrapper = root / "wrappers" / "perplexity_jobs"
        self.document_module = self.wrapper / "_values" / "document.py"
        self.request_fields_module = self.wrapper / "_apis" / "request_fields.py"

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
        return sorted((self.overlays / group).glob("*.yaml"))
