"""Compare the OpenAPI document with that of a git revision: what changed, and what breaks for callers.

Exit code: 0 nothing breaks, 1 something does (see --fail-on), 2 the comparison could not be made.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from rich.console import Console

from openapi_build.document.rules import apply_rules
from openapi_build.errors import BuildError, in_file
from openapi_build.read.extract import parse_source
from openapi_build.read.structure import check_structure
from openapi_build.read.upgrade import upgrade
from openapi_build.schemas import DEFAULT
from openapi_diff.changes import Kind
from openapi_diff.document import compare_documents, compare_with_names
from openapi_diff.report import markdown, print_report
from openapi_diff.result import FAIL_ON, Comparison

DOCUMENT = "openapi/openapi.yaml"
ROOT = Path(__file__).resolve().parent.parent
_PIPED_WIDTH = 100  # columns of a report that is written to a file or a log


def main(arguments: Sequence[str] | None = None, *, root: Path = ROOT) -> int:
    """Run the command line; returns the exit code."""
    options = _parser().parse_args(arguments)
    try:
        if len(options.documents) not in (0, 2):
            raise BuildError("one document is nothing to compare", do="give none, or two: old and new")
        if options.documents:
            old, new = options.documents
            before, after = _read(Path(old), old), _read(Path(new), new)
            comparison = Comparison(old, new, compare_documents(before, after), None, differ=before != after)
        else:
            comparison = _compare_revision(options.revision, root)
        if options.markdown is not None:
            _write(options.markdown, markdown(comparison))
        if options.json:
            print(json.dumps(comparison.to_dict(), indent=2, ensure_ascii=False))
        elif options.markdown != "-":
            console = Console(width=None if sys.stdout.isatty() else _PIPED_WIDTH)
            print_report(comparison, console, full=options.full)
    except BuildError as error:
        print(f"diff: {error}", file=sys.stderr)
        return 2
    return comparison.exit_code(options.fail_on)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="diff.py",
        description="Compare the effective document of a git revision with that of the work tree, or two "
        "documents with each other. Every change is judged from the caller's side.",
        epilog="Exit code: 0 nothing breaks (or nothing changed), 1 a breaking change was found (any change "
        "with --fail-on any), 2 the comparison could not be made.",
    )
    said = "two documents, old and new, instead of git"
    parser.add_argument("documents", nargs="*", metavar="FILE", help=said)
    said = "revision to compare with (default: HEAD, the last commit)"
    parser.add_argument("--from", dest="revision", default="HEAD", metavar="REV", help=said)
    said = "also write the report as Markdown (- for the output)"
    parser.add_argument("--markdown", metavar="FILE", help=said)
    parser.add_argument("--full", action="store_true", help="print every change with its reason")
    parser.add_argument("--json", action="store_true", help="print JSON instead of the report for people")
    said = "which changes make the exit code 1 (default: breaking)"
    parser.add_argument("--fail-on", choices=FAIL_ON, default="breaking", help=said)
    return parser


def _compare_revision(revision: str, root: Path) -> Comparison:
    commit, raw = _document_at(revision, root)
    before, after = _parse(raw, f"{revision}:{DOCUMENT}"), _read(root / DOCUMENT, DOCUMENT)
    differ = before != after
    # Both as the build makes documents today: what only its rules make other is no change of the service.
    document, names = compare_with_names(apply_rules(before), apply_rules(after))
    if DEFAULT.encode() not in raw:  # built before defaults were kept
        document = [change for change in document if change.kind != Kind.DEFAULT_CHANGED.label]
    old = f"{revision} ({commit[:9]})"
    return Comparison(old, "the work tree", document, names, differ=differ)


def _document_at(revision: str, root: Path) -> tuple[str, bytes]:
    """The commit that `revision` means, and the effective document in it. Raises BuildError."""
    commit = _git("rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}", cwd=root)
    if commit is None:
        do = "name a commit, tag or branch, as in make diff FROM=v0.1.0"
        raise BuildError(f"git knows no revision {revision!r}", do=do)
    name = commit.decode().strip()
    document = _git("show", f"{name}:{DOCUMENT}", cwd=root)
    if document is None:
        do = "choose a later revision, as in make diff FROM=<commit>"
        raise BuildError(f"{revision} has no {DOCUMENT}", do=do)
    return name, document


def _git(*arguments: str, cwd: Path) -> bytes | None:
    """What git says, None if it fails."""
    try:
        done = subprocess.run(["git", *arguments], cwd=cwd, capture_output=True, check=False)
    except FileNotFoundError:
        raise BuildError("git is not installed, or not on PATH", do="install it") from None
    return done.stdout if done.returncode == 0 else None


def _read(path: Path, called: str) -> dict[str, Any]:
    try:
        raw = path.read_bytes()
    except OSError as error:
        raise BuildError(str(error.strerror), file=called, do="give a file that can be read") from None
    return _parse(raw, called)


def _parse(raw: bytes, name: str) -> dict[str, Any]:
    with in_file(name):
        document = parse_source(raw, name=name)
        check_structure(document)
        return upgrade(document)


def _write(target: str, text: str) -> None:
    if target == "-":
        sys.stdout.write(text)
        return
    try:
        Path(target).write_text(text, encoding="utf-8")
    except OSError as error:
        raise BuildError(str(error.strerror), file=target, do="give a file that can be written") from None


if __name__ == "__main__":
    sys.exit(main())
