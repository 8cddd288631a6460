"""What a question is made of at a shell: text, system message, attachments, schema of the answer."""

from __future__ import annotations

import json
import mimetypes
import os
from collections.abc import Iterable
from pathlib import Path
from typing import Annotated, Any

import typer

System = Annotated[
    str | None,
    typer.Option("--system", "-s", help="What the model is told before the question.", metavar="TEXT"),
]
Files = Annotated[
    list[str] | None,
    typer.Option(
        "--file",
        "-a",
        help="Attach a document or an image, by its path or address; may be given again.",
        metavar="PATH",
    ),
]
Schema = Annotated[
    Path | None,
    typer.Option(help="JSON schema that the answer has to fit; prints JSON.", metavar="FILE"),
]


def messages(question: str, system: str | None) -> str | list[dict[str, str]]:
    """The question of a command with its system message, where it has one."""
    if system is None:
        return question
    return [{"role": "system", "content": system}, {"role": "user", "content": question}]


def attachments(files: Iterable[str] | None) -> dict[str, list[str]]:
    """Attachments as keywords of `submit`: what is named like an image is one.

    Raises:
        ValueError: there is no such file.
    """
    found: dict[str, list[str]] = {}
    for file in files or ():
        if "://" not in file and not os.path.isfile(file):
            raise ValueError(f"--file {file}: there is no such file.")
        kind = mimetypes.guess_type(file.partition("?")[0])[0] or ""
        found.setdefault("images" if kind.startswith("image/") else "files", []).append(file)
    return found


def response_format(schema: Path | None) -> dict[str, Any]:
    """A file with a JSON schema as a keyword of `submit`; ValueError where it has none."""
    if schema is None:
        return {}
    try:
        found = json.loads(schema.read_text(encoding="utf-8-sig"))
    except OSError as problem:
        raise ValueError(f"--schema {schema} cannot be read: {problem.strerror}.") from problem
    except (ValueError, RecursionError) as problem:
        raise ValueError(f"--schema {schema} holds no JSON: {problem}.") from problem
    if not isinstance(found, dict):
        raise ValueError(f"--schema {schema} holds no JSON schema, which is an object.")
    return {"response_format": found}
