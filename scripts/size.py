"""Count the lines of hand-written Python, room by room, and print them as a table.

docs/architecture.md has the agreed table. ``--write`` updates it. ``--check`` fails where a room has grown
beyond it, or has become so much smaller that the table is out of date.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent
PAGE = ROOT / "docs" / "architecture.md"
BEGIN, END = "<!-- written by `make size WRITE=1` -->\n", "<!-- end of the sizes -->\n"
SLACK = 0.05  # share by which a size in the table may be too high

WRAPPER = "wrappers/perplexity_jobs"
APART = ("batch", "cli", "simulator")
BUILT = ("_values/document.py", "_apis/request_fields.py")


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
        problems = changed({what: sum(lines.values()) for what, lines in now.items()}, agreed(text))
        print(*problems, sep="\n", file=sys.stderr)
        return 1 if problems else 0
    return 0


def counted() -> dict[str, dict[Path, int]]:
    """The lines of each module of each part, in the order of the table."""
    wrapper = modules(WRAPPER)
    apart = {path for room in APART for path in modules(f"{WRAPPER}/{room}")}
    rooms = [path.parent.name for path in sorted((ROOT / WRAPPER).glob("*/__init__.py"))]
    parts = {f"`{room}`": modules(f"{WRAPPER}/{room}") for room in rooms}
    parts["all but batch, cli, simulator"] = {path: wrapper[path] for path in wrapper if path not in apart}
    parts["`_core` and `_client`, what a newcomer reads"] = parts["`_core`"] | parts["`_client`"]
    return parts | {f"`{folder}`": modules(folder) for folder in ("scripts", "tests")}


def modules(folder: str) -> dict[Path, int]:
    """The lines of each hand-written module in a folder and below it; docstrings and comments count."""
    paths = [path for path in sorted((ROOT / folder).rglob("*.py")) if not path.as_posix().endswith(BUILT)]
    return {path: len(path.read_text("utf-8").splitlines()) for path in paths}


def table(parts: dict[str, dict[Path, int]]) -> str:
    """The sizes as Markdown, each with its largest module."""
    rows = "| what | lines | largest module |\n|---|---:|---|\n"
    for what, lines in parts.items():
        largest = max(lines, key=lambda path: lines[path])
        rows += (
            f"| {what} | {sum(lines.values()):,} | {largest.parent.name}/{largest.name} {lines[largest]} |\n"
        )
    return rows


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
            found.append(f"{what} has grown from {old:,} to {lines:,} lines: delete, or agree")
        elif lines < old * (1 - SLACK):
            found.append(f"{what} has shrunk from {old:,} to {lines:,} lines: say so")
    return [f"{sentence} (make size WRITE=1)." for sentence in found]


if __name__ == "__main__":
    sys.exit(main())
