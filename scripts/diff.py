"""Compare the effective document of a git revision with that of the work tree, or two documents.

Every change is judged from the caller's side. Exit code: 0 nothing breaks, 1 a breaking change was found (any
change with --fail-on any), 2 the comparison could not be made.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from rich.console import Console

from openapi_build.document.rules import apply_rules
from openapi_build.errors import BuildError, in_file, told
from openapi_build.layout import Layout, command_parser
from openapi_build.nodes import check_structure
from openapi_build.read.extract import parse_source
from openapi_build.read.upgrade import upgrade
from openapi_build.schemas import DEFAULT
from openapi_diff.changes import Kind
from openapi_diff.document import compare_documents, compare_with_names
from openapi_diff.report import FAIL_ON, Comparison, markdown, print_report

DOCUMENT = "openapi/openapi.yaml"
_PIPED_WIDTH = 100  # columns of a report that is written to a file or a log


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line; returns the exit code."""
    parser = command_parser(__doc__)
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
    options = parser.parse_args(arguments)
    try:
        if len(options.documents) not in (0, 2):
            raise BuildError("one document is nothing to compare", do="give none, or two: old and new")
        if options.documents:
            old, new = options.documents
            before, after = (_parse(Path(name).read_bytes(), name) for name in (old, new))
            comparison = Comparison(old, new, compare_documents(before, after), None, differ=before != after)
        else:
            comparison = _compare_revision(options.revision, options.layout)
        if options.markdown == "-":
            print(markdown(comparison), end="")
        elif options.markdown is not None:
            Path(options.markdown).write_text(markdown(comparison), encoding="utf-8")
        if options.json:
            print(json.dumps(comparison.to_dict(), indent=2, ensure_ascii=False))
        elif options.markdown != "-":
            console = Console(width=None if sys.stdout.isatty() else _PIPED_WIDTH)
            print_report(comparison, console, full=options.full)
    except (BuildError, OSError) as error:
        print(f"diff: {told(error)}", file=sys.stderr)
        return 2
    return comparison.exit_code(options.fail_on)


def _compare_revision(revision: str, layout: Layout) -> Comparison:
    commit, raw = _document_at(revision, layout.root)
    before, after = _parse(raw, f"{revision}:{DOCUMENT}"), _parse(layout.document.read_bytes(), DOCUMENT)
    differ = before != after
    # Both as the build makes documents today: what only its rules make other is no change of the service.
    document, names = compare_with_names(apply_rules(before), apply_rules(after))
    if DEFAULT.encode() not in raw:  # built before defaults were kept
        document = [change for change in document if change.kind != Kind.DEFAULT_CHANGED.label]
    return Comparison(f"{revision} ({commit[:9]})", "the work tree", document, names, differ=differ)


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


def _parse(raw: bytes, name: str) -> dict[str, Any]:
    with in_file(name):
        document = parse_source(raw, name=name)
        check_structure(document)
        return upgrade(document)


if __name__ == "__main__":
    sys.exit(main())
