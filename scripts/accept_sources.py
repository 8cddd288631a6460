"""Accept the captured sources as they are now: record their sha256 in openapi/sources/sources.lock.

Run it after reading what changed (`git diff openapi/sources`). It prints what it accepts. The URL of a new
page comes from its line in openapi/sources.urls, from its first line (`# Source: https://…`), or from --url.
"""

from __future__ import annotations

import datetime
import re
import sys

from openapi_build.errors import BuildError, collected, in_file, raise_all, told
from openapi_build.layout import Layout, command_parser
from openapi_build.read.extract import parse_source
from openapi_build.read.lock import Entry, read_lock, sha256, write_lock
from openapi_capture import LIST, read_pages


def accept(layout: Layout, *, captured: str, url: str | None = None) -> list[str]:
    """Record every source, those that are new or changed as captured now; returns a line for each of those.

    ``url`` is the address of new files that are not listed and do not state one in their first line.
    Raises: BuildError: sources hold no document, or new ones have no address, and nothing is recorded.
    """
    with in_file(layout.name(layout.sources_lock)):
        old = read_lock(layout.sources_lock) if layout.sources_lock.is_file() else {}
    listed = {page.file: page.url for page in read_pages(layout.urls)} if layout.urls.is_file() else {}
    new: dict[str, Entry] = {}
    said = []
    found: list[BuildError] = []
    for _, path in layout.source_files():
        key = path.relative_to(layout.sources).as_posix()
        raw = path.read_bytes()
        known = old.get(key)
        if known is not None and known.sha256 == sha256(raw):
            new[key] = known
            continue
        with collected(found, layout.name(path)):
            parse_source(raw, name=layout.name(path))
            stated = re.match(rb"(?:\xef\xbb\xbf)?# Source: (https?://\S+)", raw)
            own = stated[1].decode("ascii", "replace") if stated else known.url if known else url
            address = listed.get(key, own)
            if address is None:
                do = f"add its line to {LIST}, or for a page that is not to be fetched name it with --url"
                raise BuildError("has no address", do=do)
            new[key] = Entry(address, captured, sha256(raw))
            said.append(f"{'changed' if known else 'new'}: {key}")
    raise_all(found)
    said += [f"gone: {key}" for key in sorted(old.keys() - new.keys())]
    if said or not layout.sources_lock.is_file():
        write_lock(layout.sources_lock, new)
    return said


def main(arguments: list[str] | None = None) -> int:
    """The command line; returns the exit code."""
    parser = command_parser(__doc__)
    today = datetime.date.today().isoformat()
    said = "when the page was captured, or in words what it is (default: today)"
    parser.add_argument("--captured", default=today, metavar="WHEN", help=said)
    parser.add_argument("--url", help="address of a new file that neither is listed nor states its own")
    options = parser.parse_args(arguments)
    try:
        done = accept(options.layout, captured=options.captured, url=options.url)
    except (BuildError, OSError) as error:
        print(f"error: {told(error)}", file=sys.stderr)
        return 1
    print("\n".join([*done, "Next: `make regenerate`."]) if done else "nothing changed")
    return 0


if __name__ == "__main__":
    sys.exit(main())
