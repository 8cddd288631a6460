"""Read files of questions: JSON Lines, a JSON array, CSV, or text with one question a line.

Every problem is reported with its line, several at once, before anything is sent. In a CSV, columns of names
that are not an item's own are metadata, so that one called ``country`` stays what it is.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, TypeAlias, TypeVar

from attrs import frozen

from ..._values.sendable import is_blank
from ..errors import InputError
from .formats import Format, checked, delimiter_of, format_of
from .items import OWN_NAMES, Item, ItemLike

T = TypeVar("T")

_SHOWN = 5
_REQUEST = "request."
_COLUMNS = ("id", "question", "model", "effort")
_MARK = "\ufeff"
_JOINED = (
    "it holds a byte order mark, as where files were joined: begin a line there, without a second header"
)
# A cell may hold a whole prompt; the csv module stops at 128 KiB unless told otherwise.
_CELL = 16 * 1024 * 1024


@frozen
class Located:
    """An item, or what is wrong with it, and its place: the line it begins in, from 1."""

    line: int
    item: Item | InputError
    place: str = "line"


Items: TypeAlias = "Iterable[ItemLike | Located] | Path"
"""What a batch takes: items in any form, or a file of them."""


def read_items(path: Path, format: Format | None = None) -> list[Located]:
    """The items of a file.

    Args:
        path: of the file.
        format: where the name of the file does not tell.

    Raises:
        InputError: the file cannot be read, or lines of it cannot be used; the message names them.
    """
    items = locate(path, format)
    if problems := [f"line {at.line}: {at.item.message}" for at in items if isinstance(at.item, InputError)]:
        raise InputError(listed(f"{path} cannot be used", problems))
    return items


def locate(path: Path, format: Format | None = None) -> list[Located]:
    """As `read_items`, but returns mistakes with their lines instead of raising, to report all at once."""
    format = checked(format) or format_of(path)
    try:
        data = path.read_bytes()
        text = data.decode("utf-8-sig")
    except OSError as problem:
        raise InputError(f"{path} cannot be read: {problem.strerror or problem}.") from problem
    except UnicodeDecodeError as problem:
        line = data.count(b"\n", 0, problem.start) + 1
        raise InputError(f"{path}, line {line}: this is not UTF-8; save the file as UTF-8.") from problem
    return locate_in(text, format, str(path))


def located(items: Items) -> list[Located]:
    """All items with their places; TypeError for a single one in place of a list."""
    if isinstance(items, Path):
        return locate(items)
    if isinstance(items, str | bytes | Mapping | Item):
        raise TypeError("items is a list of items, or a Path; for a single one write [item].")
    return [
        given if isinstance(given, Located) else Located(number, or_problem(Item.read, given), "item")
        for number, given in enumerate(items, 1)
    ]


def locate_in(text: str, format: Format, name: str) -> list[Located]:
    """As `locate`, for a text; `name` is for messages."""
    if "\0" in text:
        line = text.count("\n", 0, text.index("\0")) + 1
        raise InputError(f"{name}, line {line}: a NUL is no text; save the file as UTF-8.")
    try:
        items = [
            Located(line, value if isinstance(value, InputError) else or_problem(Item.read, value))
            for line, value in _PARSERS[format](text)
        ]
    except InputError as problem:
        raise InputError(f"{name} cannot be used: {problem.message}.") from problem
    if not items:
        raise InputError(f"{name} holds no questions.")
    return items


def or_problem(function: Callable[..., T], *values: Any) -> T | InputError:
    """What a function returns, or the InputError that it raises, to be told with those of other lines."""
    try:
        return function(*values)
    except InputError as problem:
        return problem


def listed(heading: str, problems: list[str]) -> str:
    """A message with the first few problems and the count of the rest."""
    more = len(problems) - _SHOWN
    shown = "; ".join(problems[:_SHOWN])
    return f"{heading}: {shown}" + (f"; and {more} more." if more > 0 else ".")


def _lines(text: str) -> Iterator[tuple[int, str]]:
    # Only line ends of files: str.splitlines would also cut at U+2028, which JSON allows inside a text.
    for number, line in enumerate(text.replace("\r\n", "\n").replace("\r", "\n").split("\n"), 1):
        line = line.lstrip(_MARK)
        if not is_blank(line):
            yield number, line


def _json_lines(text: str) -> Iterator[tuple[int, Any]]:
    for number, line in _lines(text):
        yield number, or_problem(_json, line)


def _json_array(text: str) -> Iterator[tuple[int, Any]]:
    if not text.strip():
        return
    values = _json(text)
    if not isinstance(values, list):
        raise InputError("a .json file holds an array of items; for one object a line name it .jsonl")
    yield from enumerate(values, 1)


def _json(text: str) -> Any:
    try:
        return json.loads(text, object_pairs_hook=_object)
    except json.JSONDecodeError as problem:
        raise InputError(f"no valid JSON ({problem.msg} at column {problem.colno})") from problem
    except ValueError as problem:
        raise InputError("a number in the JSON has too many digits") from problem
    except RecursionError as problem:
        raise InputError("the JSON is nested too deeply") from problem


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    made = dict(pairs)
    if len(made) < len(pairs):
        names = [name for name, _ in pairs]
        raise InputError(f"a name stands twice in one object: {max(names, key=names.count)!r}")
    return made


def _text_lines(text: str) -> Iterator[tuple[int, Any]]:
    for number, line in _lines(text):
        yield number, InputError(_JOINED) if _MARK in line else line.strip()


def _csv_rows(text: str) -> Iterator[tuple[int, Any]]:
    if not text.strip():
        return
    csv.field_size_limit(_CELL)
    # Only line ends of files count here too: a form feed may be part of a cell.
    lines = io.StringIO(text, newline="")
    rows = csv.reader(lines, delimiter=delimiter_of(text.partition("\n")[0]) or ",", strict=True)
    try:
        header = [name.strip() for name in next(rows)]
        if "question" not in header:
            raise InputError(f"the CSV header has no column 'question'; it has {', '.join(header)}")
        if doubled := {name for name in header if name and header.count(name) > 1}:
            raise InputError(f"the CSV header has {', '.join(sorted(doubled))} more than once")
        taken = (OWN_NAMES - {"model"}) | ({"model", "effort"} & {*header})
        if own := {f"{_REQUEST}{name}" for name in taken}.intersection(header):
            raise InputError(
                f"the CSV header (line {rows.line_num}) has {', '.join(sorted(own))}: these are the "
                f"item's own names; {_REQUEST}extra_body sends what else the request is to have"
            )
        line = rows.line_num + 1
        for row in rows:
            if not all(map(is_blank, row)):
                yield line, or_problem(_csv_item, header, row)
            line = rows.line_num + 1
    except csv.Error as problem:
        yield rows.line_num, InputError(f"no valid CSV ({problem})")


def _csv_item(header: list[str], row: list[str]) -> dict[str, Any]:
    if row[0].startswith(_MARK):
        raise InputError(_JOINED)
    if len(row) != len(header):
        raise InputError(f"{len(row)} cells under {len(header)} columns")
    pairs = list(zip(header, row, strict=True))
    # Spreadsheets leave columns without a name and without a text behind the others.
    if any(cell.strip() and not name for name, cell in pairs):
        raise InputError("a cell stands under no name of a column")
    cells = {name: cell for name, cell in pairs if name}
    if is_blank(cells["question"]):
        raise InputError("the question is empty")
    item: dict[str, Any] = {name: cells.pop(name, None) or None for name in _COLUMNS}
    for name in [name for name in cells if name.startswith(_REQUEST)]:
        if cell := cells.pop(name).strip():
            item[name.removeprefix(_REQUEST)] = _cell(cell)
    return {**item, "metadata": cells}


def _cell(text: str) -> Any:
    """A field of the request: JSON where it is JSON (numbers, true, lists), else the text."""
    try:
        return json.loads(text)
    except ValueError:
        return text
    except RecursionError:
        raise InputError("the JSON of a cell is nested too deeply") from None


_PARSERS: Mapping[str, Callable[[str], Iterator[tuple[int, Any]]]] = {
    "jsonl": _json_lines,
    "json": _json_array,
    "csv": _csv_rows,
    "text": _text_lines,
}
