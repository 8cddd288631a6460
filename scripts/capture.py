"""Fetch the pages listed in openapi/sources.urls again, and write all of them or none to openapi/sources.

Each must hold the operation that is expected there. Environment: SOURCE_BASE, the address of a local copy.
Exit code: 0 done, 1 something changed (only with --check), 2 at least one page failed, 130 interrupted.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import attrs
import httpx

from openapi_build.errors import BuildError, collected, raise_all, told
from openapi_build.layout import command_parser
from openapi_build.nodes import operations
from openapi_build.read.extract import parse_source
from openapi_build.read.upgrade import upgrade
from openapi_capture import LIST, Fetcher, Page, check_base, read_pages
from openapi_diff.changes import Change
from openapi_diff.document import compare_documents

_NEXT = (
    "Next: read `git diff openapi/sources`, accept it with `python scripts/accept_sources.py`, then "
    "`make regenerate` and `make diff`."
)
_WAY_BACK = "`git status openapi/sources` shows what is new, `git restore openapi/sources` takes it back"
_LISTED = 12  # lines of changes shown per page; `make diff` shows all


@attrs.frozen
class Captured:
    """A complete, verified page, and in words what it is; `changes` compares it with the old one."""

    page: Page
    raw: bytes
    outcome: str
    changes: Sequence[Change] | None = None


def main(
    arguments: Sequence[str] | None = None,
    *,
    environment: Mapping[str, str] = os.environ,
    **fetching: Any,
) -> int:
    """Run the command line; returns the exit code. `fetching` goes to `Fetcher`: tests bring a clock."""
    parser = command_parser(__doc__)
    parser.add_argument("--check", action="store_true", help="fetch and tell, but write nothing")
    options = parser.parse_args(arguments)
    layout = options.layout
    said = "nothing was changed"
    try:
        pages = read_pages(layout.urls)
        captured = _capture(pages, layout.sources, check_base(environment.get("SOURCE_BASE")), fetching)
        changed = [one for one in captured if one.outcome != "unchanged"]
        if not options.check:
            said = _WAY_BACK
            for one in changed:
                path = layout.sources / one.page.file
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_bytes(one.raw)
    except (BuildError, OSError) as error:
        faults = error.errors if isinstance(error, BuildError) else [error]
        print(*(f"capture: {each}" for each in (*map(told, faults), said)), sep="\n", file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        print(f"capture: interrupted; {said}", file=sys.stderr)
        return 130
    for one in captured:
        _show(one)
    count = f"{len(changed)} of {len(captured)} pages"
    done = f"{count} changed; nothing was written." if options.check else f"{count} written. {_NEXT}"
    print(done if changed else "Nothing changed.")
    there = [path.relative_to(layout.sources).as_posix() for _, path in layout.source_files()]
    for file in sorted({*there} - {page.file for page in pages}):
        print(f"not fetched       {file}: has no line in {LIST}; it is built until its file is deleted")
    return 1 if options.check and changed else 0


def _capture(
    pages: Sequence[Page], sources: Path, base: str | None, fetching: Mapping[str, Any]
) -> list[Captured]:
    """Every page, fetched and verified. Raises: BuildError for all that failed."""
    # A proxy from the environment cannot reach a copy on this machine.
    local = base is not None and urlsplit(base).hostname in ("127.0.0.1", "localhost", "::1")
    captured: list[Captured] = []
    errors: list[BuildError] = []
    with httpx.Client(trust_env=not local, headers={"Accept-Encoding": "identity"}) as client:
        fetcher = Fetcher(client, **fetching)
        for page in pages:
            with collected(errors):
                address, raw = fetcher.fetch(page, base)
                captured.append(_judge(page, sources / page.file, raw, _proved(page, address, raw)))
    raise_all(errors)
    return captured


def _proved(page: Page, address: str, raw: bytes) -> dict[str, Any]:
    """The document that came from `address`. Raises: BuildError if it is not the page that was asked for."""
    try:
        document = upgrade(parse_source(raw, name=page.file))
    except BuildError as error:
        error.file, error.pointer = address, ()
        error.do = f"look at the page, and whether its address in {LIST} is right; {page.file} is kept"
        raise
    found = [f"{method.upper()} {path}" for path, method, _ in operations(document)]
    if page.operation not in found:
        what = f"holds {' and '.join(found) or 'no operation'}, expected was {page.operation}"
        do = f"correct the address in {LIST}"
        if found:
            do = f"if the page is right, its line in {LIST} becomes: {page.file} {found[0]} {page.url}"
        raise BuildError(what, file=address, do=do)
    return document


def _judge(page: Page, path: Path, raw: bytes, document: dict[str, Any]) -> Captured:
    """Compare a page with its file."""
    old = path.read_bytes() if path.is_file() else None
    if old is None or old == raw:
        return Captured(page, raw, "new" if old is None else "unchanged")
    with suppress(BuildError):  # the old file is no document, or a page lacks components of another one
        before = upgrade(parse_source(old, name=page.file))
        if before == document:
            return Captured(page, raw, "text changed")
        return Captured(page, raw, "document changed", compare_documents(before, document))
    return Captured(page, raw, "document changed")


def _show(one: Captured) -> None:
    print(f"{one.outcome:<17} {one.page.file}")
    changes = one.changes or ()
    for change in changes[:_LISTED]:
        print(f"    {'breaks' if change.is_breaking else 'ok':<7} {change.where}: {change.what}")
    if len(changes) > _LISTED:
        print(f"    and {len(changes) - _LISTED} more")
    if one.changes == []:
        print("    only wording")


if __name__ == "__main__":
    sys.exit(main())
