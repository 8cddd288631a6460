"""Fetch the listed documentation pages again: writes all of them, or none, and says what changed.

Exit code: 0 done (or nothing changed), 1 something changed (only with --check), 2 at least one page failed.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import sys
from collections.abc import Callable, Mapping, Sequence
from contextlib import nullcontext
from pathlib import Path
from urllib.parse import urlsplit

import httpx
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

from openapi_build.errors import BuildError
from openapi_build.layout import Layout
from openapi_capture.pages import Page, check_base, read_pages
from openapi_capture.run import Capture, Captured, Outcome, write
from openapi_capture.store import read_validators
from openapi_capture.transport import Transport

ROOT = Path(__file__).resolve().parent.parent
NEXT = (
    "Next: read `git diff openapi/sources`, accept it with `python scripts/accept_sources.py`, then "
    "`make regenerate` and `make diff`."
)
_LISTED = 12  # lines of changes per page; the whole report is what `make diff` is for


def main(
    arguments: Sequence[str] | None = None,
    *,
    environment: Mapping[str, str] = os.environ,
    make_transport: Callable[[httpx.AsyncClient], Transport] = Transport,
) -> int:
    """Run the command line; returns the exit code."""
    options = _parser().parse_args(arguments)
    layout = Layout(options.root.resolve())
    console = Console()
    writing = False
    try:
        pages = read_pages(layout.openapi / "sources.urls", name="openapi/sources.urls")
        base = check_base(options.base or environment.get("SOURCE_BASE"))
        validators = layout.openapi / "sources.validators"
        captured, errors = asyncio.run(_capture(pages, layout, base, validators, console, make_transport))
        if errors:
            _show_errors(errors)
            print("capture: nothing was changed", file=sys.stderr)
            return 2
        writing = not options.check
        if writing:
            write(captured, layout.sources, validators)
    except BuildError as error:
        _show_errors([error])
        return 2
    except KeyboardInterrupt:
        said = "some files may be new, all are whole: capture again" if writing else "nothing was changed"
        print(f"capture: interrupted; {said}", file=sys.stderr)
        return 130
    _show(captured, console, written=not options.check)
    return 1 if options.check and any(one.is_changed for one in captured) else 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="capture.py",
        description="Fetch the pages listed in openapi/sources.urls again, prove that each holds the one "
        "operation that the list expects, and replace the files in openapi/sources: all of them, or none.",
        epilog="Environment: SOURCE_BASE, the address of a local copy. Exit code: 0 done, 1 something "
        "changed (only with --check), 2 at least one page failed, 130 interrupted.",
    )
    parser.add_argument("--check", action="store_true", help="fetch and tell, but write nothing")
    parser.add_argument("--base", metavar="URL", help="address of a local copy, in place of SOURCE_BASE")
    parser.add_argument("--root", type=Path, default=ROOT, help=argparse.SUPPRESS)
    return parser


async def _capture(
    pages: Sequence[Page],
    layout: Layout,
    base: str | None,
    validators: Path,
    console: Console,
    make_transport: Callable[[httpx.AsyncClient], Transport],
) -> tuple[list[Captured], list[BuildError]]:
    bar = Progress(
        TextColumn("capturing"), BarColumn(), MofNCompleteColumn(), console=console, transient=True
    )
    task = bar.add_task("pages", total=len(pages))
    # A proxy of the environment is for the world outside; it cannot reach a copy on this machine.
    local = base is not None and urlsplit(base).hostname in ("127.0.0.1", "localhost", "::1")
    # rich ends its bar with an empty line where the output is no terminal
    with bar if console.is_terminal else nullcontext():
        async with httpx.AsyncClient(
            follow_redirects=True,
            timeout=httpx.Timeout(20.0, connect=10.0),
            trust_env=not local,
            headers={"Accept": "text/markdown, text/plain, application/yaml, application/json, */*;q=0.1"},
        ) as client:
            return await Capture(
                pages,
                layout.sources,
                make_transport(client),
                base=base,
                known=read_validators(validators),
                on_done=lambda page: bar.advance(task),
            ).run()


def _show(captured: Sequence[Captured], console: Console, *, written: bool) -> None:
    def say(line: str) -> None:
        console.print(line, markup=False, highlight=False, soft_wrap=True)

    for one in captured:
        say(f"{one.outcome:<17} {one.page.file}")
        for change in one.changes[:_LISTED]:
            say(f"    {'breaks' if change.is_breaking else 'ok':<7} {change.where}: {change.what}")
        if len(one.changes) > _LISTED:
            say(f"    and {len(one.changes) - _LISTED} more")
        if one.outcome is Outcome.DOCUMENT_CHANGED and not one.changes:
            say("    only wording")
    changed = sum(one.is_changed for one in captured)
    if not changed:
        say("Nothing changed.")
    elif written:
        say(f"{changed} of {len(captured)} pages written. {NEXT}")
    else:
        say(f"{changed} of {len(captured)} pages changed; nothing was written.")


def _show_errors(errors: Sequence[BuildError]) -> None:
    for error in errors:
        print(f"capture: {error}", file=sys.stderr)


if __name__ == "__main__":
    sys.exit(main())
