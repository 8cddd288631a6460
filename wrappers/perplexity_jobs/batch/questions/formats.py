"""The formats of questions: by the name of a file, or by what a text looks like."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Literal, TypeAlias, get_args

from ..errors import InputError

Format: TypeAlias = Literal["jsonl", "json", "csv", "text"]

_SUFFIXES: Mapping[str, Format] = {
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
    ".json": "json",
    ".csv": "csv",
    ".tsv": "csv",
    ".txt": "text",
    ".text": "text",
}


def checked(name: str | None) -> Format | None:
    """A format as somebody named it; InputError where there is no such format."""
    if name not in (None, *get_args(Format)):
        raise InputError(f"there is no format {name!r}: use {', '.join(get_args(Format))}.")
    return name  # type: ignore[return-value]


def format_of(path: Path) -> Format:
    """The format that the name of a file tells; InputError where it tells none."""
    try:
        return _SUFFIXES[path.suffix.lower()]
    except KeyError:
        raise InputError(
            f"{path} does not tell its format by its name: use one of {', '.join(_SUFFIXES)}, or say the "
            "format (--format jsonl, json, csv or text)."
        ) from None


def recognised(text: str) -> Format:
    """The format that a text without a name seems to have: JSON or CSV by its first line, else text."""
    text = text.lstrip("\ufeff \t\r\n")
    first = text.partition("\n")[0]
    if re.match(r"\[\s*[{\"\]]", text):
        return "json"
    if delimiter_of(first):
        return "csv"
    try:
        return "jsonl" if text.startswith("{") or isinstance(json.loads(first), str) else "text"
    except ValueError:
        return "text"


def delimiter_of(header: str) -> str | None:
    """The sign between the columns of a CSV header with a question; None where there is no question."""
    for mark in ",;\t":
        if "question" in (name.strip().strip('"') for name in header.split(mark)):
            return mark
    return None
