"""Count the lines of hand-written Python, room by room, and print them as a table.

docs/architecture.md has the agreed table. ``--write`` updates it. ``--check`` fails where a room has grown
beyond it, or has become so much smaller that the table is out of date.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).parent.parent
PAGE = ROOT / "docs" / "architecture.md"
BEGIN, END = "<!-- written by `make size WRITE=1` -->\n", "<!-- end of the sizes -->\n"
SLACK = 0.05  # share by which a size in the table may be too high

WRAPPER = "wrappers/perplexity_jobs"
APART = ("batch", "cli", "simulator")
BUILT = ("_values/document.py", "_apis/request_fields.py")


class Size(NamedTuple):
    """The lines of a part, and its largest module with its lines."""

    lines: int
    module: str
    largest: int


def main(arguments: list[str] | None = None, page: Path = PAGE) -> int:
    """Print, write or check the table; the exit code is 1 where the check fails."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--write", action="store_true", help="put the table into docs/architecture.md")
    parser.add_argument("--check", action="store_true", help="compare with docs/architecture.md")
    options = parser.parse_args(arguments)
    now = counted()
    print(table(now), end="")
    text = page.read_text("utf-8")
    if options.write:
        head, _, rest = text.partition(BEGIN)
        page.write_text(head + BEGIN + "\n" + table(now) + "\n" + END + rest.partition(END)[2], "utf-8")
    if options.check:
        problems = changed({what: size.lines for what, size in now.items()}, agreed(text))
        print(*problems, sep="\n", file=sys.stderr)
        return 1 if problems else 0
    return 0


def counted() -> dict[str, Size]:
    """The size of each part, in the order of the table."""
    wrapper = modules(WRAPPER)
    apart = [path for room in APART for path in modules(f"{WRAPPER}/{room}")]
    rooms = [path.parent.name for path in sorted((ROOT / WRAPPER).glob("*/__init__.py"))]
    parts = {f"`{room}`": modules(f"{WRAPPER}/{room}") for room in rooms}
    parts["all but batch, cli, simulator"] = [path for path in wrapper if path not in apart]
    parts["`_core` and `_client`, what a newcomer reads"] = parts["`_core`"] + parts["`_client`"]
    parts["`scripts`"] = modules("scripts")
    parts["`tests`"] = modules("tests")
    return {what: size(paths) for what, paths in parts.items()}


def modules(folder: str) -> list[Path]:
    """The hand-written modules in a folder and below it."""
    return [path for path in sorted((ROOT / folder).rglob("*.py")) if not path.as_posix().endswith(BUILT)]


def size(paths: list[Path]) -> Size:
    """How large some modules are; docstrings, comments and blank lines count too."""
    lines = {path: len(path.read_text("utf-8").splitlines()) for path in paths}
    largest = max(lines, key=lambda path: lines[path])
    return Size(sum(lines.values()), f"{largest.parent.name}/{largest.name}", lines[largest])


def table(sizes: dict[str, Size]) -> str:
    """The sizes as Markdown."""
    rows = [f"| {what} | {s.lines:,} | {s.module} {s.largest} |\n" for what, s in sizes.items()]
    return "| what | lines | largest module |\n|---|---:|---|\n" + "".join(rows)


def agreed(page: str) -> dict[str, int]:
    """The lines of each part by the table in a page."""
    rows = [row.split("|") for row in page.partition(BEGIN)[2].partition(END)[0].strip().splitlines()[2:]]
    return {cells[1].strip(): int(cells[2].replace(",", "")) for cells in rows}


def changed(now: dict[str, int], before: dict[str, int]) -> list[str]:
    """The differences from the agreed table, a sentence each."""
    found = []
    for what in {**now, **before}:
        lines, old = now.get(what, 0), before.get(what, 0)
        if lines > old:
            found.append(
                f"{what} has grown from {old:,} to {lines:,} lines: delete, or agree (make size WRITE=1)."
            )
        elif lines < old * (1 - SLACK):
            found.append(f"{what} has shrunk from {old:,} to {lines:,} lines: say so (make size WRITE=1).")
    return found


if __name__ == "__main__":
    sys.exit(main())
