"""Detect the format of questions from the name of a file, or from the text."""

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
    """The format of that name; InputError where there is none."""
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
    """The detected format of a text without a name: JSON or CSV by its first line, else text."""
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
    """The delimiter of a CSV header that has a column `question`; None where it has none."""
    for mark in ",;\t":
        if "question" in (name.strip().strip('"') for name in header.split(mark)):
            return mark
    return None
