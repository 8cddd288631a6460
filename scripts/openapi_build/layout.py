"""`Layout`: the paths of the build's inputs and outputs in the repository, and the parser of its commands."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from pathlib import Path

from openapi_build.read.extract import SUFFIXES


class Layout:
    """The files and folders of the pipeline below ``root``."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.sources = root / "openapi/sources"
        self.urls = root / "openapi/sources.urls"
        self.sources_lock = root / "openapi/sources/sources.lock"
        self.overlays = root / "openapi/overlays"
        self.merge_decisions = root / "openapi/merge.yaml"
        self.needs = root / "openapi/wrapper-needs.yaml"
        self.templates = root / "openapi/templates"
        self.generator_config = root / "generator-config.yaml"
        self.document = root / "openapi/openapi.yaml"
        self.package = root / "generated_client/perplexity_openapi"
        self.document_module = root / "wrappers/perplexity_jobs/_values/document.py"
        self.request_fields_module = root / "wrappers/perplexity_jobs/_apis/request_fields.py"

    @staticmethod
    def at(folder: str) -> Layout:
        """That of a folder, as a command line names it."""
        return Layout(Path(folder).resolve())

    def name(self, path: Path) -> str:
        """A path as messages show it: relative to the root, with forward slashes."""
        return path.relative_to(self.root).as_posix()

    def source_files(self) -> Iterator[tuple[str, Path]]:
        """Group and path of each source, in name order; a group is a sub-folder, or ``""``."""
        for path in sorted(self.sources.rglob("*")):
            if path.is_file() and path.suffix in SUFFIXES:
                relative = path.relative_to(self.sources)
                yield (relative.parts[0] if len(relative.parts) > 1 else ""), path

    def overlay_files(self, group: str) -> list[Path]:
        """The overlays of a group, in name order."""
        return sorted((self.overlays / group).glob("*.yaml"))


def command_parser(description: str | None) -> argparse.ArgumentParser:
    """The parser of a command, whose options have the ``layout``: of this repository, or of a test's own."""
    parser = argparse.ArgumentParser(
        description=description, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    here = str(Path(__file__).parents[2])
    parser.add_argument("--root", dest="layout", type=Layout.at, default=here, help=argparse.SUPPRESS)
    return parser
