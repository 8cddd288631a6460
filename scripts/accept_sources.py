"""Accept the captured sources as they are now: record their sha256 in openapi/sources/sources.lock.

Run it after reading what changed (`git diff openapi/sources`). It prints what it accepts.
"""

from __future__ import annotations

import argparse
import datetime
import sys
from pathlib import Path

from openapi_build.errors import BuildError, in_file
from openapi_build.layout import Layout
from openapi_build.read.extract import parse_source
from openapi_build.read.lock import Entry, address_in, read_lock, sha256, write_lock


def accept(layout: Layout, *, captured: str, url: str | None = None) -> list[str]:
    """Record every source; returns a line for each that is new, changed or gone.

    Args:
        layout: the repository.
        captured: the date of capture for what is new or changed.
        url: the address of new files that do not state one in their first line.

    Raises:
        BuildError: a source holds no document, or a new one has no address.
    """
    with in_file(layout.name(layout.sources_lock)):
        old = read_lock(layout.sources_lock) if layout.sources_lock.is_file() else {}
    new: dict[str, Entry] = {}
    said = []
    for _, path in layout.source_files():
        key = path.relative_to(layout.sources).as_posix()
        raw = path.read_bytes()
        known = old.get(key)
        if known is not None and known.sha256 == sha256(raw):
            new[key] = known
            continue
        parse_source(raw, name=layout.name(path))
        address = address_in(raw) or (known.url if known else url)
        if address is None:
            raise BuildError(
                "does not state its address in its first line (`# Source: https://…`)",
                file=layout.name(path),
                do="name it with --url",
            )
        new[key] = Entry(address, captured, sha256(raw))
        said.append(f"{'changed' if known else 'new'}: {key}")
    said += [f"gone: {key}" for key in sorted(old.keys() - new.keys())]
    if said or not layout.sources_lock.is_file():
        write_lock(layout.sources_lock, new)
    return said


def main(arguments: list[str] | None = None) -> int:
    """The command line; returns the exit code."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument(
        "--captured", default=datetime.date.today().isoformat(), help="date of capture (today)"
    )
    parser.add_argument("--url", help="address of a new file that does not state it in its first line")
    parser.add_argument(
        "--root", type=Path, default=Path(__file__).resolve().parents[1], help=argparse.SUPPRESS
    )
    options = parser.parse_args(arguments)
    try:
        said = accept(Layout(options.root.resolve()), captured=options.captured, url=options.url)
    except BuildError as error:
        print(f"error: {error}", file=sys.stderr)
        return 1
    print("\n".join(said) or "nothing changed")
    return 0


if __name__ == "__main__":
    sys.exit(main())
